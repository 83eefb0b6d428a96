(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (type (;3;) (func (param i32 i32 i32 i32) (result i32)))
  (memory (;0;) 2)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 4096)
  (export "__cabi_arena_size" (global 2))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (func $arena_header (;0;) (type 1) (param i32) (result i32)
    ...
  )
  (func $arena_block_size (;1;) (type 1) (param i32) (result i32)
    ...
  )
  (func $arena_take (;2;) (type 2) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc (;3;) (type 3) (param i32 i32 i32 i32) (result i32)
    ...
  )
  (data (;0;) (i32.const 65534) "ab")
)
