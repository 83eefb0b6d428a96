(module
  (type (;0;) (func (result i32)))
  (export "api#f" (func 0))
  (func (;0;) (type 0) (result i32)
    i32.const 4
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"interface":"api","function":"f"},"core":"api#f","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `m` of `y/x`
;; functions: [{"m":[0,30,[]]}]
