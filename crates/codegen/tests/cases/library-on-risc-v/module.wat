;; The entries of a library on RISC-V. A trap is a call of the runtime.
;; options: --target riscv32imac --emit library --traps call
(module
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1))))
