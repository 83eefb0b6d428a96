//! Validation, and limits on the input.
//!
//! Takes the component's bytes; gives its instances, or an error. Later readers of a component recurse where it nests,
//! compute sizes with 32 bits, and repeat an instance's parts each time that it is instantiated: a few bytes of
//! input would be enough to overflow a stack or a number, or to fill any memory.
//!
//! - [`check_nesting`]: limits components in components and types in types, before anything else reads them.
//! - [`check_counts`]: no section may declare more entries than it has bytes.
//! - The validator, and with it [`sizes`] of values and [`labels`] of types that must match.
//! - [`instances`]: limits the instances and the code, counted once everything is instantiated.
//! - [`parts`]: limits the types that are passed between components, when the adapters have been generated.

mod instances;
mod labels;
mod parts;
mod sizes;

pub use self::parts::Wide;

use dissolve_interface::{TooDeep, check_counts, check_nesting};
use dissolve_reach::Stage;
use dissolve_wasm::Module;
use wasmparser::{BinaryReaderError, Payload, Validator, WasmFeatures};

use crate::instances::Instance;
use crate::validate::{Stopped, validate as validate_module, validate_watched};
use crate::{Error, MemoryMode, Options};

/// A limit that a component exceeds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Limit {
    /// The depth of components or types in each other.
    #[error(transparent)]
    Nesting(TooDeep),
    /// The size of a value (Component Model, *CanonicalABI*, element size).
    #[error(
        "the section at offset {offset:#x} has a type whose value exceeds maximum byte size: less than {max:#x} bytes can be \
         passed",
        max = sizes::MAX
    )]
    ValueSize {
        /// The offset of its section, in bytes from the start of the component.
        offset: usize,
    },
    /// The number of parts of a type that one component passes to another.
    #[error(
        "{0} is passed from one component to another, and {max} are the most that a type can have there; make it of several \
         smaller types, each a part of it",
        max = parts::MAX
    )]
    Parts(parts::Wide),
    /// The number of instances, counted once everything is instantiated.
    #[error(
        "it has more than {max} instances and definitions in them, counting those of a component each time that it is \
         instantiated",
        max = instances::MAX
    )]
    Instances,
    /// The size of the code, counted once everything is instantiated.
    #[error(
        "its core modules have more than {max} bytes together, counting a module each time that it is instantiated",
        max = instances::MAX_CODE
    )]
    Code,
    /// The number of memories of the fused module.
    #[error("fused, it has more than {max} memories; `--memory shared` makes them one", max = MAX_PLACES)]
    Memories,
    /// The number of tables of the fused module.
    #[error("fused, it has more than {max} tables", max = MAX_PLACES)]
    Tables,
}

/// The number of memories, and of tables, that engines accept in one module.
const MAX_PLACES: usize = 100;

/// Checks the fused module: it is valid, and engines accept its numbers of memories and tables.
///
/// # Errors
///
/// Fails if it has too many memories or tables. If it is not valid, that is a defect.
pub fn check_fused(module: &Module<'_>, options: &Options) -> Result<(), Error> {
    let exceeded = [(module.memories.len(), Limit::Memories), (module.tables.len(), Limit::Tables)];
    if let Some((_, limit)) = exceeded.into_iter().find(|(count, _)| *count > MAX_PLACES) {
        return Err(Error::Limit { component: options.name.clone(), limit });
    }
    // The features of its inputs that core modules can have.
    let mut features = Stage::Fuse.features() & Stage::Compile.features();
    features.set(WasmFeatures::MULTI_MEMORY, options.memory == MemoryMode::Isolated);
    validate_module(module.bytes, features)
        .map_err(|source| Error::defect(&options.name, format!("the fused module is not valid: {source}")))
}

/// The reason why an input is refused.
enum Refusal {
    Invalid(BinaryReaderError),
    Stopped(Stopped),
    Limit(Limit),
    Labels { labels: labels::Labels, offset: usize },
}

impl From<BinaryReaderError> for Refusal {
    fn from(error: BinaryReaderError) -> Refusal {
        Refusal::Invalid(error)
    }
}

impl From<Stopped> for Refusal {
    fn from(stopped: Stopped) -> Refusal {
        Refusal::Stopped(stopped)
    }
}

impl From<Limit> for Refusal {
    fn from(limit: Limit) -> Refusal {
        Refusal::Limit(limit)
    }
}

/// Validates a component, checks the limits, and returns the component instances. `watch` sees each part of the
/// component after it was found valid.
///
/// # Errors
///
/// Fails if the component is not valid, exceeds a limit, or has two labels that must match and differ in case.
pub fn validate<'a>(
    bytes: &'a [u8],
    features: WasmFeatures,
    component: &str,
    mut watch: impl FnMut(&Payload<'_>, &Validator),
) -> Result<Vec<Instance<'a>>, Error> {
    let checked = check_nesting(bytes).map_err(|error| Refusal::Limit(Limit::Nesting(error)));
    let checked = checked.and_then(|()| check_counts(bytes).map_err(Refusal::Invalid));
    let checked = checked.and_then(|()| {
        let (mut sizes, mut meetings) = (sizes::Sizes::default(), labels::Meetings::default());
        validate_watched(bytes, features, |payload, validator| {
            watch(payload, validator);
            sizes.check(payload, validator)?;
            meetings.check(payload, validator)
        })
    });
    let checked = checked.and_then(|()| instances::check(bytes));
    checked.map_err(|refusal| match refusal {
        Refusal::Invalid(source) => Error::Invalid(source),
        Refusal::Stopped(Stopped(message)) => Error::Stopped { component: component.to_owned(), message },
        Refusal::Limit(limit) => Error::Limit { component: component.to_owned(), limit },
        Refusal::Labels { labels: labels::Labels { found, expected }, offset } => {
            Error::Labels { component: component.to_owned(), offset, found, expected }
        }
    })
}

/// Checks that the adapters between components, which have been generated now, can pass all values.
///
/// # Errors
///
/// Fails if a type has too many parts.
pub fn check_adapters<'m, 'a: 'm>(
    bytes: &[u8],
    mut adapters: impl Iterator<Item = &'m Module<'a>>,
    component: &str,
) -> Result<(), Error> {
    let is_endless = adapters.try_fold(false, |found, adapter| Ok(found || parts::is_endless(adapter)?));
    if !is_endless.map_err(Error::Invalid)? {
        return Ok(());
    }
    match parts::widest(bytes).map_err(Error::Invalid)? {
        Some(wide) => Err(Error::Limit { component: component.to_owned(), limit: Limit::Parts(wide) }),
        None => Err(Error::defect(component, "an adapter calls itself, and no type is too large for it")),
    }
}
