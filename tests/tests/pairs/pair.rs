//! A composition of guests, run in three places that must agree.
//!
//! Takes the names of the guests and the number of the runner's checks. The composed component runs on a stock engine;
//! its results are compared with those of the fused module as a core module on that engine, and as native code on the
//! emulated chips.

use dissolve_interface::Interface;
use dissolve_pipeline::codegen::{Addresses, Bounds, Constants};
use dissolve_pipeline::fuse::{DEFAULT_HANDLES, Fused, MemoryMode, Options, fuse};
use dissolve_pipeline::run::canonical::Problem;
use dissolve_pipeline::run::{CallError, Instance, InvokeError};
use dissolve_pipeline::targets::{ByteSize, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, OnStock, board_of, component, component_with_arena, invoke};

use super::compose::compose;

/// Every memory layout of the fuser.
const LAYOUTS: &[MemoryMode] = &[MemoryMode::Isolated, MemoryMode::Shared];

/// The number of calls of `run` on one instance. State that a call leaves behind shows in the next one.
const RUNS: usize = 3;

/// Bytes of the arena of a guest that gets it from the embedder.
const ARENA: u32 = 8192;

/// KiB of each stack: the native one and the guests' own.
const STACK: u32 = 8;

/// A composition.
pub struct Pair {
    /// The name in reports.
    pub name: &'static str,
    /// Its guests: the implementation first, the runner last.
    pub guests: &'static [&'static str],
    /// The number of checks in one call of `run`.
    pub checks: u32,
    /// True if resources are passed. Then the handle tables have a memory of their own.
    pub handles: bool,
    /// The exports that trap.
    pub traps: &'static [&'static str],
}

/// The options that choose the numbers of addresses.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    bounds: Bounds,
    addresses: Option<Addresses>,
    constants: Constants,
}

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers { bounds: Bounds::Check, addresses: None, constants: Constants::Auto }
    }
}

/// Numbers that differ from the default's.
const NUMBERS: &[Numbers] = &[
    Numbers { bounds: Bounds::Check, addresses: Some(Addresses::Based), constants: Constants::Flash },
    Numbers { bounds: Bounds::Check, addresses: Some(Addresses::Absolute), constants: Constants::Flash },
    Numbers { bounds: Bounds::None, addresses: None, constants: Constants::Auto },
];

/// A row of the table that the tests print.
struct Figures {
    composed: usize,
    fused: usize,
    text: u64,
    ram: u64,
    instructions: u64,
}

impl Pair {
    /// Runs the composition everywhere, on these targets, in every layout. Returns its results.
    pub fn agrees_on(&self, targets: &[Target]) -> Vec<String> {
        let expected = self.stock();
        for &layout in LAYOUTS {
            let fused = self.fused_with(layout, DEFAULT_HANDLES);
            let names = fused.interface.exports.iter().map(|export| export.name.function.as_str());
            let traps = names.filter(|name| name.starts_with("trap-")).collect::<Vec<_>>();
            assert_eq!(traps, self.traps, "{}: the runner's exports that trap", self.name);
            self.on_engine(layout, &fused, &expected);
            // A layout only has an effect before code generation, so testing it on one target is enough.
            let targets = if layout == MemoryMode::default() { targets } else { &targets[..targets.len().min(1)] };
            for &target in targets {
                let figures = self.on_chip(layout, &fused, target, &expected, Numbers::default());
                self.print(layout, target, &figures);
            }
            // Constants and addresses with other numbers, in one memory each: passed on to the other component, they are as before.
            for numbers in NUMBERS.iter().filter(|_| layout == MemoryMode::Isolated && !targets.is_empty()) {
                self.on_chip(layout, &fused, targets[0], &expected, *numbers);
            }
        }
        expected
    }

    /// Composes the guests. The embedder's arena is an import or, if `bind_arena`, bound, since the engine has none.
    pub fn composed(&self, bind_arena: bool) -> Vec<u8> {
        let bytes = |name: &str| match bind_arena && name.ends_with("_extern") {
            true => component_with_arena(name, ARENA).bytes,
            false => component(name).bytes,
        };
        let parts = self.guests.iter().map(|&name| (name, bytes(name))).collect::<Vec<_>>();
        compose(&parts)
    }

    /// The composition as one core module, with `handles` slots for handles.
    pub fn fused_with(&self, layout: MemoryMode, handles: u32) -> Fused {
        let options = Options { memory: layout, handles, stack: STACK * 1024, ..Options::new(self.name) };
        let fused =
            fuse(&self.composed(false), &options).unwrap_or_else(|error| panic!("{}, {layout}: {error}", self.name));
        let expected = match layout {
            MemoryMode::Isolated => self.guests.len() + usize::from(self.handles),
            MemoryMode::Shared => 1,
        };
        assert_eq!(fused.interface.memories.len(), expected, "{}, {layout}: memories", self.name);
        let arenas = self.guests.iter().filter(|name| name.ends_with("_extern")).count();
        assert_eq!(fused.interface.imports.len(), arenas, "{}, {layout}: imports", self.name);
        fused
    }

    /// The results of the component on a stock engine. Also checks that the exports in `traps` trap there.
    pub fn stock(&self) -> Vec<String> {
        let mut stock = OnStock::new(&self.composed(true));
        let run = |_| stock.invoke("run()").unwrap_or_else(|error| panic!("{}, stock: {error}", self.name));
        let answers: Vec<String> = (0..RUNS).map(run).collect();
        for answer in &answers {
            let checks = format!("{{checks: {}, digest: ", self.checks);
            assert!(answer.starts_with(&checks), "{}: {} checks, and it gives {answer}", self.name, self.checks);
        }
        for trap in self.traps {
            stock.renew();
            match stock.invoke(&format!("{trap}()")) {
                Ok(_) => panic!("{}, stock: `{trap}` returned", self.name),
                Err(error) => println!("{}: {trap}: stock: {}", self.name, error.lines().last().unwrap_or_default()),
            }
        }
        answers
    }

    fn on_engine(&self, layout: MemoryMode, fused: &Fused, expected: &[String]) {
        let place = format!("{}, {layout}, fused", self.name);
        let mut engine = OnEngine::with_arena(&fused.bytes, &fused.interface, ARENA);
        assert_eq!(runs(&mut engine, &fused.interface, &place), expected, "{place}");
        for trap in self.traps {
            engine.renew();
            let error = self.trap(&mut engine, &fused.interface, trap, &place);
            println!("{place}: {trap}: {}", error.to_string().lines().last().unwrap_or_default());
        }
        engine.renew();
        assert_eq!(runs(&mut engine, &fused.interface, &place), expected, "{place}, after traps");
    }

    fn on_chip(
        &self,
        layout: MemoryMode,
        fused: &Fused,
        target: Target,
        expected: &[String],
        numbers: Numbers,
    ) -> Figures {
        let place = format!("{}, {layout}, {target}, {numbers:?}", self.name);
        let interface = &fused.interface;
        let program =
            Program { module: fused.bytes.clone(), interface: Some(interface.clone()), name: self.name.to_owned() };
        let options = BuildOptions {
            target: Some(target),
            stack: ByteSize::kib(STACK),
            native_stack: ByteSize::kib(STACK),
            arena: ByteSize::kib(ARENA / 1024),
            bounds: numbers.bounds,
            addresses: numbers.addresses,
            constants: numbers.constants,
            gate: true,
            ..BuildOptions::default()
        };
        let board = board_of(target);
        let firmware = program.build(&board, &options).unwrap_or_else(|error| panic!("{place}: {error}"));
        let report = &firmware.image.report;
        let mut chip = OnChip::boot(&firmware, &board).unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(runs(&mut chip, interface, &place), expected, "{place}");
        let core = &interface.export("run").expect("it ran").core;
        let instructions = chip.chip.instructions(core).expect("it was called");
        // Without bounds checks, an export that traps at one may return.
        for trap in self.traps.iter().filter(|_| numbers.bounds == Bounds::Check) {
            chip.chip.instantiate().unwrap_or_else(|error| panic!("{place}: {error}"));
            let error = self.trap(&mut chip, interface, trap, &place);
            let trap_on_chip = error.trap().unwrap_or_else(|| panic!("{place}: `{trap}` gave {error}"));
            println!("{place}: {trap}: {:?}", trap_on_chip.kind);
        }
        chip.chip.instantiate().unwrap_or_else(|error| panic!("{place}: {error}"));
        assert_eq!(runs(&mut chip, interface, &place), expected, "{place}, after traps");
        Figures {
            composed: self.composed(false).len(),
            fused: fused.bytes.len(),
            text: report.flash.bytes_of(".text"),
            ram: report.ram.used,
            instructions,
        }
    }

    /// Calls an export that must trap. Returns the trap.
    fn trap(&self, instance: &mut dyn Instance, interface: &Interface, export: &str, place: &str) -> InvokeError {
        match invoke(instance, interface, &format!("{export}()")) {
            Ok(_) => panic!("{place}: `{export}` returned"),
            Err(error) => {
                let problem = &error.problem;
                assert!(
                    matches!(problem, Problem::Call(CallError::Host(_) | CallError::Trap(_))),
                    "{place}: `{export}` gave {error}"
                );
                error
            }
        }
    }

    fn print(&self, layout: MemoryMode, target: Target, figures: &Figures) {
        let Figures { composed, fused, text, ram, instructions } = figures;
        println!(
            "| {} | {layout} | {target} | {} | {composed} | {fused} | {text} | {ram} | {instructions} |",
            self.name, self.checks
        );
    }
}

/// The results of several calls of `run`.
fn runs(instance: &mut dyn Instance, interface: &Interface, place: &str) -> Vec<String> {
    let run = |_| invoke(instance, interface, "run()").unwrap_or_else(|error| panic!("{place}: {error}"));
    (0..RUNS).map(run).collect()
}
