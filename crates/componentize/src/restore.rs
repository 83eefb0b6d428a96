//! Restores the core names of passthrough imports in an encoded component.
//!
//! The encoder instantiates the module with an instance named `$root` that exports the world's functions. The module's
//! imports get their original names back, and that instance, with its exports renamed, is passed under each module name
//! from which the module now imports. No index changes, so all other sections are copied.

use dissolve_interface::{Defect, PASSTHROUGH_SECTION, Passthrough};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{Component, CustomSection, Encode as _, InstanceSection, ModuleArg, RawSection, SectionId};
use wasmparser::{Instance, Parser, Payload};

use crate::{Error, rename};

const WORLD_ROOT: &str = "$root";

/// Returns the component with the original names of its module's imports, and with a record of them in a custom
/// section.
pub fn core_names(component: &[u8], passthrough: &[Passthrough]) -> Result<Vec<u8>, Error> {
    if passthrough.is_empty() {
        return Ok(component.to_vec());
    }
    let found = find(component, passthrough)?;
    let mut output = Component::new();
    let mut modules = 0;
    let mut instances = 0;
    for_each_section(component, |payload, raw| {
        match payload {
            Payload::ModuleSection { unchecked_range, .. } if modules == found.module => {
                modules += 1;
                let module = rename::imports(&component[unchecked_range.clone()], |import| {
                    let is_root = import.module == WORLD_ROOT;
                    let (import, field) = core_name(import.name, passthrough).filter(|_| is_root)?;
                    Some((import.module.clone(), field))
                })?;
                output.section(&RawSection { id: raw.id, data: &module });
            }
            Payload::InstanceSection(section) => {
                let mut restored = InstanceSection::new();
                for instance in section.clone() {
                    write_instance(&mut restored, &instance?, instances, &found, passthrough);
                    instances += 1;
                }
                output.section(&restored);
            }
            other => {
                modules += u32::from(matches!(other, Payload::ModuleSection { .. }));
                output.section(&raw);
            }
        }
        Ok(())
    })
    .map_err(Error::Invalid)?;
    let mut bytes = output.finish();
    let record = serde_json::to_vec(passthrough).expect("the record has string keys only");
    bytes.push(SectionId::Custom as u8);
    CustomSection { name: PASSTHROUGH_SECTION.into(), data: record.into() }.encode(&mut bytes);
    Ok(bytes)
}

/// The places in the encoder's output that are to be renamed.
struct Found {
    /// The index of the core module whose imports pass through.
    module: u32,
    /// The index of the core instance that exports the world's functions.
    root: u32,
    /// True if the module also imports functions of the world itself.
    keeps_root: bool,
}

fn find(component: &[u8], passthrough: &[Passthrough]) -> Result<Found, Error> {
    let mut modules = 0;
    let mut module = None;
    let mut root = None;
    let mut keeps_root = false;
    let is_passthrough = |name: &str| core_name(name, passthrough).is_some();
    for_each_section(component, |payload, _| {
        match payload {
            Payload::ModuleSection { unchecked_range, .. } => {
                let mut fields = Vec::new();
                rename::imports(&component[unchecked_range.clone()], |import| {
                    fields.extend((import.module == WORLD_ROOT).then(|| import.name.to_owned()));
                    None
                })?;
                if fields.iter().any(|field| is_passthrough(field)) {
                    module = Some(modules);
                    keeps_root = fields.iter().any(|field| !is_passthrough(field));
                }
                modules += 1;
            }
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    if let Instance::Instantiate { module_index, args } = instance?
                        && Some(module_index) == module
                    {
                        root = args.iter().find(|arg| arg.name == WORLD_ROOT).map(|arg| arg.index);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    })
    .map_err(Error::Invalid)?;
    match (module, root) {
        (Some(module), Some(root)) => Ok(Found { module, root, keeps_root }),
        _ => Err(Defect::new(
            "the component was not encoded as it should",
            format_args!("no instance passes `{}` to the module", passthrough[0].name),
        )
        .into()),
    }
}

/// The core name of the import that the encoder names `name`, if it passes through.
///
/// A module in a component may not import a name twice. The encoder numbers the second import (`tick`, `tick [v2]`);
/// the number is kept.
fn core_name<'a>(name: &str, passthrough: &'a [Passthrough]) -> Option<(&'a Passthrough, String)> {
    passthrough.iter().find_map(|import| {
        let number = name.strip_prefix(import.name.as_str())?;
        (number.is_empty() || number.starts_with(" [v")).then(|| (import, format!("{}{number}", import.field)))
    })
}

fn write_instance(
    section: &mut InstanceSection,
    instance: &Instance<'_>,
    index: u32,
    found: &Found,
    passthrough: &[Passthrough],
) {
    match instance {
        Instance::Instantiate { module_index, args } => {
            let mut names = Vec::new();
            for arg in args.iter() {
                if *module_index == found.module && arg.name == WORLD_ROOT {
                    names.extend(found.keeps_root.then_some((WORLD_ROOT, arg.index)));
                    for import in passthrough {
                        if !names.iter().any(|(name, _)| *name == import.module) {
                            names.push((&import.module, arg.index));
                        }
                    }
                } else {
                    names.push((arg.name, arg.index));
                }
            }
            section.instantiate(*module_index, names.iter().map(|&(name, index)| (name, ModuleArg::Instance(index))));
        }
        Instance::FromExports(exports) => {
            section.export_items(exports.iter().map(|export| {
                let renamed = core_name(export.name, passthrough).filter(|_| index == found.root);
                let name = renamed.map_or_else(|| export.name.to_owned(), |(_, field)| field);
                let kind =
                    RoundtripReencoder.export_kind(export.kind).expect("an export kind is encoded as it was decoded");
                (name, kind, export.index)
            }));
        }
    }
}

/// Calls `f` with each section of the component itself, without those of its modules and inner components.
fn for_each_section(
    component: &[u8],
    mut f: impl FnMut(&Payload<'_>, RawSection<'_>) -> wasmparser::Result<()>,
) -> wasmparser::Result<()> {
    let mut depth = 0u32;
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload?;
        if depth == 0
            && let Some((id, range)) = payload.as_section()
        {
            f(&payload, RawSection { id, data: &component[range] })?;
        }
        match payload {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}
