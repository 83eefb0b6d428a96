;; Calls run on the library's own stack, and a function that calls itself checks how much of it is left.
;; options: --emit library --native-stack 2048
(module
  (func $down (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 0))
      (else (i32.add (call $down (i32.sub (local.get 0) (i32.const 1))) (local.get 0)))))
  (func (export "sum") (param i32) (result i32)
    (call $down (local.get 0))))
