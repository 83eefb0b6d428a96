//! Lists of numbers cross a seam in one copy, other lists element by element; both arrive as on a stock engine.

use dissolve_fuse::{Options, fuse};
use wasmtime::component::{Component, Linker};
use wasmtime::{Config, Engine, Instance, Module, Store};

/// Returns a component of two. `run` passes `count` elements, and returns a weighted sum of the bytes that arrive and
/// of 8 bytes after them.
fn component(element: &str, size: u32) -> String {
    format!(
        r#"(component
            (component $callee
                (core module $m
                    (memory (export "memory") 1)
                    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 4096))
                    (func (export "f") (param $at i32) (param $count i32) (result i32) (local $end i32) (local $sum i32)
                        (local.set $end (i32.add (local.get $at)
                            (i32.add (i32.const 8) (i32.mul (local.get $count) (i32.const {size})))))
                        (loop $next
                            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
                                (i32.load8_u (local.get $at))))
                            (local.set $at (i32.add (local.get $at) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
                        (i32.add (local.get $sum) (local.get $count))))
                (core instance $i (instantiate $m))
                {element}
                (func (export "f") (param "l" (list $e)) (result u32)
                    (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))
            (component $caller
                {element}
                (import "f" (func $f (param "l" (list $e)) (result u32)))
                (core module $memory (memory (export "memory") 1))
                (core instance $memory (instantiate $memory))
                (core func $f (canon lower (func $f) (memory $memory "memory")))
                (core module $m
                    (import "memory" "memory" (memory 1))
                    (import "callee" "f" (func $f (param i32 i32) (result i32)))
                    (func (export "run") (param $count i32) (result i32) (local $at i32)
                        (loop $next
                            (i32.store8 offset=64 (local.get $at) (i32.and (i32.const 1)
                                (i32.add (local.get $at) (i32.shr_u (local.get $at) (i32.const 3)))))
                            (local.set $at (i32.add (local.get $at) (i32.const 1)))
                            (br_if $next (i32.lt_u (local.get $at) (i32.const 2048))))
                        (call $f (i32.const 64) (local.get $count))))
                (core instance $i (instantiate $m
                    (with "memory" (instance $memory)) (with "callee" (instance (export "f" (func $f))))))
                (func (export "run") (param "count" u32) (result u32) (canon lift (core func $i "run"))))
            (instance $callee (instantiate $callee))
            (instance $caller (instantiate $caller (with "f" (func $callee "f"))))
            (export "run" (func $caller "run")))"#
    )
}

/// Checks that the component and the fused module give the same answers; returns the text of the adapter.
fn adapter(element: &str, size: u32) -> String {
    let component = wat::parse_str(component(element, size)).unwrap();
    let fused = fuse(&component, &Options::new("test")).unwrap().bytes;
    let engine = Engine::new(Config::new().wasm_multi_memory(true)).unwrap();
    let mut store = Store::new(&engine, ());
    let stock = Component::new(&engine, &component).unwrap();
    let stock = Linker::new(&engine).instantiate(&mut store, &stock).unwrap();
    let expected = stock.get_typed_func::<(u32,), (u32,)>(&mut store, "run").unwrap();
    let module = Module::new(&engine, &fused).unwrap();
    let instance = Instance::new(&mut store, &module, &[]).unwrap();
    let actual = instance.get_typed_func::<u32, u32>(&mut store, "run").unwrap();
    for count in [0, 1, 2, 3, 50, 100] {
        // The bytes in the list are no valid character.
        let expected = expected.call(&mut store, (count,)).ok().map(|(sum,)| sum);
        assert_eq!(expected.is_some(), count == 0 || !element.contains("char"), "{count} of {element}");
        assert_eq!(actual.call(&mut store, count).ok(), expected, "{count} of {element}");
    }
    // A list that is larger than the memory: both trap, before anything is copied.
    assert!(expected.call(&mut store, (1 << 20,)).is_err() && actual.call(&mut store, 1 << 20).is_err(), "{element}");
    let text = wasmprinter::print_bytes(&fused).unwrap();
    // Only the adapter calls a function, besides the guest with the constant 2048.
    let functions = text.split("\n  (func ").skip(1).filter(|function| function.contains("call "));
    functions.filter(|function| !function.contains("2048")).collect()
}

#[test]
fn numbers_cross_in_one_copy() {
    for (element, size) in [
        ("(type $e u8)", 1),
        ("(type $e s8)", 1),
        ("(type $e u16)", 2),
        ("(type $e s16)", 2),
        ("(type $e u32)", 4),
        ("(type $e s32)", 4),
        ("(type $e u64)", 8),
        ("(type $e s64)", 8),
        ("(type $e f32)", 4),
        ("(type $e f64)", 8),
        ("(type $e (tuple u32 f32 u64))", 16),
        ("(type $e (tuple u8 s8 u16))", 4),
    ] {
        let adapter = adapter(element, size);
        assert!(adapter.contains("memory.copy") && !adapter.contains("loop"), "{element}: {adapter}");
    }
}

/// Lists whose values are checked, or have gaps that must not be copied.
#[test]
fn others_cross_one_by_one() {
    for (element, size) in [
        ("(type $e bool)", 1),
        ("(type $e char)", 4),
        ("(type $e (tuple u8 u32))", 8),
        ("(type $e (tuple u32 u8))", 8),
        ("(type $e (tuple u8 bool))", 2),
        ("(type $e (option u8))", 2),
    ] {
        let adapter = adapter(element, size);
        assert!(!adapter.contains("memory.copy") && adapter.contains("loop"), "{element}: {adapter}");
    }
}
