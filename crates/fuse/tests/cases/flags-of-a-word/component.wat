;; Flags of 32 bits: every bit has a name.
(component
  (component $lib
    (type $t' (flags "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7" "f8" "f9" "f10" "f11" "f12" "f13" "f14" "f15" "f16" "f17" "f18" "f19" "f20" "f21" "f22" "f23" "f24" "f25" "f26" "f27" "f28" "f29" "f30" "f31"))
    (export $t "t" (type $t'))
    (core module $m
      (func (export "f") (param i32) (result i32)
        (local.get 0)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "v" $t) (result u32) (canon lift (core func $i "f"))))
  (instance $lib (instantiate $lib))
  (component $app
    (import "lib" (instance $lib
      (type $t' (flags "f0" "f1" "f2" "f3" "f4" "f5" "f6" "f7" "f8" "f9" "f10" "f11" "f12" "f13" "f14" "f15" "f16" "f17" "f18" "f19" "f20" "f21" "f22" "f23" "f24" "f25" "f26" "f27" "f28" "f29" "f30" "f31"))
      (export "t" (type $t (eq $t')))
      (export "f" (func (param "v" $t) (result u32)))))
    (core module $memory
      (memory (export "memory") 1)
      (global $free (mut i32) (i32.const 1024))
      ;; Each block lies after the one before; none is given back.
      (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
        (local $block i32)
        (local.set $block (i32.and (i32.add (global.get $free) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
        (global.set $free (i32.add (local.get $block) (local.get $new)))
        (local.get $block)))
    (core instance $memory (instantiate $memory))
    (core func $f (canon lower (func $lib "f")))
    (core module $m
      (import "lib" "f" (func $f (param i32) (result i32)))
      (func (export "run") (result i32)
        (call $f (i32.const -1))))
    (core instance $i (instantiate $m (with "lib" (instance (export "f" (func $f))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $app (instantiate $app (with "lib" (instance $lib))))
  (func (export "run") (alias export $app "run")))
