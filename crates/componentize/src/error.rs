//! The errors of making a component of a core module.

use dissolve_interface::Defect;

use crate::CoreName;

/// The reason why a module did not become a component.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is empty.
    #[error("the input is empty; a core module is wanted")]
    Empty,
    /// The input is a component.
    #[error("the input is a component already; `componentize` takes a core module")]
    AlreadyComponent,
    /// The input is not a valid core module.
    #[error("the input is no valid core module: {0}")]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// The module has no metadata of a binding generator.
    #[error(
        "the module does not say which WIT world it implements: it has no `component-type` custom section; generate \
         its bindings with wit-bindgen, or embed a world with `wasm-tools component embed`"
    )]
    NoWorld,
    /// The metadata cannot be read.
    #[error("the module's `component-type` custom section is malformed: {0}; generate the bindings again")]
    World(String),
    /// The reader of worlds, or the encoder, ended with a failed assertion.
    #[error("the module cannot be made a component: the encoder stopped at a check of its own: {0}")]
    Stopped(String),
    /// The world does not describe an import.
    #[error(
        "the module imports the function `{0}`, which its WIT world does not describe; if the embedder provides it, \
         pass `--import-passthrough {0}`"
    )]
    Unmapped(CoreName),
    /// A passthrough import is not a function.
    #[error(
        "the import `{name}` is a {kind}; only functions can be passed through: leave out `--import-passthrough {name}`"
    )]
    NotAFunction {
        /// The import.
        name: CoreName,
        /// The kind of the import.
        kind: &'static str,
    },
    /// The core type of a passthrough import has no equivalent in WIT.
    #[error(
        "the import `{name}` cannot be passed through: its type has {what}, which no WIT function has; give it \
        parameters of i32, i64, f32 and f64, and one result at most"
    )]
    Type {
        /// The import.
        name: CoreName,
        /// The part of the type that WIT does not have.
        what: String,
    },
    /// The extern name of a symbol is not valid.
    #[error(
        "the import `{name}` cannot be passed through: its extern name would be `{kebab}`, which is not kebab case; rename the \
         symbol"
    )]
    NotKebab {
        /// The import.
        name: CoreName,
        /// The extern name made from the symbol.
        kebab: String,
    },
    /// Two imports have the same extern name.
    #[error(
        "the imports `{first}` and `{second}` would both have the extern name `{kebab}`; rename one of the symbols"
    )]
    Collision {
        /// The first import.
        first: CoreName,
        /// The second import.
        second: CoreName,
        /// The name they share.
        kebab: String,
    },
    /// The world already uses the extern name, or the module name, of a passthrough import.
    #[error(
        "the import `{name}` cannot be passed through: the world has an import `{taken}` of its own; rename the symbol, \
        or that import"
    )]
    Taken {
        /// The import.
        name: CoreName,
        /// The name in the world.
        taken: String,
    },
    /// The arena's import is both to be bound and to be passed through.
    #[error(
        "`env::__cabi_arena_realloc` can be bound or passed through, not both: `--bind-arena` leaves no import of it; \
         leave out one of the two"
    )]
    BoundAndPassed,
    /// The arena was not bound.
    #[error(transparent)]
    BindArena(#[from] dissolve_bind_arena::Error),
    /// The encoder refused the module.
    #[error(
        "the module does not fit its WIT world: {0}\n  generate the bindings again from the WIT that the module is to have"
    )]
    Encode(String),
    /// The stage failed, and the input is not to blame.
    #[error("{0}")]
    Defect(#[from] Defect),
}
