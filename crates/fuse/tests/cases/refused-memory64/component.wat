;; A memory with 64-bit addresses is refused.
(component
  (core module $m
    (func (export "f") (param i64) (result i32) (i32.const 1))
    (memory i64 1))
  (core instance $i (instantiate $m))
  (func (export "f") (param "x" u64) (result u32) (canon lift (core func $i "f")))
)
