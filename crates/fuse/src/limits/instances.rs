//! Limits on instances and their definitions, and on the code of core modules, counted once everything is instantiated.

use super::{Limit, Refusal};
use crate::instances::{Instance, Part, follow};

/// The maximum number of instances, and definitions in them.
pub const MAX: usize = 200_000;

/// The maximum size, in bytes, of all core modules together. A component that is larger may have as much code as it is
/// large: core modules that are instantiated only once are not limited.
pub const MAX_CODE: usize = 64 << 20;

/// Follows the instantiation of a component that is valid, and returns its component instances.
pub fn check(bytes: &[u8]) -> Result<Vec<Instance<'_>>, Refusal> {
    let (mut definitions, mut code) = (0usize, 0usize);
    follow(bytes, |part| {
        match part {
            Part::Definitions(count) => definitions = definitions.saturating_add(count),
            Part::Module(size) => code = code.saturating_add(size),
        }
        if definitions > MAX {
            return Err(Limit::Instances.into());
        }
        if code > MAX_CODE.max(bytes.len()) { Err(Limit::Code.into()) } else { Ok(()) }
    })
}
