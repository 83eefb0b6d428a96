;; A NaN wins; -0 is less than 0.
;; options: --target cortex-m4f
(module
  (func (export "min") (param f32 f32) (result f32)
    (f32.min (local.get 0) (local.get 1)))
  (func (export "max") (param f32 f32) (result f32)
    (f32.max (local.get 0) (local.get 1))))
