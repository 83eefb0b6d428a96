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
