//! The treatment of `memory.grow` (contract, section 4).

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::Interface;
use wasmparser::{MemoryType, Parser, Payload};

use crate::{Error, Growth};

/// Bytes of a page (WebAssembly, 4.2.8).
pub const PAGE: u64 = 65536;
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
    module: &[u8],
    growth: &[Growth],
    interface: &Interface,
    size: u64,
    stack: u32,
) -> Result<BTreeMap<u32, u64>, Error> {
    let memories = memories(module)?;
    let growing: BTreeSet<u32> = growth.iter().flat_map(|growth| growth.memories.iter().copied()).collect();
    let limit = |index: u32| {
        let ty = memories.get(index as usize)?;
        let memory = interface.memories.get(index as usize);
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

/// Returns the memories of a module that imports none.
pub fn memories(module: &[u8]) -> Result<Vec<MemoryType>, Error> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::MemorySection(section) = payload.map_err(Error::Invalid)? {
            return section.into_iter().collect::<Result<_, _>>().map_err(Error::Invalid);
        }
    }
    Ok(Vec::new())
}
