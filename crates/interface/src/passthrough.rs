//! The record that a component carries of its passthrough imports (contract, section 3).

use serde::{Deserialize, Serialize};

/// The custom section of a component that lists its passthrough imports, as a JSON array of [`Passthrough`].
pub const PASSTHROUGH_SECTION: &str = "dissolve:passthrough";

/// A core import that a component passes through to the embedder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passthrough {
    /// The component-level import that stands for it, in kebab case.
    pub name: String,
    /// The core import's module name.
    pub module: String,
    /// The core import's field name, which is the symbol.
    pub field: String,
}

/// The extern name of a passthrough import: leading underscores go, inner ones become dashes, upper case becomes lower.
///
/// The result is not always a valid kebab name; the caller checks it.
pub fn passthrough_name(field: &str) -> String {
    field.trim_start_matches('_').replace('_', "-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::passthrough_name;

    #[test]
    fn names_follow_the_contract() {
        assert_eq!(passthrough_name("__cabi_arena_realloc"), "cabi-arena-realloc");
        assert_eq!(passthrough_name("a_b"), passthrough_name("__a_b"));
        assert_eq!(passthrough_name("___"), "");
    }
}
