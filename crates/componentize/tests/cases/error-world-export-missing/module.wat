(module
  (func (export "walk")))
