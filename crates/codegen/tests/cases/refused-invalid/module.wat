;; A module that is not valid is refused, with the place.
(module
  (func (export "f") (result i32) (i64.const 1)))
