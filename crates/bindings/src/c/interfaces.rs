//! The part of a C name that tells the interface.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::{ImportKind, Interface};

use super::names::snake;

/// The name of each interface in C: its own; with the package before it if two interfaces have the same; with the version after it if
/// that does not tell them apart either.
#[derive(Default)]
pub struct Interfaces {
    names: BTreeMap<String, String>,
}

impl Interfaces {
    /// Names all interfaces that the record mentions.
    pub fn new(interface: &Interface) -> Interfaces {
        let imports = interface.imports.iter().filter_map(|import| match &import.kind {
            ImportKind::Passthrough { .. } => None,
            ImportKind::Destructor { resource: name } | ImportKind::Host { name, .. } => name.interface.as_deref(),
        });
        let exports = interface.exports.iter().filter_map(|export| export.name.interface.as_deref());
        let types = interface.types.iter().filter_map(|ty| ty.interface.as_deref());
        let resources = interface.resources.iter().filter_map(|resource| resource_name(&resource.name).0);
        let all: BTreeSet<&str> = imports.chain(exports).chain(types).chain(resources).collect();
        let forms: [fn(&str) -> String; 3] = [short, qualified, snake];
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for name in &all {
            let is_alone =
                |form: &&fn(&str) -> String| all.iter().filter(|other| form(other) == form(name)).count() == 1;
            let form = forms.iter().find(is_alone).unwrap_or(&forms[2]);
            names.insert((*name).to_owned(), form(name));
        }
        Interfaces { names }
    }

    /// The names before the name of something in an interface, joined to it: `sensor`, `queue` and `push` become `sensor_queue_push`.
    pub fn join(&self, prefix: &str, interface: Option<&str>, name: &str) -> String {
        let interface =
            interface.map(|interface| self.names.get(interface).cloned().unwrap_or_else(|| snake(interface)));
        [Some(prefix.to_owned()), interface, Some(name.to_owned())].into_iter().flatten().collect::<Vec<_>>().join("_")
    }
}

/// The interface of a resource, and its name in it.
pub fn resource_name(name: &str) -> (Option<&str>, &str) {
    name.rsplit_once('#').map_or((None, name), |(interface, name)| (Some(interface), name))
}

/// The interface alone: `queue` for `acme:sensor/queue@1.0.0`.
fn short(name: &str) -> String {
    let unversioned = name.split('@').next().unwrap_or(name);
    snake(unversioned.rsplit('/').next().unwrap_or(unversioned))
}

/// The interface with its package: `acme_sensor_queue` for `acme:sensor/queue@1.0.0`.
fn qualified(name: &str) -> String {
    snake(name.split('@').next().unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use dissolve_interface::{NamedType, ValueType};

    use super::*;

    #[test]
    fn names_are_as_long_as_they_must_be() {
        let mut interface = Interface::new();
        for name in ["a:b/queue@1.0.0", "a:c/clock@1.0.0", "a:d/clock@1.0.0", "a:e/bus@1.0.0", "a:e/bus@2.0.0"] {
            interface.types.push(NamedType { interface: Some(name.into()), name: "t".into(), ty: ValueType::U8 });
        }
        let names = Interfaces::new(&interface);
        for (name, expected) in [
            ("a:b/queue@1.0.0", "s_queue_f"),
            ("a:c/clock@1.0.0", "s_a_c_clock_f"),
            ("a:e/bus@2.0.0", "s_a_e_bus_2_0_0_f"),
        ] {
            assert_eq!(names.join("s", Some(name), "f"), expected);
        }
        assert_eq!(names.join("s", None, "f"), "s_f");
    }
}
