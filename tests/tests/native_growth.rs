//! Memories and tables that grow inside a reservation, custom page sizes, and the host's view of them: the emulated
//! chips behave like a stock engine.

use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{CallError, CoreValue, Instance};
use dissolve_tests::{OnChip, OnEngine, guest};
use dissolve_wasm::MemoryIndex;

/// The reservation of a memory. The second memory has a lower maximum of its own.
const RESERVATION: u32 = 3 * 65536;

const PROGRAM: &str = r#"(module
    (memory $m (export "memory") 1 3)
    (memory $n (export "memory@1") 0 2)
    (memory $o (export "memory@2") 7 30 (pagesize 1))
    (memory $p (export "memory@3") 16 (pagesize 1))
    (data (memory $m) (i32.const 65530) "ending")
    (table $t (export "table") 1 6 funcref)
    (table $u 2 funcref)
    (elem (table $t) (i32.const 0) func $seven)
    (func $seven (result i32) i32.const 7)
    (func (export "grow") (param i32 i32) (result i32) (memory.grow $m (local.get 0)))
    (func (export "grow empty") (param i32 i32) (result i32) (memory.grow $n (local.get 0)))
    (func (export "grow bytes") (param i32 i32) (result i32) (memory.grow $o (local.get 0)))
    (func (export "size") (param i32 i32) (result i32)
        (i32.add (memory.size $m) (i32.add (i32.mul (memory.size $n) (i32.const 10))
            (i32.add (i32.mul (memory.size $o) (i32.const 100)) (i32.mul (memory.size $p) (i32.const 10000))))))
    (func (export "store") (param i32 i32) (result i32)
        (i32.store offset=2 (local.get 0) (local.get 1)) (i32.load16_u offset=4 (local.get 0)))
    (func (export "far") (param i32 i32) (result i32) (i32.load offset=131000 (local.get 0)))
    (func (export "never") (param i32 i32) (result i32) (i32.load offset=4294967292 (local.get 0)))
    (func (export "store empty") (param i32 i32) (result i32)
        (i64.store8 $n (local.get 0) (i64.const 9)) (i32.load8_s $n (local.get 0)))
    (func (export "store bytes") (param i32 i32) (result i32)
        (i32.store16 $o (local.get 0) (local.get 1)) (i32.load8_u $o offset=1 (local.get 0)))
    (func (export "fixed bytes") (param i32 i32) (result i32) (i32.load $p offset=4 (local.get 0)))
    (func (export "fill") (param i32 i32) (result i32)
        (memory.fill $m (local.get 0) (local.get 1) (local.get 1)) (i32.load (i32.const 65532)))
    (func (export "copy") (param i32 i32) (result i32)
        (memory.copy $m $o (local.get 0) (i32.const 3) (local.get 1)) (i32.const 0))
    (func (export "grow table") (param i32 i32) (result i32) (table.grow $t (ref.func $seven) (local.get 0)))
    (func (export "grow fixed") (param i32 i32) (result i32) (table.size $u))
    (func (export "size of table") (param i32 i32) (result i32) (table.size $t))
    (func (export "call") (param i32 i32) (result i32) (call_indirect $t (result i32) (local.get 0)))
    (func (export "fill table") (param i32 i32) (result i32)
        (table.fill $t (local.get 0) (ref.null func) (local.get 1)) (i32.const 0)))"#;

const EDGES: &[u32] =
    &[0, 1, 2, 3, 5, 6, 7, 8, 24, 28, 29, 30, 65530, 65531, 65534, 65536, 131_068, 131_072, 196_606, 196_608, u32::MAX];

fn on_chip(text: &str, target: Target, reservation: u32) -> OnChip {
    let module = wat::parse_str(text).unwrap();
    let grow = Grow::Bounded(reservation);
    let program = Program::load(&module, "test", grow).unwrap();
    let options = BuildOptions { grow, native_stack: ByteSize::kib(8), ..BuildOptions::default() };
    OnChip::with_options(&program, target, options)
}

fn answer(result: Result<Vec<CoreValue>, CallError>) -> Result<Vec<CoreValue>, String> {
    result.map_err(|error| match error {
        CallError::Trap(trap) => trap.kind.map_or_else(|| trap.to_string(), |kind| kind.to_string()),
        other => other.to_string(),
    })
}

fn same(expected: &Result<Vec<CoreValue>, String>, actual: &Result<Vec<CoreValue>, String>) -> bool {
    match (expected, actual) {
        (Err(expected), Err(actual)) => {
            expected.contains(actual) || (actual == "undefined element" && expected.contains("table index"))
        }
        _ => expected == actual,
    }
}

fn compare(target: Target) {
    let module = wat::parse_str(PROGRAM).unwrap();
    let names: Vec<_> = PROGRAM.split("(func (export \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut chip = on_chip(PROGRAM, target, RESERVATION);
    // Twice: a fresh instance has its initial size again, and zeros where the first instance wrote.
    for _ in 0..2 {
        let mut engine = OnEngine::core(&module);
        for step in [0, 1, 0, 1, 2, 1, 20, u32::MAX] {
            for name in ["grow", "grow empty", "grow bytes", "grow table"] {
                let arguments = [CoreValue::I32(step), CoreValue::I32(0)];
                let (expected, actual) = (answer(engine.call(name, &arguments)), answer(chip.call(name, &arguments)));
                assert_eq!(actual, expected, "{target}: {name}({step})");
            }
            for memory in (0..4).map(MemoryIndex::from_u32) {
                let size = engine.memory_size(memory).unwrap();
                assert_eq!(chip.memory_size(memory).unwrap(), size, "{target}: memory {memory}");
            }
            for name in names.iter().filter(|name| !name.starts_with("grow")) {
                for &left in EDGES {
                    for right in [1, 3, 65536] {
                        let arguments = [CoreValue::I32(left), CoreValue::I32(right)];
                        let (expected, actual) =
                            (answer(engine.call(name, &arguments)), answer(chip.call(name, &arguments)));
                        assert!(
                            same(&expected, &actual),
                            "{target}, after growing by {step}: {name}({left}, {right}) gives {actual:?} and not {expected:?}"
                        );
                    }
                }
            }
            for memory in (0..4).map(MemoryIndex::from_u32) {
                let size = engine.memory_size(memory).unwrap() as usize;
                let (mut expected, mut actual) = (vec![0; size], vec![0; size]);
                engine.read(memory, 0, &mut expected).unwrap();
                chip.read(memory, 0, &mut actual).unwrap();
                assert!(expected == actual, "{target}, after growing by {step}: memory {memory} differs");
            }
        }
        chip.chip.instantiate().unwrap();
    }
}

#[test]
fn cortex_m3() {
    compare(Target::CortexM3);
}

#[test]
fn cortex_m4_hard_float() {
    compare(Target::CortexM4F);
}

#[test]
fn riscv() {
    compare(Target::Riscv32imac);
}

#[test]
fn a_reservation_ends_growth_where_no_maximum_does() {
    let text = r#"(module (memory 1) (table $t 2 externref)
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "grow table") (param i32) (result i32) (table.grow $t (ref.null extern) (local.get 0)))
        (func (export "null") (param i32) (result i32) (ref.is_null (table.get $t (local.get 0)))))"#;
    // A part of the reservation that is less than a page is not used.
    let mut chip = on_chip(text, Target::CortexM3, 3 * 65536 + 65535);
    let mut call = |name: &str, value| match chip.call(name, &[CoreValue::I32(value)]).unwrap()[..] {
        [CoreValue::I32(result)] => result.cast_signed(),
        ref other => panic!("{other:?}"),
    };
    assert_eq!([call("grow", 3), call("grow", 1), call("grow", 1), call("grow", 1)], [-1, 1, 2, -1]);
    assert_eq!([call("grow table", 1025), call("grow table", 1024), call("grow table", 1)], [-1, 2, -1]);
    assert_eq!(call("null", 1025), 1);
}

#[test]
fn the_host_reads_globals() {
    let text = r#"(module
        (global $a (export "a") (mut i32) (i32.add (i32.const 40) (i32.const 2)))
        (global (export "b") i64 (i64.const -2))
        (global (export "c") f32 (f32.const nan:0x200001))
        (global (export "d") (mut f64) (f64.const 0.5))
        (global (export "e") v128 (v128.const i32x4 1 2 3 4))
        (global (export "f") externref (ref.null extern))
        (export "g" (global $a))
        (func (export "set") (param i32) (global.set $a (local.get 0))))"#;
    for target in [Target::CortexM4F, Target::Riscv32imac] {
        let mut chip = on_chip(text, target, 0);
        let values = ["a", "b", "c", "d", "e", "f", "g"].map(|name| chip.chip.global(name).unwrap());
        let expected = [
            CoreValue::I32(42),
            CoreValue::I64(u64::MAX - 1),
            CoreValue::F32(0x7fa0_0001),
            CoreValue::F64(0.5f64.to_bits()),
            CoreValue::V128(4 << 96 | 3 << 64 | 2 << 32 | 1),
            CoreValue::ExternRef(None),
            CoreValue::I32(42),
        ];
        assert_eq!(values, expected, "{target}");
        chip.call("set", &[CoreValue::I32(7)]).unwrap();
        assert_eq!(chip.chip.global("g").unwrap(), CoreValue::I32(7));
        assert!(matches!(chip.chip.global("h"), Err(CallError::NoExport(_))));
    }
}

/// A memory whose initial size is below the linker's stack top is still backed from its first byte.
#[test]
fn a_memory_that_begins_below_its_stack() {
    let text = r#"(module (memory $m (export "memory") 0 4)
        (global $__stack_pointer (mut i32) (i32.const 65536))
        (global (export "__heap_base") i32 (i32.const 65552))
        (func (export "fill") (param i32 i32) (result i32)
            (memory.fill (local.get 0) (i32.const 7) (local.get 1)) (i32.const 0))
        (func (export "load") (param i32 i32) (result i32) (i32.load8_u (local.get 0)))
        (func (export "grow") (param i32 i32) (result i32) (memory.grow (local.get 0))))"#;
    let module = wat::parse_str(text).unwrap();
    for target in [Target::CortexM3, Target::Riscv32imac] {
        let (mut engine, mut chip) = (OnEngine::core(&module), on_chip(text, target, RESERVATION));
        for pages in [0, 1, 2] {
            for (name, left, right) in [
                ("grow", pages, 0),
                ("fill", 0, 1),
                ("load", 0, 0),
                ("fill", 65536, 1),
                ("load", 65536, 0),
                ("fill", 63488, 1),
                ("fill", 131_072, 65536),
                ("fill", u32::MAX, 1),
                ("fill", 196_607, 2),
                ("load", 131_071, 0),
            ] {
                let arguments = [CoreValue::I32(left), CoreValue::I32(right)];
                let (expected, actual) = (answer(engine.call(name, &arguments)), answer(chip.call(name, &arguments)));
                assert!(same(&expected, &actual), "{target}: {name}({left}, {right}): {actual:?}, not {expected:?}");
            }
        }
    }
}

/// A module with the standard library's allocator: following the first hint of the refusal makes it work.
#[test]
fn the_first_hint_about_growth_leads_to_an_answer() {
    let module = guest("std_words");
    let program = Program::load(&module, "words", Grow::Reject).unwrap();
    let refusal = program.compile(Target::CortexM3, &BuildOptions::default()).unwrap_err().to_string();
    let hint = refusal.lines().nth(1).unwrap_or_default();
    let size = hint.split_once("`--grow bounded=").and_then(|(_, rest)| rest.split_once('`')).map(|(size, _)| size);
    let size: ByteSize = size.unwrap_or_else(|| panic!("no size comes first: {refusal}")).parse().unwrap();
    assert!(refusal.contains("crate `dissolve-guest`"), "its author's language is Rust: {refusal}");

    let grow = Grow::Bounded(size.bytes());
    let options =
        BuildOptions { grow, native_stack: ByteSize::kib(8), stack: ByteSize::kib(8), ..BuildOptions::default() };
    let mut chip = OnChip::with_options(&Program::load(&module, "words", grow).unwrap(), Target::CortexM3, options);
    let mut engine = OnEngine::core(&module);
    for count in [0, 1, 100, 1000] {
        let arguments = [CoreValue::I32(count)];
        let expected = answer(engine.call("words", &arguments));
        assert_eq!(answer(chip.call("words", &arguments)), expected, "{count}");
    }
}
