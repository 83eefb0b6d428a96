//! Core module to component (contract, section 3).
//!
//! Takes a core module with the metadata that a binding generator embeds, and gives a component. The encoding is
//! `wit-component`'s, which accepts only imports that a WIT world describes. A passthrough import is described for it and
//! hidden from it: [`passthrough`] derives its WIT type, [`rename`] moves the import to the world's root before
//! encoding, and [`restore`] puts the core names back in the component that comes out.

mod error;
mod passthrough;
mod rename;
mod restore;

pub use error::Error;
pub use passthrough::CoreName;

use dissolve_interface::Passthrough;
use wasmparser::{Encoding, Parser, Payload};

/// What [`componentize`] is to do besides encoding.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Core imports that become functions of the world, for the embedder to bind.
    pub passthrough: Vec<CoreName>,
}

/// A component, and what became of the options.
#[derive(Debug)]
pub struct Component {
    /// The component.
    pub bytes: Vec<u8>,
    /// The imports that were passed through.
    pub passthrough: Vec<Passthrough>,
    /// Names in [`Options::passthrough`] that the module does not import.
    pub unused: Vec<CoreName>,
}

/// Encodes a core module as a component.
///
/// # Errors
///
/// When the input is no core module, when it imports something that neither its world nor [`Options::passthrough`]
/// names, when a passthrough import has no type in WIT or no name of its own there, and when the module does not match
/// its world.
pub fn componentize(module: &[u8], options: &Options) -> Result<Component, Error> {
    require_module(module)?;
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
        .validate_all(module)
        .map_err(Error::Invalid)?;
    let plan = passthrough::plan(module, &options.passthrough)?;

    let hidden = rename::imports(module, |import| plan.world_name(import)).map_err(Error::Invalid)?;
    let described = plan.describe(hidden)?;
    let encoded = wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&described)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|error| Error::Encode(format!("{error:#}")))?;
    let bytes = restore::core_names(&encoded, &plan.imports)?;

    let unused = options.passthrough.iter().filter(|name| !plan.has(name)).cloned().collect();
    Ok(Component { bytes, passthrough: plan.imports, unused })
}

/// Refuses what is not a core module, with a message for what it is.
fn require_module(input: &[u8]) -> Result<(), Error> {
    if input.is_empty() {
        return Err(Error::Empty);
    }
    match Parser::new(0).parse_all(input).next() {
        Some(Ok(Payload::Version { encoding: Encoding::Module, .. })) => Ok(()),
        Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) => Err(Error::AlreadyComponent),
        Some(Err(error)) => Err(Error::Invalid(error)),
        // The first payload is the header, or an error.
        _ => Err(Error::Empty),
    }
}
