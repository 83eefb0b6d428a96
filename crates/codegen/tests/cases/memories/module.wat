;; Each memory has a window of its own.
(module
  (memory $a 1)
  (memory $b 1)
  (func (export "f") (param i32) (result i32) (i32.add (i32.load $a (local.get 0)) (i32.load $b (local.get 0))))
  (func (export "copy") (param i32 i32 i32) (memory.copy $a $b (local.get 0) (local.get 1) (local.get 2))))
