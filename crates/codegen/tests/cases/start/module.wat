;; The start function runs when the module is instantiated, after the segments.
(module
  (memory 1)
  (global $g (mut i32) (i32.const 0))
  (data (i32.const 4) "x")
  (func $start (global.set $g (i32.load8_u (i32.const 4))))
  (start $start)
  (func (export "f") (result i32) (global.get $g)))
