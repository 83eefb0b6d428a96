;; A memory larger than any board is refused.
(module
  (memory 65536)
  (func (export "f") (param i32) (result i32) (i32.load (local.get 0))))
