(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32)))
  (type (;4;) (func (result i32)))
  (memory $lib::memory (;0;) 1)
  (memory $app::memory (;1;) 1)
  (global $lib::free (;0;) (mut i32) i32.const 1024)
  (global $app::free (;1;) (mut i32) i32.const 1024)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (param i32 i32 i32 i32) (result i32)
    (local i32)
    global.get $lib::free
    local.get 2
    i32.const 1
    i32.sub
    i32.add
    i32.const 0
    local.get 2
    i32.sub
    i32.and
    local.set 4
    local.get 4
    local.get 3
    i32.add
    global.set $lib::free
    local.get 4
  )
  (func $"lib::func[1]" (;1;) (type 1) (param i32 i32) (result i32)
    local.get 1
  )
  (func $"trap: list content out-of-bounds" (;2;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;3;) (type 2)
    unreachable
  )
  (func $app::f (;4;) (type 1) (param i32 i32) (result i32)
    (local i64 i32 i32 i32 i32)
    block ;; label = @1
      local.get 1
      i64.extend_i32_u
      i64.const 4
      i64.mul
      local.tee 2
      i64.const 32
      i64.shr_u
      i64.eqz
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    local.get 2
    i32.wrap_i64
    local.tee 3
    local.set 4
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
      local.get 3
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 4
    local.get 4
    call $"lib::func[0]"
    local.tee 5
    i32.const 3
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 5
      i64.extend_i32_u
      local.get 4
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    block ;; label = @1
      local.get 1
      i32.eqz
      br_if 0 (;@1;)
      local.get 5
      local.tee 6
      local.get 0
      local.get 1
      i32.const 4
      i32.mul
      memory.copy $lib::memory $app::memory
      local.get 0
      local.get 1
      i32.const 4
      i32.mul
      i32.add
      drop
      local.get 6
      local.get 1
      i32.const 4
      i32.mul
      i32.add
      drop
    end
    local.get 5
    local.get 1
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;5;) (type 4) (result i32)
    i32.const 0
    i32.const 3
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["l",2]]}
;; functions: [{"m":[0,74,[]]},{"m":[0,104,[]]},"g","g",{"s":0},{"m":[1,66,[]]}]
;; trap at 0x43: list content out-of-bounds, Parameter(1)
;; trap at 0x55: unaligned pointer, Parameter(1)
;; trap at 0x69: list content out-of-bounds, Parameter(1)
;; trap at 0x7e: unaligned pointer, Parameter(1)
;; trap at 0x92: list content out-of-bounds, Parameter(1)
