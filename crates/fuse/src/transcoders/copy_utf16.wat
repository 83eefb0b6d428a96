;; UTF-16 to UTF-16: checked, then copied. Traps at an unpaired surrogate; nothing is written then.
;; `len` units at `src`; room for as many at `dst`.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32)
    (local $end i32) (local $top i32) (local $high i32)
    ;; The operands of the copy wait on the stack, because `src` moves.
    (local.get $dst)
    (local.get $src)
    (local.tee $len (i32.shl (local.get $len) (i32.const 1)))
    (local.set $end (i32.add (local.get $src) (local.get $len)))
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
