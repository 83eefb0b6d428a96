(module
  (type (;0;) (func))
  (type (;1;) (func (param i32)))
  (type (;2;) (func (param i32 i32 i32) (result i32)))
  (type (;3;) (func (param i32 i32 i32)))
  (type (;4;) (func (param i32) (result i32)))
  (type (;5;) (func (result i32)))
  (memory (;0;) 1 1)
  (global $top (;0;) (mut i32) i32.const 0)
  (global $frame (;1;) (mut i32) i32.const 0)
  (export "run" (func $"app::func[3]"))
  (func $"trap: unknown handle index" (;0;) (type 0)
    unreachable
  )
  (func $"trap: cannot remove owned resource while borrowed" (;1;) (type 0)
    unreachable
  )
  (func $"trap: borrow handles still remain at the end of the call" (;2;) (type 0)
    unreachable
  )
  (func $"trap: handle table is full" (;3;) (type 0)
    unreachable
  )
  (func $"trap: too many handles are lent at once" (;4;) (type 0)
    unreachable
  )
  (func $slot (;5;) (type 2) (param i32 i32 i32) (result i32)
    (local i32)
    local.get 2
    i32.const 1
    i32.sub
    i32.const 1
    i32.ge_u
    if ;; label = @1
      call $"trap: unknown handle index"
      unreachable
    end
    local.get 0
    local.get 2
    i32.const 3
    i32.shl
    i32.add
    local.tee 3
    i32.load offset=4
    i32.const 20
    i32.shr_u
    local.get 1
    i32.ne
    if ;; label = @1
      call $"trap: unknown handle index"
      unreachable
    end
    local.get 3
  )
  (func $insert (;6;) (type 2) (param i32 i32 i32) (result i32)
    (local i32 i32)
    local.get 0
    i32.load
    i32.const 1
    i32.add
    local.tee 3
    i32.const 1
    i32.gt_u
    if ;; label = @1
      call $"trap: handle table is full"
      unreachable
    end
    local.get 0
    local.get 3
    i32.const 3
    i32.shl
    i32.add
    local.set 4
    local.get 0
    local.get 4
    i32.load
    local.get 3
    i32.add
    i32.store
    local.get 4
    local.get 2
    i32.store
    local.get 4
    local.get 1
    i32.store offset=4
    local.get 3
  )
  (func $free (;7;) (type 3) (param i32 i32 i32)
    local.get 2
    local.get 0
    i32.load
    local.get 1
    i32.sub
    i32.store
    local.get 2
    i32.const 0
    i32.store offset=4
    local.get 0
    local.get 1
    i32.const 1
    i32.sub
    i32.store
  )
  (func $take (;8;) (type 2) (param i32 i32 i32) (result i32)
    (local i32)
    local.get 0
    local.get 1
    local.get 2
    call $slot
    local.tee 3
    i32.load offset=4
    i32.const 1048575
    i32.and
    if ;; label = @1
      call $"trap: cannot remove owned resource while borrowed"
      unreachable
    end
    local.get 3
    i32.load
    local.get 0
    local.get 2
    local.get 3
    call $free
  )
  (func $release (;9;) (type 2) (param i32 i32 i32) (result i32)
    (local i32 i32 i32)
    local.get 0
    local.get 1
    local.get 2
    call $slot
    local.tee 3
    i32.load offset=4
    local.tee 4
    i32.const 524288
    i32.and
    i32.eqz
    if ;; label = @1
      i32.const 0
      return
    end
    local.get 4
    i32.const 524287
    i32.and
    i32.const 2
    i32.shl
    local.tee 5
    local.get 5
    i32.load offset=4
    i32.const 1
    i32.sub
    i32.store offset=4
    local.get 0
    local.get 2
    local.get 3
    call $free
    i32.const 1
  )
  (func $lend (;10;) (type 2) (param i32 i32 i32) (result i32)
    (local i32 i32)
    local.get 0
    local.get 1
    local.get 2
    call $slot
    local.tee 3
    i32.load offset=4
    local.tee 4
    i32.const 524288
    i32.and
    i32.eqz
    if ;; label = @1
      local.get 3
      local.get 4
      i32.const 1
      i32.add
      i32.store offset=4
      local.get 3
      call $push
    end
    local.get 3
    i32.load
  )
  (func $enter (;11;) (type 0)
    (local i32)
    global.get $top
    local.set 0
    global.get $frame
    call $push
    i32.const 0
    call $push
    local.get 0
    global.set $frame
  )
  (func $exit (;12;) (type 0)
    (local i32 i32)
    global.get $frame
    local.tee 0
    i32.load offset=4
    if ;; label = @1
      call $"trap: borrow handles still remain at the end of the call"
      unreachable
    end
    block ;; label = @1
      loop ;; label = @2
        global.get $top
        i32.const 4
        i32.sub
        global.set $top
        global.get $top
        local.get 0
        i32.sub
        i32.const 4
        i32.eq
        br_if 1 (;@1;)
        global.get $top
        i32.load
        local.tee 1
        local.get 1
        i32.load offset=4
        i32.const 1
        i32.sub
        i32.store offset=4
        br 0 (;@2;)
      end
    end
    local.get 0
    global.set $top
    local.get 0
    i32.load
    global.set $frame
  )
  (func $push (;13;) (type 1) (param i32)
    global.get $top
    i32.const 72
    i32.ge_u
    if ;; label = @1
      call $"trap: too many handles are lent at once"
      unreachable
    end
    global.get $top
    local.get 0
    i32.store
    global.get $top
    i32.const 4
    i32.add
    global.set $top
  )
  (func $resource.new (;14;) (type 4) (param i32) (result i32)
    i32.const 72
    i32.const 1048576
    local.get 0
    call $insert
  )
  (func $"lib::func[1]" (;15;) (type 4) (param i32) (result i32)
    local.get 0
    call $resource.new
  )
  (func $"lib::func[2]" (;16;) (type 4) (param i32) (result i32)
    local.get 0
  )
  (func $own.transfer (;17;) (type 4) (param i32) (result i32)
    i32.const 88
    i32.const 1048576
    i32.const 72
    i32.const 1
    local.get 0
    call $take
    call $insert
  )
  (func $borrow.transfer (;18;) (type 4) (param i32) (result i32)
    i32.const 88
    i32.const 1
    local.get 0
    call $lend
  )
  (func $app::make (;19;) (type 4) (param i32) (result i32)
    local.get 0
    call $"lib::func[1]"
    call $own.transfer
  )
  (func $app::get (;20;) (type 4) (param i32) (result i32)
    (local i32)
    call $enter
    local.get 0
    call $borrow.transfer
    call $"lib::func[2]"
    local.set 1
    call $exit
    local.get 1
  )
  (func $resource.drop (;21;) (type 1) (param i32)
    i32.const 88
    i32.const 1
    local.get 0
    call $release
    if ;; label = @1
      return
    end
    i32.const 88
    i32.const 1
    local.get 0
    call $take
    drop
  )
  (func $"app::func[3]" (;22;) (type 5) (result i32)
    (local i32)
    i32.const 5
    call $app::make
    local.set 0
    local.get 0
    call $app::get
    local.get 0
    call $resource.drop
  )
)
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case (handles)","layout":{"stack_top":0,"heap_base":104,"data":{"start":0,"end":104},"data_end":104}}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"make","caller":"app","callee":"lib"}
;; seam 1: {"function":"get","caller":"app","callee":"lib"}
;; seam 2: {"function":"resource.new","caller":"lib"}
;; seam 3: {"function":"resource.drop","caller":"app"}
;; functions: ["g","g","g","g","g","g","g","g","g","g","g","g","g","g",{"s":2},{"m":[0,51,[]]},{"m":[0,58,[]]},"g","g",{"s":0},{"s":1},{"s":3},{"m":[1,67,[]]}]
;; trap at 0x23: unknown handle index, Unknown
;; trap at 0x3c: unknown handle index, Unknown
;; trap at 0x56: handle table is full, Unknown
;; trap at 0xbb: cannot remove owned resource while borrowed, Unknown
;; trap at 0x160: borrow handles still remain at the end of the call, Unknown
;; trap at 0x1a5: too many handles are lent at once, Unknown
