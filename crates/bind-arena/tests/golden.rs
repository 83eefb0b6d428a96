//! Golden tests. Every folder in `tests/cases` is a case: `module.wat`, and the size of the arena in `size.txt` if it
//! is not 4096. The expected result is `bound.wat`, without the bodies of the arena's functions, or the message in
//! `error.txt`. `BLESS=1` writes the actual result as the expected one.

use std::fs;
use std::path::Path;

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    dissolve_golden::cases(&root, "bound.wat", |case| {
        let module = wat::parse_file(case.join("module.wat")).unwrap();
        let size = fs::read_to_string(case.join("size.txt")).map_or(4096, |size| size.trim().parse().unwrap());
        let bound = dissolve_bind_arena::bind(&module, size).map_err(|error| error.to_string())?;
        Ok(without_bodies(&wasmprinter::print_bytes(&bound.bytes).unwrap()))
    });
}

/// Replaces the bodies of the arena's functions by `...`, since they are those of `arena_realloc.wat`.
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
