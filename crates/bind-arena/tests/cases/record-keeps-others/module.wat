;; Other imports of the arena's module, and others of its name, stay in the record.
(module
  (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
  (import "env" "tick" (func))
  (import "own" "__cabi_arena_realloc" (func))
  (memory 1)
  (@custom "dissolve:interface" "{\"version\":1,\"imports\":[{\"module\":\"env\",\"field\":\"__cabi_arena_realloc\",\"kind\":{\"passthrough\":{\"symbol\":\"__cabi_arena_realloc\",\"memory\":0}}},{\"module\":\"env\",\"field\":\"tick\",\"kind\":{\"passthrough\":{\"symbol\":\"tick\",\"memory\":0}}},{\"module\":\"own\",\"field\":\"__cabi_arena_realloc\",\"kind\":{\"passthrough\":{\"symbol\":\"own\",\"memory\":0}}}],\"exports\":[],\"memories\":[{\"component\":\"a\"}]}"))
