;; A store that gives 2 times the key, and a clock.
(component
  (core module $m
    (func (export "get") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "read") (result i32) (i32.const 2)))
  (core instance $i (instantiate $m))
  (func $get (param "key" u32) (result u32) (canon lift (core func $i "get")))
  (func $read (result u32) (canon lift (core func $i "read")))
  (instance $store (export "get" (func $get)))
  (instance $clock (export "read" (func $read)))
  (export "acme:store/kv@0.1.0" (instance $store))
  (export "acme:clocks/now@1.0.0" (instance $clock)))
