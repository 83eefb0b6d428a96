//! Calls between components on the emulated chip: the cost of a call, and the memory that a string parameter needs.

mod facts;

use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{CoreValue, Instance as _};
use dissolve_tests::{OnChip, OnStock, board_of, invoke};

/// A function as WIT parameters and result, as a core type, and the body of the callee.
struct Signature {
    wit: &'static str,
    core: &'static str,
    params: usize,
    body: &'static str,
}

const SIGNATURES: [Signature; 3] = [
    Signature { wit: "", core: "", params: 0, body: "(global.set $n (i32.add (global.get $n) (i32.const 1)))" },
    Signature {
        wit: r#"(param "a" u32) (param "b" s64) (param "c" f32) (param "d" f64) (result u32)"#,
        core: "(param i32 i64 f32 f64) (result i32)",
        params: 4,
        body: "(global.set $n (i32.add (global.get $n) (i32.wrap_i64 (local.get 1))))
            (i32.add (local.get 0) (i32.xor (i32.reinterpret_f32 (local.get 2))
                (i32.wrap_i64 (i64.reinterpret_f64 (local.get 3)))))",
    },
    Signature {
        wit: r#"(param "a" (tuple u32 u32 u32 u32 u32 u32 u32 u32)) (result u32)"#,
        core: "(param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)",
        params: 8,
        body: "(global.set $n (i32.add (local.get 1) (local.get 2))) (i32.add (local.get 0) (local.get 7))",
    },
];

/// Two components. One calls the other.
fn two_components(signature: &Signature) -> String {
    let Signature { wit, core, params, body } = signature;
    let (exported, caller) = (caller_type(signature), caller(signature, *params));
    format!(
        r#"(component
        (component $inner
            (core module $m (global $n (mut i32) (i32.const 0)) (func (export "f") {core} {body}))
            (core instance $i (instantiate $m))
            (func (export "f") {wit} (canon lift (core func $i "f"))))
        (component $outer
            (import "f" (func $f {wit}))
            (core func $f (canon lower (func $f)))
            (core module $m (import "" "f" (func $f {core})) {caller})
            (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "f") {exported} (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "f" (func $inner "f"))))
        (export "f" (func $outer "f")))"#
    )
}

/// The same functions in one module.
fn one_module(signature: &Signature) -> String {
    let Signature { core, params, body, .. } = signature;
    format!("(module (global $n (mut i32) (i32.const 0)) (func $f {core} {body}) {})", caller(signature, *params))
}

/// The WIT type of the function that the host calls: scalars, few enough for registers.
fn caller_type(signature: &Signature) -> &'static str {
    if signature.params == 0 { "" } else { r#"(param "a" u32) (result u32)"# }
}

fn caller(signature: &Signature, params: usize) -> String {
    let arguments = match params {
        0 => String::new(),
        4 => "(local.get 0) (i64.const 3) (f32.const 1.5) (f64.const 2.5)".into(),
        _ => "(local.get 0)".repeat(params),
    };
    let core = if signature.params == 0 { "" } else { "(param i32) (result i32)" };
    format!(r#"(func (export "f") {core} (call $f {arguments}))"#)
}

/// A call between components without memory costs no more than a plain call.
#[test]
fn a_call_between_components_is_a_call() {
    for signature in &SIGNATURES {
        for &target in Target::CHIPS {
            let cost = |text: &str| {
                let program = Program::load(text.as_bytes(), "seam", Grow::Reject).unwrap();
                let mut on_chip = OnChip::new(&program, target);
                let arguments = if signature.params == 0 { vec![] } else { vec![CoreValue::I32(7)] };
                let answer = on_chip.call("f", &arguments).unwrap();
                (on_chip.chip.instructions("f").unwrap(), answer)
            };
            let (through, answer) = cost(&two_components(signature));
            let (direct, expected) = cost(&one_module(signature));
            assert_eq!(answer, expected, "{target}: {}", signature.wit);
            assert!(through <= direct, "{target}: {}: {through} instructions instead of {direct}", signature.wit);
        }
    }
}

/// A component that takes a string. Its memory is laid out as a linker does it: 60 KiB of stack, 16 bytes of statics,
/// and a heap of 256 bytes that is a static too.
fn behind_a_string() -> String {
    let linked = |statics: &str| {
        format!(
            r#"(memory (export "memory") 1)
            (global $__stack_pointer (mut i32) (i32.const 61440))
            (global (export "__heap_base") i32 (i32.const 61712))
            (data (i32.const 61440) "{statics}")"#
        )
    };
    format!(
        r#"(component
        (component $inner
            (core module $m
                {}
                (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                    (if (i32.gt_u (local.get 3) (i32.const 256)) (then unreachable))
                    (i32.const 61456))
                (func (export "sum") (param $at i32) (param $length i32) (result i32)
                    (local $sum i32)
                    (block $done
                        (loop $next
                            (br_if $done (i32.eqz (local.get $length)))
                            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
                                (i32.load8_u (local.get $at))))
                            (local.set $at (i32.add (local.get $at) (i32.const 1)))
                            (local.set $length (i32.sub (local.get $length) (i32.const 1)))
                            (br $next)))
                    (local.get $sum)))
            (core instance $i (instantiate $m))
            (func (export "sum") (param "s" string) (result u32)
                (canon lift (core func $i "sum") (memory $i "memory") (realloc (func $i "realloc")))))
        (component $outer
            (import "sum" (func $sum (param "s" string) (result u32)))
            (core module $memory {})
            (core instance $memory (instantiate $memory))
            (core func $sum (canon lower (func $sum) (memory $memory "memory")))
            (core module $m
                (import "" "sum" (func $sum (param i32 i32) (result i32)))
                (func (export "f") (param i32) (result i32) (call $sum (i32.const 61440) (local.get 0))))
            (core instance $i (instantiate $m (with "" (instance (export "sum" (func $sum))))))
            (func (export "f") (param "length" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "sum" (func $inner "sum"))))
        (export "f" (func $outer "f")))"#,
        linked("inner statics   "),
        linked("Gr\\c3\\bc\\c3\\9fe, \\f0\\9f\\a6\\80!")
    )
}

/// Same as [`behind_a_string`], but strings are allocated in an arena of the embedder.
fn behind_a_string_with_an_arena() -> String {
    let import = r#"(param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)"#;
    behind_a_string()
        .replacen("(component\n", &format!("(component (import \"cabi-arena-realloc\" (func $arena {import}))\n"), 1)
        .replacen(
            "(component $inner\n            (core module $m\n",
            &format!(
                r#"(component $inner
                (import "arena" (func $arena {import}))
                (core func $arena (canon lower (func $arena)))
                (core module $m (import "env" "a" (func $arena (param i32 i32 i32 i32) (result i32)))
                "#
            ),
            1,
        )
        .replacen(
            "(if (i32.gt_u (local.get 3) (i32.const 256)) (then unreachable))
                    (i32.const 61456)",
            "(call $arena (local.get 0) (local.get 1) (local.get 2) (local.get 3))",
            1,
        )
        .replacen(
            "(core instance $i (instantiate $m))",
            r#"(core instance $i (instantiate $m (with "env" (instance (export "a" (func $arena))))))"#,
            1,
        )
        .replacen("(instantiate $inner)", r#"(instantiate $inner (with "arena" (func $arena)))"#, 1)
}

/// The adapter reads the size of memories, but that does not make all of them backed.
#[test]
fn a_memory_behind_a_string_takes_its_window() {
    let text = behind_a_string();
    let program = Program::load(text.as_bytes(), "strings", Grow::Reject).unwrap();
    let interface = program.interface.as_ref().unwrap();
    for &target in Target::CHIPS {
        let options = BuildOptions { target: Some(target), ..BuildOptions::default() };
        let firmware = program.build(&board_of(target), &options).unwrap();
        assert_eq!(firmware.object.memories.len(), 2);
        for memory in &firmware.object.memories {
            // The stack budget, and the statics with the heap.
            assert_eq!(memory.window.size(), 2048 + 272, "{target}: {:?}", memory.window);
        }
        let ram = &firmware.image.report.ram;
        assert!(ram.used < 12 * 1024, "{target}: {} bytes of RAM: {:?}", ram.used, ram.parts);

        let mut chip = OnChip::new(&program, target);
        let mut stock = OnStock::new(text.as_bytes());
        for length in [0, 6, 13, 14, 12] {
            // The last length cuts a character.
            let call = format!("f({length})");
            let on_stock = stock.invoke(&call);
            assert_eq!(invoke(&mut chip, interface, &call).ok(), on_stock.ok(), "{target}: {call}");
        }
    }
}

/// The arena lies after the statics, and extends beyond the pages that the memory declares.
#[test]
fn strings_cross_into_an_arena() {
    let plain = behind_a_string();
    let program = Program::load(behind_a_string_with_an_arena().as_bytes(), "strings", Grow::Reject).unwrap();
    let interface = program.interface.as_ref().unwrap();
    for &target in Target::CHIPS {
        let mut chip = OnChip::new(&program, target);
        let windows =
            program.build(&board_of(target), &BuildOptions { target: Some(target), ..BuildOptions::default() });
        let sizes: Vec<_> = windows.unwrap().object.memories.iter().map(|memory| memory.window.size()).collect();
        assert_eq!(sizes.iter().sum::<u64>(), 2 * (2048 + 272) + 4096, "{target}: {sizes:?}");
        let mut stock = OnStock::new(plain.as_bytes());
        // The arena frees nothing here, and has room for all strings.
        for length in [0, 6, 13, 14, 12] {
            let call = format!("f({length})");
            assert_eq!(invoke(&mut chip, interface, &call).ok(), stock.invoke(&call).ok(), "{target}: {call}");
        }
    }
}

/// A handle takes five bytes, and a table four more. Of three components two can own handles, and one only borrows a handle for
/// each call.
#[test]
fn handle_tables_have_room_for_what_can_be_alive() {
    let text = include_str!("../../benches/src/seams/third.component.wat");
    let program = Program::load(text.as_bytes(), "handles", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        let options = BuildOptions { target: Some(target), ..BuildOptions::default() };
        let firmware = program.build(&board_of(target), &options).unwrap();
        let [memory] = &firmware.object.memories[..] else { panic!("only handles are in memory") };
        let (owner, borrower) = (4 + 64 * 5, 4 + 5);
        // The code of the three has no memory; windows end at a multiple of 16.
        assert_eq!(memory.window.size(), u64::next_multiple_of(2 * owner + borrower, 16), "{target}");
    }
}
