(module
  (type (;0;) (func (param i32) (result i32)))
  (memory (;0;) 1 1)
  (export "run" (func 0))
  (func (;0;) (type 0) (param i32) (result i32)
    local.get 0
    i32.const 7
    i32.const 16
    memory.fill
    i32.const 0
    local.get 0
    i32.const 8
    memory.copy
    i32.const 32
    local.get 0
    v128.load offset=1000
    v128.store
    local.get 0
    i32.load16_s offset=4 align=1
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[{"name":"p","type":"u32"}],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case","layout":{"stack_top":0,"heap_base":65536,"data":{"start":0,"end":65536},"data_end":65536},"regions":[{"start":0,"end":65536,"kind":"whole","components":["case"]}]}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,47,[]]}]
