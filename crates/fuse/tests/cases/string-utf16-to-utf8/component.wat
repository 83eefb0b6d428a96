;; A string whose caller has it in utf16 and whose callee takes it in utf8.
(component
  (component $lib
    (core module $m
      (memory (export "memory") 1)
      (global $free (mut i32) (i32.const 1024))
      ;; Each block lies after the one before; none is given back.
      (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
        (local $block i32)
        (local.set $block (i32.and (i32.add (global.get $free) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
        (global.set $free (i32.add (local.get $block) (local.get $new)))
        (local.get $block))
      (func (export "f") (param i32 i32) (result i32)
        (local.get 1)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "s" string) (result u32)
      (canon lift (core func $i "f") string-encoding=utf8 (memory $i "memory") (realloc (func $i "realloc")))))
  (component $app
    (import "f" (func $f (param "s" string) (result u32)))
    (core module $m
      (import "lib" "f" (func $f (param i32 i32) (result i32)))
      (import "memory" "memory" (memory 1))
      (func (export "run") (result i32)
        (call $f (i32.const 0) (i32.const 4))))
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
    (core func $f (canon lower (func $f) string-encoding=utf16 (memory $memory "memory")))
    (core instance $i (instantiate $m
      (with "lib" (instance (export "f" (func $f))))
      (with "memory" (instance $memory))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $lib (instantiate $lib))
  (instance $app (instantiate $app (with "f" (func $lib "f"))))
  (func (export "run") (alias export $app "run")))
