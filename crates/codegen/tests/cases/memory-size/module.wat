;; The size of a memory that does not grow is a constant.
(module
  (memory 2)
  (func (export "f") (result i32) (memory.size)))
