;; An asynchronous function is not fused yet. The growth is in the second module, whose memory is the third.
(component
  (import "cabi-arena-realloc"
    (func (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
  (core module $first
    (memory 1)
    (memory 2)
    (func (export "f") (result i32) (i32.const 0))
    (func (export "cb") (param i32 i32 i32) (result i32) (i32.const 0)))
  (component
    (core module
      (memory 3 5)
      (func $grow (result i32) (memory.grow (i32.const 1)))
      (func (export "run") (drop (call $grow)))))
  (core instance $i (instantiate $first))
  (func (export "f") async (canon lift (core func $i "f") async (callback (func $i "cb")))))
