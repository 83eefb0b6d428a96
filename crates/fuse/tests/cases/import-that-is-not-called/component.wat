;; An import that nothing calls is dropped.
(component
  (import "host" (instance $host (export "a" (func)) (export "b" (func))))
  (core func $a (canon lower (func $host "a")))
  (core func $b (canon lower (func $host "b")))
  (core module $m
    (import "" "a" (func $a))
    (import "" "b" (func $b))
    (func (export "run") (call $a)))
  (core instance $i (instantiate $m (with "" (instance (export "a" (func $a)) (export "b" (func $b))))))
  (func (export "run") (canon lift (core func $i "run")))
)
