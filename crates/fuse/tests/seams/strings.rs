//! Two components that pass a string across a seam.

use wasmtime::component::Val as ComponentVal;

/// Returns a component that passes a string to another one. The other one's module has `items`, and the bodies
/// `realloc` and `post_return` for these two functions; it imports the host's `tick`.
pub fn string_seam(items: &str, realloc: &str, post_return: &str) -> String {
    format!(
        r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (component $inner
            (import "tick" (func $tick (param "n" u32) (result u32)))
            (core func $tick (canon lower (func $tick)))
            (core module $m
                (import "host" "tick" (func $tick (param i32) (result i32)))
                (memory (export "memory") 1)
                {items}
                (func $leave (param i32) (result i32) (call $tick (local.get 0)))
                (func $stay (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func (export "post") (param i32) {post_return})
                (func (export "length") (param i32 i32) (result i32)
                    (i32.add (call $leave (local.get 1)) (local.get 0))))
            (core instance $i (instantiate $m (with "host" (instance (export "tick" (func $tick))))))
            (func (export "length") (param "s" string) (result u32)
                (canon lift (core func $i "length") (memory $i "memory") (realloc (func $i "realloc"))
                    (post-return (func $i "post")))))
        (component $outer
            (import "length" (func $length (param "s" string) (result u32)))
            (core module $memory (memory (export "memory") 1) (data (i32.const 32) "hello"))
            (core instance $memory (instantiate $memory))
            (core func $length (canon lower (func $length) (memory $memory "memory")))
            (core module $m
                (import "" "length" (func $length (param i32 i32) (result i32)))
                (func (export "f") (param i32 i32) (result i32) (call $length (local.get 0) (local.get 1))))
            (core instance $i (instantiate $m (with "" (instance (export "length" (func $length))))))
            (func (export "f") (param "at" u32) (param "n" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner (with "tick" (func $tick))))
        (instance $outer (instantiate $outer (with "length" (func $inner "length"))))
        (export "f" (func $outer "f")))"#
    )
}

/// Returns the arguments for a string at address 32 with the given length.
pub fn string(length: u32) -> [ComponentVal; 2] {
    [ComponentVal::U32(32), ComponentVal::U32(length)]
}
