//! The embedder's objects: those for another processor are refused, their output is shown, and no message is the
//! linker's own.

use std::path::PathBuf;

use dissolve_pipeline::image::Error as ImageError;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Error, Firmware, Program, RuntimeForm};
use dissolve_run::{CoreValue, Instance as _};
use dissolve_tests::{Assembled, OnChip, board_of, clang, compile};
use tempfile::TempDir;

/// A program that calls `half`, which the embedder provides.
const PROGRAM: &str = r#"(module (import "env" "half" (func $half (param f32) (result f32)))
    (func (export "f") (param f32) (result f32) (call $half (local.get 0))))"#;

const HALF: &str = "float half(float x) { return x * 0.5f; }";

/// C code of the embedder, compiled with its own flags.
struct Compiled(TempDir);

impl Compiled {
    fn new(source: &str, flags: &[&str]) -> Compiled {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("embedder.c"), source).unwrap();
        let fixed = ["-Os", "-ffreestanding", "-c", "embedder.c", "-o", "embedder.o"];
        compile(clang().c, folder.path(), flags.iter().chain(&fixed)).unwrap_or_else(|error| panic!("{error}"));
        Compiled(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("embedder.o")
    }
}

fn build(target: Target, link: Vec<PathBuf>) -> Result<Firmware, Error> {
    let program = Program::load(&wat::parse_str(PROGRAM).unwrap(), "guest", Grow::Reject).unwrap();
    program.build(&board_of(target), &BuildOptions { target: Some(target), link, ..BuildOptions::default() })
}

/// The stack that the runtime's allocator needs is known. That of an allocator of the embedder is not.
#[test]
fn an_allocator_of_the_embedder_needs_an_unknown_stack() {
    let text = r#"(module (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 1) (func (export "f") (result i32) (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 8))))"#;
    let program = Program::load(text.as_bytes(), "guest", Grow::Reject).unwrap();
    let embedder = |source: &str| Compiled::new(source, &["--target=thumbv7m-none-eabi"]);
    let (other, allocator) = (embedder(HALF), embedder("void *__cabi_arena_realloc(void) { return 0; }"));
    let stack = |link: Vec<PathBuf>| {
        let options = BuildOptions { link, native_stack_is_computed: true, ..BuildOptions::default() };
        let firmware = program.build(&board_of(Target::CortexM3), &options).unwrap();
        (firmware.image.report.ram.bytes_of(".call_stack"), firmware.native_stack.unknown)
    };
    for link in [Vec::new(), vec![other.path()]] {
        let (bytes, unknown) = stack(link);
        assert!(bytes < 512 && unknown.is_none(), "{bytes}, {unknown:?}");
    }
    let main = embedder("void guest_f(void); void __dissolve_main(void) { guest_f(); }");
    assert_eq!(stack(vec![main.path()]), (2048, Some("`__dissolve_main` is not the program's".to_owned())));
    let (bytes, unknown) = stack(vec![allocator.path()]);
    let why = "`arena.0` calls `__cabi_arena_realloc`, which is not the program's";
    assert_eq!((bytes, unknown.as_deref()), (2048, Some(why)));
}

#[test]
fn objects_for_other_processors_are_refused() {
    let m3 = &["--target=thumbv7m-none-eabi"][..];
    let m4_hard = &["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m4"][..];
    let m4_soft = &["--target=thumbv7em-none-eabi", "-mcpu=cortex-m4", "-mfloat-abi=soft"][..];
    let m7_double = &["--target=thumbv7em-none-eabihf", "-mcpu=cortex-m7"][..];
    let imac = &["--target=riscv32-unknown-elf", "-march=rv32imac", "-mabi=ilp32"][..];
    let imafc = &["--target=riscv32-unknown-elf", "-march=rv32imafc", "-mabi=ilp32f"][..];
    for (target, flags, refused) in [
        (Target::CortexM3, m3, None),
        (Target::CortexM4, m3, None),
        (Target::CortexM4, m4_soft, None),
        (Target::CortexM4F, m4_hard, None),
        (Target::CortexM3, m4_hard, Some(["Armv7E-M", "the program is for Armv7-M"])),
        (Target::CortexM4, m4_hard, Some(["passed in FPU registers", "floats passed in core registers"])),
        (Target::CortexM4F, m3, Some(["is for Armv7-M", "floats passed in FPU registers"])),
        (Target::CortexM4F, m7_double, Some(["double-precision", "single-precision"])),
        (Target::CortexM3, imac, Some(["rv32", "instruction sets"])),
        (Target::Riscv32imac, imac, None),
        (Target::Riscv32imac, imafc, Some(["passed in FPU registers", "core registers"])),
        (Target::Riscv32imc, imac, Some(["is for rv32imac", "program is for rv32imc"])),
    ] {
        let object = Compiled::new(HALF, flags);
        match (build(target, vec![object.path()]), refused) {
            (Ok(_), None) => {}
            (Err(Error::Image(error @ ImageError::Processor { .. })), Some(words)) => {
                let text = error.to_string();
                assert!(
                    words.iter().all(|word| text.contains(word)) && text.contains("embedder.o"),
                    "{flags:?}: {text}"
                );
            }
            (Ok(_), Some(_)) => panic!("{target}: {flags:?} is linked"),
            (Err(error), _) => panic!("{target}: {flags:?}: {error}"),
        }
    }
}

/// Linker errors are reported without the linker's files and terms.
#[test]
fn what_the_linker_says_is_said_in_our_words() {
    let target = Target::CortexM3;
    let nothing = build(target, vec![]).unwrap_err().to_string();
    assert!(
        nothing.contains("nothing defines what the program imports") && nothing.contains("`env::half`"),
        "{nothing}"
    );
    let flags = &["--target=thumbv7m-none-eabi"];
    let (one, other) = (Compiled::new(HALF, flags), Compiled::new(HALF, flags));
    let twice = build(target, vec![one.path(), other.path()]).unwrap_err().to_string();
    assert!(twice.contains("`half`") && twice.contains(&*one.path().to_string_lossy()), "{twice}");
    let own = Compiled::new("float half(float x) { return x; } void guest_f(void) {}", flags);
    let program = build(target, vec![own.path()]).unwrap_err().to_string();
    assert!(program.contains("`guest_f`, by the program and by") && program.contains("--prefix"), "{program}");
    let placed = Compiled::new(
        "float half(float x) { return x; } __attribute__((section(\".elsewhere\"), used)) int table[4] = { 1 };",
        flags,
    );
    let elsewhere = build(target, vec![placed.path()]);
    let elsewhere = elsewhere.err().map_or_else(String::new, |error| error.to_string());
    for text in [nothing, twice, program, elsewhere] {
        assert!(!text.contains("ld.lld") && !text.contains(">>>") && !text.contains("image.ld"), "{text}");
    }
}

#[test]
fn symbols_are_listed_once() {
    let program = Program::load(
        &wat::parse_str(
            r#"(module (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32))) (memory 1)
                (func (export "f") (param i32) (result i32) (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get 0))))"#,
        )
        .unwrap(),
        "guest",
        Grow::Reject,
    );
    let options = BuildOptions { runtime: RuntimeForm::Archive, ..BuildOptions::default() };
    let firmware = program.unwrap().build(&board_of(Target::CortexM3), &options).unwrap();
    let symbols = &firmware.image.report.symbols;
    assert!(symbols.iter().any(|symbol| symbol.name == "__cabi_arena_realloc"), "{symbols:?}");
    let text: u64 = symbols.iter().filter(|symbol| symbol.section == ".text").map(|symbol| symbol.bytes).sum();
    assert!(text <= firmware.image.report.flash.bytes_of(".text"), "{text}: {symbols:?}");
}

/// The embedder's code prints a line during a call.
#[test]
fn what_the_embedder_prints_is_shown() {
    let arm = "FUNCTION half\npush {r0, r4, lr}\nldr r1, =text\nmovs r0, #4\nbkpt 0xab\npop {r0, r4, pc}\n.ltorg\n\
               text: .asciz \"from the embedder\\n\"\n.balign 4";
    let target = Target::CortexM3;
    let object = Assembled::new(target, arm, "");
    let program = Program::load(&wat::parse_str(PROGRAM).unwrap(), "guest", Grow::Reject).unwrap();
    let options = BuildOptions { link: vec![object.path()], ..BuildOptions::default() };
    let mut chip = OnChip::with_options(&program, target, options);
    let value = CoreValue::F32(2.0f32.to_bits());
    assert_eq!(chip.call("f", &[value]).unwrap(), [value]);
    let printed = chip.chip.console() + &chip.chip.finish();
    assert!(printed.contains("from the embedder\n"), "{printed:?}");
}

/// A line that is printed to the gate's own stream is not taken for a frame.
#[test]
fn what_is_printed_between_frames_is_shown() {
    let arm = "FUNCTION half\npush {r0, r4, lr}\nldr r1, =open\nmovs r0, #1\nbkpt 0xab\nldr r1, =block\nstr r0, [r1]\nmovs r0, #5\nbkpt 0xab\n\
               pop {r0, r4, pc}\n.ltorg\n\
               .balign 4\nopen: .word console, 4, 3\nconsole: .asciz \":tt\"\ntext: .ascii \"a line\\n\"\n.section .data.block,\"aw\"\n.balign 4\n\
               block: .word 0, text, 7";
    let target = Target::CortexM3;
    let object = Assembled::new(target, arm, "");
    let program = Program::load(&wat::parse_str(PROGRAM).unwrap(), "guest", Grow::Reject).unwrap();
    let options = BuildOptions { link: vec![object.path()], ..BuildOptions::default() };
    let mut chip = OnChip::with_options(&program, target, options);
    let value = CoreValue::F32(2.0f32.to_bits());
    for _ in 0..3 {
        assert_eq!(chip.call("f", &[value]).unwrap(), [value]);
        assert_eq!(chip.chip.console(), "a line\n");
    }
}
