;; A memory and a global of another core module, in constant expressions too.
(component
  (core module $lib
    (memory (export "memory") 1)
    (global (export "base") i32 (i32.const 64)))
  (core module $m
    (import "lib" "memory" (memory 1))
    (import "lib" "base" (global $base i32))
    (data (global.get $base) "\2a\00\00\00")
    (global $end i32 (i32.add (global.get $base) (i32.const 4)))
    (func (export "run") (result i32) (i32.add (i32.load (global.get $base)) (global.get $end))))
  (core instance $lib (instantiate $lib))
  (core instance $i (instantiate $m (with "lib" (instance $lib))))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
