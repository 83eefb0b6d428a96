//! `dissolve run`.

use std::fmt;
use std::time::Duration;

use dissolve::run::{CallError, Chip, CoreValue, Instance as _, InvokeError, RepeatError, Value, canonical, wave};
use dissolve::{BuildOptions, Firmware, Program};

use crate::args::Run;
use crate::commands::build::{load, on_board};
use crate::{Failure, files, sizes};

/// `dissolve run`
pub fn run(arguments: &Run) -> Result<(), Failure> {
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen)?;
    let board = dissolve::board(&arguments.on_board.board)?;
    let options = BuildOptions { gate: true, ..on_board(&arguments.on_board, &arguments.codegen) };
    // The size is that of the image as it ships, without the call gate.
    let shipped =
        arguments.count.then(|| program.build(&board, &BuildOptions { gate: false, ..options.clone() })).transpose()?;
    let firmware = program.build(&board, &options)?;
    let calls = arguments
        .invoke
        .iter()
        .map(|text| Call::parse(text, &program, &firmware))
        .collect::<Result<Vec<_>, Failure>>()?;
    if let Some(shipped) = &shipped {
        eprintln!("chip: {}", board.chip);
        eprintln!("image: {}", sizes::summary(&shipped.image.report));
    }
    let mut chip = firmware.boot(&board, Duration::from_secs(arguments.timeout))?;
    chip.instantiate().map_err(|error| format!("instantiation: {error}"))?;
    let mut trapped = 0;
    for (call, text) in calls.iter().zip(&arguments.invoke) {
        match chip.repeat(arguments.repeat, |chip| call.make(chip)) {
            Ok(answer) => {
                if !answer.is_empty() {
                    files::print(&format!("{answer}\n"))?;
                }
                if arguments.count {
                    let taken = chip.instructions(call.core_name());
                    eprintln!("instructions: {}", taken.map_or("unknown".into(), |taken| taken.to_string()));
                }
                if arguments.repeat > 1 {
                    eprintln!("{text}: {} calls, every answer the same", arguments.repeat);
                    print_arena(&mut chip)?;
                }
            }
            Err(RepeatError::Failed { round, mut error }) => {
                let is_trap = error.explain(&mut chip)?;
                let round = if arguments.repeat > 1 { format!(", call {round}") } else { String::new() };
                let message = format!("{text}{round}: {error}");
                if !is_trap {
                    return Err(message.into());
                }
                eprintln!("error: {message}");
                trapped += 1;
                // What the trap left behind is no state to go on from.
                chip.instantiate().map_err(|error| format!("instantiation after a trap: {error}"))?;
            }
            Err(RepeatError::Differs { round, first, value }) => {
                return Err(format!("{text}: call {round} gave {value}, the first gave {first}").into());
            }
            Err(RepeatError::Chip(error)) => return Err(error.into()),
        }
    }
    match trapped {
        0 => Ok(()),
        1 => Err("a call trapped".into()),
        n => Err(format!("{n} calls trapped").into()),
    }
}

/// How the arena is used after many calls.
fn print_arena(chip: &mut Chip) -> Result<(), Failure> {
    if let Some(arena) = chip.arena()? {
        eprintln!("arena: {} of {} bytes in use, {} at most", arena.used, arena.size, arena.high_water);
    }
    Ok(())
}

/// Why a call gave no answer.
enum CallFailure {
    /// A call of a component's function.
    Component(InvokeError),
    /// A call of a core module's.
    Core(CallError),
}

impl CallFailure {
    /// Finds out more about a trap. Gives whether it is one, so that a fresh instance can go on.
    fn explain(&mut self, chip: &mut Chip) -> Result<bool, CallError> {
        let trap = match self {
            CallFailure::Component(error) => error.trap_mut(),
            CallFailure::Core(CallError::Trap(trap)) => Some(&mut **trap),
            CallFailure::Core(_) => None,
        };
        let Some(trap) = trap else { return Ok(false) };
        chip.explain(trap)?;
        Ok(true)
    }
}

impl fmt::Display for CallFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CallFailure::Component(error) => error.fmt(f),
            CallFailure::Core(error) => error.fmt(f),
        }
    }
}

/// A call with its arguments.
enum Call {
    /// Of a component's function.
    Component(Box<dissolve::interface::Export>, Vec<Value>),
    /// Of a core module's function.
    Core(String, Vec<CoreValue>),
}

impl Call {
    fn parse(text: &str, program: &Program, firmware: &Firmware) -> Result<Call, Failure> {
        let (name, arguments) = wave::split_call(text)?;
        if let Some(interface) = &program.interface {
            let export = interface.export(name).ok_or_else(|| {
                unknown(name, interface.exports.iter().map(|export| export.name.to_string()).collect())
            })?;
            let values = wave::arguments(arguments, &export.ty.params)?;
            return Ok(Call::Component(Box::new(export.clone()), values));
        }
        let exports = &firmware.object.exports;
        let export = exports
            .iter()
            .find(|export| export.name == name)
            .ok_or_else(|| unknown(name, exports.iter().map(|export| export.name.clone()).collect()))?;
        let params: Vec<_> = firmware.core_type(export).params;
        Ok(Call::Core(name.to_owned(), wave::core_arguments(arguments, &params)?))
    }

    /// The core export that is called.
    fn core_name(&self) -> &str {
        match self {
            Call::Component(export, _) => &export.core,
            Call::Core(name, _) => name,
        }
    }

    /// Makes the call; gives its answer in WAVE, empty when it has none.
    fn make(&self, chip: &mut Chip) -> Result<String, CallFailure> {
        match self {
            Call::Component(export, arguments) => {
                let result = canonical::invoke(chip, export, arguments).map_err(CallFailure::Component)?;
                Ok(match (result, &export.ty.result) {
                    (Some(value), Some(ty)) => wave::text(&value, ty),
                    _ => String::new(),
                })
            }
            Call::Core(name, arguments) => {
                let results = chip.call(name, arguments).map_err(CallFailure::Core)?;
                Ok(wave::core_results(&results).unwrap_or_default())
            }
        }
    }
}

/// An export that is not there; the nearest that is, if one is near, and all of them.
fn unknown(name: &str, exports: Vec<String>) -> Failure {
    if exports.is_empty() {
        return format!("there is no exported function `{name}`; nothing is exported").into();
    }
    let nearest = exports.iter().min_by_key(|export| distance(name, export));
    let hint = nearest.filter(|export| distance(name, export) <= name.len().div_ceil(2));
    let hint = hint.map_or_else(String::new, |export| format!("; did you mean `{export}`?"));
    format!("there is no exported function `{name}`{hint}\n  exported: {}", exports.join(", ")).into()
}

/// The edits from one name to another (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let substitute = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}
