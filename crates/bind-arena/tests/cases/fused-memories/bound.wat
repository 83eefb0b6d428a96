(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func))
  (type (;2;) (func (result i32)))
  (type (;3;) (func (param i32) (result i32)))
  (type (;4;) (func (param i32 i32 i32)))
  (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
  (import "$root" "tick" (func $tick (;0;) (type 1)))
  (memory (;0;) 1)
  (memory (;1;) 2)
  (memory (;2;) 4)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) (mut i32) i32.const 0)
  (global (;3;) (mut i32) i32.const 0)
  (global (;4;) i32 i32.const 4096)
  (global (;5;) i32 i32.const 4096)
  (export "memory" (memory 0))
  (export "memory@1" (memory 1))
  (export "memory@2" (memory 2))
  (export "run" (func 1))
  (export "__cabi_arena_size" (global 4))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (export "__cabi_arena_size@1" (global 5))
  (export "__cabi_arena_used@1" (global 2))
  (export "__cabi_arena_high_water@1" (global 3))
  (func (;1;) (type 2) (result i32)
    call $tick
    i32.const 0
    i32.const 0
    i32.const 8
    i32.const 8
    call $__cabi_arena_realloc
    drop
    i32.const 0
    i32.const 0
    i32.const 8
    i32.const 8
    call $__cabi_arena_realloc@1
  )
  (func $arena_header (;2;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_block_size (;3;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_take (;4;) (type 4) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc (;5;) (type 5) (param i32 i32 i32 i32) (result i32)
    ...
  )
  (func $arena_header@1 (;6;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_block_size@1 (;7;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_take@1 (;8;) (type 4) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc@1 (;9;) (type 5) (param i32 i32 i32 i32) (result i32)
    ...
  )
  (@custom "dissolve:interface" (after code) "{\22version\22:1,\22imports\22:[{\22module\22:\22$root\22,\22field\22:\22tick\22,\22kind\22:{\22passthrough\22:{\22symbol\22:\22tick\22,\22memory\22:0}}}],\22exports\22:[],\22memories\22:[{\22component\22:\22a\22,\22layout\22:{\22stack_top\22:1024,\22heap_base\22:2048,\22data\22:{\22start\22:1024,\22end\22:1030}}},{\22component\22:\22b\22,\22layout\22:{\22stack_top\22:1024,\22heap_base\22:69632,\22data\22:{\22start\22:1024,\22end\22:1030}}},{\22component\22:\22c\22}]}")
)
