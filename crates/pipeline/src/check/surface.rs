//! The imports, exports and memories of a core module; in terms of a component, if the module has a record of it.

use std::collections::HashSet;

use dissolve_interface::{
    Export as ExportRecord, FuncType, ImportKind, Interface, Resource, arena_memory, has_arena_type, memory_layout,
};
use dissolve_reach::{Graph, Language, Remedy};
use dissolve_run::wave::type_name;
use dissolve_wasm::{MemoryIndex, Module};
use wasmparser::types::{EntityType, TypesRef};
use wasmparser::{Import, MemoryType, Validator, WasmFeatures};

use super::{Entity, EntityKind, Memory, Symbol, Usage};
use crate::Error;

/// The imports, exports and memories of a module.
#[derive(Debug, Default)]
pub struct Surface {
    pub imports: Vec<Entity>,
    pub exports: Vec<Entity>,
    pub memories: Vec<Memory>,
}

impl Surface {
    /// The possible remedies for the growth of some memories. A memory with an arena, or an imported one, cannot be
    /// given room to grow.
    pub fn remedy(&self, language: Language, memories: &[MemoryIndex]) -> Remedy {
        let arenas = self.imports.iter().filter_map(|import| import.symbol.as_ref()).filter(|symbol| symbol.arena);
        let have_arenas: Vec<_> = arenas.filter_map(|symbol| symbol.memory).collect();
        let growing = self.memories.iter().filter(|memory| memories.contains(&memory.index));
        if growing.clone().any(|memory| have_arenas.contains(&memory.index) || memory.import.is_some()) {
            return Remedy { language, reservation: None };
        }
        let initial = growing.map(|memory| memory.minimum.saturating_mul(memory.page_size.into())).max();
        Remedy::new(language, initial.unwrap_or(0))
    }
}

/// The surface of a core module. Fails if the module is not valid.
pub fn of_module(bytes: &[u8], record: Option<&Interface>) -> Result<Surface, Error> {
    let types = Validator::new_with_features(WasmFeatures::all()).validate_all(bytes)?;
    let types = types.as_ref();
    let mut surface = Surface::default();
    let mut imported_functions = 0;
    let mut imported_memories = Vec::new();
    let module = Module::read(bytes)?;
    for import in &module.imports {
        let Some(ty) = types.entity_type_from_import(import) else { continue };
        let recorded = match ty {
            EntityType::Func(_) | EntityType::FuncExact(_) => {
                imported_functions += 1;
                record.and_then(|record| record.imports.get(imported_functions - 1))
            }
            EntityType::Memory(_) => {
                imported_memories.push(core_name(import));
                None
            }
            _ => None,
        };
        // A record of another import does not describe this one.
        let recorded = recorded.filter(|other| other.module == import.module && other.field == import.name);
        surface.imports.push(import_of(import, types, ty, recorded.map(|recorded| &recorded.kind)));
    }
    surface.exports = exports_of(types, record);
    let layout = memory_layout(&module, &Graph::new(&module)?)?;
    for index in 0..types.memory_count() {
        let known = record.and_then(|record| record.memories.get(index as usize));
        let usage = match record {
            Some(_) => known.and_then(|known| known.layout.as_ref()),
            None => layout.as_ref().filter(|_| index == 0),
        };
        surface.memories.push(Memory {
            component: known.map(|known| known.component.clone()),
            import: imported_memories.get(index as usize).cloned(),
            usage: usage.map(Usage::new),
            heap_use: usage.and_then(|layout| layout.heap_use.as_ref()).map(ToString::to_string),
            ..memory_of(MemoryIndex::from_u32(index), types.memory_at(index))
        });
    }
    Ok(surface)
}

fn memory_of(index: MemoryIndex, ty: MemoryType) -> Memory {
    Memory {
        index,
        component: None,
        module: None,
        import: None,
        minimum: ty.initial,
        maximum: ty.maximum,
        page_size: ty.page_size(),
        usage: None,
        heap_use: None,
    }
}

fn core_name(import: &Import<'_>) -> String {
    format!("{}::{}", import.module, import.name)
}

fn import_of(import: &Import<'_>, types: TypesRef<'_>, ty: EntityType, recorded: Option<&ImportKind>) -> Entity {
    let has_arena_type = matches!(ty, EntityType::Func(id) if has_arena_type(types[id].unwrap_func()));
    let arena = arena_memory(recorded, import.module, import.name);
    let (kind, ty) = core_entity(types, ty);
    match recorded {
        Some(ImportKind::Host { name, ty, .. }) => wit_function(name.to_string(), ty),
        Some(ImportKind::Destructor { resource }) => {
            Entity { name: resource.to_string(), kind, ty: Some("destructor".into()), symbol: None }
        }
        Some(ImportKind::Passthrough { symbol, memory, .. }) => {
            let symbol = Symbol {
                module: import.module.to_owned(),
                field: symbol.clone(),
                memory: *memory,
                arena: arena.is_some(),
            };
            Entity { name: core_name(import), kind, ty, symbol: Some(symbol) }
        }
        None => {
            let symbol = (arena.is_some() && has_arena_type).then(|| Symbol {
                module: import.module.to_owned(),
                field: import.name.to_owned(),
                memory: (types.memory_count() > 0).then_some(MemoryIndex::FIRST),
                arena: true,
            });
            Entity { name: core_name(import), kind, ty, symbol }
        }
    }
}

/// The exports: those in the record, then core exports that are neither in it nor helpers of an export in it.
fn exports_of(types: TypesRef<'_>, record: Option<&Interface>) -> Vec<Entity> {
    let recorded = record.map_or(&[][..], |record| &record.exports);
    let lending = record.and_then(|record| record.lending.as_ref());
    let resources = record.into_iter().flat_map(|record| &record.resources).flat_map(Resource::exports);
    let lending = lending.into_iter().flat_map(|lending| [lending.enter.as_str(), &lending.exit]);
    let helpers: HashSet<&str> = recorded.iter().flat_map(names_of).chain(resources).chain(lending).collect();
    let wit = recorded.iter().map(|export| wit_function(export.name.to_string(), &export.ty));
    let core = types.core_exports().into_iter().flatten().filter_map(|(name, ty)| {
        let (kind, ty) = core_entity(types, ty);
        let is_known = helpers.contains(name) || record.is_some() && kind == EntityKind::Memory;
        (!is_known).then(|| Entity { name: name.to_owned(), kind, ty, symbol: None })
    });
    wit.chain(core).collect()
}

/// The core exports that belong to a component's export.
fn names_of(export: &ExportRecord) -> impl Iterator<Item = &str> {
    [Some(&export.core), export.post_return.as_ref(), export.options.realloc.as_ref()]
        .into_iter()
        .flatten()
        .map(String::as_str)
}

fn wit_function(name: String, ty: &FuncType) -> Entity {
    let params: Vec<_> = ty.params.iter().map(|param| format!("{}: {}", param.name, type_name(&param.ty))).collect();
    let result = ty.result.as_ref().map_or_else(String::new, |ty| format!(" -> {}", type_name(ty)));
    let ty = Some(format!("func({}){result}", params.join(", ")));
    Entity { name, kind: EntityKind::Function, ty, symbol: None }
}

/// The kind of a core entity, and its type as text. A memory's type is shown with the memories.
fn core_entity(types: TypesRef<'_>, ty: EntityType) -> (EntityKind, Option<String>) {
    match ty {
        EntityType::Func(id) | EntityType::FuncExact(id) => (EntityKind::Function, Some(types[id].to_string())),
        EntityType::Table(ty) => (EntityKind::Table, Some(ty.element_type.to_string())),
        EntityType::Memory(_) => (EntityKind::Memory, None),
        EntityType::Global(ty) => {
            let text = if ty.mutable { format!("(mut {})", ty.content_type) } else { ty.content_type.to_string() };
            (EntityKind::Global, Some(text))
        }
        EntityType::Tag(id) => (EntityKind::Tag, Some(types[id].to_string())),
    }
}
