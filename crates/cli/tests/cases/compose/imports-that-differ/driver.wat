(component
  (import "x:y/z" (instance (export "f" (func (result u64)))))
  (instance $out)
  (export "acme:a/driver" (instance $out)))
