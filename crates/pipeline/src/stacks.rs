//! The native stack that calls of a program need: its own frames, those of the runtime's functions that it calls, and what the processor
//! and the host put on it.

use std::collections::BTreeSet;

use dissolve_abi::symbol;
use dissolve_codegen::{Linked, Object, StackNeed};
use dissolve_image::Library;
use dissolve_machine::{Calls, Stacks};
use dissolve_targets::{Architecture, Target};

use crate::{BuildOptions, Error};

/// The functions of the allocator that a host calls through the gate.
const STATISTICS: [&str; 8] = [
    symbol::ARENA_USED,
    symbol::ARENA_USED_IN,
    symbol::ARENA_HIGH_WATER,
    symbol::ARENA_HIGH_WATER_IN,
    symbol::ARENA_SIZE,
    symbol::ARENA_SIZE_IN,
    symbol::ARENA_RESET,
    symbol::ARENA_RESET_IN,
];
/// On Armv6-M, which does not report an overflow of the stack, a fault this close to its end counts as one.
const THUMB1_MARGIN: u32 = 8;
/// Bytes for handlers of the embedder on RISC-V, which may run on the stack of the code that they interrupt.
const EMBEDDER_HANDLERS: u32 = 512;

/// Returns the native stack that calls of an image need. `runtime` has the archives of the runtime, `extra` the embedder's objects, whose
/// need is not known.
pub fn native(
    object: &Object,
    target: Target,
    options: &BuildOptions,
    runtime: &[&Library],
    extra: &[Library],
) -> Result<StackNeed, Error> {
    let embedder: BTreeSet<_> = extra.iter().filter_map(dissolve_image::defined_by).flatten().collect();
    let archives: Vec<_> = runtime.iter().map(|archive| &*archive.bytes).collect();
    let stacks = Stacks::read(&archives).map_err(Error::defect)?;
    let runtime_need = |symbol: &str| match embedder.contains(symbol) {
        true => None,
        false => stacks.need(symbol, Calls { elsewhere: Some(&embedder), ..Calls::default() })?.ok(),
    };
    let mut need = object.native_calls.need(|Linked { symbol, .. }| runtime_need(symbol));
    let margin = if target.is_thumb1() { THUMB1_MARGIN } else { 0 };
    let handlers = match target.architecture() {
        Architecture::RiscV if !extra.is_empty() => EMBEDDER_HANDLERS,
        _ => 0,
    };
    if options.gate {
        let arguments = object.exports.iter().map(|export| dissolve_run::stack_bytes(target.abi(), &export.ty)).max();
        need.bytes += u64::from(arguments.unwrap_or(0));
        if object.memories.iter().any(|memory| memory.arena.is_some()) {
            need.bytes = STATISTICS.into_iter().filter_map(runtime_need).fold(need.bytes, u64::max);
        }
    }
    need.bytes += u64::from(target.exception_frame() + margin + handlers);
    // The embedder's function runs on this stack, and calls exports.
    if options.entry.is_none() && embedder.contains(dissolve_image::MAIN) {
        need.unknown.get_or_insert_with(|| format!("`{}` is not the program's", dissolve_image::MAIN));
    }
    Ok(need)
}
