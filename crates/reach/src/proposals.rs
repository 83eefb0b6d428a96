//! The WebAssembly proposals: the stages that take each, and advice to the author of an input that uses another.

use std::fmt::Write as _;

use wasmparser::{BinaryReaderError, WasmFeatures};

/// A stage that takes WebAssembly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Makes one core module of components (`fuse`).
    Fuse,
    /// Makes machine code of a core module (`compile`). Core modules that are linked to one may use the same proposals.
    Compile,
}

impl Stage {
    /// The features that an input of the stage may use.
    pub fn features(self) -> WasmFeatures {
        let taken = PROPOSALS.iter().filter(|row| row.stages.contains(&self));
        taken.fold(WasmFeatures::empty(), |features, row| features | row.feature)
    }
}

/// A proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its name.
    pub name: &'static str,
    /// The advice, as the rest of a sentence about the user's module.
    pub remedy: &'static str,
}

/// A proposal that an input needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// The proposal.
    pub proposal: Proposal,
    /// The place where it is used first, in bytes from the start of the input.
    pub offset: usize,
}

/// The advice for proposals that compilers use for the garbage collector of an engine.
const LINEAR_MEMORY: &str = "compile from a language, or with a compiler, that keeps its data in linear memory, such as C, \
    C++, Rust or TinyGo; there is no garbage collector on the chip";
/// The advice for proposals that no compiler uses by default.
const LEAVE_OUT: &str = "leave out the compiler's or optimizer's option that asks for it";

/// A row of [`PROPOSALS`].
struct Row {
    feature: WasmFeatures,
    name: &'static str,
    /// The stages that take it.
    stages: &'static [Stage],
    /// The advice where a stage does not take it.
    remedy: &'static str,
}

const fn taken(feature: WasmFeatures, name: &'static str, stages: &'static [Stage]) -> Row {
    Row { feature, name, stages, remedy: LEAVE_OUT }
}

const fn refused(feature: WasmFeatures, name: &'static str, remedy: &'static str) -> Row {
    Row { feature, name, stages: &[], remedy }
}

const BOTH: &[Stage] = &[Stage::Fuse, Stage::Compile];

/// The proposals. Of those that are refused, each comes after the proposals that build on it.
const PROPOSALS: &[Row] = &[
    taken(WasmFeatures::WASM2, "WebAssembly 2.0, vectors included", BOTH),
    taken(WasmFeatures::MULTI_MEMORY, "multiple memories", BOTH),
    taken(WasmFeatures::TAIL_CALL, "tail calls", BOTH),
    taken(WasmFeatures::EXTENDED_CONST, "extended constant expressions", BOTH),
    taken(WasmFeatures::RELAXED_SIMD, "relaxed vector instructions, in the deterministic profile", BOTH),
    Row {
        feature: WasmFeatures::CUSTOM_PAGE_SIZES,
        name: "custom page sizes",
        stages: &[Stage::Compile],
        remedy: "give the memory pages of 64 KiB: in a component, no other can be fused",
    },
    taken(WasmFeatures::COMPONENT_MODEL, "the component model, without concurrency", &[Stage::Fuse]),
    taken(WasmFeatures::CM_FIXED_LENGTH_LISTS, "lists of a fixed length", &[Stage::Fuse]),
    taken(WasmFeatures::CM_MAP, "maps", &[Stage::Fuse]),
    taken(WasmFeatures::CM_IMPLEMENTS, "interfaces under names of their own (`implements`)", &[Stage::Fuse]),
    refused(WasmFeatures::STACK_SWITCHING, "stack switching", LEAVE_OUT),
    refused(WasmFeatures::CUSTOM_DESCRIPTORS, "custom descriptors", LINEAR_MEMORY),
    refused(WasmFeatures::GC, "garbage collection (GC)", LINEAR_MEMORY),
    refused(
        WasmFeatures::FUNCTION_REFERENCES,
        "typed function references",
        "call through a table instead (`call_indirect`), which is how C, C++ and Rust are compiled; if an optimizer made \
         them, tell it not to (`wasm-opt --disable-gc`)",
    ),
    refused(WasmFeatures::LEGACY_EXCEPTIONS, "exception handling, in its first form", EXCEPTIONS),
    refused(WasmFeatures::EXCEPTIONS, "exception handling", EXCEPTIONS),
    refused(WasmFeatures::SHARED_EVERYTHING_THREADS, "shared-everything threads", THREADS),
    refused(WasmFeatures::THREADS, "threads", THREADS),
    refused(
        WasmFeatures::MEMORY64,
        "64-bit memories and tables (memory64)",
        "compile for `wasm32`, not `wasm64` (in Emscripten without `-sMEMORY64`)",
    ),
    refused(
        WasmFeatures::WIDE_ARITHMETIC,
        "wide arithmetic",
        "compile without it: in C and C++ `-mno-wide-arithmetic`, in Rust `-Ctarget-feature=-wide-arithmetic`",
    ),
    refused(WasmFeatures::MEMORY_CONTROL, "memory control", LEAVE_OUT),
    refused(WasmFeatures::COMPACT_IMPORTS, "compact imports", LEAVE_OUT),
    refused(WasmFeatures::CM64, "64-bit memories in components", "compile for `wasm32`, not `wasm64`"),
    refused(WasmFeatures::CM_GC, "garbage collection in the canonical ABI", LINEAR_MEMORY),
    refused(WasmFeatures::CM_THREADING, "threads of the component model", THREADS),
    refused(WasmFeatures::CM_VALUES, "values of the component model", LEAVE_OUT),
    refused(WasmFeatures::CM_NESTED_NAMES, "nested names of the component model", LEAVE_OUT),
    refused(WasmFeatures::CM_CANON_NAMES, "canonical names of the component model", LEAVE_OUT),
];

const EXCEPTIONS: &str = "compile without exceptions: in C++ `-fno-exceptions`, in Rust `panic = \"abort\"`; in C without \
    `setjmp`";
const THREADS: &str = "compile for one thread: in C and C++ without `-pthread` and `-matomics`, in Rust without \
    `-Ctarget-feature=+atomics`, and link without `--shared-memory`";

/// Returns the proposal that a valid input needs and that `lowered` leaves out; if there are several, the one used
/// first.
///
/// `validate` checks the input against a set of features.
pub fn needed(
    lowered: WasmFeatures,
    validate: impl Fn(WasmFeatures) -> Result<(), BinaryReaderError>,
) -> Option<Needed> {
    let refused = PROPOSALS.iter().filter(|row| !lowered.intersects(row.feature));
    let needed = refused.filter_map(|&Row { feature, name, remedy, .. }| {
        let error = validate(WasmFeatures::all().difference(feature)).err()?;
        Some(Needed { proposal: Proposal { name, remedy }, offset: error.offset() })
    });
    needed.min_by_key(|needed| needed.offset)
}

/// The proposals that a stage takes, as a table in Markdown: a row for each, a column for each stage.
pub fn proposal_table() -> String {
    let mut text = "| WebAssembly | `fuse` | `compile` |\n| --- | --- | --- |\n".to_owned();
    for row in PROPOSALS.iter().filter(|row| !row.stages.is_empty()) {
        let [fuse, compile] =
            [Stage::Fuse, Stage::Compile].map(|stage| if row.stages.contains(&stage) { "yes" } else { "no" });
        writeln!(text, "| {} | {fuse} | {compile} |", row.name).expect("a string takes all text");
    }
    text
}

#[cfg(test)]
mod tests {
    use wasmparser::Validator;

    use super::*;

    /// Returns the name of the proposal that a module needs and that `lowered` leaves out.
    fn name(module: &str, lowered: WasmFeatures) -> Option<&'static str> {
        let wasm = wat::parse_str(module).unwrap();
        let found = needed(lowered, |features| Validator::new_with_features(features).validate_all(&wasm).map(drop));
        found.map(|needed| needed.proposal.name)
    }

    #[test]
    fn the_proposal_that_is_used_first_is_named() {
        let none = WasmFeatures::WASM2;
        assert_eq!(name("(module (memory 1))", none), None);
        let threads = "(memory 1 1 shared)";
        assert_eq!(name(&format!("(module {threads})"), none), Some("threads"));
        assert_eq!(name(&format!("(module {threads})"), none | WasmFeatures::THREADS), None);
        let wide = "(func (result i64 i64) (i64.mul_wide_u (i64.const 1) (i64.const 2)))";
        assert_eq!(name(&format!("(module {wide})"), none), Some("wide arithmetic"));
        assert_eq!(name(&format!("(module {threads} {wide})"), none), Some("threads"));
        assert_eq!(name(&format!("(module {threads} {wide})"), none | WasmFeatures::THREADS), Some("wide arithmetic"));
    }
}
