//! Renames imports of a core module. Everything else stays unchanged.

use std::borrow::Cow;

use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{ImportSection, Module, RawSection};
use wasmparser::{Import, Parser, Payload};

/// Returns the module with each import renamed to the module and field name that `name` returns for it; `None` keeps
/// its names.
///
/// # Errors
///
/// When the module is malformed.
pub fn imports(
    module: &[u8],
    mut name: impl FnMut(&Import<'_>) -> Option<(String, String)>,
) -> wasmparser::Result<Vec<u8>> {
    let mut output = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if let Payload::ImportSection(section) = &payload {
            let mut renamed = ImportSection::new();
            for import in section.clone().into_imports() {
                let import = import?;
                let (module, field) = match name(&import) {
                    Some((module, field)) => (Cow::Owned(module), Cow::Owned(field)),
                    None => (Cow::Borrowed(import.module), Cow::Borrowed(import.name)),
                };
                let ty =
                    RoundtripReencoder.entity_type(import.ty).expect("an import type is encoded as it was decoded");
                renamed.import(&module, &field, ty);
            }
            output.section(&renamed);
        } else if let Some((id, range)) = payload.as_section() {
            output.section(&RawSection { id, data: &module[range] });
        }
    }
    Ok(output.finish())
}
