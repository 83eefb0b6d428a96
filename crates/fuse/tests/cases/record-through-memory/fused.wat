(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32)))
  (type (;4;) (func (result i32)))
  (memory $lib::memory (;0;) 1)
  (memory $app::memory (;1;) 1)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    i32.const 1024
  )
  (func $"lib::func[1]" (;1;) (type 1) (param i32) (result i32)
    local.get 0
    i32.load offset=64
  )
  (func $"trap: out of bounds memory access" (;2;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;3;) (type 2)
    unreachable
  )
  (func $app::f (;4;) (type 1) (param i32) (result i32)
    (local i32)
    local.get 0
    i32.const 3
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 0
      i64.extend_i32_u
      i64.const 68
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: out of bounds memory access"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 4
    i32.const 68
    call $"lib::func[0]"
    local.tee 1
    i32.const 3
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 1
      i64.extend_i32_u
      i64.const 68
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: out of bounds memory access"
      unreachable
    end
    local.get 1
    local.get 0
    i32.load $app::memory
    i32.store
    local.get 1
    local.get 0
    i32.load $app::memory offset=4
    i32.store offset=4
    local.get 1
    local.get 0
    i32.load $app::memory offset=8
    i32.store offset=8
    local.get 1
    local.get 0
    i32.load $app::memory offset=12
    i32.store offset=12
    local.get 1
    local.get 0
    i32.load $app::memory offset=16
    i32.store offset=16
    local.get 1
    local.get 0
    i32.load $app::memory offset=20
    i32.store offset=20
    local.get 1
    local.get 0
    i32.load $app::memory offset=24
    i32.store offset=24
    local.get 1
    local.get 0
    i32.load $app::memory offset=28
    i32.store offset=28
    local.get 1
    local.get 0
    i32.load $app::memory offset=32
    i32.store offset=32
    local.get 1
    local.get 0
    i32.load $app::memory offset=36
    i32.store offset=36
    local.get 1
    local.get 0
    i32.load $app::memory offset=40
    i32.store offset=40
    local.get 1
    local.get 0
    i32.load $app::memory offset=44
    i32.store offset=44
    local.get 1
    local.get 0
    i32.load $app::memory offset=48
    i32.store offset=48
    local.get 1
    local.get 0
    i32.load $app::memory offset=52
    i32.store offset=52
    local.get 1
    local.get 0
    i32.load $app::memory offset=56
    i32.store offset=56
    local.get 1
    local.get 0
    i32.load $app::memory offset=60
    i32.store offset=60
    local.get 1
    local.get 0
    i32.load $app::memory offset=64
    i32.store offset=64
    local.get 1
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;5;) (type 4) (result i32)
    i32.const 128
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib"}
;; functions: [{"m":[0,64,[]]},{"m":[0,70,[]]},"g","g",{"s":0},{"m":[1,48,[]]}]
;; trap at 0x23: unaligned pointer, Parameter(0)
;; trap at 0x37: out of bounds memory access, Parameter(0)
;; trap at 0x4d: unaligned pointer, Parameter(0)
;; trap at 0x61: out of bounds memory access, Parameter(0)
