//! Several components, each with its own arena (contract, section 5): on a stock engine, whose host has an arena for
//! each import, and on the emulated chip.

use dissolve_abi::{TrapKind, arena_state_bytes};
use dissolve_interface::Interface;
use dissolve_pipeline::run::ArenaUse;
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, fuse};
use dissolve_tests::{Assembled, OnChip, OnEngine, invoke};

/// Bytes of the arenas of `filter`, `journal` and `app`.
const SIZES: [(&str, u32); 3] = [("filter", 1024), ("journal", 512), ("app", 2048)];

fn fused() -> fuse::Fused {
    let component = wat::parse_str(include_str!("three_arenas.wat")).unwrap();
    fuse::fuse(&component, &fuse::Options::new("three")).unwrap()
}

fn program() -> (Program, Interface) {
    let fused = fused();
    (Program { module: fused.bytes, interface: Some(fused.interface.clone()), name: "three".into() }, fused.interface)
}

fn options() -> BuildOptions {
    BuildOptions {
        arenas: SIZES.map(|(name, size)| (name.to_owned(), ByteSize::new(size))).into(),
        ..BuildOptions::default()
    }
}

fn uses(chip: &mut OnChip) -> [ArenaUse; 3] {
    let arenas = chip.chip.arenas().unwrap();
    let found: Vec<_> = arenas.iter().map(|(name, arena)| (name.as_str(), arena.size)).collect();
    assert_eq!(found, SIZES);
    [arenas[0].1, arenas[1].1, arenas[2].1]
}

fn used(chip: &mut OnChip) -> [u32; 3] {
    uses(chip).map(|arena| arena.used)
}

#[test]
fn a_hundred_thousand_calls_are_answered_as_on_a_stock_engine() {
    let (program, interface) = program();
    let mut engine = OnEngine::new(&program.module, &interface);
    // Each round makes a call of `filter` and one of `journal`, and a dozen calls of the arenas.
    let calls: Vec<_> = (0..500).map(|seed| format!("run({seed}, 100, true)")).collect();
    let expected: Vec<_> = calls.iter().map(|call| invoke(&mut engine, &interface, call).unwrap()).collect();
    for target in [Target::CortexM4F, Target::CortexM7, Target::Riscv32imac] {
        let mut chip = OnChip::with_options(&program, target, options());
        let count = if target == Target::CortexM4F { calls.len() } else { 20 };
        for (call, expected) in calls.iter().zip(&expected).take(count) {
            assert_eq!(&invoke(&mut chip, &interface, call).unwrap(), expected, "{target}: {call}");
        }
        let [filter, journal, app] = uses(&mut chip);
        assert_eq!(filter.used, 0, "{target}: `filter` keeps nothing");
        for arena in [filter, journal, app] {
            assert!(arena.high_water > 0 && arena.high_water <= arena.size, "{target}: {arena:?}");
        }
        assert!(journal.used > 0 && journal.used <= 4 * 48 && app.used > 0 && app.used <= 208, "{target}");
    }
}

#[test]
fn who_exhausts_an_arena_traps_and_the_others_go_on() {
    let (program, interface) = program();
    for target in [Target::CortexM3, Target::Riscv32imac] {
        let mut engine = OnEngine::new(&program.module, &interface);
        let mut chip = OnChip::with_options(&program, target, options());
        let mut both = |call: &str| {
            let answers = [invoke(&mut engine, &interface, call), invoke(&mut chip, &interface, call)];
            let [on_engine, on_chip] = answers.map(|answer| answer.unwrap_or_else(|error| panic!("{call}: {error}")));
            assert_eq!(on_engine, on_chip, "{target}: {call}");
        };
        both("run(1, 10, true)");
        both("hog-app(100)");
        // Allocates block by block until the arena is full.
        let mut blocks = 0;
        let error = loop {
            match invoke(&mut chip, &interface, "hog-filter(100)") {
                Ok(_) => blocks += 1,
                Err(error) => break error,
            }
        };
        assert_eq!(error.trap().and_then(|trap| trap.kind), Some(TrapKind::ArenaExhausted), "{target}: {error}");
        // A block takes 104 bytes with its header; the arena has 1024 bytes, of which it uses 8 itself.
        assert_eq!((blocks, used(&mut chip)[0]), (9, 9 * 104), "{target}");
        let before = used(&mut chip);
        for seed in 0..20 {
            let call = format!("run({seed}, 50, false)");
            let expected = invoke(&mut engine, &interface, &call).unwrap();
            assert_eq!(invoke(&mut chip, &interface, &call).unwrap(), expected, "{target}: {call}");
        }
        let append = "append(\"still here\")";
        assert_eq!(
            invoke(&mut chip, &interface, append).unwrap(),
            invoke(&mut engine, &interface, append).unwrap(),
            "{target}"
        );
        assert_eq!(used(&mut chip)[0], before[0], "{target}: nobody has touched it");
        // Requests that are larger than the other arenas.
        for call in ["hog-journal(600)", "hog-app(2100)"] {
            let error = invoke(&mut chip, &interface, call).unwrap_err();
            let mut trap = error.trap().unwrap_or_else(|| panic!("{target}: {call}: {error}")).clone();
            assert_eq!(trap.kind, Some(TrapKind::ArenaExhausted), "{target}: {call}");
            chip.chip.explain(&mut trap).unwrap();
            let [_, journal, app] = uses(&mut chip);
            let (name, arena, request) = match call {
                "hog-app(2100)" => ("app", app, 2100),
                _ => ("journal", journal, 600),
            };
            let expected = format!(
                "; {request} bytes were asked for, and of the {} bytes of the arena of `{name}` {} are in use; \
                 `--arena {name}=SIZE` makes it larger",
                arena.size, arena.used
            );
            assert!(trap.to_string().ends_with(&expected), "{target}: {call}: {trap}");
        }
    }
}

#[test]
fn a_fresh_instance_has_empty_arenas() {
    let (program, interface) = program();
    let mut engine = OnEngine::new(&program.module, &interface);
    let mut chip = OnChip::with_options(&program, Target::CortexM33, options());
    let expected = invoke(&mut engine, &interface, "run(7, 50, true)").unwrap();
    for _ in 0..3 {
        assert_eq!(invoke(&mut chip, &interface, "run(7, 50, true)").unwrap(), expected);
        for call in ["hog-filter(900)", "hog-journal(200)", "hog-app(1500)"] {
            invoke(&mut chip, &interface, call).unwrap();
        }
        assert!(invoke(&mut chip, &interface, "hog-filter(900)").is_err());
        // Instantiates as an embedder does it, without the host's help.
        chip.chip.call_symbol("__dissolve_instantiate", [0; 4]).unwrap();
        let fresh = SIZES.map(|(_, size)| ArenaUse { used: 0, high_water: 0, size });
        assert_eq!(uses(&mut chip), fresh);
    }
}

/// An allocator of an embedder, which never frees. Its only state is the next address, in the first word of the arena's
/// state.
const BUMP: [&str; 2] = [
    "FUNCTION __cabi_arena_realloc_in
     push {r4, r5, r6, lr}
     ldr r4, [sp, #16]
     ldr r5, [r0, #8]
     ldr r6, [r5]
     cmp r6, #0
     bne 1f
     ldr r6, [r0]
     1: subs r3, #1
     adds r6, r6, r3
     bics r6, r3
     adds r4, r4, r6
     ldr r0, [r0, #4]
     cmp r4, r0
     bls 2f
     udf #10
     2: str r4, [r5]
     movs r0, r6
     3: cmp r2, #0
     beq 4f
     subs r2, #1
     ldrb r5, [r1, r2]
     strb r5, [r0, r2]
     b 3b
     4: pop {r4, r5, r6, pc}",
    "",
];

#[test]
fn an_embedder_s_allocator_gets_the_descriptors() {
    let (program, interface) = program();
    let [arm, riscv] = BUMP;
    let target = Target::CortexM4F;
    let bump = Assembled::new(target, arm, riscv);
    let mut chip = OnChip::with_options(&program, target, BuildOptions { link: vec![bump.path()], ..options() });
    assert_eq!(chip.chip.arenas().unwrap(), [], "it does not count");
    for _ in 0..2 {
        for (call, answer) in [
            ("hog-filter(1000)", "true"),
            ("hog-journal(500)", "true"),
            ("append(\"ab\")", "1627429073"),
            ("hog-app(2040)", "true"),
        ] {
            assert_eq!(invoke(&mut chip, &interface, call).unwrap(), answer);
        }
        let error = invoke(&mut chip, &interface, "hog-filter(32)").unwrap_err();
        assert_eq!(error.trap().and_then(|trap| trap.kind), Some(TrapKind::ArenaExhausted), "{error}");
        chip.chip.instantiate().unwrap();
    }
}

#[test]
fn each_arena_is_in_the_report() {
    let (program, _) = program();
    let board = dissolve_tests::board_of(Target::CortexM3);
    let build = |options: &BuildOptions| program.build(&board, options).map(|firmware| firmware.image.report);
    let report = build(&options()).unwrap();
    for (name, size) in SIZES {
        assert_eq!(report.ram.bytes_of(&format!("{name}: arena")), u64::from(size), "{:?}", report.ram.parts);
    }
    assert_eq!(report.arena, 1024 + 512 + 2048);
    // The allocator's bookkeeping outside of the guests' memories depends on the size of the arena.
    let books: u32 = SIZES.map(|(_, size)| arena_state_bytes(size, 4)).iter().sum();
    let larger = BuildOptions { arena: ByteSize::kib(8), ..BuildOptions::default() };
    let grown = build(&larger).unwrap();
    assert_eq!(grown.arena, 3 * 8192);
    let added = 3 * u64::from(arena_state_bytes(8192, 4)) - u64::from(books);
    assert!(grown.ram.bytes_of(".bss").abs_diff(report.ram.bytes_of(".bss") + added) < 8);
    // The error names an arena that does not fit.
    let huge = BuildOptions { arenas: [("journal".to_owned(), ByteSize::kib(8 << 10))].into(), ..options() };
    let error = build(&huge).unwrap_err().to_string();
    assert!(error.contains("  8388608  journal: arena\n"), "{error}");
    for (name, expected) in [
        ("jornal", "there is no arena `jornal` to give a size to; arenas are those of `filter`, `journal`, `app`"),
        ("three", "there is no arena `three`"),
    ] {
        let wrong = BuildOptions { arenas: [(name.to_owned(), ByteSize::kib(1))].into(), ..BuildOptions::default() };
        let error = build(&wrong).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let none = BuildOptions { arenas: [("app".to_owned(), ByteSize::new(0))].into(), ..options() };
    let error = build(&none).unwrap_err().to_string();
    assert!(error.contains("(of component `app`) imports an arena, which must have at least 24 bytes"), "{error}");
}

/// Arenas that end beyond the pages that the guest declares. Addresses in them are passed between components.
#[test]
fn arenas_may_pass_the_declared_pages() {
    let (program, interface) = program();
    let mut engine = OnEngine::with_arena(&program.module, &interface, 100 << 10);
    let options = BuildOptions { arena: ByteSize::kib(100), ..BuildOptions::default() };
    let mut chip = OnChip::with_options(&program, Target::CortexM4F, options);
    let list: Vec<_> = (0..10_000).map(|item| item.to_string()).collect();
    let transform = format!("transform([{}])", list.join(", "));
    for call in
        ["hog-filter(1)", &transform, "hog-app(70000)", "hog-journal(70000)", "run(3, 200, true)", "append(\"abc\")"]
    {
        let expected = invoke(&mut engine, &interface, call).unwrap();
        assert_eq!(invoke(&mut chip, &interface, call).unwrap(), expected, "{}", &call[..12]);
    }
}

/// A program whose export `take` allocates from its arena.
const TAKE: &str = r#"(module
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (memory 1)
    (func (export "take") (param i32) (result i32)
        (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get 0))))"#;

/// An embedder can instantiate a program again; that also empties the program's only arena.
#[test]
fn the_only_arena_is_reset_with_its_instance() {
    let program = Program::load(TAKE.as_bytes(), "take", Grow::Reject).unwrap();
    let mut chip = OnChip::new(&program, Target::CortexM3).chip;
    let take = |chip: &mut dissolve_pipeline::run::Chip| chip.call_symbol("take_take", [3000, 0, 0, 0]);
    let first = take(&mut chip).unwrap();
    for _ in 0..3 {
        assert!(take(&mut chip).is_err(), "there is no room for two");
        chip.call_symbol("__dissolve_instantiate", [0; 4]).unwrap();
        assert_eq!(chip.arena().unwrap(), Some(ArenaUse { used: 0, high_water: 0, size: 4096 }));
        assert_eq!(take(&mut chip).unwrap(), first);
    }
}

/// Two objects in one image, each with one arena. The arenas are distinct.
#[test]
fn an_arena_by_descriptor_is_beside_that_of_the_contract() {
    let target = Target::CortexM3;
    let second = Program::load(TAKE.as_bytes(), "second", Grow::Reject).unwrap();
    let by_descriptor = BuildOptions { arena_descriptor: true, ..BuildOptions::default() };
    let object = second.compile(target, &by_descriptor).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("second.o");
    std::fs::write(&path, &object.bytes).unwrap();

    let text = TAKE.replacen(
        "(memory 1)",
        r#"(import "env" "second_take" (func $second (param i32) (result i32))) (memory 1)
           (func (export "other") (param i32) (result i32) (call $second (local.get 0)))"#,
        1,
    );
    let first = Program::load(text.as_bytes(), "first", Grow::Reject).unwrap();
    let mut chip =
        OnChip::with_options(&first, target, BuildOptions { link: vec![path], ..BuildOptions::default() }).chip;
    chip.call_symbol("__dissolve_instantiate", [0; 4]).unwrap();
    let take = |chip: &mut dissolve_pipeline::run::Chip, function: &str| chip.call_symbol(function, [3000, 0, 0, 0]);
    let block = take(&mut chip, "first_other").unwrap();
    assert_eq!(take(&mut chip, "first_take").unwrap(), block, "each is the first block of its memory");
    for function in ["first_take", "first_other"] {
        assert!(take(&mut chip, function).is_err(), "{function}: there is no room for two");
    }
    chip.call_symbol("__dissolve_instantiate", [0; 4]).unwrap();
    take(&mut chip, "first_take").unwrap();
    assert!(take(&mut chip, "first_other").is_err(), "a fresh instance of one is none of the other");
}
