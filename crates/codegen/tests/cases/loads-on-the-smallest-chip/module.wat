;; Armv6-M has no unaligned accesses: one function for each kind asks.
;; options: --target cortex-m0
(module
  (memory 1)
  (func (export "i32.load8_u") (param i32) (result i32)
    (i32.load8_u (local.get 0)))
  (func (export "i32.load16_s") (param i32) (result i32)
    (i32.load16_s (local.get 0)))
  (func (export "i32.load") (param i32) (result i32)
    (i32.load (local.get 0)))
  (func (export "i64.load") (param i32) (result i64)
    (i64.load (local.get 0))))
