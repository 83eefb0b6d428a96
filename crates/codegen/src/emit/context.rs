//! The context of a module: everything that is declared before functions are emitted, and fixed while they are.
//!
//! Only functions, constants and intrinsics that are made at their first use are added later.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use dissolve_wasm::{
    DataIndex, ElemIndex, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap, SecondaryMap, TableIndex, TypeIndex,
};
use inkwell::AddressSpace;
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::types::{BasicType as _, BasicTypeEnum, FunctionType, IntType, PointerType};
use inkwell::values::{FunctionValue, GlobalValue, IntValue, PointerValue};
use wasmparser::{FuncType, ValType};

use super::attributes::define;
use super::code_table::CodeTables;
use super::line_table::LineTable;
use super::own_stack::OwnStack;
use crate::layout::Window;
use crate::module::AnalyzedModule;
use crate::symbols::Symbols;
use crate::{Accesses, Options};

/// A module while it is translated.
pub struct ModuleContext<'c, 'm> {
    /// LLVM's context.
    pub context: &'c Context,
    /// The LLVM module.
    pub llvm: Module<'c>,
    /// The module that is translated.
    pub input: &'m AnalyzedModule<'m>,
    /// The backed part of each memory.
    pub windows: &'m PrimaryMap<MemoryIndex, Window>,
    /// The symbols of exports, of imports, and of the object itself.
    pub symbols: &'m Symbols,
    /// The options.
    pub options: &'m Options,
    /// The line table.
    pub line_table: LineTable<'c>,
    /// The functions, as ordinary calls call them.
    pub functions: PrimaryMap<FuncIndex, FunctionValue<'c>>,
    /// For each function, the body that a tail call jumps to. Functions without tail calls have no separate body; then
    /// it is the function.
    pub bodies: PrimaryMap<FuncIndex, FunctionValue<'c>>,
    /// The stack pointers that never get above their first value, which lies in the window, and their memories.
    pub stack_pointers: Vec<(PointerValue<'c>, MemoryIndex)>,
    /// The globals.
    pub globals: PrimaryMap<GlobalIndex, GlobalValue<'c>>,
    /// The first byte of each memory's window.
    pub memories: PrimaryMap<MemoryIndex, PointerValue<'c>>,
    /// The first constant of each memory whose constants stay in flash.
    pub constants: SecondaryMap<MemoryIndex, Option<PointerValue<'c>>>,
    /// The size of each memory that grows, in bytes.
    pub memory_sizes: PrimaryMap<MemoryIndex, Option<GlobalValue<'c>>>,
    /// The arenas.
    pub arenas: Vec<Arena<'c>>,
    /// The shared parts of tail calls; none in a module without tail calls.
    pub tail: Option<Tail<'c>>,
    /// The stack of the library's own; none if calls run on their caller's.
    pub own_stack: Option<OwnStack<'c>>,
    /// The tables.
    pub tables: PrimaryMap<TableIndex, Table<'c>>,
    /// The passive data segments.
    pub data: PrimaryMap<DataIndex, Option<PassiveSegment<'c>>>,
    /// The passive element segments.
    pub elements: PrimaryMap<ElemIndex, Option<PassiveSegment<'c>>>,
    /// True if LLVM is told less about the module, because it is large.
    pub is_large: bool,
    /// The constants that only the assembler refers to.
    pub concealed: Vec<PointerValue<'c>>,
    /// The module-level assembly.
    pub assembly: String,
    /// The descriptors of functions that references point to, made at first use.
    pub descriptors: RefCell<SecondaryMap<FuncIndex, Option<GlobalValue<'c>>>>,
    /// The accesses so far.
    pub accesses: Cell<Accesses>,
    /// The functions that the generator adds, by name, made at first use.
    pub helpers: RefCell<HashMap<String, FunctionValue<'c>>>,
}

/// An arena.
pub struct Arena<'c> {
    /// The memory that it lies in.
    pub memory: MemoryIndex,
    /// Its `dissolve_abi::ArenaDescriptor`.
    pub descriptor: GlobalValue<'c>,
    /// The words in which the embedder's allocator keeps its state.
    pub state: GlobalValue<'c>,
    /// The number of those words.
    pub words: u32,
}

/// The shared parts of all tail calls.
pub struct Tail<'c> {
    /// The function that makes the pending call; null if no call is pending.
    pub next: GlobalValue<'c>,
    /// The address of the function to call.
    pub callee: GlobalValue<'c>,
    /// The arguments of the pending call.
    pub arguments: GlobalValue<'c>,
    /// The results of the last call.
    pub results: GlobalValue<'c>,
    /// The function that makes calls until none is pending.
    pub run: FunctionValue<'c>,
    /// For each type, the function that makes a pending call of that type.
    pub steps: Vec<(TypeIndex, FunctionValue<'c>)>,
}

/// A table.
pub struct Table<'c> {
    /// The array of references.
    pub elements: GlobalValue<'c>,
    /// The number of elements at first.
    pub initial_size: u32,
    /// The largest number of elements.
    pub capacity: u32,
    /// The word with the current number of elements, if the table grows.
    pub size_word: Option<GlobalValue<'c>>,
    /// The initial contents, if each instantiation must write them again.
    pub initial_elements: Option<GlobalValue<'c>>,
    /// The addresses of its functions' code, by their types.
    pub code: CodeTables<'c>,
}

/// A passive data or element segment.
pub struct PassiveSegment<'c> {
    /// Its bytes or references.
    pub contents: GlobalValue<'c>,
    /// The word with its current length: zero once it is dropped.
    pub length: GlobalValue<'c>,
    /// Its length in the module.
    pub initial: u32,
}

impl<'c, 'm> ModuleContext<'c, 'm> {
    /// Makes the context of a module in which nothing is declared.
    pub fn new(
        context: &'c Context,
        llvm: Module<'c>,
        input: &'m AnalyzedModule<'m>,
        windows: &'m PrimaryMap<MemoryIndex, Window>,
        symbols: &'m Symbols,
        options: &'m Options,
    ) -> ModuleContext<'c, 'm> {
        let code: usize = input.sections.bodies.iter().map(|body| body.range().len()).sum();
        ModuleContext {
            context,
            line_table: LineTable::new(context, &llvm, &options.prefix),
            llvm,
            input,
            windows,
            symbols,
            options,
            functions: PrimaryMap::new(),
            bodies: PrimaryMap::new(),
            stack_pointers: Vec::new(),
            globals: PrimaryMap::new(),
            memories: PrimaryMap::new(),
            constants: SecondaryMap::new(),
            memory_sizes: PrimaryMap::new(),
            arenas: Vec::new(),
            tail: None,
            own_stack: None,
            tables: PrimaryMap::new(),
            data: PrimaryMap::new(),
            elements: PrimaryMap::new(),
            is_large: code >= options.large,
            concealed: Vec::new(),
            assembly: String::new(),
            descriptors: RefCell::default(),
            accesses: Cell::default(),
            helpers: RefCell::default(),
        }
    }

    /// LLVM's type of a word.
    pub fn i32(&self) -> IntType<'c> {
        self.context.i32_type()
    }

    /// LLVM's type of an integer with the size of a native address.
    pub fn address_type(&self) -> IntType<'c> {
        if self.options.target.pointer_bytes() == 8 { self.context.i64_type() } else { self.i32() }
    }

    /// LLVM's type of a native address.
    pub fn pointer(&self) -> PointerType<'c> {
        self.context.ptr_type(AddressSpace::default())
    }

    /// An `i32` constant with this bit pattern.
    pub fn word(&self, value: u32) -> IntValue<'c> {
        self.i32().const_int(u64::from(value), false)
    }

    /// The LLVM type of a value. A reference is a pointer: to a function's descriptor, or, for `externref`, a word of
    /// the host's. Null is zero.
    pub fn value_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
        match ty {
            ValType::I32 => self.i32().into(),
            ValType::I64 => self.context.i64_type().into(),
            ValType::F32 => self.context.f32_type().into(),
            ValType::F64 => self.context.f64_type().into(),
            ValType::V128 => self.words_type().into(),
            ValType::Ref(_) => self.pointer().into(),
        }
    }

    /// The LLVM type of a function inside the module: several results are a structure that is returned by value.
    pub fn function_type(&self, ty: &FuncType) -> FunctionType<'c> {
        let params: Vec<_> = ty.params().iter().map(|&ty| self.value_type(ty).into()).collect();
        match ty.results() {
            [] => self.context.void_type().fn_type(&params, false),
            &[result] => self.value_type(result).fn_type(&params, false),
            results => {
                let fields: Vec<_> = results.iter().map(|&ty| self.value_type(ty)).collect();
                self.context.struct_type(&fields, false).fn_type(&params, false)
            }
        }
    }

    /// Counts an access, or a check.
    pub fn count(&self, all: u64, checks: u64) {
        let accesses = self.accesses.get();
        self.accesses.set(Accesses { all: accesses.all + all, checks: accesses.checks + checks });
    }

    /// Counts checks less that became a part of others.
    pub fn merged(&self, checks: u64) {
        let accesses = self.accesses.get();
        self.accesses.set(Accesses { checks: accesses.checks.saturating_sub(checks), ..accesses });
    }

    /// Adds a function to the LLVM module, with the attributes that all of its functions have.
    pub fn define(&self, name: &str, ty: FunctionType<'c>, linkage: Linkage) -> FunctionValue<'c> {
        define(self.context, &self.llvm, self.options, name, ty, linkage)
    }
}
