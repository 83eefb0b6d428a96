//! Imports and exports that give an interface another name, encoded as `[implements=<ns:pkg/iface>]name`.
//!
//! The Component Model has such names too, with the interface as an attribute beside the name; that encoding is read.
//! The validator in use does not know the encoding here, and would report an invalid name.

use std::fmt;

use wasmparser::{Parser, Payload};

/// An import or export that gives an interface another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implements {
    /// The encoded name, with the interface.
    pub name: String,
    /// The interface.
    pub interface: String,
    /// The other name.
    pub label: String,
}

impl fmt::Display for Implements {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Implements { name, interface, label } = self;
        write!(
            f,
            "`{name}` is the interface `{interface}` under a name of its own, in an encoding that is not read; make the component \
             again with tools that write it as `\"{label}\" (implements \"{interface}\")`, or in WIT write out what `{label}` is \
             (`{label}: interface {{ … }}`) in place of `{label}: {interface}`"
        )
    }
}

/// The first such import or export of a component, or of a component inside it.
pub fn implements(component: &[u8]) -> Option<Implements> {
    for payload in Parser::new(0).parse_all(component) {
        let found = match payload.ok()? {
            Payload::ComponentImportSection(section) => {
                section.into_iter().map_while(Result::ok).find_map(|import| read(import.name.name))
            }
            Payload::ComponentExportSection(section) => {
                section.into_iter().map_while(Result::ok).find_map(|export| read(export.name.name))
            }
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn read(name: &str) -> Option<Implements> {
    let (interface, label) = name.strip_prefix("[implements=<")?.split_once(">]")?;
    Some(Implements { name: name.to_owned(), interface: interface.to_owned(), label: label.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_such_name_is_found() {
        let of = |text: &str| implements(&wat::parse_str(text).unwrap());
        let name = "[implements=<a:b/c>]d";
        let found = Implements { name: name.into(), interface: "a:b/c".into(), label: "d".into() };
        for text in [
            format!(r#"(component (import "{name}" (instance)))"#),
            format!(r#"(component (import "x" (instance)) (import "{name}" (instance)) (import "y" (instance)))"#),
            format!(r#"(component (import "x" (instance)) (export "{name}" (instance 0)))"#),
            format!(r#"(component (component (import "{name}" (instance))))"#),
        ] {
            assert_eq!(of(&text).as_ref(), Some(&found), "{text}");
        }
        assert_eq!(of(r#"(component (import "x" (instance)) (export "y" (instance 0)))"#), None);
        assert_eq!(read("[implements=<a:b/c>"), None);
        let text = found.to_string();
        assert!(text.starts_with("`[implements=<a:b/c>]d` is the interface `a:b/c` under a name of its own"), "{text}");
        assert!(text.contains("write out what `d` is (`d: interface {"), "{text}");
    }
}
