//! Adds functions to a module that make its behaviour visible from outside.
//!
//! Each exported function keeps its name, and is wrapped so that it only takes and returns numbers: a vector is two
//! `i64`; a reference to a function is an `i32`, null when it is even. The wrapper refills the fuel, calls the
//! function, and returns the result, or a digest if there are several, or vectors or references. Two more functions
//! return digests of the state that calls leave behind, which costs one call instead of many.

use std::borrow::Cow;

use dissolve_pipeline::targets::CoreType;
use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{BlockType, Elements, Function, HeapType, InstructionSink, MemArg, ValType};
use wasmparser::{ExternalKind, FuncType};

use super::features::FUEL;
use super::parts::Parts;

/// The export that gives a digest of globals and tables, an `i64`.
pub const STATE: &str = "state";
/// The export that gives a digest of all memories, an `i64`.
pub const MEMORIES: &str = "memories";
/// The exported global that counts the fuel left to a call.
const FUEL_EXPORT: &str = "fuel";

/// A factor with many bits set, so that each mixed-in bit changes many bits of a digest.
const FACTOR: i64 = 0x9e37_79b9_7f4a_7c15_u64 as i64;

/// Exports every function of a module as `f0`, `f1`, …, and the global `fuel`, and no other export. If `fitted`,
/// segments that might not fit become empty.
///
/// # Errors
///
/// When the module cannot be read, or imports something.
pub fn export_all(module: &[u8], fuel: u32, fitted: bool) -> Result<Vec<u8>, String> {
    let mut parts = if fitted { Parts::read_fitted(module)? } else { Parts::read(module)? };
    let functions = (0..parts.functions.len() as u32).map(|index| (format!("f{index}"), ExternalKind::Func, index));
    parts.exports = functions.chain([(FUEL_EXPORT.to_owned(), ExternalKind::Global, fuel)]).collect();
    Ok(parts.encode())
}

/// The exported functions and their parameters, as [`instrument`] makes them.
///
/// # Errors
///
/// When the module cannot be read, or imports something.
pub fn signatures(module: &[u8]) -> Result<Vec<(String, Vec<CoreType>)>, String> {
    let parts = Parts::read(module)?;
    let functions = parts.exported_functions().map(|(name, index)| {
        let ty = parts.function_type(index).ok_or("an export of no function")?;
        let params = ty.params().iter().flat_map(|&ty| lowered(ty).iter().map(|&ty| core_type(ty)));
        Ok((name.to_owned(), params.collect()))
    });
    functions.collect()
}

/// Returns the module with wrapped exports and digest functions.
///
/// # Errors
///
/// When the module cannot be read, imports something, or uses types that cannot be passed as numbers.
pub fn instrument(module: &[u8]) -> Result<Vec<u8>, String> {
    let mut parts = Parts::read(module)?;
    let fuel = parts.exports.iter().find(|(name, kind, _)| *kind == ExternalKind::Global && name == FUEL_EXPORT);
    let fuel = fuel.map(|&(_, _, index)| index);
    let mix = parts.add(&[ValType::I64; 2], &[ValType::I64], &mix_body());
    let called: Vec<_> = parts.exported_functions().map(|(name, index)| (name.to_owned(), index)).collect();
    let mut exports = Vec::new();
    for (name, index) in &called {
        let ty = parts.function_type(*index).ok_or("an export of no function")?.clone();
        let (params, results, body) = caller(*index, &ty, fuel, mix)?;
        exports.push((name.clone(), ExternalKind::Func, parts.add(&params, &results, &body)));
    }
    // `ref.func` may only refer to functions that are declared outside of bodies.
    let named: Vec<u32> = called.into_iter().map(|(_, index)| index).collect();
    if !named.is_empty() {
        parts.elements.declared(Elements::Functions(Cow::Owned(named)));
    }
    let state = state_body(&parts, mix)?;
    exports.push((STATE.into(), ExternalKind::Func, parts.add(&[], &[ValType::I64], &state)));
    let memories = memories_body(&parts, mix);
    exports.push((MEMORIES.into(), ExternalKind::Func, parts.add(&[], &[ValType::I64], &memories)));
    exports.extend(linker_globals(&parts));
    parts.exports = exports;
    Ok(parts.encode())
}

/// The export of the global with an argument of a call, in a module of [`by_globals`].
pub fn argument(number: usize) -> String {
    format!("argument {number}")
}

/// A module whose functions take their arguments from globals.
pub struct ByGlobals {
    /// The binary.
    pub module: Vec<u8>,
    /// The exported functions with the types of their results. In the module each gives an `i64`: the bits of the result, or zero.
    pub functions: Vec<(String, Option<CoreType>)>,
}

/// Wraps the exports of a module that [`instrument`] made, so that all of them have one type, `[] -> [i64]`: the arguments are in exported
/// globals (see [`argument`]). Then a call needs no code for its type.
///
/// # Errors
///
/// When the module cannot be read, or takes or gives what is no number.
pub fn by_globals(module: &[u8]) -> Result<ByGlobals, String> {
    let mut parts = Parts::read(module)?;
    let functions: Vec<_> = parts.exported_functions().map(|(name, index)| (name.to_owned(), index)).collect();
    let type_of = |parts: &Parts, index| parts.function_type(index).cloned().ok_or("an export of no function");
    let mut most = 0;
    for &(_, index) in &functions {
        most = most.max(type_of(&parts, index)?.params().len());
    }
    let arguments: Vec<u32> = (0..most).map(|_| parts.add_global()).collect();
    let mut exports = Vec::new();
    let mut results = Vec::new();
    for (name, index) in functions {
        let ty = type_of(&parts, index)?;
        let mut body = Function::new([]);
        let mut to = body.instructions();
        for (&param, &global) in ty.params().iter().zip(&arguments) {
            let to = to.global_get(global);
            match param {
                wasmparser::ValType::I32 => to.i32_wrap_i64(),
                wasmparser::ValType::I64 => to,
                wasmparser::ValType::F32 => to.i32_wrap_i64().f32_reinterpret_i32(),
                wasmparser::ValType::F64 => to.f64_reinterpret_i64(),
                other => return Err(format!("a parameter of type {other}")),
            };
        }
        to.call(index);
        let result = match ty.results() {
            [] => {
                to.i64_const(0);
                None
            }
            &[result] => {
                match result {
                    wasmparser::ValType::I32 => _ = to.i64_extend_i32_u(),
                    wasmparser::ValType::I64 => {}
                    wasmparser::ValType::F32 => _ = to.i32_reinterpret_f32().i64_extend_i32_u(),
                    wasmparser::ValType::F64 => _ = to.i64_reinterpret_f64(),
                    other => return Err(format!("a result of type {other}")),
                }
                Some(core_type(converted(result)?))
            }
            _ => return Err("several results".into()),
        };
        to.end();
        exports.push((name.clone(), ExternalKind::Func, parts.add(&[], &[ValType::I64], &body)));
        results.push((name, result));
    }
    exports.extend((0..).zip(arguments).map(|(number, index)| (argument(number), ExternalKind::Global, index)));
    exports.extend(linker_globals(&parts));
    parts.exports = exports;
    Ok(ByGlobals { module: parts.encode(), functions: results })
}

/// The exports by which a linker says how it laid out the memory.
fn linker_globals(parts: &Parts) -> Vec<(String, ExternalKind, u32)> {
    let is_linkers = |(name, kind, _): &&(String, ExternalKind, u32)| {
        *kind == ExternalKind::Global && ["__data_end", "__heap_base"].contains(&name.as_str())
    };
    parts.exports.iter().filter(is_linkers).cloned().collect()
}

/// The types of the numbers that represent a parameter.
fn lowered(ty: wasmparser::ValType) -> &'static [ValType] {
    match ty {
        wasmparser::ValType::I32 => &[ValType::I32],
        wasmparser::ValType::I64 => &[ValType::I64],
        wasmparser::ValType::F32 => &[ValType::F32],
        wasmparser::ValType::F64 => &[ValType::F64],
        wasmparser::ValType::V128 => &[ValType::I64, ValType::I64],
        wasmparser::ValType::FUNCREF => &[ValType::I32],
        wasmparser::ValType::Ref(_) => &[],
    }
}

fn core_type(ty: ValType) -> CoreType {
    match ty {
        ValType::I64 => CoreType::I64,
        ValType::F32 => CoreType::F32,
        ValType::F64 => CoreType::F64,
        ValType::I32 | ValType::V128 | ValType::Ref(_) => CoreType::I32,
    }
}

fn converted(ty: wasmparser::ValType) -> Result<ValType, String> {
    RoundtripReencoder.val_type(ty).map_err(|error| error.to_string())
}

/// `(digest, value) -> digest`
fn mix_body() -> Function {
    let mut body = Function::new([]);
    let mut to = body.instructions();
    to.local_get(0).i64_const(5).i64_rotl().local_get(1).i64_xor().i64_const(FACTOR).i64_mul().end();
    body
}

/// The wrapper of an exported function: its parameters, its results, its body.
fn caller(
    function: u32,
    ty: &FuncType,
    fuel: Option<u32>,
    mix: u32,
) -> Result<(Vec<ValType>, Vec<ValType>, Function), String> {
    let params: Vec<ValType> = ty.params().iter().flat_map(|&ty| lowered(ty)).copied().collect();
    let results: Vec<ValType> = ty.results().iter().map(|&ty| converted(ty)).collect::<Result<_, _>>()?;
    let first = params.len() as u32;
    let digest = first + results.len() as u32;
    let mut body = Function::new_with_locals_types(results.iter().copied().chain([ValType::I64]));
    let mut to = body.instructions();
    if let Some(fuel) = fuel {
        to.i32_const(FUEL.cast_signed()).global_set(fuel);
    }
    let mut param = 0;
    for &ty in ty.params() {
        lift(&mut to, ty, param, function)?;
        param += lowered(ty).len() as u32;
    }
    to.call(function);
    let returned = match results[..] {
        [] => vec![],
        [ValType::I32 | ValType::I64 | ValType::F32 | ValType::F64] => results,
        _ => {
            for result in (0..results.len() as u32).rev() {
                to.local_set(first + result);
            }
            for (&ty, local) in results.iter().zip(first..) {
                mix_value(&mut to, ty, digest, mix, |to| to.local_get(local));
            }
            to.local_get(digest);
            vec![ValType::I64]
        }
    };
    to.end();
    Ok((params, returned, body))
}

/// Pushes a parameter, made from the numbers that represent it.
fn lift(to: &mut InstructionSink<'_>, ty: wasmparser::ValType, param: u32, function: u32) -> Result<(), String> {
    match ty {
        wasmparser::ValType::V128 => {
            to.local_get(param).i64x2_splat().local_get(param + 1).i64x2_replace_lane(1);
        }
        wasmparser::ValType::FUNCREF => {
            to.local_get(param).i32_const(1).i32_and().if_(BlockType::Result(ValType::FUNCREF));
            to.ref_func(function).else_().ref_null(HeapType::FUNC).end();
        }
        wasmparser::ValType::Ref(_) => match converted(ty)? {
            ValType::Ref(reference) => {
                to.ref_null(reference.heap_type);
            }
            _ => return Err(format!("no number stands for {ty}")),
        },
        _ => {
            to.local_get(param);
        }
    }
    Ok(())
}

/// Mixes a value into the digest in a local.
fn mix_value(
    to: &mut InstructionSink<'_>,
    ty: ValType,
    digest: u32,
    mix: u32,
    get: impl for<'a, 'b> Fn(&'a mut InstructionSink<'b>) -> &'a mut InstructionSink<'b>,
) {
    let lanes = if ty == ValType::V128 { 2 } else { 1 };
    for lane in 0..lanes {
        to.local_get(digest);
        let value = get(to);
        let value = match ty {
            ValType::I32 => value.i64_extend_i32_u(),
            ValType::I64 => value,
            ValType::F32 => value.i32_reinterpret_f32().i64_extend_i32_u(),
            ValType::F64 => value.i64_reinterpret_f64(),
            ValType::V128 => value.i64x2_extract_lane(lane),
            // Functions can only be told apart by calling them, so only null is distinguished.
            ValType::Ref(_) => value.ref_is_null().i64_extend_i32_u(),
        };
        value.call(mix).local_set(digest);
    }
}

/// `() -> digest` of mutable globals, and of which table elements are null.
fn state_body(parts: &Parts, mix: u32) -> Result<Function, String> {
    const DIGEST: u32 = 0;
    const INDEX: u32 = 1;
    let mut body = Function::new_with_locals_types([ValType::I64, ValType::I32]);
    let mut to = body.instructions();
    for (global, ty) in (0u32..).zip(&parts.globals).filter(|(_, ty)| ty.mutable) {
        mix_value(&mut to, converted(ty.content_type)?, DIGEST, mix, |to| to.global_get(global));
    }
    for table in 0..parts.tables.len() as u32 {
        to.i32_const(0).local_set(INDEX);
        to.block(BlockType::Empty).loop_(BlockType::Empty);
        to.local_get(INDEX).table_size(table).i32_ge_u().br_if(1);
        to.local_get(DIGEST).local_get(INDEX).table_get(table).ref_is_null().i64_extend_i32_u();
        to.call(mix).local_set(DIGEST);
        to.local_get(INDEX).i32_const(1).i32_add().local_set(INDEX);
        to.br(0).end().end();
    }
    to.local_get(DIGEST).end();
    Ok(body)
}

/// `() -> digest` of the memories' sizes, and of the addresses and values of words that are not zero.
fn memories_body(parts: &Parts, mix: u32) -> Function {
    const DIGEST: u32 = 0;
    const WORD: u32 = 1;
    const ADDRESS: u32 = 2;
    const SIZE: u32 = 3;
    let mut body = Function::new_with_locals_types([ValType::I64, ValType::I64, ValType::I32, ValType::I32]);
    let mut to = body.instructions();
    for (memory_index, ty) in (0u32..).zip(&parts.memories) {
        let page = ty.page_size_log2.unwrap_or(16);
        to.memory_size(memory_index).i32_const(page.cast_signed()).i32_shl().local_set(SIZE);
        to.local_get(DIGEST).local_get(SIZE).i64_extend_i32_u().call(mix).local_set(DIGEST);
        to.i32_const(0).local_set(ADDRESS);
        // Reads whole words first, then the remaining bytes.
        for (step, is_word) in [(8, true), (1, false)] {
            let place = MemArg { offset: 0, align: 0, memory_index };
            to.block(BlockType::Empty).loop_(BlockType::Empty);
            to.local_get(SIZE).local_get(ADDRESS).i32_sub().i32_const(step).i32_lt_u().br_if(1);
            to.local_get(ADDRESS);
            if is_word {
                to.i64_load(place)
            } else {
                to.i64_load8_u(place)
            };
            to.local_tee(WORD).i64_eqz().if_(BlockType::Empty).else_();
            to.local_get(DIGEST).local_get(WORD).call(mix);
            to.local_get(ADDRESS).i64_extend_i32_u().call(mix).local_set(DIGEST).end();
            to.local_get(ADDRESS).i32_const(step).i32_add().local_set(ADDRESS);
            to.br(0).end().end();
        }
    }
    to.local_get(DIGEST).end();
    body
}

#[cfg(test)]
mod tests {
    use dissolve_pipeline::codegen::TrapOrder;
    use dissolve_pipeline::targets::Grow;

    use super::*;
    use crate::fuzz::modules::case::Call;
    use crate::fuzz::modules::stock;
    use crate::fuzz::modules::trace::{Outcome, Trace};

    const MODULE: &str = r#"(module
        (memory 1) (memory 1 1 (pagesize 1)) (table 3 funcref) (table 2 funcref)
        (global $g (mut i32) (i32.const 0)) (global $v (mut v128) (v128.const i64x2 0 0)) (global i64 (i64.const 9))
        (elem declare func $f)
        (func $f)
        (func (export "global") (param i32) (global.set $g (local.get 0)))
        (func (export "vector") (param v128) (global.set $v (local.get 0)))
        (func (export "table") (param i32) (table.set 0 (local.get 0) (ref.func $f)))
        (func (export "word") (param i32 i32) (i32.store (local.get 0) (local.get 1)))
        (func (export "byte") (param i32) (i32.store8 1 (i32.const 0) (local.get 0)))
        (func (export "several") (param i32 i64 f32 f64) (result f64 f32 i64 i32)
            local.get 3 local.get 2 local.get 1 local.get 0)
        (func (export "references") (param funcref i64) (result i64 funcref) local.get 1 local.get 0)
        (func (export "one") (param f32) (result f32) local.get 0))"#;

    fn run(calls: &[&str]) -> Trace {
        let module = wat::parse_str(MODULE).unwrap();
        let calls: Vec<Call> = calls.iter().map(|call| call.parse().unwrap()).collect();
        stock::trace(&instrument(&module).unwrap(), &calls, Grow::Deny, TrapOrder::Exact).unwrap()
    }

    fn last(calls: &[&str], what: &str) -> Outcome {
        let trace = run(calls);
        trace.steps.iter().rfind(|step| step.what.starts_with(what)).unwrap().outcome.clone()
    }

    #[test]
    fn everything_that_a_call_leaves_changes_a_digest() {
        let nothing = ["global i32:0x0"];
        let (state, memories) = (last(&nothing, STATE), last(&nothing, MEMORIES));
        for call in ["global i32:0x1", "vector i64:0x1 i64:0x0", "vector i64:0x0 i64:0x1", "table i32:0x2"] {
            assert_ne!(last(&[call], STATE), state, "{call}");
            assert_eq!(last(&[call], MEMORIES), memories, "{call}");
        }
        for call in ["word i32:0x0 i32:0x1", "word i32:0xfffc i32:0x80000000", "byte i32:0x1"] {
            assert_ne!(last(&[call], MEMORIES), memories, "{call}");
            assert_eq!(last(&[call], STATE), state, "{call}");
        }
        assert_ne!(last(&["word i32:0x0 i32:0x1"], MEMORIES), last(&["word i32:0x4 i32:0x1"], MEMORIES));
    }

    #[test]
    fn every_result_changes_the_digest() {
        let base = last(&["several i32:0x0 i64:0x0 f32:0x0 f64:0x0"], "call");
        for call in [
            "several i32:0x1 i64:0x0 f32:0x0 f64:0x0",
            "several i32:0x0 i64:0x1 f32:0x0 f64:0x0",
            "several i32:0x0 i64:0x0 f32:0x80000000 f64:0x0",
            "several i32:0x0 i64:0x0 f32:0x0 f64:0x1",
        ] {
            assert_ne!(last(&[call], "call"), base, "{call}");
        }
        assert_ne!(last(&["references i32:0x1 i64:0x0"], "call"), last(&["references i32:0x0 i64:0x0"], "call"));
        let nan = Outcome::Returned(Some(dissolve_run::CoreValue::F32(0x7fa0_0001)));
        assert_eq!(last(&["one f32:0x7fa00001"], "call"), nan, "a single number is returned as it is");
    }

    #[test]
    fn parameters_are_numbers() {
        let signatures = signatures(&wat::parse_str(MODULE).unwrap()).unwrap();
        let of = |name: &str| signatures.iter().find(|(known, _)| known == name).unwrap().1.clone();
        assert_eq!(of("vector"), [CoreType::I64, CoreType::I64]);
        assert_eq!(of("references"), [CoreType::I32, CoreType::I64]);
        assert_eq!(of("several"), [CoreType::I32, CoreType::I64, CoreType::F32, CoreType::F64]);
    }
}
