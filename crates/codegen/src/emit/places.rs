//! The section that tells where the code of a fused program comes from.
//!
//! The line tables have offsets in the fused module. Whoever has only the image, and the address of a trap, finds the component
//! and its own offset by this section, which linkers keep and which takes no room on the chip.

use std::fmt::Write as _;

use dissolve_abi::symbol::PLACES_SECTION;

use super::context::ModuleContext;

/// The number of bytes in a line of assembly.
const LINE: usize = 1024;

impl ModuleContext<'_, '_> {
    /// Appends the section to the module-level assembly, if the module was fused.
    pub fn write_places(&mut self) {
        let Some(line) = self.input.places_line(&self.options.prefix) else { return };
        let mut text = format!(".section {PLACES_SECTION},\"\",%progbits\n");
        for bytes in line.as_bytes().chunks(LINE) {
            writeln!(text, ".ascii \"{}\"", escaped(bytes)).expect("writing to a string");
        }
        self.assembly.push_str(&text);
    }
}

/// The bytes in a string of the assembler: printable characters as they are, others in octal.
fn escaped(bytes: &[u8]) -> String {
    let mut text = String::new();
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend(['\\', byte.into()]),
            b' '..=b'~' => text.push(byte.into()),
            _ => write!(text, "\\{byte:03o}").expect("writing to a string"),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn every_byte_has_a_form_in_the_assembler() {
        assert_eq!(escaped(b"{\"a\": 1}\n"), "{\\\"a\\\": 1}\\012");
        assert_eq!(escaped("\\\u{e9}".as_bytes()), "\\\\\\303\\251");
    }
}
