//! A binary as a tree of sections. A change inside a section updates the sizes around it.

/// Bytes of the header of a module or component.
const HEADER: usize = 8;

/// The id of a custom section.
pub const CUSTOM: u8 = 0;
const CORE_MODULE: u8 = 1;
const COMPONENT: u8 = 4;

/// The depth to which nested binaries are parsed.
const DEPTH: usize = 24;

/// A module or a component.
#[derive(Clone, Debug)]
pub struct Binary {
    header: [u8; HEADER],
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// The id.
    pub id: u8,
    /// The contents.
    pub body: Body,
}

/// The contents of a section.
#[derive(Clone, Debug)]
pub enum Body {
    /// Contents that are not parsed.
    Bytes(Vec<u8>),
    /// A nested module or component.
    Nested(Binary),
}

impl Binary {
    /// Parses a binary. Returns `None` when the sizes of its sections do not add up.
    pub fn parse(bytes: &[u8]) -> Option<Binary> {
        Binary::parse_within(bytes, DEPTH)
    }

    fn parse_within(bytes: &[u8], depth: usize) -> Option<Binary> {
        let header: [u8; HEADER] = bytes.get(..HEADER)?.try_into().ok()?;
        let is_component = match header {
            [0, b'a', b's', b'm', _, _, 0, 0] => false,
            [0, b'a', b's', b'm', _, _, 1, 0] => true,
            _ => return None,
        };
        let mut rest = &bytes[HEADER..];
        let mut sections = Vec::new();
        while let Some((&id, after)) = rest.split_first() {
            let (size, length) = leb(after)?;
            let body = after.get(length..)?.get(..size as usize)?;
            rest = &after[length + size as usize..];
            let nested = is_component && depth > 0 && matches!(id, CORE_MODULE | COMPONENT);
            let nested = if nested { Binary::parse_within(body, depth - 1) } else { None };
            let body = nested.map_or_else(|| Body::Bytes(body.to_vec()), Body::Nested);
            sections.push(Section { id, body });
        }
        Some(Binary { header, sections })
    }

    /// Encodes the binary.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = self.header.to_vec();
        for section in &self.sections {
            let body = match &section.body {
                Body::Bytes(bytes) => bytes.clone(),
                Body::Nested(binary) => binary.encode(),
            };
            bytes.push(section.id);
            push_leb(&mut bytes, body.len() as u64);
            bytes.extend(body);
        }
        bytes
    }

    /// The number of binaries in the tree, this one included.
    pub fn count(&self) -> usize {
        1 + self.nested().map(Binary::count).sum::<usize>()
    }

    fn nested(&self) -> impl Iterator<Item = &Binary> {
        self.sections.iter().filter_map(|section| match &section.body {
            Body::Nested(binary) => Some(binary),
            Body::Bytes(_) => None,
        })
    }

    /// The binary with this number, which is less than [`Binary::count`], in the order of the tree.
    pub fn find(&mut self, number: usize) -> &mut Binary {
        let mut number = number;
        let mut inner = None;
        if number > 0 {
            number -= 1;
            for (index, section) in self.sections.iter().enumerate() {
                if let Body::Nested(binary) = &section.body {
                    let count = binary.count();
                    if number < count {
                        inner = Some(index);
                        break;
                    }
                    number -= count;
                }
            }
        }
        match inner {
            None => self,
            Some(index) => match &mut self.sections[index].body {
                Body::Nested(binary) => binary.find(number),
                Body::Bytes(_) => unreachable!("it was found to be nested"),
            },
        }
    }

    /// All core modules in the tree, each as a binary.
    pub fn modules(&self) -> Vec<Vec<u8>> {
        let mut modules = if self.header[6] == 0 { vec![self.encode()] } else { Vec::new() };
        modules.extend(self.nested().flat_map(Binary::modules));
        modules
    }
}

/// Reads an unsigned LEB128 number of at most 32 bits. Returns it with its length in bytes.
pub fn leb(bytes: &[u8]) -> Option<(u32, usize)> {
    let mut value = 0u64;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((u32::try_from(value).ok()?, index + 1));
        }
    }
    None
}

/// Appends an unsigned LEB128 number.
pub fn push_leb(bytes: &mut Vec<u8>, value: u64) {
    let mut value = value;
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_the_binary_again() {
        let bytes = wat::parse_str(
            r#"(component
                (component (core module (func)) (component (core module (memory 1)) (export "a" (core module 0))))
                (core module (func (export "f")))
                (core instance (instantiate 0)))"#,
        )
        .unwrap();
        let mut binary = Binary::parse(&bytes).unwrap();
        assert_eq!(binary.encode(), bytes);
        assert_eq!((binary.count(), binary.modules().len()), (6, 3));
        let found: Vec<usize> = (0..6).map(|number| binary.find(number).count()).collect();
        assert_eq!(found, [6, 4, 1, 2, 1, 1]);
        assert!(Binary::parse(&bytes[..bytes.len() - 1]).is_none());
    }
}
