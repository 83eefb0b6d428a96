//! Translates a module to LLVM IR.
//!
//! Takes an [`AnalyzedModule`], the windows and the symbols; gives a verified LLVM module. Linear memories are symbols
//! of module-level assembly, so that LLVM knows nothing about their contents. Functions are internal; a small wrapper,
//! which inlines, stands at the object's border for each function that crosses it.
//!
//! First everything is declared in a [`ModuleContext`]; then a [`FunctionWriter`](writer::FunctionWriter) writes each
//! function.

mod addresses;
mod arena;
pub mod attributes;
mod border;
mod bounds;
mod code_table;
mod constants;
mod context;
mod entry;
mod function;
mod global;
mod instantiate;
mod large;
mod line_table;
mod memory;
mod names;
mod numeric;
pub mod own_stack;
mod places;
mod table;
mod tail;
mod trap;
mod vector;
mod writer;

use context::ModuleContext;
use dissolve_wasm::{MemoryIndex, PrimaryMap};
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use own_stack::StackCheck;

use crate::layout::Window;
use crate::module::AnalyzedModule;
use crate::symbols::Symbols;
use crate::{Accesses, Error, Options};

/// Translates a module into an empty LLVM module, whose data layout is set. `check` is that of a stack of its own.
pub fn emit<'c>(
    context: &'c Context,
    llvm: Module<'c>,
    input: &AnalyzedModule<'_>,
    windows: &PrimaryMap<MemoryIndex, Window>,
    symbols: &Symbols,
    options: &Options,
    check: StackCheck,
) -> Result<(Module<'c>, Accesses), Error> {
    let mut module = ModuleContext::new(context, llvm, input, windows, symbols, options);
    module.declare_memories()?;
    module.define_constants()?;
    module.declare_arenas();
    module.declare_own_stack(check);
    module.declare_functions()?;
    module.declare_tail_calls()?;
    module.declare_globals();
    module.declare_tables()?;
    module.declare_data();
    module.declare_elements()?;
    for (function, body) in input.sections.defined_functions() {
        module.translate(function, body)?;
    }
    if options.library {
        module.write_entries()?;
    } else {
        module.write_exports()?;
        module.write_instantiate(&symbols.object.instantiate(), Linkage::External)?;
    }
    module.keep_concealed();
    module.write_places();
    module.line_table.finish();
    if !module.assembly.is_empty() {
        module.llvm.set_inline_assembly(&module.assembly);
    }
    module.llvm.verify().map_err(Error::llvm)?;
    Ok((module.llvm, module.accesses.get()))
}

impl ModuleContext<'_, '_> {
    /// Declares the functions, after their imports.
    fn declare_functions(&mut self) -> Result<(), Error> {
        for (function, _) in self.input.imports() {
            let import = self.import(function)?;
            self.functions.push(import);
        }
        for (function, _) in self.input.sections.defined_functions() {
            let ty = self.function_type(self.input.function_type(function));
            let name = names::local_symbol(self.input.names[function], function, self.symbols);
            let function = self.define(&name, ty, Linkage::Internal);
            self.functions.push(function);
        }
        Ok(())
    }
}
