(module
  (type (;0;) (func))
  (type (;1;) (func (param i32)))
  (type (;2;) (func (param i32 i32 i32 i32) (result i32)))
  (type (;3;) (func (param i32) (result i32)))
  (type (;4;) (func (param i32 i32 i32) (result i32)))
  (type (;5;) (func (param i32 i32 i32)))
  (type (;6;) (func (result i32)))
  (memory (;0;) 1 1)
  (export "run" (func $"app::func[3]"))
  (func $"trap: unknown handle index" (;0;) (type 0)
    unreachable
  )
  (func $"trap: handle table is full" (;1;) (type 0)
    unreachable
  )
  (func $slot (;2;) (type 2) (param i32 i32 i32 i32) (result i32)
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
  (func $insert (;3;) (type 2) (param i32 i32 i32 i32) (result i32)
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
  (func $remove (;4;) (type 2) (param i32 i32 i32 i32) (result i32)
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
  (func $resource.new (;5;) (type 3) (param i32) (result i32)
    i32.const 64
    i32.const 64
    i32.const 2
    local.get 0
    call $insert
  )
  (func $"lib::func[1]" (;6;) (type 3) (param i32) (result i32)
    local.get 0
    call $resource.new
  )
  (func $"lib::func[2]" (;7;) (type 3) (param i32) (result i32)
    local.get 0
  )
  (func $own.transfer (;8;) (type 3) (param i32) (result i32)
    i32.const 388
    i32.const 64
    i32.const 2
    i32.const 64
    i32.const 64
    i32.const 3
    local.get 0
    call $remove
    call $insert
  )
  (func $borrow.transfer (;9;) (type 3) (param i32) (result i32)
    i32.const 388
    i32.const 64
    i32.const 3
    local.get 0
    call $slot
    i32.load
  )
  (func $app::make (;10;) (type 3) (param i32) (result i32)
    local.get 0
    call $"lib::func[1]"
    call $own.transfer
  )
  (func $app::get (;11;) (type 3) (param i32) (result i32)
    local.get 0
    call $borrow.transfer
    call $"lib::func[2]"
  )
  (func $resource.drop (;12;) (type 1) (param i32)
    i32.const 388
    i32.const 64
    i32.const 3
    local.get 0
    call $remove
    drop
  )
  (func $"app::func[3]" (;13;) (type 6) (result i32)
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
;; {"version":1,"world":"m","imports":[],"exports":[{"name":{"function":"run"},"core":"run","type":{"params":[],"result":"u32"},"options":{"string_encoding":"utf8"}}],"memories":[{"component":"case (handles)","layout":{"stack_top":0,"heap_base":648,"data":{"start":0,"end":648},"data_end":648}}]}
;; module 0: `m` of `lib`
;; module 1: `m` of `app`
;; seam 0: {"function":"make","caller":"app","callee":"lib"}
;; seam 1: {"function":"get","caller":"app","callee":"lib"}
;; seam 2: {"function":"resource.new","caller":"lib"}
;; seam 3: {"function":"resource.drop","caller":"app"}
;; functions: ["g","g","g","g","g",{"s":2},{"m":[0,51,[]]},{"m":[0,58,[]]},"g","g",{"s":0},{"s":1},{"s":3},{"m":[1,67,[]]}]
;; trap at 0x15: unknown handle index, Unknown
;; trap at 0x29: unknown handle index, Unknown
;; trap at 0x49: handle table is full, Unknown
