//! Documents in the language of `wac`, which state the instantiations and their arguments explicitly.

use std::collections::HashSet;

use dissolve_interface::guarded;
use indexmap::IndexMap;
use miette::Diagnostic;
use semver::Version;
use wac_graph::NodeKind;
use wac_graph::types::BorrowedPackageKey;
use wac_parser::{Document, resolution};

use crate::parties::{finish, require_valid, stopped, symbols};
use crate::{Composition, Error};

/// A package that a document refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The name, `namespace:package`.
    pub name: String,
    /// The version, if the document gives one.
    pub version: Option<String>,
}

impl std::fmt::Display for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

/// The packages that a document refers to, each once. `path` is used in errors.
///
/// # Errors
///
/// When the document cannot be parsed.
pub fn packages(source: &str, path: &str) -> Result<Vec<Package>, Error> {
    let document = parse(source, path)?;
    let keys = wac_resolver::packages(&document).map_err(|error| in_document(source, path, &error))?;
    let package = |key: &BorrowedPackageKey<'_>| Package {
        name: key.name.to_owned(),
        version: key.version.map(Version::to_string),
    };
    Ok(keys.keys().map(package).collect())
}

/// Composes the packages of a document. Components are named as in its `let` statements, others after their packages.
///
/// # Errors
///
/// When the document cannot be parsed, a package is missing or not valid, the document does not fit the packages, or
/// two components give a remaining import different meanings.
pub fn compose_document(source: &str, path: &str, packages: &[(Package, Vec<u8>)]) -> Result<Composition, Error> {
    let document = parse(source, path)?;
    let mut keys = wac_resolver::packages(&document).map_err(|error| in_document(source, path, &error))?;
    let mut bytes = IndexMap::new();
    for (package, component) in packages {
        let version = |key: &BorrowedPackageKey<'_>| key.version.map(Version::to_string);
        let known = keys.keys().find(|key| key.name == package.name && version(key) == package.version).copied();
        if let Some(key) = known {
            require_valid(&package.to_string(), component)?;
            keys.shift_remove(&key);
            bytes.insert(key, component.clone());
        }
    }
    let resolution = guarded(|| document.resolve(bytes).map_err(Box::new)).map_err(|message| stopped(path, message))?;
    let resolution = resolution.map_err(|error| match symbol_left_out(&error, packages) {
        Some(message) => with_place(source, path, &*error, message),
        None => in_document(source, path, &*error),
    })?;
    let mut graph = resolution.into_graph();
    let mut components = Vec::new();
    let mut taken = HashSet::new();
    let nodes: Vec<_> = graph.node_ids().collect();
    for node in nodes {
        if !matches!(graph[node].kind(), NodeKind::Instantiation(_)) {
            continue;
        }
        let package = graph[node].package().map(|package| graph[package].name().to_owned());
        let name = graph[node].name().map(str::to_owned).or(package).unwrap_or_default();
        let name = unique(&name, &mut taken);
        graph.set_node_name(node, &name);
        components.push(name);
    }
    finish(&graph, components)
}

/// Explains a missing instantiation argument that is a symbol of the embedder: the import's name was derived from the
/// symbol's, and the component's author only knows the symbol.
fn symbol_left_out(error: &resolution::Error, packages: &[(Package, Vec<u8>)]) -> Option<String> {
    let resolution::Error::MissingInstantiationArg { name, package, .. } = error else { return None };
    let (_, component) = packages.iter().find(|(known, _)| known.to_string() == *package || known.name == *package)?;
    let symbols = symbols(package, component).ok()?;
    let symbol = symbols.iter().find(|symbol| symbol.name == *name)?;
    Some(format!(
        "package `{package}` needs the symbol `{}::{}` of the embedder, which is its import `{name}`; leave it to the embedder \
         with `...`, as in `new {package} {{ ... }}`",
        symbol.module, symbol.field
    ))
}

/// The name, with a number appended if it is taken.
fn unique(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.unwrap_or_default();
    taken.insert(free.clone());
    free
}

fn parse<'a>(source: &'a str, path: &str) -> Result<Document<'a>, Error> {
    Document::parse(source).map_err(|error| in_document(source, path, &error))
}

/// An error with its position in the document.
fn in_document(source: &str, path: &str, error: &(impl Diagnostic + 'static)) -> Error {
    with_place(source, path, error, chain(error))
}

/// A message with the position of `error` in the document.
fn with_place(source: &str, path: &str, error: &impl Diagnostic, message: String) -> Error {
    let labels: Vec<_> = error.labels().into_iter().flatten().collect();
    let label = labels.iter().find(|label| label.primary()).or(labels.first());
    let before = label.and_then(|label| source.get(..label.offset())).unwrap_or_default();
    Error::Document {
        path: path.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.rsplit('\n').next().unwrap_or_default().chars().count() + 1,
        message,
    }
}

/// The texts of an error and of its causes.
pub fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<String> = Vec::new();
    for cause in causes.map(ToString::to_string) {
        // Some errors include the text of their cause.
        if !texts.last().is_some_and(|last| last.ends_with(&cause)) {
            texts.push(cause);
        }
    }
    texts.join(": ")
}
