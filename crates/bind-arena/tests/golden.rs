//! Every folder in `tests/cases` is a case: `module.wat`, and the bytes of the arena in `size.txt` if it is not 4096. Beside
//! them is what comes out: `bound.wat`, with the bodies of the arena's functions left out, or the message in `error.txt`.
//! `BLESS=1` writes what came out as what is expected.

use std::path::Path;
use std::{env, fs};

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut failures = Vec::new();
    let mut count = 0;
    for case in fs::read_dir(&root).unwrap() {
        let case = case.unwrap().path();
        count += 1;
        if let Err(message) = check(&case) {
            failures.push(format!("{}: {message}", case.file_name().unwrap().display()));
        }
    }
    assert!(count > 0, "no case in {}", root.display());
    assert!(failures.is_empty(), "{} of {count} cases failed:\n{}", failures.len(), failures.join("\n"));
}

fn check(case: &Path) -> Result<(), String> {
    let module = wat::parse_file(case.join("module.wat")).unwrap();
    let size = fs::read_to_string(case.join("size.txt")).map_or(4096, |size| size.trim().parse().unwrap());
    let (name, actual) = match dissolve_bind_arena::bind(&module, size) {
        Ok(bound) => ("bound.wat", without_bodies(&wasmprinter::print_bytes(&bound.bytes).unwrap())),
        Err(error) => ("error.txt", format!("{error}\n")),
    };
    if env::var_os("BLESS").is_some() {
        for other in ["bound.wat", "error.txt"] {
            // One of the two is absent as a rule.
            let _ = fs::remove_file(case.join(other));
        }
        fs::write(case.join(name), &actual).unwrap();
        return Ok(());
    }
    let expected = fs::read_to_string(case.join(name))
        .map_err(|_| format!("there is no `{name}` to compare with this:\n{actual}"))?;
    if expected == actual { Ok(()) } else { Err(format!("`{name}` differs; got:\n{actual}")) }
}

/// The text with `...` for the bodies of the arena's functions, which are those of `arena_realloc.wat`.
fn without_bodies(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        if inside && line == "  )" {
            inside = false;
            kept.push_str("    ...\n");
        }
        if !inside {
            kept.push_str(line);
            kept.push('\n');
        }
        let starts = ["  (func $arena_", "  (func $__cabi_arena_realloc"];
        inside |= starts.into_iter().any(|start| line.starts_with(start)) && !line.ends_with("))");
    }
    kept
}
