(module
    (import "env" "sin" (func $sin (param f64) (result f64)))
    (import "env" "malloc" (func $malloc (param i32) (result i32)))
    (import "env" "__dissolve_gate_nop" (func))
    (memory 1)
    (func (export "f") (param f64) (result f64) (drop (call $malloc (i32.const 4))) (call $sin (local.get 0))))
