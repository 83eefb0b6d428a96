(module
    (func (export "main"))
    (func (export "tick"))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (local.get 2))
    (func (export "_initialize")))
