//! What becomes of `memory.grow` (contract, section 4).

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::Interface;
use wasmparser::{MemoryType, Parser, Payload};

use crate::{Error, Growth};

/// Bytes of a page (WebAssembly, 4.2.8).
const PAGE: u64 = 65536;
/// Pages of the largest memory that 32-bit addresses reach.
const MOST: u64 = 65536;

/// What becomes of `memory.grow` where it can be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grow {
    /// The component is refused.
    #[default]
    Reject,
    /// It gives -1, as an engine may do that has no memory left.
    Deny,
    /// It stays, and gives -1 past a reservation of that many bytes for each memory that grows: from the lowest of its stack that
    /// is to be backed ([`Options::stack`](crate::Options::stack)) up to a whole page. That page is the memory's maximum, unless it declares a lower one.
    Bounded(u64),
    /// It stays. [`Fused::growth`](crate::Fused::growth) says where.
    Keep,
}

/// The maximum, in pages, of each memory of the module that grows, when growth is bounded by `size` bytes.
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

fn memories(module: &[u8]) -> Result<Vec<MemoryType>, Error> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::MemorySection(section) = payload.map_err(Error::Invalid)? {
            return section.into_iter().collect::<Result<_, _>>().map_err(Error::Invalid);
        }
    }
    Ok(Vec::new())
}
