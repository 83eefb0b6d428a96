;; Two exports whose symbols are the same are refused.
(module
  (func (export "a-b"))
  (func (export "a_b")))
