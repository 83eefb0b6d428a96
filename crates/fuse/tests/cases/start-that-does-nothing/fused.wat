(module
  (type (;0;) (func))
  (type (;1;) (func (result i32)))
  (memory (;0;) 1)
  (memory (;1;) 1)
  (export "first" (func 0))
  (export "second" (func 2))
  (start $again)
  (func (;0;) (type 1) (result i32)
    i32.const 0
    i32.load
  )
  (func $again (;1;) (type 0)
    call $again
  )
  (func (;2;) (type 1) (result i32)
    i32.const 0
    i32.load 1
  )
  (data (;0;) (i32.const 0) "idle")
  (data (;1;) (memory 1) (i32.const 0) "busy")
)
;; {"version":1,"world":"idle","imports":[],"exports":[{"name":{"function":"first"},"core":"first","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}},{"name":{"function":"second"},"core":"second","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case"},{"component":"case"}]}
;; module 0: `idle` of `case`
;; module 1: `endless` of `case`
;; functions: [{"m":[0,65,[]]},{"m":[1,56,[]]},{"m":[1,61,[[7,-1]]]}]
