//! The costs of some programs as they are committed, so that a change that makes code larger or slower is seen.

use std::fmt;
use std::str::FromStr;

use dissolve_pipeline::targets::Target;

use crate::Error;
use crate::programs::{self, Aim, Program, Way};

/// The file with the committed costs.
pub const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/baseline.txt");

/// The programs.
const PROGRAMS: [&str; 8] = ["aes", "cbor", "crc", "kalman", "machine", "queue", "sorts", "tree"];

/// The target.
const TARGET: Target = Target::CortexM4F;

/// The ways in which they are compiled.
const WAYS: [Way; 4] =
    [Way::Clang(Aim::Size), Way::Unchecked(Aim::Size), Way::Checked(Aim::Size), Way::Checked(Aim::Speed)];

/// With other versions of the compilers than those of the baseline, a figure may be larger by this factor.
const TOLERANCE: f64 = 1.03;

/// The costs of the programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The version of the C compiler, and of the library that generates code.
    versions: String,
    lines: Vec<Line>,
}

/// A program compiled in one way, and its bytes of code and of RAM, and instructions.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    what: String,
    figures: [u64; 3],
}

/// Measures the programs.
///
/// # Errors
///
/// The errors of [`programs::measure`].
pub fn measure() -> Result<Baseline, Error> {
    let clang = programs::versions().remove("clang-22").flatten().unwrap_or_default();
    let llvm = dissolve_pipeline::codegen::llvm_version().map(|part| part.to_string()).join(".");
    let mut lines = Vec::new();
    for (name, way) in PROGRAMS.iter().flat_map(|name| WAYS.map(|way| (name, way))) {
        let measured = programs::measure(&Program::c(name), TARGET, way);
        let measured = measured.map_err(|error| format!("{name}, {way}: {error}"))?;
        let cost = measured.cost().ok_or_else(|| format!("{name}, {way}: {measured:?}"))?;
        lines.push(Line { what: format!("{name} {way}"), figures: [cost.text, cost.ram(), cost.instructions] });
    }
    Ok(Baseline { versions: format!("{clang}; LLVM {llvm}"), lines })
}

impl Baseline {
    /// The bytes of code of each program: natively, with no access checked, and with every access checked, all for size.
    pub fn code(&self) -> impl Iterator<Item = [u64; 3]> {
        self.lines.chunks(WAYS.len()).map(|ways| [&ways[0], &ways[1], &ways[2]].map(|line| line.figures[0]))
    }

    /// Describes each program whose costs are other ones in `measured`. With other versions of the compilers, only those
    /// that are clearly larger.
    pub fn changes(&self, measured: &Baseline) -> Vec<String> {
        let most = if self.versions == measured.versions { None } else { Some(TOLERANCE) };
        let is_changed = |old: u64, new: u64| match most {
            None => old != new,
            Some(factor) => new as f64 > old as f64 * factor,
        };
        let mut changes = Vec::new();
        for line in &self.lines {
            match measured.lines.iter().find(|new| new.what == line.what) {
                None => changes.push(format!("{}: not measured", line.what)),
                Some(new) if line.figures.iter().zip(new.figures).any(|(&old, new)| is_changed(old, new)) => {
                    changes.push(format!("{}: {:?}, was {:?}", line.what, new.figures, line.figures));
                }
                Some(_) => {}
            }
        }
        let is_new = |line: &&Line| self.lines.iter().all(|old| old.what != line.what);
        changes.extend(measured.lines.iter().filter(is_new).map(|line| format!("{}: not in the baseline", line.what)));
        changes
    }
}

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{TARGET}: program, way, bytes of code, bytes of RAM, instructions", self.versions)?;
        for Line { what, figures: [code, ram, instructions] } in &self.lines {
            writeln!(f, "{what} {code} {ram} {instructions}")?;
        }
        Ok(())
    }
}

impl FromStr for Baseline {
    type Err = Error;

    fn from_str(text: &str) -> Result<Baseline, Error> {
        let (versions, rest) = text.split_once('\n').ok_or("the baseline is empty")?;
        let line = |line: &str| {
            let mut words = line.rsplitn(4, ' ');
            let mut figure = || words.next().and_then(|word| word.parse().ok());
            let (Some(instructions), Some(ram), Some(code)) = (figure(), figure(), figure()) else {
                return Err(format!("`{line}` has no three figures"));
            };
            Ok(Line { what: words.next().unwrap_or_default().to_owned(), figures: [code, ram, instructions] })
        };
        let lines = rest.lines().skip(1).map(line).collect::<Result<_, _>>()?;
        Ok(Baseline { versions: versions.to_owned(), lines })
    }
}
