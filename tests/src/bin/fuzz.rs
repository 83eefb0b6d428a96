//! Runs any number of random inputs. Started by `cargo xtask fuzz`.
//!
//! `fuzz types [--count N] [--seed S] [--jobs J]`: function types through composed components, against a stock engine.
//! `fuzz worlds [--count N] [--seed S] [--jobs J]`: components through the bindings in Rust and C on this machine, against a stock engine.
//! `fuzz programs [--count N] [--seed S] [--jobs J] [--target T]`: programs in C by csmith, with their statics apart, against a stock engine.
//! `fuzz modules [--count N] [--seed S] [--first I] [--jobs J] [--target T] [--calls N] [--shrink FOLDER]`: core modules
//! natively on chips, or with `--target host` in this process, against a stock engine; cases that differ are made smaller and kept in the folder.
//! `fuzz mutations [--count N] [--seed S] [--first I] [--jobs J]`: changed modules through code generation.
//! `fuzz components [--count N] [--seed S] [--first I] [--jobs J]`: changed components through the fuser.
//! `fuzz asynchronous [--count N] [--seed S] [--first I] [--jobs J]`: the same, mostly for asynchronous components.

use std::process::ExitCode;
use std::time::Instant;

use dissolve_tests::fuzz::{
    CALLS, Campaign, Counting, ModuleSeeds, Modules, Seeds, TARGETS, run_programs, run_types, run_worlds,
};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const USAGE: &str = "usage: fuzz types|worlds|programs|components|asynchronous|modules|mutations [--count N] [--seed S] [--first I] [--jobs J] [--target T] [--calls N] [--shrink FOLDER]";

fn main() -> ExitCode {
    let begin = Instant::now();
    match run(std::env::args().skip(1)) {
        Ok(report) => {
            println!("{report}\n{:.1} s", begin.elapsed().as_secs_f64());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<String, String> {
    let kind = arguments.next().ok_or(USAGE)?;
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let mut campaign = Campaign { seed: 1, first: 0, count: 10_000, jobs };
    let mut targets = TARGETS.to_vec();
    let mut calls = CALLS;
    let mut kept = None;
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("`{option}` takes a value\n{USAGE}"))?;
        match (&*kind, &*option) {
            ("modules" | "programs", "--target") => {
                targets = vec![value.parse()?];
                continue;
            }
            ("modules", "--calls") => {
                calls = value.parse().map_err(|error| format!("`{option} {value}`: {error}\n{USAGE}"))?;
                continue;
            }
            ("modules", "--shrink") => {
                kept = Some(value.into());
                continue;
            }
            _ => {}
        }
        let number: u64 = value.parse().map_err(|error| format!("`{option} {value}`: {error}\n{USAGE}"))?;
        match (&*kind, &*option) {
            (_, "--count") => campaign.count = number,
            (_, "--seed") => campaign.seed = number,
            ("components" | "asynchronous" | "modules" | "mutations", "--first") => campaign.first = number,
            (_, "--jobs") => campaign.jobs = number.try_into().map_err(|_| USAGE)?,
            _ => return Err(format!("there is no option `{option}`\n{USAGE}")),
        }
    }
    match &*kind {
        "types" => Ok(run_types(campaign.seed, campaign.count, campaign.jobs)?.to_string()),
        "programs" => Ok(run_programs(campaign.seed, campaign.count, campaign.jobs, &targets)?.to_string()),
        "worlds" => Ok(run_worlds(campaign.seed, campaign.count, campaign.jobs)?.to_string()),
        "components" | "asynchronous" => {
            let seeds = if kind == "components" { Seeds::new()? } else { Seeds::asynchronous()? };
            println!("{}", seeds.note);
            Ok(campaign.run(&seeds)?.to_string())
        }
        "mutations" => Ok(campaign.run(&ModuleSeeds::new()?)?.to_string()),
        "modules" => Ok(Modules { campaign, targets, calls, kept }.run()?.to_string()),
        _ => Err(USAGE.into()),
    }
}
