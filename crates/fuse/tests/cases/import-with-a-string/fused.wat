(module
  (type (;0;) (func (param i32 i32)))
  (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (import "$root" "host" (func $log (;0;) (type 0)))
  (memory (;0;) 1)
  (global $free (;0;) (mut i32) i32.const 1024)
  (export "memory" (memory 0))
  (export "run" (func 1))
  (func (;1;) (type 2)
    i32.const 0
    i32.const 5
    call $log
  )
)
;; {"version":1,"world":"memory","imports":[{"module":"$root","field":"host","kind":{"host":{"name":{"function":"host"},"type":{"params":[{"name":"s","type":"string"}]},"options":{"memory":0,"string_encoding":"utf8"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[]},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case"}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,46,[]]}]
