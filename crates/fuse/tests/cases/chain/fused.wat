(module
  (type (;0;) (func))
  (type (;1;) (func (param i32)))
  (export "g" (func $"a2::func[1]"))
  (func $"b::func[0]" (;0;) (type 0))
  (func $"a::func[1]" (;1;) (type 0)
    call $"b::func[0]"
  )
  (func $"a2::func[1]" (;2;) (type 0)
    call $"a::func[1]"
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"g"},"core":"g","type":{"params":[]},"options":{"string_encoding":"utf8"}}],"memories":[]}
;; module 0: `m` of `b`
;; module 1: `m` of `a`
;; module 2: `m` of `a2`
;; seam 0: {"function":"f","caller":"a","callee":"b"}
;; seam 1: {"function":"g","caller":"a2","callee":"a"}
;; functions: [{"m":[0,29,[]]},{"m":[1,37,[]]},{"m":[2,37,[]]}]
