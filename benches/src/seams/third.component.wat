;; A resource, and a component that lends its handle to a component that does not define the resource.
(component
  (component $definer
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "r" "new" (func $new (param i32) (result i32)))
      (func (export "new") (result i32) (call $new (i32.const 8192))))
    (core instance $i (instantiate $m (with "r" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "new") (result (own $r)) (canon lift (core func $i "new"))))
  (component $callee
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "r" "drop" (func $drop (param i32)))
      (func (export "f") (param i32 i32) (result i32) (call $drop (local.get 0)) (i32.add (local.get 1) (i32.const 1))))
    (core instance $i (instantiate $m (with "r" (instance (export "drop" (func $drop))))))
    (func (export "f") (param "r" (borrow $r)) (param "x" u32) (result u32) (canon lift (core func $i "f"))))
  (component $caller
    (import "r" (type $r (sub resource)))
    (import "new" (func $new (result (own $r))))
    (import "f" (func $f (param "r" (borrow $r)) (param "x" u32) (result u32)))
    (core func $new (canon lower (func $new)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "definer" "new" (func $new (result i32)))
      (import "callee" "f" (func $f (param i32 i32) (result i32)))
      (global $handle (mut i32) (i32.const 0))
      (func (export "run") (param $x i32) (result i32)
        (if (i32.eqz (global.get $handle)) (then (global.set $handle (call $new))))
        (call $f (global.get $handle) (local.get $x))))
    (core instance $i (instantiate $m
      (with "definer" (instance (export "new" (func $new)))) (with "callee" (instance (export "f" (func $f))))))
    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $i "run"))))
  (instance $definer (instantiate $definer))
  (instance $callee (instantiate $callee (with "r" (type $definer "r"))))
  (instance $caller (instantiate $caller
    (with "r" (type $definer "r")) (with "new" (func $definer "new")) (with "f" (func $callee "f"))))
  (export "run" (func $caller "run")))
