//! The commands: read, call the library, write, say what came of it.

mod build;
mod check;
mod fuse;
mod inspect;
mod run;
mod targets;

pub use build::{build, compile};
pub use check::check;
pub use fuse::fuse;
pub use inspect::inspect;
pub use run::run;
pub use targets::targets;

use dissolve::image::ByteSize;

use crate::args::Componentize;
use crate::{Failure, files};

/// `dissolve componentize`
pub fn componentize(arguments: &Componentize) -> Result<(), Failure> {
    let module = files::read_binary(&arguments.input)?;
    let options = dissolve::componentize::Options {
        passthrough: arguments.passthrough.clone(),
        bind_arena: arguments.bind_arena.map(ByteSize::bytes),
    };
    let component = dissolve::componentize::componentize(&module, &options)?;
    files::write(&arguments.output, &component.bytes)?;
    for name in &component.unused {
        eprintln!("note: the module does not import `{name}`; nothing was passed through for it");
    }
    Ok(())
}

/// What the fuser does about growth when the compiler is to do that.
fn growth(grow: dissolve::codegen::Grow) -> dissolve::fuse::Grow {
    match grow {
        dissolve::codegen::Grow::Reject => dissolve::fuse::Grow::Reject,
        dissolve::codegen::Grow::Deny => dissolve::fuse::Grow::Deny,
        dissolve::codegen::Grow::Bounded(size) => dissolve::fuse::Grow::Bounded(size.into()),
    }
}
