//! Follows how a component instantiates: itself, the components in it, and their core modules.
//!
//! Takes the bytes of a component; gives its component instances in the order in which the flattener numbers them.
//! Looks at components, instances and core modules alone. A component that instantiates another one twice has all of it
//! twice, so a caller can count what is made, and stop the walk. Relies on validation: an index without an item refers
//! to an imported item, which cannot be instantiated.

pub mod names;

use std::collections::HashMap;

use wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentName,
    ComponentNameSectionReader, ComponentOuterAliasKind, ComponentTypeRef, Instance as CoreInstance, KnownCustom,
    Parser, Payload,
};

/// A component instance.
#[derive(Debug)]
pub struct Instance<'a> {
    /// The number of the instance around it; 0 for the outermost instance itself.
    pub outer: usize,
    /// The name that the name section around it gives it, or else its component; or else the name that the component
    /// gives itself.
    pub name: Option<&'a str>,
    /// True if it instantiates core modules.
    pub has_code: bool,
}

/// A part of an instance, as far as it is counted.
pub enum Part {
    /// A number of definitions.
    Definitions(usize),
    /// A core module that is instantiated, with its size in bytes.
    Module(usize),
}

/// Follows the instantiation of a component. `count` sees each part of each instance.
///
/// Instances are numbered up to the first instantiation of a component that cannot be followed: the numbers of all
/// further ones would be wrong.
///
/// # Errors
///
/// Fails if the component is malformed, and when `count` does.
pub fn follow<'a, E: From<BinaryReaderError>>(
    bytes: &'a [u8],
    count: impl FnMut(Part) -> Result<(), E>,
) -> Result<Vec<Instance<'a>>, E> {
    let definitions = Definition::read(bytes)?;
    let mut walk = Walk {
        definitions: &definitions,
        count,
        frames: Vec::new(),
        exports: Vec::new(),
        numbered: Vec::new(),
        is_lost: false,
    };
    if !definitions.is_empty() {
        walk.instantiate()?;
    }
    Ok(walk.numbered)
}

/// An item of a component that instantiations depend on.
#[derive(Clone, Copy)]
enum Item {
    Component(Component),
    /// Index into [`Walk::exports`].
    Instance(usize),
    /// The size of a core module, in bytes.
    Module(usize),
}

/// A component and its scope.
#[derive(Clone, Copy)]
struct Component {
    /// Index into [`Walk::definitions`].
    definition: usize,
    /// The instantiation of the component around it, an index into [`Walk::frames`].
    outer: Option<usize>,
}

/// Items by name.
type Items<'a> = HashMap<&'a str, Item>;

/// A named argument or export: its name, and its kind and index in the component that passes or exports it.
type Named<'a> = (&'a str, ComponentExternalKind, u32);

/// A step of an instantiation: it adds to an index space of the component.
enum Step<'a> {
    Component(usize),
    Module(usize),
    Import(&'a str, ComponentTypeRef),
    Export(Named<'a>),
    Instantiate(u32, Vec<Named<'a>>),
    FromExports(Vec<Named<'a>>),
    CoreInstantiate(u32),
    InstanceExport(u32, &'a str, ComponentExternalKind),
    Outer(ComponentOuterAliasKind, u32, u32),
    /// This many definitions that no instantiation depends on.
    Others(usize),
}

/// The definition of a component.
#[derive(Default)]
struct Definition<'a> {
    steps: Vec<Step<'a>>,
    has_code: bool,
    /// The name that the component gives itself.
    name: Option<&'a str>,
    component_names: HashMap<u32, &'a str>,
    instance_names: HashMap<u32, &'a str>,
}

impl<'a> Definition<'a> {
    /// Reads the definitions of every component, the outermost one first.
    fn read(bytes: &'a [u8]) -> Result<Vec<Definition<'a>>, BinaryReaderError> {
        let mut all: Vec<Definition<'_>> = Vec::new();
        // The open components and modules: the index of a component, none for a core module.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut inner_module = false;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            match &payload {
                Payload::Version { .. } => {
                    open.push((!inner_module).then_some(all.len()));
                    if !inner_module {
                        all.push(Definition::default());
                    }
                    inner_module = false;
                    continue;
                }
                Payload::End(_) => {
                    open.pop();
                    continue;
                }
                _ => {}
            }
            let next = all.len();
            let Some(current) = open.last().copied().flatten().and_then(|current| all.get_mut(current)) else {
                continue;
            };
            match payload {
                Payload::ComponentSection { .. } => current.steps.push(Step::Component(next)),
                Payload::ModuleSection { unchecked_range, .. } => {
                    current.steps.push(Step::Module(unchecked_range.len()));
                    inner_module = true;
                }
                other => current.section(other)?,
            }
        }
        Ok(all)
    }

    fn section(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        let steps = &mut self.steps;
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section {
                    let import = import?;
                    steps.push(Step::Import(import.name.name, import.ty));
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section {
                    let export = export?;
                    steps.push(Step::Export((export.name.name, export.kind, export.index)));
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section {
                    steps.push(match instance? {
                        ComponentInstance::Instantiate { component_index, args } => Step::Instantiate(
                            component_index,
                            args.iter().map(|arg| (arg.name, arg.kind, arg.index)).collect(),
                        ),
                        ComponentInstance::FromExports(exports) => Step::FromExports(
                            exports.iter().map(|export| (export.name.name, export.kind, export.index)).collect(),
                        ),
                    });
                }
            }
            Payload::InstanceSection(section) => {
                self.has_code = true;
                for instance in section {
                    steps.push(match instance? {
                        CoreInstance::Instantiate { module_index, .. } => Step::CoreInstantiate(module_index),
                        CoreInstance::FromExports(_) => Step::Others(1),
                    });
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section {
                    steps.push(match alias? {
                        ComponentAlias::InstanceExport { kind, instance_index, name } => {
                            Step::InstanceExport(instance_index, name, kind)
                        }
                        ComponentAlias::Outer { kind, count, index } => Step::Outer(kind, count, index),
                        ComponentAlias::CoreInstanceExport { .. } => Step::Others(1),
                    });
                }
            }
            Payload::ComponentTypeSection(section) => steps.push(Step::Others(section.count() as usize)),
            Payload::ComponentCanonicalSection(section) => steps.push(Step::Others(section.count() as usize)),
            Payload::CoreTypeSection(section) => steps.push(Step::Others(section.count() as usize)),
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known() {
                    self.read_names(names);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads a name section. Names are advice: a malformed section ends where its error is.
    fn read_names(&mut self, names: ComponentNameSectionReader<'a>) {
        for subsection in names.into_iter().map_while(Result::ok) {
            match subsection {
                ComponentName::Component { name, .. } => self.name = Some(name),
                ComponentName::Components(map) => {
                    let names = map.into_iter().map_while(Result::ok).map(|naming| (naming.index, naming.name));
                    self.component_names.extend(names);
                }
                ComponentName::Instances(map) => {
                    let names = map.into_iter().map_while(Result::ok).map(|naming| (naming.index, naming.name));
                    self.instance_names.extend(names);
                }
                _ => {}
            }
        }
    }
}

/// The index spaces of a component that is being instantiated. None stands for an imported item.
#[derive(Default)]
struct Frame {
    components: Vec<Option<Item>>,
    instances: Vec<Option<Item>>,
    modules: Vec<Option<Item>>,
    outer: Option<usize>,
}

impl Frame {
    fn space(&mut self, kind: ComponentExternalKind) -> Option<&mut Vec<Option<Item>>> {
        match kind {
            ComponentExternalKind::Component => Some(&mut self.components),
            ComponentExternalKind::Instance => Some(&mut self.instances),
            ComponentExternalKind::Module => Some(&mut self.modules),
            _ => None,
        }
    }

    fn find(&mut self, kind: ComponentExternalKind, index: u32) -> Option<Item> {
        self.space(kind)?.get(index as usize).copied().flatten()
    }

    fn push(&mut self, kind: ComponentExternalKind, item: Option<Item>) {
        if let Some(space) = self.space(kind) {
            space.push(item);
        }
    }

    fn named<'a>(&mut self, items: &[Named<'a>]) -> Items<'a> {
        items.iter().filter_map(|&(name, kind, index)| Some((name, self.find(kind, index)?))).collect()
    }
}

/// An instantiation under way.
struct Call<'a> {
    frame: usize,
    definition: usize,
    /// The index of its next step.
    next: usize,
    arguments: Items<'a>,
    exports: Items<'a>,
    /// The number of its instance.
    number: usize,
}

/// Follows instantiations.
struct Walk<'a, 'd, F> {
    definitions: &'d [Definition<'a>],
    count: F,
    frames: Vec<Frame>,
    /// The exports of each instance.
    exports: Vec<Items<'a>>,
    /// The component instances that have a number.
    numbered: Vec<Instance<'a>>,
    /// True if further instances have no number.
    is_lost: bool,
}

impl<'a, F> Walk<'a, '_, F> {
    /// Follows the instantiation of the outermost component, and those in it. The input decides how deep they are
    /// nested, so they are on a stack on the heap.
    fn instantiate<E>(&mut self) -> Result<(), E>
    where
        F: FnMut(Part) -> Result<(), E>,
    {
        let mut calls = vec![self.enter(Component { definition: 0, outer: None }, HashMap::new(), 0, None)];
        while let Some(call) = calls.last_mut() {
            let definitions = self.definitions;
            let Some(step) = definitions[call.definition].steps.get(call.next) else {
                self.exports.push(std::mem::take(&mut call.exports));
                calls.pop();
                if let Some(caller) = calls.last() {
                    let instance = Item::Instance(self.exports.len() - 1);
                    self.frames[caller.frame].instances.push(Some(instance));
                }
                continue;
            };
            call.next += 1;
            if let Some(inner) = self.step(call, step)? {
                calls.push(inner);
            }
        }
        Ok(())
    }

    fn enter(&mut self, component: Component, arguments: Items<'a>, outer: usize, name: Option<&'a str>) -> Call<'a> {
        let definition = component.definition;
        let number = self.numbered.len();
        if !self.is_lost {
            self.numbered.push(Instance { outer, name, has_code: self.definitions[definition].has_code });
        }
        self.frames.push(Frame { outer: component.outer, ..Frame::default() });
        Call { frame: self.frames.len() - 1, definition, next: 0, arguments, exports: HashMap::new(), number }
    }

    /// Takes a step. Returns the instantiation that it begins, if it does.
    fn step<E>(&mut self, call: &mut Call<'a>, step: &Step<'a>) -> Result<Option<Call<'a>>, E>
    where
        F: FnMut(Part) -> Result<(), E>,
    {
        (self.count)(Part::Definitions(match step {
            Step::Others(count) => *count,
            Step::Instantiate(_, items) | Step::FromExports(items) => 1 + items.len(),
            _ => 1,
        }))?;
        let here = call.frame;
        let frame = &mut self.frames[here];
        match step {
            Step::Component(definition) => {
                let component = Component { definition: *definition, outer: Some(here) };
                frame.components.push(Some(Item::Component(component)));
            }
            Step::Module(size) => frame.modules.push(Some(Item::Module(*size))),
            Step::Import(name, ty) => {
                let kind = match ty {
                    ComponentTypeRef::Component(_) => ComponentExternalKind::Component,
                    ComponentTypeRef::Instance(_) => ComponentExternalKind::Instance,
                    ComponentTypeRef::Module(_) => ComponentExternalKind::Module,
                    _ => return Ok(None),
                };
                frame.push(kind, call.arguments.get(name).copied());
            }
            Step::Export((name, kind, index)) => {
                let item = frame.find(*kind, *index);
                call.exports.extend(item.map(|item| (*name, item)));
                frame.push(*kind, item);
            }
            Step::Instantiate(index, arguments) => {
                let arguments = frame.named(arguments);
                if let Some(Item::Component(component)) = frame.find(ComponentExternalKind::Component, *index) {
                    let (around, instance) = (&self.definitions[call.definition], frame.instances.len() as u32);
                    let given = around.instance_names.get(&instance).or_else(|| around.component_names.get(index));
                    let name = given.copied().or(self.definitions[component.definition].name);
                    return Ok(Some(self.enter(component, arguments, call.number, name)));
                }
                self.is_lost = true;
                frame.instances.push(None);
            }
            Step::FromExports(exports) => {
                let exports = frame.named(exports);
                frame.instances.push(Some(Item::Instance(self.exports.len())));
                self.exports.push(exports);
            }
            Step::CoreInstantiate(module) => {
                if let Some(Item::Module(size)) = frame.find(ComponentExternalKind::Module, *module) {
                    (self.count)(Part::Module(size))?;
                }
            }
            Step::InstanceExport(instance, name, kind) => {
                let item = match frame.find(ComponentExternalKind::Instance, *instance) {
                    Some(Item::Instance(instance)) => self.exports[instance].get(name).copied(),
                    _ => None,
                };
                frame.push(*kind, item);
            }
            Step::Outer(kind, count, index) => self.outer(here, *kind, *count, *index),
            Step::Others(_) => {}
        }
        Ok(None)
    }

    /// Adds an outer alias: an item of a component around the one of the frame `here`.
    fn outer(&mut self, here: usize, kind: ComponentOuterAliasKind, count: u32, index: u32) {
        let kind = match kind {
            ComponentOuterAliasKind::Component => ComponentExternalKind::Component,
            ComponentOuterAliasKind::CoreModule => ComponentExternalKind::Module,
            ComponentOuterAliasKind::CoreType | ComponentOuterAliasKind::Type => return,
        };
        let around = (0..count).try_fold(here, |frame, _| self.frames[frame].outer);
        let item = around.and_then(|frame| self.frames[frame].find(kind, index));
        self.frames[here].push(kind, item);
    }
}
