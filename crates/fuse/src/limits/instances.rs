//! Limits on instances and their definitions, and on the code of core modules, counted once everything is instantiated.
//!
//! A component that instantiates another one twice has all of it twice. This module follows each instantiation, as the
//! flattener does, but looks at components, instances and core modules alone, and stops at the limits. It relies on
//! validation: an index without an item refers to an imported item, which cannot be instantiated.

use std::collections::HashMap;

use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentOuterAliasKind, ComponentTypeRef, Instance,
    Parser, Payload,
};

use super::{Limit, Refusal};

/// The maximum number of instances, and definitions in them.
pub const MAX: usize = 200_000;

/// The maximum size, in bytes, of all core modules together. A component that is larger may have as much code as it is
/// large: core modules that are instantiated only once are not limited.
pub const MAX_CODE: usize = 64 << 20;

/// Checks a component that is valid.
pub fn check(bytes: &[u8]) -> Result<(), Refusal> {
    let definitions = definitions(bytes)?;
    let mut machine = Machine {
        definitions: &definitions,
        frames: Vec::new(),
        instances: Vec::new(),
        steps: 0,
        code: 0,
        max_code: MAX_CODE.max(bytes.len()),
    };
    if !definitions.is_empty() {
        machine.instantiate(Component { definition: 0, outer: None }, HashMap::new())?;
    }
    Ok(())
}

/// An item of a component that instantiations depend on.
#[derive(Clone, Copy)]
enum Item {
    Component(Component),
    /// Index into [`Machine::instances`].
    Instance(usize),
    /// The size of a core module, in bytes.
    Module(usize),
}

/// A component and its scope.
#[derive(Clone, Copy)]
struct Component {
    /// Index into [`Machine::definitions`].
    definition: usize,
    /// The instantiation of the component around it, an index into [`Machine::frames`].
    outer: Option<usize>,
}

/// Items by name.
type Items<'a> = HashMap<&'a str, Item>;

/// A named argument or export: its name, and its kind and index in the component that passes or exports it.
type Named<'a> = (&'a str, ComponentExternalKind, u32);

/// A definition in a component.
enum Definition<'a> {
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

/// Reads the definitions of every component, the outermost one first.
fn definitions(bytes: &[u8]) -> Result<Vec<Vec<Definition<'_>>>, Refusal> {
    let mut all: Vec<Vec<Definition<'_>>> = Vec::new();
    // The open components and modules: the index of a component, none for a core module.
    let mut open: Vec<Option<usize>> = Vec::new();
    let mut inner_module = false;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        match &payload {
            Payload::Version { .. } => {
                open.push((!inner_module).then_some(all.len()));
                if !inner_module {
                    all.push(Vec::new());
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
        let Some(current) = open.last().copied().flatten().and_then(|current| all.get_mut(current)) else { continue };
        match payload {
            Payload::ComponentSection { .. } => current.push(Definition::Component(next)),
            Payload::ModuleSection { unchecked_range, .. } => {
                current.push(Definition::Module(unchecked_range.len()));
                inner_module = true;
            }
            other => read(other, current)?,
        }
    }
    Ok(all)
}

/// Reads a section's definitions.
fn read<'a>(payload: Payload<'a>, to: &mut Vec<Definition<'a>>) -> Result<(), Refusal> {
    match payload {
        Payload::ComponentImportSection(section) => {
            for import in section {
                let import = import?;
                to.push(Definition::Import(import.name.name, import.ty));
            }
        }
        Payload::ComponentExportSection(section) => {
            for export in section {
                let export = export?;
                to.push(Definition::Export((export.name.name, export.kind, export.index)));
            }
        }
        Payload::ComponentInstanceSection(section) => {
            for instance in section {
                to.push(match instance? {
                    ComponentInstance::Instantiate { component_index, args } => Definition::Instantiate(
                        component_index,
                        args.iter().map(|arg| (arg.name, arg.kind, arg.index)).collect(),
                    ),
                    ComponentInstance::FromExports(exports) => Definition::FromExports(
                        exports.iter().map(|export| (export.name.name, export.kind, export.index)).collect(),
                    ),
                });
            }
        }
        Payload::InstanceSection(section) => {
            for instance in section {
                to.push(match instance? {
                    Instance::Instantiate { module_index, .. } => Definition::CoreInstantiate(module_index),
                    Instance::FromExports(_) => Definition::Others(1),
                });
            }
        }
        Payload::ComponentAliasSection(section) => {
            for alias in section {
                to.push(match alias? {
                    ComponentAlias::InstanceExport { kind, instance_index, name } => {
                        Definition::InstanceExport(instance_index, name, kind)
                    }
                    ComponentAlias::Outer { kind, count, index } => Definition::Outer(kind, count, index),
                    ComponentAlias::CoreInstanceExport { .. } => Definition::Others(1),
                });
            }
        }
        Payload::ComponentTypeSection(section) => to.push(Definition::Others(section.count() as usize)),
        Payload::ComponentCanonicalSection(section) => to.push(Definition::Others(section.count() as usize)),
        Payload::CoreTypeSection(section) => to.push(Definition::Others(section.count() as usize)),
        _ => {}
    }
    Ok(())
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

/// Follows instantiations.
struct Machine<'a> {
    definitions: &'a [Vec<Definition<'a>>],
    frames: Vec<Frame>,
    /// The exports of each instance.
    instances: Vec<Items<'a>>,
    steps: usize,
    code: usize,
    max_code: usize,
}

/// An unfinished instantiation.
struct Call<'a> {
    frame: usize,
    definition: usize,
    /// The index of its next definition.
    next: usize,
    arguments: Items<'a>,
    exports: Items<'a>,
}

impl<'a> Machine<'a> {
    /// Follows an instantiation and those in it. The input decides how deep they are nested, so they are on a stack on
    /// the heap.
    fn instantiate(&mut self, component: Component, arguments: Items<'a>) -> Result<(), Limit> {
        let mut calls = vec![self.enter(component, arguments)];
        while let Some(call) = calls.last_mut() {
            let definitions = self.definitions;
            let Some(definition) = definitions[call.definition].get(call.next) else {
                self.instances.push(std::mem::take(&mut call.exports));
                calls.pop();
                if let Some(caller) = calls.last() {
                    let instance = Item::Instance(self.instances.len() - 1);
                    self.frames[caller.frame].instances.push(Some(instance));
                }
                continue;
            };
            call.next += 1;
            if let Some((component, arguments)) = self.step(call, definition)? {
                let inner = self.enter(component, arguments);
                calls.push(inner);
            }
        }
        Ok(())
    }

    fn enter(&mut self, component: Component, arguments: Items<'a>) -> Call<'a> {
        self.frames.push(Frame { outer: component.outer, ..Frame::default() });
        let frame = self.frames.len() - 1;
        Call { frame, definition: component.definition, next: 0, arguments, exports: HashMap::new() }
    }

    /// Adds a definition to its index space. Returns the component that it instantiates, with the arguments, if it
    /// does.
    fn step(
        &mut self,
        call: &mut Call<'a>,
        definition: &Definition<'a>,
    ) -> Result<Option<(Component, Items<'a>)>, Limit> {
        let size = match definition {
            Definition::Others(count) => *count,
            Definition::Instantiate(_, items) | Definition::FromExports(items) => 1 + items.len(),
            _ => 1,
        };
        self.steps = self.steps.saturating_add(size);
        if self.steps > MAX {
            return Err(Limit::Instances);
        }
        let here = call.frame;
        let frame = &mut self.frames[here];
        match definition {
            Definition::Component(definition) => {
                let component = Component { definition: *definition, outer: Some(here) };
                frame.components.push(Some(Item::Component(component)));
            }
            Definition::Module(size) => frame.modules.push(Some(Item::Module(*size))),
            Definition::Import(name, ty) => {
                let kind = match ty {
                    ComponentTypeRef::Component(_) => ComponentExternalKind::Component,
                    ComponentTypeRef::Instance(_) => ComponentExternalKind::Instance,
                    ComponentTypeRef::Module(_) => ComponentExternalKind::Module,
                    _ => return Ok(None),
                };
                frame.push(kind, call.arguments.get(name).copied());
            }
            Definition::Export((name, kind, index)) => {
                let item = frame.find(*kind, *index);
                call.exports.extend(item.map(|item| (*name, item)));
                frame.push(*kind, item);
            }
            Definition::Instantiate(component, arguments) => {
                let arguments = frame.named(arguments);
                match frame.find(ComponentExternalKind::Component, *component) {
                    Some(Item::Component(component)) => return Ok(Some((component, arguments))),
                    _ => frame.instances.push(None),
                }
            }
            Definition::FromExports(exports) => {
                let exports = frame.named(exports);
                frame.instances.push(Some(Item::Instance(self.instances.len())));
                self.instances.push(exports);
            }
            Definition::CoreInstantiate(module) => {
                if let Some(Item::Module(size)) = frame.find(ComponentExternalKind::Module, *module) {
                    self.code = self.code.saturating_add(size);
                    if self.code > self.max_code {
                        return Err(Limit::Code);
                    }
                }
            }
            Definition::InstanceExport(instance, name, kind) => {
                let item = match frame.find(ComponentExternalKind::Instance, *instance) {
                    Some(Item::Instance(instance)) => self.instances[instance].get(name).copied(),
                    _ => None,
                };
                frame.push(*kind, item);
            }
            Definition::Outer(kind, count, index) => self.outer(here, *kind, *count, *index),
            Definition::Others(_) => {}
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
