(module
  (type (;0;) (func (param i32 i64 f32 f64) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32)))
  (type (;4;) (func (result i32)))
  (memory $app::memory (;0;) 1)
  (global $app::free (;0;) (mut i32) i32.const 1024)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (param i32 i64 f32 f64) (result i32)
    local.get 0
  )
  (func $"app::func[1]" (;1;) (type 4) (result i32)
    i32.const 1
    i64.const 2
    f32.const 0x1.8p+1 (;=3;)
    f64.const 0x1p+2 (;=4;)
    call $"lib::func[0]"
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["a",1],["b",1],["c",1],["d",1]]}
;; functions: [{"m":[0,34,[]]},{"m":[1,68,[]]}]
