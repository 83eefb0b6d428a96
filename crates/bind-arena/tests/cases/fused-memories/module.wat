;; The record says which memory each import serves; what comes out has a record without them.
(module
  (import "env" "__cabi_arena_realloc" (func $b (param i32 i32 i32 i32) (result i32)))
  (import "$root" "tick" (func $tick))
  (import "env" "__cabi_arena_realloc@1" (func $c (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (memory (export "memory@1") 1)
  (memory (export "memory@2") 3)
  (func (export "run") (result i32)
    (call $tick)
    (drop (call $b (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 8)))
    (call $c (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 8)))
  (@custom "dissolve:interface" "{\"version\":1,\"imports\":[{\"module\":\"env\",\"field\":\"__cabi_arena_realloc\",\"kind\":{\"passthrough\":{\"symbol\":\"__cabi_arena_realloc\",\"memory\":1}}},{\"module\":\"$root\",\"field\":\"tick\",\"kind\":{\"passthrough\":{\"symbol\":\"tick\",\"memory\":0}}},{\"module\":\"env\",\"field\":\"__cabi_arena_realloc@1\",\"kind\":{\"passthrough\":{\"symbol\":\"__cabi_arena_realloc\",\"memory\":2}}}],\"exports\":[],\"memories\":[{\"component\":\"a\",\"layout\":{\"stack_top\":1024,\"heap_base\":2048,\"data\":{\"start\":1024,\"end\":1030}}},{\"component\":\"b\",\"layout\":{\"stack_top\":1024,\"heap_base\":2048,\"data\":{\"start\":1024,\"end\":1030}}},{\"component\":\"c\"}]}"))
