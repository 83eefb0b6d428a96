;; Memories of statics: one that nothing writes is a constant in flash, others lie in the section of the memory that they are from; a constant address has no check.
(module
  (@custom "dissolve:objects" "{\"version\":2,\"sections\":1042108519554268817,\"relocated\":[],\"memories\":[{\"memory\":1,\"source\":0,\"range\":{\"start\":0,\"end\":16},\"align\":4,\"names\":[\"table\"],\"code\":[]},{\"memory\":2,\"source\":0,\"range\":{\"start\":16,\"end\":24},\"align\":8,\"names\":[\"counter\"],\"code\":[]}]}")
  (memory 1)
  (memory 1)
  (memory 1)
  (data (memory 1) (i32.const 0) "\01\00\00\00\02\00\00\00\03")
  (data (memory 2) (i32.const 16) "\07")
  (func (export "look-up") (param i32) (result i32)
    local.get 0
    i32.load 1)
  (func (export "count") (result i32)
    i32.const 16
    i32.const 16
    i32.load 2
    i32.const 1
    i32.add
    i32.store 2
    i32.const 0
    i32.load 1 offset=4))
