;; Addresses are native ones: each place that is known to hold one has that of a symbol, and an access needs no base.
;; options: --stack 32 --addresses absolute --bounds none
(module
  (@custom "dissolve:objects" "{\"version\":2,\"sections\":7360514488552162758,\"memories\":[],\"relocated\":[{\"memory\":0,\"align\":16,\"code\":[[0,[1,2]]],\"data\":[[0,[4]]],\"globals\":[0,1,2]}]}")
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (global (export "__heap_base") i32 (i32.const 65552))
  (global (export "__data_end") i32 (i32.const 65544))
  (data (i32.const 65536) "\01\00\00\00\00\00\01\00")
  (func (export "f") (param i32) (result i32)
    local.get 0
    i32.load offset=65540
    i32.const 65536
    local.get 0
    i32.load offset=4
    i32.store))
