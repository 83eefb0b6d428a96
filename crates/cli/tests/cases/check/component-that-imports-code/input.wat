(component
  (import "plugin" (core module $plugin (export "run" (func))))
  (core instance $i (instantiate $plugin))
  (func (export "run") (canon lift (core func $i "run"))))
