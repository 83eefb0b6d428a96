(component
  (import "acme:kv/store@1.2.0" (instance $store (export "get" (func (param "k" u32) (result u32)))))
  (alias export $store "get" (func $get))
  (core func $get (canon lower (func $get)))
  (core module $m
    (import "acme:kv/store@1.2.0" "get" (func $get (param i32) (result i32)))
    (func (export "run") (param i32) (result i32) (i32.add (i32.const 1000) (call $get (local.get 0)))))
  (core instance $i (instantiate $m (with "acme:kv/store@1.2.0" (instance (export "get" (func $get))))))
  (func (export "run") (param "k" u32) (result u32) (canon lift (core func $i "run"))))
