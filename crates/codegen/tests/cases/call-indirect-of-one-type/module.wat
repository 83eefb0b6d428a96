;; Where every element is of the type, that is not asked.
(module
  (type $f (func (result i32)))
  (table 2 2 funcref)
  (func $a (result i32) (i32.const 1))
  (func $b (result i32) (i32.const 2))
  (elem (i32.const 0) $a $b)
  (func (export "f") (param i32) (result i32)
    (call_indirect (type $f) (local.get 0))))
