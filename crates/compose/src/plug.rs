//! Plugs: components whose exports serve the imports of others.
//!
//! A plug serves an import if it exports that name, or a semver-compatible version of it, with a type that fits. A plug
//! that is declared to serve an import serves only that one, with whichever of its exports has the type. The
//! application serves nothing: its exports are those of the result. An import for which no plug has a matching or
//! similar export remains an import.

use std::collections::HashSet;
use std::mem::discriminant;

use dissolve_interface::Passthrough;
use wac_graph::types::{BorrowedPackageKey, ItemKind, SubtypeChecker, are_semver_compatible};
use wac_graph::{CompositionGraph, NodeId, PackageId};

use crate::nearest::{distance, is_near, unversioned};
use crate::parties::{finish, is_types_only, package, symbol, symbols};
use crate::{Composition, Error, Input, Near, NearestImport, Wanted};

/// Composes an application with plugs, which may also serve each other. The order of the plugs has no effect.
///
/// # Errors
///
/// When an input is not a valid component, two have the same name, several plugs serve an import or one nearly does,
/// plugs depend on each other in a cycle, a plug is not used, or two components give a remaining import different
/// meanings.
pub fn compose(app: &Input, plugs: &[Input]) -> Result<Composition, Error> {
    let mut composer = Composer::default();
    for input in std::iter::once(app).chain(plugs) {
        composer.add(input)?;
    }
    composer.match_imports()?;
    composer.refuse_cycles()?;
    composer.refuse_unused()?;
    composer.build()
}

/// The application, which is the first party, or a plug.
struct Party {
    name: String,
    package: PackageId,
    /// The only import that it serves, if one is declared.
    serves: Option<String>,
    symbols: Vec<Passthrough>,
    imports: Vec<(String, ItemKind)>,
    exports: Vec<(String, ItemKind)>,
}

/// An import that is served by another party's export.
struct Edge {
    importer: usize,
    import: String,
    exporter: usize,
    export: String,
}

#[derive(Default)]
struct Composer {
    graph: CompositionGraph,
    parties: Vec<Party>,
    edges: Vec<Edge>,
    /// Imports that no party serves, with the index of the party that has them.
    open: Vec<(usize, String)>,
}

/// The result of matching a party's exports with an import.
enum Fit {
    Serves(String),
    Nearly(Near),
    No,
}

impl Composer {
    fn add(&mut self, input: &Input) -> Result<(), Error> {
        let name = &input.name;
        if self.parties.iter().any(|party| party.name == *name) {
            return Err(Error::SameName(name.clone()));
        }
        let key = BorrowedPackageKey::from_name_and_version(name, None);
        let package = package(&mut self.graph, key, input.bytes.clone(), name)?;
        let world = &self.graph.types()[self.graph[package].ty()];
        let items = |items: &indexmap::IndexMap<String, ItemKind>| {
            items.iter().map(|(name, kind)| (name.clone(), *kind)).collect::<Vec<_>>()
        };
        self.parties.push(Party {
            name: name.clone(),
            package,
            serves: input.serves.clone(),
            symbols: symbols(name, &input.bytes)?,
            imports: items(&world.imports),
            exports: items(&world.exports),
        });
        Ok(())
    }

    fn match_imports(&mut self) -> Result<(), Error> {
        for (importer, party) in self.parties.iter().enumerate() {
            for (import, kind) in &party.imports {
                // A symbol of the embedder is not linked to another component (contract, section 3).
                if symbol(&party.symbols, import, *kind).is_some() {
                    continue;
                }
                let wanted = || Wanted { component: party.name.clone(), import: import.clone() };
                let mut served = Vec::new();
                let mut nearly = Vec::new();
                for exporter in self.exporters(importer, import) {
                    match self.fit(exporter, import, *kind) {
                        Fit::Serves(export) => served.push((exporter, export)),
                        Fit::Nearly(near) => nearly.push(near),
                        Fit::No => {}
                    }
                }
                // Types are the same in every component, so it is no error if several or none export them.
                let is_free = is_types_only(&self.graph, *kind);
                match (&mut served[..], nearly.is_empty()) {
                    ([(exporter, export)], _) => self.edges.push(Edge {
                        importer,
                        import: import.clone(),
                        exporter: *exporter,
                        export: std::mem::take(export),
                    }),
                    ([], false) if !is_free => {
                        // A similar type under the right name is a better hint than another version.
                        let best = nearly.iter().position(|near| matches!(near, Near::Type { .. })).unwrap_or(0);
                        return Err(Error::NotServed { wanted: wanted(), near: Box::new(nearly.swap_remove(best)) });
                    }
                    ([_, _, ..], _) if !is_free => {
                        let exporter =
                            |(party, export): &(usize, String)| (self.parties[*party].name.clone(), export.clone());
                        let exporters = served.iter().map(exporter).collect();
                        return Err(Error::Ambiguous { wanted: wanted(), exporters });
                    }
                    _ => self.open.push((importer, import.clone())),
                }
            }
        }
        Ok(())
    }

    /// The parties that may serve an import: those declared to serve it, or else those without a declaration.
    fn exporters(&self, importer: usize, import: &str) -> Vec<usize> {
        let plugs = (1..self.parties.len()).filter(|exporter| *exporter != importer);
        let (named, others): (Vec<_>, Vec<_>) = plugs.partition(|plug| self.parties[*plug].serves.is_some());
        let is_said = |plug: &usize| {
            let serves = self.parties[*plug].serves.as_deref();
            serves.is_some_and(|serves| serves == import || serves == unversioned(import))
        };
        let said: Vec<_> = named.into_iter().filter(is_said).collect();
        if said.is_empty() { others } else { said }
    }

    /// The export of a party that serves an import, or nearly does: first that name, then compatible versions of it
    /// and, if the party is declared to serve the import, then any other export.
    fn fit(&self, exporter: usize, import: &str, wanted: ItemKind) -> Fit {
        let party = &self.parties[exporter];
        let types = self.graph.types();
        let exact = party.exports.iter().filter(|(export, _)| export == import);
        let compatible =
            party.exports.iter().filter(|(export, _)| export != import && are_semver_compatible(export, import));
        let mut near = None;
        let others = party.exports.iter().filter(|(export, kind)| {
            let has_name = export == import || are_semver_compatible(export, import);
            party.serves.is_some() && !has_name && discriminant(kind) == discriminant(&wanted)
        });
        for (export, kind) in exact.chain(compatible).chain(others) {
            let mut cache = HashSet::new();
            match SubtypeChecker::new(&mut cache).is_subtype(*kind, types, wanted, types) {
                Ok(()) => return Fit::Serves(export.clone()),
                Err(error) => {
                    near.get_or_insert_with(|| Near::Type {
                        component: party.name.clone(),
                        export: export.clone(),
                        difference: format!("{error:#}"),
                    });
                }
            }
        }
        // Functions of a world have no version.
        let other_version = || {
            let is_versioned = import.contains('/');
            let mut exports = party.exports.iter().filter(|_| is_versioned);
            exports.find(|(export, _)| export != import && unversioned(export) == unversioned(import))
        };
        match near.or_else(|| {
            other_version().map(|(export, _)| Near::Version { component: party.name.clone(), export: export.clone() })
        }) {
            Some(near) => Fit::Nearly(near),
            None => Fit::No,
        }
    }

    fn refuse_cycles(&self) -> Result<(), Error> {
        // Parties that are in no cycle and lead to none.
        let mut safe = HashSet::new();
        for start in 0..self.parties.len() {
            let mut path: Vec<&Edge> = Vec::new();
            // Each party on the path, with its edges that are still to be followed.
            let mut stack = vec![(start, self.edges_of(start))];
            while let Some((party, edges)) = stack.last_mut() {
                match edges.pop() {
                    None => {
                        safe.insert(*party);
                        stack.pop();
                        path.pop();
                    }
                    Some(edge) if safe.contains(&edge.exporter) => {}
                    Some(edge) => {
                        path.push(edge);
                        if let Some(begin) = path.iter().position(|step| step.importer == edge.exporter) {
                            return Err(Error::Cycle(path[begin..].iter().map(|edge| self.words(edge)).collect()));
                        }
                        stack.push((edge.exporter, self.edges_of(edge.exporter)));
                    }
                }
            }
        }
        Ok(())
    }

    /// The edges from a party to those that serve it, in reverse order.
    fn edges_of(&self, importer: usize) -> Vec<&Edge> {
        self.edges.iter().rev().filter(|edge| edge.importer == importer).collect()
    }

    fn words(&self, edge: &Edge) -> (Wanted, String) {
        let component = self.parties[edge.importer].name.clone();
        (Wanted { component, import: edge.import.clone() }, self.parties[edge.exporter].name.clone())
    }

    fn refuse_unused(&self) -> Result<(), Error> {
        for (index, plug) in self.parties.iter().enumerate().skip(1) {
            if self.edges.iter().any(|edge| edge.exporter == index) {
                continue;
            }
            if let Some(serves) = plug.serves.clone() {
                return Err(self.no_such_import(index, serves));
            }
            let exports: Vec<String> = plug.exports.iter().map(|(name, _)| name.clone()).collect();
            let pairs = self.open.iter().filter(|(importer, _)| *importer != index).flat_map(|(importer, import)| {
                exports.iter().filter(|export| is_near(export, import)).map(move |export| (*importer, import, export))
            });
            let near =
                pairs.min_by_key(|(_, import, export)| distance(import, export)).map(|(importer, import, export)| {
                    let wanted = Wanted { component: self.parties[importer].name.clone(), import: import.clone() };
                    Box::new(NearestImport { wanted, export: export.clone() })
                });
            return Err(Error::Unused { plug: plug.name.clone(), exports, near });
        }
        Ok(())
    }

    fn no_such_import(&self, plug: usize, serves: String) -> Error {
        let others = self.parties.iter().enumerate().filter(|(index, _)| *index != plug);
        let imports = others.flat_map(|(_, party)| party.imports.iter().map(move |(import, _)| (party, import)));
        let near = imports.filter(|(_, import)| is_near(&serves, import));
        let near = near.min_by_key(|(_, import)| distance(&serves, import)).map(|(party, import)| {
            let wanted = Wanted { component: party.name.clone(), import: import.clone() };
            Box::new(NearestImport { wanted, export: serves.clone() })
        });
        Error::NoSuchImport { plug: self.parties[plug].name.clone(), serves, near }
    }

    fn build(mut self) -> Result<Composition, Error> {
        let graph = &mut self.graph;
        let instances: Vec<NodeId> = self.parties.iter().map(|party| graph.instantiate(party.package)).collect();
        for (party, instance) in self.parties.iter().zip(&instances) {
            graph.set_node_name(*instance, &party.name);
        }
        let does_not_fit = |error: &dyn std::error::Error| Error::DoNotFit(crate::document::chain(error));
        for edge in &self.edges {
            let export = graph
                .alias_instance_export(instances[edge.exporter], &edge.export)
                .map_err(|error| does_not_fit(&error))?;
            graph
                .set_instantiation_argument(instances[edge.importer], &edge.import, export)
                .map_err(|error| does_not_fit(&error))?;
        }
        for (name, _) in &self.parties[0].exports {
            let export = graph.alias_instance_export(instances[0], name).map_err(|error| does_not_fit(&error))?;
            graph.export(export, name).map_err(|error| does_not_fit(&error))?;
        }
        finish(&self.graph, self.parties.into_iter().map(|party| party.name).collect())
    }
}
