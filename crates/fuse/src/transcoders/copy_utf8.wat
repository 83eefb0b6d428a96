;; UTF-8 to UTF-8: checked, then copied. Traps when it is ill-formed; nothing is written then.
;; `len` bytes at `src`; room for as many at `dst`.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32)
    (local $end i32) (local $char i32) (local $mark i32) (local $byte i32)
    (local.set $end (i32.add (local.get $src) (local.get $len)))
    ;; The operands of the copy wait on the stack, because `src` moves.
    (local.get $dst)
    (local.get $src)
    (local.get $len)
    (block $done
      (block $invalid
        (loop $next
          (br_if $done (i32.eq (local.get $src) (local.get $end)))
          ;; Four bytes of ASCII at once.
          (if (i32.gt_u (i32.sub (local.get $end) (local.get $src)) (i32.const 3))
            (then
              (if (i32.eqz (i32.and (i32.load $from align=1 (local.get $src)) (i32.const 0x80808080)))
                (then
                  (local.set $src (i32.add (local.get $src) (i32.const 4)))
                  (br $next)))))
          ;; Signed, so that a byte below zero is not ASCII.
          (br_if $next
            (i32.ge_s
              (local.tee $char
                (i32.load8_s $from
                  (local.get $src)
                  (local.set $src (i32.add (local.get $src) (i32.const 1)))))
              (i32.const 0)))
          ;; Leads are C2 to F4: -62 to -12.
          (br_if $invalid (i32.gt_u (i32.add (local.get $char) (i32.const 62)) (i32.const 50)))
          ;; `mark` follows the bits of the lead that count the continuation bytes: each moves `char` up by 6, and the
          ;; next bit of the count is one lower.
          (local.set $mark (i32.const 0x40))
          (loop $tail
            (br_if $invalid (i32.eq (local.get $src) (local.get $end)))
            ;; Continuation bytes are 80 to BF: -128 to -65.
            (br_if $invalid (i32.ge_s (local.tee $byte (i32.load8_s $from (local.get $src))) (i32.const -64)))
            (local.set $src (i32.add (local.get $src) (i32.const 1)))
            (local.set $char
              (i32.or
                (i32.shl (local.get $char) (i32.const 6))
                (i32.and (local.get $byte) (i32.const 0x3F))))
            (br_if $tail
              (i32.and
                (local.tee $mark (i32.shl (local.get $mark) (i32.const 5)))
                (local.get $char))))
          ;; The lowest character of three or four bytes is `mark` >> 5. (C0 and C1, which are overlong too, are no leads.)
          (br_if $invalid
            (i32.lt_u
              (local.tee $char (i32.and (local.get $char) (i32.sub (local.get $mark) (i32.const 1))))
              (i32.shr_u (local.get $mark) (i32.const 5))))
          ;; D800 to DFFF are surrogates.
          (br_if $invalid (i32.eq (i32.shr_u (local.get $char) (i32.const 11)) (i32.const 27)))
          (br_if $next (i32.le_u (i32.shr_u (local.get $char) (i32.const 16)) (i32.const 16)))))
      (unreachable))
    (memory.copy $to $from)))
