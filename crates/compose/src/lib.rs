//! Composes several components to one (contract, section 4).
//!
//! Takes the bytes of components and their names, gives the bytes of one component in which each is an instance with
//! its name. [`compose`] finds the links itself: a plug serves an import if one of the plug's exports has the import's
//! name and type. [`compose_document`] follows a `.wac` document. The graph and the encoding are those of `wac-graph`;
//! matching, and explaining mismatches, happens here. No files are read or written.

mod document;
mod error;
mod explain;
mod nearest;
mod parties;
mod plug;

pub use document::{Package, compose_document, packages};
pub use error::{Clash, Error, Near, NearestImport, Wanted};
pub use plug::compose;

/// A component to compose.
#[derive(Clone, Debug)]
pub struct Input {
    /// The name of the instance in reports; usually the file stem.
    pub name: String,
    /// The component, as a binary.
    pub bytes: Vec<u8>,
    /// For a plug, the name of the only import that it serves, with or without a version; no other plug then serves it.
    /// `None` for all imports that match its exports in name and type.
    pub serves: Option<String>,
}

/// A composed component, and its links.
#[derive(Clone, Debug)]
pub struct Composition {
    /// The component.
    pub bytes: Vec<u8>,
    /// The names of the components, in the order given.
    pub components: Vec<String>,
    /// The source of each import of each component, in the order of `components`.
    pub links: Vec<Link>,
}

/// An import of a component, and its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The component that imports.
    pub component: String,
    /// The import's name: an interface, or a function of the world itself.
    pub import: String,
    /// The source of the import.
    pub source: Source,
}

/// The source of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An export of another component.
    Component {
        /// The name of that component.
        name: String,
        /// The name of the export, which may have another, compatible version; `None` if the import is made of several
        /// exports.
        export: Option<String>,
    },
    /// A symbol of the embedder, bound verbatim (contract, section 3).
    Symbol(String),
    /// The embedder: the import remains an import.
    Embedder,
}
