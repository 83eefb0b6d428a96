(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func))
  (type (;2;) (func (param i32)))
  (type (;3;) (func (param i32) (result i32)))
  (memory (;0;) 1 1)
  (global $a::__stack_pointer (;0;) (mut i32) i32.const 512)
  (global (;1;) i32 i32.const 1040)
  (global (;2;) i32 i32.const 1040)
  (global $b::__stack_pointer (;3;) (mut i32) i32.const 512)
  (global (;4;) i32 i32.const 520)
  (global (;5;) i32 i32.const 520)
  (export "run" (func $"b::func[1]"))
  (func $"a::func[0]" (;0;) (type 0) (result i32)
    i32.const 0
    i32.load offset=528
  )
  (func $"b::func[1]" (;1;) (type 3) (param i32) (result i32)
    i32.const 516
    call $"a::func[0]"
    i32.store
    i32.const 512
    i32.load
    local.get 0
    i32.load offset=4
    i32.add
  )
  (data (;0;) (i32.const 528) "\11\11\11\11")
  (data (;1;) (i32.const 512) "\22\22\22\22")
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[{"name":"p","type":"u32"}],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case","layout":{"stack_top":512,"heap_base":544,"data":{"start":512,"end":544},"data_end":544},"regions":[{"start":0,"end":512,"kind":"stack","components":["a","b"],"stack_pointer":0},{"start":512,"end":528,"kind":"statics","components":["b"]},{"start":528,"end":544,"kind":"statics","components":["a"]}]}]}
;; module 0: `m` of `a`
;; module 1: `m` of `b`
;; seam 0: {"function":"f","caller":"b","callee":"a"}
;; functions: [{"m":[0,110,[[3,1],[7,0]]]},{"m":[1,125,[]]}]
