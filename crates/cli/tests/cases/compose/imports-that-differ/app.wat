(component
  (import "x:y/z" (instance (export "f" (func (result u32)))))
  (import "acme:a/driver" (instance)))
