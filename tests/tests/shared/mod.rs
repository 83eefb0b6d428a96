//! One memory for several components, compiled from C with the usual compiler and linker, with and without relocations.
//! They run as components on a stock engine, fused on a stock engine, and on the emulated chip.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use dissolve_interface::{Interface, RegionKind};
use dissolve_pipeline::fuse::{Fused, MemoryMode, Method, Options, check_shared, fuse};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::Instance;
use dissolve_tests::{OnChip, OnEngine, OnStock, clang, compile, component, invoke};
use wasm_encoder::reencode::Reencode as _;
use wasmparser::{Parser, Payload};

/// A shim for a function that is called before it exists, and the module that fills it in.
const SHIM: &str = r#"(module (table (export "t") 1 funcref) (type $ty (func (param i32 i32) (result i32)))
    (func (export "hash") (param i32 i32) (result i32)
        (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))"#;
const FIXUP: &str = r#"(module (import "" "t" (table 1 funcref)) (import "" "f" (func (param i32 i32) (result i32)))
    (elem (i32.const 0) func 0))"#;

/// The way a C file is linked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Plain,
    WithRelocations,
}

/// Compiles a file of this folder to a core module with a stack of 1 MiB.
fn module(file: &str, seed: u32, link: Link) -> Vec<u8> {
    module_with(file, link, &[&format!("-DSEED={seed}"), "-O2"])
}

fn module_with(file: &str, link: Link, flags: &[&str]) -> Vec<u8> {
    // Tests run in parallel, so each link has its own folder.
    static LINKS: AtomicU32 = AtomicU32::new(0);
    let name = format!("shared-{}-{}", std::process::id(), LINKS.fetch_add(1, Ordering::Relaxed));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shared").join(file);
    let mut arguments = vec!["--target=wasm32-unknown-unknown", "-ffreestanding", "-nostdlib", "-Wl,--no-entry"];
    arguments.extend(["-Wl,-z,stack-size=1048576", "-Wl,--stack-first", "-Wl,--export=__heap_base", "-o", "out.wasm"]);
    if link == Link::WithRelocations {
        arguments.push("-Wl,--emit-relocs");
    }
    arguments.extend(flags);
    let source = source.to_str().expect("the path is text");
    arguments.push(source);
    compile(clang().c, &folder, &arguments).unwrap_or_else(|error| panic!("{error}"));
    let module = fs::read(folder.join("out.wasm")).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    module
}

/// A placeholder for a module in a component's text: a module with the same imports and exports. The text format cannot
/// include a binary module with its custom sections, which hold the relocations.
fn slot(index: u8, imports: &str) -> String {
    format!(
        r#"(core module $m (@custom "slot" "\{index:02x}") {imports}
            (func (export "run") (param i32) (result i32) unreachable))"#
    )
}

/// Assembles a component's text, and replaces the placeholders by the modules.
fn component_of(text: &str, modules: &[Vec<u8>]) -> Vec<u8> {
    fill(&wat::parse_str(text).unwrap_or_else(|error| panic!("{error}")), modules)
}

fn fill(component: &[u8], modules: &[Vec<u8>]) -> Vec<u8> {
    let mut output = component[..8].to_vec();
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload.unwrap();
        if depth == 0
            && let Some((id, range)) = payload.as_section()
        {
            let bytes = &component[range];
            let bytes = match &payload {
                Payload::ModuleSection { .. } => modules[usize::from(bytes[section(bytes, "slot").start])].clone(),
                Payload::ComponentSection { .. } => fill(bytes, modules),
                _ => bytes.to_vec(),
            };
            output.push(id);
            let mut length = bytes.len();
            while length >= 0x80 {
                output.push(length as u8 | 0x80);
                length >>= 7;
            }
            output.push(length as u8);
            output.extend(bytes);
        }
        match payload {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) if depth > 0 => depth -= 1,
            _ => {}
        }
    }
    output
}

/// A component with a single module.
fn alone(module: &[u8]) -> Vec<u8> {
    let text = format!(
        r#"(component {} (core instance $i (instantiate $m))
            (func (export "run") (param "value" u32) (result u32) (canon lift (core func $i "run"))))"#,
        slot(0, "")
    );
    component_of(&text, &[module.to_vec()])
}

/// A component of three drivers and of an application that calls them.
fn drivers(link: Link) -> Vec<u8> {
    drivers_of(&|seed| module("driver.c", seed, link), &module("app.c", 0, link))
}

fn drivers_of(driver: &dyn Fn(u32) -> Vec<u8>, app: &[u8]) -> Vec<u8> {
    let ty = r#"(param "value" u32) (result u32)"#;
    let import = |name| format!(r#"(import "drivers" "{name}" (func (param i32) (result i32)))"#);
    let imports = ["a", "b", "c"].map(import).concat();
    let component = |name: &str, index: u8| {
        format!(
            r#"(component ${name} {} (core instance $i (instantiate $m))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance ${name} (instantiate ${name}))"#,
            slot(index, "")
        )
    };
    let text = format!(
        r#"(component {} {} {}
            (component $app
                (import "a" (func $a {ty})) (import "b" (func $b {ty})) (import "c" (func $c {ty}))
                (core func $a (canon lower (func $a))) (core func $b (canon lower (func $b)))
                (core func $c (canon lower (func $c)))
                {}
                (core instance $i (instantiate $m (with "drivers" (instance
                    (export "a" (func $a)) (export "b" (func $b)) (export "c" (func $c))))))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $app (instantiate $app
                (with "a" (func $a "run")) (with "b" (func $b "run")) (with "c" (func $c "run"))))
            (export "run" (func $app "run")) (export "a" (func $a "run")))"#,
        component("a", 0),
        component("b", 1),
        component("c", 2),
        slot(3, &imports)
    );
    component_of(&text, &[driver(17), driver(42), driver(99), app.to_vec()])
}

fn shared(component: &[u8]) -> Fused {
    let fused = fuse(component, &Options { memory: MemoryMode::Shared, ..Options::new("drivers") }).unwrap();
    check_shared(&fused.bytes, &fused.interface).unwrap();
    fused
}

fn calls() -> Vec<String> {
    let values = [0u32, 1, 2, 3, 4, 9, 1000, 0xdead_beef, u32::MAX];
    values.iter().flat_map(|value| [format!("run({value})"), format!("a({value})")]).collect()
}

fn answers(instance: &mut dyn Instance, interface: &Interface, calls: &[String]) -> Vec<String> {
    calls
        .iter()
        .map(|call| invoke(instance, interface, call).unwrap_or_else(|error| panic!("{call}: {error}")))
        .collect()
}

fn is_relocated(fused: &Fused) -> Vec<bool> {
    let memories = &fused.sharing.as_ref().unwrap().memories;
    memories.iter().map(|memory| memory.method == Method::Relocated).collect()
}

#[test]
fn drivers_answer_the_same_in_every_layout() {
    let plain = drivers(Link::Plain);
    let mut stock = OnStock::new(&plain);
    let expected: Vec<_> = calls().iter().map(|call| stock.invoke(call).unwrap()).collect();
    let isolated = fuse(&plain, &Options::new("drivers")).unwrap();
    let mut engine = OnEngine::new(&isolated.bytes, &isolated.interface);
    assert_eq!(answers(&mut engine, &isolated.interface, &calls()), expected, "isolated");
    for (link, relocated) in [(Link::Plain, false), (Link::WithRelocations, true)] {
        let fused = shared(&drivers(link));
        assert_eq!(is_relocated(&fused), [relocated; 4], "{}", fused.explain_memories());
        let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
        assert_eq!(answers(&mut engine, &fused.interface, &calls()), expected, "{}", fused.explain_memories());
        let regions = &fused.sharing.as_ref().unwrap().regions;
        let stacks: Vec<_> = regions.iter().filter(|region| region.kind == RegionKind::Stack).collect();
        // Only one driver runs at a time, so they share one stack.
        let [stack] = stacks[..] else { panic!("{}", fused.explain_memories()) };
        assert_eq!((stack.components.len(), stack.end), (4, 2 * 2048));
        assert!(regions.last().unwrap().end < 4096 + 1200, "{}", fused.explain_memories());
    }
}

#[test]
fn one_module_may_be_relocated_and_another_not() {
    let calls = calls();
    let mut stock = OnStock::new(&drivers(Link::Plain));
    let expected: Vec<_> = calls.iter().map(|call| stock.invoke(call).unwrap()).collect();
    let link = |seed| if seed == 42 { Link::Plain } else { Link::WithRelocations };
    let app = module("app.c", 0, Link::Plain);
    let fused = shared(&drivers_of(&|seed| module("driver.c", seed, link(seed)), &app));
    assert_eq!(is_relocated(&fused), [true, false, true, false]);
    let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
    assert_eq!(answers(&mut engine, &fused.interface, &calls), expected);
}

/// The range of a custom section's payload, found by its name.
fn section(module: &[u8], name: &str) -> std::ops::Range<usize> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CustomSection(section) = payload.unwrap()
            && section.name() == name
        {
            return section.data_offset()..section.data_offset() + section.data().len();
        }
    }
    panic!("no section `{name}`")
}

/// Changes each byte of the relocations, one at a time. Relocations that do not fit the module must not be used. If a
/// change is accepted, the results must stay the same.
#[test]
fn relocations_that_do_not_fit_are_not_used() {
    let calls: Vec<String> = calls().into_iter().filter(|call| call.starts_with("run(")).collect();
    let good = module("driver.c", 7, Link::WithRelocations);
    let mut stock = OnStock::new(&alone(&good));
    let expected: Vec<_> = calls.iter().map(|call| stock.invoke(call).unwrap()).collect();
    let (mut used, mut refused) = (0, 0);
    for name in ["reloc.CODE", "reloc.DATA", "linking"] {
        for at in section(&good, name) {
            let mut bad = good.clone();
            bad[at] ^= 0x01;
            let fused = shared(&alone(&bad));
            match is_relocated(&fused)[0] {
                true => used += 1,
                false => refused += 1,
            }
            let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
            let actual = answers(&mut engine, &fused.interface, &calls);
            assert_eq!(actual, expected, "byte {at} of {name}: {}", fused.explain_memories());
        }
    }
    // Names and sizes of symbols have no effect; offsets, kinds, and indices do.
    assert!(refused > used / 4 && refused > 100, "{used} used, {refused} refused");
}

/// Some tools shorten the padded addresses in code but do not update the relocations. Such relocations are unusable,
/// and must not change any address.
#[test]
fn addresses_that_a_tool_wrote_shorter_are_not_moved() {
    let core = module_with("odd.c", Link::WithRelocations, &["-O2"]);
    let mut shorter = wasm_encoder::Module::new();
    let mut roundtrip = wasm_encoder::reencode::RoundtripReencoder;
    roundtrip.parse_core_module(&mut shorter, Parser::new(0), &core).unwrap();
    let shorter = shorter.finish();
    assert!(shorter.len() < core.len(), "the linker leaves room in each address");
    let fused = shared(&alone(&shorter));
    let explained = fused.explain_memories();
    assert!(
        explained.contains("a relocation does not match the module; was it changed after it was linked?"),
        "{explained}"
    );
    assert!(matches!(fused.sharing.as_ref().unwrap().memories[0].method, Method::Folded { .. }), "{explained}");
    let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
    let mut stock = OnStock::new(&alone(&core));
    for call in ["run(1)", "run(2)"] {
        let actual = invoke(&mut engine, &fused.interface, call).unwrap();
        assert_eq!(actual, stock.invoke(call).unwrap());
    }
}

/// Tests cases in which relocations are unusable or the statics are larger, and the reason that is reported.
#[test]
fn the_reason_against_relocation_is_said() {
    let heap = "-DHEAP";
    for (flags, reason) in [
        (
            vec!["-O2", heap],
            "bytes above its statics are kept, which `--heap SIZE` limits: function `run` has the address",
        ),
        (vec!["-O2", "-DSIZE"], "kept whole: function 0 of its module asks for its size"),
        (vec!["-O2", "-fPIC", "-DPIC"], "it has relocations for position-independent or thread-local data"),
    ] {
        let core = module_with("odd.c", Link::WithRelocations, &flags);
        let wasm = alone(&core);
        let fused = shared(&wasm);
        assert!(fused.explain_memories().contains(reason), "{flags:?}: {}", fused.explain_memories());
        let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
        let mut stock = OnStock::new(&wasm);
        for call in ["run(1)", "run(2)"] {
            let actual = invoke(&mut engine, &fused.interface, call).unwrap();
            assert_eq!(actual, stock.invoke(call).unwrap(), "{flags:?}");
        }
    }
}

/// A `memory.grow` that always fails is replaced by two instructions. Addresses after it must still be found.
#[test]
fn denied_growth_does_not_hide_addresses() {
    let core = module_with("odd.c", Link::WithRelocations, &["-O2", "-DGROW"]);
    let deny = |memory| Options { memory, grow: Some(Grow::Deny), ..Options::new("odd") };
    let isolated = fuse(&alone(&core), &deny(MemoryMode::Isolated)).unwrap();
    let fused = fuse(&alone(&core), &deny(MemoryMode::Shared)).unwrap();
    assert_eq!(is_relocated(&fused), [true], "{}", fused.explain_memories());
    let calls = ["run(1)", "run(2)", "run(1)"].map(str::to_owned);
    let expected = answers(&mut OnEngine::new(&isolated.bytes, &isolated.interface), &isolated.interface, &calls);
    assert_eq!(expected, ["5", "9", "6"]);
    assert_eq!(answers(&mut OnEngine::new(&fused.bytes, &fused.interface), &fused.interface, &calls), expected);
}

/// A string is passed between two guests, each with or without relocations.
#[test]
fn strings_cross_between_guests_of_either_kind() {
    let links = [Link::Plain, Link::WithRelocations];
    let receiver = |link| module_with("strings.c", link, &["-O2"]);
    let sender = |link| module_with("strings.c", link, &["-O2", "-DSENDER"]);
    let text = r#"(component
        (component $inner
            (core module $m (@custom "slot" "\00") (memory (export "memory") 1)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
                (func (export "run") (param i32 i32) (result i32) unreachable))
            (core instance $i (instantiate $m))
            (func (export "hash") (param "s" string) (result u32)
                (canon lift (core func $i "run") (memory $i "memory") (realloc (func $i "realloc")))))
        (instance $inner (instantiate $inner))
        (component $outer (import "hash" (func $hash (param "s" string) (result u32)))
            (core module $shim (@custom "slot" "\02") (table (export "t") 1 funcref)
                (type $ty (func (param i32 i32) (result i32)))
                (func (export "hash") (param i32 i32) (result i32)
                    (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))
            (core instance $shim (instantiate $shim))
            (core module $m (@custom "slot" "\01")
                (import "receiver" "hash" (func (param i32 i32) (result i32))) (memory (export "memory") 1)
                (func (export "run") (param i32) (result i32) unreachable))
            (core instance $i (instantiate $m (with "receiver" (instance (export "hash" (func $shim "hash"))))))
            (core func $lowered (canon lower (func $hash) (memory $i "memory")))
            (core module $fixup (@custom "slot" "\03") (import "" "t" (table 1 funcref))
                (import "" "f" (func (param i32 i32) (result i32))) (elem (i32.const 0) func 0))
            (core instance (instantiate $fixup (with "" (instance
                (export "t" (table $shim "t")) (export "f" (func $lowered))))))
            (func (export "run") (param "value" u32) (result u32) (canon lift (core func $i "run"))))
        (instance $outer (instantiate $outer (with "hash" (func $inner "hash"))))
        (export "run" (func $outer "run")))"#;
    let shim = wat::parse_str(SHIM).unwrap();
    let fixup = wat::parse_str(FIXUP).unwrap();
    let calls = [0, 1, 20, 36].map(|length| format!("run({length})"));
    for of_receiver in links {
        for of_sender in links {
            let modules = [receiver(of_receiver), sender(of_sender), shim.clone(), fixup.clone()];
            let wasm = component_of(text, &modules);
            let mut stock = OnStock::new(&wasm);
            let expected = calls.each_ref().map(|call| stock.invoke(call).unwrap());
            let fused = shared(&wasm);
            let of = |link| link == Link::WithRelocations;
            assert_eq!(is_relocated(&fused), [of(of_receiver), of(of_sender)], "{}", fused.explain_memories());
            let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
            assert_eq!(answers(&mut engine, &fused.interface, &calls), expected, "{}", fused.explain_memories());
        }
    }
}

/// Three guests share one arena of the embedder on the chip.
#[test]
fn several_guests_have_one_arena_on_the_chip() {
    let take = r#"(func (export "run") (param $length i32) (result i32) (local $block i32)
        (local.set $block (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $length)))
        (memory.fill (local.get $block) (i32.const 7) (local.get $length))
        (i32.add (i32.load8_u (i32.sub (i32.add (local.get $block) (local.get $length)) (i32.const 1)))
            (call $realloc (local.get $block) (local.get $length) (i32.const 8) (i32.const 0))))"#;
    let import = r#"(import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))"#;
    let text = format!(
        r#"(component
            (import "cabi-arena-realloc"
                (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
            (core func $arena (canon lower (func $arena)))
            (core instance $env (export "__cabi_arena_realloc" (func $arena)))
            (core module $packed {import} (memory 17) (global $__stack_pointer (mut i32) (i32.const 1048576))
                (global (export "__heap_base") i32 (i32.const 1048640)) (data (i32.const 1048576) "x") {take})
            (core module $whole {import} (memory 1) {take})
            (core instance $a (instantiate $packed (with "env" (instance $env))))
            (core instance $b (instantiate $packed (with "env" (instance $env))))
            (core instance $c (instantiate $whole (with "env" (instance $env))))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run")))
            (func (export "c") (param "n" u32) (result u32) (canon lift (core func $c "run"))))"#
    );
    let options = Options { memory: MemoryMode::Shared, ..Options::new("arenas") };
    let program = Program::load_with(&wat::parse_str(text).unwrap(), &options).unwrap();
    let interface = program.interface.as_ref().unwrap();
    let mut chip = OnChip::new(&program, Target::CortexM3);
    for call in ["a(100)", "b(2000)", "c(3000)", "a(3500)"] {
        assert_eq!(invoke(&mut chip, interface, call).unwrap(), "15", "{call}");
        assert_eq!(chip.chip.arena().unwrap().unwrap().used, 0);
    }
    let error = invoke(&mut chip, interface, "b(5000)").unwrap_err().to_string();
    assert!(error.contains("arena exhausted"), "{error}");
}

/// The application and its drivers on the chip in each layout. The compared figures are printed as a table of the
/// layouts.
#[test]
fn drivers_run_on_the_chip() {
    let mut stock = OnStock::new(&drivers(Link::Plain));
    let calls = calls();
    let expected: Vec<_> = calls.iter().map(|call| stock.invoke(call).unwrap()).collect();
    let mut table = String::new();
    let mut costs = Vec::new();
    for (layout, link, memory) in [
        ("isolated", Link::Plain, MemoryMode::Isolated),
        ("folded", Link::Plain, MemoryMode::Shared),
        ("relocated", Link::WithRelocations, MemoryMode::Shared),
    ] {
        let options = Options { memory, stack: 512, ..Options::new("drivers") };
        let program = Program::load_with(&drivers(link), &options).unwrap();
        let build = BuildOptions { stack: "512".parse().unwrap(), ..BuildOptions::default() };
        let firmware = program.build(&dissolve_pipeline::boards::find("mps2-an385").unwrap(), &build).unwrap();
        let (text, ram) = (firmware.image.report.flash.bytes_of(".text"), firmware.image.report.ram.used);
        let mut chip = OnChip::with_options(&program, Target::CortexM3, build);
        assert_eq!(answers(&mut chip, program.interface.as_ref().unwrap(), &calls), expected, "{layout}");
        let instructions = chip.chip.instructions("run").unwrap();
        let code = code_bytes(&program.module);
        table +=
            &format!("{layout}: {code} bytes of code, {text} of .text, {ram} of RAM, {instructions} instructions\n");
        costs.push((ram, instructions));
    }
    println!("{table}");
    // The stack has room for one driver of the three, since only one runs at a time.
    assert!(costs[1].0 + 1000 < costs[0].0 && costs[2].0 <= costs[1].0, "{table}");
    assert!(costs[2].1 <= costs[1].1, "{table}");
}

fn code_bytes(module: &[u8]) -> usize {
    let payloads = Parser::new(0).parse_all(module).map(Result::unwrap);
    let code = payloads.filter_map(|payload| match payload {
        Payload::CodeSectionStart { range, .. } => Some(range.len()),
        _ => None,
    });
    code.sum()
}

/// The component without the relocations of its modules: another name of the same length hides their sections.
fn without_relocations(mut component: Vec<u8>) -> Vec<u8> {
    for name in [&b"reloc.CODE"[..], b"reloc.DATA"] {
        while let Some(at) = component.windows(name.len()).position(|bytes| bytes == name) {
            component[at] = b'x';
        }
    }
    component
}

/// A guest in Rust with an arena of the embedder, whose addresses are folded: strings in and out, on the engine and on the
/// chip.
#[test]
fn a_guest_with_an_arena_greets_from_a_shared_memory() {
    let options = Options { memory: MemoryMode::Shared, ..Options::new("greet") };
    let component = without_relocations(component("greet").bytes);
    let fused = fuse(&component, &options).unwrap();
    let program = Program::load_with(&component, &options).unwrap();
    let interface = program.interface.as_ref().unwrap();
    assert_ne!(interface.exports[0].options.base, 0, "{}", fused.explain_memories());
    let mut engine = OnEngine::new(&program.module, interface);
    let mut chip = OnChip::new(&program, Target::CortexM4F);
    for name in ["World", "", "Grüße, 日本 🦀", &"long ".repeat(300)] {
        let call = format!("greet({name:?})");
        let expected = format!("{:?}", format!("Hello, {name}"));
        assert_eq!(invoke(&mut engine, interface, &call).unwrap(), expected, "on the engine");
        assert_eq!(invoke(&mut chip, interface, &call).unwrap(), expected, "on the chip");
        assert_eq!(chip.chip.arena().unwrap().unwrap().used, 0);
    }
    let too_long = format!("greet({:?})", "x".repeat(5000));
    assert!(invoke(&mut chip, interface, &too_long).unwrap_err().to_string().contains("arena exhausted"));
}
