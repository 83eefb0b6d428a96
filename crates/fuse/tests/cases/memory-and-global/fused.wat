(module
  (type (;0;) (func (result i32)))
  (memory (;0;) 1)
  (global $base (;0;) i32 i32.const 64)
  (global $end (;1;) i32 i32.const 64 i32.const 4 i32.add)
  (export "run" (func 0))
  (func (;0;) (type 0) (result i32)
    global.get $base
    i32.load
    global.get $end
    i32.add
  )
  (data (;0;) (i32.const 64) "*\00\00\00")
)
;; {"version":1,"world":"lib","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case"}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,72,[]]}]
