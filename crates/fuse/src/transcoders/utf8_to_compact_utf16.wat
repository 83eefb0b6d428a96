;; UTF-8 to UTF-16, after a beginning that `utf8_to_latin1` wrote. Traps when it is ill-formed.
;; `len` bytes at `src`, the rest of the source; room for `room` units at `dst`, enough for all of it, where `latin1` bytes of
;; Latin-1 are already, which become units in place. Gives the units at `dst` in the end, beginning included.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode")
    (param $src i32) (param $len i32) (param $dst i32) (param $room i32) (param $latin1 i32) (result i32)
    (local $out i32) (local $end i32) (local $char i32) (local $mark i32) (local $byte i32)
    (local.set $end (i32.add (local.get $src) (local.get $len)))
    (local.set $out (i32.add (local.get $dst) (i32.shl (local.get $latin1) (i32.const 1))))
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
          (br_if $done (i32.eq (local.get $src) (local.get $end)))
          ;; Signed, so that a byte below zero is not ASCII.
          (if
            (i32.lt_s
              (local.tee $char
                (i32.load8_s $from
                  (local.get $src)
                  (local.set $src (i32.add (local.get $src) (i32.const 1)))))
              (i32.const 0))
            (then
              ;; Leads are C2 to F4: -62 to -12.
              (br_if $invalid (i32.gt_u (i32.add (local.get $char) (i32.const 62)) (i32.const 50)))
              ;; `mark` follows the bits of the lead that count the continuation bytes: each moves `char` up by 6, and
              ;; the next bit of the count is one lower.
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
              ;; The lowest character of three or four bytes is `mark` >> 5. (C0 and C1, which are overlong too, are no
              ;; leads.)
              (br_if $invalid
                (i32.lt_u
                  (local.tee $char (i32.and (local.get $char) (i32.sub (local.get $mark) (i32.const 1))))
                  (i32.shr_u (local.get $mark) (i32.const 5))))
              ;; D800 to DFFF are surrogates.
              (br_if $invalid (i32.eq (i32.shr_u (local.get $char) (i32.const 11)) (i32.const 27)))
              (if (local.tee $byte (i32.shr_u (local.get $char) (i32.const 16)))
                (then
                  (br_if $invalid (i32.gt_u (local.get $byte) (i32.const 16)))
                  ;; The pair, high surrogate in the low half: D800 + (`char` - 10000 >> 10), and DC00 + the low ten bits.
                  (local.set $char
                    (i32.add
                      (i32.or
                        (i32.shr_u (local.get $char) (i32.const 10))
                        (i32.shr_u (i32.shl (local.get $char) (i32.const 22)) (i32.const 6)))
                      (i32.const 0xDC00_D7C0)))))))
          ;; One unit, or the two of a pair.
          (loop $write
            (i32.store16 $to (local.get $out) (local.get $char))
            (local.set $out (i32.add (local.get $out) (i32.const 2)))
            (br_if $write (local.tee $char (i32.shr_u (local.get $char) (i32.const 16)))))
          (br $next)))
      (unreachable))
    (i32.shr_u (i32.sub (local.get $out) (local.get $dst)) (i32.const 1))))
