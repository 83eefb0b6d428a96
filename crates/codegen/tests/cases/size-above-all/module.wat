;; `-O z`: what several functions have is outlined.
;; options: -O z
(module
  (global $a (mut i32) (i32.const 0))
  (global $b (mut i32) (i32.const 0))
  (global $c (mut i32) (i32.const 0))
  (global $d (mut i32) (i32.const 0))
  (func (export "f1") (param i32)
    (global.set $a (local.get 0)) (global.set $b (local.get 0)) (global.set $c (local.get 0)) (global.set $d (i32.const 1)))
  (func (export "f2") (param i32)
    (global.set $a (local.get 0)) (global.set $b (local.get 0)) (global.set $c (local.get 0)) (global.set $d (i32.const 2)))
  (func (export "f3") (param i32)
    (global.set $a (local.get 0)) (global.set $b (local.get 0)) (global.set $c (local.get 0)) (global.set $d (i32.const 3)))
  (func (export "f4") (param i32)
    (global.set $a (local.get 0)) (global.set $b (local.get 0)) (global.set $c (local.get 0)) (global.set $d (i32.const 4))))
