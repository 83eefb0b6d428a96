;; UTF-16 to Latin-1 when all of it is, otherwise to UTF-16. Traps at an unpaired surrogate.
;; `len` units at `src`; room for as many units at `dst`. Gives `len`, with bit 31 set when it wrote UTF-16; what lies
;; behind Latin-1 in the room is not written.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32) (result i32)
    (local $start i32) (local $out i32) (local $limit i32)
    (local $unit i32) (local $top i32) (local $high i32) (local $all i32)
    (local.set $start (local.get $src))
    (local.set $limit (i32.add (local.tee $out (local.get $dst)) (local.get $len)))
    (block $done
      (block $invalid
        (loop $next
          (if (i32.ne (local.get $out) (local.get $limit))
            (then
              ;; The top six bits are 0x37 in a low surrogate, 0x36 in a high one. A low one comes after a high one,
              ;; and nothing else does.
              (br_if $invalid
                (i32.ne
                  (i32.eq
                    (local.tee $top
                      (i32.shr_u
                        (local.tee $unit (i32.load16_u $from (local.get $src)))
                        (i32.const 10)))
                    (i32.const 0x37))
                  (local.get $high)))
              (local.set $high (i32.eq (local.get $top) (i32.const 0x36)))
              (local.set $all (i32.or (local.get $all) (local.get $unit)))
              ;; Latin-1 for now.
              (i32.store8 $to (local.get $out) (local.get $unit))
              (local.set $src (i32.add (local.get $src) (i32.const 2)))
              (local.set $out (i32.add (local.get $out) (i32.const 1)))
              (br $next))))
        (br_if $done (i32.eqz (local.get $high))))
      (unreachable))
    (if (i32.shr_u (local.get $all) (i32.const 8))
      (then
        (memory.copy $to $from (local.get $dst) (local.get $start) (i32.shl (local.get $len) (i32.const 1)))
        (local.set $len (i32.or (local.get $len) (i32.const 0x8000_0000)))))
    (local.get $len)))
