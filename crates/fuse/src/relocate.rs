//! A core module's sections with every index replaced by the fused module's.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{ConstExpr, Encode as _};
use wasmparser::Operator;

use crate::handles::Intrinsics;

/// Fused indices of one core instance, by its own indices.
#[derive(Default)]
pub struct Relocation {
    /// The instance's place in [`crate::builder::Builder::homes`].
    pub home: usize,
    /// Types.
    pub types: Vec<u32>,
    /// Functions, imports first.
    pub functions: Vec<u32>,
    /// Tables, imports first.
    pub tables: Vec<u32>,
    /// Memories, imports first.
    pub memories: Vec<u32>,
    /// Globals, imports first.
    pub globals: Vec<u32>,
    /// What the indices of element segments are shifted by.
    pub elements: u32,
    /// What the indices of data segments are shifted by.
    pub data: u32,
    /// What an adapter module asks of the handle tables, and what it traps with.
    pub intrinsics: Intrinsics,
    /// The function to call before each `unreachable`, in a module of the fuser's own that traps for one reason only.
    pub named_trap: Option<u32>,
}

/// Relocates one instance. Indices are in range: the module was validated.
pub struct Relocator<'a> {
    /// The indices.
    pub to: &'a Relocation,
    /// The values of immutable globals of the fused module, as instructions.
    pub global_values: &'a [Option<Vec<u8>>],
}

impl Relocator<'_> {
    /// A constant expression as instructions without `end`.
    ///
    /// WebAssembly 2.0 lets such an expression read imported globals only. In the fused module they are defined, so
    /// their own values take their place.
    pub fn constant(&mut self, expression: &wasmparser::ConstExpr<'_>) -> Result<Vec<u8>, ReencodeError<Infallible>> {
        let mut bytes = Vec::new();
        for operator in expression.get_operators_reader() {
            match operator? {
                Operator::End => {}
                Operator::GlobalGet { global_index } => {
                    let global = self.to.globals[global_index as usize];
                    match &self.global_values[global as usize] {
                        Some(value) => bytes.extend_from_slice(value),
                        None => wasm_encoder::Instruction::GlobalGet(global).encode(&mut bytes),
                    }
                }
                other => self.instruction(other)?.encode(&mut bytes),
            }
        }
        Ok(bytes)
    }
}

impl Reencode for Relocator<'_> {
    type Error = Infallible;

    fn type_index(&mut self, ty: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.types[ty as usize])
    }

    fn function_index(&mut self, function: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.functions[function as usize])
    }

    fn table_index(&mut self, table: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.tables[table as usize])
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.memories[memory as usize])
    }

    fn global_index(&mut self, global: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.globals[global as usize])
    }

    fn element_index(&mut self, segment: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.elements + segment)
    }

    fn data_index(&mut self, segment: u32) -> Result<u32, ReencodeError<Infallible>> {
        Ok(self.to.data + segment)
    }

    fn const_expr(&mut self, expression: wasmparser::ConstExpr<'_>) -> Result<ConstExpr, ReencodeError<Infallible>> {
        Ok(ConstExpr::raw(self.constant(&expression)?))
    }
}
