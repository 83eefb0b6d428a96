;; Another clock.
(component
  (core module $m (func (export "read") (result i32) (i32.const 7)))
  (core instance $i (instantiate $m))
  (func $read (result u32) (canon lift (core func $i "read")))
  (instance $clock (export "read" (func $read)))
  (export "acme:clocks/now@1.0.0" (instance $clock)))
