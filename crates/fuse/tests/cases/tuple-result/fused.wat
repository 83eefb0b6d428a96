(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32)))
  (memory $lib::memory (;0;) 1)
  (memory $app::memory (;1;) 1)
  (global $app::free (;0;) (mut i32) i32.const 1024)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (result i32)
    i32.const 16
  )
  (func $"trap: out of bounds memory access" (;1;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;2;) (type 2)
    unreachable
  )
  (func $app::f (;3;) (type 3) (param i32)
    (local i32)
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
      i64.const 8
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: out of bounds memory access"
      unreachable
    end
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
      i64.const 8
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: out of bounds memory access"
      unreachable
    end
    local.get 0
    local.get 1
    i32.load8_u
    i32.store8 $app::memory
    local.get 0
    local.get 1
    i32.load offset=4
    i32.store $app::memory offset=4
  )
  (func $"app::func[1]" (;4;) (type 0) (result i32)
    i32.const 64
    call $app::f
    i32.const 68
    i32.load $app::memory
  )
  (data (;0;) (i32.const 16) "\01\00\00\00\02\00\00\00")
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib"}
;; functions: [{"m":[0,44,[]]},"g","g",{"s":0},{"m":[1,64,[[13,-1]]]}]
;; trap at 0x1b: unaligned pointer, Result
;; trap at 0x2e: out of bounds memory access, Result
;; trap at 0x39: unaligned pointer, Result
;; trap at 0x4c: out of bounds memory access, Result
