;; The three accesses of each round have one check before the loop, of all its rounds: it has one exit and calls nothing.
;; options: --trap-order early -O 3
(module
  (memory 1)
  (func (export "sum") (param $from i32) (param $rounds i32) (result i32) (local $sum i32)
    (loop
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $from))))
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=8 (local.get $from))))
      (i32.store (i32.add (local.get $from) (i32.const 4)) (local.get $sum))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (br_if 0 (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (local.get $sum)))
