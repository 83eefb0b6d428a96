//! One image: built, booted, and asked; and what needs no image, refusals.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use dissolve::codegen::{self, Bounds, Grow};
use dissolve::fuse::{LinkError, LinkInput, Linked, link};
use dissolve::image::ByteSize;
use dissolve::run::{CallError, Chip, ChipError, CoreFuncType, CoreValue, Instance as _, Trap};
use dissolve::{BuildOptions, Error, Firmware, Program};
use dissolve_abi::TrapKind;
use wasmparser::{ExternalKind, Validator, WasmFeatures, types::EntityType};

use super::Settings;
use super::plan::{Event, Group, Instance, Plan, Provider, binary};
use super::script::{Action, Expected, Source};
use super::value::Shown;
use crate::board_of;
use crate::conformance::report::{Finding, Outcome};

/// How long an answer of the chip may take: CI machines are slow and shared.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The native stack. Calls of the suite go a few hundred deep.
const NATIVE_STACK: ByteSize = ByteSize::kib(64);

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

/// Does everything that a plan asks for; a finding for each directive.
pub fn play(settings: Settings, plan: &Plan<'_>) -> Vec<Finding> {
    let mut findings =
        plan.passed.iter().map(|&directive| Finding::new(directive, Outcome::Passed)).collect::<Vec<_>>();
    for &(directive, source) in &plan.refused {
        findings.push(Finding::new(directive, caught(|| refused(settings, source))));
    }
    for &(directive, source) in &plan.defined {
        findings.push(Finding::new(directive, caught(|| defined(settings, source))));
    }
    for instance in &plan.unlinkable {
        findings.push(Finding::new(instance.directive, caught(|| unlinkable(plan, instance))));
    }
    for group in &plan.groups {
        let mut session = Session { settings, plan, findings: Vec::new() };
        let played = catch_unwind(AssertUnwindSafe(|| session.play(group)));
        if let Err(panic) = played {
            let found = session.findings.iter().map(|finding| finding.directive).collect::<Vec<_>>();
            for directive in group.directives(plan).filter(|directive| !found.contains(directive)) {
                session.findings.push(Finding::new(directive, Outcome::Failed(panicked(&*panic))));
            }
        }
        findings.append(&mut session.findings);
    }
    findings
}

/// An outcome, also of what panics.
fn caught(check: impl FnOnce() -> Result<(), String>) -> Outcome {
    match catch_unwind(AssertUnwindSafe(check)) {
        Ok(Ok(())) => Outcome::Passed,
        Ok(Err(message)) => Outcome::Failed(message),
        Err(panic) => Outcome::Failed(panicked(&*panic)),
    }
}

fn panicked(panic: &(dyn Any + Send)) -> String {
    let message = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    format!("dissolve panicked: {}", message.unwrap_or("without a message"))
}

fn options(settings: Settings) -> BuildOptions {
    BuildOptions {
        target: Some(settings.target),
        bounds: settings.bounds,
        grow: Grow::Deny,
        native_stack: NATIVE_STACK,
        gate: true,
        ..BuildOptions::default()
    }
}

fn compiled(settings: Settings, module: Vec<u8>) -> Result<codegen::Object, Error> {
    let program = Program { module, interface: None, name: "t".into() };
    program.compile(settings.target, &options(settings))
}

/// Whether a module is refused, as it should be: since it is malformed or not valid, or has what is not lowered.
fn refused(settings: Settings, source: &Source) -> Result<(), String> {
    let Ok(module) = binary(source) else { return Ok(()) };
    match compiled(settings, module) {
        Err(Error::Codegen(codegen::Error::Invalid(_) | codegen::Error::Unsupported { .. })) => Ok(()),
        Err(error) => Err(format!("it is taken for valid: {error}")),
        Ok(_) => Err("it is accepted".into()),
    }
}

/// Whether a module that is only defined is valid, and compiles if it is linked to nothing.
fn defined(settings: Settings, source: &Source) -> Result<(), String> {
    match compiled(settings, binary(source)?) {
        // What else it imports is not known.
        Ok(_) | Err(Error::Codegen(codegen::Error::Import { .. })) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Whether a module does not link, as it should not.
fn unlinkable(plan: &Plan<'_>, instance: &Instance<'_>) -> Result<(), String> {
    let needed = plan.needed_by(instance);
    match linked(plan, &needed, Some(instance), Vec::new()) {
        Err(Problem::Link(LinkError::NoProvider { .. } | LinkError::NoExport { .. } | LinkError::Type { .. })) => {
            Ok(())
        }
        Err(problem) => Err(problem.to_string()),
        Ok(_) => Err("it is linked".into()),
    }
}

/// Why instances did not become an image.
#[derive(Debug, thiserror::Error)]
enum Problem {
    #[error("{0}")]
    Module(String),
    #[error(transparent)]
    Link(#[from] LinkError),
    #[error(transparent)]
    Build(#[from] Error),
    #[error(transparent)]
    Boot(#[from] ChipError),
}

/// Modules that were linked, and which of them are which.
struct Linkage {
    linked: Linked,
    /// The place of each instance of the plan in what was linked.
    places: HashMap<usize, usize>,
    /// The function that reads a global, by instance and export.
    readers: HashMap<(usize, String), String>,
}

/// Links instances of a plan, one more after them, and readers of globals.
fn linked(
    plan: &Plan<'_>,
    members: &[usize],
    last: Option<&Instance<'_>>,
    globals: Vec<(usize, &str)>,
) -> Result<Linkage, Problem> {
    let all = || members.iter().map(|&member| &plan.instances[member]).chain(last);
    let spectest = all().any(|instance| instance.providers.values().any(|provider| *provider == Provider::Spectest));
    let spectest = spectest.then(|| wat::parse_str(SPECTEST).map_err(|error| Problem::Module(error.to_string())));
    let spectest = spectest.transpose()?;
    let first = usize::from(spectest.is_some());
    let places = members.iter().enumerate().map(|(place, &member)| (member, place + first)).collect::<HashMap<_, _>>();
    let mut readers = Vec::new();
    for &(instance, global) in &globals {
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
    for (module, (instance, _)) in readers.iter().zip(&globals) {
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

/// A module that reads an exported global.
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

/// An image that runs, and what its exports are called.
struct Loaded {
    chip: Chip,
    firmware: Firmware,
    /// None when the image is one module as it is.
    linkage: Option<Linkage>,
}

impl Loaded {
    /// Boots a program; with a linkage, all of its modules are there and none is instantiated.
    fn new(settings: Settings, module: Vec<u8>, linkage: Option<Linkage>) -> Result<Loaded, Problem> {
        let board = board_of(settings.target);
        let program = Program { module, interface: None, name: "t".into() };
        let firmware = program.build(&board, &options(settings))?;
        let mut loaded = Loaded { chip: firmware.boot(&board, TIMEOUT)?, firmware, linkage };
        if loaded.linkage.is_some() {
            loaded.chip.instantiate().map_err(|error| Problem::Module(error.to_string()))?;
        }
        Ok(loaded)
    }

    fn instantiate(&mut self, instance: usize) -> Result<(), CallError> {
        match &self.linkage {
            None => self.chip.instantiate(),
            Some(linkage) => {
                let function = linkage.places.get(&instance).map(|&place| &linkage.linked.instances[place].instantiate);
                let function = function.ok_or_else(|| CallError::NoExport(format!("instance {instance}")))?;
                self.chip.call(function, &[]).map(drop)
            }
        }
    }

    /// The export of the image that an action calls.
    fn export(&self, instance: usize, action: &Action) -> Option<String> {
        let Some(linkage) = &self.linkage else { return Some(action.export.clone()) };
        if action.arguments.is_none() {
            return linkage.readers.get(&(instance, action.export.clone())).cloned();
        }
        let exports = &linkage.linked.instances[*linkage.places.get(&instance)?].exports;
        let is_meant = |field: &str, kind| field == action.export && kind == ExternalKind::Func;
        exports.iter().find(|export| is_meant(&export.field, export.kind)).map(|export| export.name.clone())
    }

    fn ask(&mut self, instance: usize, action: &Action) -> Result<Vec<CoreValue>, Answer> {
        let missing = || Answer::Wrong(format!("there is no export `{}` of that kind", action.export));
        let export = self.export(instance, action).ok_or_else(missing)?;
        let known = self.firmware.object.exports.iter().find(|known| known.name == export).ok_or_else(missing)?;
        let ty = self.firmware.core_type(known);
        let arguments = arguments(action, &ty).map_err(Answer::Wrong)?;
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

/// What came instead of results.
enum Answer {
    /// A trap.
    Trap(Box<Trap>),
    /// Nothing that was asked of the chip.
    Wrong(String),
    /// The chip is gone.
    Lost(String),
}

impl From<CallError> for Answer {
    fn from(error: CallError) -> Answer {
        match error {
            CallError::Trap(trap) => Answer::Trap(trap),
            CallError::Host(error) => match error.downcast_ref::<ChipError>() {
                Some(ChipError::SeveralResults(_)) | None => Answer::Wrong(error.to_string()),
                Some(_) => Answer::Lost(error.to_string()),
            },
            other => Answer::Wrong(other.to_string()),
        }
    }
}

impl Group<'_> {
    /// The directives that are about the group.
    fn directives(&self, plan: &Plan<'_>) -> impl Iterator<Item = usize> {
        self.events.iter().map(|event| match event {
            Event::Instantiate(instance) => plan.instances[*instance].directive,
            Event::Ask { directive, .. } => *directive,
        })
    }

    /// The globals that are looked at.
    fn globals(&self) -> Vec<(usize, &str)> {
        let mut globals = Vec::new();
        for event in &self.events {
            if let Event::Ask { instance, action: Action { export, arguments: None, .. }, .. } = event
                && !globals.contains(&(*instance, export.as_str()))
            {
                globals.push((*instance, export.as_str()));
            }
        }
        globals
    }
}

/// A group as it is played.
struct Session<'a> {
    settings: Settings,
    plan: &'a Plan<'a>,
    findings: Vec<Finding>,
}

impl Session<'_> {
    fn play(&mut self, group: &Group<'_>) {
        // Instances that are not there, and why.
        let mut gone: HashMap<usize, Outcome> = HashMap::new();
        let mut loaded = match self.load(group, &mut gone) {
            Ok(loaded) => Some(loaded),
            Err(problem) => {
                for &instance in &group.instances {
                    gone.entry(instance).or_insert_with(|| Outcome::Failed(problem.to_string()));
                }
                None
            }
        };
        for event in &group.events {
            let (directive, instance) = match event {
                Event::Instantiate(instance) => (self.plan.instances[*instance].directive, *instance),
                Event::Ask { directive, instance, .. } => (*directive, *instance),
            };
            let outcome = match (&mut loaded, gone.get(&instance)) {
                (_, Some(outcome)) => match event {
                    Event::Instantiate(_) => outcome.clone(),
                    Event::Ask { .. } => Outcome::After(self.plan.instances[instance].directive),
                },
                (None, None) => Outcome::Failed("the chip was lost before".into()),
                (Some(place), None) => {
                    let outcome = self.event(place, event);
                    self.findings.push(Finding {
                        directive,
                        engine: false,
                        chip: outcome.was_tried(),
                        outcome: Outcome::Passed,
                    });
                    match outcome {
                        Verdict::As(Outcome::Passed) => {}
                        Verdict::As(outcome) => self.findings.last_mut().map_or((), |finding| finding.add(outcome)),
                        Verdict::Lost(message) => {
                            loaded = None;
                            self.findings.last_mut().map_or((), |finding| finding.add(Outcome::Failed(message)));
                        }
                    }
                    if let (Event::Instantiate(instance), Some(finding)) = (event, self.findings.last())
                        && finding.outcome != Outcome::Passed
                    {
                        gone.insert(*instance, finding.outcome.clone());
                    }
                    continue;
                }
            };
            self.findings.push(Finding::new(directive, outcome));
        }
    }

    /// Builds and boots a group. What cannot be compiled is left out, with what needs it.
    fn load(&self, group: &Group<'_>, gone: &mut HashMap<usize, Outcome>) -> Result<Loaded, Problem> {
        let problem = match self.load_all(&group.instances, group) {
            Ok(loaded) => return Ok(loaded),
            Err(problem) if group.instances.len() == 1 => return Err(problem),
            Err(problem) => problem,
        };
        for &index in &group.instances {
            let instance = &self.plan.instances[index];
            let mut needed = self.plan.needed_by(instance);
            let before = needed.iter().find(|needed| gone.contains_key(needed));
            if let Some(&before) = before {
                gone.insert(index, Outcome::After(self.plan.instances[before].directive));
                continue;
            }
            needed.push(index);
            let alone = linked(self.plan, &needed, None, Vec::new())
                .and_then(|linkage| Ok(compiled(self.settings, linkage.linked.bytes)?));
            if let Err(problem) = alone {
                gone.insert(index, Outcome::Failed(problem.to_string()));
            }
        }
        let rest = group.instances.iter().copied().filter(|instance| !gone.contains_key(instance)).collect::<Vec<_>>();
        if gone.is_empty() || rest.is_empty() {
            return Err(problem);
        }
        self.load_all(&rest, group)
    }

    fn load_all(&self, members: &[usize], group: &Group<'_>) -> Result<Loaded, Problem> {
        let mut globals = group.globals();
        globals.retain(|(instance, _)| members.contains(instance));
        if let &[member] = members
            && self.plan.instances[member].providers.is_empty()
            && globals.is_empty()
        {
            let module = self.plan.instances[member].module.clone().map_err(Problem::Module)?;
            match Loaded::new(self.settings, module, None) {
                // Names that are no C identifiers: the linker gives others.
                Err(Problem::Build(Error::Codegen(
                    codegen::Error::SymbolsMeet { .. } | codegen::Error::NoSymbol { .. },
                ))) => {}
                other => return other,
            }
        }
        let linkage = linked(self.plan, members, None, globals)?;
        Loaded::new(self.settings, linkage.linked.bytes.clone(), Some(linkage))
    }

    fn event(&self, place: &mut Loaded, event: &Event<'_>) -> Verdict {
        match event {
            Event::Instantiate(instance) => {
                let expected = self.plan.instances[*instance].trap.map(|trap| Expected::Trap(trap.to_owned()));
                let answer = place.instantiate(*instance).map(|()| Vec::new()).map_err(Answer::from);
                verdict(answer, &expected.unwrap_or(Expected::Anything))
            }
            Event::Ask { expected: Expected::Trap(text), .. }
                if self.settings.bounds == Bounds::None && text == TrapKind::MemoryOutOfBounds.text() =>
            {
                Verdict::As(Outcome::Skipped("`--bounds none` does not guard memory accesses".into()))
            }
            Event::Ask { instance, action, expected, .. } => verdict(place.ask(*instance, action), expected),
        }
    }
}

/// How an event went.
enum Verdict {
    /// So.
    As(Outcome),
    /// The chip is gone.
    Lost(String),
}

impl Verdict {
    fn was_tried(&self) -> bool {
        match self {
            Verdict::As(outcome) => outcome.was_tried(),
            Verdict::Lost(_) => true,
        }
    }
}

fn verdict(answer: Result<Vec<CoreValue>, Answer>, expected: &Expected) -> Verdict {
    let shown = |values: &[CoreValue]| {
        let values = values.iter().map(|value| Shown(value).to_string()).collect::<Vec<_>>();
        if values.is_empty() { "nothing".to_owned() } else { values.join(", ") }
    };
    Verdict::As(match (answer, expected) {
        (Err(Answer::Lost(message)), _) => return Verdict::Lost(message),
        (Err(Answer::Wrong(message)), _) => Outcome::Failed(message),
        (Ok(_), Expected::Anything) => Outcome::Passed,
        (Ok(values), Expected::Results(patterns)) => {
            let all = values.len() == patterns.len()
                && patterns.iter().zip(&values).all(|(pattern, &value)| pattern.allows(value));
            if all {
                Outcome::Passed
            } else {
                Outcome::Failed(format!("gave {} instead of {patterns:x?}", shown(&values)))
            }
        }
        (Ok(values), Expected::Trap(text)) => {
            Outcome::Failed(format!("gave {} instead of a trap ({text})", shown(&values)))
        }
        (Err(Answer::Trap(trap)), Expected::Trap(text)) if is_meant(&trap, text) => Outcome::Passed,
        (Err(Answer::Trap(trap)), Expected::Trap(text)) => {
            Outcome::Failed(format!("trapped otherwise than the test says (`{text}`): {trap}"))
        }
        (Err(Answer::Trap(trap)), _) => Outcome::Failed(trap.to_string()),
    })
}

/// Whether a trap is the one that a text means. Some tests say less than dissolve's text, and some say which element.
fn is_meant(trap: &Trap, text: &str) -> bool {
    let kind = trap.kind.map(TrapKind::text);
    kind.is_some_and(|kind| !text.is_empty() && (kind.starts_with(text) || text.starts_with(kind)))
}
