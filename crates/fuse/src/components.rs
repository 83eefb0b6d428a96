//! The names of component instances in reports.
//!
//! Takes the component's bytes; gives a name for each instance in the order in which the flattener numbers them. The
//! flattener keeps no names, so the instantiations are followed here once more, by component definitions, instances and
//! aliases alone. Names are advice: from an instantiation that cannot be followed on, instances have numbers.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use wasmparser::{
    ComponentAlias, ComponentExternalKind, ComponentInstance, ComponentName, ComponentNameSectionReader,
    ComponentOuterAliasKind, ComponentTypeRef, KnownCustom, Parser, Payload,
};

/// Returns the names of the component instances `0..count`; `root` is the name of the outermost one.
///
/// An instance in the outermost component has the name that the outermost name section gives to it, or else to its
/// component, or else the name that the component gives itself. An instance further inside has the path before it:
/// `left/part`.
pub fn instance_names(bytes: &[u8], root: &str, count: u32) -> Vec<String> {
    let Some(definitions) = Definition::read(bytes) else { return Vec::new() };
    let mut namer = Namer { names: vec![root.to_owned()], taken: HashSet::new(), count: count as usize };
    // A component that only wires others together has no code, so another instance may have its name.
    if definitions.first().is_some_and(|root| root.has_code) {
        namer.taken.insert(root.to_owned());
    }
    namer.follow(&definitions);
    namer.names
}

/// A component definition: the items that add to its index spaces of components and instances, in order.
#[derive(Default)]
struct Definition<'a> {
    steps: Vec<Step<'a>>,
    /// The name that the component gives itself.
    name: Option<&'a str>,
    component_names: HashMap<u32, &'a str>,
    instance_names: HashMap<u32, &'a str>,
    /// True if it instantiates core modules.
    has_code: bool,
}

/// An addition to an index space.
enum Step<'a> {
    Import(&'a str, Kind),
    /// Defines a component; the index of its definition.
    Define(usize),
    Instantiate(u32, Vec<Item<'a>>),
    Collect(Vec<Item<'a>>),
    AliasExport(Kind, u32, &'a str),
    AliasOuter(u32, u32),
    Export(Item<'a>),
}

/// The kinds of items that names depend on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Component,
    Instance,
}

impl Kind {
    fn of(kind: ComponentExternalKind) -> Option<Kind> {
        match kind {
            ComponentExternalKind::Component => Some(Kind::Component),
            ComponentExternalKind::Instance => Some(Kind::Instance),
            _ => None,
        }
    }
}

/// An item of an index space under a name.
#[derive(Clone, Copy)]
struct Item<'a> {
    name: &'a str,
    kind: Kind,
    index: u32,
}

impl<'a> Definition<'a> {
    /// Reads all component definitions in a component, the outermost first.
    fn read(bytes: &'a [u8]) -> Option<Vec<Definition<'a>>> {
        let mut all = vec![Definition::default()];
        // The definitions that are open; none for a core module, whose sections are skipped.
        let mut open = vec![Some(0)];
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.ok()?;
            match &payload {
                Payload::ModuleSection { .. } => {
                    open.push(None);
                    continue;
                }
                Payload::ComponentSection { .. } => {
                    let inner = all.len();
                    all.push(Definition::default());
                    let outer = (*open.last()?)?;
                    all[outer].steps.push(Step::Define(inner));
                    open.push(Some(inner));
                    continue;
                }
                Payload::End(_) => {
                    open.pop();
                    continue;
                }
                _ => {}
            }
            if let Some(current) = *open.last()? {
                all[current].section(&payload)?;
            }
        }
        Some(all)
    }

    fn section(&mut self, payload: &Payload<'a>) -> Option<()> {
        match payload {
            Payload::InstanceSection(_) => self.has_code = true,
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    let import = import.ok()?;
                    match import.ty {
                        ComponentTypeRef::Component(_) => {
                            self.steps.push(Step::Import(import.name.name, Kind::Component));
                        }
                        ComponentTypeRef::Instance(_) => {
                            self.steps.push(Step::Import(import.name.name, Kind::Instance))
                        }
                        _ => {}
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    self.steps.push(match instance.ok()? {
                        ComponentInstance::Instantiate { component_index, args } => {
                            let args = args.iter().filter_map(|arg| {
                                Some(Item { name: arg.name, kind: Kind::of(arg.kind)?, index: arg.index })
                            });
                            Step::Instantiate(component_index, args.collect())
                        }
                        ComponentInstance::FromExports(exports) => {
                            let items = exports.iter().filter_map(|export| {
                                Some(Item { name: export.name.name, kind: Kind::of(export.kind)?, index: export.index })
                            });
                            Step::Collect(items.collect())
                        }
                    });
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    match alias.ok()? {
                        ComponentAlias::InstanceExport { kind, instance_index, name } => {
                            if let Some(kind) = Kind::of(kind) {
                                self.steps.push(Step::AliasExport(kind, instance_index, name));
                            }
                        }
                        ComponentAlias::Outer { kind: ComponentOuterAliasKind::Component, count, index } => {
                            self.steps.push(Step::AliasOuter(count, index));
                        }
                        _ => {}
                    }
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.ok()?;
                    if let Some(kind) = Kind::of(export.kind) {
                        self.steps.push(Step::Export(Item { name: export.name.name, kind, index: export.index }));
                    }
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::ComponentName(names) = section.as_known() {
                    self.read_names(names);
                }
            }
            _ => {}
        }
        Some(())
    }

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

/// The index spaces of a component during its instantiation. Components that it defines keep it as their outer scope.
#[derive(Default)]
struct Scope {
    outer: Option<Rc<Scope>>,
    components: RefCell<Vec<Option<Component>>>,
    instances: RefCell<Vec<Option<Rc<Instance>>>>,
}

/// A component definition, and the scope that its outer aliases refer to.
#[derive(Clone)]
struct Component {
    definition: usize,
    scope: Rc<Scope>,
}

/// The exports of an instance by name. Instances that the embedder provides are unknown.
#[derive(Default)]
struct Instance {
    components: HashMap<String, Component>,
    instances: HashMap<String, Rc<Instance>>,
}

impl Instance {
    fn collect(items: &[Item<'_>], scope: &Scope) -> Instance {
        let mut instance = Instance::default();
        for item in items {
            instance.insert(item, scope);
        }
        instance
    }

    fn insert(&mut self, item: &Item<'_>, scope: &Scope) {
        match item.kind {
            Kind::Component => {
                if let Some(component) = scope.component(item.index) {
                    self.components.insert(item.name.to_owned(), component);
                }
            }
            Kind::Instance => {
                if let Some(instance) = scope.instance(item.index) {
                    self.instances.insert(item.name.to_owned(), instance);
                }
            }
        }
    }
}

impl Scope {
    fn component(&self, index: u32) -> Option<Component> {
        self.components.borrow().get(index as usize).cloned().flatten()
    }

    fn instance(&self, index: u32) -> Option<Rc<Instance>> {
        self.instances.borrow().get(index as usize).cloned().flatten()
    }

    /// Returns the component that an outer alias refers to.
    fn outer_component(self: &Rc<Scope>, count: u32, index: u32) -> Option<Component> {
        let mut scope = self;
        for _ in 0..count {
            scope = scope.outer.as_ref()?;
        }
        scope.component(index)
    }
}

/// An instantiation under way.
struct Frame {
    definition: usize,
    /// The index of the next step to take.
    step: usize,
    scope: Rc<Scope>,
    arguments: Instance,
    exports: Instance,
    /// The instance's number.
    number: usize,
}

struct Namer {
    names: Vec<String>,
    taken: HashSet<String>,
    count: usize,
}

impl Namer {
    /// Names all instances in the order of their instantiation: inner instances before the steps that follow them.
    fn follow(&mut self, definitions: &[Definition<'_>]) {
        let root = Frame {
            definition: 0,
            step: 0,
            scope: Rc::default(),
            arguments: Instance::default(),
            exports: Instance::default(),
            number: 0,
        };
        // A stack on the heap instead of recursion: the input decides how deep instantiations are nested.
        let mut stack = vec![root];
        while let Some(frame) = stack.last_mut() {
            let Some(step) = definitions[frame.definition].steps.get(frame.step) else {
                let done = stack.pop().map(|frame| Rc::new(frame.exports));
                if let Some(outer) = stack.last() {
                    outer.scope.instances.borrow_mut().push(done);
                }
                continue;
            };
            frame.step += 1;
            match frame.take(step, definitions) {
                Taken::Done => {}
                Taken::Instantiate(component, arguments, name) => {
                    if self.names.len() >= self.count {
                        return;
                    }
                    let number = self.names.len();
                    self.name(frame.number, name);
                    let scope = Scope { outer: Some(component.scope), ..Scope::default() };
                    stack.push(Frame {
                        definition: component.definition,
                        step: 0,
                        scope: Rc::new(scope),
                        arguments,
                        exports: Instance::default(),
                        number,
                    });
                }
                // The numbers of all further instances would be wrong.
                Taken::Lost => return,
            }
        }
    }

    /// Names the next instance, which the instance `outer` contains.
    fn name(&mut self, outer: usize, name: Option<&str>) {
        let number = self.names.len();
        let numbered = |name: &str| format!("{name} (inner instance {number})");
        let full = match name {
            Some(name) if outer == 0 => name.to_owned(),
            Some(name) => format!("{}/{name}", self.names[outer]),
            None => numbered(&self.names[outer]),
        };
        let full = if self.taken.contains(&full) { numbered(&full) } else { full };
        self.taken.insert(full.clone());
        self.names.push(full);
    }
}

/// The result of a step.
enum Taken<'a> {
    Done,
    /// A component to instantiate, with its arguments and name.
    Instantiate(Component, Instance, Option<&'a str>),
    Lost,
}

impl Frame {
    fn take<'a>(&mut self, step: &Step<'_>, definitions: &[Definition<'a>]) -> Taken<'a> {
        let scope = &self.scope;
        match step {
            Step::Import(name, Kind::Component) => {
                scope.components.borrow_mut().push(self.arguments.components.get(*name).cloned());
            }
            Step::Import(name, Kind::Instance) => {
                scope.instances.borrow_mut().push(self.arguments.instances.get(*name).cloned());
            }
            Step::Define(definition) => {
                let component = Component { definition: *definition, scope: Rc::clone(scope) };
                scope.components.borrow_mut().push(Some(component));
            }
            Step::Instantiate(index, arguments) => {
                let Some(component) = scope.component(*index) else { return Taken::Lost };
                let names = &definitions[self.definition];
                let instance = scope.instances.borrow().len() as u32;
                let name = names.instance_names.get(&instance).or_else(|| names.component_names.get(index)).copied();
                let name = name.or(definitions[component.definition].name);
                return Taken::Instantiate(component, Instance::collect(arguments, scope), name);
            }
            Step::Collect(items) => {
                let instance = Instance::collect(items, scope);
                scope.instances.borrow_mut().push(Some(Rc::new(instance)));
            }
            Step::AliasExport(kind, instance, name) => {
                let instance = scope.instance(*instance);
                match kind {
                    Kind::Component => {
                        let component = instance.and_then(|instance| instance.components.get(*name).cloned());
                        scope.components.borrow_mut().push(component);
                    }
                    Kind::Instance => {
                        let inner = instance.and_then(|instance| instance.instances.get(*name).cloned());
                        scope.instances.borrow_mut().push(inner);
                    }
                }
            }
            Step::AliasOuter(count, index) => {
                let component = scope.outer_component(*count, *index);
                scope.components.borrow_mut().push(component);
            }
            Step::Export(item) => {
                self.exports.insert(item, scope);
                // An export adds an item to the index space of its kind.
                match item.kind {
                    Kind::Component => {
                        let component = scope.component(item.index);
                        scope.components.borrow_mut().push(component);
                    }
                    Kind::Instance => {
                        let instance = scope.instance(item.index);
                        scope.instances.borrow_mut().push(instance);
                    }
                }
            }
        }
        Taken::Done
    }
}

#[cfg(test)]
mod tests {
    use super::instance_names;

    fn names(text: &str, count: u32) -> Vec<String> {
        instance_names(&wat::parse_str(text).unwrap(), "app", count)
    }

    #[test]
    fn names_come_from_instances_then_components() {
        let text = r#"(component
            (component $driver (component $inner) (instance $part (instantiate $inner)) (instance (instantiate $inner)))
            (component)
            (instance $left (instantiate $driver))
            (instance (instantiate $driver))
            (instance (instantiate 1)))"#;
        assert_eq!(
            names(text, 8),
            [
                "app",
                "left",
                "left/part",
                "left/inner",
                "driver",
                "driver/part",
                "driver/inner",
                "app (inner instance 7)"
            ]
        );
    }

    #[test]
    fn names_that_meet_get_numbers() {
        let text = r#"(component
            (core module $m) (core instance (instantiate $m))
            (component $app (@name "app")) (component $c)
            (instance (instantiate $app)) (instance (instantiate $c)) (instance (instantiate $c)))"#;
        assert_eq!(names(text, 4), ["app", "app (inner instance 1)", "c", "c (inner instance 3)"]);
        // A component without code has no claim to its name.
        assert_eq!(names("(component (component $app) (instance (instantiate $app)))", 2), ["app", "app"]);
    }

    /// Components come from arguments, exports and outer aliases; instances have the flattener's numbers.
    #[test]
    fn components_are_followed_wherever_they_come_from() {
        let text = r#"(component
            (component $leaf)
            (component $store (component $kept) (export "kept" (component $kept)))
            (component $maker
                (import "what" (component $what))
                (alias outer 1 $leaf (component $same))
                (instance $made (instantiate $what))
                (instance $also (instantiate $same)))
            (instance $shelf (instantiate $store))
            (alias export $shelf "kept" (component $from_shelf))
            (instance $m (instantiate $maker (with "what" (component $store))))
            (instance $last (instantiate $from_shelf)))"#;
        assert_eq!(names(text, 6), ["app", "shelf", "m", "m/made", "m/also", "last"]);
    }

    #[test]
    fn what_cannot_be_followed_ends_the_list() {
        assert!(instance_names(b"", "app", 1).is_empty());
        assert!(instance_names(b"\0asm\x0d\0\x01\0\x05\xff", "app", 3).is_empty());
        // There are no more names than asked for.
        assert_eq!(names("(component (component $c) (instance (instantiate $c)))", 1), ["app"]);
    }
}
