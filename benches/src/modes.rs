//! The cost of each mode of allocation: `greet` in all modes, and a guest of numbers with and without the arena.

use std::path::Path;

use dissolve_pipeline::componentize::{Options, componentize};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use wasmparser::{Parser, Payload};

use crate::Error;
use crate::table::Table;

/// The guests, each with its allocation mode, and true if it imports the arena.
const GUESTS: [(&str, &str, bool); 3] = [
    ("greet_stock", "stock bindings, the standard library's allocator", false),
    ("greet_static", "`static-arena`", false),
    ("greet_extern", "`extern-arena`", true),
];

/// The table: bytes of WebAssembly code that the compiler generated, and of the image for Cortex-M4F without the call
/// gate.
///
/// # Errors
///
/// When a guest is not in `folder`, or does not build.
pub fn table(folder: &Path) -> Result<String, Error> {
    let mut table = Table::new(&["guest", "wasm code", "`.text`", "RAM besides stacks"]);
    for (name, title, has_arena) in GUESTS {
        let module = read(folder, name)?;
        let passthrough = if has_arena { vec!["env::__cabi_arena_realloc".parse()?] } else { vec![] };
        let component = componentize(&module, &Options { passthrough, ..Options::default() })?;
        // The stock guest can grow its memory, so it can only be built with growth denied.
        let grow = if name == "greet_stock" { Grow::Deny } else { Grow::Reject };
        let program = Program::load(&component.bytes, name, grow)?;
        let options = BuildOptions { target: Some(Target::CortexM4F), grow, ..BuildOptions::default() };
        let firmware = program.build(&dissolve_pipeline::boards::find("mps2-an386")?, &options)?;
        let report = &firmware.image.report;
        let stacks = [".call_stack", ".handler_stack"].map(|stack| report.ram.bytes_of(stack)).iter().sum::<u64>();
        let ram = report.ram.used - stacks - u64::from(options.stack.bytes());
        table.row([
            title.to_owned(),
            code(&module)?.to_string(),
            report.flash.bytes_of(".text").to_string(),
            ram.to_string(),
        ]);
    }
    let (without, with) = (code(&read(folder, "flat_omit")?)?, code(&read(folder, "flat_extern")?)?);
    Ok(format!("{table}\nA guest of numbers: {without} bytes of code in mode `omit`, {with} in `extern-arena`.\n"))
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let path = folder.join(format!("{name}.wasm"));
    std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// Bytes of a module's code section (WebAssembly 2.0, 5.5.13).
pub fn code(module: &[u8]) -> Result<usize, Error> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionStart { range, .. } = payload? {
            return Ok(range.len());
        }
    }
    Ok(0)
}
