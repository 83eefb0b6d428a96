//! Functions whose calls need no entry that can fail: they only compute.

use std::collections::BTreeSet;

use dissolve_wasm::FuncIndex;
use wasmparser::Operator;

use super::AnalyzedModule;
use crate::Error;

impl AnalyzedModule<'_> {
    /// Returns true if no call of a function can trap, and none reads or writes what another call could: it has only parameters,
    /// locals and numbers. Such calls can be in progress at the same time as any others.
    pub fn is_harmless(&self, function: FuncIndex) -> Result<bool, Error> {
        self.only_computes(function, &mut BTreeSet::new())
    }

    /// `callers` are the functions on the way to this one; a recursion can use up the stack.
    fn only_computes(&self, function: FuncIndex, callers: &mut BTreeSet<FuncIndex>) -> Result<bool, Error> {
        let Some(body) = self.sections.body(function) else { return Ok(false) };
        if !callers.insert(function) {
            return Ok(false);
        }
        for operator in body.get_operators_reader().map_err(Error::Invalid)? {
            let computes = match operator.map_err(Error::Invalid)? {
                Operator::Call { function_index } => {
                    self.only_computes(FuncIndex::from_u32(function_index), callers)?
                }
                operator => is_computation(&operator),
            };
            if !computes {
                return Ok(false);
            }
        }
        callers.remove(&function);
        Ok(true)
    }
}

/// Returns true for an instruction on locals and numbers that cannot trap. An instruction that is not listed counts as one that
/// can.
pub fn is_computation(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::Nop
            | O::Block { .. }
            | O::If { .. }
            | O::Else
            | O::End
            | O::Br { .. }
            | O::BrIf { .. }
            | O::BrTable { .. }
            | O::Return
            | O::Drop
            | O::Select
            | O::LocalGet { .. }
            | O::LocalSet { .. }
            | O::LocalTee { .. }
            | O::I32Const { .. }
            | O::I64Const { .. }
            | O::F32Const { .. }
            | O::F64Const { .. }
            | O::I32Eqz
            | O::I32Eq
            | O::I32Ne
            | O::I32LtS
            | O::I32LtU
            | O::I32GtS
            | O::I32GtU
            | O::I32LeS
            | O::I32LeU
            | O::I32GeS
            | O::I32GeU
            | O::I64Eqz
            | O::I64Eq
            | O::I64Ne
            | O::I64LtS
            | O::I64LtU
            | O::I64GtS
            | O::I64GtU
            | O::I64LeS
            | O::I64LeU
            | O::I64GeS
            | O::I64GeU
            | O::F32Eq
            | O::F32Ne
            | O::F32Lt
            | O::F32Gt
            | O::F32Le
            | O::F32Ge
            | O::F64Eq
            | O::F64Ne
            | O::F64Lt
            | O::F64Gt
            | O::F64Le
            | O::F64Ge
            | O::I32Clz
            | O::I32Ctz
            | O::I32Popcnt
            | O::I32Add
            | O::I32Sub
            | O::I32Mul
            | O::I32And
            | O::I32Or
            | O::I32Xor
            | O::I32Shl
            | O::I32ShrS
            | O::I32ShrU
            | O::I32Rotl
            | O::I32Rotr
            | O::I64Clz
            | O::I64Ctz
            | O::I64Popcnt
            | O::I64Add
            | O::I64Sub
            | O::I64Mul
            | O::I64And
            | O::I64Or
            | O::I64Xor
            | O::I64Shl
            | O::I64ShrS
            | O::I64ShrU
            | O::I64Rotl
            | O::I64Rotr
            | O::F32Abs
            | O::F32Neg
            | O::F32Add
            | O::F32Sub
            | O::F32Mul
            | O::F32Div
            | O::F32Min
            | O::F32Max
            | O::F32Sqrt
            | O::F32Copysign
            | O::F64Abs
            | O::F64Neg
            | O::F64Add
            | O::F64Sub
            | O::F64Mul
            | O::F64Div
            | O::F64Min
            | O::F64Max
            | O::F64Sqrt
            | O::F64Copysign
            | O::I32WrapI64
            | O::I64ExtendI32S
            | O::I64ExtendI32U
            | O::I32Extend8S
            | O::I32Extend16S
            | O::I64Extend8S
            | O::I64Extend16S
            | O::I64Extend32S
            | O::F32DemoteF64
            | O::F64PromoteF32
            | O::F32ConvertI32S
            | O::F32ConvertI32U
            | O::F64ConvertI32S
            | O::F64ConvertI32U
            | O::I32ReinterpretF32
            | O::I64ReinterpretF64
            | O::F32ReinterpretI32
            | O::F64ReinterpretI64
    )
}
