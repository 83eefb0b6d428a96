;; UTF-16 to UTF-16, after a beginning that `utf16_to_latin1` wrote. Traps at an unpaired surrogate.
;; `len` units at `src`, the rest of the source; room for `room` units at `dst`, enough for all of it, where `latin1` bytes of
;; Latin-1 are already, which become units in place. Gives the units at `dst` in the end, beginning included.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode")
    (param $src i32) (param $len i32) (param $dst i32) (param $room i32) (param $latin1 i32) (result i32)
    (local $end i32) (local $top i32) (local $high i32)
    ;; The result waits on the stack.
    (i32.add (local.get $latin1) (local.get $len))
    ;; So do the operands of the copy, because `src` moves.
    (i32.add (local.get $dst) (i32.shl (local.get $latin1) (i32.const 1)))
    (local.get $src)
    (local.tee $len (i32.shl (local.get $len) (i32.const 1)))
    (local.set $end (i32.add (local.get $src) (local.get $len)))
    ;; From the last byte down, so that none is written over before it is read.
    (loop $widen
      (if (local.get $latin1)
        (then
          (i32.store16 $to
            (i32.add
              (local.get $dst)
              (i32.shl (local.tee $latin1 (i32.sub (local.get $latin1) (i32.const 1))) (i32.const 1)))
            (i32.load8_u $to (i32.add (local.get $dst) (local.get $latin1))))
          (br $widen))))
    (block $done
      (block $invalid
        (loop $next
          (if (i32.ne (local.get $src) (local.get $end))
            (then
              ;; The top six bits are 0x37 in a low surrogate, 0x36 in a high one. A low one comes after a high one,
              ;; and nothing else does.
              (br_if $invalid
                (i32.ne
                  (i32.eq
                    (local.tee $top (i32.shr_u (i32.load16_u $from (local.get $src)) (i32.const 10)))
                    (i32.const 0x37))
                  (local.get $high)))
              (local.set $high (i32.eq (local.get $top) (i32.const 0x36)))
              (local.set $src (i32.add (local.get $src) (i32.const 2)))
              (br $next))))
        (br_if $done (i32.eqz (local.get $high))))
      (unreachable))
    (memory.copy $to $from)))
