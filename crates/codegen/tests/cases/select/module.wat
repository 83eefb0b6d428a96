;; One of two values; both are computed.
(module
  (func (export "f") (param i32 i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (local.get 2)))
  (func (export "g") (param f64 f64 i32) (result f64)
    (select (local.get 0) (local.get 1) (local.get 2))))
