;; An export that the host calls with a string: allocation and post-return are exports too.
(component
  (core module $m
      (memory (export "memory") 1)
      (global $free (mut i32) (i32.const 1024))
      ;; Each block lies after the one before; none is given back.
      (func (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
        (local $block i32)
        (local.set $block (i32.and (i32.add (global.get $free) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
        (global.set $free (i32.add (local.get $block) (local.get $new)))
        (local.get $block))
    (func (export "f") (param i32 i32) (result i32) (i32.const 64))
    (func (export "post") (param i32)))
  (core instance $i (instantiate $m))
  (func (export "f") (param "s" string) (result string)
    (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")) (post-return (func $i "post"))))
)
