(module
  (type (;0;) (func (result i32)))
  (export "run" (func 1))
  (func $g (;0;) (type 0) (result i32)
    i32.const 3
  )
  (func (;1;) (type 0) (result i32)
    call $g
  )
)
;; {"version":1,"world":"lib","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `lib` of `case`
;; module 1: `m` of `case`
;; functions: [{"m":[0,30,[]]},{"m":[1,41,[]]}]
