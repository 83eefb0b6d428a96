//! Takes a core module apart into its sections, so that functions can be added to it.
//!
//! Takes a valid module without imports. Custom sections are left out.

use std::borrow::Cow;

use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, DataCountSection, DataSection, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, MemorySection, Module, StartSection, TableSection, TypeSection, ValType,
};
use wasmparser::{
    CompositeInnerType, Data, DataKind, Element, ElementItems, ElementKind, ExternalKind, FuncType, GlobalType,
    MemoryType, Operator, Parser, Payload, TableType,
};

/// The sections of a module, and the types that its functions refer to.
#[derive(Default)]
pub struct Parts {
    /// The function types.
    pub types: Vec<FuncType>,
    /// The type of each function.
    pub functions: Vec<u32>,
    /// The tables' types.
    pub tables: Vec<TableType>,
    /// The memories' types.
    pub memories: Vec<MemoryType>,
    /// The globals' types.
    pub globals: Vec<GlobalType>,
    /// The exports: name, kind, index.
    pub exports: Vec<(String, ExternalKind, u32)>,
    /// Element segments; more may be added.
    pub elements: ElementSection,
    type_section: TypeSection,
    function_section: FunctionSection,
    table_section: TableSection,
    memory_section: MemorySection,
    global_section: GlobalSection,
    start: Option<u32>,
    data_count: Option<u32>,
    code: CodeSection,
    data: DataSection,
    fitted: bool,
}

/// Returns true if a segment of `length` is known to lie within `size`. Only a constant offset is known.
fn fits(offset: &wasmparser::ConstExpr<'_>, length: u64, size: u64) -> bool {
    let mut operators = offset.get_operators_reader();
    match (operators.read(), operators.read()) {
        (Ok(Operator::I32Const { value }), Ok(Operator::End)) => {
            u64::from(value.cast_unsigned()).checked_add(length).is_some_and(|end| end <= size)
        }
        _ => false,
    }
}

impl Parts {
    /// Takes a module apart.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or imports something.
    pub fn read(module: &[u8]) -> Result<Parts, String> {
        Parts::default().read_all(module)
    }

    /// Same as [`Parts::read`], but an active segment that might not fit becomes empty, so that it does not end the
    /// instantiation in a trap.
    ///
    /// # Errors
    ///
    /// The errors of [`Parts::read`].
    pub fn read_fitted(module: &[u8]) -> Result<Parts, String> {
        Parts { fitted: true, ..Parts::default() }.read_all(module)
    }

    fn read_all(mut self, module: &[u8]) -> Result<Parts, String> {
        let parts = &mut self;
        for payload in Parser::new(0).parse_all(module) {
            parts.payload(payload.map_err(|error| error.to_string())?)?;
        }
        Ok(self)
    }

    fn payload(&mut self, payload: Payload<'_>) -> Result<(), String> {
        let encoder = &mut RoundtripReencoder;
        let text = |error: wasmparser::BinaryReaderError| error.to_string();
        let encoded = match payload {
            Payload::TypeSection(section) => {
                for group in section.clone() {
                    for ty in group.map_err(text)?.into_types() {
                        match ty.composite_type.inner {
                            CompositeInnerType::Func(ty) => self.types.push(ty),
                            _ => return Err("a type that is no function's".into()),
                        }
                    }
                }
                encoder.parse_type_section(&mut self.type_section, section)
            }
            Payload::ImportSection(section) => {
                return if section.count() == 0 { Ok(()) } else { Err("the module imports something".into()) };
            }
            Payload::FunctionSection(section) => {
                self.functions = section.clone().into_iter().collect::<Result<_, _>>().map_err(text)?;
                encoder.parse_function_section(&mut self.function_section, section)
            }
            Payload::TableSection(section) => {
                for table in section.clone() {
                    self.tables.push(table.map_err(text)?.ty);
                }
                encoder.parse_table_section(&mut self.table_section, section)
            }
            Payload::MemorySection(section) => {
                self.memories = section.clone().into_iter().collect::<Result<_, _>>().map_err(text)?;
                encoder.parse_memory_section(&mut self.memory_section, section)
            }
            Payload::GlobalSection(section) => {
                for global in section.clone() {
                    self.globals.push(global.map_err(text)?.ty);
                }
                encoder.parse_global_section(&mut self.global_section, section)
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export.map_err(text)?;
                    self.exports.push((export.name.to_owned(), export.kind, export.index));
                }
                return Ok(());
            }
            Payload::StartSection { func, .. } => {
                self.start = Some(func);
                return Ok(());
            }
            Payload::ElementSection(section) => {
                return section.into_iter().try_for_each(|element| self.element(element.map_err(text)?));
            }
            Payload::DataCountSection { count, .. } => {
                self.data_count = Some(count);
                return Ok(());
            }
            Payload::DataSection(section) => {
                return section.into_iter().try_for_each(|segment| self.data(segment.map_err(text)?));
            }
            Payload::CodeSectionEntry(body) => encoder.parse_function_body(&mut self.code, body),
            _ => return Ok(()),
        };
        encoded.map_err(|error: wasm_encoder::reencode::Error| error.to_string())
    }

    fn element(&mut self, element: Element<'_>) -> Result<(), String> {
        if let ElementKind::Active { table_index, offset_expr } = &element.kind
            && self.fitted
        {
            let table = self.tables.get(table_index.unwrap_or(0) as usize).ok_or("a segment of no table")?;
            let length = match &element.items {
                ElementItems::Functions(items) => items.count(),
                ElementItems::Expressions(_, items) => items.count(),
            };
            if !fits(offset_expr, length.into(), table.initial) {
                let ty = RoundtripReencoder.ref_type(table.element_type).map_err(|error| error.to_string())?;
                let none = Elements::Expressions(ty, Cow::Borrowed(&[]));
                self.elements.active(*table_index, &ConstExpr::i32_const(0), none);
                return Ok(());
            }
        }
        RoundtripReencoder.parse_element(&mut self.elements, element).map_err(|error| error.to_string())
    }

    fn data(&mut self, segment: Data<'_>) -> Result<(), String> {
        if let DataKind::Active { memory_index, offset_expr } = &segment.kind
            && self.fitted
        {
            let memory = self.memories.get(*memory_index as usize).ok_or("a segment of no memory")?;
            let size = memory.initial << memory.page_size_log2.unwrap_or(16);
            if !fits(offset_expr, segment.data.len() as u64, size) {
                self.data.active(*memory_index, &ConstExpr::i32_const(0), []);
                return Ok(());
            }
        }
        RoundtripReencoder.parse_data(&mut self.data, segment).map_err(|error| error.to_string())
    }

    /// The type of a function; `None` if there is no such function.
    pub fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.types.get(*self.functions.get(function as usize)? as usize)
    }

    /// The exported functions, in the order of the exports.
    pub fn exported_functions(&self) -> impl Iterator<Item = (&str, u32)> {
        self.exports.iter().filter(|(_, kind, _)| *kind == ExternalKind::Func).map(|(name, _, index)| (&**name, *index))
    }

    /// Adds a function, and returns its index.
    pub fn add(&mut self, params: &[ValType], results: &[ValType], body: &Function) -> u32 {
        let ty = self.type_section.len();
        self.type_section.ty().function(params.iter().copied(), results.iter().copied());
        self.function_section.function(ty);
        self.code.function(body);
        self.function_section.len() - 1
    }

    /// Adds a mutable global of type `i64`, and returns its index.
    pub fn add_global(&mut self) -> u32 {
        let ty = wasm_encoder::GlobalType { val_type: ValType::I64, mutable: true, shared: false };
        self.global_section.global(ty, &ConstExpr::i64_const(0));
        self.global_section.len() - 1
    }

    /// Encodes the module.
    pub fn encode(self) -> Vec<u8> {
        let mut exports = ExportSection::new();
        for (name, kind, index) in &self.exports {
            exports.export(name, ExportKind::from(*kind), *index);
        }
        let mut module = Module::new();
        module.section(&self.type_section).section(&self.function_section);
        module.section(&self.table_section).section(&self.memory_section).section(&self.global_section);
        module.section(&exports);
        if let Some(function_index) = self.start {
            module.section(&StartSection { function_index });
        }
        module.section(&self.elements);
        if let Some(count) = self.data_count {
            module.section(&DataCountSection { count });
        }
        module.section(&self.code).section(&self.data);
        module.finish()
    }
}
