//! Values as text, in WAVE (the WebAssembly value encoding).
//!
//! `wasm-wave` parses the grammar. The meaning of a value is decided here, against the types of an interface record, so
//! that an error can name the parameter, the place in it, and the type that is expected there.

mod handle;

use std::fmt::Write as _;

use dissolve_interface::{Field, Resource, ValueType};
use dissolve_targets::CoreType;
use wasm_wave::ast::{Node, NodeType};
use wasm_wave::lex::Keyword;
use wasm_wave::parser::{ParserError, ParserErrorKind};
use wasm_wave::untyped::UntypedValue;
use wasm_wave::wasm::WasmValue as _;

use crate::{CoreValue, Value};

pub use handle::parse as parse_handle;

/// The reason why a text is not a valid call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WaveError {
    /// The text does not have the form of a call.
    #[error("`{0}` is no call; write the function's name and its arguments in parentheses, such as greet(\"World\")")]
    NoCall(String),
    /// The arguments are not WAVE.
    #[error("the arguments `{text}` are no WAVE values: {problem}, at byte {at}")]
    Syntax {
        /// The arguments, parentheses included.
        text: String,
        /// The problem.
        problem: String,
        /// The position of the problem, in bytes from the opening parenthesis.
        at: usize,
    },
    /// The number of arguments differs from the number of parameters.
    #[error("the function takes {expected} arguments ({parameters}), but {actual} are given")]
    Count {
        /// The number of parameters.
        expected: usize,
        /// The parameters with their types.
        parameters: String,
        /// The number of arguments.
        actual: usize,
    },
    /// An argument does not belong to its parameter's type.
    #[error("parameter `{place}` is of type {expected}; `{text}` is not: {problem}")]
    Type {
        /// The parameter, and the place in it.
        place: String,
        /// The type that is expected there.
        expected: String,
        /// The text at that place.
        text: String,
        /// The problem with it.
        problem: String,
    },
}

/// Splits a call into the function's name and the arguments with their parentheses.
///
/// # Errors
///
/// If there are no parentheses, or nothing before them.
pub fn split_call(text: &str) -> Result<(&str, &str), WaveError> {
    let no_call = || WaveError::NoCall(text.trim().to_owned());
    let open = text.find('(').ok_or_else(no_call)?;
    let (name, arguments) = (text[..open].trim(), text[open..].trim());
    if name.is_empty() || !arguments.ends_with(')') {
        return Err(no_call());
    }
    Ok((name, arguments))
}

/// Reads arguments in parentheses for a function's parameters. Options at the end may be left out, as in WAVE.
///
/// Only for functions without handles; [`arguments_in`] is for all.
///
/// # Errors
///
/// If the text is not WAVE, or the number or the types of the arguments differ from the parameters'.
pub fn arguments(text: &str, params: &[Field]) -> Result<Vec<Value>, WaveError> {
    arguments_in(text, params, &[])
}

/// As [`arguments`], for any function. `resources`, from the function's record, have the names of its handles. WAVE has
/// no handles: a handle is written as the resource's name and a number, such as `conn#1`, and is read as a
/// [`Value::Handle`] with that number.
///
/// # Errors
///
/// As [`arguments`]; also if the name in a handle is not its resource's.
pub fn arguments_in(text: &str, params: &[Field], resources: &[Resource]) -> Result<Vec<Value>, WaveError> {
    let masked = handle::mask(text);
    let tuple = tuple(&masked, text)?;
    let source = Source { text, resources };
    let nodes = nodes(tuple.as_ref());
    let optional = params.iter().rev().take_while(|param| matches!(param.ty, ValueType::Option(_))).count();
    if nodes.len() > params.len() || nodes.len() < params.len() - optional {
        let parameters = params.iter().map(|param| format!("{}: {}", param.name, source.type_name(&param.ty)));
        return Err(count(params.len(), parameters.collect(), nodes.len()));
    }
    let absent = params[nodes.len()..].iter().map(|_| Ok(Value::option(None)));
    let given = nodes
        .iter()
        .zip(params)
        .map(|(node, param)| value(node, source, &param.ty).map_err(|fault| fault.of_parameter(&param.name)));
    given.chain(absent).collect()
}

/// The text of a call, and the resources of its handles.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    resources: &'a [Resource],
}

impl Source<'_> {
    fn type_name(self, ty: &ValueType) -> String {
        type_name_in(ty, self.resources)
    }
}

/// Reads arguments in parentheses for a core function. An integer may be signed or unsigned.
///
/// # Errors
///
/// If the text is not WAVE, or the number or the types of the arguments differ from the parameters'.
pub fn core_arguments(text: &str, params: &[CoreType]) -> Result<Vec<CoreValue>, WaveError> {
    let tuple = tuple(text, text)?;
    let nodes = nodes(tuple.as_ref());
    if nodes.len() != params.len() {
        return Err(count(params.len(), params.iter().map(CoreType::to_string).collect(), nodes.len()));
    }
    let given = nodes.iter().zip(params).enumerate();
    given
        .map(|(index, (node, &ty))| {
            core_value(node, text, ty).map_err(|error| {
                Fault::new(node, Source { text, resources: &[] }, ty.to_string(), error)
                    .of_parameter(&index.to_string())
            })
        })
        .collect()
}

fn core_value(node: &Node, source: &str, ty: CoreType) -> Result<CoreValue, ParserError> {
    Ok(match ty {
        CoreType::I32 => CoreValue::I32(
            node.as_number::<i32>(source).map(i32::cast_unsigned).or_else(|_| node.as_number::<u32>(source))?,
        ),
        CoreType::I64 => CoreValue::I64(
            node.as_number::<i64>(source).map(i64::cast_unsigned).or_else(|_| node.as_number::<u64>(source))?,
        ),
        CoreType::F32 => CoreValue::F32(node.as_number::<f32>(source)?.to_bits()),
        CoreType::F64 => CoreValue::F64(node.as_number::<f64>(source)?.to_bits()),
        // A number of 128 bits; lane zero is in the low bits.
        CoreType::V128 => CoreValue::V128(node.as_number::<u128>(source)?),
        CoreType::FuncRef => CoreValue::FuncRef(reference(node, source)?),
        CoreType::ExternRef => CoreValue::ExternRef(reference(node, source)?),
    })
}

/// A reference: a nonzero word, or zero for null.
fn reference(node: &Node, source: &str) -> Result<Option<u32>, ParserError> {
    Ok(Some(node.as_number::<u32>(source)?).filter(|&word| word != 0))
}

/// The results of a core function as text: none, a value, or several in parentheses. Integers are printed signed.
pub fn core_results(values: &[CoreValue]) -> Option<String> {
    let texts: Vec<String> = values.iter().map(|&value| core_text(value)).collect();
    match &texts[..] {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("({})", several.join(", "))),
    }
}

fn core_text(value: CoreValue) -> String {
    let leaf = match value {
        CoreValue::I32(bits) => Value::S32(bits.cast_signed()),
        CoreValue::I64(bits) => Value::S64(bits.cast_signed()),
        CoreValue::F32(bits) => Value::F32(f32::from_bits(bits)),
        CoreValue::F64(bits) => Value::F64(f64::from_bits(bits)),
        CoreValue::V128(bits) => return bits.to_string(),
        CoreValue::FuncRef(reference) | CoreValue::ExternRef(reference) => Value::U32(reference.unwrap_or(0)),
    };
    leaf_text(&leaf)
}

/// The tuple of arguments, parsed from `masked`; none if there is nothing between the parentheses. Errors show `text`.
fn tuple<'a>(masked: &'a str, text: &str) -> Result<Option<UntypedValue<'a>>, WaveError> {
    match UntypedValue::parse(masked) {
        Ok(tuple) => Ok(Some(tuple)),
        Err(error) if error.kind() == ParserErrorKind::EmptyTuple && error.span() == (0..text.len()) => Ok(None),
        Err(error) => {
            Err(WaveError::Syntax { text: text.to_owned(), problem: problem(&error), at: error.span().start })
        }
    }
}

fn nodes<'a>(tuple: Option<&'a UntypedValue<'_>>) -> Vec<&'a Node> {
    tuple.and_then(|tuple| tuple.node().as_tuple().ok()).map_or(Vec::new(), |nodes| nodes.collect())
}

fn count(expected: usize, parameters: Vec<String>, actual: usize) -> WaveError {
    let parameters = if parameters.is_empty() { "it has none".into() } else { parameters.join(", ") };
    WaveError::Count { expected, parameters, actual }
}

fn problem(error: &ParserError) -> String {
    match error.detail() {
        Some(detail) => format!("{} {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

/// A type error, and its place in a parameter.
struct Fault {
    path: String,
    expected: String,
    text: String,
    problem: String,
}

impl Fault {
    fn new(node: &Node, source: Source<'_>, expected: String, error: ParserError) -> Fault {
        let problem = match error.kind() {
            ParserErrorKind::InvalidType => "it has another form".into(),
            ParserErrorKind::InvalidValue => "it is out of range".into(),
            _ => problem(&error),
        };
        Fault { path: String::new(), expected, text: source.text[node.span()].to_owned(), problem }
    }

    fn other(node: &Node, source: Source<'_>, ty: &ValueType, problem: String) -> Fault {
        Fault {
            path: String::new(),
            expected: source.type_name(ty),
            text: source.text[node.span()].to_owned(),
            problem,
        }
    }

    fn within(mut self, segment: &str) -> Fault {
        self.path.insert_str(0, segment);
        self
    }

    fn of_parameter(self, name: &str) -> WaveError {
        let Fault { path, expected, text, problem } = self;
        WaveError::Type { place: format!("{name}{path}"), expected, text, problem }
    }
}

/// Reads a value of a type.
fn value(node: &Node, source: Source<'_>, ty: &ValueType) -> Result<Value, Fault> {
    match ty {
        ValueType::Record(fields) => record(node, source, ty, fields),
        ValueType::Tuple(types) => {
            let values: Vec<&Node> = children(node, source, ty, node.as_tuple())?;
            if values.len() != types.len() {
                let problem = format!("it has {} elements instead of {}", values.len(), types.len());
                return Err(Fault::other(node, source, ty, problem));
            }
            let values =
                values.into_iter().zip(types).enumerate().map(|(index, (node, ty))| {
                    value(node, source, ty).map_err(|fault| fault.within(&format!(".{index}")))
                });
            Ok(Value::Record(values.collect::<Result<_, _>>()?))
        }
        ValueType::List(element) => list(node, source, ty, element),
        ValueType::Map(key, value) => {
            list(node, source, ty, &ValueType::Tuple(vec![(**key).clone(), (**value).clone()]))
        }
        ValueType::Own(resource) | ValueType::Borrow(resource) => {
            let known = source.resources.get(*resource as usize);
            let number = handle::number(&source.text[node.span()], known);
            number.map(Value::Handle).map_err(|problem| Fault::other(node, source, ty, problem))
        }
        ValueType::ErrorContext => {
            Err(Fault::other(node, source, ty, "an error context cannot be written as text".into()))
        }
        ValueType::FixedList(element, length) => match list(node, source, ty, element)? {
            Value::List(values) if values.len() != *length as usize => {
                let problem = format!("it has {} elements instead of {length}", values.len());
                Err(Fault::other(node, source, ty, problem))
            }
            values => Ok(values),
        },
        ValueType::Variant(cases) => {
            let (label, payload) =
                node.as_variant(source.text).map_err(|error| Fault::new(node, source, source.type_name(ty), error))?;
            let case = cases
                .iter()
                .position(|case| case.name == label)
                .ok_or_else(|| Fault::other(node, source, ty, format!("there is no case `{label}`")))?;
            case_value(node, source, ty, case, cases[case].ty.as_ref(), payload, label)
        }
        ValueType::Option(some) => match node.ty() {
            NodeType::OptionSome | NodeType::OptionNone => {
                let payload = node.as_option().ok().flatten();
                let types = [None, Some(&**some)];
                let case = usize::from(payload.is_some());
                case_value(node, source, ty, case, types[case], payload, ["none", "some"][case])
            }
            _ if !is_wrapper(some) => Ok(Value::option(Some(value(node, source, some)?))),
            _ => Err(Fault::other(node, source, ty, "write some(…) or none".into())),
        },
        ValueType::Result { ok, err } => match (node.as_result(), ok) {
            (Ok(Ok(payload)), _) => case_value(node, source, ty, 0, ok.as_deref(), payload, "ok"),
            (Ok(Err(payload)), _) => case_value(node, source, ty, 1, err.as_deref(), payload, "err"),
            (Err(_), Some(ok)) if !is_wrapper(ok) => Ok(Value::result(Ok(Some(value(node, source, ok)?)))),
            (Err(_), _) => Err(Fault::other(node, source, ty, "write ok(…) or err(…)".into())),
        },
        ValueType::Enum(names) => {
            let label =
                node.as_enum(source.text).map_err(|error| Fault::new(node, source, source.type_name(ty), error))?;
            let case = names.iter().position(|name| name == label);
            let case = case.ok_or_else(|| Fault::other(node, source, ty, format!("there is no case `{label}`")))?;
            Ok(Value::Variant(case as u32, None))
        }
        ValueType::Flags(names) => flags(node, source, ty, names),
        _ => scalar(node, source, ty).map_err(|error| Fault::new(node, source, source.type_name(ty), error)),
    }
}

/// Returns true if values of the type must be written with `some`, `none`, `ok` or `err`.
fn is_wrapper(ty: &ValueType) -> bool {
    matches!(ty, ValueType::Option(_) | ValueType::Result { .. })
}

fn children<'a>(
    node: &Node,
    source: Source<'_>,
    ty: &ValueType,
    nodes: Result<impl Iterator<Item = &'a Node>, ParserError>,
) -> Result<Vec<&'a Node>, Fault> {
    nodes.map(Iterator::collect).map_err(|error| Fault::new(node, source, source.type_name(ty), error))
}

fn list(node: &Node, source: Source<'_>, ty: &ValueType, element: &ValueType) -> Result<Value, Fault> {
    let nodes = children(node, source, ty, node.as_list())?;
    let values = nodes
        .into_iter()
        .enumerate()
        .map(|(index, node)| value(node, source, element).map_err(|fault| fault.within(&format!("[{index}]"))));
    Ok(Value::List(values.collect::<Result<_, _>>()?))
}

/// Reads a record. Fields may come in any order; fields that are options may be left out.
fn record(node: &Node, source: Source<'_>, ty: &ValueType, fields: &[Field]) -> Result<Value, Fault> {
    let given: Vec<(&str, &Node)> =
        node.as_record(source.text).map_err(|error| Fault::new(node, source, source.type_name(ty), error))?.collect();
    if let Some((name, _)) = given.iter().find(|(name, _)| fields.iter().all(|field| field.name != *name)) {
        return Err(Fault::other(node, source, ty, format!("there is no field `{name}`")));
    }
    let values = fields.iter().map(|field| match given.iter().find(|(name, _)| *name == field.name) {
        Some((name, node)) => value(node, source, &field.ty).map_err(|fault| fault.within(&format!(".{name}"))),
        None if matches!(field.ty, ValueType::Option(_)) => Ok(Value::option(None)),
        None => Err(Fault::other(node, source, ty, format!("the field `{}` is missing", field.name))),
    });
    Ok(Value::Record(values.collect::<Result<_, _>>()?))
}

fn case_value(
    node: &Node,
    source: Source<'_>,
    ty: &ValueType,
    case: usize,
    payload_ty: Option<&ValueType>,
    payload: Option<&Node>,
    label: &str,
) -> Result<Value, Fault> {
    let payload = match (payload_ty, payload) {
        (Some(ty), Some(node)) => {
            Some(Box::new(value(node, source, ty).map_err(|fault| fault.within(&format!(".{label}")))?))
        }
        (None, None) => None,
        (Some(_), None) => return Err(Fault::other(node, source, ty, format!("`{label}` needs a payload"))),
        (None, Some(_)) => return Err(Fault::other(node, source, ty, format!("`{label}` has no payload"))),
    };
    Ok(Value::Variant(case as u32, payload))
}

fn flags(node: &Node, source: Source<'_>, ty: &ValueType, names: &[String]) -> Result<Value, Fault> {
    let set: Vec<&str> =
        node.as_flags(source.text).map_err(|error| Fault::new(node, source, source.type_name(ty), error))?.collect();
    // The grammar keeps the `%` that marks a flag with the name of a keyword.
    let set: Vec<&str> = set.into_iter().map(|flag| flag.trim_start_matches('%')).collect();
    if let Some(unknown) = set.iter().find(|flag| names.iter().all(|name| name != *flag)) {
        return Err(Fault::other(node, source, ty, format!("there is no flag `{unknown}`")));
    }
    Ok(Value::Flags(names.iter().map(|name| set.contains(&name.as_str())).collect()))
}

fn scalar(node: &Node, source: Source<'_>, ty: &ValueType) -> Result<Value, ParserError> {
    Ok(match ty {
        ValueType::Bool => Value::Bool(node.as_bool()?),
        ValueType::S8 => Value::S8(node.as_number(source.text)?),
        ValueType::U8 => Value::U8(node.as_number(source.text)?),
        ValueType::S16 => Value::S16(node.as_number(source.text)?),
        ValueType::U16 => Value::U16(node.as_number(source.text)?),
        ValueType::S32 => Value::S32(node.as_number(source.text)?),
        ValueType::U32 => Value::U32(node.as_number(source.text)?),
        ValueType::S64 => Value::S64(node.as_number(source.text)?),
        ValueType::U64 => Value::U64(node.as_number(source.text)?),
        ValueType::F32 => Value::F32(node.as_number(source.text)?),
        ValueType::F64 => Value::F64(node.as_number(source.text)?),
        ValueType::Char => Value::Char(node.as_char(source.text)?),
        // The callers handle all types that have parts.
        _ => Value::String(node.as_str(source.text)?.into_owned()),
    })
}

/// A value as text. If the value does not belong to the type `ty`, it is printed without names.
pub fn text(value: &Value, ty: &ValueType) -> String {
    text_in(value, ty, &[])
}

/// As [`text`], with handles as [`arguments_in`] reads them: the resource's name and the value's number.
pub fn text_in(value: &Value, ty: &ValueType, resources: &[Resource]) -> String {
    let mut out = String::new();
    write_value(&mut out, value, ty, resources);
    out
}

fn write_value(out: &mut String, value: &Value, ty: &ValueType, resources: &[Resource]) {
    match (value, ty) {
        (Value::Handle(number), ValueType::Own(resource) | ValueType::Borrow(resource))
            if (*resource as usize) < resources.len() =>
        {
            write!(out, "{}#{number}", resources[*resource as usize].short_name()).expect("writing to a string");
        }
        (Value::List(values), ValueType::List(element) | ValueType::FixedList(element, _)) => {
            write_all(out, ["[", "]"], values, |out, _, value| write_value(out, value, element, resources));
        }
        (Value::List(pairs), ValueType::Map(key, value)) => {
            let pair = ValueType::Tuple(vec![(**key).clone(), (**value).clone()]);
            write_all(out, ["[", "]"], pairs, |out, _, value| write_value(out, value, &pair, resources));
        }
        (Value::Record(values), ValueType::Tuple(types)) => {
            write_all(out, ["(", ")"], &zip(values, types), |out, _, (value, ty)| {
                write_value(out, value, ty, resources)
            });
        }
        (Value::Record(values), ValueType::Record(fields)) => {
            // Options that are `none` are left out, which WAVE allows.
            let mut fields = zip(values, fields);
            fields
                .retain(|(value, field)| !(matches!(field.ty, ValueType::Option(_)) && **value == Value::option(None)));
            if fields.is_empty() {
                out.push_str("{:}");
                return;
            }
            write_all(out, ["{", "}"], &fields, |out, _, (value, field)| {
                out.push_str(&field.name);
                out.push_str(": ");
                write_value(out, value, &field.ty, resources);
            });
        }
        (Value::Variant(case, payload), _) => {
            let (name, payload_ty) = case_of(ty, *case as usize);
            // The name of a case of a variant or an enum may be a keyword of WAVE; then it is marked with `%`.
            if matches!(ty, ValueType::Variant(_) | ValueType::Enum(_)) && Keyword::decode(&name).is_some() {
                out.push('%');
            }
            out.push_str(&name);
            if let (Some(payload), Some(ty)) = (payload, payload_ty) {
                out.push('(');
                write_value(out, payload, ty, resources);
                out.push(')');
            }
        }
        (Value::Flags(flags), ValueType::Flags(names)) => {
            let set: Vec<_> = flags.iter().zip(names).filter(|(flag, _)| **flag).collect();
            write_all(out, ["{", "}"], &set, |out, _, (_, name)| out.push_str(name));
        }
        (leaf, _) => out.push_str(&leaf_text(leaf)),
    }
}

fn zip<'a, T>(values: &'a [Value], others: &'a [T]) -> Vec<(&'a Value, &'a T)> {
    values.iter().zip(others).collect()
}

fn write_all<T>(out: &mut String, brackets: [&str; 2], items: &[T], mut write: impl FnMut(&mut String, usize, &T)) {
    out.push_str(brackets[0]);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(out, index, item);
    }
    out.push_str(brackets[1]);
}

/// The name of a case, and the type of its payload.
fn case_of(ty: &ValueType, case: usize) -> (String, Option<&ValueType>) {
    let known = match ty {
        ValueType::Variant(cases) => cases.get(case).map(|case| (case.name.as_str(), case.ty.as_ref())),
        ValueType::Enum(names) => names.get(case).map(|name| (name.as_str(), None)),
        ValueType::Option(some) => [("none", None), ("some", Some(&**some))].get(case).copied(),
        ValueType::Result { ok, err } => [("ok", ok.as_deref()), ("err", err.as_deref())].get(case).copied(),
        _ => None,
    };
    known.map_or_else(|| (case.to_string(), None), |(name, ty)| (name.to_owned(), ty))
}

/// A value without parts, in the syntax of `wasm-wave`.
fn leaf_text(value: &Value) -> String {
    use wasm_wave::value::Value as Wave;
    let wave = match value {
        Value::Bool(value) => Wave::make_bool(*value),
        Value::S8(value) => Wave::make_s8(*value),
        Value::U8(value) => Wave::make_u8(*value),
        Value::S16(value) => Wave::make_s16(*value),
        Value::U16(value) => Wave::make_u16(*value),
        Value::S32(value) => Wave::make_s32(*value),
        Value::U32(value) => Wave::make_u32(*value),
        Value::S64(value) => Wave::make_s64(*value),
        Value::U64(value) => Wave::make_u64(*value),
        Value::F32(value) => Wave::make_f32(*value),
        Value::F64(value) => Wave::make_f64(*value),
        Value::Char(value) => Wave::make_char(*value),
        Value::String(value) => Wave::make_string(value.into()),
        // The value does not belong to its type, so it has no better text.
        Value::List(_) | Value::Record(_) | Value::Variant(..) | Value::Flags(_) | Value::Handle(_) => {
            return format!("{value:?}");
        }
    };
    // Writing a leaf to a string does not fail.
    wasm_wave::to_string(&wave).unwrap_or_default()
}

/// A type in WIT syntax, without the names of its declarations.
pub fn type_name(ty: &ValueType) -> String {
    type_name_in(ty, &[])
}

/// As [`type_name`], with the names of resources.
pub fn type_name_in(ty: &ValueType, resources: &[Resource]) -> String {
    let type_name = |ty: &ValueType| type_name_in(ty, resources);
    let resource = |index: u32| match resources.get(index as usize) {
        Some(resource) => resource.short_name().to_owned(),
        None => format!("resource {index}"),
    };
    let payload = |ty: &Option<Box<ValueType>>| ty.as_ref().map_or("_".into(), |ty| type_name(ty));
    match ty {
        ValueType::List(element) => format!("list<{}>", type_name(element)),
        ValueType::FixedList(element, length) => format!("list<{}, {length}>", type_name(element)),
        ValueType::Map(key, value) => format!("map<{}, {}>", type_name(key), type_name(value)),
        ValueType::Own(index) => format!("own<{}>", resource(*index)),
        ValueType::Borrow(index) => format!("borrow<{}>", resource(*index)),
        ValueType::ErrorContext => "error-context".into(),
        ValueType::Option(some) => format!("option<{}>", type_name(some)),
        ValueType::Result { ok: None, err: None } => "result".into(),
        ValueType::Result { ok, err: None } => format!("result<{}>", payload(ok)),
        ValueType::Result { ok, err } => format!("result<{}, {}>", payload(ok), payload(err)),
        ValueType::Tuple(types) => format!("tuple<{}>", types.iter().map(&type_name).collect::<Vec<_>>().join(", ")),
        ValueType::Record(fields) => {
            let fields = fields.iter().map(|field| format!("{}: {}", field.name, type_name(&field.ty)));
            format!("record {{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        ValueType::Variant(cases) => {
            let mut text = String::from("variant { ");
            for (index, case) in cases.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                text.push_str(&case.name);
                if let Some(ty) = &case.ty {
                    write!(text, "({})", type_name(ty)).expect("writing to a string");
                }
            }
            text + " }"
        }
        ValueType::Enum(names) => format!("enum {{ {} }}", names.join(", ")),
        ValueType::Flags(names) => format!("flags {{ {} }}", names.join(", ")),
        scalar => format!("{scalar:?}").to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use dissolve_interface::{Case, ValueType as T};

    use super::*;

    fn field(name: &str, ty: T) -> Field {
        Field { name: name.into(), ty }
    }

    fn option(ty: T) -> T {
        T::Option(Box::new(ty))
    }

    fn sample_variant() -> T {
        T::Variant(vec![
            Case { name: "none".into(), ty: None },
            Case { name: "pair".into(), ty: Some(T::Tuple(vec![T::U8, T::Char])) },
        ])
    }

    #[test]
    fn text_survives_reading_and_writing() {
        let record = T::Record(vec![
            field("a", T::U8),
            field("b", option(T::Bool)),
            field("c", T::Flags(vec!["x".into(), "y".into()])),
        ]);
        for (ty, text, printed) in [
            (T::String, r#""a\"b\n☃""#, r#""a\"b\n☃""#),
            (T::Char, r"'\u{1F44B}'", "'👋'"),
            (T::F32, "-inf", "-inf"),
            (T::F64, "nan", "nan"),
            (T::F64, "-0", "-0"),
            (T::S64, "-9223372036854775808", "-9223372036854775808"),
            (T::List(Box::new(T::U8)), "[1, 2,]", "[1, 2]"),
            (T::FixedList(Box::new(T::U8), 2), "[1, 2]", "[1, 2]"),
            (record.clone(), "{c: {y}, a: 1}", "{a: 1, c: {y}}"),
            (record, "{a: 1, b: some(true), c: {}}", "{a: 1, b: some(true), c: {}}"),
            (sample_variant(), "%none", "%none"),
            (sample_variant(), "pair((1, 'x'))", "pair((1, 'x'))"),
            (T::Enum(vec!["red".into(), "ok".into()]), "%ok", "%ok"),
            (option(option(T::U8)), "some(none)", "some(none)"),
            (option(T::U8), "7", "some(7)"),
            (T::Result { ok: Some(Box::new(T::U8)), err: None }, "err", "err"),
            (T::Result { ok: Some(Box::new(T::U8)), err: None }, "3", "ok(3)"),
            (T::Record(vec![field("a", option(T::U8))]), "{:}", "{:}"),
        ] {
            let values = arguments(&format!("({text})"), &[field("p", ty.clone())]).unwrap();
            assert_eq!(super::text(&values[0], &ty), printed, "{text}");
        }
    }

    #[test]
    fn calls_are_split() {
        assert_eq!(split_call(" greet (\"a(b)\") ").unwrap(), ("greet", "(\"a(b)\")"));
        assert_eq!(split_call("a:b/c@1.0.0#f()").unwrap(), ("a:b/c@1.0.0#f", "()"));
        for text in ["greet", "(1)", "greet(1", "greet(1) + 2", ""] {
            assert!(split_call(text).unwrap_err().to_string().contains("is no call"), "{text}");
        }
    }

    #[test]
    fn errors_name_the_parameter_and_its_type() {
        let params = [
            field("name", T::String),
            field("at", T::Record(vec![field("x", T::U8), field("ys", T::List(Box::new(T::S16)))])),
            field("last", option(sample_variant())),
        ];
        for (text, expected) in [
            ("()", "takes 3 arguments (name: string, at: record { x: u8, ys: list<s16> }, last: option<variant"),
            ("(\"a\")", "but 1 are given"),
            ("(1, {x: 1, ys: []})", "parameter `name` is of type string; `1` is not: it has another form"),
            ("(\"a\", {x: 256, ys: []})", "parameter `at.x` is of type u8; `256` is not: it is out of range"),
            ("(\"a\", {x: 1, ys: [1, 2.5]})", "parameter `at.ys[1]` is of type s16; `2.5` is not"),
            ("(\"a\", {x: 1, ys: [], z: 1})", "there is no field `z`"),
            ("(\"a\", {x: 1})", "the field `ys` is missing"),
            ("(\"a\", {x: 1, ys: []}, some(pair(1)))", "parameter `last.some.pair` is of type tuple<u8, char>"),
            ("(\"a\", {x: 1, ys: []}, triple)", "there is no case `triple`"),
            ("(\"a\", {x: 1, ys: []}, pair)", "`pair` needs a payload"),
            ("(\"a", "are no WAVE values"),
        ] {
            let error = arguments(text, &params).unwrap_err().to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(arguments("(\"a\", {x: 1, ys: []})", &params).unwrap()[2], Value::option(None));
        assert_eq!(arguments("( )", &[]).unwrap(), []);
        let fixed = [field("p", T::FixedList(Box::new(T::U8), 2))];
        assert!(arguments("([1])", &fixed).unwrap_err().to_string().contains("1 elements instead of 2"));
    }

    #[test]
    fn core_integers_have_either_sign() {
        use CoreType::{F32, F64, I32, I64};
        let values = core_arguments("(4294967295, -1, 18446744073709551615, 1.5)", &[I32, I32, I64, F64]).unwrap();
        assert_eq!(values[0], values[1]);
        assert_eq!(core_results(&values).unwrap(), "(-1, -1, -1, 1.5)");
        assert_eq!(core_results(&[]), None);
        assert_eq!(core_results(&[CoreValue::F32(0x7f80_0000)]).unwrap(), "inf");
        for (text, ty, expected) in [
            ("(4294967296)", I32, "parameter `0` is of type i32; `4294967296` is not: it is out of range"),
            ("(\"x\")", F32, "parameter `0` is of type f32"),
            ("()", I64, "takes 1 arguments (i64), but 0 are given"),
        ] {
            let error = core_arguments(text, &[ty]).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
