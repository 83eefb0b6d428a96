;; Binding an arena takes an import out, and so moves the functions that trap for violations of the canonical ABI.
;; options: --bind-arena 4096
(component
  (@custom "dissolve:passthrough" "[{\"name\":\"arena\",\"module\":\"env\",\"field\":\"__cabi_arena_realloc\"}]")
  (import "arena" (func $arena (param "p0" s32) (param "p1" s32) (param "p2" s32) (param "p3" s32) (result s32)))
  (import "level" (func $level (result u32)))
  (core func $arena (canon lower (func $arena)))
  (core func $level (canon lower (func $level)))
  (component $lib
    (core module $m
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "f") (param i32 i32) (result i32) (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "s" string) (result u32)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))
  (instance $lib (instantiate $lib))
  (component $app
    (import "f" (func $f (param "s" string) (result u32)))
    (core module $memory (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $f (canon lower (func $f) (memory $memory "memory")))
    (core module $m
      (import "" "f" (func $f (param i32 i32) (result i32)))
      (func (export "run") (result i32) (call $f (i32.const 0) (i32.const 4))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $app (instantiate $app (with "f" (func $lib "f"))))
  (core module $m
    (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
    (import "env" "level" (func $level (result i32)))
    (memory (export "memory") 1)
    (func (export "run") (result i32)
      (call $arena (i32.const 0) (i32.const 0) (i32.const 4) (call $level))))
  (core instance $i (instantiate $m (with "env" (instance
    (export "__cabi_arena_realloc" (func $arena)) (export "level" (func $level))))))
  (func (export "take") (result u32) (canon lift (core func $i "run")))
  (export "run" (func $app "run"))
)
