//! The commands: read, call the library, write, say what came of it.

mod build;
mod check;
mod run;

pub use build::{build, compile};
pub use check::check;
pub use run::run;

use dissolve::image::ByteSize;

use crate::args::{Componentize, Fuse};
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

/// `dissolve fuse`
pub fn fuse(arguments: &Fuse) -> Result<(), Failure> {
    let component = files::read_binary(&arguments.input)?;
    let options = dissolve::fuse::Options {
        name: files::name(arguments.name.as_deref(), &arguments.input),
        grow: growth(arguments.grow),
        bind_arena: arguments.bind_arena.map(ByteSize::bytes),
        handles: arguments.handles,
        memory: arguments.memory,
        stack: arguments.stack.bytes(),
    };
    let fused = dissolve::fuse::fuse(&component, &options)?;
    files::write(&arguments.output, &fused.bytes)?;
    if arguments.explain {
        print!("{}", fused.explain_memories());
    }
    Ok(())
}

/// What the fuser does about growth when the compiler is to do that.
fn growth(grow: dissolve::codegen::Grow) -> dissolve::fuse::Grow {
    match grow {
        dissolve::codegen::Grow::Reject => dissolve::fuse::Grow::Reject,
        dissolve::codegen::Grow::Deny => dissolve::fuse::Grow::Deny,
    }
}
