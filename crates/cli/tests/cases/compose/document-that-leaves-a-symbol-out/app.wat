;; Allocates with the embedder's arena.
(component
  (import "cabi-arena-realloc" (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
  (core module $app
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "take") (result i32) (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 16))))
  (core func $arena (canon lower (func $arena)))
  (core instance $env (export "__cabi_arena_realloc" (func $arena)))
  (core instance $app (instantiate $app (with "env" (instance $env))))
  (func (export "take") (result u32) (canon lift (core func $app "take"))))
