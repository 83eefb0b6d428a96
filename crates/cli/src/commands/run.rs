//! `dissolve run`.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use dissolve_pipeline::interface::{Export, Interface, Observer, ValueType, did_you_mean};
use dissolve_pipeline::run::canonical::{DropError, HandleError, Handles};
use dissolve_pipeline::run::{
    CallError, Chip, CoreValue, Instance as _, InvokeError, Recording, RepeatError, Value, canonical, wave,
};
use dissolve_pipeline::{BuildOptions, Firmware, Program};

use crate::args::{ProfileFile, Run};
use crate::commands::build::{load, on_board};
use crate::{Failure, files, profiles, sizes};

/// `dissolve run`
pub fn run(arguments: &Run, observer: &Observer) -> Result<(), Failure> {
    for output in arguments.profile.iter().filter_map(|profile| profile.path()).chain(&arguments.coverage) {
        files::check_output(output, arguments.plugs.files().chain([&arguments.input]))?;
    }
    let program = load(&arguments.input, &arguments.plugs, &arguments.codegen, observer)?;
    let board = dissolve_pipeline::boards::find(&arguments.on_board.board)?;
    let options = BuildOptions { gate: true, ..on_board(&program, &arguments.on_board, &arguments.codegen, observer) };
    let object = program.compile_for(&board, &options)?;
    // The size is that of the shipped image, without the call gate.
    let ship = || program.build(&board, &BuildOptions { gate: false, ..options.clone() });
    let shipped = arguments.count.then(ship).transpose()?;
    let firmware = program.link(object, &board, &options)?;
    let calls = arguments
        .invoke
        .iter()
        .map(|text| Call::parse(text, &program, &firmware))
        .collect::<Result<Vec<_>, Failure>>()?;
    if let Some(once) = calls.iter().find(|call| arguments.repeat > 1 && !call.repeats()) {
        return Err(format!(
            "{}: a handle is handed over, which happens once; `--repeat` is for calls without handles or with borrowed ones",
            once.text
        )
        .into());
    }
    if let Some(shipped) = &shipped {
        eprintln!("chip: {}", board.chip);
        eprintln!("image: {}", sizes::summary(&shipped.image.report));
    }
    let is_recorded = !arguments.profile.is_empty() || arguments.coverage.is_some();
    let timeout = Duration::from_secs(arguments.timeout);
    let mut chip = if is_recorded { firmware.record(&board, timeout) } else { firmware.boot(&board, timeout) }?;
    observer.finished("boot", format_args!("{}", board.chip));
    let result = make_calls(&mut chip, &calls, arguments);
    observer.finished("calls", format_args!("{}", calls.len()));
    // Output of the embedder's code goes to standard error, since it is not a result.
    eprint!("{}", chip.finish());
    // A call that traps has a profile too.
    let recorded = chip.recording().map_or(Ok(()), |recording| write(&chip, &recording, arguments));
    result.and(recorded)
}

/// Prints and writes what was recorded.
fn write(chip: &Chip, recording: &Recording, arguments: &Run) -> Result<(), Failure> {
    let profile = &recording.profile;
    if profile.calls == 0 {
        return Err("the emulator has written no call into its log; a profile needs QEMU's `-d exec`".into());
    }
    if !arguments.profile.is_empty() {
        eprint!("{}", profiles::text(profile));
    }
    for file in &arguments.profile {
        match file {
            ProfileFile::None => {}
            ProfileFile::Svg(path) => {
                let name = arguments.input.file_name().unwrap_or_default().to_string_lossy();
                files::write(path, profile.flame_graph(&name).as_bytes())?;
            }
            ProfileFile::Folded(path) => files::write(path, profile.folded().as_bytes())?,
            ProfileFile::Pprof(path) => files::write(path, &profile.pprof())?,
        }
    }
    if let Some(path) = &arguments.coverage {
        let coverage = chip.coverage(recording);
        files::write(path, coverage.lcov().as_bytes())?;
        let (executed, all) = coverage.executed();
        eprintln!("coverage: {executed} of {all} places with code were executed");
    }
    Ok(())
}

/// Makes the calls and prints their results.
fn make_calls(chip: &mut Chip, calls: &[Call], arguments: &Run) -> Result<(), Failure> {
    chip.instantiate().map_err(|error| format!("instantiation: {error}"))?;
    let mut trapped = 0;
    let mut handles = Handles::default();
    for call in calls {
        let text = call.text;
        let outcome = chip.repeat(arguments.repeat, |chip| call.make(chip, &mut handles));
        eprint!("{}", chip.console());
        match outcome {
            Ok(answer) => {
                if !answer.is_empty() {
                    files::print(&format!("{answer}\n"))?;
                }
                if arguments.count {
                    let taken = call.core_name().and_then(|name| chip.instructions(name));
                    eprintln!("instructions: {}", taken.map_or("unknown".into(), |taken| taken.to_string()));
                }
                if arguments.repeat > 1 {
                    eprintln!("{text}: {} calls, every answer the same", arguments.repeat);
                    print_arenas(chip)?;
                }
            }
            Err(RepeatError::Failed { round, mut error }) => {
                let is_trap = error.explain(chip)?;
                let round = if arguments.repeat > 1 { format!(", call {round}") } else { String::new() };
                let message = format!("{text}{round}: {error}");
                if !is_trap {
                    return Err(message.into());
                }
                eprintln!("error: {message}");
                trapped += 1;
                handles.forget(&format!("`{text}` trapped, and the calls after it run in a fresh instance"));
                // The state after a trap may be inconsistent.
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

/// Prints the use of each arena after many calls.
fn print_arenas(chip: &mut Chip) -> Result<(), Failure> {
    let arenas = chip.arenas()?;
    for (name, arena) in &arenas {
        let name = if arenas.len() > 1 { format!(" of `{name}`") } else { String::new() };
        eprintln!("arena{name}: {} of {} bytes in use, {} at most", arena.used, arena.size, arena.high_water);
    }
    Ok(())
}

/// The reason why a call gave no result.
enum CallFailure {
    /// A call of a component's function failed.
    Component(InvokeError),
    /// A call of a core module's function failed.
    Core(CallError),
    /// An argument names a handle that does not exist.
    Handle(HandleError),
}

impl CallFailure {
    /// Adds explanations to a trap. Returns true if the failure is a trap, so that the next calls can use a fresh
    /// instance.
    fn explain(&mut self, chip: &mut Chip) -> Result<bool, CallError> {
        let trap = match self {
            CallFailure::Component(error) => error.trap_mut(),
            CallFailure::Core(CallError::Trap(trap)) => Some(&mut **trap),
            CallFailure::Core(_) | CallFailure::Handle(_) => None,
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
            CallFailure::Handle(error) => error.fmt(f),
        }
    }
}

impl From<HandleError> for CallFailure {
    fn from(error: HandleError) -> CallFailure {
        CallFailure::Handle(error)
    }
}

impl From<InvokeError> for CallFailure {
    fn from(error: InvokeError) -> CallFailure {
        CallFailure::Component(error)
    }
}

impl From<DropError> for CallFailure {
    fn from(error: DropError) -> CallFailure {
        match error {
            DropError::Handle(error) => error.into(),
            DropError::Call(error) => error.into(),
        }
    }
}

/// The prefix of a resource's name in a call that drops a handle, as in `[resource-drop]conn(conn#1)`.
const DROP: &str = "[resource-drop]";

/// The function that a call names, with its arguments.
enum Callee<'a> {
    /// A component's function. Handles in the arguments are numbers that this command assigned.
    Component(&'a Interface, &'a Export, Vec<Value>),
    /// The drop of a handle.
    Drop { interface: &'a Interface, resource: String, handle: u32 },
    /// A core module's function.
    Core(&'a str, Vec<CoreValue>),
}

/// A call with its arguments.
struct Call<'a> {
    text: &'a str,
    callee: Callee<'a>,
}

impl<'a> Call<'a> {
    fn parse(text: &'a str, program: &'a Program, firmware: &'a Firmware) -> Result<Call<'a>, Failure> {
        let (name, arguments) = wave::split_call(text)?;
        let callee = match &program.interface {
            Some(interface) => Call::component(name, arguments, interface)?,
            None => {
                let exports = &firmware.object.exports;
                let export = exports
                    .iter()
                    .find(|export| export.name == name)
                    .ok_or_else(|| unknown(name, exports.iter().map(|export| export.name.clone()).collect()))?;
                Callee::Core(&export.name, wave::core_arguments(arguments, &export.ty.params)?)
            }
        };
        Ok(Call { text, callee })
    }

    fn component(name: &str, arguments: &str, interface: &'a Interface) -> Result<Callee<'a>, Failure> {
        if let Some(export) = interface.export(name) {
            let values = wave::arguments_in(arguments, &export.ty.params, &interface.resources)?;
            return Ok(Callee::Component(interface, export, values));
        }
        let drops = interface.resources.iter().filter(|resource| resource.drop.is_some());
        let drops: BTreeSet<String> = drops.map(|resource| drop_name(&resource.name)).collect();
        let short = |drop: &str| drop.rsplit('#').next() == Some(name);
        let Some(drop) = drops.iter().find(|drop| *drop == name).or_else(|| drops.iter().find(|drop| short(drop)))
        else {
            let exports = interface.exports.iter().map(|export| export.name.to_string());
            return Err(unknown(name, exports.chain(drops).collect()));
        };
        let handle = arguments.trim_start_matches('(').trim_end_matches(')');
        let (resource, handle) = wave::parse_handle(handle).ok_or_else(|| {
            format!("`{name}` takes a handle as the answer that gave it has it, such as conn#1, not `{handle}`")
        })?;
        let wanted = drop.replace(DROP, "");
        if wanted.rsplit('#').next() != Some(resource) {
            return Err(format!("`{name}` takes a handle of `{wanted}`, not `{resource}#{handle}`").into());
        }
        Ok(Callee::Drop { interface, resource: wanted, handle })
    }

    /// The name of the core export that is called; `None` for a drop.
    fn core_name(&self) -> Option<&str> {
        match &self.callee {
            Callee::Component(_, export, _) => Some(&export.core),
            Callee::Core(name, _) => Some(name),
            Callee::Drop { .. } => None,
        }
    }

    /// Returns true if the call can be repeated unchanged: it neither returns nor passes an owned handle.
    fn repeats(&self) -> bool {
        match &self.callee {
            Callee::Component(_, export, _) => {
                let types = export.ty.params.iter().map(|param| &param.ty).chain(&export.ty.result);
                !types.into_iter().any(ValueType::has_own)
            }
            Callee::Core(..) => true,
            Callee::Drop { .. } => false,
        }
    }

    /// Makes the call. Returns its result in WAVE (WebAssembly Value Encoding), empty if it has none.
    fn make(&self, chip: &mut Chip, handles: &mut Handles) -> Result<String, CallFailure> {
        match &self.callee {
            Callee::Component(interface, export, arguments) => {
                let arguments = handles.lower(interface, export, arguments.clone(), self.text)?;
                let result = canonical::invoke_in(chip, interface, export, &arguments)?;
                Ok(match (result, &export.ty.result) {
                    (Some(value), Some(ty)) => wave::text_in(&handles.lift(value, ty), ty, &interface.resources),
                    _ => String::new(),
                })
            }
            Callee::Drop { interface, resource, handle } => {
                handles.drop(chip, interface, resource, *handle)?;
                Ok(String::new())
            }
            Callee::Core(name, arguments) => {
                let results = chip.call(name, arguments).map_err(CallFailure::Core)?;
                Ok(wave::core_results(&results).unwrap_or_default())
            }
        }
    }
}

/// The name of the function that drops a handle: `[resource-drop]` is put before the resource's name.
fn drop_name(resource: &str) -> String {
    match resource.rsplit_once('#') {
        Some((interface, name)) => format!("{interface}#{DROP}{name}"),
        None => format!("{DROP}{resource}"),
    }
}

/// The error for an export that does not exist. It suggests the most similar one, and lists all.
fn unknown(name: &str, exports: Vec<String>) -> Failure {
    if exports.is_empty() {
        return format!("there is no exported function `{name}`; nothing is exported").into();
    }
    let hint = did_you_mean(name, exports.iter().map(String::as_str));
    format!("there is no exported function `{name}`{hint}\n  exported: {}", exports.join(", ")).into()
}
