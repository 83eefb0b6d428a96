(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32 i32 i32 i32) (result i32)))
  (memory $first (;0;) 2)
  (memory $second (;1;) 1)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 4096)
  (export "grow" (func 0))
  (export "__cabi_arena_size" (global 2))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (func (;0;) (type 1) (result i32)
    memory.size $second
    memory.grow $second
  )
  (func $arena_header (;1;) (type 2) (param i32) (result i32)
    ...
  )
  (func $arena_block_size (;2;) (type 2) (param i32) (result i32)
    ...
  )
  (func $arena_take (;3;) (type 3) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc (;4;) (type 4) (param i32 i32 i32 i32) (result i32)
    ...
  )
)
