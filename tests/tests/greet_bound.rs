//! The example with its arena bound (contract, section 3): a component and a module without imports, so that any stock
//! engine can run the same program as the chip.

use dissolve_pipeline::fuse::{Fused, Options, fuse};
use dissolve_pipeline::run::{Value, canonical};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, board_of, component, component_with_arena};
use wasmparser::{Parser, Payload};
use wasmtime::component::{Component, Linker, TypedFunc};
use wasmtime::{Engine, Store, Trap};

const ARENA: u32 = 4096;

/// `greet` of the bound component, on the stock engine's own component API.
struct Stock {
    store: Store<()>,
    greet: TypedFunc<(String,), (String,)>,
}

impl Stock {
    fn new() -> Stock {
        let engine = Engine::default();
        let component = Component::new(&engine, component_with_arena("greet", ARENA).bytes).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate(&mut store, &component).unwrap();
        let greet = instance.get_typed_func(&mut store, "greet").unwrap();
        Stock { store, greet }
    }

    fn greet(&mut self, name: &str) -> wasmtime::Result<String> {
        Ok(self.greet.call(&mut self.store, (name.to_owned(),))?.0)
    }
}

/// Names to greet, besides the one of 4 KiB.
fn names() -> [String; 4] {
    ["World".into(), String::new(), "Grüße, 日本 🦀".into(), "long ".repeat(300)]
}

#[test]
fn the_component_validates_and_imports_nothing() {
    let component = component_with_arena("greet", ARENA);
    wasmparser::Validator::new().validate_all(&component.bytes).unwrap();
    assert_eq!(component.passthrough, []);
    for payload in Parser::new(0).parse_all(&component.bytes) {
        match payload.unwrap() {
            // The component starts by a module that has the guest's initialization as its import.
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    assert_eq!(import.unwrap().module, "");
                }
            }
            Payload::ComponentImportSection(section) => assert_eq!(section.count(), 0),
            _ => {}
        }
    }
}

#[test]
fn a_stock_engine_greets() {
    let mut stock = Stock::new();
    for name in names() {
        assert_eq!(stock.greet(&name).unwrap(), format!("Hello, {name}"));
    }
}

/// A bump allocator would be full after about fifty calls.
#[test]
fn a_hundred_thousand_greetings_fit_4_kib() {
    let mut stock = Stock::new();
    for call in 0..100_000 {
        let name = &"0123456789".repeat(10)[..call % 101];
        assert_eq!(stock.greet(name).unwrap(), format!("Hello, {name}"));
    }
}

#[test]
fn a_name_longer_than_the_arena_traps() {
    for length in [4085, 5000, 1 << 20] {
        let error = Stock::new().greet(&"x".repeat(length)).unwrap_err();
        assert_eq!(error.downcast_ref::<Trap>(), Some(&Trap::UnreachableCodeReached), "{length}: {error:?}");
        assert!(format!("{error:?}").contains("__cabi_arena_realloc"), "the trap says where: {error:?}");
    }
}

/// The arena bound before fusing, and after it.
fn fused() -> [Fused; 2] {
    let before = fuse(&component_with_arena("greet", ARENA).bytes, &Options::new("greet")).unwrap();
    let options = Options { bind_arena: Some(ARENA), ..Options::new("greet") };
    [before, fuse(&component("greet").bytes, &options).unwrap()]
}

#[test]
fn the_fused_module_runs_on_an_engine_that_knows_core_modules_only() {
    let [before, after] = fused();
    // A component hides the exports of its core modules, so the arena's state can only be read if it is bound last.
    for (fused, is_read) in [(before, false), (after, true)] {
        let engine = Engine::default();
        let module = wasmtime::Module::new(&engine, &fused.bytes).unwrap();
        assert_eq!(module.imports().count(), 0);
        assert_eq!(fused.interface.imports, []);
        let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
        let export = fused.interface.export("greet").unwrap();
        for name in names() {
            let answer = canonical::invoke(&mut instance, export, &[Value::String(name.clone())]).unwrap();
            assert_eq!(answer, Some(Value::String(format!("Hello, {name}"))));
            assert_eq!(instance.global("__cabi_arena_used"), is_read.then_some(0), "everything is given back");
        }
        assert_eq!(instance.global("__cabi_arena_size"), is_read.then_some(ARENA));
        assert!(instance.global("__cabi_arena_high_water") >= is_read.then_some(1500));
        let too_long = Value::String("x".repeat(5000));
        assert!(canonical::invoke(&mut instance, export, &[too_long]).is_err());
    }
}

#[test]
fn a_chip_gives_the_same_answers() {
    for fused in fused() {
        let program = Program::load(&fused.bytes, "greet", Grow::Reject).unwrap();
        let export = fused.interface.export("greet").unwrap();
        // The bound arena takes a page of the memory.
        let large = |target: &&Target| board_of(**target).memory.ram.length > ByteSize::kib(128);
        for &target in Target::CHIPS.iter().filter(large) {
            let mut chip = OnChip::with_options(&program, target, BuildOptions::default());
            for name in names() {
                let answer = canonical::invoke(&mut chip, export, &[Value::String(name.clone())]).unwrap();
                assert_eq!(answer, Some(Value::String(format!("Hello, {name}"))), "{target}");
            }
            let too_long = Value::String("x".repeat(5000));
            let error = canonical::invoke(&mut chip, export, &[too_long]).unwrap_err();
            assert!(error.to_string().contains("unreachable"), "{target}: {error}");
        }
    }
}
