(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (memory 1)
  (data (i32.const 65534) "ab"))
