//! The features and sizes of random modules, in one place, and a stock engine that accepts all of them.

use dissolve_pipeline::targets::Target;
use wasm_smith::{Config, InstructionKind, InstructionKinds, MemoryOffsetChoices};
use wasmparser::{Validator, WasmFeatures};
use wasmtime::OptLevel;

use crate::fuzz::random::Random;

/// The maximum size of a memory in bytes, growth included: a page, so that many modules fit a board.
pub const MEMORY: u32 = 1 << 16;

/// The maximum number of a table's elements.
const TABLE: u64 = 40;

/// Calls, iterations and bytes of bulk operations that one call may spend before it traps.
pub const FUEL: u32 = 600;

/// Bytes of native stack for a call on the engine and on a chip: more than that much fuel can use in nearly all cases.
pub const STACK: u32 = 768 << 10;

/// The targets of cases, in turns. Half of the cases run on Arm, half on RISC-V.
pub const TARGETS: &[Target] = &[Target::CortexM3, Target::Riscv32imac, Target::CortexM4F, Target::Riscv32imac];

/// The features that a module may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only features that dissolve lowers.
    Lowered,
    /// Any feature that the generator has. Many such modules must be refused.
    Anything,
}

/// The configuration of a module's generator.
pub fn config(random: &mut Random, kind: Kind) -> Config {
    match kind {
        Kind::Lowered => lowered(random),
        Kind::Anything => Config { max_imports: 2, generate_custom_sections: true, ..anything(random) },
    }
}

/// A configuration with random features, those of proposals included.
fn anything(random: &mut Random) -> Config {
    Config {
        simd_enabled: random.one_in(2),
        relaxed_simd_enabled: random.one_in(4),
        tail_call_enabled: random.one_in(4),
        custom_page_sizes_enabled: random.one_in(4),
        exceptions_enabled: random.one_in(4),
        gc_enabled: random.one_in(4),
        memory64_enabled: random.one_in(4),
        threads_enabled: random.one_in(4),
        wide_arithmetic_enabled: random.one_in(4),
        reference_types_enabled: true,
        canonicalize_nans: false,
        disallow_traps: false,
        ..lowered(random)
    }
}

/// A configuration with features that dissolve lowers. Some modules go without some features, so that the others are
/// used more.
fn lowered(random: &mut Random) -> Config {
    let references = random.one_in(2);
    let vectors = random.one_in(3);
    let mut config = Config {
        allow_floats: !random.one_in(4),
        canonicalize_nans: true,
        min_funcs: 1,
        max_funcs: 5,
        disallow_traps: !random.one_in(3),
        max_instructions: *random.pick(&[20, 50, 100]),
        min_types: 2,
        max_types: 8,
        max_type_size: 12,
        max_globals: 6,
        min_memories: 1,
        max_memories: if random.one_in(3) { 2 } else { 1 },
        max_memory32_bytes: MEMORY.into(),
        memory_offset_choices: MemoryOffsetChoices(60, 39, 1),
        max_data_segments: 4,
        min_tables: u32::from(!random.one_in(4)),
        max_tables: if references { 2 } else { 1 },
        max_table_elements: TABLE,
        max_element_segments: 4,
        max_elements: 12,
        max_imports: 0,
        max_exports: 0,
        max_tags: 0,
        max_values: 4,
        max_nesting_depth: 6,
        allow_start_export: random.one_in(4),
        generate_custom_sections: false,
        reference_types_enabled: references,
        bulk_memory_enabled: references || random.one_in(2),
        multi_value_enabled: !random.one_in(4),
        saturating_float_to_int_enabled: true,
        sign_extension_ops_enabled: true,
        extended_const_enabled: true,
        simd_enabled: vectors,
        relaxed_simd_enabled: vectors && random.one_in(2),
        tail_call_enabled: random.one_in(3),
        custom_page_sizes_enabled: random.one_in(4),
        exceptions_enabled: false,
        gc_enabled: false,
        memory64_enabled: false,
        threads_enabled: false,
        shared_everything_threads_enabled: false,
        wide_arithmetic_enabled: false,
        ..Config::default()
    };
    if random.one_in(4) {
        // Only integers, control flow, memories and tables: in other modules, other instructions outnumber these.
        config.allowed_instructions = InstructionKinds::new(&[
            InstructionKind::NumericInt,
            InstructionKind::Parametric,
            InstructionKind::Variable,
            InstructionKind::MemoryInt,
            InstructionKind::Control,
            InstructionKind::Table,
        ]);
    }
    config
}

/// Returns true if the stock engine accepts a module: it is built without garbage collection, and has no host
/// references.
pub fn runs_on_the_engine(module: &[u8]) -> bool {
    let features = WasmFeatures::all() - WasmFeatures::GC_TYPES;
    Validator::new_with_features(features).validate_all(module).is_ok()
}

/// The configuration of the stock engine: memories of one page each, and fast compilation rather than fast code.
pub fn engine() -> wasmtime::Config {
    let mut config = wasmtime::Config::new();
    config
        .wasm_multi_memory(true)
        .wasm_extended_const(true)
        .wasm_tail_call(true)
        .wasm_simd(true)
        .wasm_relaxed_simd(true)
        .relaxed_simd_deterministic(true)
        .wasm_custom_page_sizes(true)
        .cranelift_opt_level(OptLevel::None)
        .memory_reservation(0)
        .memory_guard_size(0)
        .max_wasm_stack(STACK as usize);
    config
}
