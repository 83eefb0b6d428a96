(component
    (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock (export "now" (func (result u64)))))
    (core func $now (canon lower (func $clock "now")))
    (core module $m (import "clock" "now" (func $now (result i64))) (func (export "f") (result i64) (call $now)))
    (core instance $clock (export "now" (func $now)))
    (core instance $i (instantiate $m (with "clock" (instance $clock))))
    (func (export "f") (result u64) (canon lift (core func $i "f"))))
