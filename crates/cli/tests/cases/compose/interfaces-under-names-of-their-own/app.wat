;; Reads two stores of one interface.
(component
  (import "[implements=<acme:store/kv>]fast" (instance $fast (export "get" (func (param "key" u32) (result u32)))))
  (import "[implements=<acme:store/kv>]slow" (instance $slow (export "get" (func (param "key" u32) (result u32))))))
