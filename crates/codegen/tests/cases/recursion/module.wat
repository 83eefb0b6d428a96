;; A call of itself that cannot be seen to end.
(module
  (func $f (export "f") (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1))
      (else (i32.mul (local.get 0) (call $f (i32.sub (local.get 0) (i32.const 1))))))))
