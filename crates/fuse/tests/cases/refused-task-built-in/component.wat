;; A built-in of tasks is refused by its name.
(component
  (core module $m (memory (export "memory") 1) (func (export "f") (param i32 i32)))
  (core instance $i (instantiate $m))
  (core func $x (canon context.get i32 0))
  (core module $n (import "" "x" (func (result i32))) (func (export "f") (result i32) (call 0)))
  (core instance $j (instantiate $n (with "" (instance (export "x" (func $x))))))
  (func (export "f") (result u32) (canon lift (core func $j "f")))
)
