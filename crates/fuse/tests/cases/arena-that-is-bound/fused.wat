(module
  (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;1;) (func (result i32)))
  (type (;2;) (func (param i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32 i32 i32 i32) (result i32)))
  (memory (;0;) 2)
  (global (;0;) (mut i32) i32.const 0)
  (global (;1;) (mut i32) i32.const 0)
  (global (;2;) i32 i32.const 4096)
  (export "run" (func 0))
  (export "__cabi_arena_size" (global 2))
  (export "__cabi_arena_used" (global 0))
  (export "__cabi_arena_high_water" (global 1))
  (func (;0;) (type 1) (result i32)
    i32.const 0
    i32.const 0
    i32.const 4
    i32.const 16
    call $__cabi_arena_realloc
  )
  (func $arena_header (;1;) (type 2) (param i32) (result i32)
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
        i32.load
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
    i32.store
    local.get 1
  )
  (func $arena_block_size (;2;) (type 2) (param i32) (result i32)
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
  (func $arena_take (;3;) (type 3) (param i32 i32 i32)
    (local i32)
    local.get 0
    local.get 1
    i32.const 1
    i32.or
    i32.store
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
      i32.store
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
  (func $__cabi_arena_realloc (;4;) (type 4) (param i32 i32 i32 i32) (result i32)
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
        i32.store
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
      i32.store
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
        i32.load offset=4
        i32.store offset=4
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
      i32.store
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
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case"}]}
;; module 0: `m` of `case`
;; functions: [{"m":[0,84,[]]},"g","g","g","g"]
