//! Optimization, and the object file.

use std::sync::Once;

use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    FileType, InitializationConfig, RelocMode, Target as LlvmTarget, TargetMachine, TargetMachineOptions, TargetTriple,
};

mod alignment;
mod diagnostics;
mod stack;

use crate::layout::Window;
use crate::module::{Module, StackNeed};
use crate::symbols::Symbols;
use crate::{Error, OptLevel, Options, emit};

static TARGETS: Once = Once::new();

/// Bytes of stack that a function needs beyond its frame where instructions of it are outlined, which comes after the frames are laid
/// out: a double word where it keeps its return address, and one where the outlined function does.
const OUTLINED: u64 = 16;

/// Translates, optimizes and writes a module; gives also what its calls need of the native stack.
pub fn write(
    module: &Module<'_>,
    windows: &[Window],
    symbols: &Symbols,
    options: &Options,
) -> Result<(Vec<u8>, StackNeed), Error> {
    TARGETS.call_once(|| {
        LlvmTarget::initialize_arm(&InitializationConfig::default());
        LlvmTarget::initialize_riscv(&InitializationConfig::default());
    });
    let failed = |error: inkwell::support::LLVMString| Error::Llvm(error.to_string());
    // Rust's triples leave the operating system out; without it LLVM takes the ABI for that, and finds none.
    let triple = TargetMachine::normalize_triple(&TargetTriple::create(options.target.llvm_triple()));
    let (level, passes) = match options.opt {
        OptLevel::Two => (OptimizationLevel::Default, "default<O2>"),
        OptLevel::Three => (OptimizationLevel::Aggressive, "default<O3>"),
        OptLevel::Size => (OptimizationLevel::Default, "default<Os>"),
        OptLevel::SizeAboveAll => (OptimizationLevel::Default, "default<Oz>"),
    };
    let machine_options = TargetMachineOptions::new()
        .set_cpu(options.target.cpu())
        .set_features(options.target.features())
        .set_abi(options.target.abi_name())
        .set_level(level)
        .set_reloc_mode(RelocMode::Static);
    let machine = LlvmTarget::from_triple(&triple)
        .map_err(failed)?
        .create_target_machine_from_options(&triple, machine_options)
        .ok_or_else(|| Error::Llvm(format!("there is no target `{}`", options.target.triple())))?;
    let context = Context::create();
    let complaints = diagnostics::Complaints::of(&context);
    let llvm = context.create_module(&options.prefix);
    llvm.set_triple(&triple);
    // Alignments that instructions do not state are taken from it while they are built.
    llvm.set_data_layout(&machine.get_target_data().get_data_layout());
    let llvm = emit::emit(&context, llvm, module, windows, symbols, options)?;
    llvm.run_passes(passes, &machine, PassBuilderOptions::create()).map_err(failed)?;
    emit::keep_frames(&llvm);
    if options.target.needs_alignment() && matches!(options.opt, OptLevel::Size | OptLevel::SizeAboveAll) {
        alignment::outline(&context, &llvm, options)?;
    }
    let calls = stack::Calls::of(&llvm);
    let object = machine.write_to_memory_buffer(&llvm, FileType::Object).map_err(failed)?;
    if let Some(message) = complaints.error() {
        return Err(Error::Llvm(message));
    }
    let frames = complaints.frames();
    if let Some((function, &bytes)) = frames.iter().filter(|(_, bytes)| **bytes > options.frame.into()).min() {
        return Err(Error::Frame { function: dissolve_reach::demangle(function), bytes, most: options.frame });
    }
    let more = if emit::is_outlined(options) { OUTLINED } else { 0 };
    Ok((object.as_slice().to_vec(), calls.need(&frames, more)))
}
