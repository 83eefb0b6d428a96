//! Links many compiled cases into one image, so that they share a link and a boot.
//!
//! Takes the objects of modules with their harness; gives an emulated chip on which each can be instantiated and
//! called.

use std::time::Duration;

use dissolve_abi::TrapKind;
use dissolve_pipeline::boards::Board;
use dissolve_pipeline::codegen::{Bounds, Object, StackNeed};
use dissolve_pipeline::image;
use dissolve_pipeline::run::{CallError, Chip, CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Error, Firmware, Program, linker};

use super::case::Case;
use super::features::STACK;
use super::run::Run;
use super::trace::Outcome;
use crate::precompiled;

/// The time limit of a call. Fuel ends every call earlier, unless the chip hangs.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A compiled case.
pub struct Compiled {
    /// The object. Its export names begin with the case's number.
    object: Object,
    /// Bytes of RAM that the memories use.
    pub ram: u64,
}

impl Compiled {
    /// Compiles a module with its harness. `number` makes its exports unique in an image.
    ///
    /// # Errors
    ///
    /// When the compiler refuses it.
    pub fn new(module: &[u8], case: &Case, number: usize) -> Result<Compiled, Error> {
        let Case { target, opt, grow, large, trap_order, .. } = *case;
        let program = Program::load(module, &format!("case{number}"), grow)?;
        let order = Some(trap_order);
        let mut options =
            BuildOptions { opt, bounds: Bounds::Check, trap_order: order, grow, ..BuildOptions::default() };
        if large {
            options.large = 0;
        }
        let mut object = program.compile(target, &options)?;
        for export in &mut object.exports {
            export.name = name(number, &export.name);
        }
        let ram = object.memories.iter().map(|memory| memory.window.size()).sum();
        Ok(Compiled { object, ram })
    }
}

/// The name in an image of a case's export.
fn name(number: usize, export: &str) -> String {
    format!("{number} {export}")
}

/// Several cases on one chip.
pub struct Batch<'a> {
    cases: Vec<&'a Compiled>,
    chip: Chip,
}

impl<'a> Batch<'a> {
    /// Links the cases, and boots the image.
    ///
    /// # Errors
    ///
    /// When they cannot be linked, or the chip does not boot.
    pub fn boot(cases: Vec<&'a Compiled>, board: &Board, target: Target) -> Result<Batch<'a>, String> {
        // An empty module provides the symbols that every image needs.
        let program = Program::load(b"(module)", "none", Grow::Deny).map_err(|error| error.to_string())?;
        let mut object = program.compile(target, &BuildOptions::default()).map_err(|error| error.to_string())?;
        object.exports = cases.iter().flat_map(|case| case.object.exports.iter().cloned()).collect();
        let objects: Vec<&[u8]> = cases.iter().map(|case| &*case.object.bytes).chain([&*object.bytes]).collect();
        let exports = object.exports.iter().map(|export| export.symbol.clone());
        let runtime = dissolve_pipeline::Runtime::Image.archive(target.triple());
        let options = image::Options {
            stack: ByteSize::new(STACK),
            gate: true,
            instantiate: Some(object.instantiate.clone()),
            keep: exports.chain(cases.iter().map(|case| case.object.instantiate.clone())).collect(),
            ..image::Options::new(runtime.map_err(|error| error.to_string())?)
        };
        let image = image::link(&objects, board, &options, linker::run).map_err(|error| format!("linking: {error}"))?;
        let firmware = Firmware {
            image,
            object,
            native_stack: StackNeed::default(),
            target,
            entries: dissolve_pipeline::Entries::default(),
            components: Vec::new(),
        };
        precompiled::check(&firmware)?;
        let chip = firmware.boot(board, TIMEOUT).map_err(|error| error.to_string())?;
        Ok(Batch { cases, chip })
    }
}

impl Run for Batch<'_> {
    fn instantiate(&mut self, at: usize) -> Result<Outcome, String> {
        outcome(self.chip.call_symbol(&self.cases[at].object.instantiate, [0; 4]).map(|_| None))
    }

    fn call(&mut self, at: usize, name: &str, arguments: &[CoreValue]) -> Result<Outcome, String> {
        let mut exports = self.cases[at].object.exports.iter();
        let known = exports.find(|export| export.name.split_once(' ').is_some_and(|(_, it)| it == name));
        let known = known.ok_or_else(|| format!("no export `{name}`"))?;
        outcome(self.chip.call(&known.name, arguments).map(|results| results.first().copied()))
    }
}

/// Converts the result of a call. Returns an error when the call ended neither with a value nor with a trap.
fn outcome(result: Result<Option<CoreValue>, CallError>) -> Result<Outcome, String> {
    match result {
        Ok(value) => Ok(Outcome::Returned(value)),
        Err(CallError::Trap(trap)) => Ok(Outcome::Trapped(trap.kind.unwrap_or(TrapKind::HardwareFault))),
        Err(error) => Err(format!("the chip: {error}")),
    }
}
