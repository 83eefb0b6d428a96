;; Each component has room for one handle.
;; options: --handles 1
(component
  (component $lib
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
      (func (export "get") (param i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
    (export $r "r" (type $r'))
    (func (export "[constructor]r") (param "v" u32) (result (own $r)) (canon lift (core func $i "make")))
    (func (export "[method]r.get") (param "self" (borrow $r)) (result u32) (canon lift (core func $i "get"))))
  (instance $lib (instantiate $lib))
  (component $app
    (import "lib" (instance $lib
      (export "r" (type $r (sub resource)))
      (export "[constructor]r" (func (param "v" u32) (result (own $r))))
      (export "[method]r.get" (func (param "self" (borrow $r)) (result u32)))))
    (alias export $lib "r" (type $r))
    (core func $make (canon lower (func $lib "[constructor]r")))
    (core func $get (canon lower (func $lib "[method]r.get")))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "get" (func $get (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "run") (result i32)
        (local $h i32)
        (local.set $h (call $make (i32.const 5)))
        (call $get (local.get $h))
        (call $drop (local.get $h))))
    (core instance $i (instantiate $m (with "" (instance
      (export "make" (func $make)) (export "get" (func $get)) (export "drop" (func $drop))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $app (instantiate $app (with "lib" (instance $lib))))
  (func (export "run") (alias export $app "run")))
