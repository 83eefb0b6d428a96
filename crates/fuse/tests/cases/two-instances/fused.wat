(module
  (type (;0;) (func (result i32)))
  (global $count (;0;) (mut i32) i32.const 0)
  (global $"#global1 count" (@name "count") (;1;) (mut i32) i32.const 0)
  (export "run" (func 2))
  (func $a (;0;) (type 0) (result i32)
    global.get $count
    i32.const 1
    i32.add
    global.set $count
    global.get $count
  )
  (func $b (;1;) (type 0) (result i32)
    global.get $"#global1 count"
    i32.const 1
    i32.add
    global.set $"#global1 count"
    global.get $"#global1 count"
  )
  (func (;2;) (type 0) (result i32)
    call $a
    call $b
    call $b
    i32.mul
    i32.add
  )
)
;; {"version":1,"world":"lib","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `lib` of `case`
;; module 1: `m` of `case`
;; functions: [{"m":[0,41,[]]},{"m":[0,41,[]]},{"m":[1,53,[]]}]
