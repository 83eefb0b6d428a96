;; An element is a pointer to a function's descriptor, or null.
(module
  (table $t (export "t") 4 funcref)
  (func $f)
  (elem declare func $f)
  (func (export "get") (param i32) (result i32) (ref.is_null (table.get $t (local.get 0))))
  (func (export "set") (param i32) (table.set $t (local.get 0) (ref.func $f)))
  (func (export "size") (result i32) (table.size $t)))
