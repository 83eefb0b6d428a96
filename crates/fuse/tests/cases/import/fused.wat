(module
  (type (;0;) (func (param i32)))
  (type (;1;) (func))
  (import "$root" "host" (func $log (;0;) (type 0)))
  (export "run" (func 1))
  (func (;1;) (type 1)
    i32.const 1
    call $log
  )
)
;; {"version":1,"world":"m","imports":[{"module":"$root","field":"host","kind":{"host":{"name":{"function":"host"},"type":{"params":[{"name":"n","type":"u32"}]},"options":{"string_encoding":"utf8"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[]},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,45,[]]}]
