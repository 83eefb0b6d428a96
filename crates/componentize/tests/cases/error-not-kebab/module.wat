(module
  (import "env" "a__b" (func))
  (func (export "run")))
