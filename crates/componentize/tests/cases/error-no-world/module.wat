(module
  (import "env" "tick" (func))
  (func (export "run")))
