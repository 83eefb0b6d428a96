//! Profiles and coverage of recorded runs: every instruction counts once, for the function that it is of.

use std::collections::BTreeMap;
use std::time::Duration;

use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::run::profile::{Function, Owner};
use dissolve_pipeline::run::{CallError, Chip, CoreValue, Instance as _};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::board_of;

const TIMEOUT: Duration = Duration::from_secs(120);

/// With few and many registers, and another instruction set.
const TARGETS: [Target; 4] = [Target::CortexM0, Target::CortexM4F, Target::CortexM33F, Target::Riscv32imac];

/// `run` calls itself for each Fibonacci number below; the others do nothing, or trap.
const RECURSION: &str = r#"(module (memory 0)
    (func $fibonacci (param i32) (result i32)
        (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
            (then (local.get 0))
            (else (i32.add (call $fibonacci (i32.sub (local.get 0) (i32.const 1)))
                (call $fibonacci (i32.sub (local.get 0) (i32.const 2)))))))
    (func (export "run") (param i32) (result i32) (call $fibonacci (local.get 0)))
    (func (export "nothing"))
    (func (export "never") (param i32) (if (local.get 0) (then unreachable))))"#;

/// `run` calls the other component twice in each round.
const SEAM: &str = include_str!("profile/seam.wat");

fn record(text: &str, target: Target, opt: OptLevel) -> (Program, Chip) {
    let program = Program::load(text.as_bytes(), "guest", Grow::Deny).unwrap();
    let options = BuildOptions { target: Some(target), opt, gate: true, grow: Grow::Deny, ..BuildOptions::default() };
    let board = board_of(target);
    let mut chip = program.build(&board, &options).unwrap().record(&board, TIMEOUT).unwrap();
    chip.instantiate().unwrap();
    (program, chip)
}

/// Calls a function; returns the instructions that the chip's timer counts, and that of the return, which the timer does not see.
fn call(chip: &mut Chip, name: &str, arguments: &[i32]) -> Result<u64, CallError> {
    chip.call(name, &arguments.iter().map(|argument| CoreValue::I32(argument.cast_unsigned())).collect::<Vec<_>>())?;
    Ok(chip.instructions(name).unwrap() + 1)
}

/// The sum of the counts in folded stacks.
fn sum(folded: &str) -> u64 {
    folded.lines().map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}

#[test]
fn every_instruction_counts_once() {
    for target in TARGETS {
        let (_, mut chip) = record(RECURSION, target, OptLevel::Size);
        let counts = ["run", "nothing", "run"]
            .map(|name| call(&mut chip, name, if name == "run" { &[12] } else { &[] }).unwrap());
        let recording = chip.recording().unwrap();
        let profile = &recording.profile;
        assert_eq!((profile.calls, profile.instructions()), (3, counts.iter().sum()), "{target}");
        assert_eq!(sum(&profile.folded()), profile.instructions(), "{target}");
        assert_eq!(profile.owners(), BTreeMap::from([("guest".to_owned(), profile.instructions())]), "{target}");
        // A function that does nothing returns.
        assert_eq!(counts[1], 1, "{target}");
        let own = |name: &str| {
            let named = |function: &Function| function.name.contains(name);
            profile.functions().iter().filter(|(function, _)| named(function)).map(|(_, cost)| cost.own).sum::<u64>()
        };
        assert_eq!(own("nothing"), 1, "{target}");
        assert!(own("fibonacci") > profile.instructions() * 9 / 10, "{target}");
        assert!(chip.recording().is_none(), "once");

        // The recursion is entered 465 times for the 12th number, of which 232 times are not at its end; all of it twice.
        let coverage = chip.coverage(&recording);
        let lines = coverage.lines.iter().filter(|((function, _), _)| function.name.contains("fibonacci"));
        let lines: Vec<_> = lines.map(|((_, position), count)| (position.line, *count)).collect();
        assert_eq!(lines.iter().min().map(|(_, count)| *count), Some(2 * 465), "{target}: {lines:?}");
        assert!(lines.iter().any(|(_, count)| *count == 2 * 232), "{target}: {lines:?}");
        // `never`, which traps, was not called.
        let never = coverage.lines.iter().filter(|((function, _), _)| function.name.contains("never"));
        assert!(never.clone().count() > 0 && never.clone().all(|(_, count)| *count == 0), "{target}");
        assert!(coverage.lcov().contains("\nFNDA:0,"), "{}", coverage.lcov());
    }
}

/// The chip counts the same with and without a recording.
#[test]
fn a_recording_changes_no_count() {
    for target in TARGETS {
        let program = Program::load(RECURSION.as_bytes(), "guest", Grow::Deny).unwrap();
        let options = BuildOptions { target: Some(target), gate: true, grow: Grow::Deny, ..BuildOptions::default() };
        let board = board_of(target);
        let firmware = program.build(&board, &options).unwrap();
        let counts = [firmware.boot(&board, TIMEOUT), firmware.record(&board, TIMEOUT)].map(|chip| {
            let mut chip = chip.unwrap();
            chip.instantiate().unwrap();
            call(&mut chip, "run", &[10]).unwrap()
        });
        assert_eq!(counts[0], counts[1], "{target}");
    }
}

#[test]
fn a_trap_ends_what_is_recorded_of_a_call() {
    for target in TARGETS {
        let (_, mut chip) = record(RECURSION, target, OptLevel::Size);
        assert!(matches!(call(&mut chip, "never", &[1]), Err(CallError::Trap(_))), "{target}");
        let count = call(&mut chip, "run", &[5]).unwrap();
        let recording = chip.recording().unwrap();
        assert_eq!(recording.profile.calls, 2, "{target}");
        let roots = |part: &str| {
            let stacks = recording.profile.stacks.iter();
            stacks.filter(|(stack, _)| stack[0].name.contains(part)).map(|(_, count)| count).sum::<u64>()
        };
        assert_eq!(roots("run"), count, "{target}: no handler is open after the trap");
        assert!(roots("never") > 2, "{target}: its handler counts for it");
    }
}

#[test]
fn calls_between_components_are_counted() {
    for target in TARGETS {
        let (_, mut chip) = record(SEAM, target, OptLevel::SizeAboveAll);
        let count = call(&mut chip, "run", &[10]).unwrap();
        let profile = chip.recording().unwrap().profile;
        assert_eq!(profile.instructions(), count, "{target}");
        let crossings: Vec<_> = profile
            .crossings
            .iter()
            .map(|(crossing, count)| (crossing.caller.as_str(), crossing.callee.as_str(), *count))
            .collect();
        assert_eq!(crossings, [("app", "meter", 20)], "{target}");
        assert!(profile.inlined().is_empty(), "{target}");
        let owners = profile.owners();
        assert!(owners["meter"] > owners["app"] && owners["meter"] + owners["app"] == count, "{target}: {owners:?}");
        // All stacks begin with the function that the host calls; those of `meter` go through `app`.
        for stack in profile.stacks.keys() {
            assert!(matches!(&stack[0].owner, Owner::Component { component, .. } if component == "app"), "{stack:?}");
        }
    }
    // Inlined, there is no call to count.
    let (_, mut chip) = record(SEAM, Target::CortexM4F, OptLevel::Three);
    call(&mut chip, "run", &[10]).unwrap();
    let profile = chip.recording().unwrap().profile;
    assert!(profile.crossings.is_empty() && profile.inlined().contains(&("app", "meter")), "{profile:?}");
}
