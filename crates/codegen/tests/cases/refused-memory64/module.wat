;; Addresses of 64 bits are refused.
(module
  (memory i64 1))
