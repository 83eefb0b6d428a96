//! The types of core WebAssembly, and the native types that they become.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A core value type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
    /// `funcref`: natively the address of a function's descriptor, or null.
    FuncRef,
    /// `externref`: natively a word whose meaning only the embedder knows; zero is the null reference.
    ExternRef,
}

/// A core function type.
///
/// Natively it is a C function with the calling convention of the target's [`Abi`](crate::Abi).
///
/// A `v128` is a structure of four `uint32_t`, lane zero in the low bits of the first. A `v128` parameter is a pointer
/// to such a structure, which the callee does not write. A reference is a pointer. One result that is no `v128` is
/// returned as in C. Several results are the members of a structure; this structure, or a single `v128` result, is
/// written through a pointer that is passed as an additional first parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CoreFuncType {
    /// Parameters in order.
    pub params: Vec<CoreType>,
    /// Results in order.
    pub results: Vec<CoreType>,
}

impl fmt::Display for CoreType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CoreType::I32 => "i32",
            CoreType::I64 => "i64",
            CoreType::F32 => "f32",
            CoreType::F64 => "f64",
            CoreType::V128 => "v128",
            CoreType::FuncRef => "funcref",
            CoreType::ExternRef => "externref",
        })
    }
}
