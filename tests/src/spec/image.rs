//! One image: links instances of a plan, builds and boots them, and calls their exports.

use std::collections::HashMap;
use std::time::Duration;

use dissolve_pipeline::boards::Board;
use dissolve_pipeline::codegen::{self, TrapOrder};
use dissolve_pipeline::fuse::{LinkError, LinkInput, Linked, link};
use dissolve_pipeline::run::{CallError, Chip, ChipError, CoreValue, Instance as _, Trap};
use dissolve_pipeline::targets::{ByteSize, CoreFuncType, Grow};
use dissolve_pipeline::{BuildOptions, Error, Firmware, Program, is_defect};
use wasmparser::{ExternalKind, Validator, WasmFeatures, types::EntityType};

use super::Settings;
use super::plan::{Instance, Plan, Provider};
use super::script::Action;
use crate::{board_of, precompiled};

/// The time limit for an answer of the chip. Long, since CI machines are slow and shared.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Bytes of the native stack, unless a quarter of the board's RAM is less. Calls of the suite nest a few hundred deep.
const NATIVE_STACK: u32 = 64 << 10;

/// The reservation of a memory that grows: enough for nearly all of the suite.
pub const RESERVATION: ByteSize = ByteSize::kib(1024);

/// The same reservation on a board with less than 4 MiB of RAM.
const SMALL_RESERVATION: ByteSize = ByteSize::kib(640);

/// The module that the suite's tests import (the specification's interpreter, *Spectest host module*).
const SPECTEST: &str = r#"(module
    (global (export "global_i32") i32 (i32.const 666))
    (global (export "global_i64") i64 (i64.const 666))
    (global (export "global_f32") f32 (f32.const 666.6))
    (global (export "global_f64") f64 (f64.const 666.6))
    (table (export "table") 10 20 funcref)
    (memory (export "memory") 1 2)
    (func (export "print"))
    (func (export "print_i32") (param i32))
    (func (export "print_i64") (param i64))
    (func (export "print_f32") (param f32))
    (func (export "print_f64") (param f64))
    (func (export "print_i32_f32") (param i32 f32))
    (func (export "print_f64_f64") (param f64 f64)))"#;

fn options(settings: Settings, board: &Board) -> BuildOptions {
    let ram = board.memory.ram.length.bytes();
    let stack = NATIVE_STACK.min(ram / 4);
    let reservation = if ram < 4 << 20 { SMALL_RESERVATION } else { RESERVATION };
    BuildOptions {
        target: Some(settings.target),
        bounds: settings.bounds,
        // The suite looks at memories after traps.
        trap_order: Some(TrapOrder::Exact),
        opt: settings.opt,
        grow: Grow::Bounded(reservation.bytes()),
        native_stack: ByteSize::new(stack),
        gate: true,
        ..BuildOptions::default()
    }
}

/// Compiles a module, without linking it.
pub fn compiled(settings: Settings, module: Vec<u8>) -> Result<codegen::Object, Error> {
    let program = Program { module, interface: None, name: "t".into() };
    program.compile(settings.target, &options(settings, &board_of(settings.target)))
}

/// The reason why instances did not become an image.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A module is invalid, or does not have the export that is looked at.
    #[error("{0}")]
    Module(String),
    /// The modules do not link.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The modules are refused, or do not fit the board.
    #[error(transparent)]
    Build(#[from] Error),
    /// The image has a function of a precompiled library of Rust.
    #[error("{0}")]
    Precompiled(String),
    /// The image does not boot.
    #[error(transparent)]
    Boot(#[from] ChipError),
}

impl Problem {
    /// Returns true if the problem is a defect of dissolve.
    pub fn is_defect(&self) -> bool {
        match self {
            Problem::Link(error) => is_defect(error),
            Problem::Build(error) => is_defect(error),
            Problem::Precompiled(_) => true,
            Problem::Module(_) | Problem::Boot(_) => false,
        }
    }
}

/// Linked modules, and where to find each instance and global in them.
pub struct Linkage {
    pub linked: Linked,
    /// The index in `linked.instances` of each instance of the plan.
    places: HashMap<usize, usize>,
    /// The export that reads a global, by the instance and the name of the global.
    readers: HashMap<(usize, String), String>,
}

/// Links these instances of a plan, then `last`, and one reader module for each of the globals.
pub fn linked(
    plan: &Plan<'_>,
    members: &[usize],
    last: Option<&Instance<'_>>,
    globals: &[(usize, &str)],
) -> Result<Linkage, Problem> {
    let all = || members.iter().map(|&member| &plan.instances[member]).chain(last);
    let spectest = all().any(|instance| instance.providers.values().any(|provider| *provider == Provider::Spectest));
    let spectest = spectest.then(|| wat::parse_str(SPECTEST).map_err(|error| Problem::Module(error.to_string())));
    let spectest = spectest.transpose()?;
    let first = usize::from(spectest.is_some());
    let places = members.iter().enumerate().map(|(place, &member)| (member, place + first)).collect::<HashMap<_, _>>();
    let mut readers = Vec::new();
    for &(instance, global) in globals {
        readers.push(reader(plan, instance, global)?);
    }
    let input = |name: String, module, providers| LinkInput { name, module, providers };
    let mut inputs = Vec::new();
    inputs.extend(spectest.iter().map(|module| input("spectest".into(), module.as_slice(), HashMap::new())));
    for instance in all() {
        let module = instance.module.as_ref().map_err(|error| Problem::Module(error.clone()))?;
        let place = |provider: &Provider| match provider {
            Provider::Spectest => Some(0),
            Provider::Instance(instance) => places.get(instance).copied(),
        };
        let providers = instance.providers.iter();
        let providers = providers.filter_map(|(name, provider)| Some((name.clone(), place(provider)?))).collect();
        inputs.push(input(format!("m{}", instance.directive), module, providers));
    }
    let first_reader = inputs.len();
    for (module, (instance, _)) in readers.iter().zip(globals) {
        let provider = places.get(instance).map(|&place| ("m".to_owned(), place));
        inputs.push(input(format!("reader{}", inputs.len()), module, provider.into_iter().collect()));
    }
    let linked = link(&inputs)?;
    let read = globals.iter().enumerate().map(|(index, (instance, global))| {
        let export = &linked.instances[first_reader + index].exports[0];
        ((*instance, (*global).to_owned()), export.name.clone())
    });
    let readers = read.collect();
    Ok(Linkage { linked, places, readers })
}

/// Makes a module that reads an exported global.
fn reader(plan: &Plan<'_>, instance: usize, global: &str) -> Result<Vec<u8>, Problem> {
    let module = plan.instances[instance].module.as_ref().map_err(|error| Problem::Module(error.clone()))?;
    let invalid = |error: wasmparser::BinaryReaderError| Problem::Module(error.to_string());
    let types = Validator::new_with_features(WasmFeatures::all()).validate_all(module).map_err(invalid)?;
    let types = types.as_ref();
    let exported = types.core_exports().into_iter().flatten().find(|(name, _)| *name == global);
    let Some((_, EntityType::Global(ty))) = exported else {
        return Err(Problem::Module(format!("it exports no global `{global}`")));
    };
    let name = global.bytes().map(|byte| format!("\\{byte:02x}")).collect::<String>();
    let content = ty.content_type;
    let ty = if ty.mutable { format!("(mut {content})") } else { content.to_string() };
    let text = format!(
        r#"(module (import "m" "{name}" (global {ty})) (func (export "get") (result {content}) (global.get 0)))"#
    );
    wat::parse_str(text).map_err(|error| Problem::Module(error.to_string()))
}

/// A booted image, and the names of its exports.
pub struct Loaded {
    chip: Chip,
    firmware: Firmware,
    board: Board,
    /// `None` if the image is a single module that was not linked.
    linkage: Option<Linkage>,
}

impl Loaded {
    /// Builds and boots an image. With a linkage, the image holds all its modules, and none of them is instantiated
    /// yet.
    pub fn new(settings: Settings, module: Vec<u8>, linkage: Option<Linkage>) -> Result<Loaded, Problem> {
        let program = Program { module, interface: None, name: "t".into() };
        let board = board_of(settings.target);
        let firmware = program.build(&board, &options(settings, &board))?;
        precompiled::check(&firmware).map_err(Problem::Precompiled)?;
        let chip = firmware.boot(&board, TIMEOUT)?;
        let mut loaded = Loaded { chip, firmware, board, linkage };
        loaded.reset()?;
        Ok(loaded)
    }

    /// Boots the image again, after the chip ended or hung.
    pub fn restart(&mut self) -> Result<(), Problem> {
        self.chip = self.firmware.boot(&self.board, TIMEOUT)?;
        self.reset()
    }

    fn reset(&mut self) -> Result<(), Problem> {
        match self.linkage {
            Some(_) => self.chip.instantiate().map_err(|error| Problem::Module(error.to_string())),
            None => Ok(()),
        }
    }

    /// Instantiates the module of one instance.
    pub fn instantiate(&mut self, instance: usize) -> Result<(), CallError> {
        match &self.linkage {
            None => self.chip.instantiate(),
            Some(linkage) => {
                let function = linkage.places.get(&instance).map(|&place| &linkage.linked.instances[place].instantiate);
                let function = function.ok_or_else(|| CallError::NoExport(format!("instance {instance}")))?;
                self.chip.call(function, &[]).map(drop)
            }
        }
    }

    /// The name of the image's export that an action calls.
    fn export(&self, instance: usize, action: &Action) -> Option<String> {
        let Some(linkage) = &self.linkage else { return Some(action.export.clone()) };
        if action.arguments.is_none() {
            return linkage.readers.get(&(instance, action.export.clone())).cloned();
        }
        let exports = &linkage.linked.instances[*linkage.places.get(&instance)?].exports;
        let is_meant = |field: &str, kind| field == action.export && kind == ExternalKind::Func;
        exports.iter().find(|export| is_meant(&export.field, export.kind)).map(|export| export.name.clone())
    }

    /// Performs an action of a test on an instance.
    pub fn ask(&mut self, instance: usize, action: &Action) -> Result<Vec<CoreValue>, Answer> {
        let missing = || Answer::Wrong(format!("there is no export `{}` of that kind", action.export));
        let export = self.export(instance, action).ok_or_else(missing)?;
        let known = self.firmware.object.exports.iter().find(|known| known.name == export).ok_or_else(missing)?;
        let arguments = arguments(action, &known.ty).map_err(Answer::Wrong)?;
        self.chip.call(&export, &arguments).map_err(Answer::from)
    }
}

fn arguments(action: &Action, ty: &CoreFuncType) -> Result<Vec<CoreValue>, String> {
    let arguments = action.arguments.as_deref().unwrap_or_default();
    if arguments.len() != ty.params.len() {
        return Err(format!("`{}` has {} parameters", action.export, ty.params.len()));
    }
    let values = arguments.iter().zip(&ty.params).map(|(argument, &param)| {
        argument.value(param).ok_or_else(|| format!("{argument:?} cannot be passed as {param}"))
    });
    values.collect()
}

/// An answer other than results.
pub enum Answer {
    /// A trap.
    Trap(Box<Trap>),
    /// The action is not possible, for example since there is no such export.
    Wrong(String),
    /// The chip ended or no longer responds.
    Lost(String),
}

impl From<CallError> for Answer {
    fn from(error: CallError) -> Answer {
        match error {
            CallError::Trap(trap) => Answer::Trap(trap),
            CallError::Host(error) => match error.downcast_ref::<ChipError>() {
                Some(ChipError::Timeout(_) | ChipError::Ended { .. } | ChipError::Protocol(_)) => {
                    Answer::Lost(error.to_string())
                }
                _ => Answer::Wrong(error.to_string()),
            },
            other => Answer::Wrong(other.to_string()),
        }
    }
}
