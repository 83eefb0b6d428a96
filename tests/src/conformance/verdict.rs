//! Checks that a call went as its test says.

use dissolve_abi::TrapKind;
use dissolve_interface::{Export, Interface};
use dissolve_pipeline::run::canonical::Problem;
use dissolve_pipeline::run::{CallError, Instance, InvokeError, Value, canonical, wave};

use super::script::{Call, Expected};

/// The state of an instance after a call.
#[derive(Debug, PartialEq, Eq)]
pub enum State {
    /// The instance can be called again.
    Alive,
    /// The instance trapped, and must not be entered again.
    Trapped,
}

/// Makes a call, and compares its result with the expected one.
///
/// # Errors
///
/// The actual result, when it is not the expected one.
pub fn check(
    instance: &mut dyn Instance,
    state: &mut State,
    interface: &Interface,
    call: &Call,
    expected: &Expected,
) -> Result<(), String> {
    let name = &call.function;
    let export =
        interface.exports.iter().find(|export| export.name.interface.is_none() && export.name.function == *name);
    let export = export.ok_or_else(|| format!("the fused module exports no function `{name}`"))?;
    let arguments = arguments(export, call)?;
    typed_in(interface, export, &arguments)?;
    if *state == State::Trapped {
        return match expected {
            Expected::Trap(text) if text.contains("cannot enter component instance") => Ok(()),
            _ => Err("its instance has trapped before".into()),
        };
    }
    let outcome = canonical::invoke_in(instance, interface, export, &arguments);
    if outcome.as_ref().is_err_and(is_trap) {
        *state = State::Trapped;
    }
    match (outcome, expected) {
        (Ok(_), Expected::Anything) => Ok(()),
        (Ok(value), Expected::Results(literals)) => compare(export, value, literals),
        (Ok(value), Expected::Trap(text)) => Err(format!("gave {} instead of a trap ({text})", shown(export, value))),
        (Err(error), Expected::Trap(text)) if is_trap(&error) => trapped_so(&error, text),
        (Err(error), _) => Err(error.to_string()),
    }
}

fn arguments(export: &Export, call: &Call) -> Result<Vec<Value>, String> {
    if export.ty.params.len() != call.arguments.len() {
        return Err(format!("`{}` has {} parameters", call.function, export.ty.params.len()));
    }
    let values = call.arguments.iter().zip(&export.ty.params).map(|(literal, param)| {
        let mismatch = || format!("parameter `{}`: {literal:?} is none of its type {:?}", param.name, param.ty);
        literal.value(&param.ty).ok_or_else(mismatch)
    });
    values.collect()
}

/// Checks that the call can be made from the command line: its text, read as `dissolve run` reads it, gives the same
/// values.
fn typed_in(interface: &Interface, export: &Export, arguments: &[Value]) -> Result<(), String> {
    let texts = |values: &[Value]| -> Vec<String> {
        values.iter().zip(&export.ty.params).map(|(value, param)| wave::text(value, &param.ty)).collect()
    };
    let call = format!("{}({})", export.name, texts(arguments).join(", "));
    let (name, text) = wave::split_call(&call).map_err(|error| error.to_string())?;
    if interface.export(name).is_none_or(|found| found.core != export.core) {
        return Err(format!("`{call}` is no call of that function"));
    }
    let read = wave::arguments_in(text, &export.ty.params, &interface.resources).map_err(|error| error.to_string())?;
    if texts(&read) == texts(arguments) { Ok(()) } else { Err(format!("`{call}` reads as {:?}", texts(&read))) }
}

/// Compares values by their texts. Texts differ for different numbers, but all NaNs have the same text.
fn compare(export: &Export, value: Option<Value>, literals: &[super::literal::Literal]) -> Result<(), String> {
    let expected = match (literals, &export.ty.result) {
        ([], None) => None,
        ([literal], Some(ty)) => {
            let value = literal.value(ty);
            Some(value.ok_or_else(|| format!("{literal:?} is none of the result's type {ty:?}"))?)
        }
        _ => return Err(format!("the test expects {} results", literals.len())),
    };
    let (value, expected) = (shown(export, value), shown(export, expected));
    if value == expected { Ok(()) } else { Err(format!("gave {value} instead of {expected}")) }
}

fn shown(export: &Export, value: Option<Value>) -> String {
    match (value, &export.ty.result) {
        (Some(value), Some(ty)) => wave::text(&value, ty),
        _ => "nothing".into(),
    }
}

/// Returns true if a call ended in a trap: in the program, or where the host lifts or lowers a value of the program.
fn is_trap(error: &InvokeError) -> bool {
    match &error.problem {
        Problem::Call(error) => matches!(error, CallError::Trap(_)),
        Problem::Realloc { .. }
        | Problem::TooLong(_)
        | Problem::Misaligned { .. }
        | Problem::Outside { .. }
        | Problem::Encoding(_)
        | Problem::Char(_)
        | Problem::Discriminant { .. }
        | Problem::Sizeless => true,
        _ => false,
    }
}

/// Checks that a trap is the one that the text names, if dissolve distinguishes that trap.
fn trapped_so(error: &InvokeError, text: &str) -> Result<(), String> {
    let text = text.strip_prefix("wasm trap: ").unwrap_or(text);
    let problem = &error.problem;
    let is_kind = |kind: TrapKind| error.trap().is_some_and(|trap| trap.kind == Some(kind));
    let as_meant = match text {
        "wasm `unreachable` instruction executed" => is_kind(TrapKind::Unreachable),
        "unaligned pointer" => is_kind(TrapKind::UnalignedPointer) || matches!(problem, Problem::Misaligned { .. }),
        "string content out-of-bounds" => {
            is_kind(TrapKind::StringOutOfBounds) || matches!(problem, Problem::Outside { .. })
        }
        "list content out-of-bounds" => {
            is_kind(TrapKind::ListOutOfBounds) || matches!(problem, Problem::Outside { .. })
        }
        "invalid `char` bit pattern" => is_kind(TrapKind::InvalidChar) || matches!(problem, Problem::Char(_)),
        "invalid variant discriminant" => {
            is_kind(TrapKind::InvalidDiscriminant) || matches!(problem, Problem::Discriminant { .. })
        }
        "string pointer/length out of bounds of memory" => matches!(problem, Problem::Outside { .. }),
        "invalid utf-8" | "incomplete utf-8 byte sequence" => {
            is_kind(TrapKind::InvalidUtf8) || matches!(problem, Problem::Encoding("UTF-8"))
        }
        text if text.starts_with("unknown handle index") || text.starts_with("handle index") => {
            is_kind(TrapKind::UnknownHandle)
        }
        "realloc return: beyond end of memory" => {
            matches!(problem, Problem::Realloc { why: "leaves the memory", .. })
        }
        "realloc return: result not aligned" => matches!(problem, Problem::Realloc { why: "is not aligned", .. }),
        _ => match TrapKind::ALL.iter().find(|kind| kind.text() == text) {
            Some(kind) => error.trap().is_some_and(|trap| trap.kind == Some(*kind)),
            None => false,
        },
    };
    if as_meant { Ok(()) } else { Err(format!("trapped otherwise than the test says (`{text}`): {error}")) }
}
