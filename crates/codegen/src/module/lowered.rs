//! Memories whose contents are moved down, so that the lowest backed address is about zero.
//!
//! A linker reserves a stack of 64 KiB or more, of which little is backed; so addresses are numbers that take two
//! instructions to make, and the first backed one another instruction to subtract at each bounds check. If all addresses
//! of a memory are known (`dissolve_interface::Objects`), its contents can start at zero.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::{MemoryLayout, Objects, Relocated};
use dissolve_wasm::MemoryIndex;

use super::{ALIGN, AnalyzedModule};
use crate::{Error, Options};

/// Bytes at address zero and above that no static and no stack is placed in: the null pointer is no address of them. Where
/// accesses are checked they are backed, so that a check subtracts nothing.
pub const NULL: u32 = 16;

/// A module whose addresses were lowered.
#[derive(Default)]
pub struct Lowered<'a> {
    /// The module before; none if nothing was lowered.
    pub original: Option<&'a [u8]>,
    /// The layout of memory 0 before, in a module without a record. In the lowered module, small numbers look like addresses.
    pub layout: Option<MemoryLayout>,
    /// By how many bytes each memory's contents moved down.
    pub down: BTreeMap<MemoryIndex, u32>,
}

/// Lowers the addresses of a module. Offsets in the module stay as they are.
pub fn lowered<'a>(bytes: &'a [u8], options: &Options) -> Result<(Cow<'a, [u8]>, Lowered<'a>), Error> {
    let unchanged = (Cow::Borrowed(bytes), Lowered::default());
    // Most modules have no record. If the module is malformed, whoever reads it next says so.
    if Objects::read(bytes).map_or(true, |objects| objects.relocated.is_empty()) {
        return Ok(unchanged);
    }
    let module = AnalyzedModule::read(bytes, options)?;
    let down: Vec<(&Relocated, u32)> = module
        .objects
        .relocated
        .iter()
        .filter_map(|places| Some((places, module.room_below(places, options)?)))
        .collect();
    // A record comes from outside; one of the linker's has each memory once.
    let memories: BTreeSet<_> = down.iter().map(|(places, _)| places.memory).collect();
    if down.is_empty() || memories.len() < down.len() {
        return Ok(unchanged);
    }
    let Some(lowered) = dissolve_objects::lower(bytes, &down).map_err(Error::Invalid)? else { return Ok(unchanged) };
    let down = down.into_iter().map(|(places, down)| (places.memory, down)).collect();
    Ok((Cow::Owned(lowered), Lowered { original: Some(bytes), layout: module.layout, down }))
}

impl AnalyzedModule<'_> {
    /// Returns by how many bytes the contents of a memory can move down; none if they cannot, or not by much.
    fn room_below(&self, places: &Relocated, options: &Options) -> Option<u32> {
        let memory = places.memory;
        let known = self.memories.get(memory)?;
        if known.grows() || known.measured || !self.regions(memory).is_empty() {
            return None;
        }
        // Memory up to the declared end would become longer below.
        let layout = self.known_layout(memory)?;
        if layout.heap_base.is_none() || layout.heap_use.is_some() && options.heap.is_none() {
            return None;
        }
        // Statics stay aligned.
        let align = Some(places.align).filter(|align| align.is_power_of_two())?;
        let room = self.lowest(memory, options).checked_sub(NULL)? & !(align.max(ALIGN as u32) - 1);
        Some(room).filter(|&room| room > 0)
    }

    /// Moves the layouts of memories down, as their contents were.
    pub(super) fn lower_layouts(&mut self, lowered: &Lowered<'_>) {
        for (memory, down) in &lowered.down {
            let recorded =
                self.interface.as_mut().map(|interface| interface.memories.get_mut(memory.as_u32() as usize));
            let layout = match recorded {
                Some(record) => record.and_then(|record| record.layout.as_mut()),
                None => self.layout.as_mut(),
            };
            if let Some(layout) = layout {
                *layout = layout.moved_down(*down);
            }
        }
    }
}
