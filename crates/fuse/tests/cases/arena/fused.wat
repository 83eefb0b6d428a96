(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (import "env" "__cabi_arena_realloc" (func $arena (;0;) (type 0)))
  (memory (;0;) 1)
  (export "run" (func 1))
  (func (;1;) (type 1) (result i32)
    i32.const 0
    i32.const 0
    i32.const 4
    i32.const 16
    call $arena
  )
)
;; {"version":1,"world":"m","imports":[{"module":"env","field":"__cabi_arena_realloc","kind":{"passthrough":{"symbol":"__cabi_arena_realloc","memory":0}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case"}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,84,[]]}]
