//! Directives that need no image: modules that must be refused, and modules that are only defined.

use dissolve_pipeline::{Error, codegen, is_defect};

use super::Settings;
use super::image::{Problem, compiled, linked};
use super::plan::{Instance, Plan, binary};
use super::script::{Refused, Source};
use crate::conformance::report::Outcome;

/// The outcome of a module that must be refused, since it is malformed or invalid.
pub fn refused(settings: Settings, refused: &Refused) -> Outcome {
    let Ok(source) = &refused.source else { return Outcome::Assembler };
    let compiled =
        dissolve_pipeline::binary(source, "module").and_then(|module| compiled(settings, module.into_owned()));
    match compiled {
        // Quoted text is assembled by the same assembler.
        Err(Error::Text(_)) => Outcome::Assembler,
        Err(error) if is_defect(&error) => Outcome::Failed(error.to_string()),
        Err(error) => Outcome::Refused { wanted: refused.text.clone(), said: error.to_string() },
        Ok(_) => Outcome::Failed("it is accepted".into()),
    }
}

/// Checks that a module that is only defined is valid, and compiles as far as it can without its imports.
pub fn defined(settings: Settings, source: &Source) -> Result<(), String> {
    match compiled(settings, binary(source)?) {
        // The module's other imports are not known here.
        Ok(_) | Err(Error::Codegen(codegen::Error::Import { .. })) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// The outcome of a module that must not link.
pub fn unlinkable(plan: &Plan<'_>, instance: &Instance<'_>, wanted: &str) -> Outcome {
    if instance.module.is_err() {
        return Outcome::Assembler;
    }
    let needed = plan.needed_by(instance);
    match linked(plan, &needed, Some(instance), &[]) {
        Err(Problem::Link(error)) if !is_defect(&error) => {
            Outcome::Refused { wanted: wanted.to_owned(), said: error.to_string() }
        }
        Err(problem) => Outcome::Failed(problem.to_string()),
        Ok(_) => Outcome::Failed("it is linked".into()),
    }
}
