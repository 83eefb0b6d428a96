//! Every folder in `tests/cases` is a case. The first line of its `module.wat` says what the case shows; the second
//! line may have options; the target is a Cortex-M3 unless they name another. Beside it are the expected texts:
//! `expected.ll`, LLVM IR before optimization, and `expected.s`, the assembly; or the error message in `error.txt`.
//! `BLESS=1` writes the actual texts as the expected ones.
//!
//! Other versions of LLVM write other text, so the cases hold for the version that dissolve is built with by default.

use std::fs;
use std::path::{Path, PathBuf};

use dissolve_codegen::{Grow, Listing, Options, Target, list};

#[test]
fn llvm_ir() {
    cases("expected.ll", Listing::Unoptimized);
}

#[test]
fn assembly() {
    cases("expected.s", Listing::Assembly);
}

fn cases(output: &str, listing: Listing) {
    if !cfg!(feature = "llvm22") {
        println!("not compared: what is expected is of LLVM 22");
        return;
    }
    dissolve_golden::cases(&root(), output, |case| {
        let text = fs::read_to_string(case.join("module.wat")).unwrap();
        let module = wat::parse_str(&text).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        let options =
            options(text.lines().nth(1).and_then(|line| line.strip_prefix(";; options: ")).unwrap_or_default());
        let text = list(&module, listing, &options).map_err(|error| error.to_string())?;
        // Nothing depends on the order of a hash map, which differs from run to run.
        assert_eq!(list(&module, listing, &options).unwrap(), text, "{}: compiled again", case.display());
        Ok(text)
    });
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// Parses options as `dissolve compile` has them; sizes are in bytes.
fn options(line: &str) -> Options {
    let mut options = Options::new("cortex-m3".parse::<Target>().unwrap(), "m");
    let words: Vec<&str> = line.split_whitespace().collect();
    for pair in words.chunks(2) {
        let [option, value] = pair else { panic!("`{line}`: an option without a value") };
        match *option {
            "--target" => options.target = value.parse().unwrap(),
            "--bounds" => options.bounds = value.parse().unwrap(),
            "--stack" => options.stack = value.parse().unwrap(),
            "--arena" => options.arena = value.parse().unwrap(),
            "--arena-descriptor" => options.arena_descriptor = value.parse().unwrap(),
            "-O" => options.opt = value.parse().unwrap(),
            "--grow" => {
                options.grow = match value.split_once('=') {
                    None if *value == "deny" => Grow::Deny,
                    Some(("bounded", size)) => Grow::Bounded(size.parse().unwrap()),
                    _ => panic!("`{value}` is no growth mode"),
                }
            }
            _ => panic!("there is no option `{option}`"),
        }
    }
    options
}
