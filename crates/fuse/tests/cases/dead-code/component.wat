;; What nothing reaches is dropped: a function, and a table that nothing reads, with its elements.
(component
  (core module $m
    (memory 1)
    (func (export "run") (result i32) (i32.load8_u (i32.const 3)))
    (func $unused (result i32) (i32.const 9))
    (table 2 funcref)
    (elem (i32.const 0) $unused)
    (data (i32.const 3) "x"))
  (core instance $i (instantiate $m))
  (func (export "run") (result u32) (canon lift (core func $i "run")))
)
