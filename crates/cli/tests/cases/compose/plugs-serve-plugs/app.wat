;; Exports what it imports, under another name.
(component
  (import "acme:a/driver" (instance $in (export "get" (func (result u32)))))
  (alias export $in "get" (func $get))
  (core func $get (canon lower (func $get)))
  (core module $app
    (import "in" "get" (func $get (result i32)))
    (func (export "get") (result i32) (i32.add (i32.const 1) (call $get))))
  (core instance $in (export "get" (func $get)))
  (core instance $core (instantiate $app (with "in" (instance $in))))
  (func $out (result u32) (canon lift (core func $core "get")))
  (instance $out (export "get" (func $out)))
  (export "acme:a/app" (instance $out)))
