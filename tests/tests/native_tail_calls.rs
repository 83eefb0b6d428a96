//! Any number of tail calls takes no stack: the emulated chips behave like a stock engine.

use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{CallError, CoreValue, Instance};
use dissolve_tests::{OnChip, OnEngine};

/// Functions with one `i32` parameter, the number of tail calls that they make.
const PROGRAM: &str = r#"(module
    (type $even (func (param i32 i64) (result i64 i32)))
    (type $number (func (param i32) (result i32)))
    (table $t 4 funcref)
    (elem (table $t) (i32.const 0) func $even $down $trap)
    (func $even (type $even)
        (if (i32.eqz (local.get 0)) (then (return (local.get 1) (i32.const 1))))
        (return_call $odd (f64.convert_i32_u (i32.sub (local.get 0) (i32.const 1)))
            (i64.add (local.get 1) (i64.extend_i32_u (local.get 0))) (f32.const 0.5) (i32.const 7) (i32.const 8)
            (v128.const i32x4 1 2 3 4) (ref.func $even)))
    (func $odd (param $n f64) (param $sum i64) (param f32 i32 i32) (param $v v128) (param funcref) (result i64 i32)
        (if (f64.eq (local.get $n) (f64.const 0)) (then (return (local.get $sum) (i32.const 0))))
        (return_call_indirect $t (type $even)
            (i32.sub (i32.trunc_f64_u (local.get $n)) (i32.const 1))
            (i64.add (local.get $sum) (i64.extend_i32_u (i32x4.extract_lane 2 (local.get $v))))
            (ref.is_null (local.get 6))))
    (func (export "mutual") (param i32) (result i32) (local i32)
        (call $even (local.get 0) (i64.const 5)) (local.set 1)
        (i32.add (i32.wrap_i64) (local.get 1)))
    (func $down (type $number)
        (if (i32.eqz (local.get 0)) (then (return (i32.const 42))))
        (return_call_indirect $t (type $number) (i32.sub (local.get 0) (i32.const 1)) (i32.const 1)))
    (func (export "through a table") (type $number) (return_call $down (local.get 0)))
    (func $self (export "itself") (param i32) (result i32) (local $fresh i32)
        (if (i32.eqz (local.get 0)) (then (return (local.get $fresh))))
        (local.set $fresh (i32.const 1))
        (return_call $self (i32.sub (local.get 0) (i32.const 1))))
    (func $nested (param i32 i32) (result i32)
        (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
        (return_call $other (i32.sub (local.get 0) (i32.const 1))
            (i32.add (local.get 1) (call $down (i32.and (local.get 0) (i32.const 3))))))
    (func $other (param i32 i32) (result i32)
        (return_call $nested (local.get 0) (i32.xor (local.get 1) (local.get 0))))
    (func (export "nested") (param i32) (result i32)
        (call $nested (i32.and (local.get 0) (i32.const 0xffff)) (i32.const 3)))
    (func $trap (type $number) (i32.div_u (i32.const 1) (i32.sub (local.get 0) (local.get 0))))
    (func (export "trap") (type $number) (return_call $trap (local.get 0)))
    (func (export "trap in a table") (type $number) (return_call_indirect $t (type $number) (local.get 0) (i32.const 2)))
    (func (export "none") (type $number) (return_call_indirect $t (type $number) (local.get 0) (i32.const 3)))
    (func (export "beyond") (type $number) (return_call_indirect $t (type $number) (local.get 0) (i32.const 4)))
    (func (export "mismatch") (type $number) (return_call_indirect $t (type $number) (local.get 0) (i32.const 0)))
    (func $nothing (export "nothing") (param i32) (result i32)
        (call $no_results (local.get 0)) (i32.const 9))
    (func $no_results (param i32)
        (br_if 0 (i32.eqz (local.get 0))) (return_call $no_results_either (i32.sub (local.get 0) (i32.const 1))))
    (func $no_results_either (param i32) (return_call $no_results (local.get 0))))"#;

fn answer(result: Result<Vec<CoreValue>, CallError>) -> Result<Vec<CoreValue>, String> {
    result.map_err(|error| match error {
        CallError::Trap(trap) => trap.kind.map_or_else(|| trap.to_string(), |kind| kind.to_string()),
        other => other.to_string(),
    })
}

fn compare(target: Target) {
    let module = wat::parse_str(PROGRAM).unwrap();
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::core(&module, target);
    let names: Vec<_> = PROGRAM.split("(export \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut traps = 0;
    for name in names {
        for count in [0, 1, 2, 3, 1000, 1_000_001] {
            let arguments = [CoreValue::I32(count)];
            let (expected, actual) = (answer(engine.call(name, &arguments)), answer(chip.call(name, &arguments)));
            match (&expected, &actual) {
                (Err(expected), Err(actual)) => {
                    let undefined = actual == "undefined element" && expected.contains("table index");
                    assert!(expected.contains(actual) || undefined, "{target}: {name}({count}): {actual}, {expected}");
                    traps += 1;
                }
                _ => assert_eq!(actual, expected, "{target}: {name}({count})"),
            }
        }
    }
    assert_eq!(traps, 5 * 6);
}

#[test]
fn every_target() {
    for &target in Target::CHIPS {
        compare(target);
    }
}

/// If the stack runs out while a tail call is prepared, that call must not be made by the next call from outside. Which
/// instruction traps depends on where the stack ends.
#[test]
fn a_call_that_a_trap_left_is_not_made() {
    let text = r#"(module
        (func $leaf (param i32) (result i32) (local.get 0))
        (func $tail (export "tail") (param i32) (result i32)
            (if (local.get 0) (then (return_call $leaf (local.get 0)))) (i32.const 7))
        (func $deep (export "deep") (param i32) (result i32)
            (drop (call $tail (i32.const 5))) (i32.add (call $deep (local.get 0)) (i32.const 1))))"#;
    let program = Program::load(&wat::parse_str(text).unwrap(), "test", Grow::Reject).unwrap();
    for target in [Target::CortexM0, Target::CortexM4F, Target::CortexM33, Target::Riscv32imac] {
        for (&opt, words) in OptLevel::ALL.iter().flat_map(|opt| [0, 1].map(|words| (opt, words))) {
            let native_stack = ByteSize::new(512 + 8 * words);
            let options = BuildOptions { opt, native_stack, ..BuildOptions::default() };
            let mut chip = OnChip::with_options(&program, target, options);
            for fresh in [false, true] {
                let deep = chip.call("deep", &[CoreValue::I32(0)]);
                assert_eq!(answer(deep), Err("call stack exhausted".into()), "{target} -O{opt}, {native_stack}");
                if fresh {
                    chip.chip.instantiate().unwrap();
                }
                let tail = chip.call("tail", &[CoreValue::I32(0)]);
                assert_eq!(answer(tail), Ok(vec![CoreValue::I32(7)]), "{target} -O{opt}, {native_stack}");
            }
        }
    }
}
