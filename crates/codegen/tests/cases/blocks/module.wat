;; Branches out of blocks, with values.
(module
  (func (export "f") (param i32) (result i32)
    (block $a (result i32)
      (block $b (result i32)
        (br_if $a (i32.const 1) (local.get 0))
        (br $b (i32.const 3)))
      (i32.const 10)
      (i32.add))))
