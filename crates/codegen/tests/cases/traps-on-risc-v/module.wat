;; A trap is an illegal instruction whose bits say the kind.
;; options: --target riscv32imc
(module
  (func (export "f") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "g") (unreachable)))
