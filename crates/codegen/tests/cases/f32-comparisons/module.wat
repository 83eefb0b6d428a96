;; A comparison with a NaN is false, but for `ne`.
;; options: --target cortex-m4f
(module
  (func (export "eq") (param f32 f32) (result i32)
    (f32.eq (local.get 0) (local.get 1)))
  (func (export "ne") (param f32 f32) (result i32)
    (f32.ne (local.get 0) (local.get 1)))
  (func (export "lt") (param f32 f32) (result i32)
    (f32.lt (local.get 0) (local.get 1)))
  (func (export "ge") (param f32 f32) (result i32)
    (f32.ge (local.get 0) (local.get 1))))
