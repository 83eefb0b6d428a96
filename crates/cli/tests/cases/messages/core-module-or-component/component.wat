(component
    (core module $m
        (func (export "core-main"))
        (func (export "core-add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
    (core instance $i (instantiate $m))
    (func (export "main") (canon lift (core func $i "core-main")))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "core-add"))))
