;; The allocator gets the arena's descriptor as well.
;; options: --arena 1024 --arena-descriptor true
(module
  (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
  (memory 1)
  (func (export "f") (result i32)
    (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 16))))
