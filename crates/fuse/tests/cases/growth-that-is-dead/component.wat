;; Growth that nothing reaches is dropped.
(component
  (core module $m
    (memory (export "memory") 1)
    (func $more (result i32) (memory.grow (i32.const 1)))
    (func (export "run") (result i32) (i32.const 1)))
  (core instance $i (instantiate $m))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
