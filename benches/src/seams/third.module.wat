;; The same with an address in place of a handle.
(module
  (global $handle (mut i32) (i32.const 0))
  (func $new (result i32) (i32.const 8192))
  (func $f (param i32 i32) (result i32) (i32.add (local.get 1) (i32.const 1)))
  (func (export "run") (param $x i32) (result i32)
    (if (i32.eqz (global.get $handle)) (then (global.set $handle (call $new))))
    (call $f (global.get $handle) (local.get $x))))
