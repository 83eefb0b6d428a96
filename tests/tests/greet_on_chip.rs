//! The example on the emulated chips.

use dissolve_abi::{TrapKind, symbol};
use dissolve_pipeline::run::{InvokeError, Value, canonical};
use dissolve_pipeline::targets::{Abi, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, board_of, component};

fn program() -> Program {
    Program::load(&component("greet").bytes, "greet", Grow::Reject).unwrap()
}

fn greet(chip: &mut OnChip, program: &Program, name: &str) -> Result<String, InvokeError> {
    let export = program.interface.as_ref().unwrap().export("greet").unwrap();
    match canonical::invoke(chip, export, &[Value::String(name.into())])? {
        Some(Value::String(greeting)) => Ok(greeting),
        other => panic!("`greet` gave {other:?}"),
    }
}

#[test]
fn it_greets_on_every_target() {
    let program = program();
    for &target in Target::CHIPS {
        let mut chip = OnChip::new(&program, target);
        for name in ["World", "", "Grüße, 日本 🦀", &"long ".repeat(300)] {
            assert_eq!(greet(&mut chip, &program, name).unwrap(), format!("Hello, {name}"), "{target}");
            let arena = chip.chip.arena().unwrap().unwrap();
            assert_eq!((arena.used, arena.size), (0, 4096), "{target}");
        }
    }
}

#[test]
fn a_million_greetings_leave_the_arena_as_the_first_did() {
    let program = program();
    let mut chip = OnChip::new(&program, Target::CortexM4F);
    let export = program.interface.as_ref().unwrap().export("greet").unwrap();
    let first = greet(&mut chip, &program, "World").unwrap();
    let after_first = chip.chip.arena().unwrap().unwrap();
    let all = chip
        .chip
        .repeat(1_000_000, |chip| canonical::invoke(chip, export, &[Value::String("World".into())]))
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(all, Some(Value::String(first)));
    assert_eq!(chip.chip.arena().unwrap().unwrap(), after_first);
}

#[test]
fn a_name_longer_than_the_arena_traps_and_a_fresh_instance_answers() {
    let program = program();
    for &target in Target::CHIPS {
        let mut chip = OnChip::new(&program, target);
        let error = greet(&mut chip, &program, &"x".repeat(5000)).unwrap_err();
        let trap = error.trap().unwrap_or_else(|| panic!("{target}: {error}"));
        assert_eq!(trap.kind, Some(TrapKind::ArenaExhausted), "{target}: {error}");
        assert!(error.to_string().contains("arena exhausted"), "{error}");
        chip.chip.instantiate().unwrap();
        assert_eq!(greet(&mut chip, &program, "again").unwrap(), "Hello, again");
    }
}

#[test]
fn a_trap_a_thousand_times_over_is_survived() {
    let program = program();
    let mut chip = OnChip::new(&program, Target::CortexM4F);
    for _ in 0..1000 {
        assert!(greet(&mut chip, &program, &"x".repeat(5000)).is_err());
    }
    chip.chip.instantiate().unwrap();
    assert_eq!(greet(&mut chip, &program, "World").unwrap(), "Hello, World");
}

/// Section 2 of the contract on the chip, with native addresses: each row of its table, and edge cases.
#[test]
fn the_arena_meets_the_contract() {
    let program = program();
    for &target in Target::CHIPS {
        let mut chip = OnChip::new(&program, target).chip;
        let (start, end) = (chip.address(symbol::ARENA_START).unwrap(), chip.address(symbol::ARENA_END).unwrap());
        assert_eq!(end - start, 4096);
        let mut realloc = |old, old_len, align, new_len| {
            chip.call_symbol(symbol::ARENA_REALLOC, [old, old_len, align, new_len]).map_err(|error| match error {
                dissolve_pipeline::run::CallError::Trap(trap) => trap.kind.unwrap(),
                other => panic!("{target}: {other}"),
            })
        };
        for old in [0, start, 0xdead_beef] {
            for align in [1, 2, 8, 4096, 1 << 31] {
                assert_eq!(realloc(old, 0, align, 0), Ok(align));
            }
        }
        for align in [0, 3, 12, u32::MAX] {
            for new_len in [0, 1] {
                assert_eq!(realloc(0, 0, align, new_len), Err(TrapKind::ArenaBadAlignment));
            }
        }
        for new_len in [4096, 4097, 1 << 31, u32::MAX - 7, u32::MAX] {
            assert_eq!(realloc(0, 0, 8, new_len), Err(TrapKind::ArenaExhausted));
        }
        for align in [8192, 1 << 31] {
            assert_eq!(realloc(0, 0, align, 1), Err(TrapKind::ArenaExhausted));
        }
        for old in [0, start - 8, start, end, !7u32, start + 1] {
            assert_eq!(realloc(old, 8, 8, 0), Err(TrapKind::ArenaBadPointer), "{old:#x}");
            assert_eq!(realloc(old, 8, 8, 8), Err(TrapKind::ArenaBadPointer), "{old:#x}");
        }
        let block = realloc(0, 0, 64, 3500).unwrap();
        assert_eq!(block % 64, 0);
        assert!(block >= start && block + 3500 <= end);
        assert_eq!(realloc(0, 0, 8, 1000), Err(TrapKind::ArenaExhausted), "it is taken");
        assert_eq!(realloc(block, 3500, 64, 0), Ok(64));
        let first = realloc(0, 0, 4, 100).unwrap();
        let second = realloc(0, 0, 4, 100).unwrap();
        assert!(first.abs_diff(second) >= 100);
        let moved = realloc(first, 100, 4, 1000).unwrap();
        assert_eq!(realloc(moved, 1000, 4, 0), Ok(4));
        assert_eq!(realloc(second, 100, 4, 0), Ok(4));
        assert_eq!(chip.arena().unwrap().unwrap().used, 0);
    }
}

/// The image as shipped, without the call gate. Flash is counted without the vectors, of which Armv8-M has twice as
/// many as Armv7-M; RAM is counted without the arena and the stacks.
#[test]
fn the_image_is_small() {
    let program = program();
    for &target in Target::CHIPS {
        let options = BuildOptions { target: Some(target), ..BuildOptions::default() };
        let firmware = program.build(&board_of(target), &options).unwrap();
        let report = &firmware.image.report;
        let flash = report.flash.used - report.flash.bytes_of(".vector_table");
        // Processors without unaligned access need more code, since memory is accessed byte by byte.
        let bytewise = matches!(target.abi(), Abi::Ilp32 | Abi::Ilp32f) || target.triple().starts_with("thumbv6m");
        let limit = if bytewise { 7 } else { 5 } * 1024;
        assert!(flash < limit, "{target}: {flash} bytes of flash besides the vectors");
        let stacks = options.stack.bytes() + options.native_stack.bytes();
        let ram = report.ram.used - report.arena - u64::from(stacks);
        assert!(ram < 2 * 1024, "{target}: {ram} bytes of RAM besides arena and stacks");
        assert!(
            !report
                .symbols
                .iter()
                .any(|symbol| symbol.name.contains("gate_serve") || symbol.name.contains("semihosting"))
        );
    }
}
