;; What the embedder must provide besides functions is refused.
(module
  (import "env" "n" (global i32))
  (func (export "f") (result i32) (global.get 0)))
