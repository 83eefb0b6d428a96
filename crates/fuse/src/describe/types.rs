//! Converts value types of the flattener to those of the record, and collects the resources that they mention.

use dissolve_interface::{Case, Field, Interface, Lending, Resource, ValueType};
use dissolve_wasm::ExternalIndex;
use wasmtime_environ::component::{
    Export, InterfaceType, ResourceIndex, RuntimeComponentInstanceIndex, TypeDef, TypeResourceTableIndex,
};

use crate::Error;
use crate::handles::{Helper, concrete, is_owner};
use crate::intrinsics::Intrinsic;
use crate::merge::Merger;
use crate::translate::Translated;

/// The handle tables that the embedder sees, in the order in which types mention them.
pub struct Resources<'a, 'b> {
    /// The flattened component.
    pub translated: &'a Translated<'b>,
    tables: Vec<Table>,
    /// True if tables that are not known yet are refused.
    closed: bool,
}

struct Table {
    place: (ResourceIndex, RuntimeComponentInstanceIndex),
    index: TypeResourceTableIndex,
    /// True if a borrowed handle crosses the border.
    borrowed: bool,
}

impl<'a, 'b> Resources<'a, 'b> {
    /// Starts without tables.
    pub fn new(translated: &'a Translated<'b>) -> Resources<'a, 'b> {
        Resources { translated, tables: Vec::new(), closed: false }
    }

    /// Refuses new tables from now on: a type with a resource that no function has mentioned is an error.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Converts a value type; an error names the type that cannot cross the border.
    pub fn value_type(&mut self, ty: InterfaceType) -> Result<ValueType, &'static str> {
        let types = &self.translated.types;
        Ok(match ty {
            InterfaceType::Bool => ValueType::Bool,
            InterfaceType::S8 => ValueType::S8,
            InterfaceType::U8 => ValueType::U8,
            InterfaceType::S16 => ValueType::S16,
            InterfaceType::U16 => ValueType::U16,
            InterfaceType::S32 => ValueType::S32,
            InterfaceType::U32 => ValueType::U32,
            InterfaceType::S64 => ValueType::S64,
            InterfaceType::U64 => ValueType::U64,
            InterfaceType::Float32 => ValueType::F32,
            InterfaceType::Float64 => ValueType::F64,
            InterfaceType::Char => ValueType::Char,
            InterfaceType::String => ValueType::String,
            InterfaceType::ErrorContext(_) => ValueType::ErrorContext,
            InterfaceType::List(list) => ValueType::List(self.boxed(types[list].element)?),
            InterfaceType::Map(map) => ValueType::Map(self.boxed(types[map].key)?, self.boxed(types[map].value)?),
            InterfaceType::FixedLengthList(list) => {
                ValueType::FixedList(self.boxed(types[list].element)?, types[list].size)
            }
            InterfaceType::Record(record) => {
                let fields = types[record].fields.iter();
                let field = |field: &wasmtime_environ::component::RecordField| {
                    Ok(Field { name: field.name.clone(), ty: self.value_type(field.ty)? })
                };
                ValueType::Record(fields.map(field).collect::<Result<_, _>>()?)
            }
            InterfaceType::Tuple(tuple) => {
                let types = types[tuple].types.iter();
                ValueType::Tuple(types.map(|ty| self.value_type(*ty)).collect::<Result<_, _>>()?)
            }
            InterfaceType::Variant(variant) => {
                let cases = types[variant].cases.iter();
                let mut case = |(name, ty): (&String, &Option<InterfaceType>)| {
                    Ok(Case { name: name.clone(), ty: ty.map(|ty| self.value_type(ty)).transpose()? })
                };
                ValueType::Variant(cases.map(&mut case).collect::<Result<_, _>>()?)
            }
            InterfaceType::Enum(cases) => ValueType::Enum(types[cases].names.iter().cloned().collect()),
            InterfaceType::Option(option) => ValueType::Option(self.boxed(types[option].ty)?),
            InterfaceType::Result(result) => ValueType::Result {
                ok: types[result].ok.map(|ty| self.boxed(ty)).transpose()?,
                err: types[result].err.map(|ty| self.boxed(ty)).transpose()?,
            },
            InterfaceType::Flags(flags) => ValueType::Flags(types[flags].names.iter().cloned().collect()),
            InterfaceType::Own(table) => ValueType::Own(self.table(table, false)?),
            InterfaceType::Borrow(table) => ValueType::Borrow(self.table(table, true)?),
            InterfaceType::Future(_) => return Err("a future"),
            InterfaceType::Stream(_) => return Err("a stream"),
        })
    }

    fn boxed(&mut self, ty: InterfaceType) -> Result<Box<ValueType>, &'static str> {
        self.value_type(ty).map(Box::new)
    }

    /// Returns the index of a table in the record.
    fn table(&mut self, index: TypeResourceTableIndex, borrowed: bool) -> Result<u32, &'static str> {
        let place = concrete(&self.translated.types, index).ok_or("a resource that no instance defines")?;
        let known = self.tables.iter().position(|table| table.place == place);
        if known.is_none() && self.closed {
            return Err("a resource that no function mentions");
        }
        let known = known.unwrap_or_else(|| {
            self.tables.push(Table { place, index, borrowed });
            self.tables.len() - 1
        });
        self.tables[known].borrowed |= borrowed;
        u32::try_from(known).map_err(|_| "more resources than can be counted")
    }

    /// Exports the functions that the embedder calls to convert handles, and adds them to the record.
    pub fn describe(self, merger: &mut Merger<'_, '_>, interface: &mut Interface) -> Result<(), Error> {
        let translated = self.translated;
        let mut lent = Vec::new();
        for (number, table) in self.tables.iter().enumerate() {
            let mut helper = |name: &str, helper| {
                let function = merger.handle_functions().handle_helper(helper, table.index)?;
                let export = format!("[handle-{name}]{number}");
                merger.builder.export(&export, ExternalIndex::Function(function));
                Ok::<_, Error>(export)
            };
            let new = helper("new", Helper::New)?;
            let take = helper("take", Helper::Take)?;
            let rep = helper("rep", Helper::Rep)?;
            let is_lent = table.borrowed && !is_owner(translated, table.index);
            let borrow = is_lent.then(|| helper("borrow", Helper::Borrow)).transpose()?;
            lent.extend(is_lent.then_some(table.index));
            let defined = translated.component.defined_resource_index(table.place.0).is_some();
            // The embedder destroys its own resources by itself.
            let drop = defined.then(|| helper("drop", Helper::Drop)).transpose()?;
            // A resource without a name on the surface is called after the first of its tables.
            let first = self.tables.iter().position(|other| other.place.0 == table.place.0).unwrap_or(number);
            let name = self.name(table.place.0).unwrap_or_else(|| format!("resource {first}"));
            let component = translated.component_name(Some(table.place.1));
            interface.resources.push(Resource { name, component, new, take, rep, borrow, drop });
        }
        if !lent.is_empty() {
            let mut scope = |name: &str, intrinsic| {
                let function = merger.handle_functions().embedder_scope(intrinsic, &lent)?;
                merger.builder.export(name, ExternalIndex::Function(function));
                Ok::<_, Error>(name.to_owned())
            };
            let (enter, exit) = (scope("[call-enter]", Intrinsic::Enter)?, scope("[call-exit]", Intrinsic::Exit)?);
            interface.lending = Some(Lending { enter, exit });
        }
        Ok(())
    }

    /// Returns the name of a resource on the component's surface: of an export, or of an import.
    fn name(&self, resource: ResourceIndex) -> Option<String> {
        let component = &self.translated.component;
        if let Some(&import) = component.imported_resources.get(resource) {
            let (interface, name) = self.translated.import_name(import);
            return Some(interface.map_or(name.to_owned(), |interface| format!("{interface}#{name}")));
        }
        let is_it = |export: &Export| match export {
            Export::Type(TypeDef::Resource(table)) => {
                concrete(&self.translated.types, *table).is_some_and(|(index, _)| index == resource)
            }
            _ => false,
        };
        for (name, (export, _)) in component.exports.raw_iter() {
            match &component.export_items[*export] {
                Export::Instance { ty, exports } => {
                    let exports = self.translated.exports_of(*ty, exports);
                    if let Some((inner, _)) = exports.iter().find(|(_, inner)| is_it(&component.export_items[*inner])) {
                        return Some(format!("{}#{inner}", name.as_str()));
                    }
                }
                item if is_it(item) => return Some(name.as_str().to_owned()),
                _ => {}
            }
        }
        None
    }
}
