//! The WebAssembly proposals that are not lowered, and advice to the author of a module that uses one.

use wasmparser::{BinaryReaderError, WasmFeatures};

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

/// The proposals. Each comes after the proposals that build on it.
const PROPOSALS: &[(WasmFeatures, &str, &str)] = &[
    (WasmFeatures::STACK_SWITCHING, "stack switching", LEAVE_OUT),
    (WasmFeatures::CUSTOM_DESCRIPTORS, "custom descriptors", LINEAR_MEMORY),
    (WasmFeatures::GC, "garbage collection (GC)", LINEAR_MEMORY),
    (
        WasmFeatures::FUNCTION_REFERENCES,
        "typed function references",
        "call through a table instead (`call_indirect`), which is how C, C++ and Rust are compiled; if an optimizer made \
         them, tell it not to (`wasm-opt --disable-gc`)",
    ),
    (WasmFeatures::LEGACY_EXCEPTIONS, "exception handling, in its first form", EXCEPTIONS),
    (WasmFeatures::EXCEPTIONS, "exception handling", EXCEPTIONS),
    (WasmFeatures::SHARED_EVERYTHING_THREADS, "shared-everything threads", THREADS),
    (WasmFeatures::THREADS, "threads", THREADS),
    (
        WasmFeatures::MEMORY64,
        "64-bit memories and tables (memory64)",
        "compile for `wasm32`, not `wasm64` (in Emscripten without `-sMEMORY64`)",
    ),
    (
        WasmFeatures::WIDE_ARITHMETIC,
        "wide arithmetic",
        "compile without it: in C and C++ `-mno-wide-arithmetic`, in Rust `-Ctarget-feature=-wide-arithmetic`",
    ),
    (WasmFeatures::MEMORY_CONTROL, "memory control", LEAVE_OUT),
    (WasmFeatures::COMPACT_IMPORTS, "compact imports", LEAVE_OUT),
    (
        WasmFeatures::CUSTOM_PAGE_SIZES,
        "custom page sizes",
        "give the memory pages of 64 KiB: in a component, no other can be fused",
    ),
    (WasmFeatures::CM64, "64-bit memories in components", "compile for `wasm32`, not `wasm64`"),
    (WasmFeatures::CM_GC, "garbage collection in the canonical ABI", LINEAR_MEMORY),
    (WasmFeatures::CM_THREADING, "threads of the component model", THREADS),
    (WasmFeatures::CM_VALUES, "values of the component model", LEAVE_OUT),
    (WasmFeatures::CM_NESTED_NAMES, "nested names of the component model", LEAVE_OUT),
    (WasmFeatures::CM_CANON_NAMES, "canonical names of the component model", LEAVE_OUT),
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
    let refused = PROPOSALS.iter().filter(|(feature, ..)| !lowered.intersects(*feature));
    let needed = refused.filter_map(|&(feature, name, remedy)| {
        let error = validate(WasmFeatures::all().difference(feature)).err()?;
        Some(Needed { proposal: Proposal { name, remedy }, offset: error.offset() })
    });
    needed.min_by_key(|needed| needed.offset)
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
