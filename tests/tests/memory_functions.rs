//! `memcpy`, `memmove`, `memset` and `memcmp` of images: the small ones at `-O s` and `-O z`, the fast ones at `-O 2` and `-O 3`.

use std::path::{Path, PathBuf};

use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::{Abi, Grow, Target};
use dissolve_pipeline::{BuildOptions, Firmware, Program};
use dissolve_tests::{OnChip, board_of, clang, compile};
use object::{Object as _, ObjectSymbol as _};

use crate::library::clang_options;

const LEVELS: [(OptLevel, bool); 4] =
    [(OptLevel::Size, true), (OptLevel::SizeAboveAll, true), (OptLevel::Two, false), (OptLevel::Three, false)];

/// Calls functions of an embedder, which call the memory functions.
const CHECKS: &str = r#"(module
    (import "env" "check_copies" (func $copies (param i32) (result i32)))
    (import "env" "check_fills" (func $fills (param i32) (result i32)))
    (import "env" "check_alignment" (func $alignment (param i32) (result i32)))
    (import "env" "check_comparisons" (func $comparisons (result i32)))
    (func (export "alignment") (param i32) (result i32) (call $alignment (local.get 0)))
    (func (export "copies") (param i32) (result i32) (call $copies (local.get 0)))
    (func (export "fills") (param i32) (result i32) (call $fills (local.get 0)))
    (func (export "comparisons") (param i32) (result i32) (call $comparisons)))"#;

/// A program that calls `memmove` and fills memory.
const COPIES: &str = r#"(module (memory 4096 (pagesize 1))
    (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
    (func (export "fill") (param i32 i32 i32) (memory.fill (local.get 0) (local.get 1) (local.get 2))))"#;

fn program(text: &str) -> Program {
    Program::load(&wat::parse_str(text).unwrap(), "guest", Grow::Deny).unwrap()
}

fn build(target: Target, opt: OptLevel, link: Vec<PathBuf>) -> Firmware {
    let options = BuildOptions {
        target: Some(target),
        opt,
        link,
        gate: true,
        native_stack_is_computed: true,
        ..BuildOptions::default()
    };
    program(COPIES).build(&board_of(target), &options).unwrap()
}

/// Compiles C code of an embedder for a target.
fn embedder(folder: &Path, source: &Path, target: Target) -> PathBuf {
    let object = folder.join("embedder.o");
    let mut arguments = clang_options(target);
    // Loops over bytes stay loops.
    arguments.extend(["-O2", "-fno-builtin", "-c", "-o", "embedder.o"].map(str::to_owned));
    arguments.push(source.display().to_string());
    compile(clang().c, folder, arguments).unwrap();
    object
}

/// One target for each set of functions: Armv6-M, Armv7-M and later, RISC-V, with both conventions for floats and both lengths of branches.
const TARGETS: [Target; 6] = [
    Target::CortexM0,
    Target::CortexM3,
    Target::CortexM4F,
    Target::CortexM33,
    Target::Riscv32imc,
    Target::Riscv32imafc,
];

#[test]
fn ranges_of_every_length_and_alignment() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/memory_functions/functions.c");
    for target in TARGETS {
        let folder = tempfile::tempdir().unwrap();
        let object = embedder(folder.path(), &source, target);
        let is_arm = matches!(target.abi(), Abi::Aapcs | Abi::AapcsVfp);
        let (copies, fills) = if is_arm { (4, 3) } else { (2, 1) };
        for opt in [OptLevel::SizeAboveAll, OptLevel::Three] {
            let options = BuildOptions { opt, link: vec![object.clone()], ..BuildOptions::default() };
            let mut chip = OnChip::with_options(&program(CHECKS), target, options);
            for (name, functions) in
                [("copies", copies), ("fills", fills), ("alignment", copies + fills), ("comparisons", 1)]
            {
                for function in 0..functions {
                    let found = chip.call(name, &[CoreValue::I32(function)]).unwrap();
                    assert_eq!(found, [CoreValue::I32(0)], "{target}, -O{opt}: {name} of function {function}");
                }
            }
        }
    }
}

/// Returns true if an image defines a symbol.
fn defines(firmware: &Firmware, symbol: &str) -> bool {
    let file = object::File::parse(&*firmware.image.elf).unwrap();
    file.symbols().any(|candidate| candidate.is_definition() && candidate.name() == Ok(symbol))
}

#[test]
fn the_level_chooses_the_functions() {
    for target in TARGETS {
        for (opt, small) in LEVELS {
            let firmware = build(target, opt, Vec::new());
            // The small functions have names of their own too.
            let found = ["memmove", "dissolve_move"].map(|symbol| defines(&firmware, symbol));
            assert_eq!(found, [true, small], "{target}, -O{opt}");
        }
    }
}

#[test]
fn the_small_functions_are_small() {
    // Bytes of all memory functions that the program calls, and of those that they call.
    for (target, most) in [(Target::CortexM0, 100), (Target::CortexM4F, 96), (Target::Riscv32imac, 148)] {
        let [small, fast] = [OptLevel::SizeAboveAll, OptLevel::Three].map(|opt| {
            let firmware = build(target, opt, Vec::new());
            let file = object::File::parse(&*firmware.image.elf).unwrap();
            let names = ["memcpy", "memmove", "memset", "__aeabi_memclr"];
            let symbols = file.symbols().filter(|symbol| names.iter().any(|name| symbol.name() == Ok(name)));
            symbols.map(|symbol| symbol.size()).sum::<u64>()
        });
        assert!(small <= most && 2 * small < fast, "{target}: {small} and {fast} bytes");
    }
}

/// Words are copied and filled as words, so that a longer range is not slow at any level.
#[test]
fn a_kibibyte_takes_few_instructions() {
    for (target, small, fast) in
        [(Target::CortexM0, 1150, 350), (Target::CortexM4F, 1150, 350), (Target::Riscv32imac, 1650, 750)]
    {
        for (opt, most) in [(OptLevel::SizeAboveAll, small), (OptLevel::Three, fast)] {
            let options = BuildOptions { opt, ..BuildOptions::default() };
            let mut chip = OnChip::with_options(&program(COPIES), target, options);
            for (name, arguments) in [("copy", [1024, 2048, 1024]), ("fill", [1024, 0, 1024])] {
                chip.call(name, &arguments.map(CoreValue::I32)).unwrap();
                let instructions = chip.chip.instructions(name).unwrap();
                assert!(instructions < most, "{target}, -O{opt}: {name} takes {instructions}");
            }
        }
    }
}

/// The stack that calls need is that of the functions that are linked: on Armv6-M, the fast ones save six registers more.
#[test]
fn the_stack_is_that_of_the_functions_in_the_image() {
    let [small, fast] = [OptLevel::SizeAboveAll, OptLevel::Three]
        .map(|opt| build(Target::CortexM0, opt, Vec::new()).native_stack.bytes);
    assert!(fast >= small + 24, "{small}, {fast}");
}

#[test]
fn an_embedders_function_comes_before_both() {
    let text = "void *memmove(void *to, const void *from, unsigned length) { (void)from; (void)length; return to; }";
    for (opt, _) in LEVELS {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("embedder.c");
        std::fs::write(&source, format!("{text}\nvoid __aeabi_memmove(void) {{}}\n")).unwrap();
        let target = Target::CortexM4F;
        let firmware = build(target, opt, vec![embedder(folder.path(), &source, target)]);
        let mut chip = OnChip::boot(&firmware, &board_of(target)).unwrap();
        chip.write(dissolve_wasm::MemoryIndex::from_u32(0), 1024, &[7]).unwrap();
        chip.call("copy", &[16, 1024, 1].map(CoreValue::I32)).unwrap();
        let mut byte = [1];
        chip.read(dissolve_wasm::MemoryIndex::from_u32(0), 16, &mut byte).unwrap();
        assert_eq!(byte, [0], "-O{opt}: nothing is copied");
        assert!(!defines(&firmware, "dissolve_move"));
    }
}

/// An embedder's `memcpy` may copy the end first, as C allows. The runtime's `memmove` does not use it.
#[test]
fn an_embedder_s_memcpy_is_not_the_one_of_memmove() {
    const DOWN: &str = "#include <stddef.h>\nvoid *memcpy(void *to, const void *from, size_t length) {
        while (length-- > 0) ((volatile char *)to)[length] = ((const volatile char *)from)[length];
        return to; }";
    // The bytes after moving 40 of them down by 4, each times its place.
    let text = r#"(module (memory 4096 (pagesize 1))
        (data (i32.const 0) "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        (func (export "moved") (param $to i32) (param $from i32) (param $length i32) (result i32) (local $at i32) (local $sum i32)
            (memory.copy (local.get $to) (local.get $from) (local.get $length))
            (loop $next
                (local.set $sum (i32.add (local.get $sum) (i32.mul (i32.load8_u (local.get $at))
                    (local.tee $at (i32.add (local.get $at) (i32.const 1))))))
                (br_if $next (i32.lt_u (local.get $at) (i32.const 62))))
            (local.get $sum)))"#;
    let mut expected = *b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    expected.copy_within(14..54, 10);
    let sum: u32 = (1..).zip(expected).map(|(place, byte)| place * u32::from(byte)).sum();
    for target in TARGETS {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("down.c");
        std::fs::write(&source, DOWN).unwrap();
        let object = embedder(folder.path(), &source, target);
        for (opt, _) in LEVELS {
            let options = BuildOptions { opt, link: vec![object.clone()], ..BuildOptions::default() };
            let mut chip = OnChip::with_options(&program(text), target, options);
            let moved = chip.call("moved", &[10, 14, 40].map(CoreValue::I32)).unwrap();
            assert_eq!(moved, [CoreValue::I32(sum)], "{target}, -O{opt}");
        }
    }
}
