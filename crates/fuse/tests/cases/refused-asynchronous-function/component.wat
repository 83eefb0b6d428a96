;; An asynchronous function is refused by its name.
(component
  (core module $m (func (export "f")))
  (core instance $i (instantiate $m))
  (func (export "f") async (canon lift (core func $i "f") async))
)
