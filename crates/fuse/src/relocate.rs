//! Rewrites the sections of a core module: every index becomes an index of the fused module.

use std::convert::Infallible;

use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{CodeSection, ConstExpr, Encode as _, Instruction};
use wasmparser::{FunctionBody, Operator};

use crate::intrinsics::{Intrinsics, Item};

/// The fused indices of the items of one core instance, by the instance's own indices.
#[derive(Default)]
pub struct Relocation {
    /// The index of the instance's module in [`crate::builder::Builder::homes`].
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
    /// The offset that is added to indices of element segments.
    pub elements: u32,
    /// The offset that is added to indices of data segments.
    pub data: u32,
    /// The intrinsics that an adapter module imports, for handle tables and traps.
    pub intrinsics: Intrinsics,
    /// The function to call before each `unreachable`, in a module of the fuser's own that traps for one reason only.
    pub named_trap: Option<u32>,
}

impl Relocation {
    /// Encodes the body with the given index of an adapter module, relocated, with direct calls of the functions that
    /// replace its intrinsics.
    pub fn encode_adapter(
        &self,
        index: u32,
        body: &FunctionBody<'_>,
        code: &mut CodeSection,
    ) -> Result<(), ReencodeError<Infallible>> {
        let mut relocator = Relocator { to: self, global_values: &[] };
        let mut function = relocator.new_function_with_parsed_locals(body)?;
        for item in self.intrinsics.items(index, body)? {
            match item {
                Item::Operator(operator) => function.instruction(&relocator.instruction(operator)?),
                Item::Call(intrinsic, key) => {
                    // `Intrinsics::calls` has found the constants of each call.
                    let function_index = self.intrinsics.functions[&(intrinsic, key.unwrap_or_default())];
                    function.instruction(&Instruction::Call(function_index))
                }
            };
        }
        code.function(&function);
        Ok(())
    }
}

/// Relocates one instance. All indices are in range, because the module was validated.
pub struct Relocator<'a> {
    /// The fused indices.
    pub to: &'a Relocation,
    /// The values of immutable globals of the fused module, as instructions.
    pub global_values: &'a [Option<Vec<u8>>],
}

impl Relocator<'_> {
    /// Relocates a constant expression; gives its instructions without `end`.
    ///
    /// WebAssembly 2.0 lets a constant expression read imported globals only. In the fused module these globals are
    /// defined, so their initializers replace the reads.
    pub fn constant(&mut self, expression: &wasmparser::ConstExpr<'_>) -> Result<Vec<u8>, ReencodeError<Infallible>> {
        let mut bytes = Vec::new();
        for operator in expression.get_operators_reader() {
            match operator? {
                Operator::End => {}
                Operator::GlobalGet { global_index } => {
                    let global = self.to.globals[global_index as usize];
                    match &self.global_values[global as usize] {
                        Some(value) => bytes.extend_from_slice(value),
                        None => Instruction::GlobalGet(global).encode(&mut bytes),
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
