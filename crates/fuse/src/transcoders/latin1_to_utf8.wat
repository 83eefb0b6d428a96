;; Latin-1 to UTF-8, as far as it fits.
;; `len` bytes at `src`; room for `room` bytes at `dst`. `first` is 1 to stop at the first character that is not ASCII,
;; otherwise 0. Gives the bytes read and the bytes written, both of whole characters.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode")
    (param $src i32) (param $len i32) (param $dst i32) (param $room i32) (param $first i32) (result i32 i32)
    (local $end i32) (local $limit i32) (local $char i32) (local $wide i32)
    (local.set $end (i32.add (local.get $src) (local.get $len)))
    (local.set $limit (i32.add (local.get $dst) (local.get $room)))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $src) (local.get $end)))
        ;; `wide`: 1 when it takes a second byte, otherwise 0.
        (local.set $wide
          (i32.shr_u (local.tee $char (i32.load8_u $from (local.get $src))) (i32.const 7)))
        (br_if $done (i32.and (local.get $wide) (local.get $first)))
        (br_if $done (i32.ge_u (local.get $wide) (i32.sub (local.get $limit) (local.get $dst))))
        (if (local.get $wide)
          (then
            ;; The continuation byte: bit 7 is set already, bit 6 must go.
            (i32.store8 $to offset=1 (local.get $dst) (i32.and (local.get $char) (i32.const -65)))
            ;; The lead: C2 or C3, as -64 is C0.
            (local.set $char (i32.or (i32.shr_u (local.get $char) (i32.const 6)) (i32.const -64)))))
        (i32.store8 $to (local.get $dst) (local.get $char))
        (local.set $dst (i32.add (i32.add (local.get $dst) (local.get $wide)) (i32.const 1)))
        (local.set $src (i32.add (local.get $src) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $len) (i32.sub (local.get $end) (local.get $src)))
    (i32.sub (local.get $room) (i32.sub (local.get $limit) (local.get $dst)))))
