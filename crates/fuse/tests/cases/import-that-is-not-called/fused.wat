(module
  (type (;0;) (func))
  (import "host" "a" (func $a (;0;) (type 0)))
  (export "run" (func 1))
  (func (;1;) (type 0)
    call $a
  )
)
;; {"version":1,"world":"m","imports":[{"module":"host","field":"a","kind":{"host":{"name":{"interface":"host","function":"a"},"type":{"params":[]},"options":{"string_encoding":"utf8"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[]},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,44,[]]}]
