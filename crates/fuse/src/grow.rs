//! The treatment of `memory.grow` (contract, section 4).

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::Interface;
use dissolve_wasm::{EntityRef as _, MemoryIndex, Module, PAGE};

use crate::{Error, Growth};

/// The pages of the largest memory that 32-bit addresses reach.
const MOST: u64 = 65536;

/// The treatment of each `memory.grow` that can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grow {
    /// The component is refused.
    #[default]
    Reject,
    /// It gives -1, as an engine may do that has no memory left.
    Deny,
    /// It stays, and gives -1 beyond a reservation of this many bytes for each memory that grows. The reservation
    /// begins at the lowest address that is to be backed, in the stack ([`Options::stack`](crate::Options::stack)), and
    /// its end is rounded down to a whole page. That end is the memory's maximum, unless the memory declares a lower
    /// one.
    Bounded(u64),
    /// It stays. [`Fused::growth`](crate::Fused::growth) lists all of them.
    Keep,
}

impl Grow {
    /// Returns true if no memory of the fused module grows, so that every `memory.grow` in it is replaced by -1.
    pub(crate) fn is_out(self) -> bool {
        matches!(self, Grow::Reject | Grow::Deny)
    }
}

/// Returns the maximum, in pages, of each memory of the module that grows, when growth is bounded by `size` bytes.
pub fn limits(
    module: &Module<'_>,
    growth: &[Growth],
    interface: &Interface,
    size: u64,
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
        let pages = (low.saturating_add(size) / PAGE).min(MOST);
        Some(if pages < ty.initial {
            Err(Error::Reservation { component: component.to_owned(), size, initial, backed: initial - low })
        } else {
            Ok((index, ty.maximum.map_or(pages, |maximum| maximum.min(pages))))
        })
    };
    growing.into_iter().filter_map(limit).collect()
}
