//! Chooses the part of each memory that is backed by RAM.
//!
//! A memory is counted in pages of 64 KiB, and linkers reserve a stack as large as on a desktop computer. The program
//! can touch less, and only that part takes RAM: the stack budget, the statics, the arena.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use dissolve_interface::{MemoryLayout, Region, RegionKind};
use dissolve_targets::Grow;
use dissolve_wasm::{MemoryIndex, PAGE, PrimaryMap};
use serde::{Deserialize, Serialize};

use crate::module::{ALIGN, AnalyzedModule, MemoryUse, NULL};
use crate::{Bounds, Error, LEAST_ARENA, Options};

/// The backed part of a memory, in linear addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first address.
    pub low: u32,
    /// The address after the last one; at most 4 GiB.
    pub high: u64,
    /// The memory's size in bytes, for `memory.size` and for bounds checks of accesses to an empty range: its pages,
    /// and at least `high`. For a memory that grows, its largest size.
    pub declared: u64,
    /// The end of the memory at first, if it grows; then `high` is the end of its reservation.
    pub initial: Option<u64>,
    /// Bytes of stack at the low end; zero when the stack is not known or does not come first.
    pub stack: u32,
    /// Bytes above the heap's start that the program uses without an arena; zero when it uses none or the heap's start
    /// is not known.
    pub heap: u32,
    /// Bytes of the arena, which ends at `high`; zero when there is none.
    pub arena: u32,
}

impl Window {
    /// The window's size in bytes.
    pub fn size(&self) -> u64 {
        self.high - u64::from(self.low)
    }

    /// The bytes that are neither stack nor heap nor arena.
    pub fn statics(&self) -> u64 {
        self.size() - u64::from(self.stack) - u64::from(self.heap) - u64::from(self.arena)
    }

    /// Returns the addresses at which the bytes of `span`, counted from the address, lie in the window: the first, and the
    /// last minus the first. None if there are no such addresses. The window must not grow.
    ///
    /// An effective address has 33 bits (WebAssembly, 4.4.7). So these addresses are one interval, and one unsigned
    /// comparison decides.
    pub fn interval(&self, span: &Range<u64>) -> Option<(u32, u32)> {
        let first = u64::from(self.low).saturating_sub(span.start);
        let last = self.high.checked_sub(span.end)?;
        // The window ends at 4 GiB at most.
        Some((first as u32, last.checked_sub(first)?.try_into().unwrap_or(u32::MAX)))
    }

    /// The first address of the arena.
    pub fn arena_start(&self) -> u64 {
        self.high - u64::from(self.arena)
    }
}

/// Returns the window of each memory.
pub fn windows(module: &AnalyzedModule<'_>, options: &Options) -> Result<PrimaryMap<MemoryIndex, Window>, Error> {
    let arenas = arena_sizes(module, options)?;
    let windows = module.memories.iter().map(|(index, memory)| {
        if let (Grow::Bounded(reservation), true) = (options.grow, memory.most_pages < memory.ty.initial) {
            let backed = memory.bytes() - u64::from(module.lowest(index, options));
            let (memory_name, initial) = (module.memory_name(index), memory.bytes());
            return Err(Error::Reservation { memory: memory_name, initial, backed, reservation });
        }
        if memory.grows() && arenas.contains_key(&index) {
            return Err(Error::ArenaGrows { memory: module.memory_name(index) });
        }
        if memory.grows() && !module.regions(index).is_empty() {
            return Err(Error::SharedGrows { memory: module.memory_name(index) });
        }
        let pages = memory.most_bytes();
        if let Some(statics) = &module.statics[index] {
            return Ok(Window {
                low: statics.range.start,
                high: statics.range.end.into(),
                declared: pages,
                initial: None,
                stack: 0,
                heap: 0,
                arena: 0,
            });
        }
        let layout = module.known_layout(index);
        let arena = arenas.get(&index).copied().unwrap_or(0);
        let window = match module.regions(index) {
            [] => window(layout, memory, module.stack_budget(index, options), options.heap, arena),
            regions => {
                check_regions(regions, pages).map_err(|region| Error::Region { memory: index, region })?;
                shared_window(layout, regions, pages, arena)
            }
        };
        let window =
            window.ok_or(Error::MemoryTooLarge { memory: index, bytes: pages.saturating_add(u64::from(arena)) })?;
        // The bytes of the null pointer belong to no stack.
        let is_low = options.bounds == Bounds::Check && module.numbers.are_low(index) && window.low <= NULL;
        let low = if is_low { 0 } else { window.low };
        Ok(Window { low, initial: memory.grows().then(|| memory.bytes()), ..window })
    });
    windows.collect()
}

/// Returns the size in bytes of each arena, by the index of its memory.
fn arena_sizes(module: &AnalyzedModule<'_>, options: &Options) -> Result<BTreeMap<MemoryIndex, u32>, Error> {
    let memories: BTreeSet<_> = module.imports().filter_map(|(import, _)| module.arena_of(import)).collect();
    let names: BTreeMap<_, _> = memories.into_iter().map(|memory| (memory, module.memory_owner(memory))).collect();
    if let Some(name) = options.arenas.keys().find(|name| names.values().all(|known| known != *name)) {
        let mut known: Vec<_> = names.into_values().collect();
        known.dedup();
        return Err(Error::UnknownArena { name: name.clone(), known });
    }
    let size = |(memory, name): (MemoryIndex, String)| match options.arenas.get(&name).copied().unwrap_or(options.arena)
    {
        0..LEAST_ARENA => Err(Error::NoArena { memory: module.memory_name(memory) }),
        size => Ok((memory, size)),
    };
    names.into_iter().map(size).collect()
}

/// Checks that the regions in a record, which comes from outside, are in order, do not overlap, and lie inside the
/// memory. The error is the first wrong region.
fn check_regions(regions: &[Region], pages: u64) -> Result<(), String> {
    let mut end = 0;
    for region in regions {
        if region.start < end || region.end <= region.start || u64::from(region.end) > pages {
            return Err(format!("{:#x}..{:#x} ({})", region.start, region.end, region.kind));
        }
        end = region.end;
    }
    Ok(())
}

/// Returns the window of a memory that several components share: all of its regions, then the arena. Components compare
/// addresses with the memory's size, but never take memory beyond the regions as free.
fn shared_window(layout: Option<&MemoryLayout>, regions: &[Region], pages: u64, arena: u32) -> Option<Window> {
    let end = regions.last().map_or(0, |region| u64::from(region.end).next_multiple_of(ALIGN));
    // An arena that is bound into the module lies above the regions and ends at the heap's start.
    let bound = layout.and_then(|layout| layout.heap_base).map_or(0, u64::from).min(pages);
    let arena = u64::from(arena).next_multiple_of(ALIGN);
    let high = end.max(bound).next_multiple_of(ALIGN) + arena;
    let stack = |region: &&Region| region.kind == RegionKind::Stack;
    (high < 1 << 31).then_some(Window {
        low: 0,
        high,
        declared: pages.max(high.next_multiple_of(PAGE)),
        initial: None,
        heap: 0,
        stack: regions.iter().filter(stack).map(|region| region.end - region.start).sum(),
        arena: u32::try_from(arena).ok()?,
    })
}

fn window(
    layout: Option<&MemoryLayout>,
    memory: &MemoryUse,
    stack: u32,
    heap: Option<u32>,
    arena: u32,
) -> Option<Window> {
    let pages = memory.most_bytes();
    let stack_top = layout.filter(|layout| layout.stack_is_first()).map(|layout| layout.stack_top);
    let low = layout.map_or(0, |layout| layout.lowest(stack));
    let heap_base = layout.and_then(|layout| layout.heap_base);
    let uses_heap = memory.measured || layout.is_some_and(|layout| layout.heap_use.is_some());
    let top = match (heap_base, heap) {
        // A program that asks for the memory's size gets the whole memory.
        (Some(base), Some(heap)) if uses_heap && !memory.measured => u64::from(base).saturating_add(heap.into()),
        (Some(base), _) if !uses_heap => base.into(),
        _ => pages,
    };
    let top = if top < pages { top.next_multiple_of(ALIGN).min(pages) } else { pages };
    // The arena's size is rounded up, so that the next window's start is aligned.
    let arena = u64::from(arena).next_multiple_of(ALIGN);
    let top = if arena > 0 { top.next_multiple_of(ALIGN) } else { top };
    let high = top.checked_add(arena).filter(|&high| high <= 1 << 32)?;
    // A stack beyond the memory's first size was not laid out by a linker.
    let stack_top = stack_top.filter(|&stack| u64::from(stack) <= top && u64::from(low) <= memory.bytes());
    let low = stack_top.map_or(0, |_| low);
    // Half of the address space is more than the RAM of any target, and as much as a symbol may span.
    if high - u64::from(low) >= 1 << 31 {
        return None;
    }
    Some(Window {
        low,
        high,
        declared: pages.max(high),
        initial: None,
        heap: heap_base
            .filter(|_| uses_heap)
            .map_or(0, |base| u32::try_from(top.saturating_sub(base.into())).unwrap_or(u32::MAX)),
        stack: stack_top.filter(|&top| u64::from(top) <= high).map_or(0, |top| top - low),
        arena: u32::try_from(arena).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use wasmparser::MemoryType;

    use super::*;

    fn region(start: u32, end: u32, kind: RegionKind) -> Region {
        Region { start, end, kind, components: Vec::new(), stack_pointer: None }
    }

    #[test]
    fn regions_are_backed_as_they_are() {
        let regions = [region(0, 2048, RegionKind::Stack), region(2048, 2100, RegionKind::Statics)];
        let window = shared_window(None, &regions, PAGE, 4096).unwrap();
        assert_eq!((window.low, window.high, window.stack, window.arena), (0, 2112 + 4096, 2048, 4096));
        assert_eq!(window.declared, PAGE);
        let large = shared_window(None, &regions, PAGE, 1 << 17).unwrap();
        assert_eq!(large.declared, 3 * PAGE, "whole pages, so that an adapter's comparison lets the arena through");
        let bound =
            MemoryLayout { stack_top: 2048, heap_base: Some(66_560), data: 2048..2112, data_end: None, heap_use: None };
        assert_eq!(shared_window(Some(&bound), &regions, 2 * PAGE, 0).unwrap().high, 66_560);
        assert_eq!(shared_window(None, &regions, PAGE, 1 << 31), None);
        let stacks = [
            region(0, 512, RegionKind::Stack),
            region(512, 1024, RegionKind::Statics),
            region(1024, 2048, RegionKind::Stack),
        ];
        assert_eq!(shared_window(None, &stacks, PAGE, 0).unwrap().stack, 1536);
    }

    #[test]
    fn regions_that_cannot_be_are_refused() {
        let statics = |start, end| region(start, end, RegionKind::Statics);
        assert_eq!(check_regions(&[statics(0, 16), statics(16, 65536)], PAGE), Ok(()));
        for bad in [
            vec![statics(0, 17), statics(16, 32)],
            vec![statics(16, 32), statics(0, 16)],
            vec![statics(16, 16)],
            vec![statics(32, 16)],
            vec![statics(0, 65537)],
            vec![statics(0, u32::MAX)],
        ] {
            assert!(check_regions(&bad, PAGE).is_err(), "{bad:?}");
        }
    }

    fn memory(bytes: u64, measured: bool) -> MemoryUse {
        growing(bytes / PAGE, bytes / PAGE, measured)
    }

    fn growing(initial: u64, most_pages: u64, measured: bool) -> MemoryUse {
        let ty = MemoryType { memory64: false, shared: false, initial, maximum: None, page_size_log2: None };
        MemoryUse { ty, most_pages, measured, written: true }
    }

    fn rust_layout() -> MemoryLayout {
        let top = 1 << 20;
        MemoryLayout { stack_top: top, heap_base: Some(top + 100), data: top..top + 40, data_end: None, heap_use: None }
    }

    /// Compares the interval with its definition, for windows, spans and addresses at every edge.
    #[test]
    fn an_interval_has_the_addresses_whose_bytes_are_in_the_window() {
        let edges = [0, 1, 4, 15, 16, 2048, 65_532, 65_536, 1 << 31, (1 << 32) - 4, (1 << 32) - 1, 1 << 32];
        let near = |edges: &[u64]| -> Vec<u64> {
            let around = |edge: &u64| [edge.saturating_sub(4), edge.saturating_sub(1), *edge, edge + 1, edge + 4];
            edges.iter().flat_map(around).filter(|&place| place <= 1 << 32).collect()
        };
        let mut inside = 0;
        for (low, high) in edges.iter().flat_map(|&low| edges.map(|high| (low, high))) {
            // A window is smaller than 2 GiB.
            if low > high || high - low >= 1 << 31 {
                continue;
            }
            let low = low as u32;
            let window = Window { low, high, declared: high, initial: None, stack: 0, heap: 0, arena: 0 };
            for (start, length) in
                near(&edges).into_iter().flat_map(|start| [1, 2, 8, 40].map(|length| (start, length)))
            {
                let span = start..start + length;
                let interval = window.interval(&span);
                let limits = [u64::from(low).saturating_sub(start), high.saturating_sub(start + length)];
                for address in near(&limits).into_iter().chain(near(&edges)).filter_map(|it| u32::try_from(it).ok()) {
                    let bytes = u64::from(address) + span.start..u64::from(address) + span.end;
                    let expected = bytes.start >= low.into() && bytes.end <= high;
                    let is_in = interval.is_some_and(|(first, distance)| address.wrapping_sub(first) <= distance);
                    assert_eq!(is_in, expected, "{window:?}, {span:?}, {address:#x}");
                    inside += u32::from(is_in);
                }
            }
        }
        assert!(inside > 1000, "{inside}");
    }

    #[test]
    fn stack_statics_and_arena_are_backed() {
        let window = window(Some(&rust_layout()), &memory(17 * PAGE, false), 2048, None, 4096).unwrap();
        assert_eq!(window.low, (1 << 20) - 2048);
        assert_eq!(window.high, (1 << 20) + 112 + 4096);
        assert_eq!(window.size(), 2048 + 112 + 4096);
        assert_eq!(window.arena_start(), (1 << 20) + 112);
        assert_eq!((window.stack, window.declared), (2048, 17 * PAGE));
    }

    #[test]
    fn an_arena_may_pass_the_declared_pages() {
        let window = window(Some(&rust_layout()), &memory(17 * PAGE, false), 2048, None, 1 << 20).unwrap();
        assert_eq!(window.declared, window.high);
    }

    #[test]
    fn an_unknown_layout_backs_every_page() {
        assert_eq!(window(None, &memory(2 * PAGE, false), 2048, None, 0).unwrap().size(), 2 * PAGE);
        let with_arena = window(None, &memory(PAGE, false), 2048, None, 100).unwrap();
        assert_eq!((with_arena.low, with_arena.arena_start(), with_arena.high), (0, PAGE, PAGE + 112));
    }

    #[test]
    fn a_program_that_asks_for_its_size_has_it() {
        let window = window(Some(&rust_layout()), &memory(17 * PAGE, true), 2048, None, 0).unwrap();
        assert_eq!(window.high, 17 * PAGE);
    }

    #[test]
    fn a_stack_above_the_data_is_not_cut() {
        let layout = MemoryLayout {
            stack_top: 70_000,
            heap_base: Some(70_000),
            data: 1024..2000,
            data_end: None,
            heap_use: None,
        };
        let window = window(Some(&layout), &memory(2 * PAGE, false), 2048, None, 0).unwrap();
        assert_eq!((window.low, window.high, window.stack), (0, 70_000, 0));
    }

    #[test]
    fn a_budget_beyond_the_stack_is_the_stack() {
        let window = window(Some(&rust_layout()), &memory(17 * PAGE, false), u32::MAX, None, 0).unwrap();
        assert_eq!(window.low, 0);
    }

    #[test]
    fn the_address_space_is_the_limit() {
        assert!(window(None, &memory((1 << 31) - PAGE, false), 0, None, 0).is_some());
        assert!(window(None, &memory((1 << 31) - PAGE, false), 0, None, 65_536).is_none());
        assert!(window(None, &memory(1 << 32, false), 0, None, 0).is_none());
        let layout = MemoryLayout {
            stack_top: 1 << 31,
            heap_base: Some((1 << 31) + 64),
            data: 0..0,
            data_end: None,
            heap_use: None,
        };
        assert_eq!(window(Some(&layout), &memory(1 << 32, false), 1024, None, 16).unwrap().size(), 1024 + 64 + 16);
    }

    /// Tries every order of the limits, also with limits at the ends of the memory: the parts of a window never
    /// overlap.
    #[test]
    fn parts_of_a_window_lie_side_by_side() {
        let places = [0, 15, 16, 2047, 2048, 65_520, 65_535, 65_536, 65_552, 131_056, 131_072, 1 << 31, u32::MAX];
        let options = || places.into_iter().map(Some).chain([None]);
        let sizes = [0, 1, 2048, 65_536, u32::MAX];
        let mut windows = 0;
        for (stack_top, heap_base, data_end) in places
            .into_iter()
            .flat_map(|top| options().flat_map(move |base| options().map(move |end| (top, base, end))))
        {
            for data in [0..0, 2048..2064, 65_536..65_552] {
                let layout = MemoryLayout { stack_top, heap_base, data, data_end, heap_use: None };
                if !layout.is_consistent() {
                    continue;
                }
                for (pages, most_pages) in [(0, 0), (1, 1), (2, 2), (0, 4), (1, 4), (40_000, 40_000)] {
                    for (measured, stack, arena) in [false, true]
                        .into_iter()
                        .flat_map(|measured| sizes.map(|stack| (measured, stack)))
                        .flat_map(|(measured, stack)| sizes.map(|arena| (measured, stack, arena)))
                    {
                        let memory = growing(pages, most_pages, measured);
                        let Some(window) = window(Some(&layout), &memory, stack, None, arena) else { continue };
                        windows += 1;
                        let (stack, arena) = (u64::from(window.stack), u64::from(window.arena));
                        assert!(
                            stack + u64::from(window.heap) + arena <= window.size(),
                            "{layout:?}, {memory:?}: {window:?}"
                        );
                        let stack_end = u64::from(window.low) + stack;
                        assert!(stack == 0 || stack_end == u64::from(stack_top), "{layout:?}, {memory:?}: {window:?}");
                        assert!(stack_end <= window.arena_start(), "{layout:?}, {memory:?}: {window:?}");
                    }
                }
            }
        }
        assert!(windows > 10_000, "{windows}");
    }

    #[test]
    fn a_stack_that_the_memory_has_not_yet_is_not_cut() {
        let grows = growing(0, 4, true);
        let layout = MemoryLayout {
            stack_top: 1 << 16,
            heap_base: Some((1 << 16) + 16),
            data: 0..0,
            data_end: None,
            heap_use: None,
        };
        assert_eq!(window(Some(&layout), &grows, 2048, None, 0).unwrap().low, 0);
        let grown = growing(1, 4, true);
        assert_eq!(window(Some(&layout), &grown, 2048, None, 0).unwrap().low, (1 << 16) - 2048);
    }
}
