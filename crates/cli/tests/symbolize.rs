//! Tests of `dissolve symbolize`: an image alone explains the address of a trap as `run` does, which has seen it happen.

use std::fs;
use std::path::Path;
use std::process::Output;

/// Two components: `app` divides what the other one gives it.
const PAIR: &str = r#"(component
    (component $divider
        (core module $quotients
            (func $quotient (export "quotient") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1))))
        (core instance $i (instantiate $quotients))
        (func (export "quotient") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "quotient"))))
    (component $app
        (import "quotient" (func $quotient (param "a" u32) (param "b" u32) (result u32)))
        (core func $lowered (canon lower (func $quotient)))
        (core module $main
            (import "" "quotient" (func $quotient (param i32 i32) (result i32)))
            (func (export "average") (param i32 i32) (result i32) (i32.add (i32.const 1) (call $quotient (local.get 0) (local.get 1)))))
        (core instance $imports (export "quotient" (func $lowered)))
        (core instance $i (instantiate $main (with "" (instance $imports))))
        (func (export "average") (param "sum" u32) (param "count" u32) (result u32) (canon lift (core func $i "average"))))
    (instance $d (instantiate $divider))
    (instance $a (instantiate $app (with "quotient" (func $d "quotient"))))
    (export "average" (func $a "average")))"#;

fn dissolve(folder: &Path, arguments: &[&str]) -> Output {
    crate::command().args(arguments).current_dir(folder).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn an_image_alone_explains_a_trap() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pair.wat"), PAIR).unwrap();
    for board in ["mps2-an385", "virt"] {
        let run = dissolve(folder.path(), &["run", "pair.wat", "--board", board, "--invoke", "average(6, 0)"]);
        let report = text(&run.stderr);
        let (_, trap) = report.split_once("trap: ").unwrap_or_else(|| panic!("{report}"));
        let (trap, rest) = trap.split_once(", address ").unwrap();
        assert!(
            trap.starts_with("integer divide by zero in ") && trap.contains("of module `quotients` of component `d`"),
            "{trap}"
        );
        let address = rest.lines().next().unwrap();

        // The image that `run` has made.
        let build = dissolve(folder.path(), &["build", "pair.wat", "--board", board, "--gate", "-o", "pair.elf"]);
        assert!(build.status.success(), "{}", text(&build.stderr));
        let found = dissolve(folder.path(), &["symbolize", "pair.elf", address, "0x10"]);
        let lines: Vec<_> = text(&found.stdout).lines().collect();
        assert!(found.status.success() && lines.len() == 2, "{found:?}");
        assert!(lines[0].starts_with(&format!("{address}: trap: integer divide by zero in ")), "{lines:?}");
        let place = trap.split(", called from").next().unwrap();
        assert!(lines[0].contains(place), "{lines:?} has not {place}");
        assert_eq!(lines[1], "0x00000010: no function of the image is there");
    }
}

#[test]
fn what_is_no_image_and_no_address() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pair.wat"), PAIR).unwrap();
    for (arguments, expected) in [
        (["symbolize", "pair.wat", "0x10"], "pair.wat: the image cannot be read: "),
        (["symbolize", "nowhere.elf", "0x10"], "cannot read nowhere.elf: there is no such file"),
        (["symbolize", "pair.wat", "0x1_0000"], "`0x1_0000` is no address of 32 bits"),
        (["symbolize", "pair.wat", "4294967296"], "`4294967296` is no address of 32 bits"),
    ] {
        let output = dissolve(folder.path(), &arguments);
        assert!(!output.status.success() && text(&output.stderr).contains(expected), "{}", text(&output.stderr));
    }
}
