(module
  (type (;0;) (func (param i32 i32 i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32)))
  (type (;4;) (func (result i32)))
  (memory $app::memory (;0;) 1)
  (global $app::free (;0;) (mut i32) i32.const 1024)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (param i32 i32 i32 i32 i32 i32) (result i32)
    local.get 1
    local.get 4
    i32.add
  )
  (func $"trap: invalid `char` bit pattern" (;1;) (type 2)
    unreachable
  )
  (func $app::f (;2;) (type 0) (param i32 i32 i32 i32 i32 i32) (result i32)
    i32.const 1
    i32.const 0
    local.get 0
    select
    local.get 1
    i32.extend8_s
    local.get 2
    i32.const 255
    i32.and
    local.get 3
    i32.extend16_s
    local.get 4
    i32.const 65535
    i32.and
    block ;; label = @1
      block ;; label = @2
        local.get 5
        i32.const 55296
        i32.xor
        i32.const -1114112
        i32.add
        i32.const -1112064
        i32.lt_u
        br_if 0 (;@2;)
        local.get 5
        i32.const 1114112
        i32.ne
        br_if 1 (;@1;)
      end
      call $"trap: invalid `char` bit pattern"
      unreachable
    end
    local.get 5
    call $"lib::func[0]"
  )
  (func $"app::func[1]" (;3;) (type 4) (result i32)
    i32.const 2
    i32.const 511
    i32.const 511
    i32.const -1
    i32.const -1
    i32.const 65
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["a",1],["b",1],["c",1],["d",1],["e",1],["f",1]]}
;; functions: [{"m":[0,36,[]]},"g",{"s":0},{"m":[1,70,[]]}]
;; trap at 0x4d: invalid `char` bit pattern, Parameter(5)
