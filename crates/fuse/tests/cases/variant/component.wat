;; A variant whose payloads are of other core types: one parameter has room for each.
(component
  (component $lib
    (type $t' (variant (case "none") (case "int" u8) (case "float" f32) (case "long" u64)))
    (export $t "t" (type $t'))
    (core module $m
      (func (export "f") (param i32 i64) (result i32)
        (local.get 0)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "v" $t) (result u32) (canon lift (core func $i "f"))))
  (instance $lib (instantiate $lib))
  (component $app
    (import "lib" (instance $lib
      (type $t' (variant (case "none") (case "int" u8) (case "float" f32) (case "long" u64)))
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
      (import "lib" "f" (func $f (param i32 i64) (result i32)))
      (func (export "run") (result i32)
        (call $f (i32.const 3) (i64.const 9))))
    (core instance $i (instantiate $m (with "lib" (instance (export "f" (func $f))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
  (instance $app (instantiate $app (with "lib" (instance $lib))))
  (func (export "run") (alias export $app "run")))
