//! Runs changed modules through code generation and the link. Each must give an error or an image, within bounds of
//! time and memory, and never a panic.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use cpu_time::ThreadTime;
use dissolve_abi::symbol;
use dissolve_pipeline::codegen::{Addresses, Alignment, Bounds, Constants, LARGE, OptLevel, TrapOrder};
use dissolve_pipeline::image::{self, Report};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Error, Program};

use super::case;
use super::features::{self, Kind};
use crate::board_of;
use crate::fuzz::allocation::Counting;
use crate::fuzz::campaign::Subject;
use crate::fuzz::hostile::PATIENCE;
use crate::fuzz::mutate::mutate;
use crate::fuzz::panics::caught;
use crate::fuzz::random::Random;
use crate::fuzz::seeds::Seeds;

/// The number of random modules of each kind among the seeds.
const RANDOM: u64 = 150;

/// The heap bytes that an input may use at once: this many times its own size …
const FACTOR: usize = 64;
/// … plus this many, since a table takes as much as the largest that is lowered.
const ALLOWANCE: usize = 64 << 20;

/// The modules to change: random ones, the fuser's output, and those of the reference suite if it is installed.
pub struct ModuleSeeds {
    modules: Vec<Vec<u8>>,
    /// A module with relocations, and the same with its statics apart and the record of them.
    relocated: [Vec<u8>; 2],
}

/// One in so many inputs is changed from a module with relocations.
const RELOCATED: usize = 8;

/// `examples/greet`, linked with relocations.
const GREET: &[u8] = include_bytes!("../../../tests/figures/greet_core.wasm");

/// The number of inputs of which one is linked: most of the time of a link is the start of the linker.
const LINKED: usize = 4;

/// A changed module, and the options to compile it with.
pub struct Input {
    bytes: Vec<u8>,
    target: Target,
    options: BuildOptions,
    is_linked: bool,
}

/// The results of inputs, in numbers.
#[derive(Clone, Debug, Default)]
pub struct MutationOutcome {
    /// All inputs.
    pub inputs: u64,
    /// Inputs that were compiled.
    pub compiled: u64,
    /// Inputs that were also linked.
    pub linked: u64,
    /// Errors by their kind.
    pub errors: BTreeMap<String, u64>,
    /// The longest time that one input took.
    pub slowest: Duration,
    /// The most heap bytes that one input used at once, without those of LLVM, and the size of that input.
    pub largest: (usize, usize),
}

impl ModuleSeeds {
    /// Collects all seeds.
    ///
    /// # Errors
    ///
    /// When the reference suite is installed but cannot be read, or a seed is not a module.
    pub fn new() -> Result<ModuleSeeds, String> {
        let mut modules = Seeds::new()?.modules;
        for (kind, seed) in [(Kind::Lowered, 0), (Kind::Anything, 1)] {
            for index in 0..RANDOM {
                modules.push(case::module(&mut Random::for_case(seed, index), kind)?);
            }
        }
        for text in OWN {
            modules.push(wat::parse_str(text).map_err(|error| format!("a seed is no WebAssembly text: {error}"))?);
        }
        let apart = Program::load(GREET, "greet", Grow::Reject).map_err(|error| error.to_string())?.module;
        if apart == GREET {
            return Err("a module with relocations has no record of its statics".into());
        }
        Ok(ModuleSeeds { modules, relocated: [GREET.to_vec(), apart] })
    }
}

impl Subject for ModuleSeeds {
    type Input = Input;
    type Outcome = MutationOutcome;

    fn input(&self, seed: u64, index: u64) -> Input {
        let mut random = Random::for_case(seed, index);
        let seeds = if random.one_in(RELOCATED) { &self.relocated[..] } else { &self.modules };
        let from = random.pick(seeds);
        let bytes = mutate(&mut random, from, &self.modules);
        let options = BuildOptions {
            opt: *random.pick(OptLevel::ALL),
            bounds: *random.pick(Bounds::ALL),
            addresses: Some(*random.pick(Addresses::ALL)),
            constants: *random.pick(Constants::ALL),
            alignment: *random.pick(Alignment::ALL),
            trap_order: Some(*random.pick(TrapOrder::ALL)),
            grow: *random.pick(&[
                Grow::Reject,
                Grow::Deny,
                Grow::Bounded(0),
                Grow::Bounded(1 << 20),
                Grow::Bounded(u32::MAX),
            ]),
            large: *random.pick(&[0, LARGE]),
            arena: ByteSize::new(*random.pick(&[0, 100, 4096, u32::MAX])),
            stack: ByteSize::new(*random.pick(&[0, 2048, u32::MAX])),
            ..BuildOptions::default()
        };
        let target = *random.pick(features::TARGETS);
        let is_linked = random.one_in(LINKED);
        Input { bytes, target, options: BuildOptions { target: Some(target), ..options }, is_linked }
    }

    fn bytes(input: &Input) -> &[u8] {
        &input.bytes
    }

    fn run(&self, input: Input, outcome: &mut MutationOutcome) -> Result<(), String> {
        let board = board_of(input.target);
        // The time of this thread alone: the machine is shared, and the linker is a process of its own.
        let begin = ThreadTime::now();
        let (result, peak) = Counting::peak(|| {
            caught(|| {
                let program = Program::load(&input.bytes, "input", Grow::Deny)?;
                if input.is_linked {
                    return program.build(&board, &input.options).map(Some);
                }
                program.compile(input.target, &input.options).map(|_| None)
            })
        });
        let took = begin.elapsed();
        outcome.inputs += 1;
        outcome.slowest = outcome.slowest.max(took);
        outcome.largest = outcome.largest.max((peak, input.bytes.len()));
        match result? {
            Ok(firmware) => {
                outcome.compiled += 1;
                if let Some(firmware) = firmware {
                    outcome.linked += 1;
                    adds_up(&firmware.image.report)?;
                }
            }
            Err(error) => note(outcome, &error)?,
        }
        if took > PATIENCE {
            return Err(format!("took {} ms", took.as_millis()));
        }
        if peak > FACTOR * input.bytes.len() + ALLOWANCE {
            return Err(format!("took {peak} bytes at once, for {} bytes", input.bytes.len()));
        }
        Ok(())
    }
}

/// Checks that the parts that a report lists add up to the total that it states.
fn adds_up(report: &Report) -> Result<(), String> {
    for region in [&report.flash, &report.ram] {
        let parts = region.parts.iter().map(|part| part.bytes).sum::<u64>();
        if parts != region.used {
            return Err(format!("parts of {parts} bytes are reported, and {} bytes used:\n{report}", region.used));
        }
        // A window of an image whose parts are not listed has a wrong description.
        if let Some(part) = region.parts.iter().find(|part| part.name.starts_with(symbol::MEMORY_SECTION_PREFIX)) {
            return Err(format!("the parts of `{}` are lost:\n{report}", part.name));
        }
    }
    Ok(())
}

/// Counts an error by its kind. Returns an error if no input may cause this one: a defect, or a linker error about
/// anything other than the module's imports or its size.
fn note(outcome: &mut MutationOutcome, error: &Error) -> Result<(), String> {
    if dissolve_pipeline::is_defect(error) {
        return Err(error.to_string());
    }
    let debug = match error {
        Error::Codegen(error) => format!("codegen::{error:?}"),
        Error::Image(
            error @ (image::Error::DoesNotFit { .. }
            | image::Error::Undefined { .. }
            | image::Error::RuntimeImport { .. }),
        ) => {
            outcome.compiled += 1;
            format!("image::{error:?}")
        }
        Error::Image(error) => return Err(error.to_string()),
        other => format!("{other:?}"),
    };
    let kind = debug.split(['(', ' ', '{']).next().unwrap_or_default();
    *outcome.errors.entry(kind.to_owned()).or_default() += 1;
    Ok(())
}

impl fmt::Display for MutationOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MutationOutcome { inputs, compiled, linked, errors, slowest, largest: (bytes, input) } = self;
        writeln!(f, "{inputs} changed modules, {compiled} of them compiled, {linked} of those linked")?;
        for (kind, count) in errors {
            writeln!(f, "{count:>8} errors of kind {kind}")?;
        }
        write!(f, "slowest {} ms; most memory {bytes} bytes, for an input of {input}", slowest.as_millis())
    }
}

impl AddAssign for MutationOutcome {
    fn add_assign(&mut self, other: MutationOutcome) {
        self.inputs += other.inputs;
        self.compiled += other.compiled;
        self.linked += other.linked;
        self.slowest = self.slowest.max(other.slowest);
        self.largest = self.largest.max(other.largest);
        for (kind, count) in other.errors {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}

/// Small modules with features that random modules seldom have: imports, an arena, a linker's symbols, names, and
/// segments at the end of a memory or a table.
const OWN: &[&str] = &[
    "(module)",
    r#"(module
        (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
        (import "host" "log" (func $log (param i32 f64) (result i64 i32)))
        (memory (export "memory") 17)
        (global $__stack_pointer (export "__stack_pointer") (mut i32) (i32.const 1048576))
        (global (export "__heap_base") i32 (i32.const 1048640))
        (data (i32.const 1048576) "statics")
        (func $greet (export "greet") (param i32 i32) (result i32)
            (call $log (local.get 0) (f64.const 1)) (drop) (drop)
            (call $arena (i32.const 0) (i32.const 0) (i32.const 4) (local.get 1))))"#,
    // Contradictory limits: the heap starts below the stack, and below the end of the statics.
    r#"(module
        (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 2)
        (global $__stack_pointer (mut i32) (i32.const 70000))
        (global (export "__data_end") i32 (i32.const 70100))
        (global (export "__heap_base") i32 (i32.const 69000))
        (func (export "f") (result i32)
            (call $arena (i32.const 0) (i32.const 0) (i32.const 4) (i32.load (i32.const 69500)))))"#,
    r#"(module
        (memory $a 1 1) (memory $b 2)
        (table $t 4 4 funcref) (table $u 1 funcref)
        (data $p "passive") (data (memory $b) (i32.const 131071) "x")
        (elem $e func $f $g) (elem (table $u) (i32.const 0) func $f) (elem declare func $h)
        (global (mut funcref) (ref.func $f)) (global i64 (i64.add (i64.const 1) (i64.const 2)))
        (func $f (param i32) (result i32)
            (memory.init $a $p (i32.const 0) (i32.const 1) (local.get 0)) (data.drop $p)
            (memory.copy $a $b (local.get 0) (i32.const 5) (i32.const 6))
            (memory.fill $b (i32.const 131072) (i32.const 1) (local.get 0))
            (memory.grow $b (i32.const 1)))
        (func $g (export "g") (result i32)
            (table.init $t $e (i32.const 2) (i32.const 0) (i32.const 2)) (elem.drop $e)
            (table.copy $t $u (i32.const 0) (i32.const 0) (i32.const 1))
            (table.fill $u (i32.const 0) (ref.func $h) (i32.const 1))
            (drop (table.grow $u (ref.null func) (i32.const 1)))
            (call_indirect $t (param i32) (result i32) (i32.const 1) (i32.const 0)))
        (func $h (local i64 f32 f64)
            (block $done (loop $again
                (br_table $done $again $done (i32.trunc_sat_f64_s (local.get 2)))))
            (if (f32.lt (local.get 1) (f32.const nan)) (then (unreachable)))
            (local.set 0 (i64.div_s (local.get 0) (i64.extend32_s (local.get 0)))))
        (start $h))"#,
];
