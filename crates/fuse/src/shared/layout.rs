//! The layout of the shared memory.
//!
//! Takes the needs of each memory and the pairs of memories that conflict; gives disjoint regions: the stack at the low
//! end, so that an overflow leaves the memory, then statics, then memories that are kept whole. All components with a
//! stack share one stack: a callee's frames lie below its caller's, whatever their components. It has room for the
//! components that can be active at once. The common arena, if there is one, comes after all regions.

use std::collections::BTreeMap;

use dissolve_interface::{Region, RegionKind};
use dissolve_wasm::{EntityRef as _, GlobalIndex, MemoryIndex, PAGE};

use super::addend::Addend;
use super::calls::Conflicts;

/// The alignment of regions: enough for any C type.
pub const ALIGN: u32 = 16;

/// The needs of a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The name of the component in reports.
    pub component: String,
    /// The size of the memory that the component declares, in bytes.
    pub declared: u64,
    /// Its parts.
    pub parts: Parts,
    /// The global that is its stack pointer.
    pub stack_pointer: Option<GlobalIndex>,
}

impl Need {
    /// Returns true if it has a stack apart from the rest.
    pub fn is_split(&self) -> bool {
        matches!(self.parts, Parts::Split { .. })
    }
}

/// The parts of a memory, in its own addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// A stack that grows down to address 0, then statics.
    Split {
        /// Bytes of the stack that are backed.
        stack: u32,
        /// The address where the stack ends and the statics start.
        start: u32,
        /// The address where the statics end.
        end: u32,
        /// The alignment of the statics.
        align: u32,
        /// True if relocations turn all its addresses into addresses of the shared memory.
        relocated: bool,
    },
    /// Everything up to this address.
    Whole(u64),
}

/// The place of a memory in the shared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The addend of its addresses where they are used.
    pub addend: Addend,
    /// The number that is added to the addresses of its data segments, and to the addresses that relocations name.
    pub shift: i64,
}

/// The stack that all components share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The global that is the stack pointer.
    pub pointer: GlobalIndex,
    /// The end of the stack, which is the initial value of the stack pointer.
    pub top: u32,
    /// The globals that components use as stack pointers: for each, the number that is added to that component's
    /// addresses.
    pub bases: BTreeMap<GlobalIndex, u32>,
}

/// The layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The regions in ascending order.
    pub regions: Vec<Region>,
    /// The places by memory.
    pub places: Vec<Place>,
    /// The stack, if there is one.
    pub stack: Option<Stack>,
    /// The end of the last region.
    pub end: u32,
}

/// The regions together do not fit into an address space; the bytes that they take.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLarge(pub u64);

/// Lays out the memories.
pub fn lay_out(needs: &[Need], conflicts: &Conflicts) -> Result<Layout, TooLarge> {
    let mut cursor = 0;
    let mut regions = Vec::new();
    let mut stack = None;
    let with_stack: Vec<&Need> = needs.iter().filter(|need| need.is_split()).collect();
    if let Some(pointer) = with_stack.iter().find_map(|need| need.stack_pointer) {
        let components = with_stack.iter().map(|need| need.component.clone()).collect();
        push(&mut regions, &mut cursor, 0, stack_size(needs, conflicts), RegionKind::Stack, components)?;
        regions[0].stack_pointer = Some(pointer);
        stack = Some(Stack { pointer, top: regions[0].end, bases: BTreeMap::new() });
    }
    let mut places = vec![None; needs.len()];
    for memory in statics_order(needs) {
        let need = &needs[memory];
        let place = match (need.parts, &mut stack) {
            (Parts::Split { start, end, align, relocated, .. }, Some(stack)) => {
                let at = aligned(cursor, start, align);
                let at = if relocated { at } else { beside(at, start.into(), stack.top.into()) };
                let size = u64::from(end - start);
                push(&mut regions, &mut cursor, at, size, RegionKind::Statics, vec![need.component.clone()])?;
                let shift = at.cast_signed() - i64::from(start);
                let addend = Addend {
                    bias: if relocated { 0 } else { shift },
                    // The stack begins at the shared memory's address 0, which is below the component's own address 0.
                    wraps: !relocated && shift > 0,
                    others: if !relocated && shift > 0 { stack.top..at as u32 } else { 0..0 },
                    is_packed: !relocated,
                    declared: need.declared,
                    ..Addend::default()
                };
                stack.bases.extend(need.stack_pointer.map(|global| (global, addend.base())));
                Place { addend, shift }
            }
            (parts, _) => {
                let size = match parts {
                    Parts::Whole(size) => size,
                    Parts::Split { end, .. } => end.into(),
                };
                let at = cursor.next_multiple_of(ALIGN.into());
                push(&mut regions, &mut cursor, at, size, RegionKind::Whole, vec![need.component.clone()])?;
                let bias = at.cast_signed();
                let is_packed = size < need.declared;
                let addend = Addend { bias, is_packed, declared: need.declared, ..Addend::default() };
                Place { addend, shift: bias }
            }
        };
        places[memory] = Some(place);
    }
    let end = u32::try_from(cursor.next_multiple_of(ALIGN.into())).map_err(|_| TooLarge(cursor))?;
    let places: Vec<Place> = places.into_iter().flatten().collect();
    // An address below a component's first one ends up at the end of the address space, where no memory may be.
    let lowest = places.iter().map(|place| place.addend.bias).min().unwrap_or(0).min(0);
    if u64::from(end) > (1 << 32) - lowest.unsigned_abs() {
        return Err(TooLarge(u64::from(end) + lowest.unsigned_abs()));
    }
    Ok(Layout { regions, places, stack, end })
}

/// Appends a region at `at`, which is no lower than the cursor, unless it is empty.
fn push(
    regions: &mut Vec<Region>,
    cursor: &mut u64,
    at: u64,
    size: u64,
    kind: RegionKind,
    components: Vec<String>,
) -> Result<(), TooLarge> {
    let end = at.saturating_add(size);
    // The last page of the address space stays free: every end is an address, and some address is outside the memory.
    let limit = (1 << 32) - PAGE;
    let (Ok(start), Ok(to)) = (u32::try_from(at), u32::try_from(end)) else { return Err(TooLarge(end)) };
    if end > limit {
        return Err(TooLarge(end));
    }
    *cursor = end;
    if start < to {
        regions.push(Region { start, end: to, kind, components, stack_pointer: None });
    }
    Ok(())
}

fn stack_budget(need: &Need) -> u32 {
    match need.parts {
        // An empty stack would have no region, and so no end for the pointer to start at.
        Parts::Split { stack, start, .. } => stack.clamp(ALIGN, start.max(ALIGN)).next_multiple_of(ALIGN),
        Parts::Whole(_) => 0,
    }
}

/// Returns the bytes of the common stack. Memories whose code is never active at once use the same bytes: they form
/// groups. Each memory joins the first group without a member that it conflicts with (a greedy choice).
fn stack_size(needs: &[Need], conflicts: &Conflicts) -> u64 {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (memory, _) in needs.iter().enumerate().filter(|(_, need)| need.is_split()) {
        let fits = |group: &&mut Vec<usize>| {
            group.iter().all(|&other| !conflicts.conflict(MemoryIndex::new(memory), MemoryIndex::new(other)))
        };
        match groups.iter_mut().find(fits) {
            Some(group) => group.push(memory),
            None => groups.push(vec![memory]),
        }
    }
    let size = |group: &Vec<usize>| group.iter().map(|&memory| stack_budget(&needs[memory])).max().unwrap_or(0);
    groups.iter().map(|group| u64::from(size(group))).sum()
}

/// Returns the order in which memories are placed: statics that are not relocated, those with low addresses first,
/// because their stack is then more likely to lie at addresses that are not negative; then relocated statics; then
/// whole memories.
fn statics_order(needs: &[Need]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..needs.len()).collect();
    order.sort_by_key(|&memory| match needs[memory].parts {
        Parts::Split { start, relocated: false, .. } => (0, start),
        Parts::Split { relocated: true, .. } => (1, 0),
        Parts::Whole(_) => (2, 0),
    });
    order
}

/// Returns the first address that is not below `cursor` and differs from `start` by a multiple of `align`. Statics do
/// not start at address 0, because no object has that address.
fn aligned(cursor: u64, start: u32, align: u32) -> u64 {
    let align = u64::from(align.max(ALIGN));
    let cursor = cursor.max(ALIGN.into());
    let rest = u64::from(start) % align;
    (cursor + align - 1 - rest) / align * align + rest
}

/// Returns the address for statics that start at `start` in the component's own addresses, when the stack ends at
/// `top`: `at`, or a higher one. Stack and statics have the same addend, so the stack must not cross the component's
/// address 0.
fn beside(at: u64, start: u64, top: u64) -> u64 {
    let crosses = at > start && at < start + top;
    if crosses { start + top } else { at }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives each memory with a stack pointer one of its own, numbered in order.
    fn numbered<const N: usize>(mut needs: [Need; N]) -> [Need; N] {
        for (number, need) in (0..).zip(&mut needs) {
            need.stack_pointer = need.stack_pointer.map(|_| GlobalIndex::from_u32(number));
        }
        needs
    }

    fn split(start: u32, statics: u32, relocated: bool) -> Need {
        Need {
            component: start.to_string(),
            declared: 1 << 21,
            parts: Parts::Split { stack: 2048, start, end: start + statics, align: 16, relocated },
            stack_pointer: Some(GlobalIndex::from_u32(0)),
        }
    }

    fn whole(size: u64) -> Need {
        Need { component: "whole".into(), declared: size, parts: Parts::Whole(size), stack_pointer: None }
    }

    #[test]
    fn a_desktop_stack_takes_its_budget() {
        let needs = numbered([split(1 << 20, 100, false), split(1 << 20, 40, false), whole(65536)]);
        let layout = lay_out(&needs, &Conflicts::default()).unwrap();
        let extents: Vec<_> = layout.regions.iter().map(|region| (region.start, region.end)).collect();
        assert_eq!(extents, [(0, 2048), (2048, 2148), (2160, 2200), (2208, 2208 + 65536)]);
        assert_eq!(layout.places[1].addend.bias, 2160 - (1 << 20));
        let stack = layout.stack.unwrap();
        assert_eq!((stack.pointer, stack.top), (GlobalIndex::from_u32(0), 2048));
        assert_eq!(
            stack.bases.into_iter().map(|(global, base)| (global.as_u32(), base)).collect::<Vec<_>>(),
            [(0, 2048u32.wrapping_sub(1 << 20)), (1, 2160u32.wrapping_sub(1 << 20))]
        );
        assert!(!layout.places[1].addend.wraps && layout.places[1].addend.is_packed);
        assert_eq!((layout.places[2].addend.bias, layout.places[2].addend.is_packed), (2208, false));
        assert_eq!(layout.end, 2208 + 65536);
    }

    #[test]
    fn a_relocated_memory_has_no_addend() {
        let layout = lay_out(&[split(1 << 20, 100, true)], &Conflicts::default()).unwrap();
        assert_eq!((layout.places[0].addend.bias, layout.places[0].shift), (0, 2048 - (1 << 20)));
        let pointer = GlobalIndex::from_u32(0);
        assert_eq!(layout.stack, Some(Stack { pointer, top: 2048, bases: BTreeMap::from([(pointer, 0)]) }));
    }

    #[test]
    fn a_stack_never_crosses_its_own_address_zero() {
        // The statics of the first memory push the others up, across all places where a stack would cross address 0.
        for statics in (0..8192).step_by(16) {
            let needs = [split(1024, statics, false), split(4096, 64, false), split(8192, 64, false)];
            let layout = lay_out(&needs, &Conflicts::default()).unwrap();
            for place in &layout.places {
                let stack = &layout.regions[0];
                let (low, top) = (i64::from(stack.start) - place.addend.bias, i64::from(stack.end) - place.addend.bias);
                assert!(low >= 0 || top <= 0, "{layout:?}");
                assert_eq!(place.addend.wraps, low < 0);
            }
            for pair in layout.regions.windows(2) {
                assert!(pair[0].end <= pair[1].start, "{layout:?}");
            }
        }
    }

    #[test]
    fn the_address_space_is_the_limit() {
        let needs = [whole(1 << 31), whole(1 << 31)];
        assert_eq!(lay_out(&needs, &Conflicts::default()), Err(TooLarge(1 << 32)));
        assert!(lay_out(&needs[..1], &Conflicts::default()).is_ok());
        assert_eq!(lay_out(&[whole(u64::MAX)], &Conflicts::default()), Err(TooLarge(u64::MAX)));
    }

    #[test]
    fn statics_are_aligned_as_their_linker_aligned_them() {
        assert_eq!(aligned(2050, 1 << 20, 64), 2112);
        assert_eq!(aligned(2050, (1 << 20) + 16, 64), 2064);
        assert_eq!(aligned(0, 1 << 20, 16), 16);
    }
}
