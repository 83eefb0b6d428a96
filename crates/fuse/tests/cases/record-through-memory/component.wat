;; A parameter of 17 core values passes through memory, so that no core value of the call is one of its.
(component
  (component $lib
    (core module $m
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
      (func (export "f") (param i32) (result i32)
        (i32.load offset=64 (local.get 0))))
    (core instance $i (instantiate $m))
    (func (export "f") (param "t" (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32)) (result u32)
      (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))
  (instance $lib (instantiate $lib))
  (component $app
    (import "f" (func $f (param "t" (tuple u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32)) (result u32)))
    (core module $memory (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $f (canon lower (func $f) (memory $memory "memory")))
    (core module $m
      (import "lib" "f" (func $f (param i32) (result i32)))
      (func (export "run") (result i32)
        (call $f (i32.const 128))))
    (core instance $i (instantiate $m (with "lib" (instance (export "f" (func $f))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $app (instantiate $app (with "f" (func $lib "f"))))
  (export "run" (func $app "run"))
)
