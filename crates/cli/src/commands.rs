//! The commands: each reads its input, calls the library, writes its output, and reports the result.

mod build;
mod check;
mod cmake;
mod completions;
mod debug;
mod doctor;
mod fuse;
mod init;
mod inspect;
mod run;
mod symbolize;
mod targets;

pub use build::{build, compile};
pub use check::check;
pub use cmake::cmake;
pub use completions::completions;
pub use debug::debug;
pub use doctor::doctor;
pub use fuse::fuse;
pub use init::init;
pub use inspect::inspect;
pub use run::run;
pub use symbolize::symbolize;
pub use targets::{boards, targets};

use dissolve_pipeline::codegen::LEAST_ARENA;
use dissolve_pipeline::componentize::CoreName;
use dissolve_pipeline::interface::Observer;
use dissolve_pipeline::targets::ByteSize;

use crate::args::Componentize;
use crate::{Failure, files};

/// `dissolve componentize`
pub fn componentize(arguments: &Componentize, observer: &Observer) -> Result<(), Failure> {
    files::check_output(&arguments.output, [&arguments.input])?;
    let module = files::read_binary(&arguments.input)?;
    observer.left("read", module.len());
    let options = dissolve_pipeline::componentize::Options {
        passthrough: arguments.passthrough.clone(),
        bind_arena: bound_arena(arguments.bind_arena)?,
    };
    let component = dissolve_pipeline::componentize::componentize(&module, &options)?;
    observer.left("componentize", component.bytes.len());
    files::write(&arguments.output, &component.bytes)?;
    observer.left("write", component.bytes.len());
    let passed = component
        .passthrough
        .iter()
        .map(|import| CoreName { module: import.module.clone(), field: import.field.clone() });
    for name in passed.filter(|name| !arguments.passthrough.contains(name)) {
        eprintln!("note: `{name}` is left to the embedder, whose allocator serves the guest's arena");
    }
    for name in &component.unused {
        eprintln!("note: the module does not import `{name}`; nothing was passed through for it");
    }
    Ok(())
}

/// The size of an arena to bind. Refuses a size that is too small for any block; zero is refused where the arena is
/// bound.
fn bound_arena(size: Option<ByteSize>) -> Result<Option<u32>, Failure> {
    match size.map(ByteSize::bytes) {
        Some(bytes @ 1..LEAST_ARENA) => Err(format!(
            "`--bind-arena {bytes}` is too small: an arena must have at least {LEAST_ARENA} bytes to hold one block"
        )
        .into()),
        bytes => Ok(bytes),
    }
}
