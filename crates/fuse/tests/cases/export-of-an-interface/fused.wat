(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (export "acme:demo/api@1.2.3#a" (func 0))
  (export "acme:demo/api@1.2.3#b" (func 1))
  (func (;0;) (type 0) (result i32)
    i32.const 1
  )
  (func (;1;) (type 1) (param i32) (result i32)
    local.get 0
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"interface":"acme:demo/api@1.2.3","function":"a"},"core":"acme:demo/api@1.2.3#a","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}},{"name":{"interface":"acme:demo/api@1.2.3","function":"b"},"core":"acme:demo/api@1.2.3#b","type":{"params":[{"name":"c","type":"char"}],"result":"char"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,40,[]]},{"m":[0,45,[]]}]
