//! Every folder in `tests/cases` is a case. The first line of its `module.wat` says what the case shows; the second
//! line may have options; the target is a Cortex-M3 unless they name another. Beside it are the expected texts:
//! `expected.ll`, LLVM IR before optimization, and `expected.s`, the assembly; or the error message in `error.txt`.
//! `BLESS=1` writes the actual texts as the expected ones.
//!
//! Other versions of LLVM write other text, so the cases hold for the version that dissolve is built with by default.

use std::path::Path;

use dissolve_codegen::{Listing, Options, list};
use dissolve_golden::Input;
use dissolve_targets::Target;

#[test]
fn llvm_ir() {
    cases("expected.ll", Listing::Unoptimized);
}

#[test]
fn assembly() {
    cases("expected.s", Listing::Assembly);
}

fn cases(output: &str, listing: Listing) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    dissolve_golden::cases(&root, output, |case| {
        let Input { binary: module, options } = Input::read(&case.join("module.wat"));
        let options = options_of(&options);
        let text = list(&module, listing, &options).map_err(|error| error.to_string())?;
        // The output must not depend on the order of a hash map, which differs from run to run.
        assert_eq!(list(&module, listing, &options).unwrap(), text, "{}: compiled again", case.display());
        Ok(without_debug_information(&text))
    });
}

/// Cuts off the sections of debug information at the end of an assembly: `expected.ll` has the same as metadata.
fn without_debug_information(text: &str) -> String {
    let kept = text.lines().take_while(|line| !line.starts_with("\t.section\t.debug_"));
    kept.flat_map(|line| [line, "\n"]).collect()
}

/// Converts options of the command `dissolve compile`, with sizes in bytes.
fn options_of(pairs: &[(String, String)]) -> Options {
    let mut options = Options::new("cortex-m3".parse::<Target>().unwrap(), "m");
    for (option, value) in pairs {
        match option.as_str() {
            "--target" => options.target = value.parse().unwrap(),
            "--bounds" => options.bounds = value.parse().unwrap(),
            "--stack" => options.stack = value.parse().unwrap(),
            "--arena" => options.arena = value.parse().unwrap(),
            "--arena-descriptor" => options.arena_descriptor = value.parse().unwrap(),
            "--emit" => options.library = value == "library",
            "--native-stack" => options.own_stack = Some(value.parse().unwrap()),
            "--addresses" => options.addresses = value.parse().unwrap(),
            "--alignment" => options.alignment = value.parse().unwrap(),
            "--constants" => options.constants = value.parse().unwrap(),
            "--trap-order" => options.trap_order = value.parse().unwrap(),
            "--traps" => options.traps = value.parse().unwrap(),
            "-O" => options.opt = value.parse().unwrap(),
            "--grow" => options.grow = value.parse().unwrap(),
            _ => panic!("there is no option `{option}`"),
        }
    }
    options
}
