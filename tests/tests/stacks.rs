//! Painted stacks: the bytes that calls really use, next to those that the report says they need.
//!
//! The host fills a stack with a pattern through the call gate, calls a function, and looks for the lowest byte that has changed.

use std::path::Path;

use dissolve_abi::symbol::{STACK_LOW, STACK_TOP};
use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::run::{CoreValue, Instance as _, Value, canonical};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Firmware, Program};
use dissolve_tests::{OnChip, board_of, clang, compile, component};

/// The byte that unused stack has.
const PAINT: u8 = 0xA7;
/// The bytes at the top of the native stack on which the gate copies the pattern.
const GATE: u32 = 48;
/// The targets whose frames differ: few registers, an FPU, another instruction set.
const TARGETS: [Target; 3] = [Target::CortexM0, Target::CortexM4F, Target::Riscv32imac];
/// The most that a need may be above the use, in parts of a hundred.
const MOST_OVER: u64 = 15;
/// The bytes by which a frame may be larger than what a function writes to it: frames are multiples of 16 bytes.
const PADDING: u64 = 16;

const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../benches/programs");

/// A stack, painted from its low end.
struct Painted {
    low: u32,
    top: u32,
    /// The number of painted bytes.
    bytes: u32,
}

impl Painted {
    /// Paints a stack, without the `kept` bytes at its top.
    fn new(chip: &mut OnChip, low: u32, top: u32, kept: u32) -> Painted {
        let bytes = (top - low).saturating_sub(kept);
        chip.chip.write_native(low, &vec![PAINT; bytes as usize]).unwrap();
        Painted { low, top, bytes }
    }

    /// Paints the native stack.
    fn native(chip: &mut OnChip) -> Painted {
        let [low, top] = [STACK_LOW, STACK_TOP].map(|symbol| chip.chip.address(symbol).unwrap());
        Painted::new(chip, low, top, GATE)
    }

    /// Paints the guest's stack in its first memory.
    fn guest(chip: &mut OnChip, firmware: &Firmware) -> Painted {
        let memory = &firmware.object.memories[0];
        let low = chip.chip.address(&memory.symbol).unwrap();
        Painted::new(chip, low, low + memory.window.stack, 0)
    }

    /// The bytes from the lowest one that has changed to the top.
    fn used(&self, chip: &mut OnChip) -> u64 {
        let mut bytes = vec![0; self.bytes as usize];
        chip.chip.read_native(self.low, &mut bytes).unwrap();
        let unused = bytes.iter().take_while(|byte| **byte == PAINT).count();
        u64::from(self.top - self.low) - unused as u64
    }
}

/// The options under which stacks are computed.
fn computed(target: Target, opt: OptLevel) -> BuildOptions {
    BuildOptions {
        target: Some(target),
        opt,
        gate: true,
        stack_is_computed: true,
        native_stack_is_computed: true,
        ..BuildOptions::default()
    }
}

/// The bytes that the native stack has besides the frames of functions: for an exception, and on Armv6-M the margin by which an overflow
/// is told from a trap.
fn besides_frames(target: Target) -> u64 {
    u64::from(target.exception_frame()) + if target.is_thumb1() { 8 } else { 0 }
}

/// The bytes that the frames of functions need on the native stack; those that the gate uses at least.
fn frames_need(firmware: &Firmware, target: Target) -> u64 {
    (firmware.native_stack.bytes - besides_frames(target)).max(GATE.into())
}

/// A need is never below the use, and not much above where calls take the deepest path.
fn compare(what: &str, need: u64, used: u64) {
    let is_close = need * 100 <= used * (100 + MOST_OVER) || need <= used + PADDING;
    assert!(used <= need && is_close, "{what}: {used} bytes are used, and {need} are said to be needed");
}

/// Compiles a program of the benchmark to WebAssembly.
fn module(source: &Path) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let library = Path::new(PROGRAMS).join("library.c");
    let flags = "--target=wasm32 -O2 -std=c11 -nostdlib -ffp-contract=off -fno-math-errno -fno-builtin-strlen -mbulk-memory \
                 -mnontrapping-fptoint -Wl,--no-entry,--stack-first,--emit-relocs,--export=__heap_base,--export=__data_end \
                 -o program.wasm";
    let sources = [source, &library].map(|path| path.to_str().unwrap().to_owned());
    let arguments = flags.split_whitespace().map(str::to_owned).chain(sources);
    compile(clang().c, folder.path(), arguments).unwrap_or_else(|error| panic!("{error}"));
    std::fs::read(folder.path().join("program.wasm")).unwrap()
}

#[test]
fn the_need_of_programs_is_what_they_use() {
    let sources = std::fs::read_dir(PROGRAMS).unwrap().map(|entry| entry.unwrap().path());
    let mut sources: Vec<_> =
        sources.filter(|path| path.extension().is_some_and(|extension| extension == "c")).collect();
    sources.sort();
    let mut compared = 0;
    for source in sources {
        let name = source.file_stem().unwrap().to_str().unwrap();
        if name == "library" {
            continue;
        }
        let program = Program::load(&module(&source), "program", Grow::Reject).unwrap();
        for target in TARGETS {
            for opt in [OptLevel::SizeAboveAll, OptLevel::Three] {
                let board = board_of(target);
                let firmware = program.build(&board, &computed(target, opt)).unwrap();
                let mut chip = OnChip::boot(&firmware, &board).unwrap();
                let native = Painted::native(&mut chip);
                let guest = Painted::guest(&mut chip, &firmware);
                chip.chip.call("run", &[CoreValue::I32(1)]).unwrap();
                let what = format!("{name}, {target}, -O{opt}");
                let guest_need = firmware.object.memories[0].stack_need.as_ref().unwrap();
                // The regular expression is parsed by functions that call each other, so nothing is known of its depth.
                if name == "regex" {
                    let cycle = "`parse_choice` may call itself again: parse_choice > parse_item > parse_choice";
                    assert_eq!(guest_need.unknown.as_deref(), Some(cycle));
                    assert!(firmware.native_stack.unknown.is_some(), "{what}");
                    continue;
                }
                assert_eq!((&guest_need.unknown, &firmware.native_stack.unknown), (&None, &None), "{what}");
                compare(&format!("{what}, native"), frames_need(&firmware, target), native.used(&mut chip));
                // The lowest bytes of its deepest frame are those of an array of which only a part is written.
                let unwritten = if name == "tree" { 28 } else { 0 };
                compare(&format!("{what}, guest"), guest_need.bytes, guest.used(&mut chip) + unwritten);
                compared += 1;
            }
        }
    }
    assert!(compared >= 26 * 6, "{compared}");
}

/// The deepest path of a component that allocates is in the allocator of the runtime: the arena begins when a block is first asked for.
/// For an empty name, that is inside the function.
#[test]
fn the_need_of_a_component_is_what_it_uses() {
    let program = Program::load(&component("greet").bytes, "greet", Grow::Reject).unwrap();
    let export = program.interface.as_ref().unwrap().export("greet").unwrap();
    for target in TARGETS {
        let board = board_of(target);
        let firmware = program.build(&board, &computed(target, OptLevel::Size)).unwrap();
        let mut chip = OnChip::boot(&firmware, &board).unwrap();
        let native = Painted::native(&mut chip);
        let guest = Painted::guest(&mut chip, &firmware);
        for name in ["", "World", &"long ".repeat(300)] {
            canonical::invoke(&mut chip, export, &[Value::String(name.into())]).unwrap();
        }
        chip.chip.arena().unwrap();
        assert_eq!(firmware.native_stack.unknown, None, "{target}");
        compare(&format!("{target}, native"), frames_need(&firmware, target), native.used(&mut chip));
        let need = firmware.object.memories[0].stack_need.as_ref().unwrap();
        compare(&format!("{target}, guest"), need.bytes, guest.used(&mut chip));
    }
}

/// A module whose deepest call traps, and one that counts to a number.
const TRAPS: &str = r#"(module (func $deep (param i32 i32) (result i32)
        (if (local.get 0) (then (unreachable)))
        (call $leaf (i32.add (local.get 1) (i32.const 1))))
    (func $leaf (param i32) (result i32) (if (i32.eqz (local.get 0)) (then (unreachable))) (local.get 0))
    (func (export "deep") (param i32 i32) (result i32) (i32.add (call $deep (local.get 0) (local.get 1)) (local.get 1)))
    (func (export "count") (param i32) (result i32) (local i32)
        (loop (local.set 1 (i32.xor (i32.mul (local.get 1) (i32.const 3)) (local.get 0)))
            (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
        (local.get 1))
    (func (export "many") (param i64 i64 i64 i64 i64 i64 i64 i64) (result i64 i64 i64)
        (local.get 7) (local.get 6) (local.get 5)))"#;

/// The frame of the exception that a trap is has room below the deepest call, so that it is not taken for an overflow.
#[test]
fn a_trap_at_the_end_of_the_stack_is_that_trap() {
    let program = Program::load(TRAPS.as_bytes(), "traps", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        for opt in [OptLevel::SizeAboveAll, OptLevel::Three] {
            let mut chip = OnChip::with_options(&program, target, computed(target, opt));
            for (first, second) in [(1, 0), (0, u32::MAX)] {
                let trap = chip.call("deep", &[CoreValue::I32(first), CoreValue::I32(second)]).unwrap_err();
                assert!(trap.to_string().contains("unreachable"), "{target}, -O{opt}: {trap}");
            }
            let wide: Vec<_> = (0..8).map(CoreValue::I64).collect();
            assert_eq!(chip.call("many", &wide).unwrap(), [7, 6, 5].map(CoreValue::I64), "{target}, -O{opt}");
        }
    }
}

/// Boot, the gate, the ticks of its clock and traps use no more than the stack of boot and handlers is said to need. A tick or a fault in the
/// middle of the gate's deepest call, for which the rest is, does not happen here.
#[test]
fn handlers_use_what_they_are_said_to_need() {
    const MORE: u32 = 256;
    const ZEROS: u32 = 32;
    let program = Program::load(TRAPS.as_bytes(), "traps", Grow::Reject).unwrap();
    for &target in Target::CHIPS {
        let board = board_of(target);
        let default = program.build(&board, &computed(target, OptLevel::Size)).unwrap().image.handler_stack;
        assert_eq!((default.bytes, &default.unknown), (default.need, &None), "{target}");
        // A larger one, to see the bytes below.
        let handler_stack = Some(ByteSize::new(default.need + MORE));
        let options = BuildOptions { handler_stack, ..computed(target, OptLevel::Size) };
        let firmware = program.build(&board, &options).unwrap();
        assert_eq!(firmware.image.handler_stack.need, default.need, "{target}");
        let mut chip = OnChip::boot(&firmware, &board).unwrap();
        let [low, top] = ["_stack_end", "_stack_start"].map(|symbol| chip.chip.address(symbol).unwrap());
        // The emulator's RAM has zeros at first. A first write shows how deep the gate is when it paints.
        chip.chip.write_native(low, &[0; MORE as usize]).unwrap();
        let mut bytes = vec![0; (top - low) as usize];
        chip.chip.read_native(low, &mut bytes).unwrap();
        let used = bytes.iter().skip_while(|byte| **byte == 0).count() as u32;
        // The lowest words in use may be zeros too.
        let below = Painted::new(&mut chip, low, top, used.next_multiple_of(4) + ZEROS);
        chip.call("deep", &[CoreValue::I32(1), CoreValue::I32(0)]).unwrap_err();
        // More ticks than the clock of a Cortex-M counts without an interrupt.
        chip.call("count", &[CoreValue::I32(10 << 20)]).unwrap();
        chip.chip.instantiate().unwrap();
        let used = below.used(&mut chip);
        let (need, frames) = (u64::from(default.need), u64::from(2 * target.exception_frame() + 128));
        assert!(used <= need && need <= used + frames, "{target}: {used} bytes are used, and {need} said to be needed");
    }
}
