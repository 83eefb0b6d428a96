//! The C types of a world.
//!
//! Each structure of WIT has one C type, in both directions. It is called after the first name that the record has for the structure;
//! other names become typedefs of it. Tables of one resource in several components are told apart by conversions only: in C they
//! have one type.

use std::collections::BTreeSet;

use dissolve_canonical as layout;
use dissolve_interface::{FuncType, ImportKind, Interface, ValueType};

use super::interfaces::{Interfaces, resource_name};
use super::names::{Scope, snake};
use super::scalar;
use super::wit::type_text;
use crate::Error;

/// The largest value in memory, in bytes.
const MAX_BYTES: u64 = (1 << 31) - 1;

/// The longest name that is put together from the names of a type's parts.
const MAX_NAME: usize = 48;

/// A type that the header defines.
pub struct Defined {
    /// The type, with the first table of each resource.
    pub ty: ValueType,
    /// The C type without its suffix `_t`, such as `sensor_list_u8`.
    pub stem: String,
    /// The C names of fields and cases, in order.
    pub members: Vec<String>,
    /// The constants of cases and flags, in order.
    pub constants: Vec<String>,
}

/// A resource in C.
pub struct Handle {
    /// The WIT name, with its interface.
    pub name: String,
    /// True if a component defines it, false if the embedder does.
    pub is_exported: bool,
    /// The C type without its suffix `_t`.
    pub stem: String,
}

/// All types of a world, and the names that are in use.
pub struct Types<'a> {
    /// The record.
    pub interface: &'a Interface,
    /// The prefix of all names, without the underscore after it.
    pub prefix: String,
    /// The interfaces' names in C.
    pub interfaces: Interfaces,
    /// The identifiers that are in use outside of functions.
    pub globals: Scope,
    /// Resources, in the order in which they were found.
    pub handles: Vec<Handle>,
    /// Types, each after those that it contains.
    pub defined: Vec<Defined>,
    /// Names of types that are another name's type: C type, structure, constants.
    pub aliases: Vec<(String, ValueType, Vec<String>)>,
}

impl<'a> Types<'a> {
    /// Names all types of a record.
    ///
    /// # Errors
    ///
    /// [`Error::Type`], if a function has a type that C cannot express.
    pub fn new(interface: &'a Interface, prefix: String, globals: Scope) -> Result<Types<'a>, Error> {
        let mut types = Types {
            interface,
            prefix,
            interfaces: Interfaces::new(interface),
            globals,
            handles: Vec::new(),
            defined: Vec::new(),
            aliases: Vec::new(),
        };
        for resource in &interface.resources {
            types.define_handle(&resource.name, resource.drop.is_some());
        }
        for import in &interface.imports {
            if let ImportKind::Destructor { resource } = &import.kind {
                types.define_handle(&resource.to_string(), false);
            }
        }
        for named in &interface.types {
            let function = named.interface.as_ref().map_or(named.name.clone(), |of| format!("{of}#{}", named.name));
            types.check(&function, &named.ty)?;
            types.define(&named.ty);
        }
        for (name, ty) in functions(interface) {
            for ty in ty.params.iter().map(|param| &param.ty).chain(&ty.result) {
                types.check(&name, ty)?;
                types.define(ty);
            }
        }
        types.define_aliases();
        Ok(types)
    }

    /// The C type of a value.
    pub fn c_type(&self, ty: &ValueType) -> String {
        match (scalar::builtin(ty), ty) {
            (Some(builtin), _) => builtin.to_owned(),
            (None, ValueType::String) => format!("{}_string_t", self.prefix),
            (None, ValueType::Own(index) | ValueType::Borrow(index)) => format!("{}_t", self.handle(*index).stem),
            (None, _) => format!("{}_t", self.defined(ty).stem),
        }
    }

    /// The definition of a type that the header defines.
    pub fn defined(&self, ty: &ValueType) -> &Defined {
        self.find(ty).expect("all types of the record are defined")
    }

    /// The resource of a handle table.
    pub(super) fn handle(&self, table: u32) -> &Handle {
        let resource = &self.interface.resources[table as usize];
        let is_exported = resource.drop.is_some();
        let is_it = |handle: &&Handle| handle.name == resource.name && handle.is_exported == is_exported;
        self.handles.iter().find(is_it).expect("all resources of the record are defined")
    }

    /// Returns true if two types have one C type.
    pub fn is_same(&self, a: &FuncType, b: &FuncType) -> bool {
        let types = |ty: &FuncType| -> Vec<ValueType> {
            ty.params.iter().map(|param| &param.ty).chain(&ty.result).map(|ty| self.normal(ty)).collect()
        };
        types(a) == types(b) && a.result.is_some() == b.result.is_some()
    }

    /// Returns true if C passes a value of the type itself, and not its address.
    pub fn is_by_value(&self, ty: &ValueType) -> bool {
        use ValueType::{Borrow, List, Map, Own, String};
        scalar::is_scalar(ty)
            || matches!(ty, String | List(_) | Map(..) | Own(_) | Borrow(_))
            || matches!(ty, ValueType::Flags(names) if scalar::flags_bytes(names.len()).is_some())
    }

    /// The type with the first table of each resource, by which it is found.
    pub fn normal(&self, ty: &ValueType) -> ValueType {
        let inner = |ty: &ValueType| self.normal(ty);
        let boxed = |ty: &ValueType| Box::new(self.normal(ty));
        match ty {
            ValueType::Own(table) => ValueType::Own(self.first_table(*table)),
            ValueType::Borrow(table) => ValueType::Borrow(self.first_table(*table)),
            ValueType::List(element) => ValueType::List(boxed(element)),
            ValueType::FixedList(element, length) => ValueType::FixedList(boxed(element), *length),
            ValueType::Map(key, value) => ValueType::Map(boxed(key), boxed(value)),
            ValueType::Option(payload) => ValueType::Option(boxed(payload)),
            ValueType::Result { ok, err } => {
                ValueType::Result { ok: ok.as_ref().map(|ok| boxed(ok)), err: err.as_ref().map(|err| boxed(err)) }
            }
            ValueType::Tuple(types) => ValueType::Tuple(types.iter().map(inner).collect()),
            ValueType::Record(fields) => {
                let mut fields = fields.clone();
                fields.iter_mut().for_each(|field| field.ty = self.normal(&field.ty));
                ValueType::Record(fields)
            }
            ValueType::Variant(cases) => {
                let mut cases = cases.clone();
                cases.iter_mut().for_each(|case| case.ty = case.ty.as_ref().map(inner));
                ValueType::Variant(cases)
            }
            other => other.clone(),
        }
    }

    /// The first table of the same resource.
    fn first_table(&self, table: u32) -> u32 {
        let resources = &self.interface.resources;
        let key = |table: u32| resources.get(table as usize).map(|known| (&known.name, known.drop.is_some()));
        (0..table).find(|&other| key(other) == key(table)).unwrap_or(table)
    }

    /// The definition of a type, if it has one.
    pub fn find(&self, ty: &ValueType) -> Option<&Defined> {
        let ty = self.normal(ty);
        self.defined.iter().find(|defined| defined.ty == ty)
    }

    fn define_handle(&mut self, name: &str, is_exported: bool) {
        if self.handles.iter().any(|known| known.name == name && known.is_exported == is_exported) {
            return;
        }
        let (interface, short) = resource_name(name);
        let stem = self.interfaces.join(&self.prefix, interface, &snake(short));
        let stem = self.globals.claim_stem(&stem, &["_t", "_drop"]);
        self.handles.push(Handle { name: name.to_owned(), is_exported, stem });
    }

    /// Refuses types that C cannot express.
    fn check(&self, function: &str, ty: &ValueType) -> Result<(), Error> {
        let refuse = |why| Err(Error::Type { function: function.to_owned(), ty: type_text(self.interface, ty), why });
        if let ValueType::Own(table) | ValueType::Borrow(table) = ty {
            return match self.interface.resources.get(*table as usize) {
                Some(_) => Ok(()),
                None => refuse("the record does not have this resource"),
            };
        }
        if *ty == ValueType::ErrorContext {
            return refuse("an error context cannot be passed to C");
        }
        if matches!(layout::shape(ty), layout::Shape::Cases(cases) if cases.is_empty()) || layout::size(ty) == 0 {
            return refuse("a type without values or without a size has no counterpart in C");
        }
        if layout::size(ty) > MAX_BYTES {
            return refuse("a value has more than 2 GiB");
        }
        parts(ty).into_iter().try_for_each(|part| self.check(function, part))?;
        let is_list = matches!(ty, ValueType::List(_) | ValueType::Map(..));
        if is_list && self.normal(ty) != *ty {
            return refuse(
                "several components have handles of this resource, and the elements of a list do not say whose they are",
            );
        }
        Ok(())
    }

    /// Defines a type and those that it contains, if it has no C type yet.
    fn define(&mut self, ty: &ValueType) {
        let is_plain =
            scalar::builtin(ty).is_some() || matches!(ty, ValueType::String | ValueType::Own(_) | ValueType::Borrow(_));
        if is_plain || self.find(ty).is_some() {
            return;
        }
        let ty = self.normal(ty);
        parts(&ty).into_iter().for_each(|part| self.define(part));
        if let ValueType::Map(key, value) = &ty {
            self.define(&layout::pair(key, value));
        }
        let named = self.interface.types.iter().find(|named| self.normal(&named.ty) == ty);
        let stem = match named {
            Some(named) => self.interfaces.join(&self.prefix, named.interface.as_deref(), &snake(&named.name)),
            None => format!("{}_{}", self.prefix, self.word(&ty)),
        };
        let suffixes: &[&str] = match &ty {
            ValueType::List(_) | ValueType::Map(..) => &["_t", "_of", "_get"],
            _ => &["_t"],
        };
        let stem = self.globals.claim_stem(&stem, suffixes);
        let constants = self.claim_constants(&ty, &stem);
        let (mut scope, prefix) = (Scope::default(), self.prefix.clone());
        let mut members = |names: &mut dyn Iterator<Item = &String>| -> Vec<String> {
            names.map(|name| scope.claim_local(name, &prefix)).collect()
        };
        let members = match &ty {
            ValueType::Record(fields) => members(&mut fields.iter().map(|field| &field.name)),
            ValueType::Variant(cases) => members(&mut cases.iter().map(|case| &case.name)),
            ValueType::Tuple(types) => (0..types.len()).map(|index| format!("f{index}")).collect(),
            ValueType::Option(_) => vec!["none".into(), "some".into()],
            ValueType::Result { .. } => vec!["ok".into(), "err".into()],
            _ => Vec::new(),
        };
        self.defined.push(Defined { ty, stem, members, constants });
    }

    /// Claims a constant for each case or flag.
    fn claim_constants(&mut self, ty: &ValueType, stem: &str) -> Vec<String> {
        let names: Vec<&String> = match ty {
            ValueType::Enum(names) | ValueType::Flags(names) => names.iter().collect(),
            ValueType::Variant(cases) => cases.iter().map(|case| &case.name).collect(),
            _ => Vec::new(),
        };
        let constant = |name: &&String| format!("{stem}_{}", snake(name)).to_ascii_uppercase();
        names.iter().map(constant).map(|name| self.globals.claim(&[name])).collect()
    }

    /// Defines the other names of types that have a name already.
    fn define_aliases(&mut self) {
        let mut seen = BTreeSet::new();
        for named in &self.interface.types {
            let stem = self.interfaces.join(&self.prefix, named.interface.as_deref(), &snake(&named.name));
            let is_primary = self.find(&named.ty).is_some_and(|defined| defined.stem == stem);
            if !seen.insert(stem.clone()) || is_primary {
                continue;
            }
            let stem = self.globals.claim_stem(&stem, &["_t"]);
            let constants = self.claim_constants(&named.ty, &stem);
            self.aliases.push((format!("{stem}_t"), named.ty.clone(), constants));
        }
    }

    /// A type in the name of another, such as `list_u8`.
    fn word(&self, ty: &ValueType) -> String {
        let short = |stem: &str| stem.strip_prefix(&format!("{}_", self.prefix)).unwrap_or(stem).to_owned();
        if let Some(defined) = self.find(ty) {
            return short(&defined.stem);
        }
        let inner = |ty: &ValueType| self.word(ty);
        let optional = |ty: &Option<Box<ValueType>>| ty.as_ref().map_or("void".to_owned(), |ty| self.word(ty));
        let (kind, parts) = match ty {
            ValueType::List(element) => ("list", vec![inner(element)]),
            ValueType::FixedList(element, length) => ("array", vec![inner(element), length.to_string()]),
            ValueType::Map(key, value) => ("map", vec![inner(key), inner(value)]),
            ValueType::Option(payload) => ("option", vec![inner(payload)]),
            ValueType::Result { ok, err } => ("result", vec![optional(ok), optional(err)]),
            ValueType::Tuple(types) => ("tuple", types.iter().map(inner).collect()),
            ValueType::Record(_) => ("record", Vec::new()),
            ValueType::Variant(_) => ("variant", Vec::new()),
            ValueType::Enum(_) => ("enum", Vec::new()),
            ValueType::Flags(_) => ("flags", Vec::new()),
            ValueType::Own(table) => return short(&self.handle(*table).stem),
            ValueType::Borrow(table) => ("borrow", vec![short(&self.handle(*table).stem)]),
            scalar => return type_text(self.interface, scalar),
        };
        let name = std::iter::once(kind.to_owned()).chain(parts).collect::<Vec<_>>().join("_");
        if name.len() > MAX_NAME { kind.to_owned() } else { name }
    }
}

/// The names and types of all functions that C calls or defines.
fn functions(interface: &Interface) -> impl Iterator<Item = (String, &FuncType)> {
    let exports = interface.exports.iter().map(|export| (export.name.to_string(), &export.ty));
    let imports = interface.imports.iter().filter_map(|import| match &import.kind {
        ImportKind::Host { name, ty, .. } => Some((name.to_string(), ty)),
        ImportKind::Passthrough { .. } | ImportKind::Destructor { .. } => None,
    });
    exports.chain(imports)
}

/// The types that a type contains.
pub fn parts(ty: &ValueType) -> Vec<&ValueType> {
    match ty {
        ValueType::List(element) | ValueType::FixedList(element, _) => vec![element],
        ValueType::Map(key, value) => vec![key, value],
        _ => match layout::shape(ty) {
            layout::Shape::Fields(types) => types,
            layout::Shape::Cases(cases) => cases.into_iter().flatten().collect(),
            layout::Shape::Other => Vec::new(),
        },
    }
}

/// Returns true for owned and borrowed handles.
pub fn is_handle(ty: &ValueType) -> bool {
    matches!(ty, ValueType::Own(_) | ValueType::Borrow(_))
}

/// Returns true if a value of the type contains a string.
pub fn has_string(ty: &ValueType) -> bool {
    *ty == ValueType::String || parts(ty).into_iter().any(has_string)
}
