;; A thermometer.
(component
  (core module $driver
    (func $sample (export "read") (param i32) (result i32) (i32.add (local.get 0) (i32.const 100))))
  (core instance $driver (instantiate $driver))
  (func $read (param "channel" u32) (result u32) (canon lift (core func $driver "read")))
  (instance $thermometer (export "read" (func $read)))
  (export "acme:sensors/thermometer@0.2.3" (instance $thermometer)))
