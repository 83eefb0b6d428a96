//! The costs of programs as tables, as JSON, and as ratios to native code.

use std::collections::BTreeMap;
use std::fmt;

use dissolve_pipeline::targets::Target;
use serde_json::{Value, json};

use crate::Error;
use crate::programs::{Cost, Way, measure, versions};
use crate::table::Table;

/// One figure of a program's cost.
pub type Figure = fn(&Cost) -> u64;

/// The costs of programs on a target, by name and way.
pub struct Costs {
    /// The target.
    pub target: Target,
    /// The costs.
    pub costs: BTreeMap<String, BTreeMap<Way, Cost>>,
}

impl Costs {
    /// Measures programs in all ways.
    ///
    /// # Errors
    ///
    /// The errors of [`measure`], and when two ways give different checksums.
    pub fn measure(names: &[String], target: Target) -> Result<Costs, Error> {
        let mut costs = BTreeMap::new();
        for name in names {
            let mut ways = BTreeMap::new();
            for way in Way::ALL {
                let cost = measure(name, target, way).map_err(|error| format!("{name}, {target}, {way}: {error}"))?;
                ways.insert(way, cost);
            }
            let sums: Vec<_> = ways.iter().map(|(way, cost)| (way, cost.sum)).collect();
            if sums.iter().any(|(_, sum)| *sum != sums[0].1) {
                return Err(format!("{name}, {target}: the checksums differ: {sums:x?}").into());
            }
            costs.insert(name.clone(), ways);
        }
        Ok(Costs { target, costs })
    }

    /// The ratios of a figure in one way to that of the same program in the native way, largest first.
    pub fn ratios(&self, way: Way, figure: Figure) -> Vec<(f64, &str)> {
        let ratio = |ways: &BTreeMap<Way, Cost>| {
            let [this, native] = [way, way.native()].map(|way| figure(&ways[&way]).max(1) as f64);
            this / native
        };
        let mut ratios: Vec<_> = self.costs.iter().map(|(name, ways)| (ratio(ways), name.as_str())).collect();
        ratios.sort_by(|a, b| b.0.total_cmp(&a.0));
        ratios
    }
}

/// The costs as JSON: for each target and program the figures in each way, with the versions of the compilers.
pub fn json(all: &[Costs]) -> Value {
    let cost = |cost: &Cost| {
        let Cost { text, rodata, data, bss, instructions, accesses, sum } = *cost;
        json!({"text": text, "rodata": rodata, "data": data, "bss": bss, "instructions": instructions, "accesses": accesses.all,
            "checks": accesses.checks, "sum": sum})
    };
    let ways = |ways: &BTreeMap<Way, Cost>| -> Value {
        ways.iter().map(|(way, figures)| (way.to_string(), cost(figures))).collect()
    };
    let targets: serde_json::Map<_, _> = all
        .iter()
        .map(|costs| {
            let programs = costs.costs.iter().map(|(name, figures)| (name.clone(), ways(figures)));
            (costs.target.to_string(), programs.collect())
        })
        .collect();
    json!({"versions": versions(), "targets": targets})
}

/// The geometric mean of ratios.
pub fn mean(ratios: &[(f64, &str)]) -> f64 {
    (ratios.iter().map(|(ratio, _)| ratio.ln()).sum::<f64>() / ratios.len().max(1) as f64).exp()
}

impl fmt::Display for Costs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures: [(&str, Figure); 3] = [
            ("code, in bytes", |cost| cost.text),
            ("RAM without stacks, in bytes", Cost::ram),
            ("instructions", |cost| cost.instructions),
        ];
        let heads = [
            "program",
            "clang -Oz",
            "gcc -Os",
            "none -Oz",
            "check -Oz",
            "clang -O2",
            "gcc -O2",
            "none -O3",
            "check -O3",
        ];
        for (title, figure) in figures {
            writeln!(f, "{}: {title}\n", self.target)?;
            let mut table = Table::new(&heads);
            for (name, ways) in &self.costs {
                let cells = Way::ALL.iter().map(|way| figure(&ways[way]).to_string());
                table.row(std::iter::once(name.clone()).chain(cells));
            }
            let means = Way::ALL.iter().map(|&way| format!("{:.2}", mean(&self.ratios(way, figure))));
            table.row(std::iter::once("mean to clang".to_owned()).chain(means));
            writeln!(f, "{table}")?;
            for way in Way::ALL.into_iter().filter(|way| matches!(way, Way::Unchecked(_) | Way::Checked(_))) {
                let worst = self.ratios(way, figure);
                let worst: Vec<_> = worst.iter().take(5).map(|(ratio, name)| format!("{name} {ratio:.2}")).collect();
                writeln!(f, "- worst of {way}: {}", worst.join(", "))?;
            }
            writeln!(f)?;
        }
        for way in Way::ALL.into_iter().filter(|way| matches!(way, Way::Checked(_))) {
            let accesses = self.costs.values().map(|ways| ways[&way].accesses);
            let (all, checks) = accesses.fold((0, 0), |(all, checks), one| (all + one.all, checks + one.checks));
            writeln!(f, "- {way}: {checks} checks for {all} accesses")?;
        }
        Ok(())
    }
}
