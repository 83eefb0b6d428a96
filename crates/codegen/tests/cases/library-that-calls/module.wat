;; The trap sites of `--traps call` are calls, with the kind in the first register. A library's imports have its prefix.
;; options: --emit library --traps call
(module
  (import "env" "out" (func $out (param i32) (result i32)))
  (func (export "f") (param i32) (result i32)
    (i32.div_s (call $out (local.get 0)) (local.get 0))))
