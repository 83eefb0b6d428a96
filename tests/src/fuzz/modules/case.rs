//! A case: a module that imports nothing and the calls that are made to it, in order.

use std::fmt;

use arbitrary::Unstructured;
use dissolve_pipeline::codegen::{OptLevel, TrapOrder};
use dissolve_pipeline::targets::{CoreType, Grow, Target};
use dissolve_run::CoreValue;

use super::features::{self, FUEL, Kind};
use super::harness;
use super::{accesses, loops};
use crate::fuzz::random::Random;

/// The most random bytes beyond 200 from which a module is generated.
const MOST_BYTES: usize = 3000;

/// The number of calls in a case, if nobody asks for more.
pub const CALLS: usize = 8;

/// The number of attempts to generate a module. Some random bytes do not give one.
const TRIES: usize = 64;

/// One in so many modules may have segments that do not fit. No call follows the trap of such a segment.
const UNFITTED: usize = 16;

/// One in so many cases is compiled as a large module.
const LARGE_ONES: usize = 4;

/// One in so many modules is one with many accesses of few addresses.
const ACCESSES: usize = 8;

/// One in so many modules is one with loops. The number has no divisor with that of targets in common, so each target gets some.
const LOOPS: u64 = 13;

/// Integers at the edges of instructions' ranges.
const INTEGERS: &[u64] = &[
    0,
    1,
    2,
    3,
    7,
    8,
    31,
    32,
    63,
    64,
    255,
    256,
    65_528,
    65_532,
    65_535,
    65_536,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fff8,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    u64::MAX,
];

/// Floats at the edges of instructions' ranges.
const FLOATS: &[f64] = &[
    0.0,
    -0.0,
    0.5,
    -1.0,
    1.5,
    1e-40,
    -1e-310,
    2_147_483_647.0,
    2_147_483_648.0,
    -2_147_483_649.0,
    4_294_967_295.5,
    9_223_372_036_854_775_807.0,
    -9_223_372_036_854_777_856.0,
    18_446_744_073_709_551_616.0,
    1e30,
    -1e300,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

/// A module, the way it is compiled, and the calls to it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The command line options that generate the case, or the name of its file.
    pub name: String,
    /// The target it is compiled for.
    pub target: Target,
    /// The optimization level.
    pub opt: OptLevel,
    /// The behaviour of `memory.grow` and `table.grow`.
    pub grow: Grow,
    /// True if it is compiled as a large module, whatever its size.
    pub large: bool,
    /// The order of traps and of the effects before them. If a trap may come early, a fresh instance follows it.
    pub trap_order: TrapOrder,
    /// The binary. It exports each function that can be called.
    pub module: Vec<u8>,
    /// The calls, in order.
    pub calls: Vec<Call>,
}

/// A call of an exported function. Vectors and references are passed as numbers (see [`harness`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The function's export.
    pub function: String,
    /// The arguments.
    pub arguments: Vec<CoreValue>,
}

impl Case {
    /// The case of a seed and an index, with this number of calls. Its target is one of `targets`, in turns.
    ///
    /// # Errors
    ///
    /// When no module can be generated, which would be a defect of the generator.
    pub fn new(seed: u64, index: u64, targets: &[Target], calls: usize) -> Result<Case, String> {
        let target = targets[(index % targets.len().max(1) as u64) as usize];
        let name = format!("--seed {seed} --first {index}");
        // The random part must not depend on the target, so that one case can be run on each.
        let mut random = Random::for_case(seed, index);
        let opt = *random.pick(OptLevel::ALL);
        let grow = if random.one_in(2) { Grow::Deny } else { Grow::Bounded(features::MEMORY) };
        let module = if index % LOOPS == LOOPS - 1 {
            wat::parse_str(loops::text(&mut random)).map_err(|error| error.to_string())
        } else if random.one_in(ACCESSES) {
            wat::parse_str(accesses::text(&mut random)).map_err(|error| error.to_string())
        } else {
            module(&mut random, Kind::Lowered)
        };
        let module = module.map_err(|error| format!("{name}: {error}"))?;
        let functions = harness::signatures(&module)?;
        let calls = (0..calls)
            .filter_map(|round| {
                // Each function once, as far as the calls suffice; then any.
                let at = if round < functions.len() { round } else { random.below(functions.len()) };
                let (function, params) = functions.get(at)?;
                let arguments = params.iter().map(|&ty| argument(&mut random, ty)).collect();
                Some(Call { function: function.clone(), arguments })
            })
            .collect();
        let large = random.one_in(LARGE_ONES);
        let trap_order = *random.pick(TrapOrder::ALL);
        Ok(Case { name, target, opt, grow, large, trap_order, module, calls })
    }
}

/// Generates a module from random bytes. A module of [`Kind::Lowered`] terminates, imports nothing, and exports each
/// function.
///
/// # Errors
///
/// When none of the attempts gives a module.
pub fn module(random: &mut Random, kind: Kind) -> Result<Vec<u8>, String> {
    let mut failure = String::new();
    for _ in 0..TRIES {
        let config = features::config(random, kind);
        let size = 200 + random.below(MOST_BYTES);
        let bytes: Vec<u8> = (0..size.div_ceil(8)).flat_map(|_| random.next().to_le_bytes()).collect();
        match wasm_smith::Module::new(config, &mut Unstructured::new(&bytes)) {
            Ok(module) if kind == Kind::Anything => return Ok(module.to_bytes()),
            Ok(mut module) => {
                let fuel = module.ensure_termination(FUEL).map_err(|error| error.to_string())?;
                let module = module.to_bytes();
                if features::runs_on_the_engine(&module) {
                    return harness::export_all(&module, fuel, !random.one_in(UNFITTED));
                }
                failure = "it has references to what is outside".into();
            }
            Err(error) => failure = error.to_string(),
        }
    }
    Err(format!("{TRIES} times no module: {failure}"))
}

/// A random value of a type, often one of the edge values above.
fn argument(random: &mut Random, ty: CoreType) -> CoreValue {
    let integer = match random.below(4) {
        0 => random.next(),
        1 => random.next() % 70_000,
        _ => *random.pick(INTEGERS),
    };
    match (ty, random.one_in(4)) {
        (CoreType::F32, false) => CoreValue::F32((*random.pick(FLOATS) as f32).to_bits()),
        (CoreType::F64, false) => CoreValue::F64(random.pick(FLOATS).to_bits()),
        _ => CoreValue::from_bits(ty, integer),
    }
}

/// Shows the way the case is compiled.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -O{} --grow {} --trap-order {}", self.target, self.opt, self.grow, self.trap_order)?;
        f.write_str(if self.large { ", as a large module" } else { "" })
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.function)?;
        for argument in &self.arguments {
            write!(f, " {}:{:#x}", argument.ty(), argument.bits())?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Call {
    type Err = String;

    fn from_str(text: &str) -> Result<Call, String> {
        let mut words = text.split_whitespace();
        let function = words.next().ok_or("a call without a function")?.to_owned();
        let arguments = words.map(|word| {
            let value = || {
                let (ty, bits) = word.split_once(":0x")?;
                let ty = [CoreType::I32, CoreType::I64, CoreType::F32, CoreType::F64]
                    .into_iter()
                    .find(|it| it.to_string() == ty)?;
                Some(CoreValue::from_bits(ty, u64::from_str_radix(bits, 16).ok()?))
            };
            value().ok_or_else(|| format!("`{word}` is no value; one is `i32:0x1`"))
        });
        Ok(Call { function, arguments: arguments.collect::<Result<_, _>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_an_index_name_a_case() {
        let case = |index| Case::new(3, index, &[Target::CortexM3], CALLS).unwrap();
        for index in 0..20 {
            let (one, again) = (case(index), case(index));
            assert_eq!((one.module, one.calls, one.opt), (again.module, again.calls, again.opt));
        }
        assert_ne!(case(0).module, case(1).module);
    }

    #[test]
    fn a_case_is_the_same_for_each_target() {
        let case = |target| Case::new(3, 5, &[target], CALLS).unwrap();
        assert_eq!(case(Target::CortexM3).module, case(Target::CortexM4F).module);
    }

    #[test]
    fn calls_are_read_as_they_are_written() {
        for text in ["f", "f1 i32:0xffffffff i64:0x8000000000000000 f32:0x7fc00000 f64:0x0"] {
            assert_eq!(text.parse::<Call>().unwrap().to_string(), text);
        }
        for (text, error) in [("", "without a function"), ("f 1", "`1` is no value"), ("f i8:0x1", "`i8:0x1`")] {
            assert!(text.parse::<Call>().unwrap_err().contains(error), "{text}");
        }
    }
}
