(module
  (type (;0;) (func))
  (type (;1;) (func (result i32)))
  (global $n (;0;) (mut i32) i32.const 0)
  (export "run" (func 2))
  (start $instantiate)
  (func $start (;0;) (type 0)
    global.get $n
    i32.const 10
    i32.mul
    i32.const 1
    i32.add
    global.set $n
  )
  (func $"#func1 start" (@name "start") (;1;) (type 0)
    global.get $n
    i32.const 10
    i32.mul
    i32.const 2
    i32.add
    global.set $n
  )
  (func (;2;) (type 1) (result i32)
    global.get $n
  )
  (func $instantiate (;3;) (type 0)
    call $start
    call $"#func1 start"
  )
)
;; {"version":1,"world":"a","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `b` of `case`
;; module 1: `c` of `case`
;; functions: [{"m":[0,35,[]]},{"m":[1,49,[]]},{"m":[1,62,[]]},"g"]
