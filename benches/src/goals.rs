//! The goals for dissolved code, and what is reached: for each mode the geometric means of code, instructions and RAM, as
//! ratios to native code that is optimized at link time.

use std::fmt;

use serde_json::{Value, json};

use crate::costs::{Costs, Figure, mean};
use crate::programs::{Aim, Cost, Way};
use crate::table::Table;

/// No program should be above this ratio.
const MOST: f64 = 1.5;

/// The number of programs that are named as the worst.
const WORST: usize = 5;

/// The goals of the modes. For RAM it is native code's, with its constants if the mode keeps these in RAM.
const GOALS: [Goal; 3] = [
    Goal { mode: "objects, none", way: Way::Unchecked, text: 0.97, instructions: 1.00 },
    Goal { mode: "objects, check", way: Way::Checked, text: 1.12, instructions: 1.10 },
    Goal { mode: "based, check", way: Way::Based, text: 1.22, instructions: 1.25 },
];

/// The goals of a mode, as ratios.
struct Goal {
    mode: &'static str,
    way: fn(Aim) -> Way,
    text: f64,
    instructions: f64,
}

/// The results of all modes on a target.
pub struct Goals<'a>(Vec<Mode<'a>>);

/// The results of one mode.
struct Mode<'a> {
    name: &'static str,
    /// Code for size, to `-Oz -flto`.
    text: Ratios<'a>,
    /// Instructions for speed, to `-O2 -flto`.
    instructions: Ratios<'a>,
    /// RAM without stacks for size, to its goal.
    ram: Ratios<'a>,
    /// Bytes of RAM of all programs together, if all have the mode.
    bytes: Option<u64>,
    /// The goal for these bytes.
    allowed: Option<u64>,
}

/// The ratios of one figure, largest first, and their goal; none for RAM, whose goal is in bytes.
struct Ratios<'a> {
    all: Vec<(f64, &'a str)>,
    goal: Option<f64>,
}

impl Goals<'_> {
    /// The results of a target.
    pub fn of(costs: &Costs) -> Goals<'_> {
        let mode = |Goal { mode, way, text, instructions }: Goal| {
            let (small, fast) = (way(Aim::Size), way(Aim::Speed));
            // Native code keeps its constants in flash.
            let with_constants: Figure = |cost| cost.ram() + cost.rodata;
            let allowed = if matches!(small, Way::Based(_)) { with_constants } else { Cost::ram };
            Mode {
                name: mode,
                text: Ratios { all: costs.ratios(small, |cost| cost.text), goal: Some(text) },
                instructions: Ratios { all: costs.ratios(fast, |cost| cost.instructions), goal: Some(instructions) },
                ram: Ratios { all: costs.ratios_to(small, Cost::ram, allowed), goal: None },
                bytes: costs.total(small, Cost::ram),
                allowed: costs.total(small.native(), allowed),
            }
        };
        Goals(GOALS.map(mode).into())
    }

    /// The results as JSON.
    pub fn json(&self) -> Value {
        self.0.iter().map(|mode| (mode.name.to_owned(), mode.json())).collect()
    }
}

impl Mode<'_> {
    /// The figures, with their names.
    fn figures(&self) -> [(&'static str, &Ratios<'_>); 3] {
        [("code", &self.text), ("instructions", &self.instructions), ("RAM", &self.ram)]
    }

    fn json(&self) -> Value {
        let ratios = |ratios: &[(f64, &str)]| -> Value {
            ratios.iter().map(|(ratio, name)| json!({"program": name, "ratio": ratio})).collect()
        };
        let figure = |(name, figure): (&str, &Ratios<'_>)| {
            let result = json!({"mean": mean(&figure.all), "goal": figure.goal, "worst": ratios(figure.worst()),
                "above": ratios(figure.above())});
            (name.to_owned(), result)
        };
        let mut result: serde_json::Map<_, _> = self.figures().map(figure).into_iter().collect();
        result.insert("RAM of all".to_owned(), json!({"bytes": self.bytes, "goal": self.allowed}));
        result.into()
    }
}

impl<'a> Ratios<'a> {
    /// The worst programs.
    fn worst(&self) -> &[(f64, &'a str)] {
        &self.all[..WORST.min(self.all.len())]
    }

    /// The programs above the ratio that none should be above.
    fn above(&self) -> &[(f64, &'a str)] {
        &self.all[..self.all.partition_point(|(ratio, _)| *ratio > MOST)]
    }
}

impl fmt::Display for Goals<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut table = Table::new(&[
            "mode",
            "code to -Oz -flto",
            "goal",
            "instructions to -O2 -flto",
            "goal",
            "RAM to its goal",
            "bytes of RAM",
            "goal",
        ]);
        let bytes = |bytes: Option<u64>| bytes.map_or_else(|| "-".to_owned(), |bytes| bytes.to_string());
        for mode in &self.0 {
            let ratio = |ratios: &Ratios<'_>| format!("{:.2}", mean(&ratios.all));
            let goal = |ratios: &Ratios<'_>| ratios.goal.map_or_else(String::new, |goal| format!("{goal:.2}"));
            table.row([
                mode.name.to_owned(),
                ratio(&mode.text),
                goal(&mode.text),
                ratio(&mode.instructions),
                goal(&mode.instructions),
                ratio(&mode.ram),
                bytes(mode.bytes),
                bytes(mode.allowed),
            ]);
        }
        writeln!(f, "{table}")?;
        let list = |ratios: &[(f64, &str)]| {
            let ratios: Vec<_> = ratios.iter().map(|(ratio, name)| format!("{name} {ratio:.2}")).collect();
            if ratios.is_empty() { "none".to_owned() } else { ratios.join(", ") }
        };
        for mode in &self.0 {
            for (name, ratios) in mode.figures() {
                writeln!(f, "- {}, {name}: worst {}", mode.name, list(ratios.worst()))?;
                writeln!(f, "  - above {MOST}: {}", list(ratios.above()))?;
            }
        }
        Ok(())
    }
}
