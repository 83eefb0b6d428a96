//! Changed modules through code generation: an error or an object, soon, in bounded memory, and never a panic.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

use dissolve::codegen::{Bounds, Grow, LARGE, OptLevel, Target};
use dissolve::image::ByteSize;
use dissolve::{BuildOptions, Error, Program};

use super::case;
use super::features::{self, Kind};
use crate::fuzz::allocation::Counting;
use crate::fuzz::campaign::Subject;
use crate::fuzz::hostile::{PATIENCE, caught};
use crate::fuzz::mutate::mutate;
use crate::fuzz::random::Random;
use crate::fuzz::seeds::Seeds;

/// Random modules to change, of each kind.
const RANDOM: u64 = 150;

/// Bytes that an input may take at once: so many times its own size …
const FACTOR: usize = 64;
/// … and so many more: a table takes as much as the largest that is lowered.
const ALLOWANCE: usize = 64 << 20;

/// Modules to change: random ones, what the fuser makes, those of the reference suite where it is at hand.
pub struct ModuleSeeds {
    modules: Vec<Vec<u8>>,
}

/// A changed module, and what it is compiled with.
pub struct Input {
    bytes: Vec<u8>,
    target: Target,
    options: BuildOptions,
}

/// What came of inputs.
#[derive(Clone, Debug, Default)]
pub struct MutationOutcome {
    /// Inputs.
    pub inputs: u64,
    /// Those that were compiled.
    pub compiled: u64,
    /// Errors by their kind.
    pub errors: BTreeMap<String, u64>,
    /// The longest time that an input took.
    pub slowest: Duration,
    /// The most bytes that an input took at once, those of LLVM left out, and that input's size.
    pub largest: (usize, usize),
}

impl ModuleSeeds {
    /// All there are.
    ///
    /// # Errors
    ///
    /// When the reference suite is there and cannot be read, or a seed is no module.
    pub fn new() -> Result<ModuleSeeds, String> {
        let mut modules = Seeds::new()?.modules;
        for (kind, seed) in [(Kind::Lowered, 0), (Kind::Anything, 1)] {
            for index in 0..RANDOM {
                modules.push(case::module(&mut Random::of(seed, index), kind)?);
            }
        }
        for text in OWN {
            modules.push(wat::parse_str(text).map_err(|error| format!("a seed is no WebAssembly text: {error}"))?);
        }
        Ok(ModuleSeeds { modules })
    }
}

impl Subject for ModuleSeeds {
    type Input = Input;
    type Outcome = MutationOutcome;

    fn input(&self, seed: u64, index: u64) -> Input {
        let mut random = Random::of(seed, index);
        let from = random.pick(&self.modules);
        let bytes = mutate(&mut random, from, &self.modules);
        let options = BuildOptions {
            opt: *random.pick(OptLevel::ALL),
            bounds: *random.pick(Bounds::ALL),
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
        Input { bytes, target: *random.pick(features::TARGETS), options }
    }

    fn bytes(input: &Input) -> &[u8] {
        &input.bytes
    }

    fn run(&self, input: Input, outcome: &mut MutationOutcome) -> Result<(), String> {
        let begin = Instant::now();
        let (result, peak) = Counting::peak(|| {
            caught(|| Program::load(&input.bytes, "input", Grow::Deny)?.compile(input.target, &input.options))
        });
        let took = begin.elapsed();
        outcome.inputs += 1;
        outcome.slowest = outcome.slowest.max(took);
        outcome.largest = outcome.largest.max((peak, input.bytes.len()));
        match result? {
            Ok(_) => outcome.compiled += 1,
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

/// Counts an error by its kind. One that names itself a defect is none that an input may cause.
fn note(outcome: &mut MutationOutcome, error: &Error) -> Result<(), String> {
    let message = error.to_string();
    if message.contains("internal error") {
        return Err(message);
    }
    let debug = match error {
        Error::Codegen(error) => format!("codegen::{error:?}"),
        other => format!("{other:?}"),
    };
    let kind = debug.split(['(', ' ', '{']).next().unwrap_or_default();
    *outcome.errors.entry(kind.to_owned()).or_default() += 1;
    Ok(())
}

impl fmt::Display for MutationOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MutationOutcome { inputs, compiled, errors, slowest, largest: (bytes, input) } = self;
        writeln!(f, "{inputs} changed modules, {compiled} of them compiled")?;
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
        self.slowest = self.slowest.max(other.slowest);
        self.largest = self.largest.max(other.largest);
        for (kind, count) in other.errors {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}

/// Small modules with what random ones have seldom: imports, an arena, a linker's symbols, names, and segments that are at a
/// memory's or a table's end.
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
