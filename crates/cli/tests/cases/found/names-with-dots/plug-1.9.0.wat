(component
  (core module $m
    (func (export "acme:kv/store@1.9.0#get") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 23))))
  (core instance $i (instantiate $m))
  (func $get (param "k" u32) (result u32) (canon lift (core func $i "acme:kv/store@1.9.0#get")))
  (instance $store (export "get" (func $get)))
  (export "acme:kv/store@1.9.0" (instance $store)))
