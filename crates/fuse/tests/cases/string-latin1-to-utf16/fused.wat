(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32)))
  (type (;5;) (func (result i32)))
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
  (func $"trap: invalid utf-16" (;2;) (type 2)
    unreachable
  )
  (func $utf16-to-utf16 (;3;) (type 3) (param i32 i32 i32)
    (local i32 i32 i32)
    local.get 2
    local.get 0
    local.get 1
    i32.const 1
    i32.shl
    local.tee 1
    local.get 0
    local.get 1
    i32.add
    local.set 3
    block ;; label = @1
      block ;; label = @2
        loop ;; label = @3
          local.get 0
          local.get 3
          i32.ne
          if ;; label = @4
            local.get 0
            i32.load16_u $app::memory
            i32.const 10
            i32.shr_u
            local.tee 4
            i32.const 55
            i32.eq
            local.get 5
            i32.ne
            br_if 2 (;@2;)
            local.get 4
            i32.const 54
            i32.eq
            local.set 5
            local.get 0
            i32.const 2
            i32.add
            local.set 0
            br 1 (;@3;)
          end
        end
        local.get 5
        i32.eqz
        br_if 1 (;@1;)
      end
      call $"trap: invalid utf-16"
      unreachable
    end
    memory.copy $lib::memory $app::memory
  )
  (func $latin1-to-utf16 (;4;) (type 3) (param i32 i32 i32)
    loop ;; label = @1
      local.get 1
      if ;; label = @2
        local.get 2
        local.get 1
        i32.const 1
        i32.sub
        local.tee 1
        i32.const 1
        i32.shl
        i32.add
        local.get 0
        local.get 1
        i32.add
        i32.load8_u $app::memory
        i32.store16
        br 1 (;@1;)
      end
    end
  )
  (func $"trap: string content out-of-bounds" (;5;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;6;) (type 2)
    unreachable
  )
  (func $app::f (;7;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    local.set 2
    local.set 3
    local.get 1
    i32.const -2147483648
    i32.and
    if ;; label = @1
      local.get 1
      i32.const -2147483648
      i32.xor
      local.set 2
      local.get 3
      i32.const 1
      i32.and
      if ;; label = @2
        call $"trap: unaligned pointer"
        unreachable
      end
      block ;; label = @2
        i64.const 65536
        local.get 3
        i64.extend_i32_u
        local.get 2
        i32.const 1
        i32.shl
        i64.extend_i32_u
        i64.add
        i64.ge_u
        br_if 0 (;@2;)
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 2
      i32.const 1073741823
      i32.gt_u
      if ;; label = @2
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 2
      local.tee 4
      i32.const 1
      i32.shl
      local.set 5
      i32.const 0
      i32.const 0
      i32.const 2
      local.get 5
      call $"lib::func[0]"
      local.tee 6
      i32.const 1
      i32.and
      if ;; label = @2
        call $"trap: unaligned pointer"
        unreachable
      end
      block ;; label = @2
        i64.const 65536
        local.get 6
        i64.extend_i32_u
        local.get 5
        i64.extend_i32_u
        i64.add
        i64.ge_u
        br_if 0 (;@2;)
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 3
      local.get 2
      local.get 6
      call $utf16-to-utf16
    else
      local.get 3
      i32.const 1
      i32.and
      if ;; label = @2
        call $"trap: unaligned pointer"
        unreachable
      end
      block ;; label = @2
        i64.const 65536
        local.get 3
        i64.extend_i32_u
        local.get 2
        i64.extend_i32_u
        i64.add
        i64.ge_u
        br_if 0 (;@2;)
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 2
      i32.const 1073741823
      i32.gt_u
      if ;; label = @2
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 2
      local.tee 5
      i32.const 1
      i32.shl
      local.set 7
      i32.const 0
      i32.const 0
      i32.const 2
      local.get 7
      call $"lib::func[0]"
      local.tee 8
      i32.const 1
      i32.and
      if ;; label = @2
        call $"trap: unaligned pointer"
        unreachable
      end
      block ;; label = @2
        i64.const 65536
        local.get 8
        i64.extend_i32_u
        local.get 7
        i64.extend_i32_u
        i64.add
        i64.ge_u
        br_if 0 (;@2;)
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 3
      local.get 2
      local.get 8
      call $latin1-to-utf16
      local.get 8
      local.set 6
      local.get 5
      local.set 4
    end
    local.get 6
    local.get 4
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;8;) (type 5) (result i32)
    i32.const 0
    i32.const 4
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["s",2]]}
;; functions: [{"m":[0,74,[]]},{"m":[0,104,[]]},"g","g","g","g","g",{"s":0},{"m":[1,66,[]]}]
;; trap at 0x76: invalid utf-16, Unknown
;; trap at 0xd7: unaligned pointer, Parameter(1)
;; trap at 0xee: string content out-of-bounds, Parameter(1)
;; trap at 0xfd: string content out-of-bounds, Parameter(1)
;; trap at 0x11b: unaligned pointer, Parameter(1)
;; trap at 0x12f: string content out-of-bounds, Parameter(1)
;; trap at 0x143: unaligned pointer, Parameter(1)
;; trap at 0x157: string content out-of-bounds, Parameter(1)
;; trap at 0x166: string content out-of-bounds, Parameter(1)
;; trap at 0x184: unaligned pointer, Parameter(1)
;; trap at 0x198: string content out-of-bounds, Parameter(1)
