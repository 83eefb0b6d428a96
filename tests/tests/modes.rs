//! The same source in each mode of allocation: on a stock engine, fused on a stock engine, and on the emulated chip.

mod arenas;

use dissolve_abi::TrapKind;
use dissolve_interface::Interface;
use dissolve_pipeline::componentize::{Options, componentize};
use dissolve_pipeline::fuse;
use dissolve_pipeline::run::{CoreValue, Instance};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{
    OnChip, OnEngine, OnStock, component, component_of, component_with_arena, guest, invoke, wasi_guests,
    wasi_std_guests,
};
use dissolve_wasm::MemoryIndex;

/// `modes.rs` in each mode with bounded memory, with and without the standard library.
const MODES: &[&str] = &["modes_static", "modes_extern", "modes_std"];

/// Calls that leave no state behind.
fn calls() -> Vec<String> {
    let sample = |name: &str, next: &str| format!("{{name: \"{name}\", values: [1, 65535, 3], next: {next}}}");
    vec![
        "greet(\"World\")".into(),
        "greet(\"\")".into(),
        format!("greet(\"{}\")", "long ".repeat(100)),
        "greet(\"Grüße, 日本 🦀\")".into(),
        "join([], \", \")".into(),
        "join([\"\", \"one\", \"two\", \"three\"], \", \")".into(),
        "split(\"a,bc,,d\", ',')".into(),
        format!("split(\"{}\", 'é')", "xé".repeat(20)),
        "squares([])".into(),
        "squares([0, 1, 4294967295])".into(),
        format!("squares([{}])", (0..100).map(|n| n.to_string()).collect::<Vec<_>>().join(", ")),
        "reverse([])".into(),
        format!("reverse([{}, {}])", sample("ab", "none"), sample("ü🦀", "some(\"go\")")),
        format!("reverse([{}, {}])", sample("ab", "some(\"stop\")"), sample("cd", "none")),
        "keep([1, 2, 3])".into(),
        "keep([])".into(),
        "forget()".into(),
    ]
}

fn fused(name: &str) -> fuse::Fused {
    fuse::fuse(&component(name).bytes, &fuse::Options::new(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn answers(instance: &mut dyn Instance, interface: &Interface) -> Vec<String> {
    let call = |call: &String| invoke(instance, interface, call).unwrap_or_else(|error| panic!("{call}: {error}"));
    calls().iter().map(call).collect()
}

/// The results of a component that runs unchanged on a stock engine.
fn stock_answers(component: &[u8]) -> Vec<String> {
    let mut stock = OnStock::new(component);
    calls().iter().map(|call| stock.invoke(call).unwrap_or_else(|error| panic!("{call}: {error}"))).collect()
}

#[test]
fn every_mode_answers_alike_everywhere() {
    let expected = stock_answers(&component("modes_static").bytes);
    assert_eq!(stock_answers(&component("modes_std").bytes), expected);
    // On a stock engine, the arena is bound into the module instead of the embedder's.
    assert_eq!(stock_answers(&component_with_arena("modes_extern", 4096).bytes), expected);
    assert_eq!(&expected[..2], [r#""Hello, World""#, r#""Hello, ""#]);
    assert_eq!(expected[5], r#"", one, two, three""#);
    assert_eq!(expected[9], "[0, 1, 18446744065119617025]");
    assert_eq!(expected[13], "err(\"ba\")");
    for name in MODES {
        let fused = fused(name);
        assert_eq!(answers(&mut OnEngine::new(&fused.bytes, &fused.interface), &fused.interface), expected, "{name}");
        let program = Program::load(&component(name).bytes, name, Grow::Reject).unwrap();
        for target in [Target::CortexM3, Target::CortexM4F] {
            let mut chip = OnChip::new(&program, target);
            assert_eq!(answers(&mut chip, &fused.interface), expected, "{name} on {target}");
        }
        let shared = fuse::Options { memory: fuse::MemoryMode::Shared, ..fuse::Options::new(*name) };
        let program = Program::load_with(&component(name).bytes, &shared).unwrap();
        let interface = program.interface.as_ref().unwrap();
        assert_eq!(answers(&mut OnEngine::new(&program.module, interface), interface), expected, "{name}, shared");
        let mut chip = OnChip::new(&program, Target::CortexM3);
        assert_eq!(answers(&mut chip, interface), expected, "{name}, shared, on the chip");
    }
}

#[test]
fn a_bounded_guest_has_no_memory_grow() {
    for name in MODES.iter().chain(&["greet_static", "greet_extern", "flat_omit", "flat_extern"]) {
        let text = wasmprinter::print_bytes(guest(name)).unwrap();
        assert!(!text.contains("memory.grow"), "{name}");
        let text = wasmprinter::print_bytes(fused(name).bytes).unwrap();
        assert!(!text.contains("memory.grow"), "{name}, fused");
    }
}

/// The modes do not depend on the target's C library, even if that defines its own `cabi_realloc`.
#[test]
fn guests_for_wasi_answer_as_the_others_do() {
    let expected = stock_answers(&component("modes_static").bytes);
    let folders = wasi_guests("modes_static");
    if folders.is_empty() {
        return;
    }
    for (folder, module) in folders {
        assert_eq!(stock_answers(&component_of(&module, "modes_static").bytes), expected, "{}", folder.display());
    }
    for name in ["modes_static", "modes_extern"] {
        for (folder, module) in wasi_guests(name) {
            let component = component_of(&module, name);
            // These modules do not export the start of their heap, so the arena is placed at the end of the memory.
            let bind_arena = (name == "modes_extern").then_some(4096);
            let options = fuse::Options { bind_arena, ..fuse::Options::new(name) };
            let fused = fuse::fuse(&component.bytes, &options).unwrap();
            let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
            assert_eq!(answers(&mut engine, &fused.interface), expected, "{name} of {}", folder.display());
            let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
            assert!(!text.contains("memory.grow"), "{name} of {}", folder.display());
        }
    }
    for (folder, module) in wasi_guests("flat_omit") {
        let text = wasmprinter::print_bytes(&module).unwrap();
        assert!(!text.contains("realloc"), "{}: {text}", folder.display());
    }
}

/// With the standard library, a guest imports functions of WASI that the library may use. These guests call none of
/// them.
#[test]
fn guests_for_wasi_with_the_standard_library_answer_as_the_others_do() {
    let expected = stock_answers(&component("modes_static").bytes);
    for (folder, module) in wasi_std_guests("modes_std") {
        let component = component_of(&module, "modes_std");
        let mut stock = OnStock::with_traps(&component.bytes);
        let calls = calls();
        let on_stock = calls.iter().map(|call| stock.invoke(call).unwrap_or_else(|error| panic!("{call}: {error}")));
        assert_eq!(on_stock.collect::<Vec<_>>(), expected, "{}", folder.display());
        // The C library's allocator is linked, and would grow the memory if it were called.
        let options = fuse::Options { grow: Some(Grow::Deny), ..fuse::Options::new("modes_std") };
        let fused = fuse::fuse(&component.bytes, &options).unwrap();
        let wasi = fused.interface.imports.iter().filter(|import| import.module.starts_with("wasi")).count();
        assert!(wasi > 0, "{}: it uses no standard library", folder.display());
        let mut engine = OnEngine::with_traps(&fused.bytes, &fused.interface);
        assert_eq!(answers(&mut engine, &fused.interface), expected, "{}", folder.display());
    }
}

/// A mode that allocates nothing has no exports or imports for allocation.
#[test]
fn a_guest_without_an_allocator_has_no_trace_of_one() {
    let text = wasmprinter::print_bytes(guest("flat_omit")).unwrap();
    assert!(!text.contains("realloc") && !text.contains("alloc"), "{text}");
    assert!(wasmprinter::print_bytes(guest("flat_extern")).unwrap().contains("(export \"cabi_realloc\""));
}

/// The results of a guest that only uses numbers do not depend on whether it has an allocator.
#[test]
fn a_guest_without_an_allocator_answers_everywhere() {
    let calls = [
        "step({x: 1, y: 2}, up, some(7))",
        "step({x: -1, y: -2147483648}, down, none)",
        "step({x: 0, y: 2147483647}, up, none)",
        "scale(2.5, 4.0)",
        "scale(-0.0, inf)",
    ];
    let mut stock = OnStock::new(&component("flat_omit").bytes);
    let expected = calls.map(|call| stock.invoke(call).unwrap());
    assert_eq!(expected[..3], ["ok({x: 1, y: 9})", "err(down)", "err(up)"]);
    assert_eq!(
        calls.map(|call| OnStock::new(&component_with_arena("flat_extern", 64).bytes).invoke(call).unwrap()),
        expected
    );
    for name in ["flat_omit", "flat_extern"] {
        let fused = fused(name);
        let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
        assert_eq!(calls.map(|call| invoke(&mut engine, &fused.interface, call).unwrap()), expected, "{name}");
        let program = Program::load(&component(name).bytes, name, Grow::Reject).unwrap();
        let mut chip = OnChip::new(&program, Target::CortexM4F);
        assert_eq!(calls.map(|call| invoke(&mut chip, &fused.interface, call).unwrap()), expected, "{name}");
    }
}

/// Static constructors run at instantiation, once, and not in exported functions. Where there are none, nothing of their start is left.
#[test]
fn static_constructors_run_once() {
    let component = component("static_constructors").bytes;
    let ran = |instance: &mut dyn Instance, interface: &Interface| {
        [(); 2].map(|()| invoke(instance, interface, "ran()").unwrap())
    };
    let mut stock = OnStock::new(&component);
    assert_eq!([(); 2].map(|()| stock.invoke("ran()").unwrap()), ["1", "1"]);
    let fused = fused("static_constructors");
    assert_eq!(ran(&mut OnEngine::new(&fused.bytes, &fused.interface), &fused.interface), ["1", "1"]);
    let program = Program::load(&component, "static_constructors", Grow::Reject).unwrap();
    assert_eq!(ran(&mut OnChip::new(&program, Target::CortexM4F), &fused.interface), ["1", "1"]);
    for name in ["flat_omit", "greet_static", "greet_extern"] {
        assert!(wasmprinter::print_bytes(guest(name)).unwrap().contains("(export \"_initialize\""), "{name}");
        assert!(!wasmprinter::print_bytes(self::fused(name).bytes).unwrap().contains("(start"), "{name}");
    }
}

/// Borrowed strings and lists, flags, imported resources and spilled parameters need no allocator either.
#[test]
fn what_a_guest_lends_takes_no_allocator() {
    let text = wasmprinter::print_bytes(guest("flat_imports")).unwrap();
    assert!(!text.contains("realloc") && !text.contains("guest_allocates"), "{text}");
    component("flat_imports");
}

/// A guest that declares that it does not allocate, but does, does not become a component.
#[test]
fn a_guest_that_allocates_without_an_allocator_is_refused() {
    let error = componentize(&guest("flat_allocates"), &Options::default()).unwrap_err().to_string();
    assert!(error.contains("guest_allocates_in_mode_omit"), "{error}");
}

/// The contents of the memory.
fn memory(instance: &mut dyn Instance) -> Vec<u8> {
    let size = usize::try_from(instance.memory_size(MemoryIndex::FIRST).unwrap()).unwrap();
    let mut contents = vec![0; size];
    instance.read(MemoryIndex::FIRST, 0, &mut contents).unwrap();
    contents
}

/// After a trap in the allocator, no byte above the stack has changed: neither statics nor the arena.
#[test]
fn a_call_that_cannot_be_met_changes_nothing() {
    for name in MODES {
        let fused = fused(name);
        let layout = fused.interface.memories[0].layout.clone().expect("wasm-ld leaves its layout");
        let realloc = fused.interface.export("greet").unwrap().options.realloc.clone().unwrap();
        let program = Program::load(&component(name).bytes, name, Grow::Reject).unwrap();
        let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
        let mut chip = OnChip::new(&program, Target::CortexM4F);
        // On the chip, only backed memory is read: the embedder's arena begins where the statics end. There the statics may lie
        // lower, and constants in flash.
        let object = program.compile(Target::CortexM4F, &BuildOptions::default()).unwrap();
        let window = &object.memories[0].window;
        let (start_on_chip, end_on_chip) = (window.low + window.stack, window.arena_start() as u32);
        let places: [(&mut dyn Instance, u32, u32); 2] =
            [(&mut engine, layout.stack_top, 17 << 16), (&mut chip, start_on_chip, end_on_chip)];
        for (instance, start, end) in places {
            // Makes sure that the arena exists and is in use.
            invoke(instance, &fused.interface, "keep([7, 7, 7])").unwrap();
            let above_the_stack = |instance: &mut dyn Instance| {
                let mut bytes = vec![0; (end - start) as usize];
                instance.read(MemoryIndex::FIRST, start, &mut bytes).unwrap();
                bytes
            };
            let before = above_the_stack(instance);
            for (align, size) in [(1, 4096), (8, 5000), (4096, 4096), (1, 1 << 30)] {
                let arguments = [0, 0, align, size].map(CoreValue::I32);
                instance.call(&realloc, &arguments).unwrap_err();
                assert!(above_the_stack(instance) == before, "{name}: {size} bytes aligned to {align}");
            }
        }
    }
}

/// A call that runs out of memory only changes the arena and the stack before it traps: no constant, and nothing far
/// from the arena.
#[test]
fn exhaustion_traps_and_leaves_the_rest_alone() {
    for name in MODES {
        let fused = fused(name);
        let layout = fused.interface.memories[0].layout.clone().expect("wasm-ld leaves its layout");
        let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
        invoke(&mut engine, &fused.interface, "keep([7, 7, 7])").unwrap();
        let before = memory(&mut engine);
        let list = format!("squares([{}])", vec!["9"; 900].join(", "));
        let error = invoke(&mut engine, &fused.interface, &list).unwrap_err().to_string();
        let kind = if *name == "modes_extern" { "arena exhausted" } else { "unreachable" };
        assert!(error.contains(kind), "{name}: {error}");
        let after = memory(&mut engine);
        let changed = (0..before.len()).filter(|&at| before[at] != after[at]).collect::<Vec<_>>();
        let constants = layout.data.start as usize..layout.data.end as usize;
        assert!(changed.iter().all(|at| !constants.contains(at)), "{name}: constants changed");
        // In the guest's memory: the arena, with its bookkeeping if that is inside; nothing above it.
        let above = changed.iter().filter(|&&at| at >= layout.stack_top as usize).copied().collect::<Vec<_>>();
        let extent = above.first().zip(above.last()).map_or(0, |(first, last)| last - first);
        assert!(extent < 4096 + 512, "{name}: {extent} bytes changed above the stack");
        assert!(!above.is_empty(), "{name}: the call got nowhere");
    }
}

#[test]
fn exhaustion_on_the_chip_traps_with_its_kind_and_a_fresh_instance_answers() {
    for (name, kind) in [("modes_static", TrapKind::Unreachable), ("modes_extern", TrapKind::ArenaExhausted)] {
        let program = Program::load(&component(name).bytes, name, Grow::Reject).unwrap();
        let interface = program.interface.clone().unwrap();
        let mut chip = OnChip::with_options(&program, Target::CortexM4F, BuildOptions::default());
        let mut kept = 0;
        let error = loop {
            match invoke(&mut chip, &interface, &format!("keep([{}])", vec!["1"; 100].join(", "))) {
                Ok(answer) => {
                    kept += 100;
                    assert_eq!(answer, kept.to_string());
                }
                Err(error) => break error,
            }
        };
        assert!((2500..4096).contains(&kept), "{name}: {kept} bytes of 4096 were kept");
        assert_eq!(error.trap().and_then(|trap| trap.kind), Some(kind), "{name}: {error}");
        chip.chip.instantiate().unwrap();
        assert_eq!(invoke(&mut chip, &interface, "keep([1])").unwrap(), "1", "{name}");
        assert_eq!(invoke(&mut chip, &interface, "greet(\"again\")").unwrap(), "\"Hello, again\"", "{name}");
    }
}
