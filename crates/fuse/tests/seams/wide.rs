//! Types with many parts across a seam: as on a stock engine up to the limit of the adapter generator, and refused by
//! name beyond.

use dissolve_fuse::{Error, Limit, MemoryMode, Options, fuse};
use wasmtime::component::Val as ComponentVal;

use super::engines::same_with;

/// A type with many parts; the code that passes its value number `n` to `f`; and the code that computes the result of
/// `f`.
struct Wide {
    ty: String,
    /// The core parameters of `f`.
    flat: &'static str,
    pass: String,
    take: String,
}

const BYTES: &str = "(param i32)";

fn parts(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(" ")
}

/// Returns types with `count` parts.
fn types(count: usize) -> Vec<Wide> {
    let last = count - 1;
    let by_pointer = |ty: String| Wide {
        ty,
        flat: if count > 16 { BYTES } else { "" },
        pass: "(i32.const 1024)".into(),
        take: format!("(i32.load8_u offset={last} (local.get 0))"),
    };
    let mut types = vec![
        Wide {
            ty: format!("(enum {})", parts(count, |part| format!("\"c{part}\""))),
            flat: BYTES,
            pass: format!("(i32.rem_u (local.get 0) (i32.const {count}))"),
            take: "(local.get 0)".into(),
        },
        Wide {
            ty: format!("(variant {})", parts(count, |part| format!("(case \"c{part}\" u32)"))),
            flat: "(param i32 i32)",
            pass: format!("(i32.rem_u (local.get 0) (i32.const {count})) (local.get 0)"),
            take: "(i32.add (i32.mul (local.get 0) (i32.const 31)) (local.get 1))".into(),
        },
    ];
    // Up to 16 parts are passed one by one.
    if count > 16 {
        types.push(by_pointer(format!("(tuple {})", parts(count, |_| "u8".into()))));
        types.push(by_pointer(format!("(record {})", parts(count, |part| format!("(field \"f{part}\" u8)")))));
    }
    if count <= 32 {
        types.push(Wide {
            ty: format!("(flags {})", parts(count, |part| format!("\"f{part}\""))),
            flat: BYTES,
            pass: "(local.get 0)".into(),
            take: "(local.get 0)".into(),
        });
    }
    types
}

/// Returns a component that passes a value of the type to another one: by itself, in a list, or in an option of a list.
fn component(wide: &Wide, nested: &str) -> String {
    let (ty, flat, pass, take) = match nested {
        "" => ("$t", wide.flat, wide.pass.clone(), wide.take.clone()),
        "list" => ("$list", "(param i32 i32)", "(i32.const 1024) (i32.const 3)".into(), summed("0", "1")),
        _ => {
            let some = "(i32.const 1) (i32.const 1024) (i32.const 3)";
            ("$option", "(param i32 i32 i32)", some.into(), summed("1", "2"))
        }
    };
    let definition = format!("(type $d {})", wide.ty);
    let rest = "(type $list (list $t)) (type $option (option $list))";
    let data: String = (0..4096).map(|byte| format!("\\{:02x}", (byte % 7) & 1)).collect();
    format!(
        r#"(component
        (component $inner
            {definition} (export $t "t" (type $d)) {rest}
            (core module $m (memory (export "memory") 2) (global $next (mut i32) (i32.const 65536))
                (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                    (global.get $next) (global.set $next (i32.add (global.get $next) (i32.and (i32.add (local.get 3) (i32.const 7)) (i32.const -8)))))
                (func (export "f") {flat} (result i32) (local $sum i32) {take}))
            (core instance $i (instantiate $m))
            (func (export "f") (param "v" {ty}) (result u32)
                (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))
        (instance $inner (instantiate $inner))
        (component $outer
            {definition} (import "t" (type $t (eq $d))) {rest}
            (import "f" (func $f (param "v" {ty}) (result u32)))
            (core module $memory (memory (export "memory") 1) (data (i32.const 1024) "{data}"))
            (core instance $memory (instantiate $memory))
            (core func $f (canon lower (func $f) (memory $memory "memory")))
            (core module $m (import "" "f" (func $f {flat} (result i32)))
                (func (export "run") (param i32) (result i32) (call $f {pass})))
            (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
        (instance $outer (instantiate $outer (with "t" (type $inner "t")) (with "f" (func $inner "f"))))
        (export "run" (func $outer "run")))"#
    )
}

/// Returns code that computes a number from the length and two bytes of a list.
fn summed(pointer: &str, length: &str) -> String {
    format!(
        "(i32.add (i32.load8_u (local.get {pointer})) (i32.mul (local.get {length}) (i32.load8_u offset=2 (local.get {pointer}))))"
    )
}

#[test]
fn types_of_up_to_a_thousand_parts_pass() {
    for count in [1, 17, 32, 256, 257, 1000] {
        for wide in types(count) {
            // The option holds a list.
            for nested in ["", "option"] {
                let component = component(&wide, nested);
                let arguments = [0, 1, count as u32 - 1].map(|n| [ComponentVal::U32(n)]);
                let calls: Vec<_> = arguments.iter().map(|arguments| ("run", &arguments[..])).collect();
                same_with(&component, &calls, &Options::new("test"));
                if count == 17 || count == 1000 {
                    same_with(&component, &calls, &Options { memory: MemoryMode::Shared, ..Options::new("test") });
                }
            }
        }
    }
}

#[test]
fn a_type_of_more_parts_is_refused_by_name() {
    for count in [1001, 1500, 3000] {
        for wide in types(count) {
            for nested in ["", "list", "option"] {
                let wasm = wat::parse_str(component(&wide, nested)).unwrap();
                let Err(error @ Error::Limit { limit: Limit::Parts(_), .. }) = fuse(&wasm, &Options::new("app")) else {
                    panic!("{count} parts are taken")
                };
                let text = error.to_string();
                assert!(text.contains(&format!(" of {count} ")) && text.contains("1000 are the most"), "{text}");
            }
        }
    }
    let wide = &types(1001)[0];
    let error = fuse(&wat::parse_str(component(wide, "")).unwrap(), &Options::new("app")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "component `app` exceeds a limit: an enum of 1001 cases (the first is `c0`) is passed from one component to another, and \
         1000 are the most that a type can have there; make it of several smaller types, each a part of it"
    );
}

/// Only types that cross a seam are limited: a host passes any type.
#[test]
fn a_type_that_only_the_host_passes_is_not_limited() {
    let names = parts(1001, |part| format!("\"c{part}\""));
    let component = format!(
        r#"(component (type $d (enum {names})) (export $t "t" (type $d))
            (core module $m (func (export "f") (param i32) (result i32) (local.get 0)))
            (core instance $i (instantiate $m))
            (func (export "f") (param "v" $t) (result u32) (canon lift (core func $i "f"))))"#
    );
    fuse(&wat::parse_str(component).unwrap(), &Options::new("test")).unwrap();
}
