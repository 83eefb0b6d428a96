(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func (param i32 i32 i32) (result i32 i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32 i32 i32 i32) (result i32)))
  (type (;5;) (func (param i32)))
  (type (;6;) (func (result i32)))
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
  (func $utf8-to-latin1 (;2;) (type 2) (param i32 i32 i32) (result i32 i32)
    (local i32 i32 i32 i32)
    local.get 0
    local.get 1
    i32.add
    local.set 4
    local.get 2
    local.set 3
    block ;; label = @1
      loop ;; label = @2
        local.get 0
        local.get 4
        i32.eq
        br_if 1 (;@1;)
        local.get 0
        i32.load8_s $app::memory
        local.tee 5
        i32.const 0
        i32.lt_s
        if ;; label = @3
          local.get 5
          i32.const 1
          i32.shr_s
          i32.const -31
          i32.ne
          br_if 2 (;@1;)
          local.get 0
          i32.const 1
          i32.add
          local.get 4
          i32.eq
          br_if 2 (;@1;)
          local.get 0
          i32.load8_s $app::memory offset=1
          local.tee 6
          i32.const -64
          i32.ge_s
          br_if 2 (;@1;)
          local.get 0
          i32.const 1
          i32.add
          local.set 0
          local.get 5
          i32.const 6
          i32.shl
          local.get 6
          i32.or
          local.set 5
        end
        local.get 2
        local.get 5
        i32.store8
        local.get 2
        i32.const 1
        i32.add
        local.set 2
        local.get 0
        i32.const 1
        i32.add
        local.set 0
        br 0 (;@2;)
      end
    end
    local.get 1
    local.get 4
    local.get 0
    i32.sub
    i32.sub
    local.get 2
    local.get 3
    i32.sub
  )
  (func $"trap: invalid utf-8" (;3;) (type 3)
    unreachable
  )
  (func $utf8-to-compact-utf16 (;4;) (type 4) (param i32 i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    i32.add
    local.set 6
    local.get 2
    local.get 4
    i32.const 1
    i32.shl
    i32.add
    local.set 5
    loop ;; label = @1
      local.get 4
      if ;; label = @2
        local.get 2
        local.get 4
        i32.const 1
        i32.sub
        local.tee 4
        i32.const 1
        i32.shl
        i32.add
        local.get 2
        local.get 4
        i32.add
        i32.load8_u
        i32.store16
        br 1 (;@1;)
      end
    end
    block ;; label = @1
      block ;; label = @2
        loop ;; label = @3
          local.get 0
          local.get 6
          i32.eq
          br_if 2 (;@1;)
          local.get 0
          local.get 0
          i32.const 1
          i32.add
          local.set 0
          i32.load8_s $app::memory
          local.tee 7
          i32.const 0
          i32.lt_s
          if ;; label = @4
            local.get 7
            i32.const 62
            i32.add
            i32.const 50
            i32.gt_u
            br_if 2 (;@2;)
            i32.const 64
            local.set 8
            loop ;; label = @5
              local.get 0
              local.get 6
              i32.eq
              br_if 3 (;@2;)
              local.get 0
              i32.load8_s $app::memory
              local.tee 9
              i32.const -64
              i32.ge_s
              br_if 3 (;@2;)
              local.get 0
              i32.const 1
              i32.add
              local.set 0
              local.get 7
              i32.const 6
              i32.shl
              local.get 9
              i32.const 63
              i32.and
              i32.or
              local.set 7
              local.get 8
              i32.const 5
              i32.shl
              local.tee 8
              local.get 7
              i32.and
              br_if 0 (;@5;)
            end
            local.get 7
            local.get 8
            i32.const 1
            i32.sub
            i32.and
            local.tee 7
            local.get 8
            i32.const 5
            i32.shr_u
            i32.lt_u
            br_if 2 (;@2;)
            local.get 7
            i32.const 11
            i32.shr_u
            i32.const 27
            i32.eq
            br_if 2 (;@2;)
            local.get 7
            i32.const 16
            i32.shr_u
            local.tee 9
            if ;; label = @5
              local.get 9
              i32.const 16
              i32.gt_u
              br_if 3 (;@2;)
              local.get 7
              i32.const 10
              i32.shr_u
              local.get 7
              i32.const 22
              i32.shl
              i32.const 6
              i32.shr_u
              i32.or
              i32.const -603924544
              i32.add
              local.set 7
            end
          end
          loop ;; label = @4
            local.get 5
            local.get 7
            i32.store16
            local.get 5
            i32.const 2
            i32.add
            local.set 5
            local.get 7
            i32.const 16
            i32.shr_u
            local.tee 7
            br_if 0 (;@4;)
          end
          br 0 (;@3;)
        end
      end
      call $"trap: invalid utf-8"
      unreachable
    end
    local.get 5
    local.get 2
    i32.sub
    i32.const 1
    i32.shr_u
  )
  (func $"trap: string content out-of-bounds" (;5;) (type 3)
    unreachable
  )
  (func $"trap: unaligned pointer" (;6;) (type 3)
    unreachable
  )
  (func $app::f (;7;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    block ;; label = @1
      i64.const 65536
      local.get 0
      i64.extend_i32_u
      local.get 1
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 1
    i32.const 2147483647
    i32.gt_u
    if ;; label = @1
      call $"trap: string content out-of-bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 2
    local.get 1
    call $"lib::func[0]"
    local.tee 4
    i32.const 1
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 4
      i64.extend_i32_u
      local.get 1
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 0
    local.get 1
    local.get 4
    call $utf8-to-latin1
    local.set 2
    local.tee 5
    local.get 1
    i32.eq
    if ;; label = @1
      local.get 1
      local.get 2
      i32.ne
      if ;; label = @2
        local.get 4
        local.get 1
        i32.const 2
        local.get 2
        call $"lib::func[0]"
        local.tee 4
        i32.const 1
        i32.and
        if ;; label = @3
          call $"trap: unaligned pointer"
          unreachable
        end
        block ;; label = @3
          i64.const 65536
          local.get 4
          i64.extend_i32_u
          local.get 2
          i64.extend_i32_u
          i64.add
          i64.ge_u
          br_if 0 (;@3;)
          call $"trap: string content out-of-bounds"
          unreachable
        end
      end
    else
      local.get 1
      i32.const 1073741823
      i32.gt_u
      if ;; label = @2
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 1
      i32.const 1
      i32.shl
      local.set 6
      local.get 4
      local.get 1
      i32.const 2
      local.get 6
      call $"lib::func[0]"
      local.tee 4
      i32.const 1
      i32.and
      if ;; label = @2
        call $"trap: unaligned pointer"
        unreachable
      end
      block ;; label = @2
        i64.const 65536
        local.get 4
        i64.extend_i32_u
        local.get 6
        i64.extend_i32_u
        i64.add
        i64.ge_u
        br_if 0 (;@2;)
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 6
      local.set 3
      local.get 0
      local.get 5
      i32.add
      local.get 1
      local.get 5
      i32.sub
      local.get 4
      local.get 1
      local.get 2
      call $utf8-to-compact-utf16
      local.tee 2
      local.get 1
      i32.ne
      if ;; label = @2
        local.get 4
        local.get 3
        i32.const 2
        local.get 2
        i32.const 1
        i32.shl
        call $"lib::func[0]"
        local.tee 4
        i32.const 1
        i32.and
        if ;; label = @3
          call $"trap: unaligned pointer"
          unreachable
        end
        block ;; label = @3
          i64.const 65536
          local.get 4
          i64.extend_i32_u
          local.get 2
          i32.const 1
          i32.shl
          i64.extend_i32_u
          i64.add
          i64.ge_u
          br_if 0 (;@3;)
          call $"trap: string content out-of-bounds"
          unreachable
        end
      end
      local.get 2
      i32.const -2147483648
      i32.or
      local.set 2
    end
    local.get 4
    local.get 2
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;8;) (type 6) (result i32)
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
;; trap at 0x1ac: invalid utf-8, Unknown
;; trap at 0x1d6: string content out-of-bounds, Parameter(1)
;; trap at 0x1e5: string content out-of-bounds, Parameter(1)
;; trap at 0x1fa: unaligned pointer, Parameter(1)
;; trap at 0x20e: string content out-of-bounds, Parameter(1)
;; trap at 0x23b: unaligned pointer, Parameter(1)
;; trap at 0x24f: string content out-of-bounds, Parameter(1)
;; trap at 0x260: string content out-of-bounds, Parameter(1)
;; trap at 0x27c: unaligned pointer, Parameter(1)
;; trap at 0x290: string content out-of-bounds, Parameter(1)
;; trap at 0x2c5: unaligned pointer, Parameter(1)
;; trap at 0x2dc: string content out-of-bounds, Parameter(1)
