(component $w
  (core module $main (;0;)
    (type (;0;) (func (param i32 i32) (result i32)))
    (export "add" (func 0))
    (func (;0;) (type 0) (param i32 i32) (result i32)
      local.get 0
      local.get 1
      i32.add
    )
    (@producers
      (processed-by "wit-component" "0.254.2")
    )
  )
  (core instance $main (;0;) (instantiate $main))
  (type (;0;) (func (param "a" u32) (param "b" u32) (result u32)))
  (alias core export $main "add" (core func $add (;0;)))
  (func $add (;0;) (type 0) (canon lift (core func $add)))
  (export $"#func1 add" (@name "add") (;1;) "add" (func $add))
  (@producers
    (processed-by "wit-component" "0.254.2")
  )
)
