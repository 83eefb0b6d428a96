//! The core code of a component that returns its parameters. It reads core values or memory, and returns a core value
//! or writes memory.
//!
//! Parameters are the locals from 0; `$r` is the address of a result in memory.

use std::fmt::Write as _;

use dissolve_interface::ValueType;

use super::abi::{self, Core};
use super::case::Function;

/// Instructions that compute the result of a function: into the memory at `$r`, or as one value on the stack.
pub fn answer(function: &Function) -> String {
    let selected = function.answer.params();
    let (addresses, _) = abi::offsets(&function.params);
    let types: Vec<&ValueType> = selected.iter().map(|&param| &function.params[param]).collect();
    let indirect = function.flat_result().len() > 1;
    let (targets, _) = abi::offsets(types.iter().copied());
    let locals = function.flat_params();
    let mut code = String::new();
    for ((&param, ty), target) in selected.iter().zip(types).zip(targets) {
        let first: usize = function.params[..param].iter().map(|ty| abi::flatten(ty).len()).sum();
        let _ = match (function.spills(), indirect) {
            (false, true) => Store { code: &mut code, locals: &locals }.value(ty, first, target),
            (false, false) => writeln!(code, "local.get {first}"),
            (true, true) => {
                let (from, size) = (addresses[param], abi::size(ty));
                writeln!(
                    code,
                    "(memory.copy (i32.add (local.get $r) (i32.const {target})) \
                     (i32.add (local.get 0) (i32.const {from})) (i32.const {size}))"
                )
            }
            (true, false) => writeln!(code, "({} offset={} (local.get 0))", load(ty), addresses[param]),
        };
    }
    code
}

/// The instruction that loads a value which flattens to one core value.
fn load(ty: &ValueType) -> &'static str {
    match ty {
        ValueType::Bool | ValueType::U8 => "i32.load8_u",
        ValueType::S8 => "i32.load8_s",
        ValueType::U16 => "i32.load16_u",
        ValueType::S16 => "i32.load16_s",
        ValueType::S64 | ValueType::U64 => "i64.load",
        ValueType::F32 => "f32.load",
        ValueType::F64 => "f64.load",
        ValueType::Record(fields) => load(&fields[0].ty),
        ValueType::Tuple(types) => load(&types[0]),
        ValueType::FixedList(element, _) => load(element),
        ValueType::Flags(names) => unsigned_load(abi::flags_unit(names.len())),
        _ => abi::cases(ty).map_or("i32.load", |cases| unsigned_load(abi::discriminant(cases.len()))),
    }
}

fn unsigned_load(bytes: u32) -> &'static str {
    match bytes {
        1 => "i32.load8_u",
        2 => "i32.load16_u",
        _ => "i32.load",
    }
}

fn integer_store(bytes: u32) -> &'static str {
    match bytes {
        1 => "i32.store8",
        2 => "i32.store16",
        _ => "i32.store",
    }
}

/// Writes code that stores values which were passed flat.
struct Store<'a> {
    code: &'a mut String,
    /// The types of the locals.
    locals: &'a [Core],
}

impl Store<'_> {
    /// Stores the value whose core values are the locals from `first`, `offset` bytes after `$r`.
    fn value(&mut self, ty: &ValueType, first: usize, offset: u32) -> std::fmt::Result {
        match ty {
            ValueType::Bool | ValueType::S8 | ValueType::U8 => self.one("i32.store8", "i32", first, offset),
            ValueType::S16 | ValueType::U16 => self.one("i32.store16", "i32", first, offset),
            ValueType::S32 | ValueType::U32 | ValueType::Char => self.one("i32.store", "i32", first, offset),
            ValueType::S64 | ValueType::U64 => self.one("i64.store", "i64", first, offset),
            ValueType::F32 => self.one("f32.store", "f32", first, offset),
            ValueType::F64 => self.one("f64.store", "f64", first, offset),
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => {
                self.one("i32.store", "i32", first, offset)?;
                self.one("i32.store", "i32", first + 1, offset + 4)
            }
            ValueType::Flags(names) => self.one(integer_store(abi::flags_unit(names.len())), "i32", first, offset),
            ValueType::FixedList(element, length) => self.all(&vec![&**element; *length as usize], first, offset),
            ValueType::Record(fields) => {
                self.all(&fields.iter().map(|field| &field.ty).collect::<Vec<_>>(), first, offset)
            }
            ValueType::Tuple(types) => self.all(&types.iter().collect::<Vec<_>>(), first, offset),
            ValueType::Variant(_) | ValueType::Enum(_) | ValueType::Option(_) | ValueType::Result { .. } => {
                let cases = abi::cases(ty).unwrap_or_default();
                self.one(integer_store(abi::discriminant(cases.len())), "i32", first, offset)?;
                for (case, payload) in cases.iter().enumerate() {
                    let Some(payload) = payload else { continue };
                    writeln!(self.code, "(if (i32.eq {} (i32.const {case})) (then", self.local(first, "i32"))?;
                    self.value(payload, first + 1, offset + abi::payload_offset(&cases))?;
                    writeln!(self.code, "))")?;
                }
                Ok(())
            }
            ValueType::Own(_) | ValueType::Borrow(_) | ValueType::ErrorContext => {
                unreachable!("no such type is made: a handle cannot be given back")
            }
        }
    }

    fn all(&mut self, types: &[&ValueType], first: usize, offset: u32) -> std::fmt::Result {
        let mut first = first;
        for (ty, at) in types.iter().zip(abi::offsets(types.iter().copied()).0) {
            self.value(ty, first, offset + at)?;
            first += abi::flatten(ty).len();
        }
        Ok(())
    }

    fn one(&mut self, store: &str, core: Core, local: usize, offset: u32) -> std::fmt::Result {
        writeln!(self.code, "({store} offset={offset} (local.get $r) {})", self.local(local, core))
    }

    /// Reads a local as the type that a variant's case needs. The local's own type has room for every case.
    fn local(&self, local: usize, want: Core) -> String {
        let get = format!("(local.get {local})");
        match (self.locals[local], want) {
            ("i32", "f32") => format!("(f32.reinterpret_i32 {get})"),
            ("i64", "i32") => format!("(i32.wrap_i64 {get})"),
            ("i64", "f32") => format!("(f32.reinterpret_i32 (i32.wrap_i64 {get}))"),
            ("i64", "f64") => format!("(f64.reinterpret_i64 {get})"),
            _ => get,
        }
    }
}
