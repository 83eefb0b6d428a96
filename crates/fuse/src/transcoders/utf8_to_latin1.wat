;; UTF-8 to Latin-1, up to the first character that is not Latin-1 or is ill-formed.
;; `len` bytes at `src`; room for as many at `dst`. Gives the bytes read and the bytes written, both of whole characters.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32) (result i32 i32)
    (local $start i32) (local $end i32) (local $char i32) (local $byte i32)
    (local.set $end (i32.add (local.get $src) (local.get $len)))
    (local.set $start (local.get $dst))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $src) (local.get $end)))
        ;; Signed, so that a byte below zero is not ASCII.
        (if (i32.lt_s (local.tee $char (i32.load8_s $from (local.get $src))) (i32.const 0))
          (then
            ;; The leads of Latin-1 are C2 and C3: -62 and -61.
            (br_if $done (i32.ne (i32.shr_s (local.get $char) (i32.const 1)) (i32.const -31)))
            (br_if $done (i32.eq (i32.add (local.get $src) (i32.const 1)) (local.get $end)))
            ;; Continuation bytes are 80 to BF: -128 to -65.
            (br_if $done
              (i32.ge_s (local.tee $byte (i32.load8_s $from offset=1 (local.get $src))) (i32.const -64)))
            (local.set $src (i32.add (local.get $src) (i32.const 1)))
            ;; The low byte is 80 | `byte` after C2, and C0 | `byte` after C3: bit 7 is right, bit 6 comes from the lead.
            (local.set $char (i32.or (i32.shl (local.get $char) (i32.const 6)) (local.get $byte)))))
        (i32.store8 $to (local.get $dst) (local.get $char))
        (local.set $dst (i32.add (local.get $dst) (i32.const 1)))
        (local.set $src (i32.add (local.get $src) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $len) (i32.sub (local.get $end) (local.get $src)))
    (i32.sub (local.get $dst) (local.get $start))))
