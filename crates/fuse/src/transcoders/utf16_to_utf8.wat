;; UTF-16 to UTF-8, as far as it fits. Traps at an unpaired surrogate.
;; `len` units at `src`; room for `room` bytes at `dst`. `first` is 1 to stop at the first character that is not ASCII,
;; otherwise 0. Gives the units read and the bytes written, both of whole characters.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode")
    (param $src i32) (param $len i32) (param $dst i32) (param $room i32) (param $first i32) (result i32 i32)
    (local $end i32) (local $limit i32) (local $next i32) (local $char i32) (local $low i32) (local $byte i32) (local $more i32)
    (local.set $end (i32.add (local.get $src) (i32.shl (local.get $len) (i32.const 1))))
    (local.set $limit (i32.add (local.get $dst) (local.get $room)))
    (block $done
      (block $invalid
        (loop $character
          (br_if $done (i32.eq (local.get $src) (local.get $end)))
          (local.set $next (i32.add (local.get $src) (i32.const 2)))
          ;; `more` counts the bytes after the first one; it is 0 here, as the write loop leaves it.
          (if
            (i32.gt_u
              (local.tee $byte (local.tee $char (i32.load16_u $from (local.get $src))))
              (i32.const 0x7F))
            (then
              ;; D800 to DFFF are surrogates, D800 to DBFF the high ones.
              (if (i32.eq (i32.shr_u (local.get $char) (i32.const 11)) (i32.const 27))
                (then
                  (br_if $invalid (i32.and (local.get $char) (i32.const 0x400)))
                  (br_if $invalid (i32.eq (local.get $next) (local.get $end)))
                  (br_if $invalid
                    (i32.ne
                      (i32.shr_u (local.tee $low (i32.load16_u $from (local.get $next))) (i32.const 10))
                      (i32.const 0x37)))
                  (local.set $next (i32.add (local.get $next) (i32.const 2)))
                  ;; 10000 + (`char` - D800 << 10) + (`low` - DC00)
                  (local.set $char
                    (i32.add
                      (i32.add (i32.shl (local.get $char) (i32.const 10)) (local.get $low))
                      (i32.const -0x35F_DC00)))))
              (br_if $done (local.get $first))
              ;; A character of two units takes one byte more than one of one unit and three bytes.
              (local.set $more
                (i32.add
                  (i32.gt_u (local.get $char) (i32.const 0x7FF))
                  (i32.shr_u (i32.sub (local.get $next) (local.get $src)) (i32.const 1))))
              ;; The lead: C0, E0 or F0, and the highest bits.
              (local.set $byte
                (i32.or
                  (i32.shr_s (i32.const -128) (local.get $more))
                  (i32.shr_u (local.get $char) (i32.mul (local.get $more) (i32.const 6)))))))
          (br_if $done (i32.ge_u (local.get $more) (i32.sub (local.get $limit) (local.get $dst))))
          (local.set $src (local.get $next))
          (loop $write
            (i32.store8 $to (local.get $dst) (local.get $byte))
            (local.set $dst (i32.add (local.get $dst) (i32.const 1)))
            (br_if $character (i32.eqz (local.get $more)))
            (local.set $byte
              (i32.or
                (i32.and
                  (i32.shr_u
                    (local.get $char)
                    (i32.mul (local.tee $more (i32.sub (local.get $more) (i32.const 1))) (i32.const 6)))
                  (i32.const 0x3F))
                (i32.const 0x80)))
            (br $write))))
      (unreachable))
    (i32.sub (local.get $len) (i32.shr_u (i32.sub (local.get $end) (local.get $src)) (i32.const 1)))
    (i32.sub (local.get $room) (i32.sub (local.get $limit) (local.get $dst)))))
