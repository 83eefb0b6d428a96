//! The numbers of entries that sections say they have.
//!
//! Whoever reads a section makes room for that many before the first one. An entry takes a byte at least, so a number above
//! the section's bytes is a lie; the error is the one that reading the entries ends with. Reading types recurses, so their
//! nesting was checked before.

use wasmparser::{FromReader, Parser, Payload, SectionLimited};

use super::Refusal;

/// Checks a component. What is malformed in other ways is left to the validator.
pub fn check(bytes: &[u8]) -> Result<(), Refusal> {
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::TypeSection(section) => believe(section)?,
            Payload::ImportSection(section) => believe(section)?,
            Payload::FunctionSection(section) => believe(section)?,
            Payload::TableSection(section) => believe(section)?,
            Payload::MemorySection(section) => believe(section)?,
            Payload::TagSection(section) => believe(section)?,
            Payload::GlobalSection(section) => believe(section)?,
            Payload::ExportSection(section) => believe(section)?,
            Payload::ElementSection(section) => believe(section)?,
            Payload::DataSection(section) => believe(section)?,
            Payload::InstanceSection(section) => believe(section)?,
            Payload::CoreTypeSection(section) => believe(section)?,
            Payload::ComponentInstanceSection(section) => believe(section)?,
            Payload::ComponentAliasSection(section) => believe(section)?,
            Payload::ComponentTypeSection(section) => believe(section)?,
            Payload::ComponentCanonicalSection(section) => believe(section)?,
            Payload::ComponentImportSection(section) => believe(section)?,
            Payload::ComponentExportSection(section) => believe(section)?,
            _ => {}
        }
    }
    Ok(())
}

/// Reads a section whose number of entries cannot be right, up to the error.
fn believe<'a, T: FromReader<'a>>(section: SectionLimited<'a, T>) -> Result<(), Refusal> {
    if section.count() as usize > section.range().len() {
        for entry in section {
            entry?;
        }
    }
    Ok(())
}
