//! Checks a component that cannot be fused, module by module.
//!
//! Every core module in it counts, at any depth, and every export of each is a root. However they are instantiated and
//! called, no other code can run. Code that the component imports cannot be examined; then the component is not
//! bounded.

use dissolve_fuse::{Error as FuseError, Options};
use dissolve_interface::Passthrough;
use dissolve_reach::Remedy;
use dissolve_wasm::{EntityRef as _, MemoryIndex, Module};
use wasmparser::component_types::{ComponentAnyTypeId, ComponentEntityType};
use wasmparser::types::TypesRef;
use wasmparser::{Name, Parser, Payload};

use super::surface::{self, Surface};
use super::{Analysis, Check, Entity, EntityKind, Growth, InputKind, Symbol, growth_of};
use crate::Error;

/// Checks each core module of a valid component.
pub fn component(bytes: &[u8], types: TypesRef<'_>, options: &Options, refusal: &FuseError) -> Result<Check, Error> {
    let symbols = dissolve_fuse::passthrough_record(bytes, options)?;
    let mut surface = own_surface(bytes, types, &symbols)?;
    let mut growth = Vec::new();
    for (index, module) in core_modules(bytes)?.into_iter().enumerate() {
        let name = module_name(module)?.unwrap_or_else(|| format!("module {index}"));
        let first_memory = surface.memories.len();
        let renumbered = |memory: MemoryIndex| MemoryIndex::new(first_memory + memory.index());
        let own = surface::of_module(module, None)?;
        let of_module = growth_of(module, &own, Some(&name))?.into_iter().map(|growth| Growth {
            component: Some(options.name.clone()),
            memories: growth.memories.iter().copied().map(renumbered).collect(),
            // The fuser refuses the component, so it can neither bound nor deny its growth.
            remedy: Remedy { reservation: None, ..growth.remedy },
            ..growth
        });
        growth.extend(of_module);
        for memory in own.memories {
            let index = renumbered(memory.index);
            surface.memories.push(super::Memory { index, module: Some(name.clone()), ..memory });
        }
    }
    let analysis = Analysis::Apart { refusal: refusal.to_string() };
    Ok(Check::new(&options.name, InputKind::Component, analysis, surface, growth))
}

/// The core modules of a component and of those inside it.
fn core_modules(bytes: &[u8]) -> Result<Vec<&[u8]>, Error> {
    let mut modules = Vec::new();
    for payload in Parser::new(0).parse_all(bytes) {
        if let Payload::ModuleSection { unchecked_range, .. } = payload? {
            modules.extend(bytes.get(unchecked_range));
        }
    }
    Ok(modules)
}

/// The name of a core module in its name section.
fn module_name(module: &[u8]) -> Result<Option<String>, Error> {
    let names = Module::read(module)?.name_section();
    Ok(names.into_iter().flatten().map_while(Result::ok).find_map(|name| match name {
        Name::Module { name, .. } => Some(name.to_owned()),
        _ => None,
    }))
}

/// The imports and exports of the component itself.
fn own_surface(bytes: &[u8], types: TypesRef<'_>, symbols: &[Passthrough]) -> Result<Surface, Error> {
    let mut surface = Surface::default();
    let mut depth = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) if depth > 0 => depth -= 1,
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    let name = import?.name.name;
                    if let Some(item) = types.component_item_for_import(name) {
                        entities(types, name, &item.ty, &mut surface.imports);
                    }
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    let name = export?.name.name;
                    if let Some(item) = types.component_item_for_export(name) {
                        entities(types, name, &item.ty, &mut surface.exports);
                    }
                }
            }
            _ => {}
        }
    }
    for import in &mut surface.imports {
        let symbol = symbols.iter().find(|symbol| symbol.name == import.name && import.kind == EntityKind::Function);
        import.symbol = symbol.map(|symbol| Symbol {
            module: symbol.module.clone(),
            field: symbol.field.clone(),
            memory: None,
            arena: symbol.is_arena(),
        });
    }
    Ok(surface)
}

/// Adds an entity or, for an instance, its exports. Types other than resources are left out, since the embedder need
/// not provide them.
fn entities(types: TypesRef<'_>, name: &str, ty: &ComponentEntityType, out: &mut Vec<Entity>) {
    let kind = match ty {
        ComponentEntityType::Module(_) => EntityKind::CoreModule,
        ComponentEntityType::Func(_) => EntityKind::Function,
        ComponentEntityType::Value(_) => EntityKind::Value,
        ComponentEntityType::Component(_) => EntityKind::Component,
        ComponentEntityType::Type { created: ComponentAnyTypeId::Resource(_), .. } => EntityKind::Resource,
        ComponentEntityType::Type { .. } => return,
        ComponentEntityType::Instance(instance) => {
            for (inner, item) in &types[*instance].exports {
                let path = match item.ty {
                    ComponentEntityType::Instance(_) => format!("{name}/{inner}"),
                    _ => format!("{name}#{inner}"),
                };
                entities(types, &path, &item.ty, out);
            }
            return;
        }
    };
    out.push(Entity { name: name.to_owned(), kind, ty: None, symbol: None });
}
