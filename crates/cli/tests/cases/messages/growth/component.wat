(component
    (core module $guest
        (memory 1)
        (func $run (export "run") (result i32) (memory.grow (i32.const 1))))
    (core instance $i (instantiate $guest))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))
