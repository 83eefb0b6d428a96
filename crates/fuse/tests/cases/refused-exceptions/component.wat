;; Exceptions are refused.
(component
  (core module $m
    (tag $t)
    (func (export "f") (throw $t)))
  (core instance $i (instantiate $m))
  (func (export "f") (canon lift (core func $i "f")))
)
