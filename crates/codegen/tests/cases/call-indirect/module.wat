;; The index, the element and its type are checked.
(module
  (type $f (func (param i32) (result i32)))
  (table 4 funcref)
  (func $a (type $f) (i32.add (local.get 0) (i32.const 1)))
  (func $b (type $f) (i32.mul (local.get 0) (i32.const 2)))
  (elem (i32.const 1) $a $b)
  (func (export "f") (param i32 i32) (result i32)
    (call_indirect (type $f) (local.get 1) (local.get 0))))
