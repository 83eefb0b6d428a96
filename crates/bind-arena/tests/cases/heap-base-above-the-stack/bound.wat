(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32)))
  (type (;3;) (func (param i32 i32 i32 i32) (result i32)))
  (memory (;0;) 3)
  (global $__stack_pointer (;0;) (mut i32) i32.const 65536)
  (global (;1;) i32 i32.const 65552)
  (global (;2;) (mut i32) i32.const 0)
  (global (;3;) (mut i32) i32.const 0)
  (global (;4;) i32 i32.const 4096)
  (global (;5;) i32 i32.const 135184)
  (export "__heap_base" (global 5))
  (export "__cabi_arena_size" (global 4))
  (export "__cabi_arena_used" (global 2))
  (export "__cabi_arena_high_water" (global 3))
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
)
