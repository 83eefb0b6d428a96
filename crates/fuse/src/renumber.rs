//! The fused indices of a core instance's items, and the encoder that puts them in place of its own indices.

use std::convert::Infallible;

use dissolve_wasm::{EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap, TableIndex, TypeIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{CodeSection, ConstExpr, Encode as _, Instruction};
use wasmparser::{FunctionBody, Operator};

use crate::intrinsics::{Intrinsics, Item};

/// The fused indices of the items of one core instance, by the instance's own indices. In each index space, imported
/// items come first.
#[derive(Default)]
pub struct Renumbering {
    /// The index of the instance's module in [`crate::builder::Builder::homes`].
    pub home: usize,
    /// Types.
    pub types: PrimaryMap<TypeIndex, TypeIndex>,
    /// Functions; [`Renumbering::NO_FUNCTION`] for an import that several functions replace.
    pub functions: PrimaryMap<FuncIndex, FuncIndex>,
    /// Tables.
    pub tables: PrimaryMap<TableIndex, TableIndex>,
    /// Memories.
    pub memories: PrimaryMap<MemoryIndex, MemoryIndex>,
    /// Globals.
    pub globals: PrimaryMap<GlobalIndex, GlobalIndex>,
    /// The offset that is added to indices of element segments.
    pub elements: u32,
    /// The offset that is added to indices of data segments.
    pub data: u32,
    /// The intrinsics that an adapter module imports, for handle tables and traps.
    pub intrinsics: Intrinsics,
    /// The function to call before each `unreachable`, in a module of the fuser's own that traps for one reason only.
    pub named_trap: Option<FuncIndex>,
}

impl Renumbering {
    /// Stands for the fused index of an intrinsic: each call of it becomes a call of a function that is specialized for
    /// the constants of the call.
    pub const NO_FUNCTION: FuncIndex = FuncIndex::from_u32(u32::MAX);

    /// Encodes the body of a function of an adapter module, renumbered, with direct calls of the functions that replace
    /// its intrinsics.
    pub fn encode_adapter(
        &self,
        function: FuncIndex,
        body: &FunctionBody<'_>,
        code: &mut CodeSection,
    ) -> Result<(), ReencodeError<Infallible>> {
        let mut renumberer = Renumberer { renumbering: self, global_values: &[] };
        let mut encoded = renumberer.new_function_with_parsed_locals(body)?;
        for item in self.intrinsics.items(function, body)? {
            match item {
                Item::Operator(operator) => encoded.instruction(&renumberer.instruction(operator)?),
                Item::Call(intrinsic, key) => {
                    // `Intrinsics::calls` has found the constants of each call.
                    let Some(function) = self.intrinsics.functions[&(intrinsic, key.unwrap_or_default())] else {
                        continue;
                    };
                    encoded.instruction(&Instruction::Call(function.as_u32()))
                }
            };
        }
        code.function(&encoded);
        Ok(())
    }
}

/// Renumbers one instance. All indices are in range, because the module was validated.
pub struct Renumberer<'a> {
    /// The fused indices.
    pub renumbering: &'a Renumbering,
    /// The values of immutable globals of the fused module, as instructions.
    pub global_values: &'a [Option<Vec<u8>>],
}

impl Renumberer<'_> {
    /// Renumbers a constant expression; gives its instructions without `end`.
    ///
    /// WebAssembly 2.0 lets a constant expression read imported globals only. In the fused module these globals are
    /// defined, so their initializers replace the reads.
    pub fn constant(&mut self, expression: &wasmparser::ConstExpr<'_>) -> Result<Vec<u8>, ReencodeError<Infallible>> {
        let mut bytes = Vec::new();
        for operator in expression.get_operators_reader() {
            match operator? {
                Operator::End => {}
                Operator::GlobalGet { global_index } => {
                    let global = self.renumbering.globals[GlobalIndex::from_u32(global_index)];
                    match &self.global_values[global.index()] {
                        Some(value) => bytes.extend_from_slice(value),
                        None => Instruction::GlobalGet(global.as_u32()).encode(&mut bytes),
                    }
                }
                other => self.instruction(other)?.encode(&mut bytes),
            }
        }
        Ok(bytes)
    }
}

impl Reencode for Renumberer<'_> {
    type Error = Infallible;

    fn type_index(&mut self, ty: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.types[TypeIndex::from_u32(ty)].as_u32())
    }

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.functions[FuncIndex::from_u32(function)].as_u32())
    }

    fn table_index(&mut self, table: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.tables[TableIndex::from_u32(table)].as_u32())
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.memories[MemoryIndex::from_u32(memory)].as_u32())
    }

    fn global_index(&mut self, global: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.globals[GlobalIndex::from_u32(global)].as_u32())
    }

    fn element_index(&mut self, segment: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.elements + segment)
    }

    fn data_index(&mut self, segment: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.renumbering.data + segment)
    }

    fn const_expr(&mut self, expression: wasmparser::ConstExpr<'_>) -> Result<ConstExpr, ReencodeError<Infallible>> {
        Ok(ConstExpr::raw(self.constant(&expression)?))
    }
}
