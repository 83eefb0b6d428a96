;; Resources are not fused yet: each module is checked on its own.
(component
  (type $file (resource (rep i32)))
  (core func $new (canon resource.new $file))
  (import "test:io/log" (instance $log
    (export "sink" (type (sub resource)))
    (export "write" (func (param "byte" u8)))))
  (core module $files
    (import "" "new" (func $new (param i32) (result i32)))
    (memory 1)
    (func (export "open") (result i32) (call $new (i32.const 1))))
  (core instance $i (instantiate $files (with "" (instance (export "new" (func $new))))))
  (export $file' "file" (type $file))
  (func (export "open") (result (own $file')) (canon lift (core func $i "open"))))
