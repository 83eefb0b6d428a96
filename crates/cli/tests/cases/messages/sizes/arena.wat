(module
    (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
    (memory 1)
    (func (export "main")))
