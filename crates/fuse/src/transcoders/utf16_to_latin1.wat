;; UTF-16 to Latin-1, up to the first unit that is not Latin-1.
;; `len` units at `src`; room for as many bytes at `dst`. Gives the units read and the bytes written, which are as many.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32) (result i32 i32)
    (local $left i32) (local $unit i32)
    (local.set $left (local.get $len))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (br_if $done
          (i32.shr_u (local.tee $unit (i32.load16_u $from (local.get $src))) (i32.const 8)))
        (i32.store8 $to (local.get $dst) (local.get $unit))
        (local.set $src (i32.add (local.get $src) (i32.const 2)))
        (local.set $dst (i32.add (local.get $dst) (i32.const 1)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br $next)))
    (local.tee $len (i32.sub (local.get $len) (local.get $left)))
    (local.get $len)))
