;; A reservation, and a word with the size that accesses are checked against.
;; options: --grow bounded=131072
(module
  (memory 1 4)
  (func (export "f") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "g") (param i32) (result i32) (i32.load (local.get 0))))
