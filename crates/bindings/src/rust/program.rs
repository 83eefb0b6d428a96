//! Everything that the bindings have, and what it is called.
//!
//! Types in here are normalized: a handle has the index of a [`Resource`] of the program, not of one of its tables.

mod check;
mod markdown;
mod names;
mod registry;

use std::collections::BTreeSet;

use dissolve_canonical::{Shape, shape};
use dissolve_interface::{self as record, CanonicalOptions, FuncType, ImportKind, ValueType};
use dissolve_targets::CoreType;

use self::check::{check_received, check_sent};
use self::markdown::markdown;
use self::names::{Names, Part, split};
use crate::manifest::import_item;
use crate::rust::names::{Scope, camel, snake};
use crate::signature::{self, exported, imported, missing};
use crate::{Error, Manifest};

/// The index of the outermost module.
pub const ROOT: usize = 0;
/// The index of the module around those of imported interfaces.
pub const IMPORTS: usize = 1;

/// The longest tuple that is one in Rust too: the standard library's traits end there.
const MAX_TUPLE: usize = 12;

/// A program and its names.
pub struct Program<'m> {
    pub manifest: &'m Manifest,
    /// The name of the world's type.
    pub world: String,
    pub modules: Vec<Module>,
    pub resources: Vec<Resource>,
    /// The types that are defined.
    pub definitions: Vec<Definition>,
    /// Further names of types.
    pub aliases: Vec<Alias>,
    pub sides: Vec<Side>,
    pub exports: Vec<Export>,
    pub imports: Vec<Import>,
    /// The names in Rust of [`Manifest::exports`].
    pub symbols: Vec<Symbols>,
}

/// A module of the bindings.
pub struct Module {
    /// Its names, from the outermost module on, which is not in it.
    pub path: Vec<String>,
    /// The interface, as WIT has it.
    pub interface: Option<String>,
    pub kind: ModuleKind,
    /// The names of types that are taken.
    types: Scope,
}

/// The purpose of a module.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum ModuleKind {
    /// The outermost one, and the world.
    Root,
    /// The module around those of imported interfaces, and of the world's own imports.
    Imports,
    /// An exported interface, or one with types only. `accessor` is the world's method that leads to its functions.
    Exported,
    /// An imported interface.
    Imported,
}

/// A resource, whatever tables of handles there are.
pub struct Resource {
    /// The name as WIT has it, without the interface.
    pub wit: String,
    /// The name in the record.
    pub full: String,
    /// True if a component defines the resource; otherwise the embedder does.
    pub is_exported: bool,
    pub module: usize,
    /// The type of an owned handle.
    pub name: String,
    /// The type of a borrowed handle.
    pub borrowed: String,
    /// Indices into the record's resources.
    pub tables: Vec<usize>,
}

/// A type that is defined in a module.
pub struct Definition {
    pub module: usize,
    pub name: String,
    /// The name as WIT has it, if it has one.
    pub wit: Option<String>,
    pub ty: ValueType,
}

/// Another name of a definition.
pub struct Alias {
    pub module: usize,
    pub name: String,
    pub wit: String,
    /// An index into [`Program::definitions`].
    pub definition: usize,
}

/// The component's side of some functions: options, and the table of each resource.
pub struct Side {
    pub options: CanonicalOptions,
    /// Index of the resource, and index of the table into the record's resources.
    pub tables: Vec<(usize, usize)>,
    /// The moments at which bindings use it.
    pub moments: BTreeSet<Moment>,
}

/// The moment at which bindings call a function of the library. There is a symbol for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// The program takes calls.
    Ready,
    /// A result is in use.
    Held,
    /// The program calls an import.
    Inside,
}

impl Moment {
    /// The name of a [`Side`] at this moment, without its index.
    pub fn side(self) -> &'static str {
        match self {
            Moment::Ready => "Side",
            Moment::Held => "Held",
            Moment::Inside => "Inside",
        }
    }
}

/// The names in Rust of a function of the library, by moment.
pub struct Symbols {
    pub ready: String,
    pub held: Option<String>,
    pub inside: Option<String>,
}

/// The type that has a function as its method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    World,
    /// The interface of a module.
    Interface(usize),
    /// A resource.
    Resource(usize),
}

/// An exported function.
pub struct Export {
    /// Its name in [`Manifest::docs`].
    pub item: String,
    pub wit: String,
    pub owner: Owner,
    pub name: String,
    pub ty: FuncType,
    pub side: usize,
    /// The moment at which the result is received.
    pub lifting: Moment,
    /// Index into [`Manifest::exports`].
    pub function: usize,
    pub params: Vec<CoreType>,
    pub result: Option<CoreType>,
    /// Index into [`Manifest::exports`].
    pub post_return: Option<usize>,
}

/// A function that the embedder implements.
pub struct Import {
    /// Its name in [`Manifest::docs`], if it is a function in WIT.
    pub item: Option<String>,
    pub wit: String,
    /// The module of its trait.
    pub module: usize,
    pub name: String,
    pub ty: FuncType,
    pub side: usize,
    pub symbol: String,
    pub params: Vec<CoreType>,
    pub result: Option<CoreType>,
}

/// Returns true for a type that Rust has a definition for, rather than a type with parameters.
pub fn is_defined(ty: &ValueType) -> bool {
    match ty {
        ValueType::Record(_) | ValueType::Variant(_) | ValueType::Enum(_) | ValueType::Flags(_) => true,
        ValueType::Tuple(types) => types.len() > MAX_TUPLE,
        _ => false,
    }
}

/// The types that a type is made of.
pub fn parts(ty: &ValueType) -> Vec<&ValueType> {
    match (shape(ty), ty) {
        (Shape::Fields(fields), _) => fields,
        (Shape::Cases(cases), _) => cases.into_iter().flatten().collect(),
        (_, ValueType::List(element) | ValueType::FixedList(element, _)) => vec![element],
        (_, ValueType::Map(key, value)) => vec![key, value],
        _ => Vec::new(),
    }
}

impl<'m> Program<'m> {
    /// Finds names for everything in a manifest.
    pub fn new(manifest: &'m Manifest) -> Result<Program<'m>, Error> {
        let world = camel(&manifest.name);
        let mut symbols = Scope::with(&["instantiate"]);
        let mut take = |symbol: &str| symbols.take(snake(symbol));
        let symbols = manifest.exports.iter().map(|export| Symbols {
            ready: take(&export.symbol),
            held: export.held.as_deref().map(&mut take),
            inside: export.inside.as_deref().map(&mut take),
        });
        let mut program = Program {
            manifest,
            modules: registry::modules(&manifest.interface, &world),
            world,
            resources: Vec::new(),
            definitions: Vec::new(),
            aliases: Vec::new(),
            sides: Vec::new(),
            exports: Vec::new(),
            imports: Vec::new(),
            symbols: symbols.collect(),
        };
        program.add_resources();
        program.add_named_types();
        let mut names = Names::new(&program);
        for export in &manifest.interface.exports {
            let export = program.export(export, &mut names)?;
            program.exports.push(export);
        }
        for (import, function) in manifest.interface.imports.iter().zip(&manifest.imports) {
            if let Some(function) = function
                && let Some(import) = program.import(import, function, &mut names)?
            {
                program.imports.push(import);
            }
        }
        Ok(program)
    }

    fn export(&mut self, export: &record::Export, names: &mut Names) -> Result<Export, Error> {
        let function = export.name.to_string();
        let ty = self.normalize_function(&function, &export.ty)?;
        for param in &ty.params {
            check_sent(self, &function, &param.ty)?;
        }
        if let Some(result) = &ty.result {
            check_received(self, &function, result, &export.options)?;
            if result.has_borrow() {
                return Err(self.unsupported(&function, result, "a borrowed handle cannot be returned"));
            }
        }
        let module = self.module_of(export.name.interface.as_deref(), true);
        let wit = self.wit_function(&export.name.function, &ty);
        let owner = match split(&export.name.function) {
            Part::Method(..) => match ty.params.first().map(|param| &param.ty) {
                Some(ValueType::Borrow(resource)) if self.resources[*resource as usize].is_exported => {
                    Owner::Resource(*resource as usize)
                }
                _ => Owner::Interface(module),
            },
            _ => Owner::Interface(module),
        };
        let owner = if owner == Owner::Interface(ROOT) { Owner::World } else { owner };
        self.define_parts(module, &export.name.function, &ty);
        let (params, core_result) = exported(&ty);
        let index = self.function(&function, &export.core)?;
        signature::check(&self.manifest.exports[index], &params, core_result)?;
        let post_return = export.post_return.as_ref().map(|core| self.function(&function, core)).transpose()?;
        let result = ty.result.as_ref();
        let holds = self.manifest.exports[index].holds;
        if !holds && result.is_some_and(ValueType::has_pointer) {
            return Err(missing(&function, "a result that is held"));
        }
        let lifting = if holds && result.is_some_and(ValueType::has_own) { Moment::Held } else { Moment::Ready };
        let name = names.export(owner, &export.name.function);
        let side = self.side(&function, &export.options, &export.ty, &[Moment::Ready, lifting])?;
        Ok(Export {
            item: function,
            wit,
            owner,
            name,
            ty,
            side,
            lifting,
            function: index,
            params,
            result: core_result,
            post_return,
        })
    }

    fn import(
        &mut self,
        import: &record::Import,
        function: &crate::Function,
        names: &mut Names,
    ) -> Result<Option<Import>, Error> {
        let (name, ty, options) = match &import.kind {
            ImportKind::Passthrough { .. } => return Ok(None),
            ImportKind::Destructor { resource } => {
                let Some(index) = self.resources.iter().position(|known| known.full == resource.to_string()) else {
                    return Err(missing(&function.core, "the destructor's resource"));
                };
                signature::check(function, &[CoreType::I32], None)?;
                let module = self.resources[index].module;
                return Ok(Some(Import {
                    item: None,
                    wit: format!("The destructor of `{resource}`. The parameter is the representation."),
                    module,
                    name: names.import(module, &format!("drop-{}", resource.function)),
                    ty: FuncType {
                        params: vec![record::Field { name: "rep".into(), ty: ValueType::U32 }],
                        result: None,
                    },
                    side: self.side(
                        &function.core,
                        &CanonicalOptions::default(),
                        &FuncType { params: Vec::new(), result: None },
                        &[Moment::Inside],
                    )?,
                    symbol: function.symbol.clone(),
                    params: vec![CoreType::I32],
                    result: None,
                }));
            }
            ImportKind::Host { name, ty, options } => (name, ty, options),
        };
        let full = name.to_string();
        let normalized = self.normalize_function(&full, ty)?;
        for param in &normalized.params {
            check_received(self, &full, &param.ty, options)?;
        }
        if let Some(result) = &normalized.result {
            check_sent(self, &full, result)?;
            if result.has_borrow() {
                return Err(self.unsupported(&full, result, "a borrowed handle cannot be returned"));
            }
        }
        let module = self.module_of(name.interface.as_deref(), false);
        let wit = self.wit_function(&name.function, &normalized);
        self.define_parts(module, &name.function, &normalized);
        let (params, result) = imported(&normalized);
        signature::check(function, &params, result)?;
        Ok(Some(Import {
            item: Some(import_item(name)),
            wit: format!("`{wit}`"),
            module,
            name: names.import(module, &name.function),
            side: self.side(&full, options, ty, &[Moment::Inside])?,
            ty: normalized,
            symbol: function.symbol.clone(),
            params,
            result,
        }))
    }

    /// The index of a core export.
    pub fn function(&self, function: &str, core: &str) -> Result<usize, Error> {
        let index = self.manifest.exports.iter().position(|export| export.core == core);
        index.ok_or_else(|| missing(function, &format!("the core export `{core}`")))
    }

    /// The name in Rust of a core export at a moment.
    pub fn symbol(&self, function: &str, core: &str, moment: Moment) -> Result<&str, Error> {
        let symbols = &self.symbols[self.function(function, core)?];
        let (name, during) = match moment {
            Moment::Ready => return Ok(&symbols.ready),
            Moment::Held => (&symbols.held, "while a result is in use"),
            Moment::Inside => (&symbols.inside, "during an import"),
        };
        name.as_deref().ok_or_else(|| missing(function, &format!("the core export `{core}` {during}")))
    }

    /// The index of the side with these options, and the tables that a function uses at some moments.
    fn side(
        &mut self,
        function: &str,
        options: &CanonicalOptions,
        ty: &FuncType,
        moments: &[Moment],
    ) -> Result<usize, Error> {
        let mut used = Vec::new();
        for ty in ty.params.iter().map(|param| &param.ty).chain(&ty.result) {
            self.tables_in(ty, &mut used);
        }
        let fits = |side: &Side| {
            let agrees = |&(resource, table): &(usize, usize)| {
                side.tables.iter().all(|&(other, known)| other != resource || known == table)
            };
            side.options == *options && used.iter().all(agrees)
        };
        let index = self.sides.iter().position(fits).unwrap_or(self.sides.len());
        if index == self.sides.len() {
            self.check_memory(function, options)?;
            self.sides.push(Side { options: options.clone(), tables: Vec::new(), moments: BTreeSet::new() });
        }
        let new = used.into_iter().filter(|table| !self.sides[index].tables.contains(table)).collect::<BTreeSet<_>>();
        self.sides[index].tables.extend(new);
        self.sides[index].moments.extend(moments);
        // A function is missing for the first one that needs it.
        let Side { options, tables, moments } = &self.sides[index];
        for &moment in moments {
            if let Some(realloc) = &options.realloc {
                self.symbol(function, realloc, moment)?;
            }
            for &(_, table) in tables {
                for core in self.table_functions(table) {
                    self.symbol(function, core, moment)?;
                }
            }
        }
        Ok(index)
    }

    /// The functions of a table that values need.
    fn table_functions(&self, table: usize) -> impl Iterator<Item = &str> {
        let table = &self.manifest.interface.resources[table];
        [&table.new, &table.take, &table.rep].into_iter().chain(&table.borrow).map(String::as_str)
    }

    fn tables_in(&self, ty: &ValueType, tables: &mut Vec<(usize, usize)>) {
        if let ValueType::Own(table) | ValueType::Borrow(table) = ty
            && let Some(resource) = self.resource_of(*table)
        {
            tables.push((resource, *table as usize));
        }
        parts(ty).into_iter().for_each(|part| self.tables_in(part, tables));
    }

    /// Checks that the memory exists, and that pointers into it are aligned.
    fn check_memory(&self, function: &str, options: &CanonicalOptions) -> Result<(), Error> {
        let Some(memory) = options.memory else { return Ok(()) };
        let Some(memory) = self.manifest.memories.get(memory.as_u32() as usize) else {
            return Err(missing(function, &format!("memory {memory}")));
        };
        if options.base.wrapping_sub(memory.low) % 8 != 0 {
            return Err(missing(function, "a window that begins at a multiple of eight"));
        }
        Ok(())
    }

    fn unsupported(&self, function: &str, ty: &ValueType, why: &'static str) -> Error {
        Error::Type { function: function.to_owned(), ty: self.wit(ty), why }
    }

    /// The WIT comment of an item (see [`Manifest::docs`]), followed by `text`.
    pub fn documented(&self, item: Option<&str>, text: &str) -> String {
        match item.and_then(|item| self.manifest.docs.get(item)) {
            Some(docs) => format!("{}\n\n{text}", markdown(docs)),
            None => text.to_owned(),
        }
    }

    /// The name of a type in [`Manifest::docs`], if it has a name in WIT.
    pub fn item_of(&self, definition: &Definition) -> Option<String> {
        let wit = definition.wit.as_ref()?;
        Some(match &self.modules[definition.module].interface {
            Some(interface) => format!("{interface}#{wit}"),
            None => wit.clone(),
        })
    }

    /// The modules of exported interfaces.
    pub fn exported_modules(&self) -> impl Iterator<Item = usize> {
        let modules = self.modules.iter().enumerate();
        modules
            .filter(|(_, module)| module.kind == ModuleKind::Exported)
            .map(|(index, _)| index)
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// The modules with a trait.
    pub fn trait_modules(&self) -> Vec<usize> {
        (0..self.modules.len()).filter(|&module| self.imports.iter().any(|import| import.module == module)).collect()
    }

    /// Returns true if an exported resource has handles.
    pub fn has_handles(&self) -> bool {
        self.resources.iter().any(|resource| resource.is_exported)
    }

    /// The path to an item of one module from another module.
    pub fn path(&self, from: usize, to: usize, name: &str) -> String {
        if from == to {
            return name.to_owned();
        }
        let up = "super::".repeat(self.modules[from].path.len());
        let down: String = self.modules[to].path.iter().map(|part| format!("{part}::")).collect();
        format!("{up}{down}{name}")
    }
}
