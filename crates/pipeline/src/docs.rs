//! Reads the comments of WIT sources, for bindings.

use std::collections::BTreeMap;
use std::path::Path;

use wit_parser::{Docs, InterfaceId, Resolve, TypeDef, TypeDefKind, TypeId, WorldItem, WorldKey};

use crate::Error;

/// The documentation of items, by the names that [`dissolve_bindings::Manifest::docs`] has.
pub type Documentation = BTreeMap<String, String>;

/// Reads the documentation in a WIT file, or in a folder with a package and its dependencies in `deps`. Of worlds it takes the one of this
/// name, or the only one.
///
/// # Errors
///
/// If the sources cannot be read, or are not valid WIT.
pub fn docs(path: &Path, world: &str) -> Result<Documentation, Error> {
    let mut resolve = Resolve { all_features: true, ..Resolve::default() };
    let read = resolve.push_path(path);
    let (package, _) = read.map_err(|error| Error::Wit { path: path.to_owned(), message: format!("{error:#}") })?;
    let mut found = Found { resolve: &resolve, docs: Documentation::new() };
    for (interface, _) in resolve.interfaces.iter() {
        if let Some(name) = resolve.id_of(interface) {
            found.interface(&name, interface);
        }
    }
    let worlds = &resolve.packages[package].worlds;
    if let Some(&world) = worlds.get(world).or(worlds.values().next().filter(|_| worlds.len() == 1)) {
        let world = &resolve.worlds[world];
        found.add(String::new(), &world.docs);
        let imports = world.imports.iter().map(|item| ("import ", item));
        for (prefix, (key, item)) in imports.chain(world.exports.iter().map(|item| ("", item))) {
            match (key, item) {
                // An interface that the world itself declares.
                (WorldKey::Name(name), WorldItem::Interface { id, .. }) => found.interface(name, *id),
                (_, WorldItem::Interface { .. }) => {}
                (_, WorldItem::Function(function)) => found.add(format!("{prefix}{}", function.name), &function.docs),
                (WorldKey::Name(name), WorldItem::Type { id, .. }) => found.ty(name, *id),
                (_, WorldItem::Type { .. }) => {}
            }
        }
    }
    Ok(found.docs)
}

/// The documentation that was found.
struct Found<'a> {
    resolve: &'a Resolve,
    docs: Documentation,
}

impl Found<'_> {
    fn add(&mut self, item: String, docs: &Docs) {
        if let Some(text) = docs.contents.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            self.docs.entry(item).or_insert_with(|| text.to_owned());
        }
    }

    fn interface(&mut self, name: &str, interface: InterfaceId) {
        let interface = &self.resolve.interfaces[interface];
        self.add(name.to_owned(), &interface.docs);
        for function in interface.functions.values() {
            self.add(format!("{name}#{}", function.name), &function.docs);
        }
        for (ty, id) in &interface.types {
            self.ty(&format!("{name}#{ty}"), *id);
        }
    }

    /// Adds the comment of a type under a name, and those of its fields, cases or flags. An alias without a comment has that of the type that it
    /// names.
    fn ty(&mut self, name: &str, id: TypeId) {
        let TypeDef { docs, kind, .. } = &self.resolve.types[id];
        self.add(name.to_owned(), docs);
        let parts: Vec<(&String, &Docs)> = match kind {
            TypeDefKind::Record(record) => record.fields.iter().map(|field| (&field.name, &field.docs)).collect(),
            TypeDefKind::Variant(variant) => variant.cases.iter().map(|case| (&case.name, &case.docs)).collect(),
            TypeDefKind::Enum(of) => of.cases.iter().map(|case| (&case.name, &case.docs)).collect(),
            TypeDefKind::Flags(of) => of.flags.iter().map(|flag| (&flag.name, &flag.docs)).collect(),
            TypeDefKind::Type(wit_parser::Type::Id(id)) => return self.ty(name, *id),
            _ => Vec::new(),
        };
        for (part, docs) in parts {
            self.add(format!("{name}.{part}"), docs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIT: &str = "
        package a:b@1.0.0;
        /// About i.
        interface i {
            /// About e.
            enum e {
                /// About x.
                x,
                y,
            }
            /// About r.
            resource r {
                /// About m.
                m: func();
            }
            /// About f,
            /// in two lines.
            f: func();
        }
        /// About w.
        world w {
            use i.{e};
            export i;
            /// About the other g.
            import g: func();
            /// About g.
            export g: func() -> e;
            export j: interface {
                /// About h.
                h: func();
            }
        }
        world other {
            /// Of the other world.
            export g: func();
        }";

    #[test]
    fn each_item_has_its_documentation() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("world.wit");
        std::fs::write(&path, WIT).unwrap();
        let found = docs(&path, "w").unwrap();
        let expected = [
            ("", "About w."),
            ("a:b/i@1.0.0", "About i."),
            ("a:b/i@1.0.0#[method]r.m", "About m."),
            ("a:b/i@1.0.0#e", "About e."),
            ("a:b/i@1.0.0#e.x", "About x."),
            ("a:b/i@1.0.0#f", "About f,\nin two lines."),
            ("a:b/i@1.0.0#r", "About r."),
            ("e", "About e."),
            ("e.x", "About x."),
            ("g", "About g."),
            ("import g", "About the other g."),
            ("j#h", "About h."),
        ];
        let expected = expected.map(|(item, text)| (item.to_owned(), text.to_owned()));
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(docs(&path, "other").unwrap()["g"], "Of the other world.");
        assert_eq!(docs(&path, "neither").unwrap().get("g"), None);
    }

    #[test]
    fn what_is_no_wit_is_refused_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("world.wit");
        std::fs::write(&path, "world {").unwrap();
        assert!(docs(&path, "w").unwrap_err().to_string().contains("world.wit"));
        assert!(docs(&folder.path().join("none"), "w").unwrap_err().to_string().contains("none"));
    }
}
