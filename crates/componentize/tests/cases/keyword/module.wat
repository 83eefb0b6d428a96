(module
  (import "env" "__type" (func))
  (func (export "run")))
