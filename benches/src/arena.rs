//! The speed of the native allocator: instructions of each allocation and release in a random program, on the emulated
//! chip.
//!
//! The bounds that must hold, for equal sizes and whatever blocks the arena has: no call of the archive's allocator takes more than twice the
//! median; and none of the one that is compiled with the program takes more than the longest of the archive's.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use dissolve_pipeline::run::{Chip, CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, RuntimeForm};

use crate::Error;
use crate::table::Table;

/// Exports the arena import, and a function of the same type that does nothing, whose instructions are subtracted.
const MODULE: &str = r#"
    (module
        (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 1)
        (export "memory" (memory 0))
        (func (export "realloc") (param i32 i32 i32 i32) (result i32)
            (call $realloc (local.get 0) (local.get 1) (local.get 2) (local.get 3)))
        (func (export "nothing") (param i32 i32 i32 i32) (result i32) (local.get 2)))
"#;

/// The sizes of blocks in bytes, from the smallest on; not all are multiples of the granule.
const SIZES: [u32; 6] = [1, 16, 30, 100, 260, 1000];

/// The size of the arena in KiB.
const ARENA: u32 = 16;

/// An operation on blocks of a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    /// `(0, 0, 8, size)`.
    Allocate,
    /// `(block, size, 8, 0)`.
    Release,
}

/// Instructions of one operation on blocks of one size.
#[derive(Clone, Debug)]
pub struct Cost {
    /// The operation.
    pub operation: Operation,
    /// The size of the blocks in bytes.
    pub size: u32,
    /// The instructions of each call, in ascending order.
    pub instructions: Vec<u64>,
}

impl Cost {
    /// The median.
    pub fn median(&self) -> u64 {
        self.instructions[self.instructions.len() / 2]
    }

    /// The maximum.
    pub fn max(&self) -> u64 {
        self.instructions.last().copied().unwrap_or(0)
    }
}

/// The results of the measurement.
pub struct Costs(pub Vec<Cost>);

impl fmt::Display for Costs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(&["operation", "bytes", "calls", "least", "median", "most", "most / median"]);
        for cost in &self.0 {
            table.row([
                format!("{:?}", cost.operation).to_lowercase(),
                cost.size.to_string(),
                cost.instructions.len().to_string(),
                cost.instructions.first().copied().unwrap_or(0).to_string(),
                cost.median().to_string(),
                cost.max().to_string(),
                format!("{:.2}", cost.max() as f64 / cost.median() as f64),
            ]);
        }
        write!(f, "{table}")
    }
}

/// Returns a text for each operation that breaks a bound; none if all hold.
pub fn broken(archive: &Costs, bitcode: &Costs) -> Vec<String> {
    let mut broken = Vec::new();
    for (first, second) in archive.0.iter().zip(&bitcode.0) {
        let what = format!("{:?} of {} bytes", first.operation, first.size);
        if first.max() > 2 * first.median() {
            broken.push(format!("{what}: the most is over twice the median"));
        }
        if second.max() > first.max() {
            broken.push(format!("{what}: compiled with the program, the most is over that of the archive"));
        }
    }
    broken
}

/// Runs a random program with this number of operations on the chip of a target, with the allocator in this form.
///
/// # Errors
///
/// When the program does not build, or the chip does not answer.
pub fn measure(target: Target, operations: usize, runtime: RuntimeForm) -> Result<Costs, Error> {
    let board = dissolve_pipeline::boards::find(if target == Target::CortexM3 { "mps2-an385" } else { "mps2-an386" })?;
    let program = Program::load(&wat::parse_str(MODULE)?, "arena", Grow::Reject)?;
    let options = BuildOptions {
        target: Some(target),
        gate: true,
        arena: ByteSize::kib(ARENA),
        runtime,
        ..BuildOptions::default()
    };
    let mut chip = program.build(&board, &options)?.boot(&board, Duration::from_secs(120))?;
    chip.instantiate()?;
    let mut arena = Calls { overhead: call(&mut chip, "nothing", [0, 0, 8, 0])?.1, chip };
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let mut live: Vec<(u32, u32)> = Vec::new();
    let mut costs: BTreeMap<(Operation, u32), Vec<u64>> = BTreeMap::new();
    // The first call initializes the arena.
    let (first, _) = arena.realloc([0, 0, 8, 1])?;
    live.push((first, 1));
    for _ in 0..operations {
        let held: u32 = live.iter().map(|(_, size)| size + 16).sum();
        let size = SIZES[random.below(SIZES.len())];
        // The arena is filled to about two thirds and kept there, so that its free memory is fragmented.
        if held + size < ARENA * 1024 / 3 * 2 && (live.is_empty() || random.below(100) < 60) {
            let (block, instructions) = arena.realloc([0, 0, 8, size])?;
            live.push((block, size));
            costs.entry((Operation::Allocate, size)).or_default().push(instructions);
        } else {
            let (block, size) = live.swap_remove(random.below(live.len()));
            let (_, instructions) = arena.realloc([block, size, 8, 0])?;
            costs.entry((Operation::Release, size)).or_default().push(instructions);
        }
    }
    Ok(Costs(
        costs
            .into_iter()
            .map(|((operation, size), mut instructions)| {
                instructions.sort_unstable();
                Cost { operation, size, instructions }
            })
            .collect(),
    ))
}

/// The arena on a chip.
struct Calls {
    chip: Chip,
    overhead: u64,
}

impl Calls {
    /// The result of a call, and its instructions without those of the call itself.
    fn realloc(&mut self, arguments: [u32; 4]) -> Result<(u32, u64), Error> {
        let (result, instructions) = call(&mut self.chip, "realloc", arguments)?;
        Ok((result, instructions - self.overhead))
    }
}

fn call(chip: &mut Chip, export: &str, arguments: [u32; 4]) -> Result<(u32, u64), Error> {
    let result = chip.call(export, &arguments.map(CoreValue::I32))?;
    let [CoreValue::I32(result)] = result[..] else { return Err(format!("`{export}` gave {result:?}").into()) };
    let instructions = chip.instructions(export).ok_or("the chip counts instructions")?;
    Ok((result, instructions))
}

/// A pseudo-random generator (xorshift, Marsaglia 2003), which gives the same numbers everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }
}
