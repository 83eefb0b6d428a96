//! Translates a module to LLVM IR.
//!
//! Takes the tables of [`Module`], the windows and the symbols; gives a verified LLVM module. Linear memories are
//! symbols of module-level assembly, so that LLVM knows nothing about their contents. Functions are internal; a small
//! wrapper, which inlines, stands at the object's border for each function that crosses it.

mod arena;
mod border;
mod function;
mod instantiate;
mod large;
mod memory;
mod names;
mod numeric;
mod places;
mod table;
mod tail;
mod trap;
mod vector;

use std::collections::{HashMap, HashSet};

use dissolve_abi::symbol::ARENA;
use dissolve_target::{Architecture, Target};
use dissolve_wasm::Constant;
use inkwell::AddressSpace;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::builder::Builder;
use inkwell::comdat::ComdatSelectionKind;
use inkwell::context::Context;
use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, BasicType, BasicTypeEnum, FunctionType, IntType, PointerType};
use inkwell::values::{BasicValueEnum, FunctionValue, GlobalValue, IntValue, PointerValue};
use wasmparser::{FuncType, ValType};

use crate::layout::Window;
use crate::module::{Module, constant};
use crate::symbols::Symbols;
use crate::{Error, OptLevel, Options};

/// The attribute of functions that may recur without end. They must keep their frames and the stores before the
/// recursion.
const RECURSIVE: &str = "dissolve-recursive";

/// The state that all parts of code generation share.
pub struct Emitter<'c, 'm> {
    context: &'c Context,
    builder: Builder<'c>,
    llvm: inkwell::module::Module<'c>,
    module: &'m Module<'m>,
    windows: &'m [Window],
    symbols: &'m Symbols,
    options: &'m Options,
    functions: Vec<FunctionValue<'c>>,
    globals: Vec<GlobalValue<'c>>,
    memories: Vec<PointerValue<'c>>,
    /// The size of each memory that grows, in bytes.
    memory_sizes: Vec<Option<GlobalValue<'c>>>,
    arenas: Vec<arena::Arena<'c>>,
    /// For each function, the body that a tail call jumps to. Functions without tail calls have no separate body; then
    /// it is the function.
    bodies: Vec<FunctionValue<'c>>,
    tail: Option<tail::Tail<'c>>,
    tables: Vec<table::Table<'c>>,
    descriptors: Vec<Option<GlobalValue<'c>>>,
    data: Vec<Option<memory::Segment<'c>>>,
    elements: Vec<Option<table::Segment<'c>>>,
    helpers: Helpers<'c>,
    /// The module-level assembly.
    assembly: String,
    places: places::Places<'c>,
    large: large::Large<'c>,
}

/// Functions that the generator adds, made on first use.
#[derive(Default)]
struct Helpers<'c> {
    range: Option<FunctionValue<'c>>,
    /// `memory.grow`, by memory.
    grow_memory: HashMap<u32, FunctionValue<'c>>,
    /// `table.grow`, by table.
    grow_table: HashMap<u32, FunctionValue<'c>>,
    minimum: [Option<FunctionValue<'c>>; 2],
    maximum: [Option<FunctionValue<'c>>; 2],
    /// Vector instructions, by name.
    vectors: HashMap<String, FunctionValue<'c>>,
}

/// Translates a module into an empty LLVM module, whose data layout is set.
pub fn emit<'c>(
    context: &'c Context,
    llvm: inkwell::module::Module<'c>,
    module: &Module<'_>,
    windows: &[Window],
    symbols: &Symbols,
    options: &Options,
) -> Result<inkwell::module::Module<'c>, Error> {
    let mut emitter = Emitter {
        context,
        builder: context.create_builder(),
        places: places::Places::new(context, &llvm, &options.prefix),
        llvm,
        module,
        windows,
        symbols,
        options,
        functions: Vec::new(),
        globals: Vec::new(),
        memories: Vec::new(),
        memory_sizes: Vec::new(),
        arenas: Vec::new(),
        bodies: Vec::new(),
        tail: None,
        tables: Vec::new(),
        descriptors: vec![None; module.functions.len()],
        data: Vec::new(),
        elements: Vec::new(),
        helpers: Helpers::default(),
        assembly: String::new(),
        large: large::Large::of(module, options.large),
    };
    emitter.declare_memories();
    emitter.declare_arenas();
    emitter.declare_functions()?;
    emitter.declare_tail_calls()?;
    emitter.declare_globals()?;
    emitter.declare_tables()?;
    emitter.declare_segments()?;
    for (index, body) in (module.imports.len() as u32..).zip(&module.bodies) {
        emitter.function(index, body)?;
    }
    emitter.exports()?;
    emitter.instantiate()?;
    emitter.keep_concealed();
    emitter.places.finish();
    if !emitter.assembly.is_empty() {
        emitter.llvm.set_inline_assembly(&emitter.assembly);
    }
    emitter.llvm.verify().map_err(Error::llvm)?;
    Ok(emitter.llvm)
}

/// Adds a function with the attributes that all functions of a module have.
pub fn define<'c>(
    context: &'c Context,
    llvm: &inkwell::module::Module<'c>,
    options: &Options,
    name: &str,
    ty: FunctionType<'c>,
    linkage: Linkage,
) -> FunctionValue<'c> {
    let function = llvm.add_function(name, ty, Some(linkage));
    own_section(llvm, options, function);
    attribute(context, function, "nounwind");
    // A guest's function is never a function of the C library, whatever its name is.
    no_builtin(context, function);
    // Makes LLVM report the size of each frame.
    let frame = context.create_string_attribute("warn-stack-size", "0");
    function.add_attribute(AttributeLoc::Function, frame);
    match options.opt {
        OptLevel::Size => attribute(context, function, "optsize"),
        OptLevel::SizeAboveAll => {
            attribute(context, function, "optsize");
            attribute(context, function, "minsize");
            if has_stack_arguments(options.target, ty) {
                // A call of an outlined function moves the stack pointer, so loads of stack arguments in it would read
                // the wrong place.
                let kept = context.create_string_attribute("nooutline", "");
                function.add_attribute(AttributeLoc::Function, kept);
            }
        }
        OptLevel::Two | OptLevel::Three => {}
    }
    function
}

/// Puts the function into a section of its own, such as `.text.app_f`, so that the linker drops unused functions. The outliner skips
/// functions with an explicit section, so there the section comes with a section group (`comdat nodeduplicate`).
fn own_section(llvm: &inkwell::module::Module<'_>, options: &Options, function: FunctionValue<'_>) {
    let name = function.get_name().to_string_lossy();
    if is_outlined(options) {
        let group = llvm.get_or_insert_comdat(&name);
        group.set_selection_kind(ComdatSelectionKind::NoDuplicates);
        function.as_global_value().set_comdat(group);
    } else {
        function.as_global_value().set_section(Some(&format!(".text.{name}")));
    }
}

/// Returns true if LLVM's machine outliner runs, which moves repeated instruction sequences into functions of their own. LLVM has none
/// for Armv6-M.
pub fn is_outlined(options: &Options) -> bool {
    options.opt == OptLevel::SizeAboveAll && !options.target.is_thumb1()
}

/// Returns true if a caller may pass arguments of the function on the stack: if the argument registers are fewer than its words, such as
/// for six `i32` on Arm. Pairs start at an even register. An over-approximation: floats in registers of the FPU count too.
fn has_stack_arguments(target: Target, ty: FunctionType<'_>) -> bool {
    let registers = match target.architecture() {
        Architecture::Arm => 4,
        Architecture::RiscV => 8,
    };
    let words = ty.get_param_types().into_iter().fold(0u32, |words, param| match param {
        BasicMetadataTypeEnum::IntType(ty) if ty.get_bit_width() > 32 => words.next_multiple_of(2) + 2,
        BasicMetadataTypeEnum::FloatType(ty) if ty.get_bit_width() > 32 => words.next_multiple_of(2) + 2,
        BasicMetadataTypeEnum::ArrayType(_) | BasicMetadataTypeEnum::StructType(_) => words + registers + 1,
        _ => words + 1,
    });
    words > registers
}

fn attribute(context: &Context, function: FunctionValue<'_>, name: &str) {
    let kind = Attribute::get_named_enum_kind_id(name);
    function.add_attribute(AttributeLoc::Function, context.create_enum_attribute(kind, 0));
}

/// Keeps LLVM from treating a function as a library function that it knows, and the function's calls as calls of
/// library functions.
fn no_builtin(context: &Context, function: FunctionValue<'_>) {
    let attribute = context.create_string_attribute("no-builtins", "");
    function.add_attribute(AttributeLoc::Function, attribute);
}

/// Removes `noreturn` from recursive functions, where LLVM derived it. A function that never returns need not save its
/// return address; its frame is then empty, and an endless recursion never reaches the end of the stack.
pub fn keep_frames(llvm: &inkwell::module::Module<'_>) {
    let no_return = Attribute::get_named_enum_kind_id("noreturn");
    for function in llvm.get_functions() {
        if function.get_string_attribute(AttributeLoc::Function, RECURSIVE).is_some() {
            function.remove_enum_attribute(AttributeLoc::Function, no_return);
        }
    }
}

impl<'c> Emitter<'c, '_> {
    fn i32(&self) -> IntType<'c> {
        self.context.i32_type()
    }

    fn pointer(&self) -> PointerType<'c> {
        self.context.ptr_type(AddressSpace::default())
    }

    /// An `i32` constant with this bit pattern.
    fn word(&self, value: u32) -> IntValue<'c> {
        self.i32().const_int(u64::from(value), false)
    }

    /// The LLVM type of a value. A reference is a pointer: to a function's descriptor, or, for `externref`, a word of
    /// the host's. Null is zero.
    fn value_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
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
    fn function_type(&self, ty: &FuncType) -> FunctionType<'c> {
        let params: Vec<_> = ty.params().iter().map(|&ty| self.value_type(ty).into()).collect();
        match ty.results() {
            [] => self.context.void_type().fn_type(&params, false),
            &[result] => self.value_type(result).fn_type(&params, false),
            results => self.structure(results).fn_type(&params, false),
        }
    }

    fn structure(&self, types: &[ValType]) -> inkwell::types::StructType<'c> {
        let fields: Vec<_> = types.iter().map(|&ty| self.value_type(ty)).collect();
        self.context.struct_type(&fields, false)
    }

    /// Adds a function to this module, with the attributes that all of its functions have.
    fn define(&self, name: &str, ty: FunctionType<'c>, linkage: Linkage) -> FunctionValue<'c> {
        define(self.context, &self.llvm, self.options, name, ty, linkage)
    }

    /// Marks a recursive function, at the start of its body, so that an endless recursion ends with the stack.
    ///
    /// The empty assembly may read any memory, so values stored before the recursion are in memory when it traps.
    fn recursive(&self, function: FunctionValue<'c>) -> Result<(), Error> {
        let mark = self.context.create_string_attribute(RECURSIVE, "");
        function.add_attribute(AttributeLoc::Function, mark);
        let ty = self.context.void_type().fn_type(&[], false);
        let clobbers = "~{memory}".to_owned();
        let nothing = self.context.create_inline_asm(ty, String::new(), clobbers, true, false, None, false);
        self.builder.build_indirect_call(ty, nothing, &[], "")?;
        Ok(())
    }

    fn attribute(&self, function: FunctionValue<'c>, name: &str) {
        attribute(self.context, function, name);
    }

    fn declare_functions(&mut self) -> Result<(), Error> {
        for import in 0..self.module.imports.len() {
            let function = self.import(import)?;
            self.functions.push(function);
        }
        for index in self.module.imports.len() as u32..self.module.functions.len() as u32 {
            let ty = self.function_type(self.module.function_type(index));
            let name = names::local_symbol(self.module.name(index), index, self.symbols);
            let function = self.define(&name, ty, Linkage::Internal);
            self.functions.push(function);
        }
        Ok(())
    }

    fn declare_globals(&mut self) -> Result<(), Error> {
        let exported: HashSet<_> = self.module.exported_globals.iter().map(|&(_, index)| index as usize).collect();
        for (index, (ty, init)) in self.module.globals.iter().enumerate() {
            let llvm_type = self.storage_type(ty.content_type);
            let exported = exported.contains(&index);
            let global = match exported {
                true => self.llvm.add_global(llvm_type, None, &self.symbols.own.global(index as u32)),
                false => self.llvm.add_global(llvm_type, None, &crate::symbols::own_global(index as u32)),
            };
            global.set_linkage(if exported { Linkage::External } else { Linkage::Internal });
            if ty.mutable {
                global.set_initializer(&llvm_type.const_zero());
            } else {
                let value = constant(init)?;
                global.set_initializer(&self.constant(value)?);
                global.set_constant(true);
            }
            self.globals.push(global);
        }
        Ok(())
    }

    /// The type of a global's storage: a float is stored as an integer, since its initial value is written as bits.
    fn storage_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
        match ty {
            ValType::F32 => self.i32().into(),
            ValType::F64 => self.context.i64_type().into(),
            other => self.value_type(other),
        }
    }

    /// The LLVM constant of a value; a float becomes an integer with its bits.
    fn constant(&mut self, value: Constant) -> Result<BasicValueEnum<'c>, Error> {
        Ok(match value {
            Constant::I32(value) => self.word(value.cast_unsigned()).into(),
            Constant::I64(value) => self.context.i64_type().const_int(value.cast_unsigned(), false).into(),
            Constant::F32(bits) => self.word(bits).into(),
            Constant::F64(bits) => self.context.i64_type().const_int(bits, false).into(),
            Constant::V128(bytes) => self.vector_constant(bytes).into(),
            Constant::Null => self.pointer().const_null().into(),
            Constant::Function(function) => self.descriptor(function.as_u32())?.into(),
        })
    }

    fn declare_memories(&mut self) {
        for (index, window) in (0u32..).zip(self.windows) {
            let symbol = self.symbols.own.memory(index);
            let limits = self.symbols.own.arena(self.windows, index).is_some_and(|arena| arena == ARENA);
            memory::declare(&mut self.assembly, &symbol, window, limits);
            let region = self.llvm.add_global(self.context.i8_type().array_type(0), None, &symbol);
            region.set_linkage(Linkage::External);
            region.set_alignment(16);
            self.memories.push(region.as_pointer_value());
            self.memory_sizes.push(window.initial.map(|_| {
                let size = self.llvm.add_global(self.i32(), None, &self.symbols.own.memory_size(index));
                size.set_initializer(&self.word(0));
                size
            }));
        }
    }
}
