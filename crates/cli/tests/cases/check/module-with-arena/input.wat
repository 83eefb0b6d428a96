;; A core module as rustc makes it, before `componentize`.
(module
  (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 17)
  (global $__stack_pointer (mut i32) (i32.const 1048576))
  (global (export "__heap_base") i32 (i32.const 1048720))
  (data (i32.const 1048576) "Hello, ")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
    (call $arena (local.get 0) (local.get 1) (local.get 2) (local.get 3))))
