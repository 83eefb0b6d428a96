;; A start function whose only instruction is a call of one that does nothing goes; one that calls itself stays, and traps.
(component
  (core module $idle
    (memory (export "memory") 1)
    (data (i32.const 0) "idle")
    (func $constructors nop)
    (func $initialize call $constructors)
    (func (export "first") (result i32) i32.const 0 i32.load)
    (start $initialize))
  (core module $endless
    (memory (export "memory") 1)
    (data (i32.const 0) "busy")
    (func $again call $again)
    (func (export "second") (result i32) i32.const 0 i32.load)
    (start $again))
  (core instance $idle (instantiate $idle))
  (core instance $endless (instantiate $endless))
  (func (export "first") (result u32) (canon lift (core func $idle "first")))
  (func (export "second") (result u32) (canon lift (core func $endless "second"))))
