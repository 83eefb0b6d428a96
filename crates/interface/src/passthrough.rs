//! The record of a component's passthrough imports (contract, section 3).

use serde::{Deserialize, Serialize};
use wasmparser::{Parser, Payload};

use crate::{ARENA_FIELD, ARENA_MODULE};

/// The custom section of a component that lists its passthrough imports, as a JSON array of [`Passthrough`].
pub const PASSTHROUGH_SECTION: &str = "dissolve:passthrough";

/// A core import that a component passes through to the embedder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passthrough {
    /// The name of the component-level import that represents it, in kebab case.
    pub name: String,
    /// The core import's module name.
    pub module: String,
    /// The core import's field name, which is the symbol in the embedder.
    pub field: String,
}

impl Passthrough {
    /// Returns true if the import is the arena's: its symbol decides, as in [`crate::arena_memory`].
    pub fn is_arena(&self) -> bool {
        self.field == ARENA_FIELD
    }
}

/// The extern name of a passthrough import: leading underscores are removed, others become dashes, upper case becomes
/// lower case.
///
/// The result is not always a valid kebab name; the caller checks it.
pub fn passthrough_name(field: &str) -> String {
    field.trim_start_matches('_').replace('_', "-").to_lowercase()
}

/// A passthrough record that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum PassthroughError {
    /// The component itself is malformed.
    #[error("the component is malformed: {0}")]
    Component(#[from] wasmparser::BinaryReaderError),
    /// The section is not a record.
    #[error("its custom section `{PASSTHROUGH_SECTION}` is malformed: {0}")]
    Record(#[from] serde_json::Error),
}

/// The passthrough records of a component and of the components inside it. An import named `cabi-arena-realloc` that is
/// in no record counts as the arena.
///
/// # Errors
///
/// When the component is malformed, or a record in it.
pub fn passthrough_record(component: &[u8]) -> Result<Vec<Passthrough>, PassthroughError> {
    let mut record: Vec<Passthrough> = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::CustomSection(section) = payload?
            && section.name() == PASSTHROUGH_SECTION
        {
            let entries: Vec<Passthrough> = serde_json::from_slice(section.data())?;
            record.extend(entries);
        }
    }
    let arena = passthrough_name(ARENA_FIELD);
    if !record.iter().any(|entry| entry.name == arena) {
        record.push(Passthrough { name: arena, module: ARENA_MODULE.into(), field: ARENA_FIELD.into() });
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_contract() {
        assert_eq!(passthrough_name("__cabi_arena_realloc"), "cabi-arena-realloc");
        assert_eq!(passthrough_name("a_b"), passthrough_name("__a_b"));
        assert_eq!(passthrough_name("Read_ADC"), "read-adc");
        assert_eq!(passthrough_name("___"), "");
    }

    /// A component with a record, and a component inside it with another record.
    fn component(outer: &str, inner: &str) -> Vec<u8> {
        let section = |record: &str| format!("(@custom \"{PASSTHROUGH_SECTION}\" {record:?})");
        let text = format!("(component {} (component {}) (@custom \"other\" \"[\"))", section(outer), section(inner));
        wat::parse_str(text).unwrap()
    }

    #[test]
    fn records_are_gathered_from_all_components() {
        let entry = |name: &str| Passthrough { name: name.into(), module: "m".into(), field: name.into() };
        let json =
            |names: &[&str]| serde_json::to_string(&names.iter().map(|name| entry(name)).collect::<Vec<_>>()).unwrap();
        let arena =
            Passthrough { name: "cabi-arena-realloc".into(), module: ARENA_MODULE.into(), field: ARENA_FIELD.into() };
        let found = passthrough_record(&component(&json(&["a", "b"]), &json(&["c"]))).unwrap();
        assert_eq!(found, [entry("a"), entry("b"), entry("c"), arena.clone()]);
        // A record that defines that import takes precedence.
        let own = passthrough_record(&component(&json(&["cabi-arena-realloc"]), "[]")).unwrap();
        assert_eq!(own, [entry("cabi-arena-realloc")]);
        assert_eq!(passthrough_record(&wat::parse_str("(component)").unwrap()).unwrap(), [arena]);
        let error = passthrough_record(&component("[", "[]")).unwrap_err();
        assert!(matches!(error, PassthroughError::Record(_)), "{error}");
        let cut = component("[]", "[]");
        let error = passthrough_record(&cut[..cut.len() - 3]).unwrap_err();
        assert!(matches!(error, PassthroughError::Component(_)), "{error}");
    }
}
