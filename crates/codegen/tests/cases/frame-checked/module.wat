;; A frame on the guest's stack is checked where it is opened, if the function accesses it; an access past it has a check of its own.
;; options: --trap-order early
(module
  (import "env" "out" (func $out (param i32)))
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (global (export "__data_end") i32 (i32.const 65552))
  (global (export "__heap_base") i32 (i32.const 65552))
  (func (export "uses") (param $n i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (loop $again
      (i32.store offset=28 (local.get $frame) (local.get $n))
      (call $out (local.get $frame))
      (br_if $again (local.tee $n (i32.load (local.get $frame)))))
    (i32.load offset=32 (local.get $frame))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 32))))
  (func (export "passes") (local $frame i32)
    (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (call $out (local.get $frame))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 16)))))
