;; The compiler ended in a fault: arithmetic on a constant that has no value, since the conversion before it always traps.
;; call f0
;; call f1
;; call f2 i32:0x0
(module
  (func (export "f0") (result f64)
    (f64.mul (f64.convert_i32_s (i32.trunc_f64_s (f64.const nan))) (f64.const 2)))
  (func (export "f1") (result f32)
    (f32.add (f32.convert_i64_u (i64.trunc_f32_u (f32.const -1))) (f32.const -0)))
  (func (export "f2") (param i32) (result f64)
    (if (result f64) (local.get 0)
      (then (f64.sub (f64.convert_i64_s (i64.div_s (i64.const 1) (i64.const 0))) (f64.const 0)))
      (else (f64.const 3)))))
