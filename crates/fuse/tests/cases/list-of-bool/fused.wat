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
  (func $app::f (;3;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    local.set 2
    local.set 3
    block ;; label = @1
      i64.const 65536
      local.get 3
      i64.extend_i32_u
      local.get 1
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 1
    local.get 1
    call $"lib::func[0]"
    local.set 6
    block ;; label = @1
      i64.const 65536
      local.get 6
      i64.extend_i32_u
      local.get 1
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    block ;; label = @1
      local.get 1
      local.tee 5
      i32.eqz
      br_if 0 (;@1;)
      local.get 3
      local.set 4
      local.get 6
      local.set 7
      loop ;; label = @2
        local.get 7
        i32.const 1
        i32.const 0
        local.get 4
        i32.load8_u $app::memory
        select
        i32.store8
        local.get 4
        i32.const 1
        i32.add
        local.set 4
        local.get 7
        i32.const 1
        i32.add
        local.set 7
        local.get 5
        i32.const -1
        i32.add
        local.tee 5
        br_if 0 (;@2;)
      end
    end
    local.get 6
    local.get 2
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;4;) (type 4) (result i32)
    i32.const 0
    i32.const 3
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["l",2]]}
;; functions: [{"m":[0,74,[]]},{"m":[0,104,[]]},"g",{"s":0},{"m":[1,66,[]]}]
;; trap at 0x45: list content out-of-bounds, Parameter(1)
;; trap at 0x65: list content out-of-bounds, Parameter(1)
