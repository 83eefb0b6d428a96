//! Checks that `dissolve targets` prints `tests/cases/targets/output.txt`. `BLESS=1` writes the actual output as the
//! expected one.

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

fn dissolve(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dissolve")).args(arguments).output().unwrap()
}

#[test]
fn the_table() {
    let output = dissolve(&["targets"]);
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    let table = String::from_utf8(output.stdout).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/targets/output.txt");
    if env::var_os("BLESS").is_some() {
        return fs::write(path, table).unwrap();
    }
    assert_eq!(table, fs::read_to_string(path).unwrap(), "run with BLESS=1 to accept the new table");
}

#[test]
fn what_is_no_target_and_what_is_not_there_yet() {
    let compile = |option: &str, value: &str| {
        let output = dissolve(&["compile", "nowhere.wat", option, value, "-o", "nowhere.o"]);
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let message = compile("--target", "cortex-a9");
    assert!(message.contains("`cortex-a9` is no target; known are cortex-m0, cortex-m0plus"), "{message}");
    let message = compile("--bounds", "mpu");
    assert!(message.contains("the bounds mode `mpu` is not there yet"), "{message}");
    let message = compile("--bounds", "most");
    assert!(message.contains("`most` is no bounds mode; known are check, none"), "{message}");
}
