//! Code generation's speed: processor time and peak memory by the size of the module.
//!
//! The bound that must hold: both grow no faster than the code, up to 10 MiB.

use std::fmt;
use std::time::Duration;

use cpu_time::ThreadTime;
use dissolve_pipeline::fuse::{self, fuse};
use dissolve_pipeline::targets::Target;
use dissolve_pipeline::{BuildOptions, Program};

use crate::table::Table;
use crate::{Error, generate, modes};

/// The sizes of code to compile, in KiB.
pub const SIZES: [usize; 6] = [10, 64, 256, 1024, 4096, 10_240];

/// The most that time and memory per byte may grow from a module of 256 KiB to the largest: fixed costs weigh more on
/// small modules, caches have a fixed size, and clocks are shared.
const LINEAR_FACTOR: f64 = 2.0;
const REFERENCE: usize = 256 * 1024;

/// The measurements of one compilation.
#[derive(Clone, Debug)]
pub struct Run {
    /// Bytes of code in the module.
    pub code: usize,
    /// Bytes of the object.
    pub object: usize,
    /// The processor time of the thread that compiles, which other programs do not affect.
    pub time: Duration,
    /// The peak of the process's resident memory above its size before, in bytes; `None` if the system does not report
    /// it.
    pub peak: Option<u64>,
}

impl Run {
    fn time_per_byte(&self) -> f64 {
        self.time.as_nanos() as f64 / self.code as f64
    }

    fn memory_per_byte(&self) -> Option<f64> {
        self.peak.map(|peak| peak as f64 / self.code as f64)
    }
}

/// Compiles a module with about `code` bytes of code.
///
/// # Errors
///
/// When a stage refuses it.
pub fn measure(code: usize, target: Target) -> Result<Run, Error> {
    let module = fuse(&generate::component(code, 1), &fuse::Options::new("generated"))?.bytes;
    let code = modes::code(&module)?;
    let options = BuildOptions { target: Some(target), ..BuildOptions::default() };
    let program = Program::load(&module, "generated", options.grow)?;
    let before = resident::forget_peak();
    let start = ThreadTime::now();
    let object = program.compile(target, &options)?.bytes.len();
    let time = start.elapsed();
    let peak = before.and_then(|before| Some(resident::peak()?.saturating_sub(before)));
    Ok(Run { code, object, time, peak })
}

/// The results of the measurement.
pub struct Runs(pub Vec<Run>);

impl Runs {
    /// Descriptions of the bounds that do not hold.
    pub fn broken(&self) -> Vec<String> {
        let Some(reference) = self.0.iter().find(|run| run.code >= REFERENCE) else { return Vec::new() };
        let mut broken = Vec::new();
        for run in self.0.iter().filter(|run| run.code > reference.code) {
            if run.time_per_byte() > LINEAR_FACTOR * reference.time_per_byte() {
                broken.push(format!("{} bytes of code: the time grows faster than the code", run.code));
            }
            if let (Some(memory), Some(least)) = (run.memory_per_byte(), reference.memory_per_byte())
                && memory > LINEAR_FACTOR * least
            {
                broken.push(format!("{} bytes of code: the memory grows faster than the code", run.code));
            }
        }
        broken
    }
}

impl fmt::Display for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(&["code", "object", "ms", "ns / byte", "peak memory", "peak / byte"]);
        for run in &self.0 {
            let unknown = || "unknown".to_owned();
            table.row([
                run.code.to_string(),
                run.object.to_string(),
                format!("{:.1}", run.time.as_secs_f64() * 1000.0),
                format!("{:.0}", run.time_per_byte()),
                run.peak.map_or_else(unknown, |peak| peak.to_string()),
                run.memory_per_byte().map_or_else(unknown, |memory| format!("{memory:.1}")),
            ]);
        }
        write!(f, "{table}")
    }
}

/// The memory of a process as Linux reports it, since LLVM does not allocate through Rust.
mod resident {
    use std::fs;

    /// Returns the bytes of resident memory, and resets the peak.
    pub fn forget_peak() -> Option<u64> {
        fs::write("/proc/self/clear_refs", "5").ok()?;
        field("VmRSS:")
    }

    /// The peak since the last reset, in bytes.
    pub fn peak() -> Option<u64> {
        field("VmHWM:")
    }

    fn field(name: &str) -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? * 1024)
    }
}
