//! Checks how deep components are nested in each other, and component and instance types in each other.
//!
//! Reads without recursion, so that later code may recurse. Malformed input is left to the validator, which reports it.

use wasmparser::{BinaryReader, ComponentType, ComponentTypeDeclaration, Parser, Payload, Result};

/// The maximum depth of nesting.
const MAX: usize = 100;

/// Components or types are nested too deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("at offset {offset:#x}, components or types are nested more than {MAX} deep")]
pub struct TooDeep {
    /// The offset of the first component or type that is too deep, in bytes from the start of the input.
    pub offset: usize,
}

/// The first bytes of component and instance types, and of a declaration that contains a type (Component Model,
/// *Binary*).
const COMPONENT_TYPE: u8 = 0x41;
const INSTANCE_TYPE: u8 = 0x42;
const TYPE_DECLARATION: u8 = 0x01;

/// Checks that components and their types are not nested deeper than recursive readers can handle.
///
/// # Errors
///
/// When they are nested too deep.
pub fn check_nesting(bytes: &[u8]) -> std::result::Result<(), TooDeep> {
    check_within(bytes, MAX)
}

fn check_within(bytes: &[u8], max: usize) -> std::result::Result<(), TooDeep> {
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::ComponentSection { unchecked_range, .. } => {
                depth += 1;
                if depth > max {
                    return Err(TooDeep { offset: unchecked_range.start });
                }
            }
            Payload::ModuleSection { .. } => depth += 1,
            // The end of the outermost component is reported as well.
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentTypeSection(section) => {
                let range = section.range();
                let reader = BinaryReader::new(&bytes[range.clone()], range.start);
                if let Ok(Some(offset)) = too_deep(reader, max) {
                    return Err(TooDeep { offset });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// The offset at which a type section's types are nested too deep, if they are.
fn too_deep(mut reader: BinaryReader<'_>, max: usize) -> Result<Option<usize>> {
    // The number of declarations to read for each open type. The first entry is for the section's types.
    let mut open = vec![reader.read_var_u32()?];
    while let Some(left) = open.last_mut() {
        let Some(now_left) = left.checked_sub(1) else {
            open.pop();
            continue;
        };
        *left = now_left;
        if open.len() > 1 {
            let mut ahead = reader.clone();
            if ahead.read_u8()? != TYPE_DECLARATION {
                // It may contain a core type, which cannot nest further.
                reader.read::<ComponentTypeDeclaration<'_>>()?;
                continue;
            }
            reader = ahead;
        }
        let mut ahead = reader.clone();
        if matches!(ahead.read_u8()?, COMPONENT_TYPE | INSTANCE_TYPE) {
            if open.len() > max {
                return Ok(Some(reader.original_position()));
            }
            open.push(ahead.read_var_u32()?);
            reader = ahead;
        } else {
            reader.read::<ComponentType<'_>>()?;
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(text: &str) -> std::result::Result<(), TooDeep> {
        // The text parser has its own, lower limit.
        check_within(&wat::parse_str(text).unwrap(), 20)
    }

    #[test]
    fn declarations_around_a_type_are_read_past() {
        let deep = format!("{}(type (component)){}", "(type (component ".repeat(18), "))".repeat(18));
        let before = r#"
            (core type (module (import "" "" (func)) (type (func)) (export "" (func (type 0)))))
            (type (record (field "a" u8)))
            (alias outer 0 0 (type))
            (import "a" (func (param "x" u8) (result (list u8))))
            (export "b" (func))
            (type (func (param "x" (tuple u8 string))))"#;
        assert_eq!(limit(&format!("(component (type (component {before} {deep})))")), Ok(()));
        let deeper = format!("(component (type (component {before} (type (instance)) (type (component {deep})))))");
        assert!(matches!(limit(&deeper), Err(TooDeep { .. })));
    }

    /// Nesting exactly as deep as the limit is accepted, for each way to nest. Modules do not count.
    #[test]
    fn as_deep_as_the_limit_is_deep_enough() {
        let binary = |sections: &[u8]| [b"\0asm\x0d\0\x01\0", sections].concat();
        let section = |id: u8, body: &[u8]| {
            let mut bytes = vec![id, body.len() as u8 | 0x80, (body.len() >> 7) as u8];
            bytes.extend(body);
            bytes
        };
        let nested = |depth: usize| (0..depth).fold(binary(&[]), |inner, _| binary(&section(4, &inner)));
        assert_eq!(check_nesting(&nested(MAX)), Ok(()));
        // The innermost component begins after one header, and one section header, for each component around it.
        assert_eq!(check_nesting(&nested(MAX + 1)), Err(TooDeep { offset: (MAX + 1) * (8 + 3) }));
        let with_module =
            (0..MAX).fold(binary(&section(1, b"\0asm\x01\0\0\0")), |inner, _| binary(&section(4, &inner)));
        assert_eq!(check_nesting(&with_module), Ok(()));
        // The end of a preceding module is not the end of the component around both.
        let module = section(1, b"\0asm\x01\0\0\0");
        let after_modules =
            (0..=MAX).fold(binary(&[]), |inner, _| binary(&[&module[..], &section(4, &inner)].concat()));
        assert!(check_nesting(&after_modules).is_err());
        for kind in [COMPONENT_TYPE, INSTANCE_TYPE] {
            // A type with one declaration, which is again such a type, and so on. The last one has none.
            let types = |depth: usize| {
                let mut body = vec![1, kind];
                (1..depth).for_each(|_| body.extend([1, TYPE_DECLARATION, kind]));
                body.push(0);
                binary(&section(7, &body))
            };
            assert_eq!(check_nesting(&types(MAX)), Ok(()));
            // The offset is that of the type that is too deep.
            assert_eq!(check_nesting(&types(MAX + 1)), Err(TooDeep { offset: 8 + 3 + 1 + 3 * MAX }));
        }
    }

    #[test]
    fn nesting_is_not_length() {
        let many = "(type (component (type (instance (type (component))))))".repeat(1000);
        assert_eq!(limit(&format!("(component {many} {})", "(component (core module))".repeat(500))), Ok(()));
    }
}
