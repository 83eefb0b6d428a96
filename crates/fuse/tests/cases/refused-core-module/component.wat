;; A core module is no component.
(module (func (export "f")))
