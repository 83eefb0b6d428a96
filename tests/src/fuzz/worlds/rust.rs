//! A program in Rust that makes the calls of worlds through the bindings, and prints what it gets.

use std::fmt::Write as _;

use dissolve_interface::ValueType;
use dissolve_run::Value;

use super::World;
use super::trace::{bits, payloads};
use crate::fuzz::case::Function;

/// Tuples with more fields are structures.
const MAX_TUPLE: usize = 12;

/// The program's beginning.
const BEGINNING: &str = r#"
#![deny(warnings)]
#![allow(dead_code, reason = "the functions are for all types, and the worlds of a program need not have all")]

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The number of the call, among those of a function.
static CALL: AtomicUsize = AtomicUsize::new(0);

struct Board;

fn keep<T, const COUNT: usize>(items: [T; COUNT]) -> &'static [T] {
    Box::leak(Box::new(items))
}

fn put(number: u64) {
    print!("{number:x} ");
}

fn text(text: &str) {
    put(text.len() as u64);
    text.bytes().for_each(|byte| put(byte.into()));
}

fn put_f32(value: f32) {
    put(if value.is_nan() { 0x7fc0_0000 } else { value.to_bits().into() });
}

fn put_f64(value: f64) {
    put(if value.is_nan() { 0x7ff8_0000_0000_0000 } else { value.to_bits() });
}
"#;

/// The program for these worlds, whose bindings are in `OUT_DIR`.
pub fn program(worlds: &[World]) -> String {
    let mut text = BEGINNING.trim_start().to_owned();
    let mut main = String::new();
    for world in worlds {
        Writer { world, text: &mut text }.write();
        let _ = writeln!(main, "    run_{}();", world.name);
    }
    text + "\nfn main() {\n" + &main + "}\n"
}

struct Writer<'a> {
    world: &'a World,
    text: &'a mut String,
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn write(&mut self) {
        let World { name, case, .. } = self.world;
        self.line(format!("\ndissolve::include_component!(\"{name}\");"));
        self.line(format!("\nimpl {name}::imports::host::Host for Board {{"));
        for (index, function) in case.functions.iter().enumerate() {
            self.write_import(index, function);
        }
        self.line("}");
        self.line(format!("\nfn run_{name}() {{"));
        self.line(format!("let world = {name}::{}::new(Board).unwrap();", name.to_ascii_uppercase()));
        for (index, function) in case.functions.iter().enumerate() {
            for (call, arguments) in function.calls.iter().enumerate() {
                self.write_call(index, function, call, arguments);
            }
        }
        self.line("}");
    }

    fn write_import(&mut self, index: usize, function: &Function) {
        let result = function.result();
        let refers = result.as_ref().is_some_and(|ty| ty.has_pointer());
        let (generics, receiver, lifetime) =
            if refers { ("<'h>", "&'h mut self", "'h") } else { ("", "&mut self", "'_") };
        let params = function.params.iter().enumerate();
        let params: String = params.map(|(index, ty)| format!(", p{index}: {}", self.type_name(ty, "'_"))).collect();
        let returned = result.as_ref().map_or(String::new(), |ty| format!(" -> {}", self.type_name(ty, lifetime)));
        self.line(format!("fn f{index}{generics}({receiver}{params}){returned} {{"));
        self.line(format!("print!(\"{} f{index} {{}} in \", CALL.load(Relaxed));", self.world.name));
        for (index, ty) in function.params.iter().enumerate() {
            self.print(ty, &format!("p{index}"), 0);
        }
        self.line("println!();");
        if let Some(ty) = &result {
            self.line("match CALL.load(Relaxed) {");
            for (call, arguments) in function.calls.iter().enumerate() {
                let pattern = if call + 1 == function.calls.len() { "_".to_owned() } else { call.to_string() };
                let value = function.expected(arguments).expect("the function has a result");
                let literal = self.literal(&value, ty);
                self.line(format!("{pattern} => {literal},"));
            }
            self.line("}");
        }
        self.line("}");
    }

    fn write_call(&mut self, index: usize, function: &Function, call: usize, arguments: &[Value]) {
        let name = &self.world.name;
        let values = arguments.iter().zip(&function.params).map(|(value, ty)| self.literal(value, ty));
        let values = values.collect::<Vec<_>>().join(", ");
        let place = format!("{name} f{index} {call}");
        self.line(format!("CALL.store({call}, Relaxed);"));
        self.line(format!("match world.echo().f{index}({values}) {{"));
        match function.result() {
            None => self.line(format!("Ok(()) => println!(\"{place} out \"),")),
            Some(ty) => {
                self.line(format!("Ok(result) => {{\nprint!(\"{place} out \");"));
                if ty.has_pointer() {
                    self.line("let guard = result;\nlet result = *guard.get();");
                }
                self.print(&ty, "result", 0);
                self.line("println!();\n}");
            }
        }
        self.line(format!("Err(trap) => println!(\"{place} trap {{trap:?}}\"),\n}}"));
    }

    /// The path of a type that has a definition.
    fn path(&self, ty: &ValueType) -> Option<String> {
        let name = &self.world.name;
        if matches!(ty, ValueType::Tuple(types) if types.len() > MAX_TUPLE) {
            let is_it = |function: &Function| function.result().as_ref() == Some(ty);
            let function = self.world.case.functions.iter().position(is_it)?;
            return Some(format!("{name}::echo::F{function}Result"));
        }
        let index = self.world.named.iter().position(|named| named == ty)?;
        Some(format!("{name}::imports::host::T{index}"))
    }

    fn type_name(&self, ty: &ValueType, lifetime: &str) -> String {
        let inner = |ty: &ValueType| self.type_name(ty, lifetime);
        if let Some(path) = self.path(ty) {
            return if ty.has_pointer() { format!("{path}<{lifetime}>") } else { path };
        }
        match ty {
            ValueType::S8 => "i8".into(),
            ValueType::S16 => "i16".into(),
            ValueType::S32 => "i32".into(),
            ValueType::S64 => "i64".into(),
            ValueType::String => format!("&{lifetime} str"),
            ValueType::List(element) if is_number(element) => format!("&{lifetime} [{}]", inner(element)),
            ValueType::List(element) => format!("dissolve::List<{lifetime}, {}>", inner(element)),
            ValueType::Map(key, value) => format!("dissolve::List<{lifetime}, ({}, {})>", inner(key), inner(value)),
            ValueType::FixedList(element, length) => format!("[{}; {length}]", inner(element)),
            ValueType::Tuple(types) => format!("({})", types.iter().map(|ty| inner(ty) + ", ").collect::<String>()),
            ValueType::Option(payload) => format!("Option<{}>", inner(payload)),
            ValueType::Result { ok, err } => {
                let [ok, err] = [ok, err].map(|ty| ty.as_ref().map_or("()".into(), |ty| inner(ty)));
                format!("Result<{ok}, {err}>")
            }
            scalar => dissolve_run::wave::type_name(scalar),
        }
    }

    /// An expression for a value, which lasts for ever.
    fn literal(&self, value: &Value, ty: &ValueType) -> String {
        let all = |values: &[Value], ty: &ValueType| {
            values.iter().map(|value| self.literal(value, ty)).collect::<Vec<_>>().join(", ")
        };
        match (value, ty) {
            (Value::Bool(value), _) => value.to_string(),
            (Value::F32(_), _) => format!("f32::from_bits({:#x})", bits(value)),
            (Value::F64(_), _) => format!("f64::from_bits({:#x})", bits(value)),
            (Value::Char(value), _) => format!("{value:?}"),
            (Value::String(value), _) => format!("{value:?}"),
            (Value::List(values), ValueType::FixedList(element, _)) => format!("[{}]", all(values, element)),
            (Value::List(values), ValueType::List(element)) if is_number(element) => {
                format!("keep([{}])", all(values, element))
            }
            (Value::List(values), ValueType::List(element)) => {
                format!("dissolve::List::from(keep([{}]))", all(values, element))
            }
            (Value::List(values), ValueType::Map(key, value)) => {
                let pair = ValueType::Tuple(vec![(**key).clone(), (**value).clone()]);
                format!("dissolve::List::from(keep([{}]))", all(values, &pair))
            }
            (Value::Record(values), ValueType::Record(fields)) => {
                let fields = values.iter().zip(fields);
                let fields = fields.map(|(value, field)| format!("{}: {}", field.name, self.literal(value, &field.ty)));
                format!("{} {{ {} }}", self.defined(ty), fields.collect::<Vec<_>>().join(", "))
            }
            (Value::Record(values), ValueType::Tuple(types)) => {
                let values = values.iter().zip(types).map(|(value, ty)| self.literal(value, ty));
                match self.path(ty) {
                    None => format!("({})", values.map(|value| value + ", ").collect::<String>()),
                    Some(path) => {
                        let fields = values.enumerate().map(|(index, value)| format!("field_{index}: {value}"));
                        format!("{path} {{ {} }}", fields.collect::<Vec<_>>().join(", "))
                    }
                }
            }
            (Value::Variant(case, payload), _) => {
                let payload = payloads(ty)[*case as usize].zip(payload.as_deref());
                let payload = payload.map(|(ty, value)| self.literal(value, ty));
                self.case(ty, *case, payload.as_deref())
            }
            (Value::Flags(flags), ValueType::Flags(names)) => {
                let path = self.defined(ty);
                let set = names.iter().zip(flags).filter(|(_, flag)| **flag);
                let set: Vec<String> = set.map(|(name, _)| format!("{path}::{}", name.to_ascii_uppercase())).collect();
                if set.is_empty() { format!("{path}::empty()") } else { set.join(" | ") }
            }
            (value, _) => integer(value),
        }
    }

    fn defined(&self, ty: &ValueType) -> String {
        self.path(ty).unwrap_or_else(|| panic!("{ty:?} has no name"))
    }

    /// A case with its payload, as an expression or a pattern.
    fn case(&self, ty: &ValueType, case: u32, payload: Option<&str>) -> String {
        let name = match (ty, case) {
            (ValueType::Option(_), 0) => return "None".into(),
            (ValueType::Option(_), _) => "Some".into(),
            (ValueType::Result { .. }, 0) => "Ok".into(),
            (ValueType::Result { .. }, _) => "Err".into(),
            (ValueType::Enum(names), case) => format!("{}::{}", self.defined(ty), upper(&names[case as usize])),
            (ValueType::Variant(cases), case) => {
                format!("{}::{}", self.defined(ty), upper(&cases[case as usize].name))
            }
            _ => panic!("{ty:?} has no cases"),
        };
        match (payload, ty) {
            (Some(payload), _) => format!("{name}({payload})"),
            (None, ValueType::Result { .. }) => format!("{name}(())"),
            (None, _) => name,
        }
    }

    /// Writes statements that print the value of an expression.
    fn print(&mut self, ty: &ValueType, value: &str, depth: usize) {
        let item = format!("x{depth}");
        match ty {
            ValueType::F32 => self.line(format!("put_f32({value});")),
            ValueType::F64 => self.line(format!("put_f64({value});")),
            ValueType::S8 => self.line(format!("put({value} as u8 as u64);")),
            ValueType::S16 => self.line(format!("put({value} as u16 as u64);")),
            ValueType::S32 => self.line(format!("put({value} as u32 as u64);")),
            ValueType::String => self.line(format!("text({value});")),
            ValueType::Flags(_) => self.line(format!("put({value}.words()[0] as u64);")),
            ValueType::List(element) => {
                let copied = if is_number(element) { ".copied()" } else { "" };
                self.line(format!("put({value}.len() as u64);\nfor {item} in {value}.iter(){copied} {{"));
                self.print(element, &item, depth + 1);
                self.line("}");
            }
            ValueType::Map(key, mapped) => {
                self.line(format!("put({value}.len() as u64);\nfor {item} in {value}.iter() {{"));
                self.print(key, &format!("{item}.0"), depth + 1);
                self.print(mapped, &format!("{item}.1"), depth + 1);
                self.line("}");
            }
            ValueType::FixedList(element, _) => {
                self.line(format!("for {item} in {value} {{"));
                self.print(element, &item, depth + 1);
                self.line("}");
            }
            ValueType::Record(fields) => {
                fields.iter().for_each(|field| self.print(&field.ty, &format!("{value}.{}", field.name), depth));
            }
            ValueType::Tuple(types) => {
                let prefix = if types.len() > MAX_TUPLE { "field_" } else { "" };
                let fields = types.iter().enumerate();
                fields.for_each(|(index, ty)| self.print(ty, &format!("{value}.{prefix}{index}"), depth));
            }
            ValueType::Variant(_) | ValueType::Option(_) | ValueType::Result { .. } => {
                self.line(format!("match {value} {{"));
                for (case, payload) in (0..).zip(payloads(ty)) {
                    let pattern = self.case(ty, case, payload.map(|_| item.as_str()));
                    self.line(format!("{pattern} => {{\nput({case});"));
                    if let Some(payload) = payload {
                        self.print(payload, &item, depth + 1);
                    }
                    self.line("}");
                }
                self.line("}");
            }
            _ => self.line(format!("put({value} as u64);")),
        }
    }
}

/// An integer, as a literal.
fn integer(value: &Value) -> String {
    match value {
        Value::S8(value) => value.to_string(),
        Value::U8(value) => value.to_string(),
        Value::S16(value) => value.to_string(),
        Value::U16(value) => value.to_string(),
        Value::S32(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::S64(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        other => panic!("{other:?} is no integer"),
    }
}

/// A name of the generator as that of a case: its first letter is upper case.
fn upper(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_ascii_uppercase() + rest
}

/// Returns true for a type of which a list is a slice.
fn is_number(ty: &ValueType) -> bool {
    use ValueType as T;
    matches!(ty, T::S8 | T::U8 | T::S16 | T::U16 | T::S32 | T::U32 | T::S64 | T::U64 | T::F32 | T::F64)
}
