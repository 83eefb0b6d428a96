;; A range is checked as a whole before an element of it changes.
(module
  (table $t 8 funcref)
  (func $f)
  (elem $e func $f $f)
  (func (export "init") (param i32 i32 i32) (table.init $t $e (local.get 0) (local.get 1) (local.get 2)))
  (func (export "copy") (param i32 i32 i32) (table.copy $t $t (local.get 0) (local.get 1) (local.get 2)))
  (func (export "fill") (param i32 i32) (table.fill $t (local.get 0) (ref.null func) (local.get 1)))
  (func (export "drop") (elem.drop $e)))
