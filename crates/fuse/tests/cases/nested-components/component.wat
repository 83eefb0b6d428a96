;; A component in a component in a component; an interface is exported.
(component
  (component $inner
    (component $innermost
      (core module $m (func (export "f") (result i32) (i32.const 4)))
      (core instance $i (instantiate $m))
      (func (export "f") (result u32) (canon lift (core func $i "f"))))
    (instance $x (instantiate $innermost))
    (export "f" (func $x "f")))
  (instance $y (instantiate $inner))
  (instance $z (export "f" (func $y "f")))
  (export "api" (instance $z))
)
