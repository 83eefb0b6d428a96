(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (param i32 i32) (result i32)))
  (type (;2;) (func))
  (type (;3;) (func (param i32 i32 i32 i32 i32) (result i32 i32)))
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
  (func $utf16-to-utf8 (;3;) (type 3) (param i32 i32 i32 i32 i32) (result i32 i32)
    (local i32 i32 i32 i32 i32 i32 i32)
    local.get 0
    local.get 1
    i32.const 1
    i32.shl
    i32.add
    local.set 5
    local.get 2
    local.get 3
    i32.add
    local.set 6
    block ;; label = @1
      block ;; label = @2
        loop ;; label = @3
          local.get 0
          local.get 5
          i32.eq
          br_if 2 (;@1;)
          local.get 0
          i32.const 2
          i32.add
          local.set 7
          local.get 0
          i32.load16_u $app::memory
          local.tee 8
          local.tee 10
          i32.const 127
          i32.gt_u
          if ;; label = @4
            local.get 8
            i32.const 11
            i32.shr_u
            i32.const 27
            i32.eq
            if ;; label = @5
              local.get 8
              i32.const 1024
              i32.and
              br_if 3 (;@2;)
              local.get 7
              local.get 5
              i32.eq
              br_if 3 (;@2;)
              local.get 7
              i32.load16_u $app::memory
              local.tee 9
              i32.const 10
              i32.shr_u
              i32.const 55
              i32.ne
              br_if 3 (;@2;)
              local.get 7
              i32.const 2
              i32.add
              local.set 7
              local.get 8
              i32.const 10
              i32.shl
              local.get 9
              i32.add
              i32.const -56613888
              i32.add
              local.set 8
            end
            local.get 4
            br_if 3 (;@1;)
            local.get 8
            i32.const 2047
            i32.gt_u
            local.get 7
            local.get 0
            i32.sub
            i32.const 1
            i32.shr_u
            i32.add
            local.set 11
            i32.const -128
            local.get 11
            i32.shr_s
            local.get 8
            local.get 11
            i32.const 6
            i32.mul
            i32.shr_u
            i32.or
            local.set 10
          end
          local.get 11
          local.get 6
          local.get 2
          i32.sub
          i32.ge_u
          br_if 2 (;@1;)
          local.get 7
          local.set 0
          loop ;; label = @4
            local.get 2
            local.get 10
            i32.store8
            local.get 2
            i32.const 1
            i32.add
            local.set 2
            local.get 11
            i32.eqz
            br_if 1 (;@3;)
            local.get 8
            local.get 11
            i32.const 1
            i32.sub
            local.tee 11
            i32.const 6
            i32.mul
            i32.shr_u
            i32.const 63
            i32.and
            i32.const 128
            i32.or
            local.set 10
            br 0 (;@4;)
          end
        end
      end
      call $"trap: invalid utf-16"
      unreachable
    end
    local.get 1
    local.get 5
    local.get 0
    i32.sub
    i32.const 1
    i32.shr_u
    i32.sub
    local.get 3
    local.get 6
    local.get 2
    i32.sub
    i32.sub
  )
  (func $"trap: string content out-of-bounds" (;4;) (type 2)
    unreachable
  )
  (func $"trap: unaligned pointer" (;5;) (type 2)
    unreachable
  )
  (func $app::f (;6;) (type 1) (param i32 i32) (result i32)
    (local i32 i32 i32 i32 i32)
    local.get 0
    i32.const 1
    i32.and
    if ;; label = @1
      call $"trap: unaligned pointer"
      unreachable
    end
    block ;; label = @1
      i64.const 65536
      local.get 0
      i64.extend_i32_u
      local.get 1
      i32.const 1
      i32.shl
      i64.extend_i32_u
      i64.add
      i64.ge_u
      br_if 0 (;@1;)
      call $"trap: string content out-of-bounds"
      unreachable
    end
    local.get 1
    i32.const 1073741823
    i32.gt_u
    if ;; label = @1
      call $"trap: string content out-of-bounds"
      unreachable
    end
    i32.const 0
    i32.const 0
    i32.const 1
    local.get 1
    call $"lib::func[0]"
    local.set 4
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
    local.get 1
    i32.const 1
    call $utf16-to-utf8
    local.set 2
    local.tee 5
    local.get 1
    i32.ne
    if ;; label = @1
      local.get 1
      i32.const 715827882
      i32.gt_u
      if ;; label = @2
        call $"trap: string content out-of-bounds"
        unreachable
      end
      local.get 1
      i32.const 3
      i32.mul
      local.set 6
      local.get 4
      local.get 1
      i32.const 1
      local.get 6
      call $"lib::func[0]"
      local.set 4
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
      i32.const 1
      i32.shl
      i32.add
      local.get 1
      local.get 5
      i32.sub
      local.get 4
      local.get 2
      i32.add
      local.get 3
      local.get 2
      i32.sub
      i32.const 0
      call $utf16-to-utf8
      local.get 2
      i32.add
      local.set 2
      drop
      local.get 2
      local.get 3
      i32.ne
      if ;; label = @2
        local.get 4
        local.get 3
        i32.const 1
        local.get 2
        call $"lib::func[0]"
        local.set 4
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
    end
    local.get 4
    local.get 2
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;7;) (type 5) (result i32)
    i32.const 0
    i32.const 4
    call $app::f
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["s",2]]}
;; functions: [{"m":[0,74,[]]},{"m":[0,104,[]]},"g","g","g","g",{"s":0},{"m":[1,66,[]]}]
;; trap at 0x108: invalid utf-16, Unknown
;; trap at 0x134: unaligned pointer, Parameter(1)
;; trap at 0x14b: string content out-of-bounds, Parameter(1)
;; trap at 0x15a: string content out-of-bounds, Parameter(1)
;; trap at 0x17a: string content out-of-bounds, Parameter(1)
;; trap at 0x19e: string content out-of-bounds, Parameter(1)
;; trap at 0x1c5: string content out-of-bounds, Parameter(1)
;; trap at 0x211: string content out-of-bounds, Parameter(1)
