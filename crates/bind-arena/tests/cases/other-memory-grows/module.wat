(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (memory $first 1)
  (memory $second 1)
  (func (export "grow") (result i32) (memory.grow $second (memory.size $second))))
