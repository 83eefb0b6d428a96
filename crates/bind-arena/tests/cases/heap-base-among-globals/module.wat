;; Of the exported globals, one is where the heap begins.
(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (memory 2)
  (global (export "__heap_base") i32 (i32.const 66576))
  (global (export "counter") (mut i32) (i32.const 7)))
