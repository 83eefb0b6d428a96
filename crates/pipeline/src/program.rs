//! Loads a program from an input, compiles it, and builds firmware from it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use dissolve_abi::symbol;
use dissolve_boards::Board;
use dissolve_codegen::{
    Addresses, Alignment, Allocator, Bounds, Constants, FRAME, LARGE, Listing, MemorySymbol, Object, OptLevel,
    StackNeed, TrapOrder, Traps,
};
use dissolve_fuse::StaticsMode;
use dissolve_image::{Image, LEAST_STACK, Library};
use dissolve_interface::{ARENA_FIELD, ARENA_MODULE, Interface, Observer};
use dissolve_objects::Kept;
use dissolve_run::{Chip, ChipError, ProgramInfo};
use dissolve_targets::{ByteSize, Grow, Target};
use wasmparser::{Encoding, Parser, Payload};

use crate::docs::Documentation;
use crate::entries::is_plain;
use crate::imports::{self, Import};
use crate::{Cache, Entries, Error, Runtime, RuntimeForm, input, linker, runtime, stacks};

/// A core module to compile, with its interface record if it has one.
#[derive(Clone, Debug)]
pub struct Program {
    /// The core module.
    pub module: Vec<u8>,
    /// The interface record; `None` for an ordinary core module.
    pub interface: Option<Interface>,
    /// The name in reports, and the default prefix of symbols of functions that belong to no interface.
    pub name: String,
}

/// The options with which a program is compiled and linked.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The target processor; `None` for the first that the board lists.
    pub target: Option<Target>,
    /// The optimization level of LLVM.
    pub opt: OptLevel,
    /// The kind of bounds check of a memory access.
    pub bounds: Bounds,
    /// The numbers that stand for places in a memory whose addresses are all known; `None` for absolute ones if nothing is
    /// checked, and based ones, which take a shorter check, otherwise.
    pub addresses: Option<Addresses>,
    /// The place of constants that any pointer of the program may reach.
    pub constants: Constants,
    /// The alignment of addresses.
    pub alignment: Alignment,
    /// The order of traps and of the effects before them; `None` for [`TrapOrder::Early`] if the program was made from
    /// components, which nobody can enter after a trap, and [`TrapOrder::Exact`] otherwise.
    pub trap_order: Option<TrapOrder>,
    /// The behaviour of `memory.grow`.
    pub grow: Grow,
    /// The prefix of the symbols of functions that belong to no interface; `None` for the program's name.
    pub prefix: Option<String>,
    /// The size of code in bytes from which the compiler saves time and memory at the cost of a slightly larger image.
    pub large: usize,
    /// The size of the arena of each memory for which the program imports one.
    pub arena: ByteSize,
    /// The sizes of the arenas of single components, by the component's name in reports.
    pub arenas: BTreeMap<String, ByteSize>,
    /// True to pass a single arena to the allocator by its descriptor, for a firmware of several objects.
    pub arena_descriptor: bool,
    /// The size of the guest's own stack, in its linear memory.
    pub stack: ByteSize,
    /// True to make the guest's stack as large as calls need; if only a part of that is known, the larger of both.
    pub stack_is_computed: bool,
    /// Backed bytes above the heap's start, if the guest uses that memory without asking for its size; `None` for all
    /// of it.
    pub heap: Option<ByteSize>,
    /// The size of the native stack on which calls run.
    pub native_stack: ByteSize,
    /// The size of a stack of a library's own, on which its calls run; `None` for the stack of their caller.
    pub own_stack: Option<ByteSize>,
    /// True to make the native stack as large as calls need; if only a part of that is known, the larger of both.
    pub native_stack_is_computed: bool,
    /// The size of the stack of boot and of handlers; `None` for what they need.
    pub handler_stack: Option<ByteSize>,
    /// The exported function `func()` to call at boot.
    pub entry: Option<String>,
    /// True if the image has the call gate, and waits for a host to call it.
    pub gate: bool,
    /// Objects and archives of the embedder.
    pub link: Vec<PathBuf>,
    /// The form in which an image gets the functions of the runtime that the program calls.
    pub runtime: RuntimeForm,
    /// The comments of WIT sources, for the bindings of a library.
    pub docs: Documentation,
    /// The cache of compiled objects; `None` for none.
    pub cache: Option<Cache>,
    /// Hears of each phase.
    pub observer: Observer,
}

impl Default for BuildOptions {
    fn default() -> BuildOptions {
        BuildOptions {
            target: None,
            opt: OptLevel::Size,
            bounds: Bounds::Check,
            addresses: None,
            constants: Constants::Auto,
            alignment: Alignment::Auto,
            trap_order: None,
            grow: Grow::Reject,
            prefix: None,
            large: LARGE,
            arena: ByteSize::kib(4),
            arenas: BTreeMap::new(),
            arena_descriptor: false,
            stack: ByteSize::kib(2),
            stack_is_computed: false,
            heap: None,
            native_stack: ByteSize::kib(2),
            native_stack_is_computed: false,
            own_stack: None,
            handler_stack: None,
            entry: None,
            gate: false,
            link: Vec::new(),
            runtime: RuntimeForm::Bitcode,
            docs: Documentation::new(),
            cache: None,
            observer: Observer::default(),
        }
    }
}

/// A program's image, and the information that a host needs to call it.
#[derive(Debug)]
pub struct Firmware {
    /// The ELF file, and its sizes.
    pub image: Image,
    /// The compiled object: the meaning of its symbols.
    pub object: Object,
    /// The native stack that calls need, with the functions of the runtime and the frame of an exception.
    pub native_stack: StackNeed,
    /// The functions that can be called, by the names that the program's author gave them.
    pub entries: Entries,
    /// The target for which it was compiled.
    pub target: Target,
    /// The component that each memory belongs to; empty if the program was not made from a component.
    pub components: Vec<String>,
}

impl Firmware {
    /// Boots the image on the board's emulator. The image must have the call gate. Nothing is instantiated yet.
    ///
    /// # Errors
    ///
    /// When the emulator is missing, or the chip does not boot.
    pub fn boot(&self, board: &Board, timeout: Duration) -> Result<Chip, ChipError> {
        Chip::boot(&self.image.elf, board, self.info(), timeout)
    }

    /// As [`Firmware::boot`], and records the instructions that the chip executes.
    ///
    /// # Errors
    ///
    /// Same as [`Firmware::boot`].
    pub fn record(&self, board: &Board, timeout: Duration) -> Result<Chip, ChipError> {
        Chip::record(&self.image.elf, board, self.info(), timeout)
    }

    /// The meaning of the image's symbols.
    fn info(&self) -> ProgramInfo {
        let exports = self.object.exports.iter().map(|export| dissolve_run::Export {
            name: export.name.clone(),
            symbol: export.symbol.clone(),
            ty: export.ty.clone(),
        });
        let memories = (0usize..).zip(&self.object.memories).map(|(index, memory)| dissolve_run::Memory {
            symbol: memory.symbol.clone(),
            absolute: memory.absolute,
            constants: memory.constants.clone().map(|constants| dissolve_run::Constants {
                symbol: constants.symbol,
                low: constants.low,
                size: constants.size,
            }),
            low: memory.window.low,
            high: memory.window.high,
            declared: memory.window.declared,
            size: memory.size.clone(),
            component: self.components.get(index).cloned(),
            stack: memory.window.stack,
            stack_pointer: memory.stack_pointer.clone(),
            heap: memory.window.heap,
            arena: memory.window.arena,
        });
        let arenas = (0usize..).zip(&self.object.memories).filter_map(|(index, memory)| {
            let descriptor = memory.arena.clone()?;
            Some(dissolve_run::Arena { name: memory_name(self.components.get(index), index), descriptor })
        });
        let globals = self.object.globals.iter().map(|global| dissolve_run::Global {
            name: global.name.clone(),
            symbol: global.symbol.clone(),
            ty: global.ty,
        });
        ProgramInfo {
            exports: exports.collect(),
            memories: memories.collect(),
            arenas: arenas.collect(),
            globals: globals.collect(),
            target: self.target,
        }
    }
}

impl Program {
    /// Reads a program from a component, a core module, or the text of either. A component is fused.
    ///
    /// # Errors
    ///
    /// When the input is not valid, or cannot be fused.
    pub fn load(bytes: &[u8], name: &str, grow: Grow) -> Result<Program, Error> {
        Program::load_with(
            bytes,
            &dissolve_fuse::Options {
                grow: Some(grow),
                statics: StaticsMode::Apart,
                ..dissolve_fuse::Options::new(name)
            },
        )
    }

    /// Same as [`Program::load`], with all options of the fuser. For a core module, only
    /// [`dissolve_fuse::Options::bind_arena`], [`dissolve_fuse::Options::statics`] and
    /// [`dissolve_fuse::Options::observer`] are used.
    ///
    /// # Errors
    ///
    /// When the input is not valid, or cannot be fused.
    pub fn load_with(bytes: &[u8], options: &dissolve_fuse::Options) -> Result<Program, Error> {
        let name = &options.name;
        let bytes = input::binary(bytes, name)?;
        if let Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) =
            Parser::new(0).parse_all(&bytes).next()
        {
            let fused = dissolve_fuse::fuse(&bytes, options)?;
            return Ok(Program { module: fused.bytes, interface: Some(fused.interface), name: name.clone() });
        }
        if let Some(size) = options.bind_arena {
            let bound = dissolve_bind_arena::bind(&bytes, size)
                .map_err(|source| Error::BindArena { name: name.clone(), source })?;
            options.observer.left("bind-arena", bound.bytes.len());
            return Ok(Program { module: bound.bytes, interface: bound.interface, name: name.clone() });
        }
        dissolve_interface::check_counts(&bytes)?;
        wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(&bytes)?;
        let interface = Interface::read(&bytes)?;
        let module = match options.statics == StaticsMode::Apart && interface.is_none() {
            true => divided(&bytes, name, &options.observer)?,
            false => None,
        };
        Ok(Program { module: module.unwrap_or_else(|| bytes.into_owned()), interface, name: name.clone() })
    }

    /// The program's name, which does not depend on its file: the name of its world if it is known, or else the name of
    /// its module, or else `program`.
    pub fn own_name(&self) -> String {
        let recorded = self.interface.as_ref().and_then(|interface| interface.world.clone());
        recorded.or_else(|| dissolve_interface::program_name(&self.module)).unwrap_or_else(|| "program".to_owned())
    }

    /// Compiles the program for a processor.
    ///
    /// # Errors
    ///
    /// When it uses a feature that is not lowered, or can grow a memory although that is rejected.
    pub fn compile(&self, target: Target, options: &BuildOptions) -> Result<Object, Error> {
        self.object(&self.codegen_options(FRAME, target, options), options)
    }

    /// Lists the program at a stage of its compilation, as text.
    ///
    /// # Errors
    ///
    /// Same as [`Program::compile`], except for errors that only the finished object shows.
    pub fn list(&self, listing: Listing, target: Target, options: &BuildOptions) -> Result<String, Error> {
        Ok(dissolve_codegen::list(&self.module, listing, &self.codegen_options(FRAME, target, options))?)
    }

    /// Compiles the program as a library. The embedder's stack has no guard of a known size.
    pub(crate) fn compile_library(
        &self,
        target: Target,
        traps: Traps,
        options: &BuildOptions,
    ) -> Result<Object, Error> {
        let codegen = dissolve_codegen::Options {
            traps,
            library: true,
            own_stack: options.own_stack.map(ByteSize::bytes),
            arena_descriptor: true,
            ..self.codegen_options(FRAME, target, options)
        };
        self.object(&codegen, options)
    }

    /// The object of the module: compiled, or of the cache.
    fn object(&self, codegen: &dissolve_codegen::Options, options: &BuildOptions) -> Result<Object, Error> {
        Ok(match &options.cache {
            Some(cache) => cache.compile(&self.module, codegen)?,
            None => dissolve_codegen::compile(&self.module, codegen)?,
        })
    }

    /// The options of the compiler, for a stack with a guard of `guard` bytes below it.
    fn codegen_options(&self, guard: u32, target: Target, options: &BuildOptions) -> dissolve_codegen::Options {
        let order = if self.interface.is_some() { TrapOrder::Early } else { TrapOrder::Exact };
        dissolve_codegen::Options {
            target,
            opt: options.opt,
            bounds: options.bounds,
            addresses: options.addresses.unwrap_or(match options.bounds {
                Bounds::None => Addresses::Absolute,
                Bounds::Check => Addresses::Based,
            }),
            constants: options.constants,
            alignment: options.alignment,
            grow: options.grow,
            prefix: options.prefix.clone().unwrap_or_else(|| self.name.clone()),
            stack: options.stack.bytes(),
            stack_is_computed: options.stack_is_computed,
            heap: options.heap.map(ByteSize::bytes),
            arena: options.arena.bytes(),
            arenas: options.arenas.iter().map(|(name, size)| (name.clone(), size.bytes())).collect(),
            arena_descriptor: options.arena_descriptor,
            allocator: None,
            fresh: BTreeSet::new(),
            called: None,
            traps: Traps::Fault,
            trap_order: options.trap_order.unwrap_or(order),
            library: false,
            own_stack: None,
            frame: guard,
            large: options.large,
            observer: options.observer.clone(),
        }
    }

    /// Compiles and links the program for a board.
    ///
    /// # Errors
    ///
    /// Same as [`Program::compile_for`] and [`Program::link`].
    pub fn build(&self, board: &Board, options: &BuildOptions) -> Result<Firmware, Error> {
        self.link(self.compile_for(board, options)?, board, options)
    }

    /// Compiles the program for a board. In an image without a call gate, the object only defines the exported functions that the image
    /// calls.
    ///
    /// # Errors
    ///
    /// Same as [`Program::compile`]; also when the board does not run the target.
    pub fn compile_for(&self, board: &Board, options: &BuildOptions) -> Result<Object, Error> {
        let target = choose_target(board, options.target)?;
        let extra = libraries(options)?;
        let codegen = dissolve_codegen::Options {
            allocator: if self.has_arena() { allocator(target, options, &extra)? } else { None },
            called: self.called(options, &extra),
            fresh: if options.link.is_empty() { self.fresh() } else { BTreeSet::new() },
            ..self.codegen_options(board.guard(), target, options)
        };
        self.object(&codegen, options)
    }

    /// Returns true if the program imports an arena. Other programs have the same object with and without an allocator, and so one entry in a
    /// cache.
    fn has_arena(&self) -> bool {
        let payloads = Parser::new(0).parse_all(&self.module).filter_map(Result::ok);
        let sections = payloads.filter_map(|payload| match payload {
            Payload::ImportSection(section) => Some(section),
            _ => None,
        });
        let mut imports = sections.flat_map(|section| section.into_imports().filter_map(Result::ok));
        imports.any(|import| import.module == ARENA_MODULE && import.name.starts_with(ARENA_FIELD))
    }

    /// The exported functions that an image calls: its entry, and what the objects of the embedder use. `None` if it may call any: through
    /// the gate, or as the one who looks at an image without an entry expects.
    fn called(&self, options: &BuildOptions, extra: &[Library]) -> Option<BTreeSet<String>> {
        let mut defined = extra.iter().filter_map(dissolve_image::defined_by);
        let has_main = defined.any(|defined| defined.contains(dissolve_image::MAIN));
        if options.gate || options.entry.is_none() && !has_main {
            return None;
        }
        let used = extra.iter().map(dissolve_image::used_by).collect::<Option<Vec<_>>>()?;
        let entry = options.entry.iter().map(|entry| self.core_name(entry).to_owned());
        Some(used.into_iter().flatten().chain(entry).collect())
    }

    /// The name of the core export of an exported function.
    fn core_name<'a>(&'a self, name: &'a str) -> &'a str {
        let record = self.interface.as_ref().and_then(|interface| interface.export(name));
        record.map_or(name, |export| &export.core)
    }

    /// The allocators of a component's functions. A host only asks them for new blocks.
    fn fresh(&self) -> BTreeSet<String> {
        let exports = || self.interface.iter().flat_map(|interface| &interface.exports);
        let allocators = exports().filter_map(|export| export.options.realloc.clone());
        allocators.filter(|name| exports().all(|export| export.core != *name)).collect()
    }

    /// Links the object that [`Program::compile_for`] made for this board with these options.
    ///
    /// # Errors
    ///
    /// When the board does not run the target, the entry is not an exported function without parameters, the runtime is not
    /// installed, or the image does not fit.
    pub fn link(&self, object: Object, board: &Board, options: &BuildOptions) -> Result<Firmware, Error> {
        let target = choose_target(board, options.target)?;
        let entry = options.entry.as_ref().map(|entry| self.entry(&object, entry)).transpose()?;
        let runtime = Runtime::Image.archive(target.triple())?;
        let small = options.opt.is_for_size().then(|| Runtime::SmallMemory.archive(target.triple()));
        let memory_functions = small.transpose()?;
        let extra = options.link.iter().map(|path| linker::library(path)).collect::<Result<Vec<_>, Error>>()?;
        let archives: Vec<_> = memory_functions.iter().chain([&runtime]).collect();
        let native_stack = stacks::native(&object, target, options, &archives, &extra)?;
        let computed = native_stack.budget(options.native_stack.bytes()).max(LEAST_STACK);
        let image_options = dissolve_image::Options {
            memory_functions,
            extra,
            stack: if options.native_stack_is_computed { ByteSize::new(computed) } else { options.native_stack },
            handler_stack: options.handler_stack,
            exception_frame: target.exception_frame(),
            entry,
            instantiate: Some(object.instantiate.clone()),
            gate: options.gate,
            keep: keep(&object, options.gate),
            imports: object.imports.iter().map(|import| import.symbol.clone()).collect(),
            windows: (0u32..).zip(&object.memories).map(|(index, memory)| self.window(index, memory)).collect(),
            ..dissolve_image::Options::new(runtime)
        };
        let image = dissolve_image::link(&[&object.bytes], board, &image_options, linker::run)
            .map_err(|error| explain_imports(error, &object))?;
        options.observer.left("link", image.elf.len());
        let entries = Entries::new(self.interface.as_ref(), &object);
        let memories = self.interface.iter().flat_map(|interface| &interface.memories);
        let components = memories.map(|memory| memory.component.clone()).collect();
        Ok(Firmware { image, object, native_stack, target, entries, components })
    }

    /// The symbol of the function to call at boot.
    fn entry(&self, object: &Object, name: &str) -> Result<String, Error> {
        let core = self.core_name(name);
        let entries = || Entries::new(self.interface.as_ref(), object);
        let name = name.to_owned();
        match object.exports.iter().find(|export| export.name == core) {
            None => Err(Error::NoEntry { name, entries: entries() }),
            Some(export) if !is_plain(export) => Err(Error::EntryType { name, entries: entries() }),
            Some(export) => Ok(export.symbol.clone()),
        }
    }

    /// The name of a memory in reports: its component, or `memory N` if that is not known.
    pub fn memory_name(&self, index: usize) -> String {
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(index));
        memory_name(record.map(|record| &record.component), index)
    }

    /// Describes a memory's window to the linker.
    fn window(&self, index: u32, memory: &MemorySymbol) -> dissolve_image::Window {
        let window = &memory.window;
        dissolve_image::Window {
            symbol: memory.symbol.clone(),
            name: self.memory_name(index as usize),
            stack: window.stack,
            // A window of 4 GiB fits no board; linking reports that.
            statics: u32::try_from(window.statics()).unwrap_or(u32::MAX),
            heap: window.heap,
            arena: window.arena,
        }
    }
}

/// The embedder's objects and archives.
fn libraries(options: &BuildOptions) -> Result<Vec<Library>, Error> {
    options.link.iter().map(|path| linker::library(path)).collect()
}

/// The allocator to compile with a program; none if it comes from the embedder, who has `extra`, or an archive.
fn allocator(target: Target, options: &BuildOptions, extra: &[Library]) -> Result<Option<Allocator>, Error> {
    let mut defined = extra.iter().filter_map(dissolve_image::defined_by);
    let is_realloc = |name: &&str| [symbol::ARENA_REALLOC, symbol::ARENA_REALLOC_IN].contains(name);
    if options.runtime == RuntimeForm::Archive
        || defined.any(|symbols| symbols.iter().any(|name| is_realloc(&name.as_str())))
    {
        return Ok(None);
    }
    runtime::allocator(target.triple())
}

/// The name of a memory in reports: its component, or `memory N` if that is not known.
fn memory_name(component: Option<&String>, index: usize) -> String {
    component.cloned().unwrap_or_else(|| format!("memory {index}"))
}

/// Explains a link error by the program's imports, if an undefined symbol is one of them.
fn explain_imports(error: Error, object: &Object) -> Error {
    let symbols = match &error {
        Error::Image(dissolve_image::Error::Undefined { symbols, .. }) => symbols.clone(),
        Error::Image(dissolve_image::Error::RuntimeImport { symbol }) => vec![symbol.clone()],
        _ => return error,
    };
    let unserved = object.imports.iter().filter(|import| symbols.contains(&import.symbol));
    let unserved: BTreeMap<_, _> = unserved.map(|import| (&import.symbol, import)).collect();
    if unserved.is_empty() {
        return error;
    }
    let imports = unserved.into_values().map(|import| Import {
        module: import.module.clone(),
        field: import.field.clone(),
        symbol: Some(import.symbol.clone()),
    });
    Error::Unserved { groups: imports::groups(imports) }
}

/// A core module in which statics have memories of their own; none if none can.
fn divided(module: &[u8], name: &str, observer: &Observer) -> Result<Option<Vec<u8>>, Error> {
    match dissolve_objects::split_module(module, name) {
        Ok(divided) => {
            observer.left("objects", divided.len());
            Ok(Some(divided))
        }
        Err(Kept::Because(reason)) => {
            observer.note(format_args!("objects: {reason}"));
            Ok(None)
        }
        Err(Kept::Malformed(error)) => Err(error.into()),
    }
}

/// The symbols to keep: functions for the embedder and, with a call gate, the globals, tables and memories that the
/// host may read.
fn keep(object: &Object, gate: bool) -> Vec<String> {
    let defined = object.exports.iter().filter(|export| export.is_defined);
    let mut symbols: Vec<_> = defined.map(|export| export.symbol.clone()).collect();
    if gate {
        symbols.extend(object.globals.iter().map(|global| global.symbol.clone()));
        symbols
            .extend(object.tables.iter().flat_map(|table| [Some(table.symbol.clone()), table.size.clone()]).flatten());
        symbols.extend(object.memories.iter().flat_map(|memory| [memory.size.clone(), memory.arena.clone()]).flatten());
        for arena in
            object.memories.iter().filter_map(|memory| memory.arena.as_deref()).filter(|_| object.has_allocator)
        {
            symbols.extend(statistics(arena).map(String::from));
        }
    }
    symbols
}

/// The functions of the runtime that a host calls for an arena with this descriptor.
fn statistics(arena: &str) -> [&'static str; 3] {
    match arena {
        symbol::ARENA => [symbol::ARENA_USED, symbol::ARENA_HIGH_WATER, symbol::ARENA_SIZE],
        _ => [symbol::ARENA_USED_IN, symbol::ARENA_HIGH_WATER_IN, symbol::ARENA_SIZE_IN],
    }
}

/// The target to compile for: the requested one, if the board runs it, or else the board's first.
///
/// # Errors
///
/// If the board does not run the requested target.
pub fn choose_target(board: &Board, asked: Option<Target>) -> Result<Target, Error> {
    match asked {
        Some(target) if !board.runs(target) => Err(Error::WrongTarget {
            board: board.name.clone(),
            target: target.to_string(),
            runs: board.targets.iter().map(|target| target.name()).collect::<Vec<_>>().join(", "),
        }),
        // A board has at least one target.
        _ => Ok(asked.unwrap_or(board.targets[0])),
    }
}
