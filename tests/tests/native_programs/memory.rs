//! The parts of a guest's memory that are backed: the emulated chip behaves like a stock engine.

use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{CallError, CoreValue, Instance as _};
use dissolve_tests::{OnChip, OnEngine, board_of, clang, compile};

/// An allocator that hands out memory from the heap's start on, and never asks for the heap's size.
const HEAP: &str = r#"
extern unsigned char __heap_base;
static unsigned long next;
static void *take(unsigned long bytes) {
    if (!next) next = (unsigned long)&__heap_base;
    void *block = (void *)next;
    next += (bytes + 7) & ~7ul;
    return block;
}
__attribute__((export_name("mix"))) unsigned mix(unsigned count) {
    unsigned *values = take(4ul * count), sum = 7;
    for (unsigned i = 0; i < count; i++) values[i] = i * i + 1;
    for (unsigned i = 0; i < count; i++) sum = sum * 31 + values[i];
    return sum;
}
"#;

/// Uses the heap as an array that is counted from 100: the module has only an address below the heap's start.
const HEAP_FROM_100: &str = r#"
extern unsigned __heap_base[];
static unsigned *volatile values = __heap_base - 100;
__attribute__((export_name("mix"))) unsigned mix(unsigned count) {
    unsigned sum = 7;
    for (unsigned i = 100; i < 100 + count; i++) values[i] = i * i;
    for (unsigned i = 100; i < 100 + count; i++) sum = sum * 31 + values[i];
    return sum;
}
"#;

/// A function with a local array of 4 KiB that calls another function, and a recursion.
const STACK: &str = r#"
__attribute__((noinline)) static unsigned sum(const volatile unsigned char *bytes, unsigned count) {
    unsigned sum = 0;
    for (unsigned i = 0; i < count; i++) sum = sum * 33 + bytes[i];
    return sum;
}
__attribute__((export_name("mix"))) unsigned mix(unsigned seed) {
    unsigned char local[4096];
    for (unsigned i = 0; i < sizeof local; i++) local[i] = (unsigned char)(seed + i * 7);
    return sum(local, sizeof local);
}
"#;

/// An array that ends where the heap starts, and pointers to its end.
const LAST: &str = r#"
static unsigned values[128];
__attribute__((noinline)) static unsigned *last(unsigned *at) {
    unsigned *greatest = at;
    for (; at != values + 128; at++) if (*at > *greatest) greatest = at;
    return greatest;
}
static unsigned *volatile end;
__attribute__((export_name("mix"))) unsigned mix(unsigned seed) {
    for (unsigned i = 0; i < 128; i++) values[i] = seed * (i * i + 1) % 1009;
    end = values + 128;
    return (unsigned)(last(values) - values) * 1000 + (unsigned)(end - values);
}
"#;

/// Keeps the relocations, and with them the linker's symbols.
const RELOCATIONS: &str = "-Wl,--emit-relocs";

const LIMITS: &str = "-Wl,--export=__heap_base,--export=__data_end";

fn module(source: &str, flags: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("guest.c"), source).unwrap();
    let fixed =
        ["--target=wasm32-unknown-unknown", "-O2", "-nostdlib", "-Wl,--no-entry", "guest.c", "-o", "guest.wasm"];
    compile(clang().c, folder.path(), fixed.iter().chain(flags)).unwrap_or_else(|error| panic!("{error}"));
    std::fs::read(folder.path().join("guest.wasm")).unwrap()
}

fn mix(instance: &mut impl dissolve_run::Instance, argument: u32) -> Result<Vec<CoreValue>, CallError> {
    instance.call("mix", &[CoreValue::I32(argument)])
}

fn program(module: &[u8], grow: Grow) -> Program {
    Program::load(module, "guest", grow).unwrap()
}

/// Memory that the module does not mark as unused belongs to the program.
#[test]
fn memory_above_the_heaps_start_is_the_programs() {
    let with_relocations = [LIMITS, "-Wl,--stack-first", RELOCATIONS];
    for flags in [&[LIMITS][..], &[LIMITS, "-Wl,--stack-first"], &["-Wl,--stack-first"], &with_relocations] {
        let module = module(HEAP, flags);
        let mut engine = OnEngine::core(&module);
        let mut chip = OnChip::new(&program(&module, Grow::Reject), Target::CortexM3);
        for count in [10, 5000] {
            assert_eq!(mix(&mut chip, count).unwrap(), mix(&mut engine, count).unwrap(), "{flags:?}: {count}");
        }
    }
}

#[test]
fn an_address_below_the_heaps_start_is_one_of_the_heap() {
    let module = module(HEAP_FROM_100, &[LIMITS, "-Wl,--stack-first", RELOCATIONS]);
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::new(&program(&module, Grow::Reject), Target::CortexM3);
    assert_eq!(mix(&mut chip, 1000).unwrap(), mix(&mut engine, 1000).unwrap());
}

/// The end of the last static is the heap's start, so only relocations tell a program that compares with it from one that
/// uses the heap.
#[test]
fn relocations_tell_the_end_of_a_static_from_the_heap() {
    let [with, without] =
        [&["-Wl,--stack-first", LIMITS, RELOCATIONS][..], &["-Wl,--stack-first", LIMITS]].map(|flags| {
            let module = module(LAST, flags);
            let program = program(&module, Grow::Reject);
            let mut engine = OnEngine::core(&module);
            let mut chip = OnChip::new(&program, Target::CortexM3);
            for seed in [1, 77] {
                assert_eq!(mix(&mut chip, seed).unwrap(), mix(&mut engine, seed).unwrap(), "{flags:?}");
            }
            let firmware = program.build(&board_of(Target::CortexM3), &BuildOptions::default()).unwrap();
            let heap = firmware.object.memories[0].window.heap;
            (heap, firmware.image.report.ram.bytes_of("memory 0: statics"))
        });
    assert_eq!(
        with,
        (0, 512 + 16),
        "the array, and the bytes of the null pointer; the pointer has a memory of its own"
    );
    assert!(without.0 > 60_000, "{without:?}");
}

/// A pool whose blocks find their header by the bits of their addresses. The pool's address is stored, so it stays in memory 0.
const ALIGNED: &str = r#"
static _Alignas(256) unsigned pool[256];
static unsigned *volatile at;
__attribute__((export_name("mix"))) unsigned mix(unsigned seed) {
    for (unsigned i = 0; i < 256; i++) pool[i] = seed + i;
    at = pool + 64 + seed % 64;
    unsigned *header = (unsigned *)((unsigned)at & ~255u);
    return *header * 1000 + (unsigned)(header - pool);
}
"#;

/// Lowering a memory keeps the alignment of its statics, also one that is larger than that of a window.
#[test]
fn statics_that_lie_lower_are_as_aligned() {
    let module = module(ALIGNED, &["-Wl,--stack-first", LIMITS, RELOCATIONS]);
    let program = program(&module, Grow::Reject);
    let mut engine = OnEngine::core(&module);
    for stack in [48, 2048, 2064] {
        let options = BuildOptions { stack: ByteSize::new(stack), ..BuildOptions::default() };
        let mut chip = OnChip::with_options(&program, Target::CortexM3, options);
        for seed in [1, 77] {
            assert_eq!(mix(&mut chip, seed).unwrap(), mix(&mut engine, seed).unwrap(), "{stack} bytes of stack");
        }
    }
}

#[test]
fn the_heap_is_as_large_as_it_is_asked_to_be() {
    let module = module(HEAP, &[LIMITS, "-Wl,--stack-first"]);
    let program = program(&module, Grow::Reject);
    let options = BuildOptions { heap: Some(ByteSize::kib(1)), ..BuildOptions::default() };
    let firmware = program.build(&board_of(Target::CortexM3), &options).unwrap();
    assert_eq!(firmware.image.report.ram.bytes_of("memory 0: heap"), 1024);
    let mut chip = OnChip::with_options(&program, Target::CortexM3, options);
    let mut engine = OnEngine::core(&module);
    assert_eq!(mix(&mut chip, 200).unwrap(), mix(&mut engine, 200).unwrap());
    assert!(matches!(mix(&mut chip, 2000), Err(CallError::Trap(_))), "it ends there");
    // Without the option it does not fit a board of 16 KiB, and the error suggests the option.
    let error = program.build(&board_of(Target::CortexM0), &BuildOptions::default()).unwrap_err().to_string();
    assert!(error.contains("memory 0: heap") && error.contains("`--heap SIZE`"), "{error}");
}

/// The stack that calls are known to need is provided without an option.
#[test]
fn a_large_local_has_its_stack() {
    let module = module(STACK, &[LIMITS, "-Wl,--stack-first"]);
    let program = program(&module, Grow::Reject);
    let fixed = BuildOptions::default();
    let computed = BuildOptions { stack_is_computed: true, native_stack_is_computed: true, ..BuildOptions::default() };
    let mut engine = OnEngine::core(&module);
    let mut chip = OnChip::with_options(&program, Target::CortexM3, computed.clone());
    assert_eq!(mix(&mut chip, 1).unwrap(), mix(&mut engine, 1).unwrap());
    let mut chip = OnChip::with_options(&program, Target::CortexM3, fixed);
    assert!(matches!(mix(&mut chip, 1), Err(CallError::Trap(_))), "2 KiB are too few");
    let firmware = program.build(&board_of(Target::CortexM3), &computed).unwrap();
    let need = firmware.object.memories[0].stack_need.as_ref().unwrap();
    assert_eq!((need.bytes, need.path.last().map(String::as_str), &need.unknown), (4096, Some("mix"), &None));
    assert_eq!(firmware.image.report.ram.bytes_of("memory 0: guest stack"), 4096);
    let native = firmware.native_stack.bytes;
    assert!(native < 200, "frames on the chip are small: {native}");
    assert_eq!(firmware.image.report.ram.bytes_of(".call_stack"), native.next_multiple_of(16).max(192));
}

/// The growth bound counts backed memory: 1 MiB of stack that a linker reserves is not backed.
#[test]
fn growth_is_bounded_by_what_is_backed() {
    let text = r#"(module (memory (export "memory") 17)
        (global $__stack_pointer (mut i32) (i32.const 1048576))
        (global (export "__heap_base") i32 (i32.const 1048608)) (global (export "__data_end") i32 (i32.const 1048600))
        (data (i32.const 1048576) "statics")
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "size") (result i32) (memory.size))
        (func (export "store") (param i32) (result i32)
            (i32.store (local.get 0) (i32.const 77)) (i32.load (local.get 0))))"#;
    let module = wat::parse_str(text).unwrap();
    let grow = Grow::Bounded(256 << 10);
    let program = program(&module, grow);
    let options = BuildOptions { grow, ..BuildOptions::default() };
    let firmware = program.build(&board_of(Target::CortexM3), &options).unwrap();
    // Backed from the stack's 2 KiB up to a whole page.
    assert_eq!(firmware.object.memories[0].window.size(), 3 * 65536 + 2048);
    let mut chip = OnChip::with_options(&program, Target::CortexM3, options);
    let mut engine = OnEngine::core(&module);
    let store = |instance: &mut dyn dissolve_run::Instance, address: u32| {
        instance.call("store", &[CoreValue::I32(address)]).map_err(|_| "a trap")
    };
    for pages in [0, 1, 1] {
        let grown = [CoreValue::I32(pages)];
        assert_eq!(chip.call("grow", &grown).unwrap(), engine.call("grow", &grown).unwrap(), "{pages}");
        assert_eq!(chip.call("size", &[]).unwrap(), engine.call("size", &[]).unwrap());
        for address in
            [1_046_528, 1_048_576, 17 * 65536 - 4, 17 * 65536, 18 * 65536, 19 * 65536 - 4, 19 * 65536 - 3, u32::MAX]
        {
            assert_eq!(store(&mut chip, address), store(&mut engine, address), "{address}");
        }
    }
    assert_eq!(chip.call("grow", &[CoreValue::I32(1)]).unwrap(), [CoreValue::I32(u32::MAX)], "the reservation is full");
    let too_small = Program::load(&module, "guest", Grow::Bounded(65536)).unwrap();
    let options = BuildOptions { grow: Grow::Bounded(65536), ..BuildOptions::default() };
    let error = too_small.build(&board_of(Target::CortexM3), &options).unwrap_err().to_string();
    assert!(error.contains("of which 67584 are backed") && error.contains("Reserve at least 67584"), "{error}");
}
