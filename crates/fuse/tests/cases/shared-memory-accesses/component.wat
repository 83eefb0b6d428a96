;; Every form of access in a shared memory: loads, stores, vectors, ranges.
;; options: --memory shared
(component
  (core module $m
    (memory (export "memory") 1)
    (func (export "run") (param i32) (result i32)
      (memory.fill (local.get 0) (i32.const 7) (i32.const 16))
      (memory.copy (i32.const 0) (local.get 0) (i32.const 8))
      (v128.store (i32.const 32) (v128.load offset=1000 (local.get 0)))
      (i32.load16_s offset=4 align=1 (local.get 0))))
  (core instance $i (instantiate $m))
  (func (export "run") (param "p" u32) (result u32) (canon lift (core func $i "run")))
)
