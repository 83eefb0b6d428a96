;; The inner component's allocator serves an inner boundary that passes no string: fusion drops it.
(component
  (component $inner
    (core module $adder
      (memory (export "memory") 1)
      (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (memory.grow (local.get 3)))
      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
    (core instance $i (instantiate $adder))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32)
      (canon lift (core func $i "add") (memory $i "memory") (realloc (func $i "cabi_realloc")))))
  (instance $adder (instantiate $inner))
  (core func $add (canon lower (func $adder "add")))
  (core module $doubler
    (import "" "add" (func $add (param i32 i32) (result i32)))
    (func (export "double") (param i32) (result i32) (call $add (local.get 0) (local.get 0))))
  (core instance $i (instantiate $doubler (with "" (instance (export "add" (func $add))))))
  (func $double (param "a" u32) (result u32) (canon lift (core func $i "double")))
  (instance (export "test:math/doubler@1.0.0") (export "double" (func $double))))
