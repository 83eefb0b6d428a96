(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32 i32) (result i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32 i32)))
  (type (;5;) (func (param i32)))
  (type (;6;) (func (param i32) (result i32)))
  (type (;7;) (func (param i32 i32 i32)))
  (type (;8;) (func (param i32 i32 i32 i32) (result i32)))
  (import "$root" "level" (func $level (;0;) (type 1)))
  (memory $lib::memory (;0;) 1)
  (memory $app::memory (;1;) 1)
  (memory $case::memory (;2;) 2)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 4096)
  (export "run" (func $"app::func[1]"))
  (export "take" (func $"case::func[2]"))
  (export "__cabi_arena_size" (global 2))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (func $"lib::func[0]" (;1;) (type 0) (param i32 i32 i32 i32) (result i32)
    i32.const 64
  )
  (func $"lib::func[1]" (;2;) (type 2) (param i32 i32) (result i32)
    local.get 1
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
  (func $"trap: string content out-of-bounds" (;5;) (type 3)
    unreachable
  )
  (func $app::f (;6;) (type 2) (param i32 i32) (result i32)
    (local i32)
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
    i32.const 1
    local.get 1
    call $"lib::func[0]"
    local.set 2
    block ;; label = @1
      i64.const 65536
      local.get 2
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
    local.get 2
    call $utf8-to-utf8
    local.get 2
    local.get 1
    call $"lib::func[1]"
  )
  (func $"app::func[1]" (;7;) (type 1) (result i32)
    i32.const 0
    i32.const 4
    call $app::f
  )
  (func $"case::func[2]" (;8;) (type 1) (result i32)
    i32.const 0
    i32.const 0
    i32.const 4
    call $level
    call $__cabi_arena_realloc
  )
  (func $arena_header (;9;) (type 6) (param i32) (result i32)
    (local i32 i32 i32)
    loop ;; label = @1
      i32.const 1
      local.set 3
      local.get 0
      local.get 1
      i32.add
      local.tee 2
      i32.const 69628
      i32.ne
      if ;; label = @2
        local.get 2
        i32.load $case::memory
        local.tee 3
        i32.eqz
        if ;; label = @3
          i32.const 69628
          local.get 2
          i32.sub
          local.set 3
        end
        local.get 3
        i32.const -8
        i32.and
        i32.const 1
        i32.sub
        i32.const 69628
        local.get 2
        i32.sub
        i32.ge_u
        if ;; label = @3
          unreachable
        end
        local.get 3
        i32.const 1
        i32.and
        i32.eqz
        if ;; label = @3
          local.get 1
          local.get 3
          i32.const -8
          i32.and
          i32.add
          local.set 1
          br 2 (;@1;)
        end
      end
    end
    local.get 1
    i32.eqz
    if ;; label = @1
      local.get 3
      return
    end
    local.get 0
    local.get 1
    i32.store $case::memory
    local.get 1
  )
  (func $arena_block_size (;10;) (type 6) (param i32) (result i32)
    local.get 0
    i32.const 4084
    i32.gt_u
    if ;; label = @1
      unreachable
    end
    local.get 0
    i32.const 11
    i32.add
    i32.const -8
    i32.and
  )
  (func $arena_take (;11;) (type 7) (param i32 i32 i32)
    (local i32)
    local.get 0
    local.get 1
    i32.const 1
    i32.or
    i32.store $case::memory
    local.get 0
    local.get 1
    i32.add
    local.tee 3
    local.get 2
    i32.ne
    if ;; label = @1
      local.get 3
      local.get 2
      local.get 3
      i32.sub
      i32.store $case::memory
    end
    global.get 0
    local.get 1
    i32.add
    global.set 0
    global.get 0
    global.get 1
    i32.gt_u
    if ;; label = @1
      global.get 0
      global.set 1
    end
  )
  (func $__cabi_arena_realloc (;12;) (type 8) (param i32 i32 i32 i32) (result i32)
    (local i32 i32 i32 i32 i32 i32)
    local.get 2
    i32.popcnt
    i32.const 1
    i32.ne
    if ;; label = @1
      unreachable
    end
    local.get 1
    if ;; label = @1
      local.get 1
      call $arena_block_size
      local.set 6
      local.get 0
      i32.const 4
      i32.sub
      local.set 0
      i32.const 65540
      local.set 4
      loop ;; label = @2
        local.get 4
        call $arena_header
        local.set 5
        local.get 4
        local.get 0
        i32.lt_u
        if ;; label = @3
          local.get 4
          i32.const 69628
          i32.eq
          if ;; label = @4
            unreachable
          end
          local.get 4
          local.get 5
          i32.const -8
          i32.and
          i32.add
          local.set 4
          br 1 (;@2;)
        end
      end
      local.get 4
      local.get 0
      i32.ne
      if ;; label = @2
        unreachable
      end
      local.get 5
      local.get 6
      i32.const 1
      i32.or
      i32.ne
      if ;; label = @2
        unreachable
      end
    end
    local.get 3
    i32.eqz
    if ;; label = @1
      local.get 1
      if ;; label = @2
        local.get 0
        local.get 6
        i32.store $case::memory
        global.get 0
        local.get 6
        i32.sub
        global.set 0
      end
      local.get 2
      return
    end
    local.get 3
    call $arena_block_size
    local.set 7
    local.get 1
    if ;; label = @1
      local.get 0
      local.get 6
      i32.add
      local.set 4
      local.get 4
      call $arena_header
      local.tee 5
      i32.const 1
      i32.and
      i32.eqz
      if ;; label = @2
        local.get 4
        local.get 5
        i32.add
        local.set 4
      end
      local.get 7
      local.get 4
      local.get 0
      i32.sub
      i32.le_u
      local.get 0
      i32.const 4
      i32.add
      local.get 2
      i32.const 1
      i32.sub
      i32.and
      i32.eqz
      i32.and
      if ;; label = @2
        global.get 0
        local.get 6
        i32.sub
        global.set 0
        local.get 0
        local.get 7
        local.get 4
        call $arena_take
        local.get 0
        i32.const 4
        i32.add
        return
      end
    end
    i32.const 65540
    local.set 4
    loop ;; label = @1
      local.get 4
      i32.const 69628
      i32.eq
      if ;; label = @2
        unreachable
      end
      local.get 4
      local.get 2
      i32.const 3
      i32.add
      i32.add
      i32.const 0
      local.get 2
      i32.sub
      i32.and
      local.get 4
      i32.const 4
      i32.add
      i32.sub
      local.set 8
      local.get 4
      call $arena_header
      local.set 5
      local.get 5
      i32.const 1
      i32.and
      local.get 8
      local.get 5
      i32.gt_u
      local.get 7
      local.get 5
      local.get 8
      i32.sub
      i32.gt_u
      i32.or
      i32.or
      if ;; label = @2
        local.get 4
        local.get 5
        i32.const -8
        i32.and
        i32.add
        local.set 4
        br 1 (;@1;)
      end
    end
    local.get 8
    if ;; label = @1
      local.get 4
      local.get 8
      i32.store $case::memory
    end
    local.get 4
    local.get 8
    i32.add
    local.tee 9
    local.get 7
    local.get 4
    local.get 5
    i32.add
    call $arena_take
    local.get 1
    if ;; label = @1
      local.get 3
      local.get 1
      i32.lt_u
      if ;; label = @2
        local.get 3
        local.set 1
      end
      i32.const 0
      local.set 8
      loop ;; label = @2
        local.get 9
        local.get 8
        i32.add
        local.get 0
        local.get 8
        i32.add
        i32.load $case::memory offset=4
        i32.store $case::memory offset=4
        local.get 8
        i32.const 4
        i32.add
        local.tee 8
        local.get 1
        i32.lt_u
        br_if 0 (;@2;)
      end
      local.get 0
      local.get 6
      i32.store $case::memory
      global.get 0
      local.get 6
      i32.sub
      global.set 0
    end
    local.get 9
    i32.const 4
    i32.add
  )
)
;; {"version":1,"world":"m","imports":[{"module":"$root","field":"level","kind":{"host":{"name":{"function":"level"},"type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}},{"name":{"function":"take"},"core":"take","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"lib"},{"component":"app"},{"component":"case"}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; module 2: `m` of `case`
;; seam 0: {"function":"f","caller":"app","callee":"lib","params":[["s",2]]}
;; functions: [{"m":[0,65,[]]},{"m":[0,71,[]]},"g","g","g",{"s":0},{"m":[1,46,[]]},{"m":[2,96,[]]},"g","g","g","g"]
;; trap at 0xd6: invalid utf-8, Unknown
;; trap at 0xf7: string content out-of-bounds, Parameter(1)
;; trap at 0x106: string content out-of-bounds, Parameter(1)
;; trap at 0x126: string content out-of-bounds, Parameter(1)
