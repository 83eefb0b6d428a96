//! Every folder in `tests/cases` is a case: `module.wat`, its `world.wit` where it has one, and the names to pass through
//! in `passthrough.txt`, a line each; `bind-arena.txt` has the size of an arena to bind. Beside them is what comes out: `component.wat`, or the message in `error.txt`.
//! `BLESS=1` writes what came out as what is expected.

use std::path::Path;
use std::{env, fs};

use dissolve_componentize::{Options, componentize};
use wit_component::StringEncoding;
use wit_parser::Resolve;

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
    let (name, actual) = match run(case) {
        Ok(component) => ("component.wat", wasmprinter::print_bytes(component).unwrap()),
        Err(error) => ("error.txt", format!("{error}\n")),
    };
    if env::var_os("BLESS").is_some() {
        for other in ["component.wat", "error.txt"] {
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

fn run(case: &Path) -> Result<Vec<u8>, dissolve_componentize::Error> {
    let mut module = wat::parse_file(case.join("module.wat")).unwrap();
    let wit = case.join("world.wit");
    if wit.exists() {
        let mut resolve = Resolve::default();
        let package = resolve.push_file(wit).unwrap();
        let world = resolve.select_world(&[package], None).unwrap();
        wit_component::embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    }
    let names = fs::read_to_string(case.join("passthrough.txt")).unwrap_or_default();
    let passthrough = names.lines().map(|line| line.parse().unwrap()).collect();
    let bind_arena = fs::read_to_string(case.join("bind-arena.txt")).ok().map(|size| size.trim().parse().unwrap());
    let component = componentize(&module, &Options { passthrough, bind_arena })?;
    wasmparser::Validator::new().validate_all(&component.bytes).expect("the output is a valid component");
    Ok(component.bytes)
}
