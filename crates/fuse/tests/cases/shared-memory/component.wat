;; Two components in one memory: addresses are checked against the region of each and moved.
;; options: --memory shared --stack 256
(component
  (component $a
    (core module $m
      (memory (export "memory") 1)
      (global $__stack_pointer (export "__stack_pointer") (mut i32) (i32.const 1024))
      (global (export "__data_end") i32 (i32.const 1040))
      (global (export "__heap_base") i32 (i32.const 1040))
      (data (i32.const 1024) "\11\11\11\11")
      (func (export "f") (result i32) (i32.load (i32.const 1024))))
    (core instance $i (instantiate $m))
    (func (export "f") (result u32) (canon lift (core func $i "f"))))
  (component $b
    (import "f" (func $f (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (result i32)))
      (memory (export "memory") 1)
      (global $__stack_pointer (export "__stack_pointer") (mut i32) (i32.const 512))
      (global (export "__data_end") i32 (i32.const 520))
      (global (export "__heap_base") i32 (i32.const 520))
      (data (i32.const 512) "\22\22\22\22")
      (func (export "run") (param $p i32) (result i32)
        (i32.store (i32.const 516) (call $f))
        (i32.add (i32.load (i32.const 512)) (i32.load offset=4 (local.get $p)))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "run") (param "p" u32) (result u32) (canon lift (core func $i "run"))))
  (instance $a (instantiate $a))
  (instance $b (instantiate $b (with "f" (func $a "f"))))
  (func (export "run") (alias export $b "run")))
