;; As constants-in-flash, with native addresses and no checks: a read finds constants as it finds everything else.
;; options: --stack 32 --constants flash --addresses absolute --bounds none
(module
  (@custom "dissolve:objects" "{\"version\":2,\"sections\":4261597035506553943,\"memories\":[],\"relocated\":[{\"memory\":0,\"align\":16,\"code\":[[0,[2,12]]],\"data\":[],\"globals\":[0,1,2],\"constants\":{\"range\":{\"start\":65536,\"end\":65552},\"code\":[[0,[0,13]]],\"data\":[[1,[0]]]}}]}")
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (global (export "__heap_base") i32 (i32.const 65568))
  (global (export "__data_end") i32 (i32.const 65556))
  (data (i32.const 65536) "constants")
  (data (i32.const 65552) "\04\00\01\00")
  (func (export "f") (param i32) (result i32)
    i32.const 65540
    i32.load
    i32.const 65552
    i32.load
    i32.load
    i32.add
    local.get 0
    i32.load offset=4
    i32.add
    local.get 0
    i32.load
    i32.add
    i32.const 65552
    i32.const 65536
    i32.store))
