;; Reads two stores whose types are the same, under names of its own (of one it says which interface it is), and a clock that two plugs have.
(component
  (import "fast" (implements "acme:store/kv@0.1.0") (instance $fast (export "get" (func (param "key" u32) (result u32)))))
  (import "slow" (instance $slow (export "get" (func (param "key" u32) (result u32)))))
  (import "acme:clocks/now@1.0.0" (instance $clock (export "read" (func (result u32)))))
  (alias export $fast "get" (func $f)) (alias export $slow "get" (func $s)) (alias export $clock "read" (func $r))
  (core func $f' (canon lower (func $f))) (core func $s' (canon lower (func $s))) (core func $r' (canon lower (func $r)))
  (core module $m
    (import "fast" "get" (func $f (param i32) (result i32)))
    (import "slow" "get" (func $s (param i32) (result i32)))
    (import "acme:clocks/now@1.0.0" "read" (func $r (result i32)))
    (func (export "run") (param i32) (result i32)
      (i32.add (i32.mul (call $r) (i32.const 1000000))
        (i32.add (i32.mul (call $f (local.get 0)) (i32.const 1000)) (call $s (local.get 0))))))
  (core instance $i (instantiate $m
    (with "fast" (instance (export "get" (func $f'))))
    (with "slow" (instance (export "get" (func $s'))))
    (with "acme:clocks/now@1.0.0" (instance (export "read" (func $r'))))))
  (func (export "run") (param "key" u32) (result u32) (canon lift (core func $i "run"))))
