;; Growth that is denied gives -1.
;; options: --grow deny
(component
  (core module $m
    (memory (export "memory") 1)
    (func $more (result i32) (memory.grow (i32.const 1)))
    (func (export "run") (result i32) (call $more)))
  (core instance $i (instantiate $m))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
