;; An access whose address is a constant outside its memory traps where it stood: what follows belongs to others.
;; options: --memory shared
(component
  (core module $a
    (memory (export "memory") 1)
    (func (export "run") (result i32)
      (drop (i32.load (i32.const 16)))
      (i32.load offset=4 (i32.const 0x10000))))
  (core module $b
    (memory (export "memory") 1)
    (func (export "run") (param i32) (result i32)
      (i32.load8_u (local.get 0))))
  (core instance $a (instantiate $a))
  (core instance $b (instantiate $b))
  (func (export "a") (result u32) (canon lift (core func $a "run")))
  (func (export "b") (param "p" u32) (result u32) (canon lift (core func $b "run")))
)
