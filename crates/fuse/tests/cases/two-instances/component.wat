;; A module that is instantiated twice is appended twice, each with globals of its own.
(component
  (core module $lib
    (global $count (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (global.get $count)))
  (core module $m
    (import "a" "next" (func $a (result i32)))
    (import "b" "next" (func $b (result i32)))
    (func (export "run") (result i32) (i32.add (call $a) (i32.mul (call $b) (call $b)))))
  (core instance $a (instantiate $lib))
  (core instance $b (instantiate $lib))
  (core instance $i (instantiate $m (with "a" (instance $a)) (with "b" (instance $b))))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
