//! The speed of the fuser: time and peak memory by the size of the component.
//!
//! The bounds that must hold: a component with 1 MiB of code takes less than a second and less than ten times its size
//! in memory; and both grow no faster than the component, up to 10 MiB, and than the number of components in it.

use std::fmt;
use std::time::{Duration, Instant};

use dissolve_pipeline::fuse::{Options, fuse};

use crate::heap::Heap;
use crate::table::Table;
use crate::{Error, generate};

/// The sizes to fuse: KiB of code, and the number of components.
pub const SIZES: [(usize, usize); 7] = [(64, 2), (256, 2), (1024, 2), (4096, 2), (10_240, 2), (1024, 20), (1024, 90)];

/// The most time that 1 MiB of code may take.
const LIMIT: Duration = Duration::from_secs(1);
/// The most bytes of memory for each byte of a component.
const MEMORY_FACTOR: f64 = 10.0;
/// The most that the time per byte may grow from a component of 1 MiB to the largest: caches have a fixed size, and
/// clocks are shared.
const LINEAR_FACTOR: f64 = 2.0;

/// The measurements of fusing one component.
#[derive(Clone, Debug)]
pub struct Run {
    /// The bytes of code that were requested.
    pub code: usize,
    /// The number of components in it.
    pub components: usize,
    /// Bytes of the component.
    pub component: usize,
    /// Bytes of the fused module.
    pub fused: usize,
    /// The shortest time of three runs.
    pub time: Duration,
    /// The most bytes of heap in use, with the fused module and without the component itself.
    pub peak: usize,
}

impl Run {
    /// Bytes of memory for each byte of the component.
    pub fn memory_factor(&self) -> f64 {
        self.peak as f64 / self.component as f64
    }

    /// Nanoseconds for each byte of the component.
    fn time_per_byte(&self) -> f64 {
        self.time.as_nanos() as f64 / self.component as f64
    }
}

/// Generates a component with `code` bytes of code in `components` components, and fuses it.
///
/// # Errors
///
/// When it cannot be fused, or the fused module does not have all the code, which would make the measurement
/// meaningless.
pub fn measure(code: usize, components: usize, heap: &Heap) -> Result<Run, Error> {
    let component = generate::component(code, components);
    let options = Options::new("generated");
    let mut run = Run { code, components, component: component.len(), fused: 0, time: Duration::MAX, peak: 0 };
    for _ in 0..3 {
        let start = Instant::now();
        let (fused, peak) = heap.peak_of(|| fuse(&component, &options));
        run.time = run.time.min(start.elapsed());
        run.peak = run.peak.max(peak);
        run.fused = fused?.bytes.len();
    }
    if run.fused < code {
        return Err(format!("{} bytes of code became a module of {} bytes", code, run.fused).into());
    }
    Ok(run)
}

/// The results of the measurement.
pub struct Runs(pub Vec<Run>);

impl Runs {
    /// Descriptions of the bounds that do not hold.
    pub fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        let mebibyte = self.0.iter().find(|run| run.code == 1 << 20);
        for run in &self.0 {
            if run.code <= 1 << 20 && run.time > LIMIT {
                broken.push(format!("{run}: {:?} are over {LIMIT:?}", run.time));
            }
            // Fixed costs weigh too much on a smaller component.
            if run.code >= 1 << 20 && run.memory_factor() > MEMORY_FACTOR {
                let factor = run.memory_factor();
                broken
                    .push(format!("{run}: the memory is {factor:.1} times the component's size, over {MEMORY_FACTOR}"));
            }
            if let Some(mebibyte) = mebibyte
                && run.code >= mebibyte.code
                && run.time_per_byte() > LINEAR_FACTOR * mebibyte.time_per_byte()
            {
                broken.push(format!("{run}: the time grows faster than the component"));
            }
        }
        broken
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} KiB of code in {} components", self.code / 1024, self.components)
    }
}

impl fmt::Display for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(&[
            "code (KiB)",
            "components",
            "bytes",
            "fused",
            "ms",
            "ns / byte",
            "peak memory",
            "peak / component",
        ]);
        for run in &self.0 {
            table.row([
                (run.code / 1024).to_string(),
                run.components.to_string(),
                run.component.to_string(),
                run.fused.to_string(),
                format!("{:.1}", run.time.as_secs_f64() * 1000.0),
                format!("{:.1}", run.time_per_byte()),
                run.peak.to_string(),
                format!("{:.2}", run.memory_factor()),
            ]);
        }
        write!(f, "{table}")
    }
}
