;; A stack that starts above the memory's end is no stack: an access below it that is in bounds does not trap.
;; options: --trap-order early
(module
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 70000))
  (func (export "f") (local $frame i32)
    (local.set $frame (i32.sub (global.get $__stack_pointer) (i32.const 16384)))
    (i32.store (local.get $frame) (i32.const 1))))
