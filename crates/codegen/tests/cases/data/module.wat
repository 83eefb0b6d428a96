;; Active segments are constants, which instantiation copies.
(module
  (memory 1)
  (data (i32.const 8) "hello")
  (data (i32.const 64) "\01\02")
  (func (export "f") (result i32) (i32.load (i32.const 8))))
