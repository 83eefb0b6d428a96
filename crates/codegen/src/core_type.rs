//! The types of values and functions that cross a native call.

use wasmparser::{FuncType, ValType};

/// A core value type that crosses a native call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoreType {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// `v128`
    V128,
    /// `funcref`: the address of a function's descriptor, or null.
    FuncRef,
    /// `externref`: a word whose meaning only the embedder knows; zero is the null reference.
    ExternRef,
}

impl CoreType {
    /// The native type of a value that is lowered.
    pub(crate) fn new(ty: ValType) -> CoreType {
        match ty {
            ValType::I32 => CoreType::I32,
            ValType::I64 => CoreType::I64,
            ValType::F32 => CoreType::F32,
            ValType::F64 => CoreType::F64,
            ValType::V128 => CoreType::V128,
            ValType::Ref(ty) if ty.is_extern_ref() => CoreType::ExternRef,
            ValType::Ref(_) => CoreType::FuncRef,
        }
    }
}

/// A core function type.
///
/// Natively it is a C function with the calling convention of the target's [`Abi`](crate::Abi).
///
/// A `v128` is a structure of four `uint32_t`, lane zero in the low bits of the first. A `v128` parameter is a pointer
/// to such a structure, which the callee does not write. A reference is a pointer. One result that is no `v128` is
/// returned as in C. Several results are the members of a structure; this structure, or a single `v128` result, is
/// written through a pointer that is passed as an additional first parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreFuncType {
    /// Parameters.
    pub params: Vec<CoreType>,
    /// Results.
    pub results: Vec<CoreType>,
}

impl CoreFuncType {
    /// The native type of a function.
    pub(crate) fn new(ty: &FuncType) -> CoreFuncType {
        let convert = |types: &[ValType]| types.iter().map(|&ty| CoreType::new(ty)).collect();
        CoreFuncType { params: convert(ty.params()), results: convert(ty.results()) }
    }
}
