(module $guest
  (type $realloc (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32) (result i32)))
  (type (;4;) (func (param i32 i32 i32)))
  (type (;5;) (func (param i32 i32 i32 i32) (result i32)))
  (import "env" "log" (func $log (;0;) (type 1)))
  (import "env" "offset" (global $offset (;0;) i32))
  (import "env" "trace" (func $trace (;1;) (type 2)))
  (table $functions (;0;) 4 funcref)
  (memory $memory (;0;) 18)
  (global $__stack_pointer (;1;) (mut i32) i32.const 1048576)
  (global $callee (;2;) (mut funcref) ref.func $__cabi_arena_realloc)
  (global $heap_base (;3;) i32 i32.const 1048620)
  (global (;4;) (mut i32) i32.const 0)
  (global (;5;) (mut i32) i32.const 0)
  (global (;6;) i32 i32.const 4096)
  (global (;7;) i32 i32.const 1118224)
  (export "memory" (memory $memory))
  (export "__heap_base" (global 7))
  (export "arena" (func $__cabi_arena_realloc))
  (export "cabi_realloc" (func $cabi_realloc))
  (export "__cabi_arena_size" (global 6))
  (export "__cabi_arena_used" (global 4))
  (export "__cabi_arena_high_water" (global 5))
  (start $begin)
  (elem (;0;) (i32.const 0) func $log $__cabi_arena_realloc $trace $begin)
  (elem (;1;) declare func $cabi_realloc)
  (func $cabi_realloc (;2;) (type $realloc) (param $old i32) (param $old_len i32) (param $align i32) (param $len i32) (result i32)
    (local $block i32)
    global.get $offset
    call $log
    local.get $old
    local.get $old_len
    local.get $align
    local.get $len
    call $__cabi_arena_realloc
    local.set $block
    ref.func $cabi_realloc
    drop
    local.get $block
    i32.const 0
    i32.const 2
    memory.init $text
    local.get $block
  )
  (func $begin (;3;) (type 2)
    block $out
      br $out
    end
    call $trace
    i32.const 0
    i32.const 0
    i32.const 1
    i32.const 8
    i32.const 1
    call_indirect (type $realloc)
    drop
  )
  (func $arena_header (;4;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_block_size (;5;) (type 3) (param i32) (result i32)
    ...
  )
  (func $arena_take (;6;) (type 4) (param i32 i32 i32)
    ...
  )
  (func $__cabi_arena_realloc (;7;) (type 5) (param i32 i32 i32 i32) (result i32)
    ...
  )
  (data $text (;0;) "ab")
  (data $static (;1;) (i32.const 1048576) "c")
  (@custom "component-type:w" (after data) "\01\02")
  (@producers
    (language "Rust" "2024")
  )
)
