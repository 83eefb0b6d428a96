;; The sum of address and offset does not wrap; where both are known, nothing is asked.
(module
  (memory 1)
  (func (export "small") (param i32) (result i32) (i32.load offset=8 (local.get 0)))
  (func (export "large") (param i32) (result i32) (i32.load offset=0xfffffff0 (local.get 0)))
  (func (export "known") (result i32) (i32.load offset=8 (i32.const 16)))
  (func (export "beyond") (result i32) (i32.load offset=8 (i32.const 65536))))
