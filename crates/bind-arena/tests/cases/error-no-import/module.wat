(module
  (import "wasi" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (import "env" "__cabi_arena_realloc@1" (func (param i32 i32 i32 i32) (result i32)))
  (memory 1))
