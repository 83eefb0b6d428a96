//! The arena import, `env::__cabi_arena_realloc`: the embedder's allocator for one memory (contract, section 2).

use dissolve_abi::symbol::ARENA_REALLOC;
use dissolve_wasm::MemoryIndex;
use wasmparser::{FuncType, ValType};

use crate::ImportKind;

/// The module name of the arena import.
pub const ARENA_MODULE: &str = "env";

/// The field name of the arena import, which is the symbol of the embedder's allocator. In a fused module with several
/// arenas, `@N` follows it.
pub const ARENA_FIELD: &str = ARENA_REALLOC;

/// Returns true if these are the names of the arena import of a module that has no record.
pub fn is_arena_name(module: &str, field: &str) -> bool {
    module == ARENA_MODULE && field == ARENA_FIELD
}

/// Returns true if a function has the type of the arena import: `(block, old size, alignment, new size) -> block`, all `i32`.
pub fn has_arena_type(ty: &FuncType) -> bool {
    ty.params() == [ValType::I32; 4] && ty.results() == [ValType::I32]
}

impl ImportKind {
    /// The memory that a recorded import serves, if it is the arena's, as [`arena_memory`].
    pub fn arena_memory(&self) -> Option<Option<MemoryIndex>> {
        match self {
            ImportKind::Passthrough { symbol, memory, .. } => (symbol == ARENA_FIELD).then_some(*memory),
            ImportKind::Host { .. } | ImportKind::Destructor { .. } => None,
        }
    }
}

/// The memory that an import serves, if it is the arena's. `record` is its entry in the interface record; without one, its names
/// decide, and it serves memory 0.
///
/// Returns `None` for any other import, and `Some(None)` for an arena import that serves no memory.
pub fn arena_memory(record: Option<&ImportKind>, module: &str, field: &str) -> Option<Option<MemoryIndex>> {
    match record {
        Some(record) => record.arena_memory(),
        None => is_arena_name(module, field).then_some(Some(MemoryIndex::FIRST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_decides_before_names() {
        let memory = MemoryIndex::from_u32;
        let record = |symbol: &str, memory| ImportKind::Passthrough { symbol: symbol.into(), memory, base: 0 };
        let arena = |record: Option<ImportKind>, field| arena_memory(record.as_ref(), "env", field);
        assert_eq!(arena(None, ARENA_FIELD), Some(Some(memory(0))));
        assert_eq!(arena(None, "__cabi_arena_realloc@1"), None);
        assert_eq!(arena(Some(record(ARENA_FIELD, Some(memory(1)))), "__cabi_arena_realloc@1"), Some(Some(memory(1))));
        assert_eq!(arena(Some(record(ARENA_FIELD, None)), ARENA_FIELD), Some(None));
        assert_eq!(arena(Some(record("led", Some(memory(0)))), ARENA_FIELD), None);
    }

    #[test]
    fn the_type_is_that_of_realloc() {
        assert!(has_arena_type(&FuncType::new([ValType::I32; 4], [ValType::I32])));
        assert!(!has_arena_type(&FuncType::new([ValType::I32; 4], [])));
        assert!(!has_arena_type(&FuncType::new([ValType::I32; 3], [ValType::I32])));
        assert!(!has_arena_type(&FuncType::new(
            [ValType::I32, ValType::I32, ValType::I32, ValType::I64],
            [ValType::I32]
        )));
    }
}
