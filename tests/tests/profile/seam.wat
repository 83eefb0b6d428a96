(component
    (component $meter
        (core module $m
            (func (export "measure") (param $n i32) (result i32) (local $sum i32)
                (loop $next
                    (local.set $sum (i32.rotl (i32.mul (i32.add (local.get $sum) (local.get $n)) (i32.const 77)) (i32.const 5)))
                    (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum)))
        (core instance $i (instantiate $m))
        (func (export "measure") (param "n" u32) (result u32) (canon lift (core func $i "measure"))))
    (component $app
        (import "measure" (func $measure (param "n" u32) (result u32)))
        (core func $lowered (canon lower (func $measure)))
        (core module $m
            (import "" "measure" (func $measure (param i32) (result i32)))
            (func $twice (param i32) (result i32) (i32.xor (call $measure (local.get 0)) (call $measure (i32.const 3))))
            (func (export "run") (param $n i32) (result i32) (local $sum i32)
                (loop $next
                    (local.set $sum (i32.add (local.get $sum) (call $twice (local.get $n))))
                    (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum)))
        (core instance $i (instantiate $m (with "" (instance (export "measure" (func $lowered))))))
        (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
    (instance $meter (instantiate $meter))
    (instance $app (instantiate $app (with "measure" (func $meter "measure"))))
    (export "run" (func $app "run")))
