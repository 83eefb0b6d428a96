;; A resource, and a component that calls its method on the handle that it holds.
(component
  (component $callee
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "r" "new" (func $new (param i32) (result i32)))
      (memory (export "memory") 1)
      (func (export "new") (result i32) (call $new (i32.const 8192)))
      (func (export "f") (param i32 i32) (result i32) (i32.add (i32.load (local.get 0)) (local.get 1))))
    (core instance $i (instantiate $m (with "r" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "new") (result (own $r)) (canon lift (core func $i "new")))
    (func (export "f") (param "self" (borrow $r)) (param "x" u32) (result u32) (canon lift (core func $i "f"))))
  (component $caller
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (result (own $r))))
    (import "f" (func $f (param "self" (borrow $r)) (param "x" u32) (result u32)))
    (core func $new (canon lower (func $new)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "callee" "new" (func $new (result i32)))
      (import "callee" "f" (func $f (param i32 i32) (result i32)))
      (global $handle (mut i32) (i32.const 0))
      (func (export "run") (param $x i32) (result i32)
        (if (i32.eqz (global.get $handle)) (then (global.set $handle (call $new))))
        (call $f (global.get $handle) (local.get $x))))
    (core instance $i (instantiate $m
      (with "callee" (instance (export "new" (func $new)) (export "f" (func $f))))))
    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $i "run"))))
  (instance $callee (instantiate $callee))
  (instance $caller (instantiate $caller
    (with "r" (type $callee "r")) (with "new" (func $callee "new")) (with "f" (func $callee "f"))))
  (export "run" (func $caller "run")))
