;; A table that grows has a reservation where growth is bounded.
;; options: --grow bounded=65536
(module
  (table $t 1 externref)
  (func (export "f") (param externref i32) (result i32) (table.grow $t (local.get 0) (local.get 1))))
