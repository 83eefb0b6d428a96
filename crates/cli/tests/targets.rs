//! Checks that `dissolve targets` prints `tests/cases/targets/output.txt`, and `dissolve boards` `tests/cases/boards/output.txt`.
//! `BLESS=1` writes the actual output as the expected one.

use std::path::Path;
use std::process::Output;
use std::{env, fs};

fn dissolve(arguments: &[&str]) -> Output {
    crate::command().args(arguments).output().unwrap()
}

#[test]
fn the_tables() {
    for command in ["targets", "boards"] {
        let output = dissolve(&[command]);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let table = String::from_utf8(output.stdout).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(command).join("output.txt");
        if env::var_os("BLESS").is_some() {
            fs::write(path, table).unwrap();
            continue;
        }
        assert_eq!(table, fs::read_to_string(path).unwrap(), "run with BLESS=1 to accept the new table");
    }
}

/// The file of a board, saved, is a board: of the same name, and with the same image.
#[test]
fn the_file_of_a_board_is_a_start_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let [file, module] = ["my.toml", "m.wat"].map(|name| folder.path().join(name).display().to_string());
    fs::write(&module, r#"(module (func (export "seven") (result i32) (i32.const 7)))"#).unwrap();
    let printed = dissolve(&["boards", "mps2-an386"]);
    assert!(printed.status.success(), "{printed:?}");
    fs::write(&file, &printed.stdout).unwrap();
    assert_eq!(dissolve(&["boards", &file]).stdout, printed.stdout);
    let run = dissolve(&["run", &module, "--board", &file, "--invoke", "seven()"]);
    assert_eq!(String::from_utf8(run.stdout).unwrap(), "7\n", "{}", String::from_utf8_lossy(&run.stderr));
    let unknown = String::from_utf8(dissolve(&["boards", "mps2"]).stderr).unwrap();
    assert!(unknown.contains("there is no board `mps2`"), "{unknown}");
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
