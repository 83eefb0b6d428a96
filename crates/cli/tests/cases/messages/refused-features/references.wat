(module (type $f (func)) (func (export "f") (call_ref $f (ref.null $f))))
