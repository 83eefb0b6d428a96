//! Selects the imports that pass through, with their names and types.
//!
//! Takes the module and the names of its passthrough imports; gives a [`Plan`], in which every import of the module is
//! either described by its world or passed through.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::str::FromStr;

use dissolve_interface::{Passthrough, guarded, is_arena_name, passthrough_name};
use dissolve_wasm::{Module, TypeIndex};
use wasm_encoder::{CustomSection, Encode as _, SectionId};
use wasmparser::{FuncType, Import, TypeRef, ValType};
use wit_component::{StringEncoding, metadata};
use wit_parser::{Resolve, WorldKey};

use crate::Error;

/// The two names of a core import, written as `MODULE::NAME`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CoreName {
    /// The module name.
    pub module: String,
    /// The field name.
    pub field: String,
}

impl fmt::Display for CoreName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.module, self.field)
    }
}

impl FromStr for CoreName {
    type Err = String;

    fn from_str(text: &str) -> Result<CoreName, String> {
        match text.split_once("::") {
            Some((module, field)) if !module.is_empty() && !field.is_empty() => {
                Ok(CoreName { module: module.into(), field: field.into() })
            }
            _ => Err(format!("`{text}` is not of the form MODULE::NAME, such as `env::__cabi_arena_realloc`")),
        }
    }
}

/// The imports that pass through.
pub struct Plan {
    /// The imports, with their names in the world.
    pub imports: Vec<Passthrough>,
    /// The name of the module's world.
    pub world: String,
    /// The declarations of the imports in a WIT world, one per line.
    declarations: String,
}

/// The module name under which `wit-component` looks for functions of the world itself.
const WORLD_ROOT: &str = "$root";

/// Decides for each import of `module` whether its world describes it, or it passes through: those in `names`, and the
/// arena, which is always the embedder's.
pub fn plan(module: &[u8], names: &[CoreName]) -> Result<Plan, Error> {
    let world = WorldNames::read(module)?;
    let mut plan = Plan { imports: Vec::new(), world: world.name.clone(), declarations: String::new() };
    let mut by_kebab = BTreeMap::new();
    let module = Module::read(module).map_err(Error::Invalid)?;
    for import in &module.imports {
        let name = CoreName { module: import.module.into(), field: import.name.into() };
        let is_function = matches!(import.ty, TypeRef::Func(_));
        if names.contains(&name) || is_function && is_arena_name(import.module, import.name) {
            let signature =
                function_type(import, &module).map_err(|kind| Error::NotAFunction { name: name.clone(), kind })?;
            plan.add(&name, signature, &world, &mut by_kebab)?;
        } else if is_function && !world.may_describe(import.module) {
            return Err(Error::Unmapped(name));
        }
    }
    Ok(plan)
}

/// The function type of an import; an error with its kind if it is not a function.
fn function_type<'a>(import: &Import<'_>, module: &'a Module<'_>) -> Result<&'a FuncType, &'static str> {
    match import.ty {
        TypeRef::Func(index) => module.func_type(TypeIndex::from_u32(index)).ok_or("function without a type"),
        TypeRef::FuncExact(_) => Err("function of an exact type"),
        TypeRef::Table(_) => Err("table"),
        TypeRef::Memory(_) => Err("memory"),
        TypeRef::Global(_) => Err("global"),
        TypeRef::Tag(_) => Err("tag"),
    }
}

impl Plan {
    fn add(
        &mut self,
        name: &CoreName,
        signature: &FuncType,
        world: &WorldNames,
        by_kebab: &mut BTreeMap<String, CoreName>,
    ) -> Result<(), Error> {
        let kebab = passthrough_name(&name.field);
        if wit_parser::validate_id(&kebab).is_err() {
            return Err(Error::NotKebab { name: name.clone(), kebab });
        }
        if let Some(taken) = [&kebab, &name.module].into_iter().find(|taken| world.plain.contains(*taken)) {
            return Err(Error::Taken { name: name.clone(), taken: taken.clone() });
        }
        match by_kebab.insert(kebab.clone(), name.clone()) {
            // A module may import one symbol twice.
            Some(first) if first == *name => return Ok(()),
            Some(first) => return Err(Error::Collision { first, second: name.clone(), kebab }),
            None => {}
        }
        let declaration = declaration(&kebab, signature).map_err(|what| Error::Type { name: name.clone(), what })?;
        self.declarations.push_str(&declaration);
        self.imports.push(Passthrough { name: kebab, module: name.module.clone(), field: name.field.clone() });
        Ok(())
    }

    /// Returns true if the plan passes this import through.
    pub fn has(&self, name: &CoreName) -> bool {
        self.imports.iter().any(|import| import.module == name.module && import.field == name.field)
    }

    /// The module and field name under which `wit-component` accepts a passthrough import.
    pub fn world_name(&self, import: &Import<'_>) -> Option<(String, String)> {
        self.imports
            .iter()
            .find(|passthrough| passthrough.module == import.module && passthrough.field == import.name)
            .map(|passthrough| (WORLD_ROOT.to_owned(), passthrough.name.clone()))
    }

    /// Adds a world to the module that imports the passthrough functions. The encoder merges it with the module's own
    /// world.
    pub fn describe(&self, mut module: Vec<u8>) -> Result<Vec<u8>, Error> {
        if self.imports.is_empty() {
            return Ok(module);
        }
        let text = format!("package dissolve:embedder;\nworld passthrough {{\n{}}}\n", self.declarations);
        let world = encode_world(&text).map_err(Error::Encode)?;
        module.push(SectionId::Custom as u8);
        CustomSection { name: "component-type:dissolve-passthrough".into(), data: world.into() }.encode(&mut module);
        Ok(module)
    }
}

/// The encoded metadata of the only world in a WIT text.
fn encode_world(text: &str) -> Result<Vec<u8>, String> {
    let mut resolve = Resolve::default();
    let package = resolve.push_str("passthrough.wit", text).map_err(|error| format!("{error:#}"))?;
    let world = resolve.select_world(&[package], None).map_err(|error| format!("{error:#}"))?;
    metadata::encode(&resolve, world, StringEncoding::UTF8, None).map_err(|error| format!("{error:#}"))
}

/// The WIT import of a core signature: parameters `p0…`, integers unsigned.
fn declaration(kebab: &str, signature: &FuncType) -> Result<String, String> {
    // With `%`, a keyword of WIT can be a name.
    let mut line = format!("    import %{kebab}: func(");
    for (index, &param) in signature.params().iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(line, "{separator}p{index}: {}", wit_type(param)?).expect("writing to a string");
    }
    match signature.results() {
        [] => line.push_str(");\n"),
        &[result] => writeln!(line, ") -> {};", wit_type(result)?).expect("writing to a string"),
        results => return Err(format!("{} results", results.len())),
    }
    Ok(line)
}

fn wit_type(ty: ValType) -> Result<&'static str, String> {
    match ty {
        ValType::I32 => Ok("u32"),
        ValType::I64 => Ok("u64"),
        ValType::F32 => Ok("f32"),
        ValType::F64 => Ok("f64"),
        ValType::V128 | ValType::Ref(_) => Err(format!("`{ty}`")),
    }
}

/// The name of the module's world. The reader merges the worlds of all sections into one that has a name of its own. A
/// library's world exports nothing, so the first world with an export is the program's.
fn own_name(bindgen: &metadata::Bindgen) -> String {
    let merged = &bindgen.resolve.worlds[bindgen.world];
    let read = || bindgen.resolve.worlds.iter().filter(|(id, _)| *id != bindgen.world).map(|(_, world)| world);
    let own = read().find(|world| !world.exports.is_empty()).or_else(|| read().next()).unwrap_or(merged);
    own.name.clone()
}

/// The plain names that the module's own world imports, that is, not interface names.
struct WorldNames {
    /// The name of the world itself.
    name: String,
    plain: BTreeSet<String>,
}

impl WorldNames {
    fn read(module: &[u8]) -> Result<WorldNames, Error> {
        // The reader of worlds ends some inputs with a failed assertion.
        let (stripped, bindgen) = guarded(|| metadata::decode(module))
            .map_err(Error::Stopped)?
            .map_err(|error| Error::World(format!("{error:#}")))?;
        if stripped.is_none() {
            return Err(Error::NoWorld);
        }
        let world = &bindgen.resolve.worlds[bindgen.world];
        let plain = world.imports.keys().filter_map(|key| match key {
            WorldKey::Name(name) => Some(name.clone()),
            WorldKey::Interface(_) => None,
        });
        Ok(WorldNames { name: own_name(&bindgen), plain: plain.collect() })
    }

    /// Returns true if an import from `module` may be one that a world describes. The encoder decides whether it is.
    fn may_describe(&self, module: &str) -> bool {
        module.contains([':', '$', '[']) || module.starts_with("cm32p2") || self.plain.contains(module)
    }
}
