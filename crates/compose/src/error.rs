//! Why components were not composed.

use std::fmt;

/// Why components were not composed.
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
        /// What is wrong with it.
        message: String,
    },
    /// An import or export is an interface under a name of its own.
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
        /// What is wrong with it.
        source: dissolve_interface::PassthroughError,
    },
    /// Two inputs have one name.
    #[error("two of the components are called `{0}`; reports could not tell them apart: rename one of the files")]
    SameName(String),
    /// No plug serves an import, though one nearly does.
    #[error(
        "{wanted}, which no plug serves\n  nearest: {near}\n  plug in a component that exports it, or leave it to the \
         embedder in a `.wac` document"
    )]
    NotServed {
        /// The import.
        wanted: Wanted,
        /// The export that is nearest to it.
        near: Box<Near>,
    },
    /// Several plugs serve an import.
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
    /// Plugs need each other.
    #[error(
        "the plugs need each other in a circle:{}\n  components are instantiated one after the other; split one of them",
        circle(.0)
    )]
    Cycle(
        /// The imports along the circle, and the component that exports each.
        Vec<(Wanted, String)>,
    ),
    /// The import that `--plug IMPORT=FILE` names does not exist.
    #[error("no component imports `{serves}`, which the plug `{plug}` is to serve{}", nearest_import(near))]
    NoSuchImport {
        /// The plug.
        plug: String,
        /// What it is to serve.
        serves: String,
        /// The import whose name is nearest.
        near: Option<Box<NearestImport>>,
    },
    /// Nothing imports what a plug exports.
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
        /// The open import whose name is nearest to one of them.
        near: Option<Box<NearestImport>>,
    },
    /// Two components mean different things by one import.
    #[error("{0}")]
    Clash(Box<Clash>),
    /// A document cannot be read, or does not fit its packages.
    #[error("{path}:{line}:{column}: {message}")]
    Document {
        /// What the document is called.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The library that composes gave up without an error of its own.
    #[error("{what}: cannot be composed: the composer stopped at a check of its own: {message}")]
    Stopped {
        /// The input, or the document.
        what: String,
        /// What it had expected.
        message: String,
    },
    /// The composed component is not valid: types, resources among them, do not fit together.
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

/// An export that nearly serves an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Near {
    /// The name is right, the type is not.
    Type {
        /// The component that exports it.
        component: String,
        /// The export's name, which may be of a compatible version.
        export: String,
        /// How the type differs.
        difference: String,
    },
    /// Only the version is wrong.
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

/// An open import that resembles an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearestImport {
    /// The import.
    pub wanted: Wanted,
    /// The export.
    pub export: String,
}

/// An import of one name that two components mean differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// One passes it through to a symbol, the other to another one, or means an import of its world.
    Symbol {
        /// The import's name.
        import: String,
        /// One component and its symbol.
        first: (String, String),
        /// Another component and its symbol; none is a function of its world.
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
        /// How the types differ.
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
