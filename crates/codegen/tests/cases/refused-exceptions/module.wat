;; Exceptions are refused.
(module
  (tag $t)
  (func (export "f") (throw $t)))
