;; Gives 41.
(component
  (core module $source (func (export "get") (result i32) (i32.const 41)))
  (core instance $source (instantiate $source))
  (func $get (result u32) (canon lift (core func $source "get")))
  (instance $out (export "get" (func $get)))
  (export "acme:led/led@1.0.0" (instance $out)))
