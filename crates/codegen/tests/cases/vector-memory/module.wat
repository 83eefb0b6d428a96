;; A vector is sixteen bytes, checked as one access.
(module
  (memory 1)
  (func (export "f") (param i32 i32)
    (v128.store (local.get 0) (v128.load (local.get 1)))))
