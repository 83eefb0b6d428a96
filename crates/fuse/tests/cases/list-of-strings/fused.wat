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
  (func $"trap: invalid utf-8" (;2;) (type 2)
    unreachable
  )
  (func $utf8-to-utf8 (;3;) (type 3) (param i32 i32 i32)
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
            i32.load $app::memory align=1
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
          i32.load8_s $app::memory
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
            i32.load8_s $app::memory
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
    memory.copy $lib::memory $app::memory
  )
  (func $"trap: string content out-of-bounds" (;4;) (type 2)
    unreachable
  )
  (func $"trap: list content out-of-bounds" (;5;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;6;) (type 2)
    unreachable
  )
  (func $app::f (;7;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    local.set 2
    local.set 3
    block ;; label = @1
      local.get 1
      i64.extend_i32_u
      i64.const 8
      i64.mul
      local.tee 4
      i64.const 32
      i64.shr_u
      i64.eqz
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    local.get 4
    i32.wrap_i64
    local.tee 5
    local.set 6
    local.get 3
    i32.const 3
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 3
      i64.extend_i32_u
      local.get 5
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
    local.get 6
    call $"lib::func[0]"
    local.tee 7
    i32.const 3
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 7
      i64.extend_i32_u
      local.get 6
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: list content out-of-bounds"
      unreachable
    end
    block ;; label = @1
      local.get 1
      local.tee 6
      i32.eqz
      br_if 0 (;@1;)
      local.get 3
      local.set 5
      local.get 7
      local.set 8
      loop ;; label = @2
        local.get 5
        i32.load $app::memory
        local.get 5
        i32.load $app::memory offset=4
        local.set 9
        local.set 10
        block ;; label = @3
          i64.const 65536
          local.get 10
          i64.extend_i32_u
          local.get 9
          i64.extend_i32_u
          i64.add
          i64.ge_u
          br_if 0 (;@3;)
          call $"trap: string content out-of-bounds"
          unreachable
        end
        local.get 9
        i32.const 2147483647
        i32.gt_u
        if ;; label = @3
          call $"trap: string content out-of-bounds"
          unreachable
        end
        local.get 9
        local.tee 11
        local.set 12
        i32.const 0
        i32.const 0
        i32.const 1
        local.get 12
        call $"lib::func[0]"
        local.set 13
        block ;; label = @3
          i64.const 65536
          local.get 13
          i64.extend_i32_u
          local.get 12
          i64.extend_i32_u
          i64.add
          i64.ge_u
          br_if 0 (;@3;)
          call $"trap: string content out-of-bounds"
          unreachable
        end
        local.get 10
        local.get 9
        local.get 13
        call $utf8-to-utf8
        local.get 8
        local.get 13
        i32.store
        local.get 8
        local.get 11
        i32.store offset=4
        local.get 5
        i32.const 8
        i32.add
        local.set 5
        local.get 8
        i32.const 8
        i32.add
        local.set 8
        local.get 6
        i32.const -1
        i32.add
        local.tee 6
        br_if 0 (;@2;)
      end
    end
    local.get 7
    local.get 2
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;8;) (type 5) (result i32)
    i32.const 0
    i32.const 2
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["l",2]]}
;; functions: [{"m":[0,74,[]]},{"m":[0,104,[]]},"g","g","g","g","g",{"s":0},{"m":[1,66,[]]}]
;; trap at 0xee: invalid utf-8, Unknown
;; trap at 0x124: list content out-of-bounds, Parameter(1)
;; trap at 0x136: unaligned pointer, Parameter(1)
;; trap at 0x14a: list content out-of-bounds, Parameter(1)
;; trap at 0x15f: unaligned pointer, Parameter(1)
;; trap at 0x173: list content out-of-bounds, Parameter(1)
;; trap at 0x1aa: string content out-of-bounds, Parameter(1)
;; trap at 0x1b9: string content out-of-bounds, Parameter(1)
;; trap at 0x1df: string content out-of-bounds, Parameter(1)
