;; A float that is no integer of the type traps: not a number, or too large.
;; options: --target cortex-m4f
(module
  (func (export "i32.trunc_f32_s") (param f32) (result i32)
    (i32.trunc_f32_s (local.get 0)))
  (func (export "i32.trunc_f64_u") (param f64) (result i32)
    (i32.trunc_f64_u (local.get 0)))
  (func (export "i64.trunc_f32_s") (param f32) (result i64)
    (i64.trunc_f32_s (local.get 0))))
