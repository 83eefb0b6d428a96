//! Runs cases: the component on a stock engine, and the fused module on the same engine as a core module. The results
//! must agree.

use std::cell::Cell;
use std::fmt;
use std::ops::AddAssign;

use dissolve_interface::Interface;
use dissolve_pipeline::fuse::{self, MemoryMode};
use dissolve_run::{Instance, Value, canonical};
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use super::case::{Case, Function};
use super::guest::{self, INTERFACE};
use super::parallel::add_up;
use super::stock::Stock;
use super::strategy::{self, Limits};
use crate::OnEngine;

/// Pages of each memory on an engine.
const PAGES: u32 = 16;

/// The memory layouts to test.
pub const LAYOUTS: [MemoryMode; 2] = [MemoryMode::Isolated, MemoryMode::Shared];

/// The limits of cases for an engine: lowered values fit into an eighth of a memory.
const LIMITS: Limits = Limits { functions: (1, 4), hostile: true, bytes: PAGES as usize * 0x2000 };

/// Counts of what was run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Components.
    pub cases: u64,
    /// Functions. Each has its own type.
    pub types: u64,
    /// Calls.
    pub calls: u64,
    /// Calls that ended in a trap on both sides.
    pub traps: u64,
    /// Calls that trapped with isolated memories but not with a shared one (see [`is_uncaught`]).
    pub uncaught: u64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { cases, types, calls, traps, uncaught } = self;
        write!(f, "{types} types in {cases} components, {calls} calls, {traps} of them trapped on both sides; ")?;
        write!(f, "{uncaught} of these went past the end of a region in a shared memory, where nothing catches them")
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.cases += other.cases;
        self.types += other.types;
        self.calls += other.calls;
        self.traps += other.traps;
        self.uncaught += other.uncaught;
    }
}

/// Runs cases of `seed`, `seed + 1`, … on `jobs` threads until they have had `count` function types.
///
/// # Errors
///
/// When a result differs from the stock engine's. The error names the seed, and the smallest such case that was found.
pub fn run(seed: u64, count: u64, jobs: usize) -> Result<Figures, String> {
    add_up(jobs, |_, figures: &Figures| figures.types < count, |index| one(seed + index))
}

/// Runs the case of a seed. A case that fails is made smaller.
fn one(seed: u64) -> Result<Figures, String> {
    let mut runner = runner(seed);
    let tree = strategy::case(LIMITS).new_tree(&mut runner).map_err(|reason| format!("seed {seed}: {reason}"))?;
    // The figures of the case itself, not of a smaller one.
    let figures = Cell::new(None);
    let result = runner.run_one(tree, |case| {
        let found = check(&case).map_err(TestCaseError::fail)?;
        figures.set(figures.get().or(Some(found)));
        Ok(())
    });
    match result {
        Ok(_) => Ok(figures.get().unwrap_or_default()),
        Err(TestError::Fail(reason, case)) => Err(report(seed, &case, &reason.to_string())),
        Err(TestError::Abort(reason)) => Err(format!("seed {seed}: {reason}")),
    }
}

fn report(seed: u64, case: &Case, reason: &str) -> String {
    let text = guest::component(case, PAGES);
    format!("seed {seed}: {reason}\n{case}again: cargo xtask fuzz types --count 1 --seed {seed}\n{text}")
}

/// The case of a seed, without hostile components.
pub fn sample(seed: u64, limits: Limits) -> Case {
    let tree = strategy::case(limits).new_tree(&mut runner(seed)).expect("the filters are wide");
    tree.current()
}

fn runner(seed: u64) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { failure_persistence: None, max_shrink_iters: 2000, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// Runs a case.
fn check(case: &Case) -> Result<Figures, String> {
    let text = guest::component(case, PAGES);
    let component = wat::parse_str(&text).map_err(|error| format!("the component is no WebAssembly text: {error}"))?;
    let mut stock = Stock::new(&component)?;
    let expected = answers(case, |name, function, arguments| {
        stock.call(name, &function.params, function.result().as_ref(), arguments)
    });
    let mut figures = Figures { cases: 1, types: case.functions.len() as u64, ..Figures::default() };
    for answer in &expected {
        figures.calls += 1;
        figures.traps += u64::from(answer.is_err());
    }
    if case.hostile.is_none() {
        expect_echoes(case, &expected)?;
    }
    for layout in LAYOUTS {
        let options = fuse::Options { memory: layout, ..fuse::Options::new("types") };
        let fused = fuse::fuse(&component, &options).map_err(|error| format!("{layout}: {error}"))?;
        if !fused.interface.imports.is_empty() {
            return Err(format!("{layout}: the fused module has imports"));
        }
        let mut engine = None;
        let mut expectations = expected.iter();
        let actual = answers(case, |name, _, arguments| {
            let live = engine.get_or_insert_with(|| OnEngine::with_arena(&fused.bytes, &fused.interface, 0));
            let mut answer = call(live, &fused.interface, name, arguments);
            if let (Some(Err(expected)), Ok(_)) = (expectations.next(), &answer)
                && is_uncaught(case, layout, expected)
            {
                figures.uncaught += 1;
                answer = Err(expected.clone());
            }
            if answer.is_err() {
                engine = None;
            }
            answer
        });
        compare(case, &layout.to_string(), &expected, &actual)?;
    }
    Ok(figures)
}

/// Returns true if a trap of the component need not happen in the fused module. A hostile component may pass an address
/// outside its own memory; inside a shared memory, that is an address like any other. Components that must not trust
/// each other need isolated memories.
fn is_uncaught(case: &Case, layout: MemoryMode, expected: &str) -> bool {
    layout == MemoryMode::Shared && case.hostile.is_some() && expected.contains("out of bounds")
}

/// Calls a function of the case on an instance of the fused module.
///
/// # Errors
///
/// When it traps, or its result violates the canonical ABI.
pub fn call(
    instance: &mut dyn Instance,
    interface: &Interface,
    name: &str,
    arguments: &[Value],
) -> Result<Option<Value>, String> {
    let full = format!("{INTERFACE}#{name}");
    let export = interface.export(&full).ok_or_else(|| format!("the record has no `{full}`"))?;
    canonical::invoke(instance, export, arguments).map_err(|error| error.to_string())
}

/// The results of all calls of a case, in order.
pub fn answers(
    case: &Case,
    mut call: impl FnMut(&str, &Function, &[Value]) -> Result<Option<Value>, String>,
) -> Vec<Result<Option<Value>, String>> {
    let mut answers = Vec::new();
    for (index, function) in case.functions.iter().enumerate() {
        for arguments in &function.calls {
            answers.push(call(&format!("f{index}"), function, arguments));
        }
    }
    answers
}

/// Checks that each call of a case returned its arguments.
///
/// # Errors
///
/// The first call whose result differs.
pub fn expect_echoes(case: &Case, answers: &[Result<Option<Value>, String>]) -> Result<(), String> {
    let expected = |_: &str, function: &Function, arguments: &[Value]| Ok(function.expected(arguments));
    compare(case, "against the arguments", &self::answers(case, expected), answers)
}

fn compare(
    case: &Case,
    what: &str,
    expected: &[Result<Option<Value>, String>],
    actual: &[Result<Option<Value>, String>],
) -> Result<(), String> {
    let mut pairs = expected.iter().zip(actual);
    for (index, function) in case.functions.iter().enumerate() {
        for arguments in &function.calls {
            let Some((expected, actual)) = pairs.next() else { return Err(format!("{what}: answers are missing")) };
            let equal = match (expected, actual) {
                (Ok(expected), Ok(actual)) => match (expected, actual) {
                    (Some(expected), Some(actual)) => same(expected, actual),
                    (None, None) => true,
                    _ => false,
                },
                (Err(_), Err(_)) => true,
                _ => false,
            };
            if !equal {
                let call = function.wave(&format!("f{index}"), arguments);
                return Err(format!(
                    "{what}: {call} gives {}, not {}",
                    shown(function, actual),
                    shown(function, expected)
                ));
            }
        }
    }
    Ok(())
}

fn shown(function: &Function, answer: &Result<Option<Value>, String>) -> String {
    match (answer, function.result()) {
        (Ok(Some(value)), Some(ty)) => dissolve_run::wave::text(value, &ty),
        (Ok(_), _) => "nothing".into(),
        (Err(error), _) => format!("a trap ({error})"),
    }
}

/// Returns true if two values are equal. All NaNs are equal: the canonical ABI may replace any NaN by any other
/// (Component Model, *CanonicalABI*, `maybe_scramble_nan32`).
fn same(a: &Value, b: &Value) -> bool {
    let all = |a: &[Value], b: &[Value]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b));
    match (a, b) {
        (Value::F32(a), Value::F32(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
        (Value::F64(a), Value::F64(b)) => a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
        (Value::List(a), Value::List(b)) | (Value::Record(a), Value::Record(b)) => all(a, b),
        (Value::Variant(a, None), Value::Variant(b, None)) => a == b,
        (Value::Variant(a, Some(x)), Value::Variant(b, Some(y))) => a == b && same(x, y),
        _ => a == b,
    }
}
