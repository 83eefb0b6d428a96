//! `dissolve_guest::generate!` without a mode expands to the same code as `wit_bindgen::generate!`, byte for byte: the
//! compiler expands the same invocations with either macro. Also compares the macro's errors as the compiler shows
//! them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs the compiler on the package `expansion`, with these flags.
fn rustc(features: &[&str], flags: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expansion");
    let mut command = Command::new(env!("CARGO"));
    command.args(["rustc", "--quiet", "--profile", "check", "--lib", "--target-dir"]).arg(target());
    command.args(features.iter().flat_map(|feature| ["--features", feature])).arg("--").args(flags);
    // Printing expanded source is an unstable feature.
    command.env("RUSTC_BOOTSTRAP", "1").current_dir(folder);
    command.output().unwrap()
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("expansion")
}

fn expanded(features: &[&str]) -> String {
    let output = rustc(features, &["-Zunpretty=expanded"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn without_a_mode_the_bindings_are_the_stock_ones() {
    let import = |krate: &str| format!("use {krate}::generate;\n");
    let (stock, ours) = (expanded(&[]), expanded(&["bounded"]));
    assert!(stock.contains(&import("wit_bindgen")) && ours.contains(&import("dissolve_guest")));
    assert_eq!(ours.replace(&import("dissolve_guest"), &import("wit_bindgen")), stock);
    assert!(stock.len() > 50_000, "{} bytes are not all the bindings", stock.len());
}

#[test]
fn mistakes_are_compile_errors_that_point_at_the_argument() {
    let cases = [
        (
            "wrong-mode",
            r#"`heap` is no mode: choose `static-arena`, `extern-arena` or `omit`"#,
            r#"cabi_realloc: "heap""#,
            "^^^^^^",
        ),
        ("size-of-zero", "an arena of 0 bytes holds no block: it takes 24 at least", "arena_size: 0 }", "^"),
        (
            "size-of-no-chip",
            "no microcontroller has room for an arena of 1_000_000_000 bytes (16 MiB at most)",
            "arena_size: 1_000_000_000",
            "^^^^^^^^^^^^^",
        ),
        (
            "computed-zero",
            "an arena of this size holds no block: it takes 24 bytes at least",
            "arena_size: 2 - 2",
            "^^^^^",
        ),
        ("not-flat", "the world `w` needs an allocator, so `omit` is not for it:", r#"cabi_realloc: "omit""#, "^^^^^^"),
    ];
    for (feature, message, argument, carets) in cases {
        let output = rustc(&[feature], &[]);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(message), "{feature}: {text}");
        let lines = text.lines().collect::<Vec<_>>();
        let shown = lines.windows(2).find(|pair| pair[0].contains(argument));
        let [source, pointer] = shown.unwrap_or_else(|| panic!("{feature} does not show the argument: {text}")) else {
            unreachable!("windows of two");
        };
        let value = argument.split(": ").nth(1).unwrap().trim_end_matches(" }");
        let (at, shown_at) = (source.rfind(value).unwrap(), pointer.find('^').unwrap_or_else(|| panic!("{text}")));
        assert_eq!(at, shown_at, "{feature}: {text}");
        assert!(pointer.contains(carets), "{feature}: {text}");
    }
    let text = String::from_utf8(rustc(&["not-flat"], &[]).stderr).unwrap();
    assert!(text.contains("parameter `name` of export `greet` has a string"), "{text}");
}
