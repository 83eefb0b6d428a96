;; Floats of other widths; integers cut and extended; bits as they are.
;; options: --target cortex-m4f
(module
  (func (export "f64.promote_f32") (param f32) (result f64)
    (f64.promote_f32 (local.get 0)))
  (func (export "f32.demote_f64") (param f64) (result f32)
    (f32.demote_f64 (local.get 0)))
  (func (export "i32.wrap_i64") (param i64) (result i32)
    (i32.wrap_i64 (local.get 0)))
  (func (export "i64.extend_i32_s") (param i32) (result i64)
    (i64.extend_i32_s (local.get 0)))
  (func (export "i64.extend_i32_u") (param i32) (result i64)
    (i64.extend_i32_u (local.get 0)))
  (func (export "i32.reinterpret_f32") (param f32) (result i32)
    (i32.reinterpret_f32 (local.get 0))))
