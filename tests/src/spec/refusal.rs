//! What needs no image: modules that are to be refused, and modules that are only defined.

use dissolve::fuse::LinkError;
use dissolve::{Error, codegen};

use super::Settings;
use super::image::{Problem, compiled, linked};
use super::plan::{Instance, Plan, binary};
use super::script::Source;

/// Whether a module is refused, as it should be: since it is malformed or not valid, or has what is not lowered.
pub fn refused(settings: Settings, module: Vec<u8>) -> Result<(), String> {
    match compiled(settings, module) {
        Err(Error::Codegen(codegen::Error::Invalid(_) | codegen::Error::Unsupported { .. })) => Ok(()),
        Err(error) => Err(format!("it is taken for valid: {error}")),
        Ok(_) => Err("it is accepted".into()),
    }
}

/// Whether a module that is only defined is valid, and compiles if it is linked to nothing.
pub fn defined(settings: Settings, source: &Source) -> Result<(), String> {
    match compiled(settings, binary(source)?) {
        // What else it imports is not known.
        Ok(_) | Err(Error::Codegen(codegen::Error::Import { .. })) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether a module does not link, as it should not.
pub fn unlinkable(plan: &Plan<'_>, instance: &Instance<'_>) -> Result<(), String> {
    let needed = plan.needed_by(instance);
    match linked(plan, &needed, Some(instance), &[]) {
        Err(Problem::Link(LinkError::NoProvider { .. } | LinkError::NoExport { .. } | LinkError::Type { .. })) => {
            Ok(())
        }
        Err(problem) => Err(problem.to_string()),
        Ok(_) => Err("it is linked".into()),
    }
}
