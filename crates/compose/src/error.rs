//! The errors of composing components.

use std::fmt;

/// The reason why components were not composed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input is a core module.
    #[error("`{0}` is a core module; only components are composed (`dissolve componentize` makes one)")]
    CoreModule(String),
    /// An input is not valid.
    #[error("`{component}` is no valid component: {message}")]
    Invalid {
        /// The input.
        component: String,
        /// The error of the validator.
        message: String,
    },
    /// An import or export gives an interface another name.
    #[error("component `{component}`: {found}")]
    Implements {
        /// The input.
        component: String,
        /// The import or export.
        found: dissolve_interface::Implements,
    },
    /// An input's passthrough record cannot be read.
    #[error("component `{component}`: {source}")]
    Passthrough {
        /// The input.
        component: String,
        /// The error of reading the record.
        source: dissolve_interface::PassthroughError,
    },
    /// Two inputs have the same name.
    #[error("two of the components are called `{0}`; reports could not tell them apart: rename one of the files")]
    SameName(String),
    /// No plug serves an import, but one has a similar export.
    #[error(
        "{wanted}, which no plug serves\n  nearest: {near}\n  plug in a component that exports it, or leave it to the \
         embedder in a `.wac` document"
    )]
    NotServed {
        /// The import.
        wanted: Wanted,
        /// The export that is most similar.
        near: Box<Near>,
    },
    /// Several plugs serve the same import.
    #[error(
        "{wanted}, which several plugs serve:{}\n  plug in only one of them, or say which is meant: `--plug {}=FILE`",
        exports_of(exporters),
        wanted.import
    )]
    Ambiguous {
        /// The import.
        wanted: Wanted,
        /// The plugs and their exports.
        exporters: Vec<(String, String)>,
    },
    /// The plugs depend on each other in a cycle.
    #[error(
        "the plugs need each other in a circle:{}\n  components are instantiated one after the other; split one of them",
        circle(.0)
    )]
    Cycle(
        /// The imports along the cycle, each with the component that exports it.
        Vec<(Wanted, String)>,
    ),
    /// The import that `--plug IMPORT=FILE` names does not exist.
    #[error("no component imports `{serves}`, which the plug `{plug}` is to serve{}", nearest_import(near))]
    NoSuchImport {
        /// The plug.
        plug: String,
        /// The import that it is to serve.
        serves: String,
        /// The import with the most similar name.
        near: Option<Box<NearestImport>>,
    },
    /// No component imports any export of a plug.
    #[error(
        "no component imports anything of the plug `{plug}`\n  it exports {}{}",
        list(exports),
        nearest_import(near)
    )]
    Unused {
        /// The plug.
        plug: String,
        /// Its exports.
        exports: Vec<String>,
        /// The open import whose name is most similar to one of the exports.
        near: Option<Box<NearestImport>>,
    },
    /// Two components give the same import different meanings.
    #[error("{0}")]
    Clash(Box<Clash>),
    /// A document cannot be read, or does not fit its packages.
    #[error("{path}:{line}:{column}: {message}")]
    Document {
        /// The path of the document.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// The error.
        message: String,
    },
    /// A composing library ended with a failed assertion.
    #[error("{what}: cannot be composed: the composer stopped at a check of its own: {message}")]
    Stopped {
        /// The input, or the document.
        what: String,
        /// The message of the failed assertion.
        message: String,
    },
    /// The composed component is not valid: types, such as resources, do not match.
    #[error("the components do not fit together: {0}")]
    DoNotFit(String),
}

/// An import of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The component.
    pub component: String,
    /// The import's name.
    pub import: String,
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "component `{}` imports `{}`", self.component, self.import)
    }
}

/// An export that is similar to an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// The name matches, the type does not.
    Type {
        /// The component that exports it.
        component: String,
        /// The name of the export, which may have a compatible version.
        export: String,
        /// The difference between the types.
        difference: String,
    },
    /// Only the version does not match.
    Version {
        /// The component that exports it.
        component: String,
        /// The export's name.
        export: String,
    },
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Near::Type { component, export, difference } => {
                write!(f, "`{component}` exports `{export}` of another type: {difference}")
            }
            Near::Version { component, export } => {
                write!(f, "`{component}` exports `{export}`, a version that is not compatible")
            }
        }
    }
}

/// An open import with a name similar to an export's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestImport {
    /// The import.
    pub wanted: Wanted,
    /// The export.
    pub export: String,
}

/// An import to which two components give different meanings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// One component passes it through to a symbol; the other passes it through to another symbol, or means an import
    /// of its world.
    Symbol {
        /// The import's name.
        import: String,
        /// One component and its symbol.
        first: (String, String),
        /// Another component and its symbol; `None` for a function of its world.
        second: (String, Option<String>),
    },
    /// The types differ.
    Type {
        /// The import's name.
        import: String,
        /// One component.
        first: String,
        /// Another component.
        second: String,
        /// The difference between the types.
        difference: String,
    },
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Clash::Symbol { import, first: (first, symbol), second: (second, other) } => {
                write!(
                    f,
                    "both `{first}` and `{second}` import `{import}`: for `{first}` it is the symbol `{symbol}`, "
                )?;
                match other {
                    Some(other) => write!(f, "for `{second}` the symbol `{other}`")?,
                    None => write!(f, "for `{second}` a function of its world")?,
                }
                write!(f, "\n  one component has one import of that name: rename one of them")
            }
            Clash::Type { import, first, second, difference } => write!(
                f,
                "both `{first}` and `{second}` import `{import}` of the embedder, with types that do not fit together: \
                 {difference}"
            ),
        }
    }
}

fn exports_of(exporters: &[(String, String)]) -> String {
    exporters.iter().map(|(plug, export)| format!("\n  `{plug}` exports `{export}`")).collect()
}

fn circle(imports: &[(Wanted, String)]) -> String {
    let line = |(wanted, from): &(Wanted, String)| format!("\n  {wanted}, which is of `{from}`");
    imports.iter().map(line).collect()
}

fn list(names: &[String]) -> String {
    match names {
        [] => "nothing".into(),
        _ => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
    }
}

fn nearest_import(near: &Option<Box<NearestImport>>) -> String {
    near.as_ref().map_or_else(String::new, |near| format!("\n  nearest: {}, not `{}`", near.wanted, near.export))
}
