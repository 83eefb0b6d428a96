;; A function that the embedder provides: an import, under the name of its symbol.
(component
  (import "host" (func $log (param "n" u32)))
  (core func $log (canon lower (func $log)))
  (core module $m
    (import "" "log" (func $log (param i32)))
    (func (export "run") (call $log (i32.const 1))))
  (core instance $i (instantiate $m (with "" (instance (export "log" (func $log))))))
  (func (export "run") (canon lift (core func $i "run")))
)
