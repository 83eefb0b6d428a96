//! The module to rebase, read into tables.

use wasmparser::{
    BlockType, CompositeInnerType, ConstExpr, ContType, Data, Element, ElementItems, Export, FrameKind, FuncType,
    FunctionBody, Global, Import, MemoryType, ModuleArity, Operator, Parser, Payload, RefType, SubType,
};

/// Bytes in a page (WebAssembly, 4.2.8).
pub const PAGE: u64 = 64 * 1024;

/// A valid module.
#[derive(Default)]
pub struct Module<'a> {
    /// Types; all are function types.
    pub types: Vec<SubType>,
    /// Imports; all are functions.
    pub imports: Vec<Import<'a>>,
    /// The type of each function, imports included.
    pub functions: Vec<u32>,
    /// Memories.
    pub memories: Vec<MemoryType>,
    /// Globals.
    pub globals: Vec<Global<'a>>,
    /// Exports.
    pub exports: Vec<Export<'a>>,
    /// Element segments.
    pub elements: Vec<Element<'a>>,
    /// Bodies of the functions that are not imported.
    pub bodies: Vec<FunctionBody<'a>>,
    /// Data segments.
    pub data: Vec<Data<'a>>,
}

impl<'a> Module<'a> {
    /// Reads a module.
    pub fn read(wasm: &'a [u8]) -> wasmparser::Result<Module<'a>> {
        let mut module = Module::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::TypeSection(section) => {
                    for group in section {
                        module.types.extend(group?.into_types());
                    }
                }
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        if let wasmparser::TypeRef::Func(ty) = import.ty {
                            module.functions.push(ty);
                        }
                        module.imports.push(import);
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        module.functions.push(ty?);
                    }
                }
                Payload::MemorySection(section) => {
                    for memory in section {
                        module.memories.push(memory?);
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        module.globals.push(global?);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        module.exports.push(export?);
                    }
                }
                Payload::ElementSection(section) => {
                    for element in section {
                        module.elements.push(element?);
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::DataSection(section) => {
                    for data in section {
                        module.data.push(data?);
                    }
                }
                _ => {}
            }
        }
        Ok(module)
    }

    /// Returns the size of a memory at instantiation, in bytes.
    pub fn declared(&self, memory: u32) -> u64 {
        self.memories[memory as usize].initial.saturating_mul(PAGE)
    }

    /// Returns the type of a function.
    pub fn function_type(&self, function: u32) -> Option<&FuncType> {
        self.func_type(*self.functions.get(function as usize)?)
    }

    /// Returns the function type with the given type index.
    pub fn func_type(&self, ty: u32) -> Option<&FuncType> {
        match &self.types.get(ty as usize)?.composite_type.inner {
            CompositeInnerType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// Returns the functions that an element segment holds.
    pub fn functions_of(&self, element: &Element<'a>) -> wasmparser::Result<Vec<u32>> {
        let mut functions = Vec::new();
        match &element.items {
            ElementItems::Functions(items) => {
                for function in items.clone() {
                    functions.push(function?);
                }
            }
            ElementItems::Expressions(_, items) => {
                for expression in items.clone() {
                    for operator in expression?.get_operators_reader() {
                        if let Operator::RefFunc { function_index } = operator? {
                            functions.push(function_index);
                        }
                    }
                }
            }
        }
        Ok(functions)
    }
}

/// Evaluates a constant `i32` expression, with extended constants; gives none if it reads a global.
pub fn constant(expression: &ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut stack: Vec<u32> = Vec::new();
    for operator in expression.get_operators_reader() {
        let operator = operator?;
        let value = match operator {
            Operator::End => break,
            Operator::I32Const { value } => value.cast_unsigned(),
            Operator::I32Add | Operator::I32Sub | Operator::I32Mul => {
                let (Some(right), Some(left)) = (stack.pop(), stack.pop()) else { return Ok(None) };
                match operator {
                    Operator::I32Add => left.wrapping_add(right),
                    Operator::I32Sub => left.wrapping_sub(right),
                    _ => left.wrapping_mul(right),
                }
            }
            _ => return Ok(None),
        };
        stack.push(value);
    }
    Ok(stack.pop())
}

/// A block around an instruction.
#[derive(Clone, Copy)]
pub struct Label {
    /// Its type.
    pub ty: BlockType,
    /// The instruction that opened it.
    pub kind: FrameKind,
}

/// The context that the arity of an instruction depends on.
pub struct Arities<'a, 'm> {
    /// The module.
    pub module: &'m Module<'a>,
    /// The blocks around the instruction, innermost last; the function itself is the first.
    pub labels: Vec<Label>,
}

impl ModuleArity for Arities<'_, '_> {
    fn sub_type_at(&self, ty: u32) -> Option<&SubType> {
        self.module.types.get(ty as usize)
    }

    fn tag_type_arity(&self, _: u32) -> Option<(u32, u32)> {
        None
    }

    fn type_index_of_function(&self, function: u32) -> Option<u32> {
        self.module.functions.get(function as usize).copied()
    }

    fn func_type_of_cont_type(&self, _: &ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        self.labels.len() as u32
    }

    fn label_block(&self, depth: u32) -> Option<(BlockType, FrameKind)> {
        let label = self.labels.len().checked_sub(1 + depth as usize)?;
        self.labels.get(label).map(|label| (label.ty, label.kind))
    }
}
