;; Rounding to integers, without a trap.
;; options: --target cortex-m4f
(module
  (func (export "f32.ceil") (param f32) (result f32)
    (f32.ceil (local.get 0)))
  (func (export "f32.floor") (param f32) (result f32)
    (f32.floor (local.get 0)))
  (func (export "f32.trunc") (param f32) (result f32)
    (f32.trunc (local.get 0)))
  (func (export "f32.nearest") (param f32) (result f32)
    (f32.nearest (local.get 0)))
  (func (export "f32.sqrt") (param f32) (result f32)
    (f32.sqrt (local.get 0))))
