//! The reasons why core modules were not linked.

use dissolve_interface::Defect;

/// The reason why core modules were not linked.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// An input is not valid, or uses a feature that cannot be linked.
    #[error("module `{module}` cannot be linked: {source}")]
    Invalid {
        /// The module.
        module: String,
        /// The reason.
        source: wasmparser::BinaryReaderError,
    },
    /// An import has no provider.
    #[error("module `{importer}` imports `{module}::{field}`, but no module before it is linked as `{module}`")]
    NoProvider {
        /// The module that imports.
        importer: String,
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
    },
    /// The provider of an import has no export with its name.
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
    /// The type of an export does not match its import.
    #[error("module `{importer}` imports `{module}::{field}` as {wanted}, but module `{provider}` exports {found}")]
    Type {
        /// The module that imports.
        importer: String,
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// The type that the import asks for.
        wanted: Box<str>,
        /// The module that exports.
        provider: Box<str>,
        /// The type of the export.
        found: Box<str>,
    },
    /// The modules together exceed a limit of a single module.
    #[error("the linked modules are no valid module together: {0}")]
    Whole(#[source] wasmparser::BinaryReaderError),
    /// The stage failed, and the input is not to blame.
    #[error("{0}")]
    Defect(#[from] Defect),
}
