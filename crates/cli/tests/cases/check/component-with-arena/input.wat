;; A guest of mode `extern-arena`: everything that allocates calls the embedder.
(component
  (type $realloc (func (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
  (import "cabi-arena-realloc" (func $arena (type $realloc)))
  (core func $arena (canon lower (func $arena)))
  (core module $greet
    (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 17)
    (global $__stack_pointer (mut i32) (i32.const 1048576))
    (global (export "__heap_base") i32 (i32.const 1048720))
    (data (i32.const 1048576) "Hello, ")
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
      (call $arena (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
    (func (export "greet") (param i32 i32) (result i32) (i32.const 1048600))
    (func (export "cabi_post_greet") (param i32)
      (drop (call $arena (local.get 0) (i32.const 8) (i32.const 4) (i32.const 0)))))
  (core instance $i (instantiate $greet
    (with "env" (instance (export "__cabi_arena_realloc" (func $arena))))))
  (func (export "greet") (param "name" string) (result string)
    (canon lift (core func $i "greet") (memory $i "memory") (realloc (func $i "cabi_realloc"))
      (post-return (func $i "cabi_post_greet")))))
