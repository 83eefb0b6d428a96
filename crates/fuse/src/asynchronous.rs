//! Refuses the features of asynchronous components, each by its name.
//!
//! Takes the bytes of a valid component whose nesting is limited; gives nothing but an error. It comes before the
//! flattener, which makes adapters for asynchronous functions that need an event loop of the host, and ends the process
//! on some of them. Functions are reported before built-ins, and built-ins before types: a type alone does nothing.

use std::collections::BTreeMap;

use wasmparser::{
    CanonicalFunction, CanonicalOption, ComponentAlias, ComponentDefinedType, ComponentExternalKind, ComponentFuncType,
    ComponentName, ComponentOuterAliasKind, ComponentType, ComponentTypeDeclaration, ComponentTypeRef,
    InstanceTypeDeclaration, KnownCustom, Parser, Payload,
};

use crate::Error;

/// Refuses a component that has an asynchronous feature, itself or in a component inside it. `component` is its name in
/// errors.
///
/// # Errors
///
/// Fails with the feature and its place.
pub fn refuse(bytes: &[u8], component: &str) -> Result<(), Error> {
    // The components that are open; none for a core module.
    let mut open: Vec<Option<Definition<'_>>> = Vec::new();
    let mut found = BTreeMap::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(Error::Invalid)?;
        match &payload {
            Payload::Version { .. } if open.is_empty() => open.push(Some(Definition::default())),
            Payload::ModuleSection { .. } => open.push(None),
            Payload::ComponentSection { .. } => open.push(Some(Definition::default())),
            Payload::End(_) => {
                let Some(done) = open.pop() else { continue };
                if let Some(definition) = done {
                    for (rank, finding) in definition.finish(component) {
                        found.entry(rank).or_insert(finding);
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    alias_of(&mut open, &alias.map_err(Error::Invalid)?);
                }
            }
            _ => {
                if let Some(Some(definition)) = open.last_mut() {
                    definition.section(&payload).map_err(Error::Invalid)?;
                }
            }
        }
    }
    match found.into_values().next() {
        Some(Finding { component, place, feature }) => Err(Error::Asynchronous { component, place, feature }),
        None => Ok(()),
    }
}

/// The order in which findings are reported.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Function,
    BuiltIn,
    Type,
}

/// An asynchronous feature and its place; the place is empty or begins with a comma.
struct Finding {
    component: String,
    place: String,
    feature: String,
}

const FUNCTION: &str = "an asynchronous function";

/// The part of a component that has been read so far.
#[derive(Default)]
struct Definition<'a> {
    /// The name that the component gives itself.
    name: Option<&'a str>,
    types: Types,
    /// The name of each function, where there is one.
    functions: Vec<Option<&'a str>>,
    /// Indices of the functions that are lifted asynchronously, or with an asynchronous type. A function that is
    /// lowered asynchronously has such a type.
    lifted: Vec<u32>,
    /// The first other finding of each rank: its place and the feature.
    found: BTreeMap<Rank, (String, String)>,
}

impl<'a> Definition<'a> {
    fn section(&mut self, payload: &Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::ComponentTypeSection(section) => {
                for ty in section.clone().into_iter_with_offsets() {
                    let (offset, ty) = ty?;
                    self.types.define(&ty, offset, &mut self.found);
                }
            }
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import?;
                    self.types.item(import.name.name, import.ty, &mut self.found);
                    if matches!(import.ty, ComponentTypeRef::Func(_)) {
                        self.functions.push(Some(import.name.name));
                    }
                }
            }
            Payload::ComponentCanonicalSection(section) => {
                for function in section.clone() {
                    self.canonical(&function?);
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export?;
                    match export.kind {
                        ComponentExternalKind::Func => {
                            if let Some(function) = self.functions.get_mut(export.index as usize) {
                                function.get_or_insert(export.name.name);
                            }
                            self.functions.push(Some(export.name.name));
                        }
                        ComponentExternalKind::Type => self.types.copy(export.index),
                        _ => {}
                    }
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known() {
                    // A malformed name section is no error: names are advice.
                    for subsection in names.into_iter().map_while(Result::ok) {
                        if let ComponentName::Component { name, .. } = subsection {
                            self.name = Some(name);
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn canonical(&mut self, function: &CanonicalFunction) {
        match function {
            CanonicalFunction::Lift { type_index, options, .. } => {
                if self.types.is_asynchronous(*type_index) || options.contains(&CanonicalOption::Async) {
                    self.lifted.push(self.functions.len() as u32);
                }
                self.functions.push(None);
            }
            other => {
                if let Some(name) = built_in(other) {
                    let feature = format!("the built-in `{name}`");
                    self.found.entry(Rank::BuiltIn).or_insert((String::new(), feature));
                }
            }
        }
    }

    /// Returns the findings, once all names are known.
    fn finish(self, component: &str) -> Vec<(Rank, Finding)> {
        let component = self.name.unwrap_or(component);
        let lifted = self.lifted.iter().map(|&function| {
            let place = match self.functions.get(function as usize) {
                Some(Some(name)) => format!(", function `{name}`"),
                _ => format!(", function {function}"),
            };
            (Rank::Function, (place, FUNCTION.to_owned()))
        });
        let found = self.found.into_iter().chain(lifted);
        let named = |(rank, (place, feature))| (rank, Finding { component: component.to_owned(), place, feature });
        found.map(named).collect()
    }
}

/// Adds an alias to the index spaces of the innermost component.
fn alias_of<'a>(open: &mut [Option<Definition<'a>>], alias: &ComponentAlias<'a>) {
    let outer = match *alias {
        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, count, index } => {
            let scope = open.len().checked_sub(count as usize + 1).and_then(|scope| open[scope].as_ref());
            scope.is_some_and(|scope| scope.types.is_asynchronous(index))
        }
        _ => false,
    };
    let Some(Some(inner)) = open.last_mut() else { return };
    match *alias {
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Func, name, .. } => {
            inner.functions.push(Some(name));
        }
        ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, .. }
        | ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. } => inner.types.asynchronous.push(outer),
        _ => {}
    }
}

/// The type index space of a component, a component type or an instance type.
#[derive(Default)]
struct Types {
    /// For each type, true if it is the type of an asynchronous function. Aliases of types of instances, and aliases
    /// inside types, count as false: such a type is found where it is defined.
    asynchronous: Vec<bool>,
}

/// The first finding of each rank: its place and the feature.
type Found = BTreeMap<Rank, (String, String)>;

impl Types {
    fn is_asynchronous(&self, index: u32) -> bool {
        self.asynchronous.get(index as usize).is_some_and(|known| *known)
    }

    /// Adds a type that is equal to another one.
    fn copy(&mut self, index: u32) {
        self.asynchronous.push(self.is_asynchronous(index));
    }

    /// Adds a type, and records its asynchronous features.
    fn define(&mut self, ty: &ComponentType<'_>, offset: usize, found: &mut Found) {
        let mut note = |feature: &str| {
            found.entry(Rank::Type).or_insert((format!(", type at offset {offset:#x}"), feature.to_owned()));
        };
        let is_asynchronous = matches!(ty, ComponentType::Func(ty) if ty.async_);
        match ty {
            ComponentType::Func(ty) => in_function(ty).into_iter().for_each(&mut note),
            ComponentType::Defined(ty) => in_defined(ty).into_iter().for_each(&mut note),
            ComponentType::Resource { .. } => {}
            ComponentType::Instance(declarations) => {
                let mut inner = Types::default();
                for declaration in declarations {
                    match declaration {
                        InstanceTypeDeclaration::Type(ty) => inner.define(ty, offset, found),
                        InstanceTypeDeclaration::Alias(alias) => inner.alias(alias),
                        InstanceTypeDeclaration::Export { name, ty } => inner.item(name.name, *ty, found),
                        InstanceTypeDeclaration::CoreType(_) => {}
                    }
                }
            }
            ComponentType::Component(declarations) => {
                let mut inner = Types::default();
                for declaration in declarations {
                    match declaration {
                        ComponentTypeDeclaration::Type(ty) => inner.define(ty, offset, found),
                        ComponentTypeDeclaration::Alias(alias) => inner.alias(alias),
                        ComponentTypeDeclaration::Export { name, ty } => inner.item(name.name, *ty, found),
                        ComponentTypeDeclaration::Import(import) => {
                            inner.item(import.name.name, import.ty, found);
                        }
                        ComponentTypeDeclaration::CoreType(_) => {}
                    }
                }
            }
        }
        self.asynchronous.push(is_asynchronous);
    }

    /// Adds an alias inside a type.
    fn alias(&mut self, alias: &ComponentAlias<'_>) {
        if let ComponentAlias::InstanceExport { kind: ComponentExternalKind::Type, .. }
        | ComponentAlias::Outer { kind: ComponentOuterAliasKind::Type, .. } = alias
        {
            self.asynchronous.push(false);
        }
    }

    /// Adds an import or an export inside a type, and records an asynchronous function.
    fn item(&mut self, name: &str, ty: ComponentTypeRef, found: &mut Found) {
        match ty {
            ComponentTypeRef::Func(ty) if self.is_asynchronous(ty) => {
                found.entry(Rank::Function).or_insert((format!(", function `{name}`"), FUNCTION.to_owned()));
            }
            ComponentTypeRef::Type(wasmparser::TypeBounds::Eq(ty)) => self.copy(ty),
            ComponentTypeRef::Type(wasmparser::TypeBounds::SubResource) => self.asynchronous.push(false),
            _ => {}
        }
    }
}

/// Returns the asynchronous feature of a function type, if it has one.
fn in_function(ty: &ComponentFuncType<'_>) -> Option<&'static str> {
    ty.async_.then_some("the type of an asynchronous function")
}

/// Returns the asynchronous feature of a value type, if it has one; types that it refers to are checked where they are
/// defined.
fn in_defined(ty: &ComponentDefinedType<'_>) -> Option<&'static str> {
    match ty {
        ComponentDefinedType::Stream(_) => Some("the type `stream`"),
        ComponentDefinedType::Future(_) => Some("the type `future`"),
        _ => None,
    }
}

/// Returns the name of an asynchronous built-in (Component Model, *Explainer*, canonical built-ins); none for a
/// built-in that can be fused.
fn built_in(function: &CanonicalFunction) -> Option<&'static str> {
    Some(match function {
        CanonicalFunction::Lift { .. }
        | CanonicalFunction::Lower { .. }
        | CanonicalFunction::ResourceNew { .. }
        | CanonicalFunction::ResourceDrop { .. }
        | CanonicalFunction::ResourceRep { .. }
        | CanonicalFunction::ErrorContextNew { .. }
        | CanonicalFunction::ErrorContextDebugMessage { .. }
        | CanonicalFunction::ErrorContextDrop => return None,
        CanonicalFunction::BackpressureInc => "backpressure.inc",
        CanonicalFunction::BackpressureDec => "backpressure.dec",
        CanonicalFunction::TaskReturn { .. } => "task.return",
        CanonicalFunction::TaskCancel => "task.cancel",
        CanonicalFunction::ContextGet { .. } => "context.get",
        CanonicalFunction::ContextSet { .. } => "context.set",
        CanonicalFunction::SubtaskDrop => "subtask.drop",
        CanonicalFunction::SubtaskCancel { .. } => "subtask.cancel",
        CanonicalFunction::StreamNew { .. } => "stream.new",
        CanonicalFunction::StreamRead { .. } => "stream.read",
        CanonicalFunction::StreamWrite { .. } => "stream.write",
        CanonicalFunction::StreamCancelRead { .. } => "stream.cancel-read",
        CanonicalFunction::StreamCancelWrite { .. } => "stream.cancel-write",
        CanonicalFunction::StreamDropReadable { .. } => "stream.drop-readable",
        CanonicalFunction::StreamDropWritable { .. } => "stream.drop-writable",
        CanonicalFunction::FutureNew { .. } => "future.new",
        CanonicalFunction::FutureRead { .. } => "future.read",
        CanonicalFunction::FutureWrite { .. } => "future.write",
        CanonicalFunction::FutureCancelRead { .. } => "future.cancel-read",
        CanonicalFunction::FutureCancelWrite { .. } => "future.cancel-write",
        CanonicalFunction::FutureDropReadable { .. } => "future.drop-readable",
        CanonicalFunction::FutureDropWritable { .. } => "future.drop-writable",
        CanonicalFunction::WaitableSetNew => "waitable-set.new",
        CanonicalFunction::WaitableSetWait { .. } => "waitable-set.wait",
        CanonicalFunction::WaitableSetPoll { .. } => "waitable-set.poll",
        CanonicalFunction::WaitableSetDrop => "waitable-set.drop",
        CanonicalFunction::WaitableJoin => "waitable.join",
        CanonicalFunction::ThreadSpawnRef { .. } => "thread.spawn-ref",
        CanonicalFunction::ThreadSpawnIndirect { .. } => "thread.spawn-indirect",
        CanonicalFunction::ThreadAvailableParallelism => "thread.available-parallelism",
        CanonicalFunction::ThreadIndex => "thread.index",
        CanonicalFunction::ThreadNewIndirect { .. } => "thread.new-indirect",
        CanonicalFunction::ThreadYield { .. } => "thread.yield",
        CanonicalFunction::ThreadResumeLater => "thread.resume-later",
        CanonicalFunction::ThreadSuspend { .. } => "thread.suspend",
        CanonicalFunction::ThreadSuspendThenResume { .. } => "thread.suspend-then-resume",
        CanonicalFunction::ThreadYieldThenResume { .. } => "thread.yield-then-resume",
        CanonicalFunction::ThreadSuspendThenPromote { .. } => "thread.suspend-then-promote",
        CanonicalFunction::ThreadYieldThenPromote { .. } => "thread.yield-then-promote",
    })
}
