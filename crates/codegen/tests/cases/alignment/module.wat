;; What an instruction says of alignment is a hint.
;; options: --target riscv32imac
(module
  (memory 1)
  (func (export "f") (param i32) (result i32)
    (i32.load align=1 (local.get 0)))
  (func (export "g") (param i32) (result i32)
    (i32.load align=4 (local.get 0))))
