;; An import is an undefined symbol; its name tells interface and function.
(module
  (import "acme:bus/i2c@0.2.0" "read-byte" (func $read (param i32) (result i32)))
  (func (export "f") (result i32) (call $read (i32.const 4))))
