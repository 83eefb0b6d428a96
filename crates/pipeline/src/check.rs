//! Checks whether a component or a core module is bounded, that is, whether no `memory.grow` in it can be reached.
//!
//! A component is fused first, so that the result is about the code that would be compiled: growth that could only be
//! reached across an inner boundary is gone. A component that cannot be fused is checked module by module instead, each
//! with all of its exports as roots; that finds at least as much growth. A core module is checked unchanged.

mod apart;
mod report;
mod surface;

use dissolve_fuse::Error as FuseError;
use dissolve_interface::{Interface, check_counts, guarded};
use dissolve_reach::{Graph, Language};
use dissolve_wasm::{FuncIndex, Module};
use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

pub use report::{
    Analysis, Check, Entity, EntityKind, Growth, InputKind, Memory, Origin, Range, Step, Symbol, Through, Usage,
};

use surface::Surface;

use crate::{Error, input};

/// Checks a component, a core module, or the text of either. `name` is used in the report.
///
/// # Errors
///
/// When the input is not valid, or has a record that cannot be read. It is no error if `fuse` refuses a component: then
/// [`Analysis::Apart`] has the reason.
pub fn check(input: &[u8], name: &str) -> Result<Check, Error> {
    let bytes = input::binary(input, name)?;
    if !is_component(&bytes) {
        check_counts(&bytes)?;
        Validator::new_with_features(WasmFeatures::all()).validate_all(&bytes)?;
        return core_module(&bytes, name);
    }
    let options = dissolve_fuse::Options { grow: None, ..dissolve_fuse::Options::new(name) };
    match dissolve_fuse::fuse(&bytes, &options) {
        Ok(fused) => {
            let growth = fused.growth.into_iter().map(Growth::from).collect();
            let surface = surface::of_module(&fused.bytes, Some(&fused.interface))?;
            Ok(Check::new(name, InputKind::Component, Analysis::Fused, surface, growth))
        }
        Err(
            refusal @ (FuseError::Invalid(_)
            | FuseError::Flatten { .. }
            | FuseError::Unsupported { .. }
            | FuseError::Asynchronous { .. }
            | FuseError::TooLarge(_)),
        ) => {
            let mut validator = Validator::new_with_features(WasmFeatures::all());
            let types = guarded(|| validator.validate_all(&bytes))
                .map_err(|message| FuseError::Stopped { component: name.to_owned(), message })??;
            apart::component(&bytes, types.as_ref(), &options, &refusal)
        }
        Err(error) => Err(error.into()),
    }
}

fn is_component(bytes: &[u8]) -> bool {
    let header = Parser::new(0).parse_all(bytes).next();
    matches!(header, Some(Ok(Payload::Version { encoding: Encoding::Component, .. })))
}

fn core_module(bytes: &[u8], name: &str) -> Result<Check, Error> {
    let surface = surface::of_module(bytes, Interface::read(bytes)?.as_ref())?;
    let growth = growth_of(bytes, &surface, None)?;
    Ok(Check::new(name, InputKind::CoreModule, Analysis::Module, surface, growth))
}

/// The growth in one core module, reachable from any of its exports.
fn growth_of(bytes: &[u8], surface: &Surface, module: Option<&str>) -> Result<Vec<Growth>, Error> {
    let core = Module::read(bytes)?;
    let graph = Graph::new(&core)?;
    let language = Language::of(&core);
    let name = |function: FuncIndex| graph.name(function).unwrap_or_else(|| format!("function {function}"));
    let growth = graph.growth(&graph.reachable()).into_iter().map(|growth| Growth {
        component: None,
        module: module.map(str::to_owned),
        function: name(growth.function),
        remedy: surface.remedy(language, &growth.memories),
        memories: growth.memories,
        origin: growth.root.into(),
        chain: growth
            .chain
            .into_iter()
            .map(|step| Step {
                function: name(step.function),
                module: module.map(str::to_owned),
                through: Through::from_indirect(step.indirect),
            })
            .collect(),
    });
    Ok(growth.collect())
}
