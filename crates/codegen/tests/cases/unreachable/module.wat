;; The trap that a program asks for: one instruction, whose operand says the kind. Nothing is compiled up to the end of the block.
(module
  (func (export "f") (unreachable))
  (func (export "g") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then
        unreachable
        (block (drop (i32.div_u (i32.const 1) (i32.const 0))))
        (if (i32.const 1) (then nop) (else (drop (memory.grow (i32.const 1))))))
      (else (i32.const 7))))
  (memory 1))
