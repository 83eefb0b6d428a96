//! The components of a composition in its graph: their names, types and passthrough symbols.

use std::collections::HashMap;

use dissolve_interface::{Passthrough, check_counts, check_nesting, guarded, implements, passthrough_record};
use wac_graph::types::{BorrowedPackageKey, ItemKind, Package, Type};
use wac_graph::{CompositionGraph, EncodeError, EncodeOptions, NodeId, NodeKind, PackageId};
use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

use crate::{Clash, Composition, Error, Link, Source};

/// Registers a valid component with the graph as a package.
pub fn package(
    graph: &mut CompositionGraph,
    key: BorrowedPackageKey<'_>,
    bytes: Vec<u8>,
    component: &str,
) -> Result<PackageId, Error> {
    require_valid(component, &bytes)?;
    let invalid = |message: String| Error::Invalid { component: component.to_owned(), message };
    // The graph, and the validator below, end some odd inputs, valid ones among them, with a failed assertion.
    let package = guarded(|| Package::from_bytes(key.name, key.version, bytes, graph.types_mut()))
        .map_err(|message| stopped(component, message))?
        .map_err(|error| invalid(format!("{error:#}")))?;
    graph.register_package(package).map_err(|error| invalid(error.to_string()))
}

/// Refuses an input that is not a valid component.
pub fn require_valid(component: &str, bytes: &[u8]) -> Result<(), Error> {
    if let Some(Ok(Payload::Version { encoding: Encoding::Module, .. })) = Parser::new(0).parse_all(bytes).next() {
        return Err(Error::CoreModule(component.to_owned()));
    }
    let invalid = |message: String| Error::Invalid { component: component.to_owned(), message };
    check_nesting(bytes).map_err(|error| invalid(error.to_string()))?;
    check_counts(bytes).map_err(|error| invalid(error.to_string()))?;
    if let Some(found) = implements(bytes) {
        return Err(Error::Implements { component: component.to_owned(), found });
    }
    // The graph cannot represent the exact function types of the custom descriptors' proposal.
    let features = WasmFeatures::all().difference(WasmFeatures::CUSTOM_DESCRIPTORS);
    guarded(|| Validator::new_with_features(features).validate_all(bytes))
        .map_err(|message| stopped(component, message))?
        .map_err(|error| invalid(error.to_string()))?;
    Ok(())
}

/// The error when a composing library ends with a failed assertion. `what` is the input it was processing.
pub fn stopped(what: &str, message: String) -> Error {
    Error::Stopped { what: what.to_owned(), message }
}

/// The symbols that a component's function imports may represent.
pub fn symbols(component: &str, bytes: &[u8]) -> Result<Vec<Passthrough>, Error> {
    passthrough_record(bytes).map_err(|source| Error::Passthrough { component: component.to_owned(), source })
}

/// The symbol that an import represents, if it is a passthrough import.
pub fn symbol<'a>(symbols: &'a [Passthrough], import: &str, kind: ItemKind) -> Option<&'a Passthrough> {
    symbols.iter().find(|symbol| symbol.name == import && matches!(kind, ItemKind::Func(_)))
}

/// Returns true if an import only consists of types other than resources, so that any component can provide it.
pub fn is_types_only(graph: &CompositionGraph, kind: ItemKind) -> bool {
    match kind {
        ItemKind::Type(ty) => !matches!(ty, Type::Resource(_)),
        ItemKind::Instance(interface) => {
            graph.types()[interface].exports.values().all(|kind| is_types_only(graph, *kind))
        }
        _ => false,
    }
}

/// Encodes the graph. All of its instantiations must have names.
pub fn finish(graph: &CompositionGraph, components: Vec<String>) -> Result<Composition, Error> {
    let instances: Vec<NodeId> =
        graph.node_ids().filter(|node| matches!(graph[*node].kind(), NodeKind::Instantiation(_))).collect();
    let links = links(graph, &instances)?;
    let options = EncodeOptions { define_components: true, validate: true, processor: None };
    let bytes = guarded(|| graph.encode(options))
        .map_err(|message| stopped("the composition", message))?
        .map_err(|error| encode_error(graph, error))?;
    Ok(Composition { bytes, components, links })
}

fn name(graph: &CompositionGraph, node: NodeId) -> String {
    let node = &graph[node];
    let package = || node.package().map(|package| graph[package].name().to_owned());
    node.name().map(str::to_owned).or_else(package).unwrap_or_default()
}

/// The source of each import. Open imports with the same name become one import, so they must have the same meaning.
fn links(graph: &CompositionGraph, instances: &[NodeId]) -> Result<Vec<Link>, Error> {
    let mut links = Vec::new();
    // For each open import, the first component that has it, and the symbol that it represents there.
    let mut open: HashMap<String, (String, Option<String>)> = HashMap::new();
    for &instance in instances {
        let Some(package) = graph[instance].package().map(|package| &graph[package]) else { continue };
        let component = name(graph, instance);
        let symbols = symbols(&component, package.bytes())?;
        let arguments: HashMap<&str, NodeId> = graph.get_instantiation_arguments(instance).collect();
        for (import, kind) in &graph.types()[package.ty()].imports {
            let source = match arguments.get(import.as_str()) {
                Some(&argument) => source(graph, argument),
                None => {
                    let symbol =
                        symbol(&symbols, import, *kind).map(|symbol| format!("{}::{}", symbol.module, symbol.field));
                    let (first, meant) = open.entry(import.clone()).or_insert((component.clone(), symbol.clone()));
                    if *meant != symbol {
                        return Err(Error::Clash(Box::new(clash(import, (first, meant), (&component, &symbol)))));
                    }
                    symbol.map_or(Source::Embedder, Source::Symbol)
                }
            };
            links.push(Link { component: component.clone(), import: import.clone(), source });
        }
    }
    Ok(links)
}

/// Two meanings of one import. At least one of them is a symbol.
fn clash(import: &str, one: (&str, &Option<String>), other: (&str, &Option<String>)) -> Clash {
    let (with, without) = if one.1.is_some() { (one, other) } else { (other, one) };
    Clash::Symbol {
        import: import.to_owned(),
        first: (with.0.to_owned(), with.1.clone().unwrap_or_default()),
        second: (without.0.to_owned(), without.1.clone()),
    }
}

fn source(graph: &CompositionGraph, argument: NodeId) -> Source {
    match graph[argument].kind() {
        NodeKind::Alias => match graph.get_alias_source(argument) {
            Some((instance, export)) => {
                Source::Component { name: name(graph, instance), export: Some(export.to_owned()) }
            }
            None => Source::Embedder,
        },
        NodeKind::Instantiation(_) => Source::Component { name: name(graph, argument), export: None },
        NodeKind::Import(_) | NodeKind::Definition => Source::Embedder,
    }
}

fn encode_error(graph: &CompositionGraph, error: EncodeError) -> Error {
    match error {
        EncodeError::ImportTypeMergeConflict { import, first, second, source } => Error::Clash(Box::new(Clash::Type {
            import,
            first: name(graph, first),
            second: name(graph, second),
            difference: format!("{source:#}"),
        })),
        EncodeError::ValidationFailure { source } => Error::DoNotFit(source.message().to_owned()),
        other => Error::DoNotFit(other.to_string()),
    }
}
