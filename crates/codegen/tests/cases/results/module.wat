;; Several results: through a pointer, which is the first parameter.
(module
  (func $two (export "two") (param i32) (result i32 i64)
    (local.get 0) (i64.const 7))
  (func (export "use") (result i32)
    (call $two (i32.const 1)) (drop)))
