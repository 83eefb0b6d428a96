(module
  (import "env" "f" (func (param i32 i64 f32 f64) (result i64)))
  (func (export "run")))
