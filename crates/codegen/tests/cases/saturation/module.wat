;; Saturating addition, as compilers write it: the wrapped sum, or if it overflowed, the limit that its sign tells.
;; options: --target cortex-m4f
(module
  (func (export "add") (param i32 i32) (result i32) (local i32)
    (i32.xor
      (i32.shr_s
        (local.tee 2 (i32.add (local.get 0) (local.get 1)))
        (i32.const 31))
      (i32.const 0x80000000))
    local.get 2
    (i32.xor
      (i32.lt_s (local.get 1) (i32.const 0))
      (i32.lt_s (local.get 2) (local.get 0)))
    select))
