;; An access is checked against the memory's size.
(module
  (memory 1)
  (func (export "i32.store8") (param i32 i32)
    (i32.store8 (local.get 0) (local.get 1)))
  (func (export "i32.store16") (param i32 i32)
    (i32.store16 (local.get 0) (local.get 1)))
  (func (export "i32.store") (param i32 i32)
    (i32.store (local.get 0) (local.get 1)))
  (func (export "i64.store") (param i32 i64)
    (i64.store (local.get 0) (local.get 1)))
  (func (export "f64.store") (param i32 f64)
    (f64.store (local.get 0) (local.get 1))))
