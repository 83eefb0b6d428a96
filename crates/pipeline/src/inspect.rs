//! Shows the interface record of a fused module in a readable form.
//!
//! The record of the module (`dissolve:interface`) has WIT names and types; the module has core types and pages. The
//! result combines both. A component has no record, so it must be fused first.

use dissolve_interface::{
    CanonicalOptions, FuncType, ImportKind, Interface, Lending, MemoryLayout, NamedType, Objects, Region, Resource,
    StringEncoding, ValueType, check_counts,
};
use dissolve_run::wave::type_name;
use dissolve_wasm::{MemoryIndex, Module};
use serde::Serialize;
use wasmparser::types::{EntityType, TypesRef};
use wasmparser::{CustomSectionReader, Encoding, Import, Parser, Payload, Validator, WasmFeatures};

use crate::{Error, input};

/// A fused module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Inspection {
    /// The name of the module.
    pub name: String,
    /// Functions of the world that the embedder implements.
    pub imports: Vec<Function>,
    /// Symbols of the embedder (contract, section 3).
    pub symbols: Vec<Symbol>,
    /// Functions that the components export.
    pub exports: Vec<Function>,
    /// Memories by index.
    pub memories: Vec<Memory>,
    /// Handle tables of resources that are passed to or from the embedder, by the core exports that convert handles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// The functions to call before and after a call with borrowed handles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lending: Option<Lending>,
    /// Types that have names in WIT.
    pub types: Vec<Type>,
    /// Custom sections in order.
    pub custom_sections: Vec<CustomSection>,
}

/// An imported or exported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Function {
    /// The WIT name: `interface#function` or `function`.
    pub name: String,
    /// The WIT type.
    #[serde(rename = "type")]
    pub ty: String,
    /// The core import, `module::field`, or the name of the core export.
    pub core: String,
    /// The core type, in WebAssembly text.
    pub core_type: String,
    /// The index of the memory through which values are passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryIndex>,
    /// The core export that allocates in that memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub realloc: Option<String>,
    /// The core export to call with the results once they have been read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post_return: Option<String>,
    /// The encoding of strings.
    pub string_encoding: StringEncoding,
    /// The number that is added, modulo 2^32, to an address that is passed, to get its index in the memory.
    #[serde(skip_serializing_if = "is_zero")]
    pub base: u32,
}

fn is_zero(base: &u32) -> bool {
    *base == 0
}

/// A symbol of the embedder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Symbol {
    /// The symbol.
    pub symbol: String,
    /// The core import, `module::field`.
    pub core: String,
    /// The core type, in WebAssembly text.
    pub core_type: String,
    /// The index of the memory that its addresses refer to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryIndex>,
    /// The number that is added, modulo 2^32, to an address that is passed, to get its index in the memory.
    #[serde(skip_serializing_if = "is_zero")]
    pub base: u32,
}

/// A linear memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Memory {
    /// The component that the memory belongs to.
    pub component: String,
    /// The minimum size in pages.
    pub minimum: u64,
    /// The maximum size in pages, if the module declares one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<u64>,
    /// The places of stack, statics and heap, if they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<MemoryLayout>,
    /// The regions of a memory that several components share.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
    /// The statics, if the memory holds nothing else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statics: Vec<String>,
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Type {
    /// The interface that declares or uses the type; `None` for the world itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The declaration in WIT, on one line.
    pub declaration: String,
}

/// A custom section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct CustomSection {
    /// Its name.
    pub name: String,
    /// The size of its contents in bytes.
    pub size: usize,
}

/// Inspects a fused module, given as a binary or text. `name` is used in the result and in errors.
///
/// # Errors
///
/// When the input is not valid, is a component, has no record, or has a record of another module.
pub fn inspect(input: &[u8], name: &str) -> Result<Inspection, Error> {
    let bytes = input::binary(input, name)?;
    let header = Parser::new(0).parse_all(&bytes).next();
    if matches!(header, Some(Ok(Payload::Version { encoding: Encoding::Component, .. }))) {
        return Err(Error::NotFused { name: name.to_owned() });
    }
    check_counts(&bytes)?;
    let types = Validator::new_with_features(WasmFeatures::all()).validate_all(&bytes)?;
    let record = Interface::read(&bytes)?.ok_or_else(|| Error::NoRecord { name: name.to_owned() })?;
    let core = Module::read(&bytes)?;
    let parts = Parts { name, core: &core, types: types.as_ref(), record: &record };
    let (imports, symbols) = parts.imports()?;
    Ok(Inspection {
        name: name.to_owned(),
        imports,
        symbols,
        exports: parts.exports()?,
        memories: parts.memories()?,
        resources: record.resources.clone(),
        lending: record.lending.clone(),
        types: record.types.iter().map(|ty| parts.declaration(ty)).collect(),
        custom_sections: core.custom_sections.iter().map(custom_section).collect(),
    })
}

/// A module and its record.
struct Parts<'a> {
    name: &'a str,
    core: &'a Module<'a>,
    types: TypesRef<'a>,
    record: &'a Interface,
}

impl Parts<'_> {
    fn mismatch(&self, mismatch: String) -> Error {
        Error::RecordMismatch { name: self.name.to_owned(), mismatch }
    }

    fn imports(&self) -> Result<(Vec<Function>, Vec<Symbol>), Error> {
        let core_type = |import: &Import<'_>| match self.types.entity_type_from_import(import) {
            Some(EntityType::Func(ty)) => Some(self.types[ty].to_string()),
            _ => None,
        };
        let core_imports = self.core.imports.iter();
        let core_types: Vec<_> =
            core_imports.filter_map(|import| Some((import.module, import.name, core_type(import)?))).collect();
        if core_types.len() != self.record.imports.len() {
            let recorded = self.record.imports.len();
            return Err(self.mismatch(format!("it has {recorded} imports, the module has {}", core_types.len())));
        }
        let (mut functions, mut symbols) = (Vec::new(), Vec::new());
        for (import, (module, field, core_type)) in self.record.imports.iter().zip(core_types) {
            let core = format!("{}::{}", import.module, import.field);
            if import.module != module || import.field != field {
                return Err(self.mismatch(format!("`{core}` is `{module}::{field}` in the module")));
            }
            match &import.kind {
                ImportKind::Passthrough { symbol, memory, base } => {
                    symbols.push(Symbol { symbol: symbol.clone(), core, core_type, memory: *memory, base: *base });
                }
                ImportKind::Destructor { resource } => {
                    let name = format!("{resource} (destructor)");
                    functions.push(function(
                        name,
                        "func(representation)".into(),
                        core,
                        core_type,
                        &CanonicalOptions::default(),
                    ));
                }
                ImportKind::Host { name, ty, options } => {
                    let ty = self.function_type(name.interface.as_deref(), ty);
                    functions.push(function(name.to_string(), ty, core, core_type, options));
                }
            }
        }
        Ok((functions, symbols))
    }

    fn exports(&self) -> Result<Vec<Function>, Error> {
        let export = |export: &dissolve_interface::Export| {
            let core_type = match self.types.core_exports().into_iter().flatten().find(|(name, _)| *name == export.core)
            {
                Some((_, EntityType::Func(ty))) => self.types[ty].to_string(),
                _ => return Err(self.mismatch(format!("the module exports no function `{}`", export.core))),
            };
            let ty = self.function_type(export.name.interface.as_deref(), &export.ty);
            Ok(Function {
                post_return: export.post_return.clone(),
                ..function(export.name.to_string(), ty, export.core.clone(), core_type, &export.options)
            })
        };
        self.record.exports.iter().map(export).collect()
    }

    fn memories(&self) -> Result<Vec<Memory>, Error> {
        let count = self.types.memory_count();
        let objects = Objects::read(self.core.bytes)?.memories;
        let recorded = self.record.memories.len() + objects.len();
        if count as usize != recorded {
            return Err(self.mismatch(format!("it has {recorded} memories, the module has {count}")));
        }
        let memory = |(index, memory): (u32, &dissolve_interface::Memory)| {
            let ty = self.types.memory_at(index);
            Memory {
                component: memory.component.clone(),
                minimum: ty.initial,
                maximum: ty.maximum,
                layout: memory.layout.clone(),
                regions: memory.regions.clone(),
                statics: Vec::new(),
            }
        };
        let mut memories: Vec<Memory> = (0u32..).zip(&self.record.memories).map(memory).collect();
        for (index, object) in (memories.len() as u32..).zip(objects) {
            let ty = self.types.memory_at(index);
            let source = self.record.memories.get(object.source.as_u32() as usize);
            memories.push(Memory {
                component: source.map(|source| source.component.clone()).unwrap_or_default(),
                minimum: ty.initial,
                maximum: ty.maximum,
                layout: None,
                regions: Vec::new(),
                statics: object.names,
            });
        }
        Ok(memories)
    }

    fn function_type(&self, interface: Option<&str>, ty: &FuncType) -> String {
        let params = ty.params.iter().map(|param| format!("{}: {}", param.name, self.value_type(interface, &param.ty)));
        let params = params.collect::<Vec<_>>().join(", ");
        let result =
            ty.result.as_ref().map_or_else(String::new, |ty| format!(" -> {}", self.value_type(interface, ty)));
        format!("func({params}){result}")
    }

    /// A type as it appears in a function of `interface`: by its name, if it has one.
    fn value_type(&self, interface: Option<&str>, ty: &ValueType) -> String {
        let inner = |ty: &ValueType| self.value_type(interface, ty);
        let payload = |ty: &Option<Box<ValueType>>| ty.as_ref().map_or("_".into(), |ty| inner(ty));
        match ty {
            ValueType::Record(_) | ValueType::Variant(_) | ValueType::Enum(_) | ValueType::Flags(_) => {
                let types = || self.record.types.iter().filter(|named| named.ty == *ty);
                let here = types().find(|named| named.interface.as_deref() == interface);
                here.or_else(|| types().next()).map(|named| named.name.clone()).unwrap_or_else(|| type_name(ty))
            }
            ValueType::List(element) => format!("list<{}>", inner(element)),
            ValueType::FixedList(element, length) => format!("list<{}, {length}>", inner(element)),
            ValueType::Option(some) => format!("option<{}>", inner(some)),
            ValueType::Result { ok: Some(ok), err: None } => format!("result<{}>", inner(ok)),
            ValueType::Result { ok, err: Some(err) } => format!("result<{}, {}>", payload(ok), inner(err)),
            ValueType::Map(key, value) => format!("map<{}, {}>", inner(key), inner(value)),
            ValueType::Own(index) => self.resource(*index),
            ValueType::Borrow(index) => format!("borrow<{}>", self.resource(*index)),
            ValueType::Tuple(types) => format!("tuple<{}>", types.iter().map(inner).collect::<Vec<_>>().join(", ")),
            other => type_name(other),
        }
    }

    /// The name of a resource, without its interface.
    fn resource(&self, index: u32) -> String {
        let known = self.record.resources.get(index as usize).map(|resource| resource.name.as_str());
        known.map_or_else(|| format!("resource-{index}"), |name| name.rsplit('#').next().unwrap_or(name).to_owned())
    }

    fn declaration(&self, named: &NamedType) -> Type {
        let interface = named.interface.as_deref();
        let (keyword, items) = match &named.ty {
            ValueType::Record(fields) => {
                let field = |field: &dissolve_interface::Field| {
                    format!("{}: {}", field.name, self.value_type(interface, &field.ty))
                };
                ("record", fields.iter().map(field).collect())
            }
            ValueType::Variant(cases) => {
                let case = |case: &dissolve_interface::Case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, self.value_type(interface, ty)),
                    None => case.name.clone(),
                };
                ("variant", cases.iter().map(case).collect())
            }
            ValueType::Enum(names) => ("enum", names.clone()),
            ValueType::Flags(names) => ("flags", names.clone()),
            other => ("type", vec![self.value_type(interface, other)]),
        };
        let items: Vec<String> = items;
        let declaration = format!("{keyword} {} {{ {} }}", named.name, items.join(", "));
        Type { interface: named.interface.clone(), declaration }
    }
}

fn function(name: String, ty: String, core: String, core_type: String, options: &CanonicalOptions) -> Function {
    Function {
        name,
        ty,
        core,
        core_type,
        memory: options.memory,
        realloc: options.realloc.clone(),
        post_return: None,
        string_encoding: options.string_encoding,
        base: options.base,
    }
}

fn custom_section(section: &CustomSectionReader<'_>) -> CustomSection {
    CustomSection { name: section.name().to_owned(), size: section.data().len() }
}
