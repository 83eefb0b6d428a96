//! The stack of boot, the call gate and handlers: the frames on the deepest path of the runtime's calls, and of an exception.

use std::collections::BTreeSet;

use dissolve_abi::symbol::GATE_SERVE;
use dissolve_boards::Board;
use dissolve_machine::{Calls, Stacks, Unknown};
use dissolve_targets::ByteSize;

use crate::objects::Architecture;
use crate::script::{BOOT, RUN, is_handler};
use crate::{Error, Options};

/// The size where an embedder has handlers, whose need is not known.
const WITH_HANDLERS: u32 = 1024;
/// The embedder's handler of a trap in the runtime.
const TRAP: &str = "__dissolve_trap";
/// The gate's handler of a trap in the runtime.
const GATE_TRAP: &str = "__dissolve_gate_fatal";
/// Functions of the runtime that change to another stack, or come back from it.
const SWITCHES: [&str; 4] = ["dissolve_call", "HardFault", "dissolve_exception", "_start"];

/// The stack of boot and handlers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandlerStack {
    /// Its size in bytes.
    pub bytes: u32,
    /// The bytes that the runtime needs.
    pub need: u32,
    /// The reason why more may be needed; none when [`HandlerStack::need`] is enough.
    pub unknown: Option<String>,
}

/// Returns the stack of boot and handlers. `embedder` has the symbols that the embedder defines.
pub fn of(
    board: &Board,
    architecture: Architecture,
    options: &Options,
    embedder: &BTreeSet<String>,
) -> Result<HandlerStack, Error> {
    let archives: Vec<_> = options.archives().map(|archive| &*archive.bytes).collect();
    let stacks = Stacks::read(&archives).map_err(|source| Error::Runtime { source })?;
    let handler = embedder.iter().find(|name| is_handler(board, name) || *name == TRAP);
    let mut unknown = match (architecture, handler) {
        (_, Some(handler)) => Some(format!("`{handler}` is not the program's")),
        (Architecture::RiscV, None) if !options.extra.is_empty() => {
            Some("objects of `--link` may have handlers".to_owned())
        }
        _ => None,
    };
    let need = match need(&stacks, architecture, options, embedder) {
        Ok(bytes) => bytes,
        Err(Unknown(reason)) => {
            unknown = unknown.or(Some(reason));
            0
        }
    };
    let need = u32::try_from(need).unwrap_or(u32::MAX).next_multiple_of(8);
    let computed = if unknown.is_some() { need.max(WITH_HANDLERS) } else { need };
    Ok(HandlerStack { bytes: options.handler_stack.map_or(computed, ByteSize::bytes), need, unknown })
}

/// The bytes that the runtime needs.
fn need(
    stacks: &Stacks<'_>,
    architecture: Architecture,
    options: &Options,
    embedder: &BTreeSet<String>,
) -> Result<u64, Unknown> {
    let (boot, trap) = if options.gate { (GATE_SERVE, GATE_TRAP) } else { (RUN, TRAP) };
    let links = [(BOOT, boot), (TRAP, trap), ("__pre_init", "DefaultPreInit")];
    let more: &[(&str, &str)] = match architecture {
        Architecture::Arm => &[],
        // A trap continues on the stack of the call.
        Architecture::RiscV => &[("dissolve_call", "dissolve_exception")],
    };
    let calls = Calls { links: &links, more, elsewhere: Some(embedder), switches: &SWITCHES };
    let need = |symbol: &str| match stacks.need(symbol, calls) {
        Some(need) => need,
        None => Err(Unknown(format!("the runtime has no `{symbol}`"))),
    };
    let frame = u64::from(options.exception_frame);
    Ok(match architecture {
        Architecture::Arm => {
            // The tick of the gate's clock can interrupt boot, and a fault can interrupt both.
            let tick = if options.gate { frame + need("__dissolve_gate_tick")? } else { 0 };
            need("Reset")? + tick + frame + need("HardFault")?
        }
        // The stack pointer is rounded down to 16 bytes at first.
        Architecture::RiscV => need("_start")? + 8,
    })
}
