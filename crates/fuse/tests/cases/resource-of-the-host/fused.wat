(module
  (type (;0;) (func (result i32)))
  (type (;1;) (func (param i32) (result i32)))
  (type (;2;) (func (param i32)))
  (type (;3;) (func))
  (type (;4;) (func (param i32 i32 i32 i32) (result i32)))
  (import "host" "[constructor]r" (func $make (;0;) (type 0)))
  (import "host" "[method]r.get" (func $get (;1;) (type 1)))
  (import "host" "[resource-drop]r" (func (;2;) (type 2)))
  (memory (;0;) 1 1)
  (export "run" (func 9))
  (export "[handle-new]0" (func $handle.new))
  (export "[handle-take]0" (func $handle.take))
  (export "[handle-rep]0" (func $resource.rep))
  (export "[handle-borrow]0" (func $handle.borrow))
  (export "[call-enter]" (func $call.enter))
  (export "[call-exit]" (func $"#func15 call.enter"))
  (func $"trap: unknown handle index" (;3;) (type 3)
    unreachable
  )
  (func $"trap: handle table is full" (;4;) (type 3)
    unreachable
  )
  (func $slot (;5;) (type 4) (param i32 i32 i32 i32) (result i32)
    local.get 3
    i32.const 1
    i32.sub
    local.get 1
    i32.ge_u
    if ;; label = @1
      call $"trap: unknown handle index"
      unreachable
    end
    local.get 0
    local.get 3
    i32.sub
    i32.load8_u
    i32.const 1
    i32.or
    local.get 2
    i32.ne
    if ;; label = @1
      call $"trap: unknown handle index"
      unreachable
    end
    local.get 0
    local.get 3
    i32.const 2
    i32.shl
    i32.add
  )
  (func $insert (;6;) (type 4) (param i32 i32 i32 i32) (result i32)
    (local i32 i32)
    local.get 0
    i32.load
    i32.const 1
    i32.add
    local.tee 4
    local.get 1
    i32.gt_u
    if ;; label = @1
      call $"trap: handle table is full"
      unreachable
    end
    local.get 0
    local.get 4
    i32.const 2
    i32.shl
    i32.add
    local.set 5
    local.get 0
    local.get 5
    i32.load
    local.get 4
    i32.add
    i32.store
    local.get 5
    local.get 3
    i32.store
    local.get 0
    local.get 4
    i32.sub
    local.get 2
    i32.store8
    local.get 4
  )
  (func $remove (;7;) (type 4) (param i32 i32 i32 i32) (result i32)
    (local i32)
    local.get 0
    local.get 1
    local.get 2
    local.get 3
    call $slot
    local.tee 4
    i32.load
    local.get 4
    local.get 0
    i32.load
    local.get 3
    i32.sub
    i32.store
    local.get 0
    local.get 3
    i32.sub
    i32.const 0
    i32.store8
    local.get 0
    local.get 3
    i32.const 1
    i32.sub
    i32.store
  )
  (func $resource.drop (;8;) (type 2) (param i32)
    i32.const 64
    i32.const 64
    i32.const 3
    local.get 0
    call $remove
    call 2
  )
  (func (;9;) (type 0) (result i32)
    (local i32)
    call $make
    local.set 0
    local.get 0
    call $get
    local.get 0
    call $resource.drop
  )
  (func $handle.new (;10;) (type 1) (param i32) (result i32)
    i32.const 64
    i32.const 64
    i32.const 2
    local.get 0
    call $insert
  )
  (func $handle.take (;11;) (type 1) (param i32) (result i32)
    i32.const 64
    i32.const 64
    i32.const 3
    local.get 0
    call $remove
  )
  (func $resource.rep (;12;) (type 1) (param i32) (result i32)
    i32.const 64
    i32.const 64
    i32.const 3
    local.get 0
    call $slot
    i32.load
  )
  (func $handle.borrow (;13;) (type 1) (param i32) (result i32)
    i32.const 64
    i32.const 64
    i32.const 3
    local.get 0
    call $insert
  )
  (func $call.enter (;14;) (type 3))
  (func $"#func15 call.enter" (@name "call.enter") (;15;) (type 3))
)
;; {"version":1,"world":"m","imports":[{"module":"host","field":"[constructor]r","kind":{"host":{"name":{"interface":"host","function":"[constructor]r"},"type":{"params":[],"result":{"own":0}},"options":{"string_encoding":"utf8"}}}},{"module":"host","field":"[method]r.get","kind":{"host":{"name":{"interface":"host","function":"[method]r.get"},"type":{"params":[{"name":"self","type":{"borrow":0}}],"result":"u32"},"options":{"string_encoding":"utf8"}}}},{"module":"host","field":"[resource-drop]r","kind":{"destructor":{"resource":{"interface":"host","function":"r"}}}}],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case (handles)","layout":{"stack_top":0,"heap_base":324,"data":{"start":0,"end":324},"data_end":324}}],"resources":[{"name":"host#r","component":"case","new":"[handle-new]0","take":"[handle-take]0","rep":"[handle-rep]0","borrow":"[handle-borrow]0"}],"lending":{"enter":"[call-enter]","exit":"[call-exit]"}}
;; module 0: `m` of `case`
;; seam 0: {"function":"resource.drop","caller":"case"}
;; functions: ["g","g","g","g","g",{"s":0},{"m":[0,67,[]]},"g","g","g","g","g","g"]
;; trap at 0x15: unknown handle index, Unknown
;; trap at 0x29: unknown handle index, Unknown
;; trap at 0x49: handle table is full, Unknown
