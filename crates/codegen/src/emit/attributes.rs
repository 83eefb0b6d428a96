//! Functions of the LLVM module, with the attributes that all of them have.

use dissolve_targets::{Architecture, Target};
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::comdat::ComdatSelectionKind;
use inkwell::context::Context;
use inkwell::module::{Linkage, Module};
use inkwell::types::{BasicMetadataTypeEnum, FunctionType};
use inkwell::values::FunctionValue;

use crate::{OptLevel, Options};

/// The attribute of functions that may recur without end. They must keep their frames and the stores before the
/// recursion.
pub const RECURSIVE: &str = "dissolve-recursive";

/// The attribute of the wrappers of arena imports, which call the allocator.
pub const ARENA: &str = "dissolve-arena";

/// Adds a function with the attributes that all functions of a module have.
pub fn define<'c>(
    context: &'c Context,
    llvm: &Module<'c>,
    options: &Options,
    name: &str,
    ty: FunctionType<'c>,
    linkage: Linkage,
) -> FunctionValue<'c> {
    let function = llvm.add_function(name, ty, Some(linkage));
    attribute(context, function, "nounwind");
    // A guest's function is never a function of the C library, whatever its name is.
    no_builtin(context, function);
    compile_as_chosen(context, llvm, options, function);
    function
}

/// The attributes by which functions of other compilers differ: those of the processor and of the level.
const FOREIGN_STRINGS: [&str; 4] = ["target-cpu", "target-features", "tune-cpu", "frame-pointer"];
const FOREIGN: [&str; 2] = ["optsize", "minsize"];

/// Gives a function of another compiler the processor and the level of the options.
pub fn adopt<'c>(context: &'c Context, llvm: &Module<'c>, options: &Options, function: FunctionValue<'c>) {
    for name in FOREIGN_STRINGS {
        function.remove_string_attribute(AttributeLoc::Function, name);
    }
    for name in FOREIGN {
        function.remove_enum_attribute(AttributeLoc::Function, Attribute::get_named_enum_kind_id(name));
    }
    compile_as_chosen(context, llvm, options, function);
}

/// Adds the attributes that follow from the options, and the function's section.
fn compile_as_chosen<'c>(context: &'c Context, llvm: &Module<'c>, options: &Options, function: FunctionValue<'c>) {
    put_in_own_section(llvm, options, function);
    // Makes LLVM report the size of each frame.
    let frame = context.create_string_attribute("warn-stack-size", "0");
    function.add_attribute(AttributeLoc::Function, frame);
    match options.opt {
        OptLevel::Size => attribute(context, function, "optsize"),
        OptLevel::SizeAboveAll => {
            attribute(context, function, "optsize");
            attribute(context, function, "minsize");
            if has_stack_arguments(options.target, function.get_type()) {
                // A call of an outlined function moves the stack pointer, so loads of stack arguments in it would read
                // the wrong place.
                let kept = context.create_string_attribute("nooutline", "");
                function.add_attribute(AttributeLoc::Function, kept);
            }
        }
        OptLevel::Two | OptLevel::Three => {}
    }
}

/// Puts the function into a section of its own, such as `.text.app_f`, so that the linker drops unused functions. The
/// outliner skips functions with an explicit section, so there the section comes with a section group (`comdat
/// nodeduplicate`).
pub fn put_in_own_section(llvm: &Module<'_>, options: &Options, function: FunctionValue<'_>) {
    let name = function.get_name().to_string_lossy();
    if is_outlined(options) {
        let group = llvm.get_or_insert_comdat(&name);
        group.set_selection_kind(ComdatSelectionKind::NoDuplicates);
        function.as_global_value().set_comdat(group);
    } else {
        function.as_global_value().set_section(Some(&format!(".text.{name}")));
    }
}

/// Returns true if LLVM's machine outliner runs, which moves repeated instruction sequences into functions of their
/// own. LLVM has none for Armv6-M.
pub fn is_outlined(options: &Options) -> bool {
    options.opt == OptLevel::SizeAboveAll && !options.target.is_thumb1()
}

/// Returns true if a caller may pass arguments of the function on the stack: if the argument registers are fewer than
/// its words, such as for six `i32` on Arm. Pairs start at an even register. An over-approximation: floats in registers
/// of the FPU count too.
fn has_stack_arguments(target: Target, ty: FunctionType<'_>) -> bool {
    let registers = match target.architecture() {
        Architecture::Arm => 4,
        Architecture::RiscV | Architecture::Aarch64 => 8,
        Architecture::X86_64 => 6,
    };
    let words = ty.get_param_types().into_iter().fold(0u32, |words, param| match param {
        BasicMetadataTypeEnum::IntType(ty) if ty.get_bit_width() > 32 => words.next_multiple_of(2) + 2,
        BasicMetadataTypeEnum::FloatType(ty) if ty.get_bit_width() > 32 => words.next_multiple_of(2) + 2,
        BasicMetadataTypeEnum::ArrayType(_) | BasicMetadataTypeEnum::StructType(_) => words + registers + 1,
        _ => words + 1,
    });
    words > registers
}

/// Adds an attribute without a value.
pub fn attribute(context: &Context, function: FunctionValue<'_>, name: &str) {
    let kind = Attribute::get_named_enum_kind_id(name);
    function.add_attribute(AttributeLoc::Function, context.create_enum_attribute(kind, 0));
}

/// Keeps LLVM from treating a function as a library function that it knows, and the function's calls as calls of
/// library functions.
pub fn no_builtin(context: &Context, function: FunctionValue<'_>) {
    let attribute = context.create_string_attribute("no-builtins", "");
    function.add_attribute(AttributeLoc::Function, attribute);
}

/// Removes `noreturn` from recursive functions, where LLVM derived it. A function that never returns need not save its
/// return address; its frame is then empty, and an endless recursion never reaches the end of the stack.
pub fn keep_frames(llvm: &Module<'_>) {
    let no_return = Attribute::get_named_enum_kind_id("noreturn");
    for function in llvm.get_functions() {
        if function.get_string_attribute(AttributeLoc::Function, RECURSIVE).is_some() {
            function.remove_enum_attribute(AttributeLoc::Function, no_return);
        }
    }
}
