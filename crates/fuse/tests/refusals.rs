//! Inputs that are refused, and the messages; and inputs that are accepted because nothing reaches their bad part.

use dissolve_fuse::{Error, Options, fuse};
use dissolve_targets::Grow;
use proptest::prelude::*;

fn attempt(component: &str, grow: Grow) -> Result<String, String> {
    let wasm = wat::parse_str(component).unwrap();
    match fuse(&wasm, &Options { grow: Some(grow), ..Options::new("app") }) {
        Ok(fused) => Ok(wasmprinter::print_bytes(fused.bytes).unwrap()),
        Err(error) => Err(error.to_string()),
    }
}

const GROWING: &str = r#"(component
    (core module $guest
        (memory 1)
        (func $sbrk (param i32) (result i32) local.get 0 memory.grow)
        (func $malloc (param i32) (result i32) local.get 0 call $sbrk)
        (func $run (export "run") (result i32) i32.const 1 call $malloc))
    (core instance $i (instantiate $guest))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))"#;

#[test]
fn growth_is_refused_by_name() {
    let error = attempt(GROWING, Grow::Reject).unwrap_err();
    assert_eq!(
        error,
        "component `app` can grow its memory: function `sbrk` of module `guest` executes `memory.grow`\n  \
         reached through: export `run` -> run -> malloc -> sbrk\n  \
         let it grow inside a reservation: `--grow bounded=128KiB`\n  \
         or have the module allocate from a fixed range of its memory, or from the import `env::__cabi_arena_realloc`\n  \
         or let growth fail when the program runs: `--grow deny`"
    );
}

#[test]
fn growth_through_a_table_is_refused() {
    let component = r#"(component
        (core module $guest
            (memory 1)
            (table 1 funcref)
            (elem (i32.const 0) $grow)
            (func $grow (result i32) i32.const 1 memory.grow)
            (func $run (export "run") (result i32) (call_indirect (result i32) (i32.const 0))))
        (core instance $i (instantiate $guest))
        (func (export "run") (result u32) (canon lift (core func $i "run"))))"#;
    let error = attempt(component, Grow::Reject).unwrap_err();
    assert!(error.contains("export `run` -> run (through a table or reference) -> grow"), "{error}");
}

#[test]
fn growth_that_nothing_reaches_is_dropped() {
    let component = GROWING.replace("i32.const 1 call $malloc", "i32.const 1");
    let text = attempt(&component, Grow::Reject).unwrap();
    assert!(!text.contains("memory.grow") && !text.contains("sbrk"), "{text}");
}

#[test]
fn growth_can_be_denied() {
    let text = attempt(GROWING, Grow::Deny).unwrap();
    assert!(!text.contains("memory.grow"), "{text}");
    assert!(text.contains("i32.const -1"), "{text}");
}

/// The flattener would make adapters for asynchronous functions or stop, depending on its settings.
#[test]
fn asynchronous_calls_between_components_are_refused() {
    for (lift, lower) in [("async", "async"), ("async", ""), ("", "async")] {
        let result = if lift.is_empty() { "" } else { "(callback (func $i \"cb\"))" };
        let text = format!(
            r#"(component
                (component $a
                  (core module $m
                    (func (export "f"))
                    (func (export "g") (result i32) (i32.const 0))
                    (func (export "cb") (param i32 i32 i32) (result i32) (i32.const 0)))
                  (core instance $i (instantiate $m))
                  (func (export "f") async (canon lift (core func $i "{core}") {lift} {result})))
                (component $b
                  (import "f" (func $f async))
                  (core module $memory (memory (export "m") 1))
                  (core instance $memory (instantiate $memory))
                  (core func $l (canon lower (func $f) {lower} (memory $memory "m")))
                  (core module $m (import "" "f" (func $f {ty})) (func (export "f") (call $f) {drop}))
                  (core instance $i (instantiate $m (with "" (instance (export "f" (func $l))))))
                  (func (export "f") async (canon lift (core func $i "f"))))
                (instance $a (instantiate $a))
                (instance $b (instantiate $b (with "f" (func $a "f"))))
                (export "f" (func $b "f")))"#,
            core = if lift.is_empty() { "f" } else { "g" },
            ty = if lower.is_empty() { "" } else { "(result i32)" },
            drop = if lower.is_empty() { "" } else { "drop" },
        );
        let error = fuse(&wat::parse_str(text).unwrap(), &Options::new("app")).unwrap_err();
        assert!(matches!(error, Error::Asynchronous { .. }), "lift {lift:?}, lower {lower:?}: {error}");
        assert!(error.to_string().ends_with("an asynchronous function cannot be fused yet"), "{error}");
    }
}

/// The flattener ended the process on this component: it panicked while it unwound from another panic.
#[test]
fn an_asynchronous_function_that_borrows_is_refused_before_it_is_flattened() {
    let component = include_str!("asynchronous-borrow.wat");
    let error = attempt(component, Grow::Reject).unwrap_err();
    assert_eq!(error, "component `owner`, function `look`: an asynchronous function cannot be fused yet");
}

/// Each feature is refused by its name, even if nothing uses it.
#[test]
fn asynchronous_features_are_refused_by_name() {
    let built_in = |text: &str| format!("(core func (canon {text}))");
    let stream = |text: &str| format!("(type $s (stream u8)) (core func (canon {text}))");
    for (text, expected) in [
        (built_in("context.get i32 0"), "component `app`: the built-in `context.get` cannot be fused yet"),
        (built_in("context.set i32 0"), "component `app`: the built-in `context.set` cannot be fused yet"),
        (built_in("backpressure.inc"), "component `app`: the built-in `backpressure.inc` cannot be fused yet"),
        (built_in("task.return (result u32)"), "component `app`: the built-in `task.return` cannot be fused yet"),
        (built_in("waitable-set.new"), "component `app`: the built-in `waitable-set.new` cannot be fused yet"),
        // A built-in is reported rather than the type that it works on.
        (stream("stream.new $s"), "component `app`: the built-in `stream.new` cannot be fused yet"),
        ("(type (stream u8))".into(), "component `app`, type at offset 0xb: the type `stream` cannot be fused yet"),
        ("(type (future))".into(), "component `app`, type at offset 0xb: the type `future` cannot be fused yet"),
        (
            "(type (func async))".into(),
            "component `app`, type at offset 0xb: the type of an asynchronous function cannot be fused yet",
        ),
        (
            "(import \"f\" (func async))".into(),
            "component `app`, function `f`: an asynchronous function cannot be fused yet",
        ),
        (
            "(import \"i\" (instance (export \"f\" (func)) (export \"g\" (func async))))".into(),
            "component `app`, function `g`: an asynchronous function cannot be fused yet",
        ),
        // In a component that nothing instantiates, with types of the component around it.
        (
            "(type $t (func async)) (component $c (alias outer 1 $t (type $t)) (import \"h\" (func (type $t))))".into(),
            "component `c`, function `h`: an asynchronous function cannot be fused yet",
        ),
        (
            "(core module $m (func)) (component (core func (canon thread.yield)))".into(),
            "component `app`: the built-in `thread.yield` cannot be fused yet",
        ),
    ] {
        let component = format!("(component {text})");
        assert_eq!(attempt(&component, Grow::Reject).unwrap_err(), expected, "{component}");
    }
}

/// Names such as `async`, and synchronous functions, are not refused.
#[test]
fn what_only_looks_asynchronous_is_fused() {
    let component = r#"(component
        (import "async" (func $async))
        (type $stream (record (field "future" u8)))
        (core func $low (canon lower (func $async)))
        (core module $m (import "" "stream" (func $f)) (func (export "await") (call $f)))
        (core instance $i (instantiate $m (with "" (instance (export "stream" (func $low))))))
        (func (export "await") (canon lift (core func $i "await"))))"#;
    assert!(attempt(component, Grow::Reject).is_ok());
}

#[test]
fn asynchronous_functions_are_refused_by_name() {
    let component = r#"(component
        (core module $m (func (export "f")) (func (export "cb") (param i32 i32 i32) (result i32) i32.const 0))
        (core instance $i (instantiate $m))
        (func (export "f") async (canon lift (core func $i "f") async)))"#;
    let error = attempt(component, Grow::Reject).unwrap_err();
    assert_eq!(error, "component `app`, function `f`: an asynchronous function cannot be fused yet");
}

/// Functions that come from an instance are numbered with the component's own.
#[test]
fn an_asynchronous_function_behind_others_has_its_own_name() {
    let component = r#"(component
        (import "i" (instance $i (export "g" (func)) (export "h" (func))))
        (alias export $i "g" (func $g)) (alias export $i "h" (func $h))
        (core module $m (func (export "f")) (func (export "cb") (param i32 i32 i32) (result i32) i32.const 0))
        (core instance $c (instantiate $m))
        (func $f async (canon lift (core func $c "f") async))
        (export "late" (func $f)))"#;
    let error = attempt(component, Grow::Reject).unwrap_err();
    assert_eq!(error, "component `app`, function `late`: an asynchronous function cannot be fused yet");
}

#[test]
fn wrong_kinds_of_input_are_named() {
    let options = Options::new("app");
    assert!(matches!(fuse(&[], &options), Err(Error::Empty)));
    assert!(matches!(fuse(b"\0asm\x01\0\0\0", &options), Err(Error::CoreModule)));
    assert!(matches!(fuse(b"hello", &options), Err(Error::Invalid(_))));
}

#[test]
fn every_truncation_is_an_error_or_a_shorter_component() {
    let wasm = wat::parse_str(GROWING).unwrap();
    let options = Options { grow: Some(Grow::Deny), ..Options::new("app") };
    assert!(fuse(&wasm, &options).is_ok());
    for length in 0..wasm.len() {
        let cut = &wasm[..length];
        if fuse(cut, &options).is_ok() {
            wasmparser::Validator::new().validate_all(cut).expect("only a valid component is accepted");
        }
    }
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut wasm = wat::parse_str(GROWING).unwrap();
        for (index, byte) in changes {
            let at = index.index(wasm.len());
            wasm[at] = byte;
        }
        // The changed bytes may still be a component.
        if let Err(error) = fuse(&wasm, &Options { grow: Some(Grow::Deny), ..Options::new("app") }) {
            prop_assert!(!dissolve_interface::is_defect(&error), "{error}");
        }
    }
}
