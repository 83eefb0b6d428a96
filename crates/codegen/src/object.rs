//! Optimizes the LLVM module and writes the object file.

use std::sync::Once;

use dissolve_wasm::{MemoryIndex, PrimaryMap};
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::llvm_sys::support::LLVMParseCommandLineOptions;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module as LlvmModule;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    FileType, InitializationConfig, RelocMode, Target as LlvmTarget, TargetMachine, TargetMachineOptions, TargetTriple,
};

mod alignment;
mod allocator;
mod diagnostics;
mod stack;

use self::diagnostics::Diagnostics;
pub use self::stack::{Linked, NativeCalls};
use crate::emit::attributes::{is_outlined, keep_frames};
use crate::emit::emit;
use crate::emit::own_stack::{self, StackCheck};
use crate::layout::Window;
use crate::module::AnalyzedModule;
use crate::symbols::Symbols;
use crate::{Accesses, Error, Listing, OptLevel, Options};

static TARGETS: Once = Once::new();

/// Bytes of stack that a function may need on a host beyond its frame if some of its instructions are outlined, which happens after
/// frames are laid out: a double word in which it saves its return address, and one in which the outlined function
/// saves its own. For chips, the machine code says it.
const OUTLINED: u64 = 16;

/// Bytes of the guard below a stack on a host: the smallest page.
const HOST_GUARD: u32 = 4096;

/// An LLVM module and the target machine that compiles it.
struct Translation<'ctx> {
    llvm: LlvmModule<'ctx>,
    machine: TargetMachine,
    accesses: Accesses,
    has_allocator: bool,
}

impl<'ctx> Translation<'ctx> {
    /// Translates a module.
    fn new(
        context: &'ctx Context,
        module: &AnalyzedModule<'_>,
        windows: &PrimaryMap<MemoryIndex, Window>,
        symbols: &Symbols,
        options: &Options,
        check: StackCheck,
    ) -> Result<Translation<'ctx>, Error> {
        let machine = machine(options)?;
        let llvm = context.create_module(&options.prefix);
        llvm.set_triple(&machine.get_triple());
        // While instructions are built, their default alignments come from the data layout.
        llvm.set_data_layout(&machine.get_target_data().get_data_layout());
        let (llvm, accesses) = emit(context, llvm, module, windows, symbols, options, check)?;
        let has_allocator = allocator::link(context, &llvm, &machine, options)?;
        let Accesses { all, checks } = accesses;
        let functions = llvm.get_functions().count();
        options
            .observer
            .finished("compile, translate", format_args!("{functions} functions, {all} accesses with {checks} checks"));
        Ok(Translation { llvm, machine, accesses, has_allocator })
    }

    /// Runs LLVM's passes, and then our own.
    fn optimize(&self, context: &'ctx Context, options: &Options) -> Result<(), Error> {
        let passes = match options.opt {
            OptLevel::Two => "default<O2>",
            OptLevel::Three => "default<O3>",
            OptLevel::Size => "default<Os>",
            OptLevel::SizeAboveAll => "default<Oz>",
        };
        self.llvm.run_passes(passes, &self.machine, PassBuilderOptions::create()).map_err(Error::llvm)?;
        keep_frames(&self.llvm);
        if options.target.needs_alignment() && options.opt.is_for_size() {
            alignment::outline(context, &self.llvm, options)?;
        }
        let functions = self.llvm.get_functions().count();
        options.observer.finished("compile, optimize", format_args!("{functions} functions"));
        Ok(())
    }

    /// Writes the object file or the assembly.
    fn write(&self, ty: FileType) -> Result<MemoryBuffer<'ctx>, Error> {
        self.machine.write_to_memory_buffer(&self.llvm, ty).map_err(Error::llvm)
    }
}

/// Switches off an optimization of LLVM in this process: the counter of a loop stays one of 32 bits on a machine of 64. LLVM 22 compares
/// the wider one with a limit of 32 bits even where the narrow one wraps below zero, and the loop does not end.
fn without_wider_counters() {
    let arguments = [c"dissolve".as_ptr(), c"-indvars-widen-indvars=false".as_ptr()];
    // SAFETY: the pointers are to strings that end with a zero, and their number is that of the arguments. No other thread uses
    // LLVM yet: each compilation waits for this.
    unsafe { LLVMParseCommandLineOptions(arguments.len() as i32, arguments.as_ptr(), std::ptr::null()) }
}

/// Returns LLVM's target machine for the options.
fn machine(options: &Options) -> Result<TargetMachine, Error> {
    TARGETS.call_once(|| {
        LlvmTarget::initialize_arm(&InitializationConfig::default());
        LlvmTarget::initialize_riscv(&InitializationConfig::default());
        LlvmTarget::initialize_x86(&InitializationConfig::default());
        LlvmTarget::initialize_aarch64(&InitializationConfig::default());
        without_wider_counters();
    });
    // Rust's triples leave out the operating system. Unless they are normalized, LLVM takes the ABI for the operating
    // system and finds no ABI.
    let triple = TargetMachine::normalize_triple(&TargetTriple::create(options.target.llvm_triple()));
    let level = match options.opt {
        OptLevel::Three => OptimizationLevel::Aggressive,
        OptLevel::Two | OptLevel::Size | OptLevel::SizeAboveAll => OptimizationLevel::Default,
    };
    let machine_options = TargetMachineOptions::new()
        .set_cpu(options.target.cpu())
        .set_features(options.target.features())
        .set_abi(options.target.abi_name())
        .set_level(level)
        // A program on a host may be loaded at any address.
        .set_reloc_mode(if options.target.is_host() { RelocMode::PIC } else { RelocMode::Static });
    LlvmTarget::from_triple(&triple)
        .map_err(Error::llvm)?
        .create_target_machine_from_options(&triple, machine_options)
        .ok_or_else(|| Error::llvm(format_args!("there is no target `{}`", options.target.triple())))
}

/// The most compilations of a module: with a first limit of the check, with checks everywhere, with the right limit, and one more.
const MOST_COMPILATIONS: usize = 4;

/// An object file, and facts about it.
pub struct Written {
    /// The ELF object.
    pub bytes: Vec<u8>,
    /// The accesses to memories.
    pub accesses: Accesses,
    /// The calls on the native stack.
    pub calls: NativeCalls,
    /// True if the object has the allocator of its arenas.
    pub has_allocator: bool,
}

impl Written {
    /// Translates, optimizes and writes a module.
    fn new(
        module: &AnalyzedModule<'_>,
        windows: &PrimaryMap<MemoryIndex, Window>,
        symbols: &Symbols,
        options: &Options,
        check: StackCheck,
    ) -> Result<Written, Error> {
        let context = Context::create();
        let diagnostics = Diagnostics::collect(&context);
        let translation = Translation::new(&context, module, windows, symbols, options, check)?;
        translation.optimize(&context, options)?;
        let mut calls = NativeCalls::read(&translation.llvm, symbols);
        let object = translation.write(FileType::Object)?;
        if let Some(message) = diagnostics.error() {
            return Err(Error::llvm(message));
        }
        let frames = diagnostics.frames();
        let most = if options.target.is_host() { options.frame.max(HOST_GUARD) } else { options.frame };
        let too_large = |bytes: u64| own_stack::size(options).is_none() && bytes > most.into();
        if let Some((function, &bytes)) = frames.iter().filter(|(_, bytes)| too_large(**bytes)).min() {
            return Err(Error::Frame { function: dissolve_reach::demangle(function), bytes, most });
        }
        let more = if is_outlined(options) && options.target.is_host() { OUTLINED } else { 0 };
        calls.add_object(object.as_slice(), &frames, more).map_err(Error::defect)?;
        options.observer.left("compile, object", object.get_size());
        let Translation { accesses, has_allocator, .. } = translation;
        Ok(Written { bytes: object.as_slice().to_vec(), accesses, calls, has_allocator })
    }
}

/// Translates, optimizes and writes a module.
pub fn write(
    module: &AnalyzedModule<'_>,
    windows: &PrimaryMap<MemoryIndex, Window>,
    symbols: &Symbols,
    options: &Options,
) -> Result<Written, Error> {
    let mut check = StackCheck::new(options.target);
    // The limit of the check depends on the sizes of frames, which are known after compilation. They do not depend on the limit, so the
    // module is compiled again with the right one.
    for _ in 0..MOST_COMPILATIONS {
        let written = Written::new(module, windows, symbols, options, check)?;
        let Some(size) = own_stack::size(options) else { return Ok(written) };
        match written.calls.between_checks() {
            Err(function) if check.everywhere => {
                return Err(Error::defect(format_args!("calls of `{function}` recur without a check of the stack")));
            }
            Err(_) => check.everywhere = true,
            Ok(between) => {
                let reserve = u64::from(own_stack::reserve(options.target));
                let left = reserve + between.checks;
                let least = between.begin + left;
                if least > size.into() {
                    let bytes = options.own_stack.unwrap_or_default();
                    return Err(Error::OwnStack { bytes, least: own_stack::option(options.target, least) });
                }
                if left <= check.left.into() {
                    return Ok(written);
                }
                // The limit is below the size of the stack, which is an `u32`.
                check.left = left as u32;
            }
        }
    }
    Err(Error::defect("frames grow with the limit of the stack"))
}

/// Returns one of the texts that a module becomes on its way to an object.
pub fn list(
    listing: Listing,
    module: &AnalyzedModule<'_>,
    windows: &PrimaryMap<MemoryIndex, Window>,
    symbols: &Symbols,
    options: &Options,
) -> Result<String, Error> {
    let context = Context::create();
    // Without a handler, LLVM prints its diagnostics.
    let diagnostics = Diagnostics::collect(&context);
    let check = StackCheck::new(options.target);
    let translation = Translation::new(&context, module, windows, symbols, options, check)?;
    if listing != Listing::Unoptimized {
        translation.optimize(&context, options)?;
    }
    if listing != Listing::Assembly {
        return Ok(translation.llvm.print_to_string().to_string());
    }
    let assembly = translation.write(FileType::Assembly)?;
    options.observer.left("compile, assembly", assembly.get_size());
    match diagnostics.error() {
        Some(message) => Err(Error::llvm(message)),
        None => Ok(String::from_utf8_lossy(assembly.as_slice()).into_owned()),
    }
}
