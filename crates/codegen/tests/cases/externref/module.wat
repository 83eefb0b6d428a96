;; A reference of the embedder is a word.
(module
  (func (export "f") (param externref) (result externref) (local.get 0))
  (func (export "g") (param externref) (result i32) (ref.is_null (local.get 0))))
