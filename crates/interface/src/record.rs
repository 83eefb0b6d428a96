//! The interface record, and its storage in a module.

use dissolve_wasm::{GlobalIndex, MemoryIndex};
use serde::{Deserialize, Serialize};
use wasm_encoder::Encode as _;

use crate::{FuncType, MemoryLayout, ValueType};

/// The custom section that holds an [`Interface`], as JSON.
pub const SECTION: &str = "dissolve:interface";

/// The version of the record's format.
const VERSION: u32 = 1;

/// The imports and exports of a fused module, in terms of the components that it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interface {
    /// The format's version.
    version: u32,
    /// The name of the world: the default prefix of the symbols of functions that belong to no interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub world: Option<String>,
    /// One entry for each imported function, in the module's order.
    pub imports: Vec<Import>,
    /// Functions that the components export.
    pub exports: Vec<Export>,
    /// One entry for each memory, in index order.
    pub memories: Vec<Memory>,
    /// The types that imports and exports mention and that have names in WIT: records, variants, enums and flags. Two names
    /// of one interface may have one structure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<NamedType>,
    /// Resources whose handles are passed to or from the embedder, one entry for each handle table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// The functions to call before and after a call with borrowed handles; `None` if no export takes borrowed handles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lending: Option<Lending>,
}

/// A type by its WIT name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedType {
    /// The interface that declares or uses the type; `None` for the world itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The type's name, in kebab case.
    pub name: String,
    /// The type's structure.
    #[serde(rename = "type")]
    pub ty: ValueType,
}

/// The handles of a resource in one component instance, by the core exports that convert them.
///
/// The embedder only sees representations. For a resource of a component, that is a value of the component's choice;
/// for a resource of the embedder, it is a 32-bit value of the embedder's choice (Component Model, *CanonicalABI*,
/// `lift_own` to `lower_borrow`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// The resource's WIT name, with its interface if it has one.
    pub name: String,
    /// The component that owns the table, by its name in reports.
    pub component: String,
    /// `(representation) -> handle`: makes an owned handle.
    pub new: String,
    /// `(handle) -> representation`: ends an owned handle.
    pub take: String,
    /// `(handle) -> representation`: reads the representation of a handle.
    pub rep: String,
    /// `(representation) -> handle`: makes a borrowed handle, which must be dropped during the call that receives it.
    /// `None` if the component defines the resource: then it receives the representation itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub borrow: Option<String>,
    /// `(handle)`: ends an owned handle, and destroys the resource. `None` for a resource that the embedder defines. To
    /// destroy a resource of which it has the representation, the embedder first makes a handle with [`Resource::new`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drop: Option<String>,
}

impl Resource {
    /// The WIT name without the interface, such as `conn`; `resource` if the component's imports and exports do not
    /// name it.
    pub fn short_name(&self) -> &str {
        let name = self.name.rsplit('#').next().unwrap_or(&self.name);
        name.split(' ').next().unwrap_or(name)
    }

    /// The core exports that convert the resource's handles.
    pub fn exports(&self) -> impl Iterator<Item = &str> {
        let always = [Some(&self.new), Some(&self.take), Some(&self.rep)];
        always.into_iter().chain([self.borrow.as_ref(), self.drop.as_ref()]).flatten().map(String::as_str)
    }
}

/// Core exports, both `()`, that begin and end a call with borrowed handles among its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lending {
    /// Called before the arguments are lowered.
    pub enter: String,
    /// Called after the result is lifted and before the post-return function. Traps if a borrowed handle was not
    /// dropped.
    pub exit: String,
}

/// A function or a resource of a world, or of an interface of that world.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FunctionName {
    /// The interface, as `ns:pkg/iface@version`; `None` for a function of the world itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The function's name, in kebab case.
    pub function: String,
}

impl std::fmt::Display for FunctionName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.interface {
            Some(interface) => write!(f, "{interface}#{}", self.function),
            None => f.write_str(&self.function),
        }
    }
}

/// An imported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The core import's module name.
    pub module: String,
    /// The core import's field name.
    pub field: String,
    /// The kind of the function, with its details.
    pub kind: ImportKind,
}

/// The kind of an imported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImportKind {
    /// A symbol of the embedder, bound verbatim (contract, section 3).
    Passthrough {
        /// The symbol, without a `@N` suffix.
        symbol: String,
        /// The memory that its addresses refer to; `None` for a component without a memory.
        memory: Option<MemoryIndex>,
        /// The number that is added, modulo 2^32, to an address that is passed, to get its index in `memory`.
        #[serde(default, skip_serializing_if = "is_zero")]
        base: u32,
    },
    /// The destructor of one of the embedder's resources. Called with the representation when the last handle is
    /// dropped.
    Destructor {
        /// The resource's WIT name.
        resource: FunctionName,
    },
    /// A function of the world that the embedder implements.
    Host {
        /// The WIT name of the function.
        name: FunctionName,
        /// The WIT type of the function.
        #[serde(rename = "type")]
        ty: FuncType,
        /// The canonical options of the function.
        options: CanonicalOptions,
    },
}

/// An exported function of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The WIT name of the function.
    pub name: FunctionName,
    /// The name of the core export.
    pub core: String,
    /// The WIT type of the function.
    #[serde(rename = "type")]
    pub ty: FuncType,
    /// The canonical options of the function.
    pub options: CanonicalOptions,
    /// The core export to call with the results once they have been read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post_return: Option<String>,
}

/// The canonical options of a function (Component Model, *CanonicalABI*, `canonopt`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanonicalOptions {
    /// Index of the memory that holds strings, lists and spilled values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<MemoryIndex>,
    /// The core export that allocates in `memory`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub realloc: Option<String>,
    /// The encoding of strings.
    pub string_encoding: StringEncoding,
    /// The number that is added, modulo 2^32, to an address that is passed, to get its index in `memory`. Not zero if
    /// several components share one memory, and the component's addresses start at a region of its own.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub base: u32,
}

/// A `string-encoding` canonical option.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StringEncoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, little-endian.
    Utf16,
    /// Latin-1, or UTF-16 if the tag bit of the length is set.
    CompactUtf16,
}

/// A memory of the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The component that the memory belongs to, by its name in reports.
    pub component: String,
    /// The places of stack, statics and heap, if they are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<MemoryLayout>,
    /// The regions in ascending order, if several components share the memory; empty for a memory of one component.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Region>,
}

/// A part of a memory that several components share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// The address of its first byte.
    pub start: u32,
    /// The address after its last byte.
    pub end: u32,
    /// The purpose of the region.
    pub kind: RegionKind,
    /// The components that use the region, by their names in reports. A stack may have several, any other region has
    /// one.
    pub components: Vec<String>,
    /// For a stack, the index of the global that is its stack pointer. The global's initial value is the end of the
    /// region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stack_pointer: Option<GlobalIndex>,
}

/// The purpose of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RegionKind {
    /// A stack, which grows down. Shared by all components that have a stack.
    Stack,
    /// The static data of a component.
    Statics,
    /// All of a component's memory, as its linker laid it out.
    Whole,
}

impl std::fmt::Display for RegionKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            RegionKind::Stack => "stack",
            RegionKind::Statics => "statics",
            RegionKind::Whole => "whole",
        })
    }
}

/// Tells serde which fields to leave out.
fn is_zero(value: &u32) -> bool {
    *value == 0
}

/// A record that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The module itself is malformed.
    #[error("the module is malformed: {0}")]
    Module(#[from] wasmparser::BinaryReaderError),
    /// The section is not a record.
    #[error("the section `{SECTION}` is malformed: {0}")]
    Record(#[from] serde_json::Error),
    /// The section was written by another release.
    #[error("the section `{SECTION}` has version {0}; this release reads version {VERSION}")]
    Version(u32),
}

impl Interface {
    /// An empty record.
    pub fn new() -> Interface {
        Interface { version: VERSION, ..Interface::default() }
    }

    /// The record of a core module, if it carries one.
    ///
    /// # Errors
    ///
    /// When the module is malformed before its record, or the record is not of this release.
    pub fn read(module: &[u8]) -> Result<Option<Interface>, Error> {
        for payload in wasmparser::Parser::new(0).parse_all(module) {
            if let wasmparser::Payload::CustomSection(section) = payload?
                && section.name() == SECTION
            {
                let interface: Interface = serde_json::from_slice(section.data())?;
                if interface.version != VERSION {
                    return Err(Error::Version(interface.version));
                }
                return Ok(Some(interface));
            }
        }
        Ok(None)
    }

    /// Appends the record to a core module that has none.
    pub fn append_to(&self, module: &mut Vec<u8>) {
        let json = serde_json::to_vec(self).expect("a record has string keys only");
        let section = wasm_encoder::CustomSection { name: SECTION.into(), data: json.into() };
        module.push(wasm_encoder::SectionId::Custom as u8);
        section.encode(module);
    }

    /// Finds an exported function by its name: `f`, `interface#f`, or `f` alone if only one interface exports an `f`.
    pub fn export(&self, name: &str) -> Option<&Export> {
        let mut by_function = self.exports.iter().filter(|export| export.name.function == name);
        self.exports.iter().find(|export| export.name.to_string() == name).or_else(|| {
            let only = by_function.next();
            only.filter(|_| by_function.next().is_none())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;

    fn sample() -> Interface {
        let mut interface = Interface::new();
        interface.exports.push(Export {
            name: FunctionName { interface: Some("a:b/c@1.0.0".into()), function: "greet".into() },
            core: "a:b/c@1.0.0#greet".into(),
            ty: FuncType {
                params: vec![Field { name: "name".into(), ty: ValueType::String }],
                result: Some(ValueType::Result { ok: None, err: Some(Box::new(ValueType::U8)) }),
            },
            options: CanonicalOptions {
                memory: Some(MemoryIndex::FIRST),
                realloc: Some("cabi_realloc".into()),
                ..Default::default()
            },
            post_return: None,
        });
        interface
    }

    #[test]
    fn record_survives_a_module() {
        let mut module = wasm_encoder::Module::new().finish();
        assert_eq!(Interface::read(&module).unwrap(), None);
        sample().append_to(&mut module);
        wasmparser::validate(&module).unwrap();
        assert_eq!(Interface::read(&module).unwrap(), Some(sample()));
    }

    #[test]
    fn exports_are_found_by_either_name() {
        let interface = sample();
        assert!(interface.export("greet").is_some());
        assert!(interface.export("a:b/c@1.0.0#greet").is_some());
        assert!(interface.export("b:b/c#greet").is_none());
        let mut twice = sample();
        twice.exports.push(Export {
            name: FunctionName { interface: Some("x:y/z".into()), function: "greet".into() },
            ..sample().exports[0].clone()
        });
        assert!(twice.export("greet").is_none(), "ambiguous");
    }

    #[test]
    fn names_are_written_as_in_wit() {
        assert_eq!(sample().exports[0].name.to_string(), "a:b/c@1.0.0#greet");
        assert_eq!(FunctionName { interface: None, function: "greet".into() }.to_string(), "greet");
        let kinds = [RegionKind::Stack, RegionKind::Statics, RegionKind::Whole];
        assert_eq!(kinds.map(|kind| kind.to_string()), ["stack", "statics", "whole"]);
    }

    #[test]
    fn a_resource_is_made_of_its_exports() {
        let mut resource = Resource {
            name: "r".into(),
            component: "c".into(),
            new: "new".into(),
            take: "take".into(),
            rep: "rep".into(),
            borrow: None,
            drop: None,
        };
        assert_eq!(resource.exports().collect::<Vec<_>>(), ["new", "take", "rep"]);
        (resource.borrow, resource.drop) = (Some("borrow".into()), Some("drop".into()));
        assert_eq!(resource.exports().collect::<Vec<_>>(), ["new", "take", "rep", "borrow", "drop"]);
        for (name, short) in [("r", "r"), ("a:b/c@1.0.0#conn", "conn"), ("resource 2 of c", "resource")] {
            resource.name = name.into();
            assert_eq!(resource.short_name(), short);
        }
    }

    /// A base of zero is left out, any other is written.
    #[test]
    fn a_base_that_is_not_zero_is_written() {
        let mut interface = sample();
        assert!(!serde_json::to_string(&interface).unwrap().contains("base"));
        interface.exports[0].options.base = 1;
        assert!(serde_json::to_string(&interface).unwrap().contains("\"base\":1"));
        let mut module = wasm_encoder::Module::new().finish();
        interface.append_to(&mut module);
        assert_eq!(Interface::read(&module).unwrap(), Some(interface));
    }

    #[test]
    fn malformed_records_are_errors() {
        for (data, expected) in
            [(&b"{"[..], "malformed"), (br#"{"version":9,"imports":[],"exports":[],"memories":[]}"#, "version 9")]
        {
            let mut module = wasm_encoder::Module::new();
            module.section(&wasm_encoder::CustomSection { name: SECTION.into(), data: data.into() });
            let error = Interface::read(&module.finish()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
