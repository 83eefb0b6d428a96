;; Latin-1 to UTF-16: every byte becomes the unit of the same value, so nothing can be wrong.
;; `len` bytes at `src`; room for as many units at `dst`.
(module
  (import "" "from" (memory $from 0))
  (import "" "to" (memory $to 0))
  (func (export "transcode") (param $src i32) (param $len i32) (param $dst i32)
    ;; From the last byte down, so that `len` is the index.
    (loop $next
      (if (local.get $len)
        (then
          (i32.store16 $to
            (i32.add
              (local.get $dst)
              (i32.shl (local.tee $len (i32.sub (local.get $len) (i32.const 1))) (i32.const 1)))
            (i32.load8_u $from (i32.add (local.get $src) (local.get $len))))
          (br $next))))))
