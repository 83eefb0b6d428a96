//! The example on the emulated chips.

use std::ops::Range;

use dissolve_abi::{TrapKind, symbol};
use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::run::{CallError, CoreValue, Instance as _, InvokeError, Value, canonical};
use dissolve_pipeline::targets::{Abi, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, RuntimeForm};
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

/// A module that passes the calls of its host on to the allocator.
const PASSES_ON: &str = r#"(module (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (memory 0) (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (call $realloc (local.get 0) (local.get 1) (local.get 2) (local.get 3))))"#;

/// Section 2 of the contract on the chip, with native addresses: the allocator of the archive.
#[test]
fn the_arena_meets_the_contract() {
    let program = program();
    for &target in Target::CHIPS {
        let options = BuildOptions { runtime: RuntimeForm::Archive, ..BuildOptions::default() };
        let mut chip = OnChip::with_options(&program, target, options).chip;
        let (start, end) = (chip.address(symbol::ARENA_START).unwrap(), chip.address(symbol::ARENA_END).unwrap());
        let realloc = |[old, old_len, align, new_len]: [u32; 4]| {
            chip.call_symbol(symbol::ARENA_REALLOC, [old, old_len, align, new_len])
        };
        meets_the_contract(&target.to_string(), start..end, 64, realloc);
        assert_eq!(chip.arena().unwrap().unwrap().used, 0);
    }
}

/// The same with addresses of the program: the allocator that is compiled with it, at every level. The program's memory is aligned to 16 bytes,
/// so it has no blocks with a greater alignment.
#[test]
fn the_arena_that_is_compiled_with_the_program_meets_the_contract() {
    let program = Program::load(PASSES_ON.as_bytes(), "guest", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        for &opt in OptLevel::ALL {
            let options = BuildOptions { target: Some(target), gate: true, opt, ..BuildOptions::default() };
            let board = board_of(target);
            let firmware = program.build(&board, &options).unwrap();
            let names: Vec<_> = firmware.image.report.symbols.iter().map(|symbol| &symbol.name).collect();
            assert!(names.iter().all(|name| !name.starts_with("__cabi_arena_realloc")), "{target}: {names:?}");
            let mut chip = OnChip::boot(&firmware, &board).unwrap().chip;
            let end = firmware.object.memories[0].window.high as u32;
            let realloc = |arguments: [u32; 4]| {
                let result = chip.call("realloc", &arguments.map(CoreValue::I32))?;
                match result[..] {
                    [CoreValue::I32(block)] => Ok(block),
                    ref other => panic!("`realloc` gave {other:?}"),
                }
            };
            meets_the_contract(&format!("{target}, -O {opt}"), end - 4096..end, 16, realloc);
            assert_eq!(chip.arena().unwrap().unwrap().used, 0);
        }
    }
}

/// Each row of the contract's table, and edge cases, for an arena in this range that is aligned to `most` bytes. `realloc` calls the allocator.
fn meets_the_contract(
    what: &str,
    arena: Range<u32>,
    most: u32,
    mut realloc: impl FnMut([u32; 4]) -> Result<u32, CallError>,
) {
    let Range { start, end } = arena;
    assert_eq!(end - start, 4096);
    let mut realloc = |old, old_len, align, new_len| {
        realloc([old, old_len, align, new_len]).map_err(|error| match error {
            CallError::Trap(trap) => trap.kind.unwrap(),
            other => panic!("{what}: {other}"),
        })
    };
    for old in [0, start, 0xdead_beef] {
        for align in [1, 2, 8, 4096, 1 << 31] {
            assert_eq!(realloc(old, 0, align, 0), Ok(align), "{what}");
        }
    }
    for align in [0, 3, 12, u32::MAX] {
        for new_len in [0, 1] {
            assert_eq!(realloc(0, 0, align, new_len), Err(TrapKind::ArenaBadAlignment), "{what}");
        }
    }
    for new_len in [4096, 4097, 1 << 31, u32::MAX - 7, u32::MAX] {
        assert_eq!(realloc(0, 0, 8, new_len), Err(TrapKind::ArenaExhausted), "{what}");
    }
    for align in [8192, 1 << 31] {
        assert_eq!(realloc(0, 0, align, 1), Err(TrapKind::ArenaExhausted), "{what}");
    }
    for old in [0, start.wrapping_sub(8), start, end, !7u32, start + 1] {
        assert_eq!(realloc(old, 8, 8, 0), Err(TrapKind::ArenaBadPointer), "{what}: {old:#x}");
        assert_eq!(realloc(old, 8, 8, 8), Err(TrapKind::ArenaBadPointer), "{what}: {old:#x}");
    }
    let block = realloc(0, 0, most, 3500).unwrap();
    assert_eq!(block % most, 0, "{what}");
    assert!(block >= start && block + 3500 <= end, "{what}");
    assert_eq!(realloc(0, 0, 8, 1000), Err(TrapKind::ArenaExhausted), "{what}: it is taken");
    assert_eq!(realloc(block, 3500, most, 0), Ok(most), "{what}");
    let first = realloc(0, 0, 4, 100).unwrap();
    let second = realloc(0, 0, 4, 100).unwrap();
    assert!(first.abs_diff(second) >= 100, "{what}");
    let moved = realloc(first, 100, 4, 1000).unwrap();
    assert!(moved != first && moved.abs_diff(second) >= 100, "{what}");
    assert_eq!(realloc(moved, 1000, 4, 0), Ok(4), "{what}");
    assert_eq!(realloc(second, 100, 4, 0), Ok(4), "{what}");
}

/// The allocator that is compiled with the program has no code for what the program never asks for: `greet` resizes no block. It is smaller and
/// faster than that of the archive, which has the same answers.
#[test]
fn what_the_program_does_not_need_of_the_allocator_is_left_out() {
    let program = program();
    for target in [Target::CortexM0, Target::CortexM4F, Target::Riscv32imac] {
        let taken = |runtime| {
            let options = BuildOptions { target: Some(target), runtime, ..BuildOptions::default() };
            let flash = program.build(&board_of(target), &options).unwrap().image.report.flash.used;
            let mut chip = OnChip::with_options(&program, target, options);
            assert_eq!(greet(&mut chip, &program, "World").unwrap(), "Hello, World");
            flash
        };
        let [bitcode, archive] = [RuntimeForm::Bitcode, RuntimeForm::Archive].map(taken);
        assert!(bitcode + 350 < archive, "{target}: {bitcode} bytes of flash, {archive} with the archive");
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
