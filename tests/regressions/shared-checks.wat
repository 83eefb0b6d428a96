;; Accesses of one address share checks. What must not be shared: beyond a call, a branch, or another trap; with a value that a loop changes;
;; with a sum that wraps; with an arm that did not run.
;; call call i32:0xfffc
;; call call i32:0xfffd
;; call call i32:0xfff0
;; call branch i32:0xfffc
;; call branch i32:0xfff0
;; call branch i32:0xffff
;; call divide i32:0xfffc i32:0x0
;; call divide i32:0xfff0 i32:0x0
;; call divide i32:0xfff0 i32:0x1
;; call fields i32:0xfff0
;; call fields i32:0xfff1
;; call fields i32:0xfffffff8
;; call sum i32:0xfffffffc
;; call sum i32:0xfffffff0
;; call sum i32:0x10
;; call after i32:0xfff8
;; call after i32:0xfff4
;; call after i32:0xffffffff
;; call loop i32:0xffe8 i32:0x3
;; call loop i32:0xffe8 i32:0x2
;; call loop i32:0xfff8 i32:0x1
;; call arms i32:0xfff8 i32:0x0
;; call arms i32:0xfff8 i32:0x1
;; call arms i32:0xfff9 i32:0x2
;; call again i32:0xfff0 i32:0x0
;; call again i32:0xfff0 i32:0x1
;; call again i32:0xfff0 i32:0x3
;; call frame i32:0x1f
;; call frame i32:0x20
;; call frame i32:0xf81f
;; call frame i32:0xf820
;; call below
(module
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 2048))
  (global $state (mut i32) (i32.const 0))
  (global (export "__data_end") i32 (i32.const 65536))
  (global (export "__heap_base") i32 (i32.const 65536))
  (data (i32.const 2048) "statics")
  (func $out (global.set $state (i32.add (global.get $state) (i32.const 1))) unreachable)
  ;; The call comes first, whatever the accesses after it do.
  (func (export "call") (param $p i32) (result i32)
    (drop (i32.load (local.get $p)))
    (call $out)
    (i32.load offset=8 (local.get $p)))
  ;; The second access is not reached, unless the first word is zero and the address allows it.
  (func (export "branch") (param $p i32) (result i32)
    (i32.store8 (local.get $p) (i32.const 1))
    (block
      (br_if 0 (i32.load8_u (local.get $p)))
      (return (i32.load offset=40 (local.get $p))))
    (i32.const 7))
  (func (export "divide") (param $p i32) (param $by i32) (result i32)
    (i32.store (local.get $p) (i32.const 100))
    (i32.div_u (i32.load (local.get $p)) (local.get $by))
    (i32.load offset=4 (local.get $p))
    i32.add)
  (func (export "fields") (param $p i32) (result i32)
    (i32.store (local.get $p) (i32.const 1))
    (i32.store offset=12 (local.get $p) (i32.const 2))
    (i32.store16 offset=6 (local.get $p) (i32.const 3))
    (i32.add (i32.load offset=4 (local.get $p)) (i32.load offset=12 (local.get $p))))
  ;; A negative address plus a constant is one again.
  (func (export "sum") (param $p i32) (result i32)
    (i32.store offset=4 (i32.add (local.get $p) (i32.const 16)) (i32.const 5))
    (i32.load (i32.add (local.get $p) (i32.const 20))))
  (func (export "after") (param $p i32) (result i32)
    (i32.add (i32.load (local.get $p)) (i32.load offset=2 (i32.add (local.get $p) (i32.const 6)))))
  ;; The address moves in the loop, so the check before the loop is none for the second round.
  (func (export "loop") (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (local.set $sum (i32.load offset=4 (local.get $p)))
    (loop
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=4 (local.get $p))))
      (i32.store (local.get $p) (i32.const 9))
      (local.set $p (i32.add (local.get $p) (i32.const 8)))
      (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32.add (local.get $sum) (i32.load offset=4 (local.get $p))))
  (func (export "arms") (param $p i32) (param $which i32) (result i32) (local $q i32)
    (local.set $q (i32.const 64))
    (if (i32.and (local.get $which) (i32.const 1))
      (then (local.set $q (i32.add (local.get $p) (i32.const 4))) (i32.store offset=4 (local.get $p) (i32.const 3)))
      (else (drop (i32.load8_u (local.get $p)))))
    (block
      (br_if 0 (i32.eqz (local.get $which)))
      (local.set $q (i32.load8_u offset=7 (local.get $p))))
    (i32.add (i32.load (local.get $q)) (i32.load offset=3 (local.get $p))))
  ;; The function begins again with another address.
  (func $again (export "again") (param $p i32) (param $n i32) (result i32)
    (i32.store offset=8 (local.get $p) (local.get $n))
    (if (local.get $n)
      (then (return_call $again (i32.add (local.get $p) (i32.const 4)) (i32.sub (local.get $n) (i32.const 1)))))
    (i32.load offset=8 (local.get $p)))
  ;; Inside the frame, past its end, and past the memory's end.
  (func (export "frame") (param $at i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (i32.store offset=28 (local.get $frame) (i32.const 77))
    (i32.store8 (i32.add (local.get $frame) (local.get $at)) (i32.const 5))
    (i32.add (i32.load offset=28 (local.get $frame)) (i32.load offset=32 (local.get $frame)))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 32))))
  ;; A frame that does not fit the stack, and an access of it.
  (func $below (export "below") (result i32) (local $frame i32)
    (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 1024))))
    (i32.store (local.get $frame) (i32.const 1))
    (i32.add (call $below) (i32.load (local.get $frame)))
    (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 1024)))))
