//! Golden tests of `dissolve check`. Every folder in `tests/cases/check` is a case: `input.wat`, and the expected
//! output in `report.txt` and `report.json`. `BLESS=1` writes the actual output as the expected one.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::{env, fs};

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = crate::command();
    command.arg("check").args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check");
    let mut cases: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", root.display());
    let failures: Vec<String> =
        cases.iter().flat_map(|case| [compare(case, "text"), compare(case, "json")]).flatten().collect();
    assert!(failures.is_empty(), "{} differences in {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Runs a case in one format. Returns the difference, if there is one.
fn compare(case: &Path, format: &str) -> Option<String> {
    let output = check(case, &["input.wat", "--format", format]);
    let report = String::from_utf8(output.stdout).unwrap();
    let name = case.file_name().unwrap().display();
    let errors = String::from_utf8(output.stderr).unwrap();
    if !errors.is_empty() {
        return Some(format!("{name}: {errors}"));
    }
    let bounded = match format {
        "json" => serde_json::from_str::<serde_json::Value>(&report).unwrap()["bounded"].as_bool().unwrap(),
        _ => report.lines().last().unwrap() == "bounded: no memory.grow is reachable",
    };
    let status = if bounded { 0 } else { 1 };
    if output.status.code() != Some(status) {
        return Some(format!("{name}: {format} tells bounded {bounded} with status {:?}", output.status.code()));
    }
    let path = case.join(if format == "json" { "report.json" } else { "report.txt" });
    if env::var_os("BLESS").is_some() {
        fs::write(path, report).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != report).then(|| format!("{name}: {} differs; got:\n{report}", path.display()))
}

/// A fused module gives the same result as the component from which it was made.
#[test]
fn a_fused_module_is_judged_as_its_component() {
    let folder = tempfile::tempdir().unwrap();
    for case in ["component-with-arena", "component-with-inner-growth"] {
        let input = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check").join(case).join("input.wat");
        fs::copy(input, folder.path().join("input.wat")).unwrap();
        let fused = crate::command()
            .args(["fuse", "input.wat", "-o", "input.fused.wasm"])
            .current_dir(folder.path())
            .status()
            .unwrap();
        assert!(fused.success(), "{case}");
        let [component, module] = ["input.wat", "input.fused.wasm"].map(|file| {
            let output = check(folder.path(), &[file, "--format", "json"]);
            serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
        });
        for part in ["name", "bounded", "imports", "exports", "memories", "growth"] {
            assert_eq!(component[part], module[part], "{case}: {part}");
        }
        assert_eq!(module["kind"], "core-module");
    }
}

/// Invalid input gives exit status 1, an error on standard error, and nothing on standard output, so that scripts can
/// tell it from an input that is not bounded.
#[test]
fn input_that_is_not_valid() {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/check/component-that-grows/input.wat");
    let whole = wat::parse_file(case).unwrap();
    let mut corrupt = whole.clone();
    *corrupt.last_mut().unwrap() ^= 0xff;
    let lying_record = wat::parse_str(r#"(module (@custom "dissolve:interface" "{"))"#).unwrap();
    let lying_component = wat::parse_str(r#"(component (@custom "dissolve:passthrough" "{"))"#).unwrap();
    for (name, contents, message) in [
        ("cut.wasm", &whole[..whole.len() / 2], "the input is no valid WebAssembly: "),
        ("header.wasm", &whole[..3], "ends within the header"),
        ("zeros.wasm", &[0; 4096], "zeros.wasm"),
        ("empty.wasm", &[], "the input is empty"),
        ("typo.wat", b"(module\n  (funk))", "typo.wat:2:4"),
        ("type.wat", br#"(module (func (result i32)))"#, "offset 0x"),
        ("memory.wat", br#"(module (func (drop (memory.grow (i32.const 1)))))"#, "unknown memory 0"),
        ("version.wasm", b"\0asm\x07\0\0\0", "unknown binary version"),
        ("record.wasm", &lying_record, "`dissolve:interface` is malformed"),
        ("passthrough.wasm", &lying_component, "`dissolve:passthrough` is malformed"),
    ] {
        fs::write(folder.path().join(name), contents).unwrap();
        for format in ["text", "json"] {
            fails(folder.path(), &[name, "--format", format], message);
        }
    }
    fails(folder.path(), &["missing.wasm"], "cannot read missing.wasm");
    fails(folder.path(), &["."], "cannot read .");
}

fn fails(folder: &Path, arguments: &[&str], expected: &str) {
    let output = check(folder, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {message}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stdout));
    assert!(message.starts_with("error: ") && message.contains(expected), "{arguments:?}: {message}");
}
