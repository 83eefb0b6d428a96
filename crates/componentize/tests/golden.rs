//! Golden tests. Every folder in `tests/cases` is a case: `module.wat`, its `world.wit` if it has one, and the names to
//! pass through in `passthrough.txt`, one per line; `bind-arena.txt` has the size of an arena to bind. The expected
//! result is `component.wat`, or the message in `error.txt`. `BLESS=1` writes the actual result as the expected one.

use std::fs;
use std::path::Path;

use dissolve_componentize::{Options, componentize};
use wit_component::StringEncoding;
use wit_parser::Resolve;

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    dissolve_golden::cases(&root, "component.wat", |case| {
        let component = run(case).map_err(|error| error.to_string())?;
        Ok(wasmprinter::print_bytes(component).unwrap())
    });
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
