//! Every folder in `tests/cases` is a case: `component.wat`, whose first line says what it shows, and whose second line
//! may have options. The expected output is beside it: `fused.wat`, or the message in `error.txt`. `BLESS=1` writes the
//! actual output as the expected one.
//!
//! After the module come comments: the record of its interface (`dissolve:interface`), and the origins of its code
//! (`dissolve:places`): core modules, seams, a line for all functions, and a line for each instruction with a trap kind of its own.

use std::fmt::Write as _;
use std::path::Path;

use dissolve_fuse::{Options, fuse};
use dissolve_golden::Input;
use dissolve_interface::Places;
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

#[test]
fn cases() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    dissolve_golden::cases(&root, "fused.wat", |case| {
        let Input { binary: component, options } = Input::read(&case.join("component.wat"));
        let options = options_of(&options);
        let fused = fuse(&component, &options).map_err(|error| error.to_string())?;
        // The output must not depend on the order of a hash map, which differs from run to run.
        for _ in 0..4 {
            assert_eq!(fuse(&component, &options).unwrap().bytes, fused.bytes, "{}: fused again", case.display());
        }
        let module = wasmprinter::print_bytes(without_own_sections(&fused.bytes)).unwrap();
        Ok(format!("{module};; {}\n{}", serde_json::to_string(&fused.interface).unwrap(), places(&fused.bytes)))
    });
}

/// The origins of a module's code. Offsets count from the start of the code section's contents.
fn places(bytes: &[u8]) -> String {
    let section = |payload| match payload {
        Payload::CustomSection(section) if section.name() == "dissolve:places" => Some(section.data()),
        _ => None,
    };
    let json = Parser::new(0).parse_all(bytes).find_map(|payload| section(payload.unwrap())).unwrap();
    let places: Places = serde_json::from_slice(json).unwrap();
    let mut text = String::new();
    for (index, module) in places.modules.iter().enumerate() {
        writeln!(text, ";; module {index}: `{}` of `{}`", module.module, module.component).unwrap();
    }
    for (index, seam) in places.seams.iter().enumerate() {
        writeln!(text, ";; seam {index}: {}", serde_json::to_string(seam).unwrap()).unwrap();
    }
    writeln!(text, ";; functions: {}", serde_json::to_string(&places.functions).unwrap()).unwrap();
    for trap in &places.traps {
        writeln!(text, ";; trap at {:#x}: {}, {:?}", trap.offset, trap.kind(), trap.part).unwrap();
    }
    text
}

/// Converts options of the command `dissolve fuse`, with sizes in bytes.
fn options_of(pairs: &[(String, String)]) -> Options {
    let mut options = Options::new("case");
    for (option, value) in pairs {
        match option.as_str() {
            "--memory" => options.memory = value.parse().unwrap(),
            "--handles" => options.handles = value.parse().unwrap(),
            "--stack" => options.stack = value.parse().unwrap(),
            "--bind-arena" => options.bind_arena = Some(value.parse().unwrap()),
            "--grow" => options.grow = (value != "keep").then(|| value.parse().unwrap()),
            _ => panic!("there is no option `{option}`"),
        }
    }
    options
}

/// Returns the module without dissolve's own custom sections.
fn without_own_sections(bytes: &[u8]) -> Vec<u8> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.unwrap();
        if matches!(&payload, Payload::CustomSection(section) if section.name().starts_with("dissolve:")) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            module.section(&RawSection { id, data: &bytes[range] });
        }
    }
    module.finish()
}
