;; Start functions run in the order of instantiation.
(component
  (core module $a
    (global (export "n") (mut i32) (i32.const 0)))
  (core module $b
    (import "a" "n" (global $n (mut i32)))
    (func $start (global.set $n (i32.add (i32.mul (global.get $n) (i32.const 10)) (i32.const 1))))
    (start $start))
  (core module $c
    (import "a" "n" (global $n (mut i32)))
    (func $start (global.set $n (i32.add (i32.mul (global.get $n) (i32.const 10)) (i32.const 2))))
    (start $start)
    (func (export "run") (result i32) (global.get $n)))
  (core instance $a (instantiate $a))
  (core instance $b (instantiate $b (with "a" (instance $a))))
  (core instance $c (instantiate $c (with "a" (instance $a))))
  (func (export "run") (result u32) (canon lift (core func $c "run")))
)
