;; Latin-1 to UTF-16: every byte becomes the unit of the same value, so nothing can be wrong.
;; `len` bytes at `src`; room for as many units at `dst`.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32)
    (local.set $len (i32.add (local.get $src) (local.get $len)))
    (loop $next
      (if (i32.ne (local.get $src) (local.get $len))
        (then
          (i32.store16 $to (local.get $dst) (i32.load8_u $from (local.get $src)))
          (local.set $src (i32.add (local.get $src) (i32.const 1)))
          (local.set $dst (i32.add (local.get $dst) (i32.const 2)))
          (br $next))))))
