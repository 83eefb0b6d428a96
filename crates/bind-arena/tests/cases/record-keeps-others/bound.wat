(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32 i32 i32 i32) (result i32)))
  (import "env" "tick" (func (;0;) (type 1)))
  (import "own" "__cabi_arena_realloc" (func (;1;) (type 1)))
  (memory (;0;) 2)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 4096)
  (export "__cabi_arena_size" (global 2))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (func $arena_header (;2;) (type 2) (param i32) (result i32)
    ...
  )
  (func $arena_block_size (;3;) (type 2) (param i32) (result i32)
    ...
  )
  (func $arena_take (;4;) (type 3) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc (;5;) (type 4) (param i32 i32 i32 i32) (result i32)
    ...
  )
  (@custom "dissolve:interface" (after code) "{\22version\22:1,\22imports\22:[{\22module\22:\22env\22,\22field\22:\22tick\22,\22kind\22:{\22passthrough\22:{\22symbol\22:\22tick\22,\22memory\22:0}}},{\22module\22:\22own\22,\22field\22:\22__cabi_arena_realloc\22,\22kind\22:{\22passthrough\22:{\22symbol\22:\22own\22,\22memory\22:0}}}],\22exports\22:[],\22memories\22:[{\22component\22:\22a\22}]}")
)
