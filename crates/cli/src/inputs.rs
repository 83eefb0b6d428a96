//! Reads the input of a command: a component with its plugs, or a `.wac` document with its packages, composed to one
//! binary.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use dissolve_pipeline::compose::{Composition, Input, Package};
use dissolve_pipeline::interface::Observer;

use crate::args::{Dependency, Plug, Plugs};
use crate::{Failure, files};

/// The input of a command.
pub struct Loaded {
    /// A component or a core module.
    pub bytes: Vec<u8>,
    /// The name inside the input, not its file's: the name of its world, module or document. The names of plugs are not
    /// used.
    pub world: Option<String>,
    /// The composition, if it was composed.
    pub composition: Option<Composition>,
}

/// Reads an input and composes it with its plugs. `name` is used in reports.
pub fn load(input: &Path, name: &str, plugs: &Plugs, observer: &Observer) -> Result<Loaded, Failure> {
    if input.extension().is_some_and(|extension| extension == "wac") {
        return document(input, plugs, observer);
    }
    if !plugs.dep.is_empty() {
        return Err("`--dep` names the packages of a `.wac` document; a component takes `--plug`".into());
    }
    let bytes = files::read_binary(input)?;
    let world = dissolve_pipeline::interface::program_name(&bytes);
    if plugs.plug.is_empty() {
        observer.left("read", bytes.len());
        return Ok(Loaded { bytes, world, composition: None });
    }
    let plug = |Plug { serves, path }: &Plug| -> Result<Input, Failure> {
        Ok(Input { name: files::name(None, path), bytes: files::read_binary(path)?, serves: serves.clone() })
    };
    let plugs = plugs.plug.iter().map(plug).collect::<Result<Vec<_>, _>>()?;
    observer.left("read", bytes.len() + plugs.iter().map(|plug| plug.bytes.len()).sum::<usize>());
    let composition =
        dissolve_pipeline::compose::compose(&Input { name: name.to_owned(), bytes, serves: None }, &plugs)?;
    observer.left("compose", composition.bytes.len());
    Ok(Loaded { bytes: composition.bytes.clone(), world, composition: Some(composition) })
}

/// Composes the packages of a `.wac` document.
fn document(path: &Path, plugs: &Plugs, observer: &Observer) -> Result<Loaded, Failure> {
    if !plugs.plug.is_empty() {
        return Err(format!(
            "{}: a `.wac` document says itself what is plugged in; give it packages with `--dep` or `--deps-dir`",
            path.display()
        )
        .into());
    }
    let name = path.display().to_string();
    let source = fs::read_to_string(path).map_err(|error| files::cannot_read(path, &error))?;
    let mut given: HashMap<&str, &Dependency> = HashMap::new();
    for dependency in &plugs.dep {
        if given.insert(&dependency.package, dependency).is_some() {
            return Err(format!("`--dep` gives `{}` twice", dependency.package).into());
        }
    }
    let deps = plugs.deps_dir.clone().unwrap_or_else(|| path.with_file_name("deps"));
    let mut packages = Vec::new();
    for package in dissolve_pipeline::compose::packages(&source, &name)? {
        let path = match given.remove(package.to_string().as_str()) {
            Some(dependency) => dependency.path.clone(),
            None => in_folder(&deps, &package, &name)?,
        };
        packages.push((package, files::read_binary(&path)?));
    }
    if let Some(unused) = given.keys().min() {
        return Err(format!("{name} does not refer to `{unused}`, which `--dep` gives").into());
    }
    observer.left("read", packages.iter().map(|(_, bytes)| bytes.len()).sum());
    let composition = dissolve_pipeline::compose::compose_document(&source, &name, &packages)?;
    observer.left("compose", composition.bytes.len());
    Ok(Loaded { bytes: composition.bytes.clone(), world: document_name(&source), composition: Some(composition) })
}

/// The name of the package that a document declares: `app` for `package ns:app@1.0.0;`.
fn document_name(source: &str) -> Option<String> {
    let mut words = source.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(str::split_whitespace);
    let declared = words.find(|word| *word == "package").and_then(|_| words.next())?;
    let name = declared.split([';', '@']).next()?.rsplit(':').next()?;
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// The path of a package below the folder of packages: `ns/pkg.wasm` or `ns/pkg.wat`, or `ns/pkg/VERSION.wasm`.
fn in_folder(folder: &Path, package: &Package, document: &str) -> Result<PathBuf, Failure> {
    let mut stem: PathBuf = folder.to_owned();
    stem.extend(package.name.split(':'));
    stem.extend(&package.version);
    let files = ["wasm", "wat"].map(|extension| {
        let mut file = stem.clone().into_os_string();
        file.push(format!(".{extension}"));
        PathBuf::from(file)
    });
    if let Some(file) = files.iter().find(|file| file.is_file()) {
        return Ok(file.clone());
    }
    Err(format!(
        "{document} refers to package `{package}`, which is not at {} or .wat; give its file with `--dep {package}=FILE`",
        files[0].display()
    )
    .into())
}
