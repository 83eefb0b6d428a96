//! What can be wrong with a core module that is to become a component.

use crate::CoreName;

/// Why a module did not become a component.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input has no byte.
    #[error("the input is empty; a core module is wanted")]
    Empty,
    /// The input is a component.
    #[error("the input is a component already; `componentize` takes a core module")]
    AlreadyComponent,
    /// The input is no valid core module.
    #[error("the input is no valid core module: {0}")]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// The module carries no metadata of a binding generator.
    #[error(
        "the module does not say which WIT world it implements: it has no `component-type` custom section; generate \
         its bindings with wit-bindgen, or embed a world with `wasm-tools component embed`"
    )]
    NoWorld,
    /// The metadata cannot be read.
    #[error("the module's `component-type` custom section is malformed: {0}; generate the bindings again")]
    World(String),
    /// The reader of worlds, or the encoder, gave up without an error of its own.
    #[error("the module cannot be made a component: the encoder stopped at a check of its own: {0}")]
    Stopped(String),
    /// An import that nothing describes.
    #[error(
        "the module imports the function `{0}`, which its WIT world does not describe; if the embedder provides it, \
         pass `--import-passthrough {0}`"
    )]
    Unmapped(CoreName),
    /// A passthrough import that is no function.
    #[error(
        "the import `{name}` is a {kind}; only functions can be passed through: leave out `--import-passthrough {name}`"
    )]
    NotAFunction {
        /// The import.
        name: CoreName,
        /// What it is.
        kind: &'static str,
    },
    /// A passthrough import whose core type has no WIT type.
    #[error(
        "the import `{name}` cannot be passed through: its type has {what}, which no WIT function has; give it \
        parameters of i32, i64, f32 and f64, and one result at most"
    )]
    Type {
        /// The import.
        name: CoreName,
        /// What is in the way.
        what: String,
    },
    /// A symbol whose extern name is not valid.
    #[error(
        "the import `{name}` cannot be passed through: its extern name would be `{kebab}`, which is not kebab case; rename the \
         symbol"
    )]
    NotKebab {
        /// The import.
        name: CoreName,
        /// What the transform gives.
        kebab: String,
    },
    /// Two imports with one extern name.
    #[error(
        "the imports `{first}` and `{second}` would both have the extern name `{kebab}`; rename one of the symbols"
    )]
    Collision {
        /// The first of them.
        first: CoreName,
        /// The second.
        second: CoreName,
        /// The name they share.
        kebab: String,
    },
    /// A passthrough import whose extern name, or module name, the world uses itself.
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
    /// The arena's import is to be bound and to pass through.
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
    /// The encoder's output was not understood.
    #[error("the encoded component has no instance that passes `{0}` to the module")]
    Restore(String),
}
