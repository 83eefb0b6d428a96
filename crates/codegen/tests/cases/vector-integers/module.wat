;; Vectors without vector registers: LLVM takes them apart.
(module
  (func (export "i32x4.add") (param v128 v128) (result v128)
    (i32x4.add (local.get 0) (local.get 1)))
  (func (export "i8x16.add_sat_s") (param v128 v128) (result v128)
    (i8x16.add_sat_s (local.get 0) (local.get 1)))
  (func (export "i16x8.mul") (param v128 v128) (result v128)
    (i16x8.mul (local.get 0) (local.get 1))))
