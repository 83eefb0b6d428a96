;; Structures of the garbage collector are refused.
(module
  (type $s (struct (field i32)))
  (func (export "f") (drop (struct.new $s (i32.const 1)))))
