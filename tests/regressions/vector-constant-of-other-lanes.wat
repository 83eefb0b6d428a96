;; The compiler ended in a fault: a vector constant, computed in lanes of one width, as operand of floats of another. LLVM keeps that as an
;; expression, which is a constant but no number.
;; call f0 f32:0x3f800000
;; call f0 f32:0x7fa00001
;; call f1 f64:0x3ff0000000000000
(module
  (func (export "f0") (param f32) (result i32)
    (i32x4.extract_lane 1
      (f32x4.mul (i64x2.neg (v128.const i32x4 1 0xc0800000 3 4)) (f32x4.splat (local.get 0)))))
  (func (export "f1") (param f64) (result i64)
    (i64x2.extract_lane 0
      (f64x2.sub (f64x2.splat (local.get 0)) (i32x4.neg (v128.const i64x2 0x4000000040000000 1))))))
