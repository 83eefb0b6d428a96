;; Imports interfaces and does nothing with them.
(component
  (import "acme:leds/led@1.0.0" (instance (export "get" (func (result u32)))))
  (import "x:y/z" (instance (export "get" (func (result u32)))))
  (core module $app (func (export "run")))
  (core instance $app (instantiate $app))
  (func (export "run") (canon lift (core func $app "run"))))
