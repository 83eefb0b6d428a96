//! The command behind `cargo xtask conformance`: runs the specification's tests on an emulated chip, or the Component
//! Model's, in the files whose path contains the filter, and prints the outcomes.

use std::process::ExitCode;

use dissolve_pipeline::codegen::{Bounds, OptLevel};
use dissolve_pipeline::targets::Target;
use dissolve_tests::conformance::{self, Error, Layout, Report};
use dissolve_tests::spec::{self, Settings};

const USAGE: &str = "\
usage: conformance --target TARGET [--bounds check|none] [-O s|z|2|3] [FILTER]
       conformance component-model [FILTER]";

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let arguments = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let passed = match arguments[..] {
        ["component-model"] => component_model(""),
        ["component-model", filter] => component_model(filter),
        _ => match settings(&arguments) {
            Ok((settings, filter)) => {
                let report = spec::run(settings, filter);
                print(&format!("{}, -O {}, bounds {}", settings.target, settings.opt, settings.bounds), report)
            }
            Err(error) => {
                eprintln!("{error}\n{USAGE}");
                return ExitCode::from(2);
            }
        },
    };
    if passed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn settings<'a>(arguments: &[&'a str]) -> Result<(Settings, &'a str), String> {
    let mut target = None;
    let mut bounds = Bounds::Check;
    let mut opt = OptLevel::Size;
    let mut filter = None;
    let mut arguments = arguments.iter();
    while let Some(&argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` takes a value"));
        match argument {
            "--target" => target = Some(value()?.parse::<Target>()?),
            "-O" => opt = value()?.parse()?,
            "--bounds" => bounds = value()?.parse()?,
            option if option.starts_with('-') => return Err(format!("there is no option `{option}`")),
            text if filter.is_none() => filter = Some(text),
            text => return Err(format!("`{text}` is one filter too many")),
        }
    }
    let target = target.ok_or("`--target` is missing")?;
    Ok((Settings { target, bounds, opt }, filter.unwrap_or_default()))
}

fn component_model(filter: &str) -> bool {
    let folder = match conformance::folder() {
        Ok(folder) => folder,
        Err(message) => {
            eprintln!("{message}");
            return false;
        }
    };
    let run = |&layout: &Layout| print(&format!("{layout} memories"), conformance::run(&folder, filter, layout));
    Layout::ALL.iter().filter(|layout| !run(layout)).count() == 0
}

/// Prints a report. Returns true if nothing failed.
fn print(title: &str, report: Result<Report, Error>) -> bool {
    match report {
        Ok(report) => {
            println!("{title}\n\n{report}");
            report.failures().is_empty()
        }
        Err(error) => {
            eprintln!("{error}");
            false
        }
    }
}
