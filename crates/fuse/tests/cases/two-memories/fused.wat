(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func))
  (type (;2;) (func (param i32)))
  (type (;3;) (func (param i32) (result i32)))
  (memory $a::memory (;0;) 1)
  (memory $b::memory (;1;) 1)
  (global $a::__stack_pointer (;0;) (mut i32) i32.const 1024)
  (global (;1;) i32 i32.const 1040)
  (global (;2;) i32 i32.const 1040)
  (global $b::__stack_pointer (;3;) (mut i32) i32.const 512)
  (global (;4;) i32 i32.const 520)
  (global (;5;) i32 i32.const 520)
  (export "run" (func $"b::func[1]"))
  (func $"a::func[0]" (;0;) (type 0) (result i32)
    i32.const 1024
    i32.load
  )
  (func $"b::func[1]" (;1;) (type 3) (param i32) (result i32)
    i32.const 516
    call $"a::func[0]"
    i32.store $b::memory
    i32.const 512
    i32.load $b::memory
    local.get 0
    i32.load $b::memory offset=4
    i32.add
  )
  (data (;0;) (i32.const 1024) "\11\11\11\11")
  (data (;1;) (memory $b::memory) (i32.const 512) "\22\22\22\22")
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[{"name":"p","type":"u32"}],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"a","layout":{"stack_top":1024,"heap_base":1040,"data":{"start":1024,"end":1028},"data_end":1040}},{"component":"b","layout":{"stack_top":512,"heap_base":520,"data":{"start":512,"end":516},"data_end":520}}]}
;; module 0: `m` of `a`
;; module 1: `m` of `b`
;; seam 0: {"function":"f","caller":"b","callee":"a"}
;; functions: [{"m":[0,110,[]]},{"m":[1,125,[[10,-1],[17,-2],[23,-3]]]}]
