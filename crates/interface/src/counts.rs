//! Checks the number of entries that sections declare.

use wasmparser::{FromReader, Parser, Payload, Result, SectionLimited};

/// Checks that no section of a module or component, or of one inside it, declares more entries than it has bytes.
///
/// An entry takes at least one byte. Readers of a section allocate room for the declared number of entries, so this
/// check comes before validation. Other errors are left to the validator. For a component,
/// [`check_nesting`](crate::check_nesting) must come first, since reading types recurses.
///
/// # Errors
///
/// The error that reading the entries ends with.
pub fn check_counts(bytes: &[u8]) -> Result<()> {
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

/// Reads a section that declares too many entries, up to the error.
fn believe<'a, T: FromReader<'a>>(section: SectionLimited<'a, T>) -> Result<()> {
    if section.count() as usize > section.range().len() {
        for entry in section {
            entry?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_an_entry_for_a_byte_at_most() {
        // A module's export section that declares 65536 entries, and has three.
        let mut module = b"\0asm\x01\0\0\0\x07\x12\x80\x80\x04".to_vec();
        module.extend(b"\x02f0\x00\x04\x02f1\x00\x05\x02f2\x00\x06");
        let error = check_counts(&module).unwrap_err();
        assert!(error.to_string().contains("unexpected end-of-file"), "{error}");
        // As many entries as bytes, though each takes more than one byte.
        let mut full = module.clone();
        full[10..13].copy_from_slice(&[18, 3, b'f']);
        assert!(check_counts(&full).is_ok(), "{full:x?}");
        full[10] = 19;
        assert!(check_counts(&full).is_err(), "{full:x?}");
        // Three entries, with the count encoded in three bytes.
        module[10..13].copy_from_slice(&[0x83, 0x80, 0x00]);
        check_counts(&module).unwrap();
        // A section that is cut off is left to the validator.
        check_counts(&module[..20]).unwrap();
    }

    /// Each kind of section, declaring more entries than bytes, in a module (version and layer as in *Binary*) and in a
    /// component.
    #[test]
    fn no_kind_of_section_is_believed() {
        let with_section = |header: &[u8; 8], id: u8| [header, &[id, 3, 0x80, 0x80, 0x04][..]].concat();
        for id in [1, 2, 3, 4, 5, 6, 7, 9, 11, 13] {
            assert!(check_counts(&with_section(b"\0asm\x01\0\0\0", id)).is_err(), "section {id} of a module");
        }
        for id in [2, 3, 5, 6, 7, 8, 10, 11] {
            assert!(check_counts(&with_section(b"\0asm\x0d\0\x01\0", id)).is_err(), "section {id} of a component");
        }
    }
}
