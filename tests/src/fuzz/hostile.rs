//! Runs a changed input through the fuser. It must give an error or a valid module, within bounds of time and memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use cpu_time::ThreadTime;
use dissolve_interface::Interface;
use dissolve_pipeline::bind_arena;
use dissolve_pipeline::componentize::{self, componentize};
use dissolve_pipeline::fuse::{self, fuse};
use dissolve_pipeline::targets::Grow;
use wasmparser::{Validator, WasmFeatures};
use wasmtime::{Config, Engine, Module};

use super::allocation::Counting;
use super::campaign::Subject;
use super::differential::LAYOUTS;
use super::mutate::mutate;
use super::panics::caught;
use super::random::Random;
use super::seeds::Seeds;

/// The time limit of one input.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// The heap bytes that an input may use at once: this many times its own size …
const FACTOR: usize = 10;
/// … plus this many, which any input may use.
const ALLOWANCE: usize = 4 << 20;

/// One in so many fused modules is compiled by the stock engine.
const COMPILED: usize = 16;

/// An input.
pub struct Input {
    /// The binary.
    bytes: Vec<u8>,
    /// True if it is given to the stages that take core modules.
    is_module: bool,
    /// The generator that chooses the options.
    random: Random,
}

/// The results of inputs, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// All inputs.
    pub inputs: u64,
    /// Components that became a module.
    pub fused: u64,
    /// Fused modules that the stock engine compiled.
    pub compiled: u64,
    /// Modules that became a component or got a bound arena.
    pub modules: u64,
    /// Errors by their kind.
    pub errors: BTreeMap<String, u64>,
    /// The longest time that one input took.
    pub slowest: Duration,
    /// The most heap bytes that one input used at once, and the size of that input.
    pub largest: (usize, usize),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Outcome { inputs, fused, compiled, modules, errors, slowest, largest: (bytes, input) } = self;
        writeln!(f, "{inputs} inputs: {fused} components fused, {modules} modules made components or bound")?;
        writeln!(f, "{compiled} of the fused modules compiled by the stock engine")?;
        for (kind, count) in errors {
            writeln!(f, "{count:>8} errors of kind {kind}")?;
        }
        write!(f, "slowest {} ms; most memory {bytes} bytes, for an input of {input}", slowest.as_millis())
    }
}

impl std::ops::AddAssign for Outcome {
    fn add_assign(&mut self, other: Outcome) {
        self.inputs += other.inputs;
        self.fused += other.fused;
        self.compiled += other.compiled;
        self.modules += other.modules;
        self.slowest = self.slowest.max(other.slowest);
        self.largest = self.largest.max(other.largest);
        for (kind, count) in other.errors {
            *self.errors.entry(kind).or_default() += count;
        }
    }
}

impl Subject for Seeds {
    type Input = Input;
    type Outcome = Outcome;

    fn input(&self, seed: u64, index: u64) -> Input {
        Input::new(seed, index, self)
    }

    fn bytes(input: &Input) -> &[u8] {
        &input.bytes
    }

    fn run(&self, input: Input, outcome: &mut Outcome) -> Result<(), String> {
        input.run(outcome)
    }
}

impl Input {
    /// The input of an index. The first inputs are our own components, cut short at every length.
    fn new(seed: u64, index: u64, seeds: &Seeds) -> Input {
        let mut random = Random::for_case(seed, index);
        let mut rest = index;
        for component in seeds.to_cut() {
            match usize::try_from(rest) {
                Ok(length) if length <= component.len() => {
                    return Input { bytes: component[..length].to_vec(), is_module: false, random };
                }
                _ => rest -= component.len() as u64 + 1,
            }
        }
        let is_module = random.one_in(8);
        let all = if is_module { &seeds.modules } else { &seeds.components };
        // A seed that can be fused gets further than one that was never valid.
        let from = match is_module {
            _ if random.one_in(4) => random.pick(all),
            true => &seeds.with_world,
            false => random.pick(&seeds.first),
        };
        let bytes = mutate(&mut random, from, all);
        Input { bytes, is_module, random }
    }

    /// Runs the input, and adds its result to `outcome`.
    ///
    /// # Errors
    ///
    /// When it panics, exceeds its time or memory limit, or its output is wrong.
    fn run(mut self, outcome: &mut Outcome) -> Result<(), String> {
        // The time of this thread alone: the machine is shared.
        let begin = ThreadTime::now();
        let (result, peak) = Counting::peak(|| {
            caught(|| match self.is_module {
                true => through_module_stages(&self.bytes, &mut self.random, outcome),
                false => through_fuser(&self.bytes, &mut self.random, outcome),
            })
        });
        let took = begin.elapsed();
        outcome.inputs += 1;
        outcome.slowest = outcome.slowest.max(took);
        outcome.largest = outcome.largest.max((peak, self.bytes.len()));
        let module = result??;
        if took > PATIENCE {
            return Err(format!("took {} ms", took.as_millis()));
        }
        if peak > FACTOR * self.bytes.len() + ALLOWANCE {
            return Err(format!("took {peak} bytes at once, for {} bytes", self.bytes.len()));
        }
        if let Some(module) = module {
            self.compile(&module, outcome)?;
        }
        Ok(())
    }

    /// Compiles some of the fused modules, which the stock engine must accept.
    fn compile(&mut self, module: &[u8], outcome: &mut Outcome) -> Result<(), String> {
        static ENGINE: OnceLock<Engine> = OnceLock::new();
        if self.random.one_in(COMPILED) {
            let engine = ENGINE.get_or_init(|| {
                let mut config = Config::new();
                config.wasm_multi_memory(true).wasm_extended_const(true);
                Engine::new(&config).expect("the configuration is one")
            });
            Module::new(engine, module).map_err(|error| format!("the stock engine refuses the module: {error:#}"))?;
            outcome.compiled += 1;
        }
        Ok(())
    }
}

/// Fuses a component. Returns the module, or `None` if the component is refused.
fn through_fuser(bytes: &[u8], random: &mut Random, outcome: &mut Outcome) -> Result<Option<Vec<u8>>, String> {
    let grow = *random.pick(&[Some(Grow::Reject), Some(Grow::Deny), None]);
    let bind_arena = match random.one_in(16) {
        true => Some(*random.pick(&[0, 64, 4096, u32::MAX])),
        false => None,
    };
    let memory = *random.pick(&LAYOUTS);
    let handles = *random.pick(&[1, 64, fuse::MAX_HANDLES]);
    let options = fuse::Options { grow, bind_arena, handles, memory, ..fuse::Options::new("input") };
    let fused = match fuse(bytes, &options) {
        Ok(fused) => fused,
        Err(error) => {
            note(outcome, "fuse", &error)?;
            return Ok(None);
        }
    };
    outcome.fused += 1;
    if !fuse(bytes, &options).is_ok_and(|again| again.bytes == fused.bytes) {
        return Err("fused again, the module is another one".to_owned());
    }
    let features = WasmFeatures::WASM2
        | WasmFeatures::MULTI_MEMORY
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::RELAXED_SIMD;
    Validator::new_with_features(features)
        .validate_all(&fused.bytes)
        .map_err(|error| format!("the fused module is not valid: {error}"))?;
    match Interface::read(&fused.bytes) {
        Ok(Some(interface)) if interface == fused.interface => Ok(Some(fused.bytes)),
        other => Err(format!("the fused module's record is {other:?}")),
    }
}

/// Makes a component of a core module, and binds its arena.
fn through_module_stages(bytes: &[u8], random: &mut Random, outcome: &mut Outcome) -> Result<Option<Vec<u8>>, String> {
    let passthrough = match random.one_in(2) {
        true => vec![
            "env::__cabi_arena_realloc"
                .parse::<dissolve_pipeline::componentize::CoreName>()
                .map_err(|error| error.to_string())?,
        ],
        false => Vec::new(),
    };
    let bound = random.one_in(2).then_some(4096);
    match componentize(bytes, &componentize::Options { passthrough, bind_arena: bound }) {
        Ok(component) => {
            outcome.modules += 1;
            Validator::new_with_features(WasmFeatures::all())
                .validate_all(&component.bytes)
                .map_err(|error| format!("the component is not valid: {error}"))?;
        }
        Err(error) => note(outcome, "componentize", &error)?,
    }
    match bind_arena::bind(bytes, random.next() as u32 % 0x2_0000) {
        Ok(bound) => {
            outcome.modules += 1;
            Validator::new_with_features(WasmFeatures::all())
                .validate_all(&bound.bytes)
                .map_err(|error| format!("the module with its arena is not valid: {error}"))?;
        }
        Err(error) => note(outcome, "bind-arena", &error)?,
    }
    Ok(None)
}

/// Counts an error by its kind. Returns an error if it is a defect, which no input may cause.
fn note(outcome: &mut Outcome, stage: &str, error: &(impl std::error::Error + 'static)) -> Result<(), String> {
    if dissolve_pipeline::is_defect(error) {
        return Err(error.to_string());
    }
    let debug = format!("{error:?}");
    let kind = debug.split(['(', ' ', '{']).next().unwrap_or_default();
    *outcome.errors.entry(format!("{stage}::{kind}")).or_default() += 1;
    Ok(())
}
