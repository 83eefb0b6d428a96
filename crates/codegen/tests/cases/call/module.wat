;; A call is a call; what only one function calls may be inlined.
(module
  (func $add (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "f") (param i32) (result i32) (call $add (local.get 0) (i32.const 1))))
