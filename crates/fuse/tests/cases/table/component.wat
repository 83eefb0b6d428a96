;; A table that two core modules have in common.
(component
  (core module $lib
    (table (export "t") 4 funcref)
    (type $f (func (result i32)))
    (func (export "call") (param i32) (result i32) (call_indirect (type $f) (local.get 0))))
  (core module $m
    (import "lib" "t" (table 4 funcref))
    (import "lib" "call" (func $call (param i32) (result i32)))
    (func $seven (result i32) (i32.const 7))
    (elem (i32.const 1) $seven)
    (func (export "run") (result i32) (call $call (i32.const 1))))
  (core instance $lib (instantiate $lib))
  (core instance $i (instantiate $m (with "lib" (instance $lib))))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
