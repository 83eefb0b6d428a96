;; A chain of three instances that only forward: one call is left.
(component
  (component $a
    (import "f" (func $f))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f))
      (func (export "g") (call $f)))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "g") (canon lift (core func $i "g"))))
  (component $b
    (core module $m (func (export "f")))
    (core instance $i (instantiate $m))
    (func (export "f") (canon lift (core func $i "f"))))
  (instance $b (instantiate $b))
  (instance $a (instantiate $a (with "f" (func $b "f"))))
  (instance $a2 (instantiate $a (with "f" (func $a "g"))))
  (func (export "g") (alias export $a2 "g"))
)
