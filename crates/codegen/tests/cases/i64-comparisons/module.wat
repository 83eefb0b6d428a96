;; A comparison gives 0 or 1.
(module
  (func (export "eq") (param i64 i64) (result i32)
    (i64.eq (local.get 0) (local.get 1)))
  (func (export "lt_s") (param i64 i64) (result i32)
    (i64.lt_s (local.get 0) (local.get 1)))
  (func (export "gt_u") (param i64 i64) (result i32)
    (i64.gt_u (local.get 0) (local.get 1))))
