//! The costs of programs as tables, as JSON, and as ratios to native code that is optimized at link time.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dissolve_pipeline::targets::Target;
use serde_json::{Value, json};

use crate::Error;
use crate::goals::Goals;
use crate::programs::{Cost, Measured, Program, Way, measure, versions};
use crate::table::Table;

/// One figure of a program's cost.
pub type Figure = fn(&Cost) -> u64;

/// The costs of a program in all ways.
pub type Ways = BTreeMap<Way, Measured>;

/// The figures of the tables, each with true if its ratios have a mean: programs without constants have none.
const FIGURES: [(&str, Figure, bool); 4] = [
    ("code, in bytes", |cost| cost.text, true),
    ("constants, in bytes", |cost| cost.rodata, false),
    ("RAM without stacks, in bytes", Cost::ram, true),
    ("instructions", |cost| cost.instructions, true),
];

/// The costs of programs on a target.
pub struct Costs {
    /// The target.
    pub target: Target,
    /// The costs.
    pub costs: BTreeMap<Program, Ways>,
}

impl Costs {
    /// Measures programs in all ways, several at once.
    ///
    /// # Errors
    ///
    /// The errors of [`measure`], and when two ways give different checksums.
    pub fn measure(programs: &[Program], target: Target) -> Result<Costs, Error> {
        let work: Vec<_> = programs.iter().flat_map(|program| Way::ALL.map(|way| (program, way))).collect();
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        let measure_next = || {
            while let Some(&(program, way)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                let measured = measure(program, target, way)
                    .map_err(|error| Error::from(format!("{program}, {target}, {way}: {error}")));
                if measured.is_err() {
                    // The others need not be measured.
                    next.store(work.len(), Ordering::Relaxed);
                }
                done.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push((program, way, measured));
            }
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(measure_next))));
        let mut costs: BTreeMap<Program, Ways> = BTreeMap::new();
        for (program, way, measured) in done.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()) {
            costs.entry(program.clone()).or_default().insert(way, measured?);
        }
        for (program, ways) in &costs {
            let sums = ways.iter().filter_map(|(way, measured)| Some((way, measured.cost()?.sum)));
            let sums: Vec<_> = sums.collect();
            if sums.iter().any(|(_, sum)| *sum != sums[0].1) {
                return Err(format!("{program}, {target}: the checksums differ: {sums:x?}").into());
            }
        }
        Ok(Costs { target, costs })
    }

    /// The ratios of a figure in one way to that of the same program in the native way, largest first. Programs without
    /// the way are left out, and those whose native figure is zero.
    pub fn ratios(&self, way: Way, figure: Figure) -> Vec<(f64, &str)> {
        self.ratios_to(way, figure, figure)
    }

    /// Same as [`Costs::ratios`], with another figure of the native way.
    pub fn ratios_to(&self, way: Way, figure: Figure, native: Figure) -> Vec<(f64, &str)> {
        let ratio = |ways: &Ways| {
            let native = native(ways.get(&way.native())?.cost()?);
            let own = figure(ways.get(&way)?.cost()?);
            (native > 0).then(|| own as f64 / native as f64)
        };
        let ratios = self.costs.iter().filter_map(|(program, ways)| Some((ratio(ways)?, program.name.as_str())));
        let mut ratios: Vec<_> = ratios.collect();
        ratios.sort_by(|a, b| b.0.total_cmp(&a.0));
        ratios
    }

    /// The sum of a figure in one way; none if a program does not have the way.
    pub fn total(&self, way: Way, figure: Figure) -> Option<u64> {
        self.costs.values().map(|ways| Some(figure(ways.get(&way)?.cost()?))).sum()
    }

    /// The reasons why ways do not exist, each with the programs for which it is so.
    fn absent(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (program, ways) in &self.costs {
            for measured in ways.values() {
                let Measured::Absent(reason) = measured else { continue };
                let programs = reasons.entry(reason).or_default();
                if programs.last() != Some(&program.name.as_str()) {
                    programs.push(&program.name);
                }
            }
        }
        reasons
    }
}

/// The costs as JSON: for each target and program the figures in each way, and the goals, with the versions of the
/// compilers.
pub fn json(all: &[Costs]) -> Value {
    let targets: serde_json::Map<_, _> = all
        .iter()
        .map(|costs| {
            let programs: Value =
                costs.costs.iter().map(|(program, ways)| (program.name.clone(), ways_json(ways))).collect();
            (costs.target.to_string(), json!({"programs": programs, "goals": Goals::of(costs).json()}))
        })
        .collect();
    json!({"versions": versions(), "targets": targets})
}

/// The figures of a program in each way; the reason where there is none.
fn ways_json(ways: &Ways) -> Value {
    let json = |measured: &Measured| match measured {
        Measured::Absent(reason) => json!({"absent": reason}),
        Measured::Cost(Cost { text, rodata, data, bss, instructions, accesses, sum }) => json!({
            "text": text, "rodata": rodata, "data": data, "bss": bss, "instructions": instructions,
            "accesses": accesses.all, "checks": accesses.checks, "sum": sum,
        }),
    };
    ways.iter().map(|(way, measured)| (way.to_string(), json(measured))).collect()
}

/// The geometric mean of ratios.
pub fn mean(ratios: &[(f64, &str)]) -> f64 {
    (ratios.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64).exp()
}

impl fmt::Display for Costs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads: Vec<_> = std::iter::once("program").chain(Way::ALL.map(Way::name)).collect();
        for (title, figure, has_mean) in FIGURES {
            writeln!(f, "{}: {title}\n", self.target)?;
            let mut table = Table::new(&heads);
            for (program, ways) in &self.costs {
                let cell = |way| ways[&way].cost().map_or_else(|| "-".to_owned(), |cost| figure(cost).to_string());
                table.row(std::iter::once(program.name.clone()).chain(Way::ALL.map(cell)));
            }
            if !has_mean {
                let total = |way| self.total(way, figure).map_or_else(|| "-".to_owned(), |total| total.to_string());
                table.row(std::iter::once("together".to_owned()).chain(Way::ALL.map(total)));
                writeln!(f, "{table}")?;
                continue;
            }
            let means = Way::ALL.map(|way| match &*self.ratios(way, figure) {
                [] => "-".to_owned(),
                ratios => format!("{:.2}", mean(ratios)),
            });
            table.row(std::iter::once("mean to -flto".to_owned()).chain(means));
            writeln!(f, "{table}")?;
        }
        for (reason, programs) in self.absent() {
            writeln!(f, "- {reason}: {}", programs.join(", "))?;
        }
        for way in Way::ALL.into_iter().filter(|way| way.is_dissolved() && !matches!(way, Way::Unchecked(_))) {
            let accesses = self.costs.values().filter_map(|ways| Some(ways[&way].cost()?.accesses));
            let (all, checks) = accesses.fold((0, 0), |(all, checks), one| (all + one.all, checks + one.checks));
            writeln!(f, "- {way}: {checks} checks for {all} accesses")?;
        }
        writeln!(f, "\n{}", Goals::of(self))
    }
}
