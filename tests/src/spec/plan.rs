//! Plans the tests of a file: which modules go into one image, and the order of the actions on them.
//!
//! Takes a script; gives its instances, and groups of instances that can observe each other: an instance is in the same
//! group as the instances from which it imports. A name refers to what it means at its place in the script.

use std::collections::HashMap;

use wasmparser::{Parser, Payload, TypeRef};

use super::script::{Action, Expected, Kind, Refused, Script, Source};

/// The module name of the suite's own module.
const SPECTEST: &str = "spectest";

/// The plan of a script.
pub struct Plan<'a> {
    /// Every instance, in the order of the script.
    pub instances: Vec<Instance<'a>>,
    /// Groups of instances that are linked to each other.
    pub groups: Vec<Group<'a>>,
    /// Modules that are malformed or not valid, by their directive.
    pub refused: Vec<(usize, &'a Refused)>,
    /// Modules that are defined and never instantiated, by their directive.
    pub defined: Vec<(usize, &'a Source)>,
    /// Modules that must not link, as instances, each with the reason that the suite gives.
    pub unlinkable: Vec<(Instance<'a>, &'a str)>,
    /// Directives that need no action and whose references resolve, for example `register`.
    pub passed: Vec<usize>,
}

/// An instance of a module.
pub struct Instance<'a> {
    /// The directive that makes it.
    pub directive: usize,
    /// The module as a binary, or the error message if it does not assemble.
    pub module: Result<Vec<u8>, String>,
    /// The providers of its imports, by the module name of the imports.
    pub providers: HashMap<String, Provider>,
    /// The text of the trap that ends its instantiation, if the script expects one.
    pub trap: Option<&'a str>,
}

/// The provider of the imports from one module name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// The suite's own module.
    Spectest,
    /// An earlier instance, by its index in [`Plan::instances`].
    Instance(usize),
}

/// Instances that are linked to each other.
#[derive(Default)]
pub struct Group<'a> {
    /// Indices into [`Plan::instances`], in ascending order.
    pub instances: Vec<usize>,
    /// The actions on the instances, in the order of the script.
    pub events: Vec<Event<'a>>,
}

/// An action on an instance.
pub enum Event<'a> {
    /// Instantiates the instance with this index.
    Instantiate(usize),
    /// Calls an export or reads a global.
    Ask {
        /// The directive.
        directive: usize,
        /// The index of the instance.
        instance: usize,
        /// The action.
        action: &'a Action,
        /// The expected result.
        expected: &'a Expected,
    },
}

impl Event<'_> {
    /// The index of the instance that the event is about.
    pub fn instance(&self) -> usize {
        match self {
            Event::Instantiate(instance) | Event::Ask { instance, .. } => *instance,
        }
    }

    /// The directive that the event belongs to.
    pub fn directive(&self, plan: &Plan<'_>) -> usize {
        match self {
            Event::Instantiate(instance) => plan.instances[*instance].directive,
            Event::Ask { directive, .. } => *directive,
        }
    }
}

impl Group<'_> {
    /// The globals that the group's events read, each once, by instance and export.
    pub fn globals(&self) -> Vec<(usize, &str)> {
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

/// The meaning of each name at a place in the script.
#[derive(Default)]
struct Names<'a> {
    definitions: HashMap<Option<&'a str>, (usize, &'a Source)>,
    instances: HashMap<Option<&'a str>, usize>,
    registered: HashMap<&'a str, usize>,
}

/// Plans a script. Directives whose references do not resolve are in no part of the plan.
pub fn plan(script: &Script) -> Plan<'_> {
    let mut plan = Plan {
        instances: Vec::new(),
        groups: Vec::new(),
        refused: Vec::new(),
        defined: Vec::new(),
        unlinkable: Vec::new(),
        passed: Vec::new(),
    };
    let mut names = Names::default();
    let mut events = Vec::new();
    for (index, directive) in script.directives.iter().enumerate() {
        match &directive.kind {
            Kind::Module { name, source } => {
                names.define(index, name.as_deref(), source);
                let instance = plan.instantiate(index, source, None, &names);
                names.instantiate(name.as_deref(), instance);
                events.push(Event::Instantiate(instance));
            }
            Kind::Definition { name, source } => {
                names.define(index, name.as_deref(), source);
                plan.defined.push((index, source));
            }
            Kind::Instance { name, definition } => {
                let Some(&(_, source)) = names.definitions.get(&definition.as_deref()) else { continue };
                let instance = plan.instantiate(index, source, None, &names);
                names.instantiate(name.as_deref(), instance);
                events.push(Event::Instantiate(instance));
            }
            Kind::Register { import, instance } => {
                let Some(&instance) = names.instances.get(&instance.as_deref()) else { continue };
                names.registered.insert(import, instance);
                plan.passed.push(index);
            }
            Kind::Ask { action, expected } => {
                let Some(&instance) = names.instances.get(&action.instance.as_deref()) else { continue };
                events.push(Event::Ask { directive: index, instance, action, expected });
            }
            Kind::Malformed(refused) | Kind::Invalid(refused) => plan.refused.push((index, refused)),
            Kind::Unlinkable(Refused { source, text }) => {
                plan.unlinkable.push((Instance::new(index, source, None, &names), text));
            }
            Kind::Uninstantiable { source, trap } => {
                let instance = plan.instantiate(index, source, Some(trap), &names);
                events.push(Event::Instantiate(instance));
            }
            Kind::Unknown(_) => {}
        }
    }
    plan.group(events);
    plan
}

impl<'a> Names<'a> {
    fn define(&mut self, directive: usize, name: Option<&'a str>, source: &'a Source) {
        for name in [None, name] {
            self.definitions.insert(name, (directive, source));
        }
    }

    fn instantiate(&mut self, name: Option<&'a str>, instance: usize) {
        for name in [None, name] {
            self.instances.insert(name, instance);
        }
    }
}

impl<'a> Instance<'a> {
    fn new(directive: usize, source: &Source, trap: Option<&'a str>, names: &Names<'_>) -> Instance<'a> {
        let module = binary(source);
        let mut providers = HashMap::new();
        for (import, _) in module.iter().flat_map(|module| imports(module)) {
            let provider = match names.registered.get(import) {
                Some(&instance) => Provider::Instance(instance),
                None if import == SPECTEST => Provider::Spectest,
                None => continue,
            };
            providers.insert(import.to_owned(), provider);
        }
        Instance { directive, module, providers, trap }
    }

    /// Returns true if the instance imports a table or memory of `spectest`, through which instances can observe each
    /// other.
    fn shares_spectest(&self) -> bool {
        let imports = self.module.iter().flat_map(|module| imports(module));
        let mut of_spectest = imports.filter(|(module, _)| *module == SPECTEST);
        of_spectest.any(|(_, ty)| matches!(ty, TypeRef::Table(_) | TypeRef::Memory(_)))
    }
}

impl<'a> Plan<'a> {
    fn instantiate(&mut self, directive: usize, source: &Source, trap: Option<&'a str>, names: &Names<'_>) -> usize {
        self.instances.push(Instance::new(directive, source, trap, names));
        self.instances.len() - 1
    }

    /// The instances that `instance` imports from, directly and indirectly, in ascending order, without `instance`
    /// itself.
    pub fn needed_by(&self, instance: &Instance<'_>) -> Vec<usize> {
        let mut needed = Vec::new();
        let mut rest = providers(instance).collect::<Vec<_>>();
        while let Some(next) = rest.pop() {
            if !needed.contains(&next) {
                needed.push(next);
                rest.extend(providers(&self.instances[next]));
            }
        }
        needed.sort_unstable();
        needed
    }

    /// Groups instances that can observe each other, and adds each event to the group of its instance.
    fn group(&mut self, events: Vec<Event<'a>>) {
        // The group of each instance, named by its smallest member.
        let mut group_of = (0..self.instances.len()).collect::<Vec<_>>();
        let mut unite = |a: usize, b: usize| {
            let (from, to) = (group_of[a].max(group_of[b]), group_of[a].min(group_of[b]));
            group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
        };
        let mut sharing = None;
        for (index, instance) in self.instances.iter().enumerate() {
            providers(instance).for_each(|provider| unite(index, provider));
            if instance.shares_spectest() {
                unite(index, *sharing.get_or_insert(index));
            }
        }
        let mut groups: HashMap<usize, Group<'a>> = HashMap::new();
        for (index, group) in group_of.iter().enumerate() {
            groups.entry(*group).or_default().instances.push(index);
        }
        for event in events {
            groups.entry(group_of[event.instance()]).or_default().events.push(event);
        }
        self.groups = groups.into_values().collect();
        self.groups.sort_by_key(|group| group.instances[0]);
    }
}

/// The instances that provide the imports of `instance`.
fn providers(instance: &Instance<'_>) -> impl Iterator<Item = usize> {
    instance.providers.values().filter_map(|provider| match provider {
        Provider::Spectest => None,
        Provider::Instance(instance) => Some(*instance),
    })
}

/// Assembles a module to a binary.
pub fn binary(source: &Source) -> Result<Vec<u8>, String> {
    let source = source.as_ref().map_err(String::clone)?;
    dissolve_pipeline::binary(source, "module").map(|binary| binary.into_owned()).map_err(|error| error.to_string())
}

/// The module name and the type of each import, up to the first part of the module that cannot be read.
fn imports(module: &[u8]) -> impl Iterator<Item = (&str, TypeRef)> {
    let payloads = Parser::new(0).parse_all(module).map_while(Result::ok);
    let sections = payloads.filter_map(|payload| match payload {
        Payload::ImportSection(section) => Some(section),
        _ => None,
    });
    sections.flat_map(|section| section.into_imports()).map_while(Result::ok).map(|import| (import.module, import.ty))
}
