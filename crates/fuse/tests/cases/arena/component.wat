;; The arena of the embedder: an import that is passed through, for the memory of its component.
(component
  (@custom "dissolve:passthrough" "[{\"name\":\"arena\",\"module\":\"env\",\"field\":\"__cabi_arena_realloc\"}]")
  (import "arena" (func $arena (param "p0" s32) (param "p1" s32) (param "p2" s32) (param "p3" s32) (result s32)))
  (core func $arena (canon lower (func $arena)))
  (core module $m
    (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "run") (result i32)
      (call $arena (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 16))))
  (core instance $i (instantiate $m (with "env" (instance (export "__cabi_arena_realloc" (func $arena))))))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
