(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32)))
  (memory (;0;) 1)
  (global $free (;0;) (mut i32) i32.const 1024)
  (export "f" (func 1))
  (export "cabi_post_f" (func 2))
  (export "memory" (memory 0))
  (export "cabi_realloc" (func 0))
  (func (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32)
    global.get $free
    local.get 2
    i32.const 1
    i32.sub
    i32.add
    i32.const 0
    local.get 2
    i32.sub
    i32.and
    local.set 4
    local.get 4
    local.get 3
    i32.add
    global.set $free
    local.get 4
  )
  (func (;1;) (type 1) (param i32 i32) (result i32)
    i32.const 64
  )
  (func (;2;) (type 2) (param i32))
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"f"},"core":"f","type":{"params":[{"name":"s","type":"string"}],"result":"string"},"options":{"memory":0,"realloc":"cabi_realloc","string_encoding":"utf8"},"post_return":"cabi_post_f"}],"memories":[{"component":"case"}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,86,[]]},{"m":[0,116,[]]},{"m":[0,122,[]]}]
