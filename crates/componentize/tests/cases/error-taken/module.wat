(module
  (import "env" "__log" (func))
  (import "$root" "log" (func))
  (func (export "run")))
