//! Traps that report the exhausted resource, the caller, and the option that gives more room.

use dissolve_abi::TrapKind;
use dissolve_pipeline::run::{CallError, CoreValue, Instance as _, Trap};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::OnChip;

/// A module with a linker's layout, the stack first. Its functions exhaust each kind of memory, or panic.
const PROGRAM: &str = r#"(module
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (global $__stack_pointer (mut i32) (i32.const 32768))
    (global (export "__heap_base") i32 (i32.const 32784))
    (func (export "big local") (param i32) (result i32) (local $frame i32)
        (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 4096))))
        (i32.store (local.get $frame) (local.get 0))
        (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 4096)))
        (i32.load (local.get $frame)))
    (func (export "peek") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "allocate") (param i32) (result i32)
        (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get 0)))
    (func $endless (param i32) (result i32)
        (i32.xor (local.get 0) (i32.mul (i32.const 3) (call $endless (i32.add (local.get 0) (i32.const 1))))))
    (func (export "overflow") (param i32) (result i32) (call $endless (local.get 0)))
    (func $_ZN4core9panicking9panic_fmt17h0123456789abcdefE (param i32 i32) (result i32)
        (i32.store (i32.const 32768) (local.get 0))
        (i32.store (i32.const 32772) (i32.mul (local.get 1) (local.get 0)))
        (i32.store (i32.const 32776) (i32.div_u (local.get 1) (i32.or (local.get 0) (i32.const 1))))
        (unreachable))
    (func $first (export "first") (param i32) (result i32)
        (if (local.get 0) (then (return (call $_ZN4core9panicking9panic_fmt17h0123456789abcdefE (i32.const 1) (local.get 0)))))
        (i32.const 1))
    (func $second (export "second") (param i32) (result i32)
        (if (local.get 0) (then (return (call $_ZN4core9panicking9panic_fmt17h0123456789abcdefE (i32.const 2) (local.get 0)))))
        (i32.const 2)))"#;

fn chip(target: Target) -> OnChip {
    let program = Program::load(&wat::parse_str(PROGRAM).unwrap(), "test", Grow::Reject).unwrap();
    OnChip::with_options(&program, target, BuildOptions { native_stack: ByteSize::kib(1), ..BuildOptions::default() })
}

fn trap(chip: &mut OnChip, function: &str, argument: u32) -> Trap {
    let mut trap = match chip.call(function, &[CoreValue::I32(argument)]) {
        Err(CallError::Trap(trap)) => *trap,
        other => panic!("{function}: {other:?}"),
    };
    chip.chip.explain(&mut trap).unwrap();
    trap
}

const TARGETS: [Target; 4] = [Target::CortexM0, Target::CortexM3, Target::CortexM33F, Target::Riscv32imac];

#[test]
fn what_is_used_up_is_said_with_its_option() {
    for target in TARGETS {
        let mut chip = chip(target);
        for (function, argument, kind, expected) in [
            (
                "big local",
                1,
                TrapKind::MemoryOutOfBounds,
                "the guest's stack has 2048 bytes, and its pointer is 2048 bytes below that; `--stack` makes it larger",
            ),
            (
                "peek",
                0,
                TrapKind::MemoryOutOfBounds,
                "addresses 0x7800 to 0x9010 are backed; below is more of the guest's stack, which has 2048 bytes (`--stack`); \
                 the program was not seen to use memory above its statics; the last 4096 bytes are the arena (`--arena`)",
            ),
            (
                "allocate",
                65_537,
                TrapKind::ArenaExhausted,
                "65537 bytes were asked for, and of the arena's 4096 bytes 0 are in use; `--arena` makes it larger",
            ),
            (
                "overflow",
                1,
                TrapKind::StackExhausted,
                "the native stack has 1024 bytes; `--native-stack` makes it larger",
            ),
        ] {
            let trap = trap(&mut chip, function, argument);
            assert_eq!(trap.kind, Some(kind), "{target}: {trap}");
            assert!(trap.to_string().ends_with(&format!("; {expected}")), "{target}: {function}: {trap}");
            chip.chip.instantiate().unwrap();
        }
        let sum = chip.call("first", &[CoreValue::I32(0)]).unwrap();
        assert_eq!(sum, [CoreValue::I32(1)], "{target}: the next call works");
    }
}

/// A program that uses memory above its statics, of which only a part is backed.
#[test]
fn an_access_above_the_heap_names_its_option() {
    let text = r#"(module (memory 1)
        (global $__stack_pointer (mut i32) (i32.const 4096)) (global (export "__heap_base") i32 (i32.const 4112))
        (func (export "peek") (param i32) (result i32) (i32.load (i32.add (i32.const 4112) (local.get 0)))))"#;
    let program = Program::load(text.as_bytes(), "test", Grow::Reject).unwrap();
    let options = BuildOptions { heap: Some(ByteSize::kib(2)), ..BuildOptions::default() };
    let mut chip = OnChip::with_options(&program, Target::CortexM3, options);
    assert_eq!(chip.call("peek", &[CoreValue::I32(2044)]).unwrap(), [CoreValue::I32(0)]);
    let trap = trap(&mut chip, "peek", 2045);
    let expected = "; addresses 0x800 to 0x1810 are backed; below is more of the guest's stack, which has 2048 bytes (`--stack`); the heap above the statics has 2048 bytes (`--heap`)";
    assert!(trap.to_string().ends_with(expected), "{trap}");
}

#[test]
fn an_overflow_names_its_function() {
    for target in TARGETS {
        let mut chip = chip(target);
        for _ in 0..2 {
            let trap = trap(&mut chip, "overflow", 1);
            assert_eq!(trap.function.as_deref(), Some("endless"), "{target}: {trap:#?}");
        }
    }
}

/// A trap in a function that only reports a panic names the caller, since that is where the cause is.
#[test]
fn a_panic_names_its_caller() {
    for target in TARGETS {
        let mut chip = chip(target);
        for function in ["first", "second", "first"] {
            let trap = trap(&mut chip, function, 7);
            assert_eq!(trap.kind, Some(TrapKind::Unreachable), "{target}: {trap}");
            assert_eq!(trap.function.as_deref(), Some("core::panicking::panic_fmt"), "{target}: {trap:#?}");
            let text = trap.to_string();
            assert!(text.contains(&format!(", called from `{function}` at offset ")), "{target}: {text}");
        }
    }
}
