(module
  (import "env" "__cabi_arena_realloc" (func $first (param i32 i32 i32 i32) (result i32)))
  (import "env" "__cabi_arena_realloc" (func $second (param i32 i32 i32 i32) (result i32)))
  (memory 1)
  (func (export "first") (result i32) (call $first (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1)))
  (func (export "second") (result i32) (call $second (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 1))))
