//! The data of the new module: statics at their new places, with the new addresses in them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use dissolve_wasm::{Constant, DataIndex, EntityRef as _, MemoryIndex, Module};
use wasmparser::DataKind;

use crate::layout::{Layout, Placed};
use crate::rewrite::{Places, Target};
use crate::{Kept, Source};

/// The new data segments: those of the module, changed, then those of the new memories. An active one has a memory and
/// an address.
pub type Segments = Vec<(Option<(MemoryIndex, u32)>, Vec<u8>)>;

/// For each segment, the offsets of the words that hold an address of a source's own memory.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// An address of a constant.
    pub constants: Vec<(DataIndex, Vec<u32>)>,
    /// Another one.
    pub others: Vec<(DataIndex, Vec<u32>)>,
}

/// The data of the new module.
pub struct Data {
    /// The segments.
    pub segments: Segments,
    /// The words of each source.
    pub words: Vec<Words>,
    /// The extent of the data that stays in each source's memory.
    pub extents: Vec<Range<u32>>,
}

/// Makes the data of the new module.
pub fn data(module: &Module<'_>, sources: &[Source], layout: &Layout, places: &Places) -> Result<Data, Kept> {
    let mut images = Vec::new();
    // The addresses of words that hold an address, in the old memory of each source.
    let mut held: Vec<BTreeMap<u32, Target>> = vec![BTreeMap::new(); sources.len()];
    let mut starts: HashMap<DataIndex, (usize, u32)> = HashMap::new();
    for (index, data) in module.data.iter() {
        let DataKind::Active { memory_index, offset_expr } = &data.kind else { continue };
        let memory = MemoryIndex::from_u32(*memory_index);
        let Some(source) = sources.iter().position(|source| source.memory == memory) else { continue };
        let statics = &sources[source].statics;
        let start = Constant::address(offset_expr)?.filter(|&start| start >= statics.start);
        let end = start.and_then(|start| start.checked_add(data.data.len() as u32));
        match (start, end.filter(|&end| end <= statics.end)) {
            (Some(start), Some(_)) => _ = starts.insert(index, (source, start)),
            _ => return Err(Kept::Because("it has data outside of its statics".into())),
        }
    }
    for (number, (source, place)) in sources.iter().zip(&places.0).enumerate() {
        let mut image = vec![0; (source.statics.end - source.statics.start) as usize];
        for (index, data) in module.data.iter() {
            let Some((_, start)) = starts.get(&index).filter(|(of, _)| *of == number) else { continue };
            let at = (start - source.statics.start) as usize;
            let segment = &mut image[at..at + data.data.len()];
            segment.copy_from_slice(data.data);
            for word in source.relocations.data.get(&index).into_iter().flatten() {
                let moved = place.moved(source, word.address)?.to_le_bytes();
                segment[word.offset as usize..word.offset as usize + 4].copy_from_slice(&moved);
                // No word in data holds an address of a static with a memory of its own.
                let target = place.target(source, &word.address).unwrap_or(Target::Other);
                held[number].insert(start + word.offset, target);
            }
        }
        images.push(image);
    }
    let old = |(source, number): (usize, usize)| {
        let (start, range) = (sources[source].statics.start, &sources[source].relocations.statics[number].range);
        &images[source][(range.start - start) as usize..(range.end - start) as usize]
    };
    let mut words: Vec<Words> = vec![Words::default(); sources.len()];
    // Notes the words in statics of a segment; returns the end of the last one, as an offset in the segment.
    let mut note = |index: usize, start: u32, placed: &[&Placed]| {
        let mut end = 0;
        for Placed { from: (source, number), range } in placed {
            let old = &sources[*source].relocations.statics[*number].range;
            for (at, target) in held[*source].range(old.clone()) {
                let offset = at - old.start + range.start - start;
                end = end.max(offset as usize + 4);
                let list = match target {
                    Target::Constant => &mut words[*source].constants,
                    Target::Other => &mut words[*source].others,
                };
                match list.last_mut().filter(|(segment, _)| segment.index() == index) {
                    Some((_, offsets)) => offsets.push(offset),
                    None => list.push((DataIndex::new(index), vec![offset])),
                }
            }
        }
        end
    };
    let mut segments = Segments::new();
    for (index, data) in module.data.iter() {
        let Some(&(source, start)) = starts.get(&index) else {
            let kept = match &data.kind {
                DataKind::Active { memory_index, offset_expr } => {
                    let start = Constant::address(offset_expr)?
                        .ok_or_else(|| Kept::Because("it has data without a fixed place".into()))?;
                    Some((MemoryIndex::from_u32(*memory_index), start))
                }
                DataKind::Passive => None,
            };
            segments.push((kept, data.data.to_vec()));
            continue;
        };
        // The statics of the segment that stay.
        let end = start + data.data.len() as u32;
        let is_of_segment = |placed: &&Placed| {
            let old = &sources[source].relocations.statics[placed.from.1].range;
            start <= old.start && old.start < end
        };
        let statics: Vec<&Placed> = layout.stay[source].statics.iter().filter(is_of_segment).collect();
        let parts: Vec<_> = statics.iter().map(|placed| (placed.range.start, old(placed.from))).collect();
        let words_end = note(segments.len(), parts.first().map_or(0, |(start, _)| *start), &statics);
        segments.push(segment(sources[source].memory, sources[source].statics.start, &parts, words_end));
    }
    for (object, memory) in layout.objects.iter().zip(module.memories.len()..) {
        let parts: Vec<_> = object.statics.iter().map(|placed| (placed.range.start, old(placed.from))).collect();
        let statics: Vec<&Placed> = object.statics.iter().collect();
        let words_end = note(segments.len(), parts.first().map_or(0, |(start, _)| *start), &statics);
        let added = segment(MemoryIndex::new(memory), 0, &parts, words_end);
        if !added.1.is_empty() {
            segments.push(added);
        }
    }
    let extents = sources.iter().map(|source| {
        let own = segments.iter().filter_map(|(place, bytes)| match place {
            Some((memory, start)) if *memory == source.memory && !bytes.is_empty() => {
                Some((*start, *start + bytes.len() as u32))
            }
            _ => None,
        });
        let none = (source.statics.start, source.statics.start);
        let (start, end) = own.reduce(|all, one| (all.0.min(one.0), all.1.max(one.1))).unwrap_or(none);
        start..end
    });
    let extents = extents.collect();
    Ok(Data { segments, words, extents })
}

/// Makes a segment of statics, each with its address, without the zeros at its end: a memory is zero at first. At least
/// `words_end` bytes stay, the last of which are of a word with an address.
fn segment(
    memory: MemoryIndex,
    lowest: u32,
    parts: &[(u32, &[u8])],
    words_end: usize,
) -> (Option<(MemoryIndex, u32)>, Vec<u8>) {
    let start = parts.first().map_or(lowest, |(start, _)| *start);
    let mut bytes = Vec::new();
    for (at, part) in parts {
        bytes.resize((at - start) as usize, 0);
        bytes.extend_from_slice(part);
    }
    let length = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    bytes.truncate(length.max(words_end));
    (Some((memory, start)), bytes)
}
