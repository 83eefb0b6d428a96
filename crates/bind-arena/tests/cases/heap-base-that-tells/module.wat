;; The stack is above statics without initial data. Only where the heap begins tells so, and it would not if it moved.
(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 66576))
  (global (export "__heap_base") i32 (i32.const 66576))
  (global (export "__data_end") i32 (i32.const 1040)))
