;; The trap that a program asks for: one instruction, whose operand says the kind.
(module
  (func (export "f") (unreachable)))
