//! The shape of functions in C: names, parameters, and the signature of the core function behind them.

use dissolve_canonical as layout;
use dissolve_interface::{FuncType, FunctionName, ValueType};

use super::names::{Scope, snake};
use super::types::Types;
use crate::signature::spills;

/// Identifiers that generated bodies use.
const LOCALS: &[&str] = &[
    "call_status",
    "core_address",
    "core_area",
    "core_bytes",
    "core_source",
    "core_handle",
    "core_held",
    "core_raw",
    "core_value",
    "core_flat",
    "result",
    "tried_status",
];

/// A parameter in C.
pub struct Param {
    /// The declaration, such as `uint32_t channel`.
    pub declaration: String,
    /// The object that is passed, such as `channel` or `(*point)`.
    pub object: String,
    /// The parameter's name.
    pub name: String,
}

/// The parameters of a function in C.
pub fn params(types: &Types<'_>, ty: &FuncType) -> Vec<Param> {
    let mut scope = Scope::with(LOCALS.iter().copied());
    let param = |param: &dissolve_interface::Field| {
        let name = scope.claim_local(&param.name, &types.prefix);
        let c_type = types.c_type(&param.ty);
        match types.is_by_value(&param.ty) {
            true => Param { declaration: format!("{c_type} {name}"), object: name.clone(), name },
            false => Param { declaration: format!("const {c_type} *{name}"), object: format!("(*{name})"), name },
        }
    };
    ty.params.iter().map(param).collect()
}

/// Names that a function can have, the best first. A second one tells which side defines it.
pub fn names(types: &Types<'_>, name: &FunctionName, side: &str) -> [String; 2] {
    let (kind, own) = match name.function.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((kind, rest)) => (kind, snake(rest)),
        None => ("", snake(&name.function)),
    };
    let own = if kind == "constructor" { format!("{own}_new") } else { own };
    let interface = name.interface.as_deref();
    let best = types.interfaces.join(&types.prefix, interface, &own);
    [best, types.interfaces.join(&types.prefix, interface, &format!("{side}_{own}"))]
}

/// The type of all parameters together, if there are too many to be passed as core values.
pub fn spilled(ty: &FuncType) -> Option<ValueType> {
    let tuple = || ValueType::Tuple(ty.params.iter().map(|param| param.ty.clone()).collect());
    spills(ty).then(tuple)
}

/// The offset of each parameter among spilled ones, in bytes.
pub fn offsets(ty: &FuncType) -> Vec<u64> {
    let mut end = 0;
    let offset = |param: &dissolve_interface::Field| {
        let start = layout::align_to(end, layout::align(&param.ty));
        end = start + layout::size(&param.ty);
        start
    };
    ty.params.iter().map(offset).collect()
}
