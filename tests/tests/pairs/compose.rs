//! Composes components by connecting their imports and exports.

use std::collections::HashMap;

use wac_graph::types::Package;
use wac_graph::{CompositionGraph, EncodeOptions, NodeId};

/// Composes several components. Each one's imports are connected to the exports of those before it; if two export the
/// same, the later one is used. The exports of the last one are exported. Imports that no part exports remain imports.
pub fn compose(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut graph = CompositionGraph::new();
    let mut known: HashMap<String, NodeId> = HashMap::new();
    let mut last = Vec::new();
    for (index, (name, bytes)) in parts.iter().enumerate() {
        let name = format!("part:{}-{index}", name.replace('_', "-"));
        let package = Package::from_bytes(&name, None, bytes.clone(), graph.types_mut()).expect("it is a component");
        let package = graph.register_package(package).expect("its name is its own");
        let world = &graph.types()[graph[package].ty()];
        let imports: Vec<String> = world.imports.keys().cloned().collect();
        let exports: Vec<String> = world.exports.keys().cloned().collect();
        let instance = graph.instantiate(package);
        for import in imports {
            if let Some(&export) = known.get(&import) {
                graph.set_instantiation_argument(instance, &import, export).unwrap_or_else(|error| panic!("{error:#}"));
            }
        }
        last.clear();
        for export in exports {
            let node = graph.alias_instance_export(instance, &export).expect("it is an export");
            known.insert(export.clone(), node);
            last.push((export, node));
        }
    }
    for (name, node) in last {
        graph.export(node, name).expect("exports of one component differ");
    }
    graph.encode(EncodeOptions::default()).unwrap_or_else(|error| panic!("{error:#}"))
}
