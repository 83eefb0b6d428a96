//! Reads the imports, exports and types of a module, which linking compares.

use wasmparser::{
    BinaryReaderError, CompositeInnerType, Export, FuncType, GlobalType, Import, MemoryType, Parser, Payload, TableType,
};

/// The parts of a valid module that linking needs.
#[derive(Default)]
pub struct Parts<'a> {
    /// Function types by type index.
    pub types: Vec<FuncType>,
    /// Imports in order.
    pub imports: Vec<Import<'a>>,
    /// Type indices of the functions that the module defines.
    pub functions: Vec<u32>,
    /// Tables that the module defines.
    pub tables: Vec<TableType>,
    /// Memories that the module defines.
    pub memories: Vec<MemoryType>,
    /// Globals that the module defines.
    pub globals: Vec<GlobalType>,
    /// Exports in order.
    pub exports: Vec<Export<'a>>,
}

impl<'a> Parts<'a> {
    /// Reads a module.
    pub fn read(module: &'a [u8]) -> Result<Parts<'a>, BinaryReaderError> {
        let mut parts = Parts::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        for ty in group?.into_types() {
                            if let CompositeInnerType::Func(ty) = ty.composite_type.inner {
                                parts.types.push(ty);
                            }
                        }
                    }
                }
                Payload::ImportSection(section) => {
                    parts.imports = section.into_imports().collect::<Result<_, _>>()?;
                }
                Payload::FunctionSection(section) => parts.functions = section.into_iter().collect::<Result<_, _>>()?,
                Payload::TableSection(section) => {
                    for table in section {
                        parts.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(section) => parts.memories = section.into_iter().collect::<Result<_, _>>()?,
                Payload::GlobalSection(section) => {
                    for global in section {
                        parts.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(section) => parts.exports = section.into_iter().collect::<Result<_, _>>()?,
                _ => {}
            }
        }
        Ok(parts)
    }
}
