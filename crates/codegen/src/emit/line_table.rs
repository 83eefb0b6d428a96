//! The source positions of machine code: line tables (DWARF) whose lines are offsets in the module.
//!
//! A trap is reported with the offset of its WebAssembly instruction, even if its function was inlined into another.
//! The tables are sections of the ELF file that take no room on the chip; any debugger reads them.

use inkwell::context::Context;
use inkwell::debug_info::{
    AsDIScope as _, DICompileUnit, DIFile, DIFlags, DIFlagsConstants as _, DILocation, DISubprogram, DISubroutineType,
    DWARFEmissionKind, DWARFSourceLanguage, DebugInfoBuilder,
};
use inkwell::module::{FlagBehavior, Module};
use inkwell::values::FunctionValue;

/// The line table under construction.
pub struct LineTable<'c> {
    builder: DebugInfoBuilder<'c>,
    unit: DICompileUnit<'c>,
    file: DIFile<'c>,
    ty: DISubroutineType<'c>,
}

impl<'c> LineTable<'c> {
    /// A table for a module that reports call `name`.
    pub fn new(context: &'c Context, llvm: &Module<'c>, name: &str) -> LineTable<'c> {
        for (flag, value) in
            [("Debug Info Version", inkwell::debug_info::debug_metadata_version()), ("Dwarf Version", 4)]
        {
            let value = context.i32_type().const_int(value.into(), false);
            llvm.add_basic_value_flag(flag, FlagBehavior::Warning, value);
        }
        let (builder, unit) = llvm.create_debug_info_builder(
            true,
            DWARFSourceLanguage::C99,
            &format!("{name}.wasm"),
            "",
            "dissolve",
            true,
            "",
            0,
            "",
            DWARFEmissionKind::LineTablesOnly,
            0,
            true,
            false,
            "",
            "",
        );
        let file = unit.get_file();
        let ty = builder.create_subroutine_type(file, None, &[], DIFlags::PUBLIC);
        LineTable { builder, unit, file, ty }
    }

    /// Gives a function a subprogram, so that its instructions can have positions. `offset` is where the function
    /// begins in the module.
    pub fn add_function(&self, function: FunctionValue<'c>, name: &str, offset: usize) -> DISubprogram<'c> {
        let (scope, line) = (self.unit.as_debug_info_scope(), line(offset));
        let subprogram = self.builder.create_function(
            scope,
            name,
            None,
            self.file,
            line,
            self.ty,
            true,
            true,
            line,
            DIFlags::PUBLIC,
            true,
        );
        function.set_subprogram(subprogram);
        subprogram
    }

    /// The source position of the instruction at this offset.
    pub fn location(&self, context: &'c Context, function: DISubprogram<'c>, offset: usize) -> DILocation<'c> {
        self.builder.create_debug_location(context, line(offset), 0, function.as_debug_info_scope(), None)
    }

    /// Completes the table.
    pub fn finish(&self) {
        self.builder.finalize();
    }
}

/// The line number of an offset. Modules are smaller than 4 GiB.
fn line(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
