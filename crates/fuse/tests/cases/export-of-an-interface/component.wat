;; An exported interface with a version: the names of exports have its package, and the record has its types.
(component
  (core module $m
    (func (export "a") (result i32) (i32.const 1))
    (func (export "b") (param i32) (result i32) (local.get 0)))
  (core instance $i (instantiate $m))
  (func $a (result u32) (canon lift (core func $i "a")))
  (func $b (param "c" char) (result char) (canon lift (core func $i "b")))
  (instance $api (export "a" (func $a)) (export "b" (func $b)))
  (export "acme:demo/api@1.2.3" (instance $api))
)
