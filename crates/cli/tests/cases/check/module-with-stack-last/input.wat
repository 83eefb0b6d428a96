;; As clang links by default: statics first, then the stack. `table.grow` is no `memory.grow`.
(module
  (memory (export "memory") 2)
  (table 1 funcref)
  (global $__stack_pointer (mut i32) (i32.const 66592))
  (data (i32.const 1024) "constants")
  (func (export "f") (drop (table.grow (ref.null func) (i32.const 1)))))
