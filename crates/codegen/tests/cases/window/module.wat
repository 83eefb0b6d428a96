;; Where the linker's symbols tell the stack, as much of it is backed as is asked for, and nothing above the heap's start.
;; options: --stack 512
(module
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (global (export "__data_end") i32 (i32.const 65552))
  (global (export "__heap_base") i32 (i32.const 65552))
  (data (i32.const 65536) "statics")
  (func (export "f") (param i32) (result i32)
    (global.set $__stack_pointer (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.load (local.get 0))))
