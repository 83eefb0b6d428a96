//! The numbers of entries that sections say they have.

use wasmparser::{FromReader, Parser, Payload, Result, SectionLimited};

/// Checks that no section of a module or component, or of one inside it, says that it has more entries than bytes.
///
/// An entry takes a byte at least. Whoever reads a section makes room for as many entries as it says, so this comes before
/// validation. What is malformed in other ways is left to that. Of a component, the nesting of types has to be known to be
/// bounded: reading them recurses.
///
/// # Errors
///
/// The one that reading the entries ends with.
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

/// Reads a section whose number of entries cannot be right, up to the error.
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
        // A module's exports: 65536, of which the first three are there.
        let mut module = b"\0asm\x01\0\0\0\x07\x12\x80\x80\x04".to_vec();
        module.extend(b"\x02f0\x00\x04\x02f1\x00\x05\x02f2\x00\x06");
        let error = check_counts(&module).unwrap_err();
        assert!(error.to_string().contains("unexpected end-of-file"), "{error}");
        // As many entries as bytes, each of which takes more.
        let mut full = module.clone();
        full[10..13].copy_from_slice(&[18, 3, b'f']);
        assert!(check_counts(&full).is_ok(), "{full:x?}");
        full[10] = 19;
        assert!(check_counts(&full).is_err(), "{full:x?}");
        // Three, said in three bytes.
        module[10..13].copy_from_slice(&[0x83, 0x80, 0x00]);
        check_counts(&module).unwrap();
        // What ends in the middle is for others to say.
        check_counts(&module[..20]).unwrap();
    }

    /// Each kind of section with more entries than bytes, in a module (versions and layers as in *Binary*) and a component.
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
