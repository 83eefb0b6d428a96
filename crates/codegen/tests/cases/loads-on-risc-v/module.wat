;; No unaligned accesses either.
;; options: --target riscv32imac
(module
  (memory 1)
  (func (export "i32.load16_s") (param i32) (result i32)
    (i32.load16_s (local.get 0)))
  (func (export "i32.load") (param i32) (result i32)
    (i32.load (local.get 0))))
