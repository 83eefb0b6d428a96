(module
  (import "env" "__a_b" (func))
  (import "env" "a_b" (func))
  (func (export "run")))
