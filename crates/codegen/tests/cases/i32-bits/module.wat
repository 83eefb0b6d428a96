;; Counts of bits, and extensions of the sign.
(module
  (func (export "i32.clz") (param i32) (result i32)
    (i32.clz (local.get 0)))
  (func (export "i32.ctz") (param i32) (result i32)
    (i32.ctz (local.get 0)))
  (func (export "i32.popcnt") (param i32) (result i32)
    (i32.popcnt (local.get 0)))
  (func (export "i32.eqz") (param i32) (result i32)
    (i32.eqz (local.get 0)))
  (func (export "i32.extend8_s") (param i32) (result i32)
    (i32.extend8_s (local.get 0)))
  (func (export "i32.extend16_s") (param i32) (result i32)
    (i32.extend16_s (local.get 0))))
