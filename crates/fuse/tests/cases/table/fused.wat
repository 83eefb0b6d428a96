(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (table (;0;) 4 funcref)
  (export "run" (func 2))
  (elem (;0;) (i32.const 1) func $seven)
  (func $call (;0;) (type 1) (param i32) (result i32)
    local.get 0
    call_indirect (type 0)
  )
  (func $seven (;1;) (type 0) (result i32)
    i32.const 7
  )
  (func (;2;) (type 0) (result i32)
    i32.const 1
    call $call
  )
)
;; {"version":1,"world":"lib","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `lib` of `case`
;; module 1: `m` of `case`
;; functions: [{"m":[0,48,[]]},{"m":[1,71,[]]},{"m":[1,76,[]]}]
