;; Instructions compute.
;; options: --target cortex-m7d
(module
  (func (export "add") (param f64 f64) (result f64)
    (f64.add (local.get 0) (local.get 1)))
  (func (export "mul") (param f64 f64) (result f64)
    (f64.mul (local.get 0) (local.get 1)))
  (func (export "div") (param f64 f64) (result f64)
    (f64.div (local.get 0) (local.get 1)))
  ;; The constant is hidden from LLVM, which would drop the multiplication and leave a signalling NaN signalling.
  (func (export "quiet") (param f64) (result f64)
    (f64.mul (local.get 0) (f64.const 1))))
