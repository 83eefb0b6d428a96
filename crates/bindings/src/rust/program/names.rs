//! The names of functions.

use super::{ModuleKind, Owner, Program, ROOT};
use crate::rust::names::{Scope, snake};

/// The methods of a world's type that are not the world's.
pub const WORLD_METHODS: &[&str] = &["bind", "host_mut", "new", "reset"];

/// The parts of a function's name.
pub enum Part<'a> {
    /// A function of the interface.
    Free(&'a str),
    /// `[constructor]resource`
    Constructor(&'a str),
    /// `[method]resource.name`
    Method(&'a str, &'a str),
    /// `[static]resource.name`
    Static(&'a str, &'a str),
}

/// Splits a function's name.
pub fn split(name: &str) -> Part<'_> {
    if let Some(resource) = name.strip_prefix("[constructor]") {
        return Part::Constructor(resource);
    }
    let pair = |prefix| name.strip_prefix(prefix).and_then(|rest: &str| rest.split_once('.'));
    if let Some((resource, name)) = pair("[method]") {
        return Part::Method(resource, name);
    }
    match pair("[static]") {
        Some((resource, name)) => Part::Static(resource, name),
        None => Part::Free(name),
    }
}

/// The names that are taken by functions.
pub struct Names {
    world: Scope,
    /// Those of an exported interface, by module.
    interfaces: Vec<Scope>,
    resources: Vec<Scope>,
    /// Those of a trait, by module.
    traits: Vec<Scope>,
}

impl Names {
    /// Takes the names of the bindings' own functions, and of the methods that lead to interfaces.
    pub fn new(program: &Program<'_>) -> Names {
        let mut world = Scope::with(WORLD_METHODS);
        for module in program.modules.iter().filter(|module| module.kind == ModuleKind::Exported) {
            world.take(module.path[0].clone());
        }
        Names {
            world,
            interfaces: vec![Scope::default(); program.modules.len()],
            resources: vec![Scope::with(&["borrow", "close", "drop", "take"]); program.resources.len()],
            traits: vec![Scope::default(); program.modules.len()],
        }
    }

    /// Takes the name of an exported function.
    pub fn export(&mut self, owner: Owner, function: &str) -> String {
        let name = match (owner, split(function)) {
            (Owner::Resource(_), Part::Method(_, name)) => snake(name),
            (_, part) => joined(&part),
        };
        match owner {
            Owner::World | Owner::Interface(ROOT) => self.world.take(name),
            Owner::Interface(module) => self.interfaces[module].take(name),
            Owner::Resource(resource) => self.resources[resource].take(name),
        }
    }

    /// Takes the name of an imported function.
    pub fn import(&mut self, module: usize, function: &str) -> String {
        self.traits[module].take(joined(&split(function)))
    }
}

/// The name of a function beside those of the interface.
fn joined(part: &Part<'_>) -> String {
    match part {
        Part::Free(name) => snake(name),
        Part::Constructor(resource) => snake(&format!("new-{resource}")),
        Part::Method(resource, name) | Part::Static(resource, name) => snake(&format!("{resource}-{name}")),
    }
}
