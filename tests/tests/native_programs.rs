//! Programs with control flow, memories, tables and traps: the emulated chips behave like a stock engine, call by call.

mod link;
mod memory;

use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{CallError, CoreValue, Instance};
use dissolve_tests::{OnChip, OnEngine, board_of};
use dissolve_wasm::MemoryIndex;

/// One exported function for each kind of instruction. All have two `i32` parameters and one `i32` result.
const PROGRAM: &str = r#"(module
    (memory $m (export "memory") 1)
    (memory $n (export "memory@1") 2)
    (table $t 8 funcref)
    (table $u 4 funcref)
    (type $binary (func (param i32 i32) (result i32)))
    (elem (table $t) (i32.const 1) func $sum $difference $unary)
    (elem $later func $product $sum)
    (data (memory $m) (i32.const 16) "0123456789abcdef")
    (data $passive "passive data")
    (global $count (mut i32) (i32.const 5))
    (global $wide (mut i64) (i64.const -1))
    (func $start (i32.store $n (i32.const 8) (i32.const 0x01020304)))
    (start $start)

    (func $sum (type $binary) local.get 0 local.get 1 i32.add)
    (func $difference (type $binary) local.get 0 local.get 1 i32.sub)
    (func $product (type $binary) local.get 0 local.get 1 i32.mul)
    (func $unary (param i32) (result i32) local.get 0)

    (func (export "indirect") (type $binary)
        (call_indirect $t (type $binary) (local.get 0) (local.get 1) (local.get 0)))
    (func (export "init table") (type $binary)
        (table.init $t $later (local.get 0) (i32.const 0) (local.get 1))
        (call_indirect $t (type $binary) (i32.const 6) (i32.const 7) (local.get 0)))
    (func (export "copy table") (type $binary)
        (table.copy $u $t (local.get 0) (i32.const 1) (local.get 1))
        (ref.is_null (table.get $u (local.get 0))))
    (func (export "fill table") (type $binary)
        (table.fill $u (local.get 0) (ref.func $sum) (local.get 1))
        (i32.add (table.size $u) (table.grow $u (ref.null func) (i32.const 0))))
    (func (export "set table") (type $binary)
        (table.set $u (local.get 0) (table.get $t (local.get 1)))
        (call_indirect $u (type $binary) (i32.const 1) (i32.const 2) (local.get 0)))

    (func (export "branch table") (type $binary)
        (block $a (result i32) (block $b (result i32) (block $c (result i32)
            (br_table $c $b $a $c (i32.add (local.get 1) (i32.const 100)) (local.get 0)))
            (i32.mul (i32.const 3))) (i32.sub (i32.const 7))))
    (func (export "loop") (type $binary) (local $total i32)
        (local.set 0 (i32.and (local.get 0) (i32.const 1023)))
        (block $done (loop $next
            (br_if $done (i32.eqz (local.get 0)))
            (local.set $total (i32.add (i32.mul (local.get $total) (i32.const 31)) (local.get 1)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br $next)))
        local.get $total)
    (func $swap (param i32 i64) (result i64 i32) local.get 1 local.get 0)
    (func (export "several results") (type $binary)
        (call $swap (local.get 0) (i64.extend_i32_s (local.get 1)))
        (if (param i64 i32) (result i32) (local.get 0)
            (then (local.set 0) (i32.wrap_i64) (i32.xor (local.get 0)))
            (else (drop) (i32.wrap_i64))))
    (func (export "globals") (type $binary)
        (global.set $count (i32.add (global.get $count) (local.get 0)))
        (global.set $wide (i64.mul (global.get $wide) (i64.extend_i32_u (local.get 1))))
        (i32.xor (global.get $count) (i32.wrap_i64 (i64.shr_u (global.get $wide) (i64.const 7)))))

    (func (export "load") (type $binary)
        (i32.add (i32.load8_u (local.get 0)) (i32.load16_s offset=3 (local.get 0))))
    (func (export "load far") (type $binary) (i32.load offset=65532 (local.get 0)))
    (func (export "load never") (type $binary) (i32.load offset=4294967295 (local.get 0)))
    (func (export "store") (type $binary)
        (i64.store offset=1 (local.get 0) (i64.mul (i64.extend_i32_s (local.get 1)) (i64.const 0x100000001)))
        (i32.load offset=5 (local.get 0)))
    (func (export "store other") (type $binary)
        (i32.store16 $n (local.get 0) (local.get 1))
        (i32.load8_s $n offset=1 (local.get 0)))
    (func (export "copy") (type $binary)
        (memory.copy (local.get 0) (i32.const 16) (local.get 1)) (i32.load (i32.const 24)))
    (func (export "copy between") (type $binary)
        (memory.copy $n $m (local.get 0) (i32.const 17) (local.get 1)) (i32.load $n (i32.const 8)))
    (func (export "fill") (type $binary)
        (memory.fill (local.get 0) (local.get 1) (local.get 1)) (i32.load (i32.const 20)))
    (func (export "init") (type $binary)
        (memory.init $passive (local.get 0) (i32.const 2) (local.get 1)) (i32.load (i32.const 4)))
    (func (export "drop") (type $binary) (data.drop $passive) (elem.drop $later) (i32.const 1))
    (func (export "size") (type $binary) (i32.add (memory.size $n) (memory.grow $n (i32.const 0))))
    (func (export "trap") (type $binary) (if (local.get 0) (then unreachable)) (i32.const 3)))"#;

const OPERANDS: &[u32] =
    &[0, 1, 2, 3, 4, 5, 6, 8, 12, 16, 24, 65528, 65532, 65535, 65536, 65537, 131_072, 1 << 31, u32::MAX - 3, u32::MAX];

/// The result of a call. A trap is described by its kind, in the words of the specification's tests.
fn answer(result: Result<Vec<CoreValue>, CallError>) -> Result<Vec<CoreValue>, String> {
    result.map_err(|error| match error {
        CallError::Trap(trap) => trap.kind.map_or_else(|| trap.to_string(), |kind| kind.to_string()),
        other => other.to_string(),
    })
}

/// Returns true if the engine's message describes the trap that the chip reports.
fn same_trap(engine: &str, chip: &str) -> bool {
    engine.contains(chip) || (chip == "undefined element" && engine.contains("table index is out of bounds"))
}

fn compare(target: Target) {
    let module = wat::parse_str(PROGRAM).unwrap();
    let names: Vec<_> = PROGRAM.split("(export \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let names: Vec<_> = names.into_iter().filter(|name| !name.starts_with("memory")).collect();
    assert!(names.len() > 20, "{names:?}");
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::core(&module, target);
    let mut traps = std::collections::BTreeSet::new();
    for round in 0..2 {
        // `drop` is last in its group, so that the two rounds see segments before and after they are dropped.
        for name in &names {
            for &left in OPERANDS {
                for &right in OPERANDS {
                    let arguments = [CoreValue::I32(left), CoreValue::I32(right)];
                    let expected = answer(engine.call(name, &arguments));
                    let actual = answer(chip.call(name, &arguments));
                    match (&expected, &actual) {
                        (Err(expected), Err(actual)) if same_trap(expected, actual) => {
                            traps.insert(actual.clone());
                        }
                        _ => assert_eq!(actual, expected, "{target}, round {round}: {name}({left}, {right})"),
                    }
                }
            }
        }
        for memory in (0..2).map(MemoryIndex::from_u32) {
            let (mut expected, mut actual) = (vec![0; 65536], vec![0; 65536]);
            engine.read(memory, 0, &mut expected).unwrap();
            chip.read(memory, 0, &mut actual).unwrap();
            assert!(expected == actual, "{target}, round {round}: memory {memory} differs");
        }
    }
    let kinds: Vec<_> = traps.iter().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "indirect call type mismatch",
            "out of bounds memory access",
            "out of bounds table access",
            "undefined element",
            "uninitialized element",
            "unreachable"
        ]
    );
}

#[test]
fn cortex_m3() {
    compare(Target::CortexM3);
}

#[test]
fn cortex_m4_soft_float() {
    compare(Target::CortexM4);
}

#[test]
fn cortex_m4_hard_float() {
    compare(Target::CortexM4F);
}

#[test]
fn riscv32imac() {
    compare(Target::Riscv32imac);
}

#[test]
fn instantiation_that_traps_is_reported() {
    let chip = |text: &str| {
        let module = wat::parse_str(text).unwrap();
        let program = dissolve_pipeline::Program::load(&module, "test", Grow::Reject).unwrap();
        let board = dissolve_tests::board_of(Target::CortexM4F);
        let options = dissolve_pipeline::BuildOptions { gate: true, ..dissolve_pipeline::BuildOptions::default() };
        let firmware = program.build(&board, &options).unwrap();
        let mut chip = firmware.boot(&board, std::time::Duration::from_secs(120)).unwrap();
        chip.instantiate().unwrap_err().to_string()
    };
    assert!(chip(r#"(module (memory 1) (data (i32.const 65535) "ab"))"#).contains("out of bounds memory access"));
    assert!(
        chip("(module (table 1 funcref) (elem (i32.const 1) func $f) (func $f))")
            .contains("out of bounds table access")
    );
    assert!(chip("(module (func $f unreachable) (start $f))").contains("unreachable"));
}

/// No linker places the heap below the stack and below the end of the statics. Such symbols are ignored: all of the
/// memory is backed, the arena lies after it, and the report lists all of it.
#[test]
fn limits_that_contradict_each_other_say_nothing() {
    let module = br#"(module
        (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 2)
        (global $__stack_pointer (mut i32) (i32.const 70000))
        (global (export "__data_end") i32 (i32.const 70100))
        (global (export "__heap_base") i32 (i32.const 69000))
        (func (export "block") (result i32)
            (call $arena (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 64)))
        (func (export "last") (result i32) (i32.store (i32.const 131068) (i32.const 7)) (i32.load (i32.const 131068))))"#;
    let program = Program::load(module, "limits", Grow::Reject).unwrap();
    let options = BuildOptions { target: Some(Target::CortexM3), ..BuildOptions::default() };
    let report = program.build(&board_of(Target::CortexM3), &options).unwrap().image.report;
    let bytes = ["guest stack", "statics", "arena"].map(|part| report.ram.bytes_of(&format!("memory 0: {part}")));
    assert_eq!(bytes, [0, 131_072, 4096], "{report}");
    assert_eq!(report.ram.parts.iter().map(|part| part.bytes).sum::<u64>(), report.ram.used, "{report}");
    let mut chip = OnChip::with_options(&program, Target::CortexM3, options);
    let word = |value: Vec<CoreValue>| match value[..] {
        [CoreValue::I32(word)] => word,
        ref other => panic!("{other:?}"),
    };
    let block = word(chip.call("block", &[]).unwrap());
    assert!((131_072..131_072 + 4096 - 64).contains(&block), "{block}");
    assert_eq!(word(chip.call("last", &[]).unwrap()), 7);
}
