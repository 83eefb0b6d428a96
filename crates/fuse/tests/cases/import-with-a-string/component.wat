;; An import with a string: the record says in which memory it is.
(component
  (import "host" (func $log (param "s" string)))
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
  (core func $log (canon lower (func $log) (memory $memory "memory")))
  (core module $m
    (import "" "log" (func $log (param i32 i32)))
    (func (export "run") (call $log (i32.const 0) (i32.const 5))))
  (core instance $i (instantiate $m (with "" (instance (export "log" (func $log))))))
  (func (export "run") (canon lift (core func $i "run")))
)
