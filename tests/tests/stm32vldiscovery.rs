//! The smallest board: 8 KiB of RAM, flash that does not start at address zero, and no memory protection unit on the
//! chip itself.

use std::path::Path;

use dissolve_abi::{TrapKind, symbol};
use dissolve_pipeline::boards::Board;
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, board_of, clang, compile, component, invoke};

fn board() -> Board {
    dissolve_pipeline::boards::find("stm32vldiscovery").unwrap()
}

/// Options that leave room for the program.
fn small() -> BuildOptions {
    BuildOptions {
        arena: ByteSize::kib(1),
        stack: ByteSize::new(512),
        native_stack: ByteSize::kib(1),
        ..BuildOptions::default()
    }
}

fn greet() -> Program {
    Program::load(&component("greet").bytes, "greet", Grow::Reject).unwrap()
}

fn core(text: &str) -> Program {
    Program::load(&wat::parse_str(text).unwrap(), "test", Grow::Reject).unwrap()
}

#[test]
fn it_greets() {
    let program = greet();
    let interface = program.interface.as_ref().unwrap();
    let mut chip = OnChip::on_board(&program, &board(), small());
    let start = chip.chip.address("greet_greet").unwrap();
    assert!((0x0800_0000..0x0802_0000).contains(&start), "code is at {start:#x}");
    // The longest name takes several frames of the gate in each direction.
    for name in ["World", "", "Grüße, 日本 🦀", &"long ".repeat(90)] {
        let answer = invoke(&mut chip, interface, &format!("greet(\"{name}\")")).unwrap();
        assert_eq!(answer, format!("\"Hello, {name}\""));
    }
    let first = chip.chip.arena().unwrap().unwrap();
    assert_eq!((first.used, first.size), (0, 1024));
}

#[test]
fn ten_thousand_greetings_leave_the_arena_as_the_first_did() {
    let program = greet();
    let interface = program.interface.as_ref().unwrap();
    let mut chip = OnChip::on_board(&program, &board(), small()).chip;
    let answer = chip.repeat(10_000, |chip| invoke(chip, interface, "greet(\"World\")"));
    assert_eq!(answer.unwrap_or_else(|error| panic!("{error:?}")), "\"Hello, World\"");
    assert_eq!(chip.arena().unwrap().unwrap().used, 0);
}

#[test]
fn an_exhausted_arena_traps_and_a_fresh_instance_answers() {
    let program = greet();
    let interface = program.interface.as_ref().unwrap();
    let mut chip = OnChip::on_board(&program, &board(), small());
    for _ in 0..3 {
        let error = invoke(&mut chip, interface, &format!("greet(\"{}\")", "x".repeat(1000))).unwrap_err();
        assert_eq!(error.trap().unwrap().kind, Some(TrapKind::ArenaExhausted), "{error}");
        chip.chip.instantiate().unwrap();
        assert_eq!(invoke(&mut chip, interface, "greet(\"again\")").unwrap(), "\"Hello, again\"");
    }
}

#[test]
fn what_is_shipped_fits_and_is_listed_to_the_byte() {
    let firmware = greet().build(&board(), &small()).unwrap();
    let ram = &firmware.image.report.ram;
    assert_eq!(ram.capacity, 8192);
    assert_eq!(ram.parts.iter().map(|part| part.bytes).sum::<u64>(), ram.used);
    assert_eq!((ram.bytes_of(".call_stack"), ram.bytes_of("greet: guest stack")), (1024, 512));
    // The stacks, the arena, and the runtime's data.
    assert!(ram.used < 1024 + 1024 + 512 + 1024 + 512, "{ram:?}");
    assert_eq!(ram.bytes_of(".gate_buffer"), 0);
}

#[test]
fn what_does_not_fit_is_refused_with_the_regions_largest_first() {
    let options = BuildOptions { handler_stack: Some(ByteSize::kib(1)), ..BuildOptions::default() };
    let error = greet().build(&board(), &options).unwrap_err().to_string();
    let (head, list) = error.split_once('\n').unwrap();
    assert!(head.contains("stm32vldiscovery") && head.contains("RAM") && head.contains("8192"), "{error}");
    let sizes = list.lines().map_while(|line| line.split_whitespace().next()?.parse::<u64>().ok()).collect::<Vec<_>>();
    assert!(sizes.len() >= 5 && sizes.is_sorted_by(|a, b| a >= b), "{error}");
    for (bytes, part) in
        [(4096, "greet: arena"), (2048, "greet: guest stack"), (2048, ".call_stack"), (1024, ".handler_stack")]
    {
        assert!(list.lines().any(|line| line.trim() == format!("{bytes}  {part}")), "{bytes} {part}: {error}");
    }
}

/// The gate's buffer takes the remaining RAM, and its size is reported. If nothing remains, the image is refused.
#[test]
fn the_gate_takes_what_is_left_of_the_ram() {
    let program = core("(module (memory (export \"memory\") 1) (data (i32.const 0) \"x\"))");
    let sized = |native_stack, board: &Board| {
        let options = BuildOptions { gate: true, native_stack: ByteSize::new(native_stack), ..small() };
        core("(module (func (export \"f\")))").build(board, &options).map(|firmware| firmware.image.report.ram)
    };
    let ram = sized(1024, &board()).unwrap();
    assert_eq!(ram.used, 8192);
    let least = 520;
    let spare = ram.bytes_of(".gate_buffer") - least;
    let ram = sized(1024 + spare as u32, &board()).unwrap();
    assert_eq!((ram.used, ram.bytes_of(".gate_buffer")), (8192, least));
    let error = sized(1024 + spare as u32 + 8, &board()).unwrap_err().to_string();
    assert!(error.contains("520  .gate_buffer"), "{error}");
    let ram = sized(1024, &board_of(Target::CortexM3)).unwrap();
    assert_eq!(ram.bytes_of(".gate_buffer"), 8200);
    // A whole page of 64 KiB does not fit.
    let error = program.build(&board(), &small()).unwrap_err().to_string();
    assert!(error.contains("65536  memory 0"), "{error}");
}

/// With the smallest buffer, every value can still be transferred, in more frames.
#[test]
fn the_smallest_buffer_carries_every_call() {
    let program = greet();
    let interface = program.interface.as_ref().unwrap();
    let used = |native_stack| {
        let options = BuildOptions { gate: true, native_stack: ByteSize::new(native_stack), ..small() };
        program.build(&board(), &options).unwrap().image.report.ram
    };
    // Windows are aligned to 16 bytes.
    let native_stack = 1024 + (used(1024).bytes_of(".gate_buffer") as u32 - 520) / 16 * 16;
    assert!((520..536).contains(&used(native_stack).bytes_of(".gate_buffer")));
    let options = BuildOptions { native_stack: ByteSize::new(native_stack), ..small() };
    let mut chip = OnChip::on_board(&program, &board(), options);
    let name = "abc".repeat(150);
    assert_eq!(invoke(&mut chip, interface, &format!("greet(\"{name}\")")).unwrap(), format!("\"Hello, {name}\""));
    let answer = chip.chip.repeat(5, |chip| invoke(chip, interface, "greet(\"World\")"));
    assert_eq!(answer.unwrap_or_else(|error| panic!("{error:?}")), "\"Hello, World\"");
}

const RECURSION: &str = r#"(module
    (func $deep (export "deep") (param i32) (result i32)
        (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 1))
            (else (i32.add (local.get 0) (i32.mul (i32.const 3) (call $deep (i32.sub (local.get 0) (i32.const 1)))))))))"#;

/// Nothing is mapped below this chip's RAM, so a stack overflow faults with and without a guard by the protection unit.
#[test]
fn a_stack_overflow_traps_without_a_protection_unit_too() {
    let folder = tempfile::tempdir().unwrap();
    let source = "__attribute__((used, retain)) unsigned no_guard(void) {\
        volatile unsigned *control = (volatile unsigned *)0xE000ED94; unsigned was = *control; *control = 0; return was; }";
    std::fs::write(folder.path().join("no_guard.c"), source).unwrap();
    let flags = ["--target=thumbv7m-none-eabi", "-Os", "-ffreestanding", "-c", "no_guard.c", "-o", "no_guard.o"];
    compile(clang().c, Path::new(folder.path()), flags).unwrap();
    let options = BuildOptions { link: vec![folder.path().join("no_guard.o")], ..small() };
    let mut chip = OnChip::on_board(&core(RECURSION), &board(), options);
    let below = chip.chip.address(symbol::STACK_LOW).unwrap();
    assert_eq!(below, 0x2000_0000);
    for guarded in [true, false] {
        if !guarded {
            assert_eq!(chip.chip.call_symbol("no_guard", [0; 4]).unwrap(), 5, "the guard was on");
            assert_eq!(chip.chip.call_symbol("no_guard", [0; 4]).unwrap(), 0, "the guard is off");
        }
        for _ in 0..3 {
            let error = chip.call("deep", &[CoreValue::I32(1_000_000)]).unwrap_err().to_string();
            assert!(error.contains("call stack exhausted"), "guarded: {guarded}: {error}");
            assert_eq!(chip.call("deep", &[CoreValue::I32(2)]).unwrap(), [CoreValue::I32(9 + 3 + 2)]);
        }
    }
}

/// Both chips are a Cortex-M3, so the same code takes the same number of instructions, whatever the clock.
#[test]
fn instructions_are_counted_as_on_the_other_board() {
    let program = core(
        r#"(module (func (export "loop") (param i32) (result i32) (local i32)
            (loop $next
                (local.set 1 (i32.xor (i32.mul (local.get 1) (i32.const 31)) (local.get 0)))
                (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get 1)))"#,
    );
    let mut chips = [board(), board_of(Target::CortexM3)]
        .map(|board| OnChip::on_board(&program, &board, BuildOptions { ..small() }));
    let mut count = |times: u32| {
        let [here, there] = chips.each_mut().map(|chip| {
            chip.call("loop", &[CoreValue::I32(times)]).unwrap();
            chip.chip.instructions("loop").unwrap()
        });
        assert_eq!(here, there, "{times} times");
        here
    };
    let (one, two) = (count(1), count(2));
    let each = two - one;
    assert!((3..=6).contains(&each), "{each} instructions each time");
    for times in [3, 10, 1000, 100_000] {
        assert_eq!(count(times), one + each * u64::from(times - 1), "{times} times");
    }
}
