;; An instance made of exports under other names.
(component
  (core module $lib
    (func (export "f") (result i32) (i32.const 3)))
  (core module $m
    (import "x" "g" (func $g (result i32)))
    (func (export "run") (result i32) (call $g)))
  (core instance $lib (instantiate $lib))
  (core instance $renamed (export "g" (func $lib "f")))
  (core instance $i (instantiate $m (with "x" (instance $renamed))))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
