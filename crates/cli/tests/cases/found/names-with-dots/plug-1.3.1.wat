(component
  (core module $m
    (func (export "acme:kv/store@1.3.1#get") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
    (func (export "acme:kv/store@1.3.1#put") (param i32)))
  (core instance $i (instantiate $m))
  (func $get (param "k" u32) (result u32) (canon lift (core func $i "acme:kv/store@1.3.1#get")))
  (func $put (param "k" u32) (canon lift (core func $i "acme:kv/store@1.3.1#put")))
  (instance $store (export "get" (func $get)) (export "put" (func $put)))
  (export "acme:kv/store@1.3.1" (instance $store)))
