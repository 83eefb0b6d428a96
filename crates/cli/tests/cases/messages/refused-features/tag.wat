(module (import "env" "__cpp_exception" (tag (param i32))) (func (export "f")))
