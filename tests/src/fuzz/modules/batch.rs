//! Runs a batch of cases of one target on both sides: the stock engine, and the emulated chip or this machine.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use dissolve_abi::TrapKind;
use dissolve_pipeline::Error;
use dissolve_pipeline::codegen::Error as CodegenError;
use dissolve_pipeline::targets::Target;

use super::case::Case;
use super::here::{self, Loaded};
use super::image::{self, Batch};
use super::run::Run;
use super::trace::{Trace, Verdict};
use super::{harness, stock};
use crate::board_of;
use crate::fuzz::panics::caught;

/// Cases in a batch. As many as fit into memory share an image.
pub const BATCH: usize = 40;

/// Bytes of memories in an image: the RAM of a board with 4 MiB, without the stack.
const ROOM: u64 = 3 << 20;

/// The results of cases, in numbers.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// All cases.
    pub cases: u64,
    /// Calls on both sides, instantiation and digests left out.
    pub calls: u64,
    /// Cases whose instantiation trapped on both sides.
    pub stillborn: u64,
    /// Calls that trapped on both sides, by kind.
    pub traps: BTreeMap<u8, u64>,
    /// Cases that were given up because both sides used up their stacks.
    pub exhausted: u64,
    /// Cases that the compiler refused, by reason.
    pub refused: BTreeMap<String, u64>,
    /// The time that was spent on, in order: generation, stock engine, compilation, link and boot, calls.
    pub times: [Duration; 5],
}

impl Figures {
    /// Calls that trapped on both sides.
    pub fn trapped(&self) -> u64 {
        self.traps.values().sum()
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { cases, calls, stillborn, traps, exhausted, refused, times } = self;
        let trapped = self.trapped();
        writeln!(
            f,
            "{cases} cases, {stillborn} trapped at instantiation, {exhausted} exhausted a stack; {calls} calls, {trapped} trapped"
        )?;
        for (kind, count) in traps {
            writeln!(f, "{count:>8} calls trapped: {}", TrapKind::from_code(*kind).map_or("?", TrapKind::text))?;
        }
        for (reason, count) in refused {
            writeln!(f, "{count:>8} cases refused: {reason}")?;
        }
        let [generate, engine, compile, boot, call] = times.map(|time| time.as_secs_f64());
        write!(
            f,
            "generation {generate:.1} s, stock engine {engine:.1} s, compilation {compile:.1} s, link and boot {boot:.1} s, \
             calls {call:.1} s"
        )
    }
}

impl std::ops::AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.cases += other.cases;
        self.calls += other.calls;
        self.stillborn += other.stillborn;
        for (kind, count) in other.traps {
            *self.traps.entry(kind).or_default() += count;
        }
        self.exhausted += other.exhausted;
        for (reason, count) in other.refused {
            *self.refused.entry(reason).or_default() += count;
        }
        for (time, other) in self.times.iter_mut().zip(other.times) {
            *time += other;
        }
    }
}

/// A case that failed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The case.
    pub case: Case,
    /// The reason, for people.
    pub reason: String,
}

/// A case that was compiled.
enum Compiled {
    /// For a chip.
    Chip(image::Compiled),
    /// For this machine.
    Here(here::Compiled),
}

impl Compiled {
    /// Bytes of a chip's RAM that its memories use.
    fn ram(&self) -> u64 {
        match self {
            Compiled::Chip(compiled) => compiled.ram,
            Compiled::Here(_) => 0,
        }
    }
}

/// Starts what runs the cases, all of which are of one target.
fn start<'a>(cases: &'a [Compiled], target: Target) -> Result<Box<dyn Run + 'a>, String> {
    let here: Vec<_> =
        cases.iter().filter_map(|case| if let Compiled::Here(case) = case { Some(case) } else { None }).collect();
    if !here.is_empty() {
        return Ok(Box::new(Loaded::new(here, target.triple())?));
    }
    let chip = cases.iter().filter_map(|case| if let Compiled::Chip(case) = case { Some(case) } else { None });
    Ok(Box::new(Batch::boot(chip.collect(), &board_of(target), target)?))
}

/// A case that is ready to run.
struct Ready {
    case: Case,
    expected: Trace,
    compiled: Compiled,
}

/// Runs cases, all of one target. Returns those that failed.
pub fn run(cases: Vec<Case>, target: Target, figures: &mut Figures) -> Vec<Failure> {
    let mut failures = Vec::new();
    let mut ready = Vec::new();
    for (number, case) in cases.into_iter().enumerate() {
        figures.cases += 1;
        match prepare(&case, number, figures) {
            Ok(Some((expected, compiled))) => ready.push(Ready { case, expected, compiled }),
            Ok(None) => {}
            Err(reason) => failures.push(Failure { case, reason }),
        }
    }
    let mut cases = Vec::new();
    let mut compiled = Vec::new();
    for Ready { case, expected, compiled: one } in ready {
        cases.push((case, expected));
        compiled.push(one);
    }
    let mut at = 0;
    // Boots again for the remaining cases, when the image has no room for all, or a case has ended the chip.
    while at < cases.len() {
        let begin = Instant::now();
        let mut room = ROOM;
        let fitting = compiled[at..].iter().take_while(|case| match room.checked_sub(case.ram()) {
            Some(rest) => {
                room = rest;
                true
            }
            None => false,
        });
        let end = at + fitting.count().max(1);
        let batch = start(&compiled[at..end], target);
        figures.times[3] += begin.elapsed();
        let begin = Instant::now();
        match batch {
            Ok(mut batch) => {
                let first = at;
                let mut alive = true;
                while alive && at < end {
                    let (case, expected) = &cases[at];
                    let trace = batch.trace(at - first, case);
                    alive = trace.is_ok();
                    if let Err(reason) = trace.and_then(|trace| judge(expected, &trace, figures)) {
                        failures.push(Failure { case: case.clone(), reason });
                    }
                    at += 1;
                }
            }
            Err(reason) => {
                failures.push(Failure { case: cases[at].0.clone(), reason });
                at += 1;
            }
        }
        figures.times[4] += begin.elapsed();
    }
    failures
}

/// Runs a case on the stock engine and compiles it. Returns `None` when the compiler refuses it.
fn prepare(case: &Case, number: usize, figures: &mut Figures) -> Result<Option<(Trace, Compiled)>, String> {
    let module = harness::instrument(&case.module)?;
    let begin = Instant::now();
    let expected = stock::trace(&module, &case.calls, case.grow, case.trap_order)?;
    figures.times[1] += begin.elapsed();
    let begin = Instant::now();
    let compiled = if case.target.is_host() {
        caught(|| here::Compiled::new(&module, case, number))??.map(Compiled::Here).map_err(Error::from)
    } else {
        caught(|| image::Compiled::new(&module, case, number))?.map(Compiled::Chip)
    };
    figures.times[2] += begin.elapsed();
    match compiled {
        Ok(compiled) => Ok(Some((expected, compiled))),
        Err(Error::Codegen(CodegenError::Unsupported { message, .. })) => {
            *figures.refused.entry(message).or_default() += 1;
            Ok(None)
        }
        Err(error) => Err(format!("the compiler refuses the module: {error}")),
    }
}

fn judge(expected: &Trace, trace: &Trace, figures: &mut Figures) -> Result<(), String> {
    match expected.compare(trace) {
        Verdict::Same => {
            figures.stillborn += u64::from(expected.steps.len() == 1);
            figures.calls += expected.calls() as u64;
            for kind in trace.traps() {
                *figures.traps.entry(kind as u8).or_default() += 1;
            }
            Ok(())
        }
        Verdict::Exhausted => {
            figures.exhausted += 1;
            Ok(())
        }
        Verdict::Different(how) => Err(how),
    }
}
