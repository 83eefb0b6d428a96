(module
  (type (;0;) (func (param i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32 i32)))
  (memory $lib::memory (;0;) 1)
  (memory $app::memory (;1;) 1)
  (global $lib::freed (;0;) (mut i32) i32.const 0)
  (global $app::free (;1;) (mut i32) i32.const 1024)
  (export "run" (func $"app::func[1]"))
  (func $"lib::func[0]" (;0;) (type 0) (param i32)
    local.get 0
    global.set $lib::freed
  )
  (func $"lib::func[1]" (;1;) (type 1) (result i32)
    i32.const 16
  )
  (func $"app::func[0]" (;2;) (type 2) (param i32 i32 i32 i32) (result i32)
    (local i32)
    global.get $app::free
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
    global.set $app::free
    local.get 4
  )
  (func $"trap: invalid utf-8" (;3;) (type 3)
    unreachable
  )
  (func $utf8-to-utf8 (;4;) (type 4) (param i32 i32 i32)
    (local i32 i32 i32 i32)
    local.get 0
    local.get 1
    i32.add
    local.set 3
    local.get 2
    local.get 0
    local.get 1
    block ;; label = @1
      block ;; label = @2
        loop ;; label = @3
          local.get 0
          local.get 3
          i32.eq
          br_if 2 (;@1;)
          local.get 3
          local.get 0
          i32.sub
          i32.const 3
          i32.gt_u
          if ;; label = @4
            local.get 0
            i32.load align=1
            i32.const -2139062144
            i32.and
            i32.eqz
            if ;; label = @5
              local.get 0
              i32.const 4
              i32.add
              local.set 0
              br 2 (;@3;)
            end
          end
          local.get 0
          local.get 0
          i32.const 1
          i32.add
          local.set 0
          i32.load8_s
          local.tee 4
          i32.const 0
          i32.ge_s
          br_if 0 (;@3;)
          local.get 4
          i32.const 62
          i32.add
          i32.const 50
          i32.gt_u
          br_if 1 (;@2;)
          i32.const 64
          local.set 5
          loop ;; label = @4
            local.get 0
            local.get 3
            i32.eq
            br_if 2 (;@2;)
            local.get 0
            i32.load8_s
            local.tee 6
            i32.const -64
            i32.ge_s
            br_if 2 (;@2;)
            local.get 0
            i32.const 1
            i32.add
            local.set 0
            local.get 4
            i32.const 6
            i32.shl
            local.get 6
            i32.const 63
            i32.and
            i32.or
            local.set 4
            local.get 5
            i32.const 5
            i32.shl
            local.tee 5
            local.get 4
            i32.and
            br_if 0 (;@4;)
          end
          local.get 4
          local.get 5
          i32.const 1
          i32.sub
          i32.and
          local.tee 4
          local.get 5
          i32.const 5
          i32.shr_u
          i32.lt_u
          br_if 1 (;@2;)
          local.get 4
          i32.const 11
          i32.shr_u
          i32.const 27
          i32.eq
          br_if 1 (;@2;)
          local.get 4
          i32.const 16
          i32.shr_u
          i32.const 16
          i32.le_u
          br_if 0 (;@3;)
        end
      end
      call $"trap: invalid utf-8"
      unreachable
    end
    memory.copy $app::memory $lib::memory
  )
  (func $"trap: out of bounds memory access" (;5;) (type 3)
    unreachable
  )
  (func $"trap: string content out-of-bounds" (;6;) (type 3)
    unreachable
  )
  (func $"trap: unaligned pointer" (;7;) (type 3)
    unreachable
  )
  (func $app::f (;8;) (type 0) (param i32)
    (local i32 i32 i32 i32 i32 i32)
    call $"lib::func[1]"
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
    local.get 1
    i32.load
    local.get 1
    i32.load offset=4
    local.set 2
    local.set 3
    block ;; label = @1
      i64.const 65536
      local.get 3
      i64.extend_i32_u
      local.get 2
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 2
    i32.const 2147483647
    i32.gt_u
    if ;; label = @1
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 2
    local.tee 4
    local.set 5
    i32.const 0
    i32.const 0
    i32.const 1
    local.get 5
    call $"app::func[0]"
    local.set 6
    block ;; label = @1
      i64.const 65536
      local.get 6
      i64.extend_i32_u
      local.get 5
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 3
    local.get 2
    local.get 6
    call $utf8-to-utf8
    local.get 0
    local.get 6
    i32.store $app::memory
    local.get 0
    local.get 4
    i32.store $app::memory offset=4
    local.get 1
    call $"lib::func[0]"
  )
  (func $"app::func[1]" (;9;) (type 1) (result i32)
    i32.const 64
    call $app::f
    i32.const 68
    i32.load $app::memory
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `memory` of `app`
;; module 2: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib"}
;; functions: [{"m":[0,64,[]]},{"m":[0,71,[]]},{"m":[1,63,[]]},"g","g","g","g","g",{"s":0},{"m":[2,64,[[13,-1]]]}]
;; trap at 0xf2: invalid utf-8, Unknown
;; trap at 0x115: unaligned pointer, Result
;; trap at 0x128: out of bounds memory access, Result
;; trap at 0x133: unaligned pointer, Result
;; trap at 0x146: out of bounds memory access, Result
;; trap at 0x168: string content out-of-bounds, Result
;; trap at 0x177: string content out-of-bounds, Result
;; trap at 0x19d: string content out-of-bounds, Result
