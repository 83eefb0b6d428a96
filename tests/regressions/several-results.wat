;; Several results of every type through blocks, calls and tables, with what they leave in globals and memory.
;; call f0 i32:0x1 i64:0xffffffffffffffff f32:0x7fa00001 f64:0x8000000000000000
;; call f0 i32:0x0 i64:0x1 f32:0x80000000 f64:0x7ff4000000000001
;; call f1 i32:0x0
;; call f1 i32:0x1
;; call f1 i32:0x2
;; call f1 i32:0x3
;; call f2 i32:0xfffe i64:0x123456789abcdef
;; call f2 i32:0xfff8 i64:0x123456789abcdef
(module
  (type $all (func (param i32 i64 f32 f64) (result f64 f32 i64 i32)))
  (type $one (func (result i32)))
  (memory 1)
  (table 3 funcref)
  (elem (i32.const 0) func $seven $all)
  (global $g (mut f32) (f32.const nan:0x200001))
  (func $seven (type $one) i32.const 7)
  (func $all (export "f0") (type $all)
    (global.set $g (local.get 2))
    (if (param f64 f32 i64 i32) (result f64 f32 i64 i32) (local.get 3) (local.get 2) (local.get 1) (local.get 0)
      (local.get 0)
      (then)
      (else (drop) (drop) (drop) (drop) (f64.const 1) (f32.const 2) (i64.const 3) (i32.const 4))))
  (func (export "f1") (param i32) (result i32) (call_indirect (type $one) (local.get 0)))
  (func (export "f2") (param i32 i64) (result i64)
    (i64.store16 (i32.const 8) (local.get 1))
    (i64.store (local.get 0) (local.get 1))
    (i64.load32_s offset=2 (local.get 0))))
