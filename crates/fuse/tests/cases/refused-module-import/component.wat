;; A core module that is an import is refused.
(component
  (import "m" (core module $m (export "f" (func (result i32)))))
  (core instance $i (instantiate $m))
  (func (export "f") (result u32) (canon lift (core func $i "f")))
)
