//! Several components to one (contract, section 4).
//!
//! Takes the bytes of components and their names, gives the bytes of one component in which each is an instance of its
//! name. [`compose`] finds out by itself what serves what: a plug serves an import whose name and type one of its exports
//! has. [`compose_document`] follows a `.wac` document. The graph and the encoding are those of `wac-graph`; matching,
//! and telling what does not match, happens here. Nothing is read from or written to files.

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
    /// What the instance is called in reports; usually the file stem.
    pub name: String,
    /// The component, as a binary.
    pub bytes: Vec<u8>,
    /// For a plug, the only import that it serves, by its name, with or without a version; nothing else serves that. None for all
    /// whose names and types fit.
    pub serves: Option<String>,
}

/// A composed component, and how it hangs together.
#[derive(Clone, Debug)]
pub struct Composition {
    /// The component.
    pub bytes: Vec<u8>,
    /// What it was composed of, in the order given.
    pub components: Vec<String>,
    /// Where each import of each component comes from, in the order of `components`.
    pub links: Vec<Link>,
}

/// An import of a component and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The component that imports.
    pub component: String,
    /// The import's name: an interface, or a function of the world itself.
    pub import: String,
    /// Where it comes from.
    pub source: Source,
}

/// Where an import comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Another component's export.
    Component {
        /// That component.
        name: String,
        /// The export, which may be of another, compatible version; none when the import is made of several exports.
        export: Option<String>,
    },
    /// A symbol of the embedder, bound verbatim (contract, section 3).
    Symbol(String),
    /// The embedder: it stays an import.
    Embedder,
}
