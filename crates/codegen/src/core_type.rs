//! The native types of WebAssembly's values and functions.

use dissolve_targets::{CoreFuncType, CoreType};
use wasmparser::{FuncType, ValType};

/// The native type of a value.
pub fn core_type(ty: ValType) -> CoreType {
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

/// The native type of a function.
pub fn core_func_type(ty: &FuncType) -> CoreFuncType {
    let convert = |types: &[ValType]| types.iter().map(|&ty| core_type(ty)).collect();
    CoreFuncType { params: convert(ty.params()), results: convert(ty.results()) }
}
