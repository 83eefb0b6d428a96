;; Sign bits, of NaNs too.
(module
  (func (export "f32.abs") (param f32) (result f32)
    (f32.abs (local.get 0)))
  (func (export "f32.neg") (param f32) (result f32)
    (f32.neg (local.get 0)))
  (func (export "copysign") (param f32 f32) (result f32)
    (f32.copysign (local.get 0) (local.get 1))))
