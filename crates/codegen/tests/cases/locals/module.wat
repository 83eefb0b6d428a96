;; A local is zero at first; `local.tee` keeps what it sets.
(module
  (func (export "f") (param i32) (result i32)
    (local $sum i32)
    (local.set $sum (i32.add (local.get $sum) (local.get 0)))
    (i32.mul (local.tee $sum (i32.add (local.get $sum) (i32.const 1))) (local.get $sum))))
