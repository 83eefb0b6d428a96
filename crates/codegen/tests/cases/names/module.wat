;; Names of functions are symbols, whatever is in them; sections have them too.
(module
  (func $"a name with \22quotes\22" (export "x y") (result i32) (i32.const 1)))
