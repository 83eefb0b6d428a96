//! Cases in files: a module's text, with the calls in comments before it. They are cases that once failed, kept as they
//! were found.

use std::fs;
use std::path::Path;

use dissolve_pipeline::codegen::{OptLevel, TrapOrder};
use dissolve_pipeline::targets::{Grow, Target};

use super::batch::{self, BATCH, Failure, Figures};
use super::case::{Call, Case};
use super::features::MEMORY;
use super::shrink::shrink;

/// The prefix of a comment with a call.
const CALL: &str = ";; call ";

/// The text of a case.
///
/// # Errors
///
/// When the module cannot be printed.
pub fn text(failure: &Failure) -> Result<String, String> {
    let Failure { case, reason } = failure;
    let module = wasmprinter::print_bytes(&case.module).map_err(|error| error.to_string())?;
    let reason = reason.replace('\n', "\n;; ");
    let calls: String = case.calls.iter().map(|call| format!("{CALL}{call}\n")).collect();
    Ok(format!(";; {case}: {reason}\n{calls}{module}"))
}

/// Makes a failing case smaller and writes it into a folder, which is created if needed. The file's name is the case's.
///
/// # Errors
///
/// When the file cannot be written.
pub fn keep(failure: &Failure, folder: &Path) -> Result<String, String> {
    let one = |case: &Case| batch::run(vec![case.clone()], case.target, &mut Figures::default());
    let case = shrink(failure.case.clone(), |case| !one(case).is_empty());
    // The reason of the smaller case. A failure that does not happen again when run alone is kept unchanged.
    let smaller = one(&case).pop().unwrap_or_else(|| failure.clone());
    let name = case.name.trim_start_matches('-').replace(' ', "-").replace("--", "");
    let path = folder.join(format!("{name}.wat"));
    let text = text(&smaller)?;
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, text));
    written.map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(format!("{}: {}", path.display(), smaller.reason))
}

/// Reads a file. Returns its name without the extension, the module, and the calls.
fn read(path: &Path) -> Result<(String, Vec<u8>, Vec<Call>), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| failed(&error))?;
    let calls =
        text.lines().filter_map(|line| line.strip_prefix(CALL)).map(str::parse).collect::<Result<Vec<_>, String>>();
    let calls = calls.map_err(|error| failed(&error))?;
    if calls.is_empty() {
        return Err(failed(&"no call"));
    }
    let module = wat::parse_str(&text).map_err(|error| failed(&error))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, module, calls))
}

/// Runs the cases of a folder at every optimization level on each target, against the stock engine.
///
/// # Errors
///
/// When a file cannot be read, or cases fail; then the error describes each difference.
pub fn regressions(folder: &Path, targets: &[Target]) -> Result<Figures, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "wat"));
    paths.sort();
    let files = paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, _>>()?;
    let mut figures = Figures::default();
    let mut failures = Vec::new();
    for &target in targets {
        let cases: Vec<Case> = files
            .iter()
            .flat_map(|(name, module, calls)| {
                let each = |(&opt, (grow, large, trap_order))| Case {
                    name: name.clone(),
                    target,
                    opt,
                    grow,
                    large,
                    trap_order,
                    module: module.clone(),
                    calls: calls.clone(),
                };
                // Alternates both kinds of growth, of modules, and of traps, without all combinations.
                let kinds = [(Grow::Deny, false, TrapOrder::Early), (Grow::Bounded(MEMORY), true, TrapOrder::Exact)];
                OptLevel::ALL.iter().zip(kinds.into_iter().cycle()).map(each)
            })
            .collect();
        for cases in cases.chunks(BATCH) {
            failures.extend(batch::run(cases.to_vec(), target, &mut figures));
        }
    }
    let texts = failures.iter().map(|Failure { case, reason }| {
        format!("{}, {target} -O{opt}: {reason}", case.name, target = case.target, opt = case.opt)
    });
    if failures.is_empty() { Ok(figures) } else { Err(texts.collect::<Vec<_>>().join("\n")) }
}
