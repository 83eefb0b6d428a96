(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (memory 1)
  (@custom "dissolve:interface" "{\"version\":1,\"imports\":[{\"module\":\"env\",\"field\":\"__cabi_arena_realloc\",\"kind\":{\"passthrough\":{\"symbol\":\"__cabi_arena_realloc\",\"memory\":null}}}],\"exports\":[],\"memories\":[{\"component\":\"a\"}]}"))
