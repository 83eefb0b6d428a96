;; A thermometer.
(component
  (core module $driver
    (func $sample (export "read") (param i32) (result i32) (drop (call $sbrk (i32.const 1))) (memory.size))
    (memory 1 4)
    (func $sbrk (param i32) (result i32) (memory.grow (local.get 0))))
  (core instance $driver (instantiate $driver))
  (func $read (param "channel" u32) (result u32) (canon lift (core func $driver "read")))
  (instance $thermometer (export "read" (func $read)))
  (export "acme:sensors/thermometer@0.2.3" (instance $thermometer)))
