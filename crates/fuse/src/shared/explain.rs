//! The places of the memories, and the reasons: for `--explain`.

use std::fmt;
use std::ops::Range;

use dissolve_interface::{HeapUse, Region};
use dissolve_wasm::PAGE;

/// A report on how the memories of a fused module were put into one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// The regions of the memory, in ascending order.
    pub regions: Vec<Region>,
    /// The new form of each component's memory, in the order of instantiation.
    pub memories: Vec<Rebased>,
    /// Pairs of components whose code can be active at once, the caller first, so that the stack has room for both.
    pub conflicts: Vec<(String, String)>,
    /// The common arena, if a component has one. The embedder's arena is an empty range here, after the last region.
    pub arena: Option<Range<u64>>,
}

/// A memory in the shared one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebased {
    /// The component.
    pub component: String,
    /// The way in which its addresses were rebased.
    pub method: Method,
    /// The reason why its addresses are folded and not relocated, or why it is kept whole.
    pub reason: Option<String>,
    /// The part that is kept of the memory above its statics, if the component uses that.
    pub heap: Option<Heap>,
}

/// The part of the memory above a component's statics that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heap {
    /// The end of the kept part, in the component's own addresses.
    pub end: u64,
    /// The bytes that are kept.
    pub bytes: u64,
    /// True if these are all bytes that the component declares.
    pub is_all: bool,
    /// The evidence that the component uses the memory above its statics.
    pub found: HeapUse,
}

impl fmt::Display for Heap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Heap { bytes, found, .. } = self;
        match self.is_all {
            true => write!(f, "{bytes} bytes above its statics are kept, which `--heap SIZE` limits: {found}"),
            false => write!(f, "{bytes} bytes above its statics are kept, as `--heap` says: {found}"),
        }
    }
}

/// A way to rebase the addresses of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The addresses themselves were changed, at the places that relocations name.
    Relocated,
    /// The base is added wherever an address is used.
    Folded {
        /// The base, modulo 2^32.
        base: u32,
    },
}

impl fmt::Display for Sharing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.regions.last().map_or(0, |region| region.end);
        let pages = u64::from(end).div_ceil(PAGE);
        writeln!(f, "memory: shared, {end} bytes (pages of 64 KiB: {pages})")?;
        let mut cursor = 0;
        for region in &self.regions {
            if region.start > cursor {
                writeln!(f, "  {cursor:#010x}..{:#010x} {:>8}  (alignment)", region.start, region.start - cursor)?;
            }
            let (start, end, size) = (region.start, region.end, region.end - region.start);
            writeln!(f, "  {start:#010x}..{end:#010x} {size:>8}  {} of {}", region.kind, list(&region.components))?;
            cursor = region.end;
        }
        match &self.arena {
            Some(Range { start, end }) if start < end => {
                writeln!(f, "  {start:#010x}..{end:#010x} {:>8}  arena of all", end - start)?;
            }
            Some(Range { start, .. }) => {
                writeln!(f, "  {start:#010x}..           {:>8}  arena of all, as large as the embedder makes it", "")?;
            }
            None => {}
        }
        writeln!(f, "addresses:")?;
        for memory in &self.memories {
            match memory.method {
                Method::Relocated => write!(f, "  `{}`: relocated", memory.component)?,
                Method::Folded { base } => write!(f, "  `{}`: {base:#x} added to each", memory.component)?,
            }
            match &memory.reason {
                Some(reason) => writeln!(f, "; {reason}")?,
                None => writeln!(f)?,
            }
            if let Some(heap) = &memory.heap {
                writeln!(f, "    {heap}")?;
            }
        }
        if !self.conflicts.is_empty() {
            writeln!(f, "room on the stack for both, as both can be active at once:")?;
            for (caller, callee) in &self.conflicts {
                writeln!(f, "  `{caller}` calls `{callee}`")?;
            }
        }
        Ok(())
    }
}

fn list(components: &[String]) -> String {
    components.iter().map(|component| format!("`{component}`")).collect::<Vec<_>>().join(", ")
}
