;; A float that is no integer of the type gives the nearest that is; a NaN gives 0.
;; options: --target cortex-m4f
(module
  (func (export "i32.trunc_sat_f32_s") (param f32) (result i32)
    (i32.trunc_sat_f32_s (local.get 0)))
  (func (export "i32.trunc_sat_f32_u") (param f32) (result i32)
    (i32.trunc_sat_f32_u (local.get 0))))
