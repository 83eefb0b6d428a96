(module
    (memory 17)
    (func $sbrk (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "run") (result i32) (call $sbrk (i32.const 1))))
