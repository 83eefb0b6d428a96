(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32 i32) (result i32)))
  (type (;5;) (func (param i32 i32 i32)))
  (import "host" "[constructor]r" (func $make (;0;) (type 0)))
  (import "host" "[method]r.get" (func $get (;1;) (type 1)))
  (import "host" "[resource-drop]r" (func (;2;) (type 2)))
  (memory (;0;) 1 1)
  (global $top (;0;) (mut i32) i32.const 0)
  (global $frame (;1;) (mut i32) i32.const 0)
  (export "run" (func 17))
  (export "[handle-new]0" (func $handle.new))
  (export "[handle-take]0" (func $handle.take))
  (export "[handle-rep]0" (func $resource.rep))
  (export "[handle-borrow]0" (func $handle.borrow))
  (export "[call-enter]" (func $enter))
  (export "[call-exit]" (func $exit))
  (func $"trap: unknown handle index" (;3;) (type 3)
    unreachable
  )
  (func $"trap: cannot remove owned resource while borrowed" (;4;) (type 3)
    unreachable
  )
  (func $"trap: borrow handles still remain at the end of the call" (;5;) (type 3)
    unreachable
  )
  (func $"trap: handle table is full" (;6;) (type 3)
    unreachable
  )
  (func $"trap: too many handles are lent at once" (;7;) (type 3)
    unreachable
  )
  (func $slot (;8;) (type 4) (param i32 i32 i32) (result i32)
    (local i32)
    local.get 2
    i32.const 1
    i32.sub
    i32.const 64
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
  (func $insert (;9;) (type 4) (param i32 i32 i32) (result i32)
    (local i32 i32)
    local.get 0
    i32.load
    i32.const 1
    i32.add
    local.tee 3
    i32.const 64
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
  (func $free (;10;) (type 5) (param i32 i32 i32)
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
  (func $take (;11;) (type 4) (param i32 i32 i32) (result i32)
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
  (func $borrow (;12;) (type 4) (param i32 i32 i32) (result i32)
    global.get $frame
    global.get $frame
    i32.load offset=4
    i32.const 1
    i32.add
    i32.store offset=4
    local.get 0
    local.get 1
    i32.const 524288
    i32.or
    global.get $frame
    i32.const 2
    i32.shr_u
    i32.or
    local.get 2
    call $insert
  )
  (func $enter (;13;) (type 3)
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
  (func $exit (;14;) (type 3)
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
  (func $push (;15;) (type 2) (param i32)
    global.get $top
    i32.const 0
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
  (func $resource.drop (;16;) (type 2) (param i32)
    i32.const 0
    i32.const 1
    local.get 0
    call $take
    call 2
  )
  (func (;17;) (type 0) (result i32)
    (local i32)
    call $make
    local.set 0
    local.get 0
    call $get
    local.get 0
    call $resource.drop
  )
  (func $handle.new (;18;) (type 1) (param i32) (result i32)
    i32.const 0
    i32.const 1048576
    local.get 0
    call $insert
  )
  (func $handle.take (;19;) (type 1) (param i32) (result i32)
    i32.const 0
    i32.const 1
    local.get 0
    call $take
  )
  (func $resource.rep (;20;) (type 1) (param i32) (result i32)
    i32.const 0
    i32.const 1
    local.get 0
    call $slot
    i32.load
  )
  (func $handle.borrow (;21;) (type 1) (param i32) (result i32)
    i32.const 0
    i32.const 1048576
    local.get 0
    call $borrow
  )
)
;; {"version":1,"world":"m","imports":[{"module":"host","field":"[constructor]r","kind":{"host":{"name":{"interface":"host","function":"[constructor]r"},"type":{"params":[],"result":{"own":0}},"options":{"string_encoding":"utf8"}}}},{"module":"host","field":"[method]r.get","kind":{"host":{"name":{"interface":"host","function":"[method]r.get"},"type":{"params":[{"name":"self","type":{"borrow":0}}],"result":"u32"},"options":{"string_encoding":"utf8"}}}},{"module":"host","field":"[resource-drop]r","kind":{"destructor":{"resource":{"interface":"host","function":"r"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case (handles)","layout":{"stack_top":0,"heap_base":520,"data":{"start":0,"end":520},"data_end":520}}],"resources":[{"name":"host#r","component":"case","new":"[handle-new]0","take":"[handle-take]0","rep":"[handle-rep]0","borrow":"[handle-borrow]0"}],"lending":{"enter":"[call-enter]","exit":"[call-exit]"}}
;; module 0: `m` of `case`
;; seam 0: {"function":"resource.drop","caller":"case"}
;; functions: ["g","g","g","g","g","g","g","g","g","g","g","g","g",{"s":0},{"m":[0,67,[]]},"g","g","g","g"]
;; trap at 0x24: unknown handle index, Unknown
;; trap at 0x3d: unknown handle index, Unknown
;; trap at 0x58: handle table is full, Unknown
;; trap at 0xbd: cannot remove owned resource while borrowed, Unknown
;; trap at 0x114: borrow handles still remain at the end of the call, Unknown
;; trap at 0x158: too many handles are lent at once, Unknown
