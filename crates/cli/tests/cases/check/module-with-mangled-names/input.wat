;; Rust's legacy and current manglings, C++, no name at all.
(module
  (memory 1)
  (table 1 funcref)
  (elem (i32.const 0) $_ZN5arena4growEj)
  (func $_ZN5arena4growEj (param i32) (result i32) (memory.grow (local.get 0)))
  (func $_RNvCskwGfYPst2Cb_3foo3bar (result i32)
    (call_indirect (param i32) (result i32) (i32.const 1) (i32.const 0)))
  (func (result i32) (call $_RNvCskwGfYPst2Cb_3foo3bar))
  (func $_ZN4core3fmt5write17h0123456789abcdefE (export "write") (result i32) (call 2)))
