;; An entry refuses a call while another is in progress, and comes back from a trap. A function that only computes needs neither: its
;; entry reads the word that says whether the instance is alive. A result of 64 bits is written to memory.
;; options: --emit library --traps fault
(module
  (memory 1)
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func (export "half") (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.5)))
  (func (export "load") (param i32) (result i64) (i64.load (local.get 0)))
  (func (export "stop") (unreachable)))
