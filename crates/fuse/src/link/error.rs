//! Why core modules were not linked.

/// Why core modules were not linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// An input is not valid, or uses what cannot be linked.
    #[error("module `{module}` cannot be linked: {source}")]
    Invalid {
        /// The module.
        module: String,
        /// Why.
        source: wasmparser::BinaryReaderError,
    },
    /// Nothing serves an import.
    #[error("module `{importer}` imports `{module}::{field}`, but no module before it is linked as `{module}`")]
    NoProvider {
        /// The module that imports.
        importer: String,
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
    },
    /// What serves an import has nothing of its name.
    #[error("module `{importer}` imports `{module}::{field}`, but module `{provider}` exports no `{field}`")]
    NoExport {
        /// The module that imports.
        importer: String,
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// The module that should export.
        provider: String,
    },
    /// An export is of another type than its import.
    #[error("module `{importer}` imports `{module}::{field}` as {wanted}, but module `{provider}` exports {found}")]
    Type {
        /// The module that imports.
        importer: String,
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// The type that it asks for.
        wanted: Box<str>,
        /// The module that exports.
        provider: Box<str>,
        /// The type that it has.
        found: Box<str>,
    },
    /// The modules together are more than one module can be.
    #[error("the linked modules are no valid module together: {0}")]
    Whole(#[source] wasmparser::BinaryReaderError),
    /// A valid input could not be appended: a defect of the linker.
    #[error("module `{module}` was not linked as it should: {message}")]
    Internal {
        /// The module.
        module: String,
        /// What went wrong.
        message: String,
    },
}

impl LinkError {
    /// Returns true if the error is a defect of dissolve's, and not of the input.
    pub fn is_defect(&self) -> bool {
        matches!(self, LinkError::Internal { .. })
    }
}
