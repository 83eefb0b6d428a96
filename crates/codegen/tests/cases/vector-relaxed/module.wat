;; Where the specification leaves a choice, one is made.
;; options: --target cortex-m4f
(module
  (func (export "f") (param v128 v128 v128) (result v128)
    (f32x4.relaxed_madd (local.get 0) (local.get 1) (local.get 2))))
