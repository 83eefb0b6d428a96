(component $w
  (type (;0;) (func (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
  (import "cabi-arena-realloc" (func $cabi-arena-realloc (;0;) (type 0)))
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32 i32 i32) (result i32)))
    (type (;1;) (func (param i32 i32) (result i32)))
    (import "env" "__cabi_arena_realloc" (func (;0;) (type 0)))
    (memory (;0;) 1)
    (export "memory" (memory 0))
    (export "cabi_realloc" (func 1))
    (export "greet" (func 2))
    (func (;1;) (type 0) (param i32 i32 i32 i32) (result i32)
      local.get 0
      local.get 1
      local.get 2
      local.get 3
      call 0
    )
    (func (;2;) (type 1) (param i32 i32) (result i32)
      unreachable
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core func $cabi-arena-realloc (;0;) (canon lower (func $cabi-arena-realloc)))
  (core instance $$root (;0;)
    (export "__cabi_arena_realloc" (func $cabi-arena-realloc))
  )
  (core instance $main (;1;) (instantiate $main
      (with "env" (instance $$root))
    )
  )
  (alias core export $main "memory" (core memory $memory (;0;)))
  (type (;1;) (func (param "name" string) (result string)))
  (alias core export $main "greet" (core func $greet (;1;)))
  (alias core export $main "cabi_realloc" (core func $cabi_realloc (;2;)))
  (func $greet (;1;) (type 1) (canon lift (core func $greet) (memory $memory) (realloc $cabi_realloc) string-encoding=utf8))
  (export $"#func2 greet" (@name "greet") (;2;) "greet" (func $greet))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
  (@custom "dissolve:passthrough" "[{\22name\22:\22cabi-arena-realloc\22,\22module\22:\22env\22,\22field\22:\22__cabi_arena_realloc\22}]")
)
