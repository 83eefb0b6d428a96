//! A guest in every place where it can run.

use dissolve_interface::{Export, Interface};
use dissolve_pipeline::fuse::{self, MemoryMode};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::{Instance, Value, canonical};
use dissolve_tests::{OnChip, OnEngine, component};

use super::wit::Wit;

/// One target with an FPU, one without.
const TARGETS: [Target; 2] = [Target::CortexM4F, Target::CortexM3];

/// The memory that a guest gets, in KiB.
#[derive(Clone, Copy)]
pub struct Limits {
    pub arena: u32,
    /// The stack in its linear memory.
    pub stack: u32,
    /// The native stack of the processor.
    pub native_stack: u32,
}

/// A guest on the chips and on the engine.
pub struct Guest {
    interface: Interface,
    engine: OnEngine,
    /// The same guest with a shared memory, where every address is rebased.
    shared: (Interface, OnEngine),
    chips: Vec<(Target, OnChip)>,
}

impl Guest {
    /// Instantiates a guest in each place. It must have bounded memory: loading refuses a reachable `memory.grow`.
    pub fn new(package: &str, limits: Limits) -> Guest {
        let component = component(&package.replace('-', "_"));
        let program = Program::load(&component.bytes, package, Grow::Reject)
            .unwrap_or_else(|error| panic!("{package} is not bounded: {error}"));
        let interface = program.interface.clone().expect("a fused module has a record");
        let stack = limits.stack * 1024;
        let options = fuse::Options { memory: MemoryMode::Shared, stack, ..fuse::Options::new(package) };
        let shared = fuse::fuse(&component.bytes, &options).unwrap_or_else(|error| panic!("{package}: {error}"));
        let shared_engine = OnEngine::with_arena(&shared.bytes, &shared.interface, limits.arena * 1024);
        let options = || BuildOptions {
            arena: ByteSize::kib(limits.arena),
            stack: ByteSize::kib(limits.stack),
            native_stack: ByteSize::kib(limits.native_stack),
            ..BuildOptions::default()
        };
        Guest {
            engine: OnEngine::with_arena(&program.module, &interface, limits.arena * 1024),
            chips: TARGETS.map(|target| (target, OnChip::with_options(&program, target, options()))).into(),
            shared: (shared.interface, shared_engine),
            interface,
        }
    }

    /// Calls a function in every place, and compares the results with the host's.
    pub fn check(&mut self, function: &str, arguments: &[&dyn Wit], native: &dyn Wit) {
        let arguments: Vec<_> = arguments.iter().map(|argument| argument.value()).collect();
        self.compare(function, &arguments, Some(text(&native.value())));
    }

    /// Same as [`Guest::check`], for a result that depends on the width of addresses: the chips must agree with the
    /// engine.
    pub fn agree(&mut self, function: &str, arguments: &[&dyn Wit]) {
        let arguments: Vec<_> = arguments.iter().map(|argument| argument.value()).collect();
        self.compare(function, &arguments, None);
    }

    /// Compares the results, and checks that the call has freed everything that it allocated in the arena.
    fn compare(&mut self, function: &str, arguments: &[Value], expected: Option<String>) {
        let export = self.interface.export(function).unwrap_or_else(|| panic!("there is no `{function}`"));
        let call = || format!("{function}({:.1000})", format!("{arguments:?}"));
        let answer = |instance: &mut dyn Instance, export: &Export, place: &str| {
            let answer = canonical::invoke(instance, export, arguments);
            let answer = answer.unwrap_or_else(|error| panic!("{place}: {}: {error}", call()));
            text(&answer.expect("it gives something"))
        };
        let before = self.engine.arena_used();
        let of_engine = answer(&mut self.engine, export, "engine");
        assert_eq!(self.engine.arena_used(), before, "engine: {}", call());
        let expected = expected.unwrap_or_else(|| of_engine.clone());
        assert_eq!(of_engine, expected, "engine: {}", call());
        let (interface, engine) = &mut self.shared;
        let in_shared = interface.export(function).expect("both forms export the same");
        assert_eq!(answer(engine, in_shared, "shared"), expected, "shared: {}", call());
        assert_eq!(engine.arena_used(), before, "shared: {}", call());
        for (target, chip) in &mut self.chips {
            let used = |chip: &mut OnChip| chip.chip.arena().expect("the chip answers").map(|arena| arena.used);
            let before = used(chip);
            assert_eq!(answer(chip, export, target.name()), expected, "{target}: {}", call());
            assert_eq!(used(chip), before, "{target}: {}", call());
        }
    }
}

/// A value as text. Every number except NaN has its own text; all NaNs have the same one, as lifting makes them
/// canonical.
fn text(value: &Value) -> String {
    format!("{value:?}")
}
