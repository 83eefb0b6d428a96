//! Checks a module with a shared memory against its record, from these two alone.
//!
//! Nothing here uses data of the pass: the module is read again. The check cannot tell whether every address was
//! rebased, but it can tell that no byte was given to two components.

use dissolve_interface::{Interface, Region, RegionKind};
use dissolve_wasm::{Constant, DataIndex, ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, Module, PAGE};
use wasmparser::{DataKind, Operator};

use super::edits::memories;

/// A defect of a module with a shared memory.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The module is malformed.
    #[error("the module is malformed: {0}")]
    Malformed(String),
    /// The module or its record has no memory, or several.
    #[error("it has {memories} memories and its record {records}; one shared memory was expected")]
    Memories {
        /// Memories of the module.
        memories: usize,
        /// Memories of the record.
        records: usize,
    },
    /// An instruction, a segment or an export names a memory other than the first.
    #[error("{0} names a memory that is not the first")]
    MemoryIndex(String),
    /// A function grows the memory.
    #[error("function {0} executes `memory.grow`")]
    Grows(FuncIndex),
    /// A region ends before it starts, or starts before the one before it ends.
    #[error("the region {0} overlaps the one before it, or is empty")]
    Overlap(String),
    /// A region leaves the memory.
    #[error("the region {region} leaves the memory, which has {size} bytes")]
    Outside {
        /// The region.
        region: String,
        /// The memory's size in bytes.
        size: u64,
    },
    /// An active data segment is in no region for data, and not outside the memory either.
    #[error("data segment {segment} at {start:#x} (of {length} bytes) lies in no region for data")]
    Segment {
        /// The segment.
        segment: DataIndex,
        /// Its first address.
        start: u32,
        /// Its length in bytes.
        length: usize,
    },
    /// An active data segment has no fixed place.
    #[error("data segment {0} has no fixed place")]
    Unplaced(DataIndex),
    /// A stack pointer does not start at the end of its stack.
    #[error("the stack pointer in global {global} does not start at {end:#x}, where its stack ends")]
    StackPointer {
        /// The global.
        global: GlobalIndex,
        /// The end of the stack.
        end: u32,
    },
}

/// Checks a module with a shared memory against its record.
///
/// # Errors
///
/// Returns the first flaw.
pub fn check_shared(wasm: &[u8], interface: &Interface) -> Result<(), Flaw> {
    let malformed = |error: wasmparser::BinaryReaderError| Flaw::Malformed(error.to_string());
    let module = Module::read(wasm).map_err(malformed)?;
    let ([memory], [record]) = (module.memories.as_values_slice(), &interface.memories[..]) else {
        let (memories, records) = (module.memories.len(), interface.memories.len());
        return Err(Flaw::Memories { memories, records });
    };
    check_regions(&record.regions, memory.initial.saturating_mul(PAGE))?;
    check_stack_pointers(&module, &record.regions)?;
    check_segments(&module, &record.regions, memory.initial.saturating_mul(PAGE))?;
    check_instructions(&module)?;
    let first = ExternalIndex::Memory(MemoryIndex::FIRST);
    let is_other = |item: ExternalIndex| matches!(item, ExternalIndex::Memory(_)) && item != first;
    let other = module.exports.iter().find(|export| is_other(export.item));
    other.map_or(Ok(()), |export| Err(Flaw::MemoryIndex(format!("export `{}`", export.name))))
}

fn text(region: &Region) -> String {
    format!("{:#x}..{:#x} ({} of {})", region.start, region.end, region.kind, region.components.join(", "))
}

fn check_regions(regions: &[Region], size: u64) -> Result<(), Flaw> {
    let mut end = 0;
    for region in regions {
        if region.start < end || region.end <= region.start {
            return Err(Flaw::Overlap(text(region)));
        }
        if u64::from(region.end) > size {
            return Err(Flaw::Outside { region: text(region), size });
        }
        end = region.end;
    }
    Ok(())
}

fn check_stack_pointers(module: &Module<'_>, regions: &[Region]) -> Result<(), Flaw> {
    for region in regions {
        let Some(pointer) = region.stack_pointer else { continue };
        let global = module.globals.get(pointer).filter(|global| global.ty.mutable);
        let value = global.and_then(|global| Constant::address(global.init.as_ref()?).ok().flatten());
        if region.kind != RegionKind::Stack || value != Some(region.end) {
            return Err(Flaw::StackPointer { global: pointer, end: region.end });
        }
    }
    Ok(())
}

fn check_segments(module: &Module<'_>, regions: &[Region], size: u64) -> Result<(), Flaw> {
    for (segment, data) in module.data.iter() {
        let DataKind::Active { memory_index, offset_expr } = &data.kind else { continue };
        if *memory_index != 0 {
            return Err(Flaw::MemoryIndex(format!("data segment {segment}")));
        }
        let start = Constant::address(offset_expr).map_err(|error| Flaw::Malformed(error.to_string()))?;
        let Some(start) = start else { return Err(Flaw::Unplaced(segment)) };
        let end = u64::from(start) + data.data.len() as u64;
        let holds = |region: &&Region| {
            region.kind != RegionKind::Stack && region.start <= start && end <= u64::from(region.end)
        };
        // An empty segment touches nothing. One that leaves the memory traps before it touches anything.
        if !data.data.is_empty() && end <= size && !regions.iter().any(|region| holds(&region)) {
            return Err(Flaw::Segment { segment, start, length: data.data.len() });
        }
    }
    Ok(())
}

/// Checks that every instruction uses the first memory, as a validator without multiple memories does, and that none
/// grows it.
fn check_instructions(module: &Module<'_>) -> Result<(), Flaw> {
    let malformed = |error: wasmparser::BinaryReaderError| Flaw::Malformed(error.to_string());
    for (function, body) in module.defined_functions() {
        for operator in body.get_operators_reader().map_err(malformed)? {
            let operator = operator.map_err(malformed)?;
            let named = memories(&operator).map_err(|error| Flaw::Malformed(error.to_string()))?;
            if named.iter().any(|&memory| memory != MemoryIndex::FIRST) {
                return Err(Flaw::MemoryIndex(format!("function {function}")));
            }
            if matches!(operator, Operator::MemoryGrow { .. }) {
                return Err(Flaw::Grows(function));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use dissolve_interface::Memory;

    use super::*;

    const MODULE: &str = r#"(module (memory (export "memory") 1) (global (mut i32) (i32.const 2048))
        (global (mut i32) (i32.const 2044)) (global i32 (i32.const 2048)) (data (i32.const 2048) "statics") (data (i32.const 4096) "whole")
        (data (i32.const -1) "") (func (drop (i32.load (i32.const 4096)))))"#;

    fn region(start: u32, end: u32, kind: RegionKind) -> Region {
        Region { start, end, kind, components: vec!["a".into()], stack_pointer: None }
    }

    fn record() -> Interface {
        let mut stack = region(0, 2048, RegionKind::Stack);
        stack.stack_pointer = Some(GlobalIndex::from_u32(0));
        let regions = vec![stack, region(2048, 2055, RegionKind::Statics), region(4096, 65536, RegionKind::Whole)];
        let mut interface = Interface::new();
        interface.memories.push(Memory { component: "all".into(), regions, ..Memory::default() });
        interface
    }

    fn check(text: &str, change: impl FnOnce(&mut Vec<Region>)) -> Option<Flaw> {
        let mut interface = record();
        change(&mut interface.memories[0].regions);
        check_shared(&wat::parse_str(text).unwrap(), &interface).err()
    }

    #[test]
    fn a_true_record_passes() {
        assert_eq!(check(MODULE, |_| {}), None);
    }

    /// Each limit of each region is moved by a little and by a lot: every overlap and every uncovered segment is found.
    #[test]
    fn every_limit_counts() {
        for index in 0..3 {
            for delta in [1i64, 16, 2049, 70_000] {
                for (start, end) in [(-delta, 0), (delta, 0), (0, -delta), (0, delta)] {
                    let mut sound = false;
                    let flaw = check(MODULE, |regions| {
                        let moved = |at: u32, by: i64| u32::try_from(i64::from(at) + by).unwrap_or(0);
                        let was = regions[index].clone();
                        let region = &mut regions[index];
                        (region.start, region.end) = (moved(was.start, start), moved(was.end, end));
                        // The gaps around a region may grow, but everything must stay covered.
                        let covers = match index {
                            0 => region.end == was.end,
                            1 => region.start <= 2048 && region.end >= 2055,
                            _ => region.start <= 4096 && region.end >= 4101,
                        };
                        let apart = regions.windows(2).all(|pair| pair[0].end <= pair[1].start);
                        let in_order = regions.iter().all(|region| region.start < region.end && region.end <= 65536);
                        sound = covers && apart && in_order;
                    });
                    assert_eq!(flaw.is_none(), sound, "region {index} by {start}, {end}: {flaw:?}");
                }
            }
        }
    }

    #[test]
    fn each_flaw_has_a_name() {
        assert!(matches!(check(MODULE, |regions| regions.swap(1, 2)), Some(Flaw::Overlap(_))));
        assert!(matches!(check(MODULE, |regions| regions[2].end += 1), Some(Flaw::Outside { size: 65536, .. })));
        assert!(
            matches!(check(MODULE, |regions| regions[1].end -= 1), Some(Flaw::Segment { segment, .. }) if segment.as_u32() == 0)
        );
        assert!(matches!(
            check(MODULE, |regions| regions[1].kind = RegionKind::Stack),
            Some(Flaw::Segment { segment, .. }) if segment.as_u32() == 0
        ));
        for (wrong, region) in [(1, 0), (2, 0), (9, 0), (0, 1)] {
            let flaw = check(MODULE, |regions| regions[region].stack_pointer = Some(GlobalIndex::from_u32(wrong)));
            assert!(
                matches!(flaw, Some(Flaw::StackPointer { global, .. }) if global.as_u32() == wrong),
                "{wrong}: {flaw:?}"
            );
        }
        let change = |from: &str, to: &str| check(&MODULE.replace(from, to), |_| {});
        assert!(matches!(change("(memory (export", "(memory 1) (memory (export"), Some(Flaw::Memories { .. })));
        assert!(
            matches!(change("(i32.load (i32.const 4096))", "(memory.grow (i32.const 1))"), Some(Flaw::Grows(function)) if function.as_u32() == 0)
        );
        for access in ["(i32.load 1 (i32.const 4096))", "(memory.size 1)"] {
            let flaw = change("(i32.load (i32.const 4096))", access);
            assert_eq!(flaw, Some(Flaw::MemoryIndex("function 0".into())), "{access}");
        }
        assert!(matches!(change("(i32.const 2048) \"statics\"", "(i32.const 2047) \"s\""), Some(Flaw::Segment { .. })));
        let flaw = check_shared(b"\0asm", &record()).unwrap_err();
        assert!(flaw.to_string().contains("malformed"), "{flaw}");
    }
}
