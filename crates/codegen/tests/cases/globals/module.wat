;; A global is a word; one that nothing sets is a constant.
(module
  (global $count (mut i32) (i32.const 3))
  (global $limit i64 (i64.const 5))
  (global $float (export "float") (mut f64) (f64.const 0.5))
  (global $single (export "single") (mut f32) (f32.const 0.25))
  (func (export "next") (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (global.get $count))
  (func (export "limit") (result i64) (global.get $limit)))
