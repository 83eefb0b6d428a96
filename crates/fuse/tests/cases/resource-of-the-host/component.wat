;; A resource that the embedder has: its handles are counted here, its destructor is an import.
(component
  (import "host" (instance $host
    (export "r" (type $r (sub resource)))
    (export "[constructor]r" (func (result (own $r))))
    (export "[method]r.get" (func (param "self" (borrow $r)) (result u32)))))
  (alias export $host "r" (type $r))
  (core func $make (canon lower (func $host "[constructor]r")))
  (core func $get (canon lower (func $host "[method]r.get")))
  (core func $drop (canon resource.drop $r))
  (core module $m
    (import "" "make" (func $make (result i32)))
    (import "" "get" (func $get (param i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "run") (result i32)
      (local $h i32)
      (local.set $h (call $make))
      (call $get (local.get $h))
      (call $drop (local.get $h))))
  (core instance $i (instantiate $m (with "" (instance
    (export "make" (func $make)) (export "get" (func $get)) (export "drop" (func $drop))))))
  (func (export "run") (result u32) (canon lift (core func $i "run"))))
