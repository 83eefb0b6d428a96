//! Guests in C and C++, in both modes. Results are the same from the component and from the fused module on a stock
//! engine, and on the emulated chip. Exhausting or misusing an arena traps in each place. Options with which no guest
//! can work are compile errors.

mod found;
mod guest;
mod imports;
mod options;

use std::fs;

use dissolve_abi::TrapKind;
use dissolve_pipeline::fuse::{Fused, Options, fuse};
use dissolve_pipeline::run::Instance;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, OnStock, board_of, clang, compile, invoke};
use dissolve_wasm::MemoryIndex;
use wasmparser::{Parser, Payload};

use guest::{Guest, Mode, component, root, scratch, standalone};

const GREETER: Guest = Guest { world: "greeter", wit: "examples/greet/wit", source: "examples/greet-c/greet.c" };
const SHOP: Guest = Guest { world: "shop", wit: "tests/guests-c/wit/shop.wit", source: "tests/guests-c/shop.c" };
const TALLY: Guest = Guest { world: "tally", wit: "tests/guests-c/wit/tally.wit", source: "tests/guests-c/tally.cpp" };

const GREETINGS: &[(&str, &str)] = &[
    (r#"greet("World")"#, r#""Hello, World""#),
    (r#"greet("")"#, r#""Hello, ""#),
    (r#"greet("Grüße, 日本 🦀")"#, r#""Hello, Grüße, 日本 🦀""#),
];

const PURCHASES: &[(&str, &str)] = &[
    ("total([])", "0"),
    ("total([4294967295, 4294967295, 1])", "8589934591"),
    ("multiples(7, 0)", "[]"),
    ("multiples(7, 5)", "[0, 7, 14, 21, 28]"),
    (r#"join([], ", ")"#, r#""""#),
    (r#"join(["alone"], ", ")"#, r#""alone""#),
    (r#"join(["eins", "", "drei", "四"], " – ")"#, r#""eins –  – drei – 四""#),
    (r#"split("", ',')"#, r#"[""]"#),
    (r#"split("a,,bc,déf", ',')"#, r#"["a", "", "bc", "déf"]"#),
    (r#"label({name: "pen", price: 0, tags: []})"#, r#""pen: 0""#),
    (r#"label({name: "ink", price: 4294967295, tags: ["blue", "wet"]})"#, r#""ink: 4294967295 (blue, wet)""#),
    ("cheapest([])", "none"),
    (
        r#"cheapest([{name: "a", price: 3, tags: ["x", "y"]}, {name: "b", price: 2, tags: ["z"]}, {name: "", price: 9, tags: []}])"#,
        r#"some({name: "b", price: 2, tags: ["z"]})"#,
    ),
    (r#"parse("4294967295")"#, "ok(4294967295)"),
    (r#"parse("4294967296")"#, r#"err("too large")"#),
    (r#"parse("12e4")"#, r#"err("not a digit")"#),
    (r#"parse("")"#, r#"err("empty")"#),
    ("reversed([])", "[]"),
    (
        "reversed([{channel: 1, value: 0.5}, {channel: 2, value: -3.25}, {channel: 255, value: 0.1}])",
        "[{channel: 255, value: 0.1}, {channel: 2, value: -3.25}, {channel: 1, value: 0.5}]",
    ),
    (r#"letters({a: "1", b: "22", c: "", d: "4444", e: "", f: "", g: "", h: "88888888", i: 1000})"#, "1015"),
    ("churn(2000, 42)", "0"),
    ("misalignment()", "0"),
    ("wrong-bytes()", "0"),
    ("arena-used()", "0"),
];

const COUNTS: &[(&str, &str)] = &[
    ("median([])", "none"),
    ("median([5])", "some(5)"),
    ("median([9, -2147483648, 3, 4, 2147483647, 0, 3])", "some(3)"),
    ("spell([])", "[]"),
    ("spell([0, 12, 4294967295])", r#"["0 even", "12 even", "4294967295 odd"]"#),
    ("misalignment()", "0"),
    // Constructors ran once, before the first call; now no object is alive.
    ("counts()", "(1, 0)"),
];

const GUESTS: [(Guest, &[(&str, &str)]); 3] = [(GREETER, GREETINGS), (SHOP, PURCHASES), (TALLY, COUNTS)];

fn fused(component: &[u8], name: &str) -> Fused {
    fuse(component, &Options::new(name)).unwrap()
}

/// Checks that every call gives its expected result, twice, so that earlier calls are known to have no effect.
fn expect_all(place: &str, calls: &[(&str, &str)], mut ask: impl FnMut(&str) -> String) {
    for (call, answer) in calls.iter().chain(calls) {
        assert_eq!(ask(call), *answer, "{place}: {call}");
    }
}

/// In mode extern, the arena is the one that dissolve binds.
#[test]
fn a_guest_answers_as_a_component_on_a_stock_engine() {
    for (guest, calls) in GUESTS {
        for mode in Mode::ALL {
            let mut instance = OnStock::new(&standalone(&guest.core(mode, &[]), mode));
            expect_all(&format!("{} {mode}", guest.world), calls, |call| instance.invoke(call).unwrap());
        }
    }
}

#[test]
fn a_fused_guest_answers_on_a_stock_engine_and_gives_everything_back() {
    for (guest, calls) in GUESTS {
        for mode in Mode::ALL {
            let fused = fused(&guest.component(mode), guest.world);
            let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
            let at_first = instance.arena_used();
            expect_all(&format!("{} {mode}", guest.world), calls, |call| {
                let answer = invoke(&mut instance, &fused.interface, call).unwrap();
                assert_eq!(instance.arena_used(), at_first, "{mode}: {call}");
                answer
            });
        }
    }
}

#[test]
fn a_guest_answers_on_the_chip_and_gives_everything_back() {
    for (guest, calls) in GUESTS {
        for mode in Mode::ALL {
            let program = Program::load(&guest.component(mode), guest.world, Grow::Reject).unwrap();
            let interface = program.interface.as_ref().unwrap();
            for target in [Target::CortexM3, Target::CortexM4F] {
                let mut chip = OnChip::new(&program, target);
                let at_first = arena_used(&mut chip, mode);
                expect_all(&format!("{} {mode} on {target}", guest.world), calls, |call| {
                    let answer = invoke(&mut chip, interface, call).unwrap_or_else(|error| panic!("{call}: {error}"));
                    assert_eq!(arena_used(&mut chip, mode), at_first, "{mode}: {call}");
                    answer
                });
            }
        }
    }
}

/// Bytes in use of the embedder's arena; zero for a guest that has its own arena and reports its use itself.
fn arena_used(chip: &mut OnChip, mode: Mode) -> u32 {
    match mode {
        Mode::Static(_) => 0,
        Mode::Extern => chip.chip.arena().unwrap().unwrap().used,
    }
}

#[test]
fn a_static_guest_in_cpp_gives_everything_back() {
    let fused = fused(&TALLY.component(Mode::Static(4096)), "tally");
    let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
    let at_first = invoke(&mut instance, &fused.interface, "arena-used()").unwrap();
    assert_ne!(at_first, "0", "a static object holds a block");
    for (call, _) in COUNTS {
        invoke(&mut instance, &fused.interface, call).unwrap();
        assert_eq!(invoke(&mut instance, &fused.interface, "arena-used()").unwrap(), at_first, "{call}");
    }
}

#[test]
fn nothing_grows_and_only_the_extern_arena_is_imported() {
    for (guest, _) in GUESTS {
        for mode in Mode::ALL {
            let core = guest.core(mode, &[]);
            assert!(!wasmprinter::print_bytes(&core).unwrap().contains("memory.grow"), "{} {mode}", guest.world);
            let fused = fused(&component(&core, mode), guest.world);
            let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
            let imports: Vec<_> = text.lines().filter(|line| line.trim_start().starts_with("(import ")).collect();
            match mode {
                Mode::Static(_) => assert!(imports.is_empty(), "{imports:?}"),
                Mode::Extern => {
                    assert!(
                        imports.len() == 1 && imports[0].contains(r#""env" "__cabi_arena_realloc""#),
                        "{imports:?}"
                    );
                }
            }
            let layout = fused.interface.memories[0].layout.as_ref().unwrap();
            assert!(layout.stack_is_first() && layout.heap_base.is_some(), "{layout:?}");
        }
    }
}

/// Without `memory.copy` and `memory.fill`, bytes are copied one by one.
#[test]
fn a_guest_for_the_first_webassembly_answers() {
    let core = SHOP.core(Mode::Static(4096), &["-mcpu=mvp"]);
    let text = wasmprinter::print_bytes(&core).unwrap();
    assert!(!text.contains("memory.copy") && !text.contains("memory.fill"));
    let fused = fused(&component(&core, Mode::Static(4096)), "shop");
    let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
    expect_all("mvp", PURCHASES, |call| invoke(&mut instance, &fused.interface, call).unwrap());
}

#[test]
fn an_exhausted_arena_traps_and_a_fresh_instance_answers() {
    let too_long = format!(r#"greet("{}")"#, "x".repeat(5000));
    for mode in Mode::ALL {
        let component = GREETER.component(mode);
        let fused = fused(&component, "greeter");
        let (in_guest, on_chip) = match mode {
            Mode::Static(_) => ("`unreachable`", TrapKind::Unreachable),
            Mode::Extern => ("arena exhausted", TrapKind::ArenaExhausted),
        };
        let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
        let error = invoke(&mut instance, &fused.interface, &too_long).unwrap_err().to_string();
        assert!(error.contains(in_guest), "{mode}: {error}");
        // A core module can be called again after a trap, and this trap leaves no inconsistent state behind.
        assert_eq!(invoke(&mut instance, &fused.interface, r#"greet("you")"#).unwrap(), r#""Hello, you""#);

        let program = Program::load(&component, "greeter", Grow::Reject).unwrap();
        let mut chip = OnChip::new(&program, Target::CortexM4F);
        let error = invoke(&mut chip, &fused.interface, &too_long).unwrap_err();
        assert_eq!(error.trap().map(|trap| trap.kind), Some(Some(on_chip)), "{mode}: {error}");
        chip.chip.instantiate().unwrap();
        assert_eq!(invoke(&mut chip, &fused.interface, r#"greet("you")"#).unwrap(), r#""Hello, you""#);
    }
}

#[test]
fn an_exhausted_arena_traps_on_a_stock_engine() {
    for mode in Mode::ALL {
        let mut instance = OnStock::new(&standalone(&GREETER.core(mode, &[]), mode));
        let error = instance.invoke(&format!(r#"greet("{}")"#, "x".repeat(5000))).unwrap_err();
        assert!(error.contains("`unreachable`"), "{mode}: {error}");
    }
}

/// After a trap in the allocator, no byte above the stack has changed, so none of the statics or of the arena.
#[test]
fn exhaustion_changes_nothing() {
    for mode in Mode::ALL {
        let fused = fused(&SHOP.component(mode), "shop");
        let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
        // Makes sure that the arena exists and has been used.
        invoke(&mut instance, &fused.interface, r#"split("a,b,c", ',')"#).unwrap();
        let realloc = fused.interface.export("total").unwrap().options.realloc.clone().unwrap();
        let layout = fused.interface.memories[0].layout.clone().unwrap();
        let above_the_stack = |instance: &mut OnEngine| {
            let size = instance.memory_size(MemoryIndex::FIRST).unwrap();
            let mut bytes = vec![0; usize::try_from(size).unwrap() - layout.stack_top as usize];
            instance.read(MemoryIndex::FIRST, layout.stack_top, &mut bytes).unwrap();
            bytes
        };
        let before = above_the_stack(&mut instance);
        for (align, size) in [(1, 4096), (8, 5000), (4096, 4096), (1 << 31, 1), (1, u32::MAX), (0, 8), (24, 8)] {
            let arguments = [0, 0, align, size].map(dissolve_pipeline::run::CoreValue::I32);
            instance.call(&realloc, &arguments).unwrap_err();
            assert!(above_the_stack(&mut instance) == before, "{mode}: {size} bytes aligned to {align}");
        }
    }
}

#[test]
fn misuse_traps() {
    for mode in Mode::ALL {
        let component = SHOP.component(mode);
        let fused = fused(&component, "shop");
        let program = Program::load(&component, "shop", Grow::Reject).unwrap();
        let mut chip = OnChip::new(&program, Target::CortexM4F);
        for how in 1..14 {
            let call = format!("misuse({how})");
            let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
            let error = invoke(&mut instance, &fused.interface, &call).unwrap_err().to_string();
            // The guest's trap or, in mode extern, the error of the engine's arena.
            const TRAPS: [&str; 4] = ["`unreachable`", "arena exhausted", "alignment", "no block of"];
            assert!(TRAPS.iter().any(|trap| error.contains(trap)), "{mode}: {call}: {error}");
            let error = invoke(&mut chip, &fused.interface, &call).unwrap_err();
            assert!(error.trap().is_some_and(|trap| trap.kind.is_some()), "{mode}: {call}: {error}");
            chip.chip.instantiate().unwrap();
        }
        // Calls that look like misuse but are valid: with nothing to free or to allocate, the result is the alignment,
        // whatever the pointer.
        for (how, answer) in [(0, 0), (32, 1), (35, 8), (63, 1u32 << 31)] {
            assert_eq!(invoke(&mut chip, &fused.interface, &format!("misuse({how})")).unwrap(), answer.to_string());
            chip.chip.instantiate().unwrap();
        }
    }
}

/// A guest with its own arena can read the arena's size, its use and its high-water mark.
#[test]
fn the_high_water_mark_is_that_of_the_largest_call() {
    let fused = fused(&SHOP.component(Mode::Static(4096)), "shop");
    let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
    let mut high_water = |call: &str| -> u32 {
        invoke(&mut instance, &fused.interface, call).unwrap();
        invoke(&mut instance, &fused.interface, "arena-high-water()").unwrap().parse().unwrap()
    };
    assert_eq!(high_water("arena-used()"), 0);
    let small = high_water("multiples(1, 10)");
    assert!((40..120).contains(&small), "{small}");
    let large = high_water("multiples(1, 500)");
    assert!((2000..=4096).contains(&large), "{large}");
    assert_eq!(high_water("multiples(1, 10)"), large);
}

#[test]
fn a_mode_must_be_chosen() {
    let folder = scratch("no-mode");
    let guest = root().join("guest/c");
    let error = |modes: &[&str]| {
        let include = format!("-isystem{}", guest.join("include").display());
        let source = guest.join("dissolve_guest.c").display().to_string();
        let arguments = ["--target=wasm32-unknown-unknown", "-nostdlib", "-c", "-o", "none.o", &include, &source];
        compile(clang().c, &folder, arguments.iter().chain(modes)).unwrap_err()
    };
    let neither = error(&[]);
    assert!(neither.contains("no arena: give -DDISSOLVE_STATIC_ARENA=BYTES"), "{neither}");
    let both = error(&["-DDISSOLVE_STATIC_ARENA=4096", "-DDISSOLVE_EXTERN_ARENA"]);
    assert!(both.contains("two arenas: give either"), "{both}");
    for size in ["0", "23", "-1", "0x1000001"] {
        let wrong = error(&[&format!("-DDISSOLVE_STATIC_ARENA={size}")]);
        assert!(wrong.contains("takes 24 to 16777216 bytes"), "{size}: {wrong}");
    }
}

/// Byte functions such as `strlen` are weak, so that those of a library or of the guest replace them.
#[test]
fn a_library_may_bring_its_own_functions_on_bytes() {
    let folder = scratch("own-strlen");
    let own = "__attribute__((export_name(\"f\"))) unsigned long strlen(const char *t) { (void)t; return 1234; }\n";
    fs::write(folder.join("own.c"), own).unwrap();
    let guest = root().join("guest/c");
    let include = format!("-isystem{}", guest.join("include").display());
    let source = guest.join("dissolve_guest.c").display().to_string();
    const FLAGS: &[&str] = &["--target=wasm32-unknown-unknown", "-nostdlib", "-Os", "-Wl,--no-entry"];
    let files = ["-DDISSOLVE_EXTERN_ARENA", &include, &source, "own.c", "-o", "own.wasm"];
    compile(clang().c, &folder, FLAGS.iter().chain(&files)).unwrap_or_else(|error| panic!("{error}"));
    let text = wasmprinter::print_file(folder.join("own.wasm")).unwrap();
    assert!(text.contains("i32.const 1234"), "{text}");
}

/// Upper bounds from the guide's table: the size of the example's WebAssembly code, and its size on the chip.
#[test]
fn the_example_is_small() {
    for (mode, most_code, most_text) in [(Mode::Static(4096), 3500, 9000), (Mode::Extern, 1200, 8000)] {
        let core = GREETER.core(mode, &[]);
        let code = Parser::new(0).parse_all(&core).find_map(|payload| match payload.unwrap() {
            Payload::CodeSectionStart { range, .. } => Some(range.len()),
            _ => None,
        });
        let code = code.expect("it has code");
        let program = Program::load(&component(&core, mode), "greeter", Grow::Reject).unwrap();
        let target = Target::CortexM4F;
        let firmware = program
            .build(&board_of(target), &BuildOptions { target: Some(target), ..BuildOptions::default() })
            .unwrap();
        let text = firmware.image.report.flash.bytes_of(".text");
        println!("{mode}: {code} bytes of WebAssembly code, {text} of .text");
        assert!(code <= most_code, "{mode}: {code} bytes of code");
        assert!(text <= most_text, "{mode}: {text} bytes of .text");
    }
}
