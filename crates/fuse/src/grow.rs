//! The maximum of each memory whose growth is bounded (contract, section 4).

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::Interface;
use dissolve_wasm::{EntityRef as _, MemoryIndex, Module, PAGE};

use crate::{Error, Growth};

/// The pages of the largest memory that 32-bit addresses reach.
const MOST: u64 = 65536;

/// Returns the maximum, in pages, of each memory of the module that grows, when growth is bounded by `size` bytes.
pub fn limits(
    module: &Module<'_>,
    growth: &[Growth],
    interface: &Interface,
    size: u32,
    stack: u32,
) -> Result<BTreeMap<MemoryIndex, u64>, Error> {
    let growing: BTreeSet<MemoryIndex> = growth.iter().flat_map(|growth| growth.memories.iter().copied()).collect();
    let limit = |index: MemoryIndex| {
        let ty = module.memories.get(index)?;
        let memory = interface.memories.get(index.index());
        let component = memory.map_or("", |memory| &memory.component);
        let initial = ty.initial.saturating_mul(PAGE);
        let low = memory.and_then(|memory| memory.layout.as_ref()).map_or(0, |layout| layout.lowest(stack));
        let low = Some(u64::from(low)).filter(|low| *low <= initial).unwrap_or(0);
        let pages = (low.saturating_add(size.into()) / PAGE).min(MOST);
        Some(if pages < ty.initial {
            Err(Error::Reservation {
                component: component.to_owned(),
                size: size.into(),
                initial,
                backed: initial - low,
            })
        } else {
            Ok((index, ty.maximum.map_or(pages, |maximum| maximum.min(pages))))
        })
    };
    growing.into_iter().filter_map(limit).collect()
}
