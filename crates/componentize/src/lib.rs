//! Makes a component of a core module (contract, section 3).
//!
//! Takes a core module with the metadata that a binding generator embeds, and gives a component. The encoder is
//! `wit-component`'s, which only accepts imports that a WIT world describes. So [`passthrough`] derives a WIT type for
//! each passthrough import, [`rename`] moves the import to the world's root before encoding, and [`restore`] puts the
//! core names back into the resulting component. If the component is to contain its arena, the arena is bound in the
//! module (`dissolve-bind-arena`) before all of that.

mod error;
mod passthrough;
mod rename;
mod restore;

pub use error::Error;
pub use passthrough::CoreName;

use std::borrow::Cow;

use dissolve_interface::{Passthrough, guarded, is_arena_name};
use wasm_encoder::Encode as _;
use wasmparser::{Encoding, Parser, Payload};

/// The options of [`componentize`].
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Core imports that become functions of the world, for the embedder to bind. The arena's
    /// (`env::__cabi_arena_realloc`) becomes one in any case.
    pub passthrough: Vec<CoreName>,
    /// The size in bytes of an arena to bind in place of the module's import `env::__cabi_arena_realloc`; `None` keeps
    /// the import.
    pub bind_arena: Option<u32>,
}

/// A component, and the effect of the options.
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
/// When the input is not a core module, when it imports a function that is not the arena's and that neither its world nor
/// [`Options::passthrough`] names, when a passthrough import has no WIT type or its name is taken, and when the module does not match its world.
/// With [`Options::bind_arena`], also the errors of [`dissolve_bind_arena::bind`], and when the arena's import is to
/// pass through as well.
pub fn componentize(module: &[u8], options: &Options) -> Result<Component, Error> {
    require_module(module)?;
    dissolve_interface::check_counts(module).map_err(Error::Invalid)?;
    let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
    guarded(|| validator.validate_all(module)).map_err(Error::Stopped)?.map_err(Error::Invalid)?;
    let module = &*bind_arena(module, options)?;
    encode(module, options)
}

fn encode(module: &[u8], options: &Options) -> Result<Component, Error> {
    let plan = passthrough::plan(module, &options.passthrough)?;

    let hidden = rename::imports(module, |import| plan.world_name(import)).map_err(Error::Invalid)?;
    let described = plan.describe(hidden)?;
    // The encoder ends some odd inputs, valid ones among them, with a failed assertion.
    let encoder = wit_component::ComponentEncoder::default().validate(true);
    let encoded = guarded(|| encoder.module(&described).and_then(|mut encoder| encoder.encode()))
        .map_err(Error::Stopped)?
        .map_err(|error| Error::Encode(format!("{error:#}")))?;
    let mut bytes = restore::core_names(&encoded, &plan.imports)?;
    name(&mut bytes, &plan.world);

    let unused = options.passthrough.iter().filter(|name| !plan.has(name)).cloned().collect();
    Ok(Component { bytes, passthrough: plan.imports, unused })
}

/// Names the component after its world. The world's name is in no other part of it.
fn name(component: &mut Vec<u8>, world: &str) {
    let mut names = wasm_encoder::ComponentNameSection::new();
    names.component(world);
    component.push(wasm_encoder::SectionId::Custom as u8);
    names.encode(component);
}

/// Binds the module's arena, if the options say so.
fn bind_arena<'a>(module: &'a [u8], options: &Options) -> Result<Cow<'a, [u8]>, Error> {
    let Some(size) = options.bind_arena else { return Ok(module.into()) };
    if options.passthrough.iter().any(|name| is_arena_name(&name.module, &name.field)) {
        return Err(Error::BoundAndPassed);
    }
    Ok(dissolve_bind_arena::bind(module, size)?.bytes.into())
}

/// Refuses an input that is not a core module, with an error for its kind.
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
