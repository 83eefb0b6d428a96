//! The table of handles that each component gets: how many slots it has, and whether it counts lent handles.

use dissolve_fuse::{Counted, Options, fuse};
use wasmtime::component::{Component, Linker as ComponentLinker};
use wasmtime::{Linker, Module, Store};

use crate::resources::{Both, engine};

/// A caller that lends a handle to a callee. The outer component defines the resource `r`; its destructor drops a handle of the
/// caller's resource `s`, which runs the destructor of the caller, `{DESTRUCTOR}`, during the call.
const REENTRANT: &str = r#"(component
    (core module $late
        (type $destroy (func (param i32)))
        (table (export "table") 1 funcref)
        (func (export "destroy") (param i32) (call_indirect (type $destroy) (local.get 0) (i32.const 0))))
    (core instance $late (instantiate $late))
    (type $r (resource (rep i32) (dtor (func $late "destroy"))))
    (component $callee
        (import "r" (type $r (sub resource)))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "" "drop" (func $drop (param i32)))
            (func (export "f") (param i32) (call $drop (local.get 0))))
        (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop))))))
        (func (export "f") (param "r" (borrow $r)) (canon lift (core func $i "f"))))
    (instance $callee (instantiate $callee (with "r" (type $r))))
    (component $caller
        (import "r" (type $r (sub resource)))
        (import "f" (func $f (param "r" (borrow $r))))
        (core func $f (canon lower (func $f)))
        (core module $d (func (export "destroy") (param i32)))
        (core instance $d (instantiate $d))
        (type $s (resource (rep i32) {DESTRUCTOR}))
        (export "s" (type $s))
        (core module $m
            (import "" "f" (func $f (param i32)))
            (func (export "run") (call $f (i32.const 1))))
        (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
        (func (export "run") (canon lift (core func $i "run"))))
    (instance $caller (instantiate $caller (with "r" (type $r)) (with "f" (func $callee "f"))))
    (alias export $caller "s" (type $s))
    (core func $drop-s (canon resource.drop $s))
    (core module $fill
        (import "" "table" (table 1 funcref))
        (import "" "drop" (func $drop (param i32)))
        (elem (i32.const 0) func $drop))
    (core instance (instantiate $fill (with "" (instance
        (export "table" (table $late "table")) (export "drop" (func $drop-s))))))
    (export "run" (func $caller "run")))"#;

/// Returns the slots of each component's table, and the reason why it counts.
fn tables(text: &str) -> Vec<(String, u32, Option<Counted>)> {
    let fused = fuse(&wat::parse_str(text).unwrap(), &Options::new("test")).unwrap();
    fused.handles.into_iter().map(|table| (table.component, table.slots, table.counted)).collect()
}

/// A destructor that can enter the caller during the call could drop the handle that the caller has lent. So the tables of the caller and of
/// the callee, which could be called again, count lent handles.
#[test]
fn handles_are_counted_where_a_destructor_can_enter_the_caller() {
    let text = |destructor: &str| REENTRANT.replace("{DESTRUCTOR}", destructor);
    let counted = tables(&text(r#"(dtor (func $d "destroy"))"#));
    let of = |tables: &[(String, u32, Option<Counted>)], name: &str| {
        let table = tables.iter().find(|(component, ..)| component == name);
        table.map(|(_, slots, counted)| (*slots, *counted)).unwrap_or_else(|| panic!("{name}: {tables:?}"))
    };
    assert_eq!(of(&counted, "callee"), (64, Some(Counted::Reentrant)));
    // The caller never has a handle.
    assert_eq!(of(&counted, "caller"), (0, Some(Counted::Reentrant)));
    let plain = tables(&text(""));
    assert_eq!(of(&plain, "callee"), (1, None));
    assert_eq!(of(&plain, "caller"), (0, None));
}

/// A component without handles may try to lend one, and traps as on a stock engine.
#[test]
fn a_table_without_slots_has_no_handle() {
    let wasm = wat::parse_str(REENTRANT.replace("{DESTRUCTOR}", "")).unwrap();
    let engine = engine();
    let mut store = Store::new(&engine, ());
    let component = Component::new(&engine, &wasm).unwrap();
    let instance = ComponentLinker::new(&engine).instantiate(&mut store, &component).unwrap();
    let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();
    let error = format!("{:#}", run.call(&mut store, ()).unwrap_err());
    assert!(error.contains("unknown handle index 1"), "{error}");
    let fused = fuse(&wasm, &Options::new("test")).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate(&mut store, &Module::new(&engine, &fused.bytes).unwrap()).unwrap();
    let run = instance.get_typed_func::<(), ()>(&mut store, "run").unwrap();
    assert!(run.call(&mut store, ()).is_err());
}

/// A component that defines a resource, one that borrows it in a parameter of type `{TYPE}`, and one that makes the call. The
/// second one also has the function `both`, whose second parameter has the type `{SECOND}`.
const LENT: &str = r#"(component
    (component $provider
        (type $r' (resource (rep i32)))
        (export $r "r" (type $r')))
    (instance $provider (instantiate $provider))
    (alias export $provider "r" (type $r))
    (component $middle
        (import "r" (type $r (sub resource)))
        (type $t' {TYPE})
        (export $t "t" (type $t'))
        (core module $m
            (memory (export "memory") 1)
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
            (func (export "f") (param {CORE}))
            (func (export "both") (param i32 i32)))
        (core instance $i (instantiate $m))
        (func (export "f") (param "x" $t)
            (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc"))))
        (func (export "both") (param "a" (borrow $r)) (param "b" ({SECOND} $r)) (canon lift (core func $i "both"))))
    (instance $middle (instantiate $middle (with "r" (type $r))))
    (component $app
        (import "r" (type $r (sub resource)))
        (type $t' {TYPE})
        (import "t" (type $t (eq $t')))
        (import "f" (func $f (param "x" $t)))
        (import "both" (func $both (param "a" (borrow $r)) (param "b" ({SECOND} $r))))
        (core module $libc (memory (export "memory") 1))
        (core instance $libc (instantiate $libc))
        (core func $f (canon lower (func $f) (memory $libc "memory")))
        (core func $both (canon lower (func $both)))
        (core module $m
            (import "" "f" (func (param {CORE})))
            (import "" "both" (func (param i32 i32)))
            (func (export "run")))
        (core instance $i (instantiate $m (with "" (instance (export "f" (func $f)) (export "both" (func $both))))))
        (func (export "run") (canon lift (core func $i "run"))))
    (instance $app (instantiate $app (with "r" (type $r)) (with "t" (type $middle "t"))
        (with "f" (func $middle "f")) (with "both" (func $middle "both"))))
    (export "run" (func $app "run")))"#;

/// The number of handles that a call from another component lends is that of the adapter's transfers. In a list, it is any.
#[test]
fn a_borrower_has_room_for_the_handles_of_one_call() {
    let wide = format!("(tuple {})", "(borrow $r) ".repeat(16));
    for (ty, core, slots) in [
        ("(tuple (borrow $r) u32)", "i32 i32", 2),
        ("(tuple (borrow $r) (borrow $r) (borrow $r))", "i32 i32 i32", 3),
        ("(list (borrow $r))", "i32 i32", 64),
        ("(list (tuple u32 (borrow $r)))", "i32 i32", 64),
        (&*wide, &*"i32 ".repeat(16), 16),
    ] {
        let text = LENT.replace("{TYPE}", ty).replace("{CORE}", core).replace("{SECOND}", "borrow");
        let tables = tables(&text);
        assert!(tables.contains(&("middle".into(), slots, None)), "{ty}: {tables:?}");
        assert!(tables.contains(&("app".into(), 0, None)), "{ty}: {tables:?}");
    }
}

/// One handle can be both the one that is lent and the one that is given, so lent ones are counted.
#[test]
fn handles_are_counted_where_a_function_takes_both_kinds() {
    let text = LENT.replace("{TYPE}", "(tuple u32)").replace("{CORE}", "i32").replace("{SECOND}", "own");
    let tables = tables(&text);
    assert!(tables.contains(&("app".into(), 0, Some(Counted::LentAndGiven))), "{tables:?}");
    assert!(tables.contains(&("middle".into(), 64, None)), "{tables:?}");
}

/// A tag of a table that does not count has room for 126 types of resources, and for error contexts.
#[test]
fn many_types_of_resources_need_wide_tags() {
    let engine = engine();
    for (types, counted) in [(126, None), (127, Some(Counted::ManyTypes))] {
        let (mut definitions, mut imports, mut exports) = (String::new(), String::new(), String::new());
        for ty in 0..types {
            definitions.push_str(&format!(
                "(type $r{ty} (resource (rep i32))) (core func $new{ty} (canon resource.new $r{ty}))
                 (core func $rep{ty} (canon resource.rep $r{ty}))"
            ));
            imports.push_str(&format!(
                r#"(import "" "new{ty}" (func $new{ty} (param i32) (result i32)))
                   (import "" "rep{ty}" (func $rep{ty} (param i32) (result i32)))"#
            ));
            exports.push_str(&format!(r#"(export "new{ty}" (func $new{ty})) (export "rep{ty}" (func $rep{ty}))"#));
        }
        let last = types - 1;
        let text = format!(
            r#"(component {definitions}
                (core module $m {imports}
                    (func (export "right") (param i32) (result i32) (call $rep{last} (call $new{last} (local.get 0))))
                    (func (export "wrong") (param i32) (result i32) (call $rep0 (call $new{last} (local.get 0)))))
                (core instance $i (instantiate $m (with "" (instance {exports}))))
                (func (export "right") (param "x" u32) (result u32) (canon lift (core func $i "right")))
                (func (export "wrong") (param "x" u32) (result u32) (canon lift (core func $i "wrong"))))"#
        );
        let wasm = wat::parse_str(&text).unwrap();
        let fused = fuse(&wasm, &Options::new("test")).unwrap();
        assert_eq!(fused.handles[0].counted, counted);
        let module = Module::new(&engine, &fused.bytes).unwrap();
        let mut both = Both::new(&engine, &Component::new(&engine, &wasm).unwrap(), &module);
        assert_eq!(both.call("right", 7), Some(7));
        assert_eq!(both.call("wrong", 7), None);
    }
}
