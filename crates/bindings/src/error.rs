//! The reasons why no bindings can be generated.

/// A manifest that the bindings cannot express.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A function passes strings in an encoding that the bindings do not have.
    #[error("function `{function}` passes strings in {encoding}; these bindings have UTF-8 only")]
    Encoding {
        /// The function's WIT name.
        function: String,
        /// The encoding.
        encoding: &'static str,
    },
    /// A function has a type that the bindings do not have.
    #[error("function `{function}` has the type `{ty}`: {why}")]
    Type {
        /// The function's WIT name.
        function: String,
        /// The type, as WIT has it.
        ty: String,
        /// The reason.
        why: &'static str,
    },
    /// The manifest lacks something that a function needs.
    #[error("function `{function}` needs {missing}, which the manifest does not have")]
    Missing {
        /// The function's WIT name.
        function: String,
        /// The thing.
        missing: String,
    },
    /// A function of the core module does not have the signature that its WIT type asks for.
    #[error("`{core}` has the signature {actual}; its WIT type asks for {expected}")]
    Signature {
        /// The name of the core export or import.
        core: String,
        /// The signature in the manifest.
        actual: String,
        /// The signature of the canonical ABI.
        expected: String,
    },
}
