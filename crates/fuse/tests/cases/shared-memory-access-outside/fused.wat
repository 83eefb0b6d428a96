(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (memory (;0;) 2 2)
  (export "a" (func 0))
  (export "b" (func 1))
  (func (;0;) (type 0) (result i32)
    i32.const 16
    i32.load
    drop
    i32.const 65536
    unreachable
  )
  (func (;1;) (type 1) (param i32) (result i32)
    local.get 0
    i32.load8_u offset=65536
  )
)
;; {"version":1,"world":"a","imports":[],"exports":[{"name":{"function":"a"},"core":"a","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}},{"name":{"function":"b"},"core":"b","type":{"params":[{"name":"p","type":"u32"}],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case","layout":{"stack_top":0,"heap_base":131072,"data":{"start":0,"end":131072},"data_end":131072},"regions":[{"start":0,"end":65536,"kind":"whole","components":["case"]},{"start":65536,"end":131072,"kind":"whole","components":["case"]}]}]}
;; module 0: `a` of `case`
;; module 1: `b` of `case`
;; functions: [{"m":[0,46,[[12,2]]]},{"m":[1,47,[[8,-2]]]}]
;; trap at 0xd: out of bounds memory access, Unknown
