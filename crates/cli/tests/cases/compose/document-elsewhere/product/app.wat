;; Reads a sensor and doubles what it gives.
(component
  (import "acme:sensors/thermometer@0.2.1" (instance $sensor (export "read" (func (param "channel" u32) (result u32)))))
  (alias export $sensor "read" (func $read))
  (core func $read (canon lower (func $read)))
  (core module $app
    (import "sensor" "read" (func $read (param i32) (result i32)))
    (func $measure (export "measure") (param i32) (result i32)
      (i32.mul (i32.const 2) (call $read (local.get 0)))))
  (core instance $sensor (export "read" (func $read)))
  (core instance $app (instantiate $app (with "sensor" (instance $sensor))))
  (func (export "measure") (param "channel" u32) (result u32) (canon lift (core func $app "measure"))))
