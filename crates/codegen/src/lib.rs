//! Compiles a core WebAssembly module to a relocatable ELF object (contract, sections 5 and 6).
//!
//! The phases, a file each:
//!
//! 1. [`module`]: validates the module and reads its sections into tables; refuses features that are not lowered.
//! 2. [`layout`]: chooses the part of each memory that is backed by RAM.
//! 3. [`symbols`]: the symbols under which exports and imports are linked.
//! 4. [`emit`]: declarations, function bodies and initialization as LLVM IR.
//! 5. [`object`]: optimization, and the object file.
//!
//! The translation is exact: every trap of the specification traps, and LLVM is never told more than is true.

#[cfg(all(feature = "llvm22", feature = "llvm19"))]
compile_error!("the features `llvm22` and `llvm19` exclude each other; use `--no-default-features --features llvm19`");
#[cfg(not(any(feature = "llvm22", feature = "llvm19")))]
compile_error!("one of the features `llvm22` and `llvm19` is needed");

mod core_type;
mod emit;
mod error;
mod layout;
mod library;
mod module;
mod object;
mod options;
mod symbols;

use dissolve_targets::CoreType;
use dissolve_wasm::{ExternalIndex, GlobalIndex, MemoryIndex, PrimaryMap, TableIndex};
use serde::{Deserialize, Serialize};

use crate::core_type::core_type;
use crate::module::AnalyzedModule;
use crate::symbols::{ObjectSymbols, Symbols};

pub use error::Error;
pub use layout::Window;
pub use module::StackNeed;
pub use object::{Linked, NativeCalls};
pub use options::{
    Addresses, Alignment, Allocator, Bounds, Constants, FRAME, LARGE, LEAST_ARENA, Listing, OptLevel, Options,
    TABLE_RESERVATION, TrapOrder, Traps,
};
pub use symbols::{ExportSymbol, HelperSymbols, ImportSymbol, mangle};

/// The version of LLVM: major, minor, patch.
pub fn llvm_version() -> [u32; 3] {
    inkwell::support::get_llvm_version().into()
}

/// An object file and the meaning of its symbols.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// The relocatable ELF object. It is no part of the serialized form: a cache keeps it beside that.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// Its calls on the native stack, from which the stack that they need is computed.
    pub native_calls: NativeCalls,
    /// The symbol of the instantiation function, `void(void)`, or `uint32_t(void)` in a library; each call of it gives a
    /// fresh instance.
    pub instantiate: String,
    /// The symbol of the [`Instance`](dissolve_abi::instance::Instance), if the program is compiled as a library.
    pub instance: Option<String>,
    /// The stack of the library's own that its calls run on, if it has one.
    pub own_stack: Option<OwnStack>,
    /// The accesses to memories.
    pub accesses: Accesses,
    /// True if the allocator of its arenas is compiled with it.
    pub has_allocator: bool,
    /// Exported functions.
    pub exports: Vec<ExportSymbol>,
    /// Imported functions that are left undefined.
    pub imports: Vec<ImportSymbol>,
    /// Memories, in index order; those that hold statics only, which come last, are left out.
    pub memories: Vec<MemorySymbol>,
    /// Exported globals.
    pub globals: Vec<GlobalSymbol>,
    /// Exported tables.
    pub tables: Vec<TableSymbol>,
}

/// The loads and stores of a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accesses {
    /// Their number.
    pub all: u64,
    /// The bounds checks that are made for them. Accesses share checks, and need none at a constant address. LLVM removes more.
    pub checks: u64,
}

/// The stack of a library's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnStack {
    /// The symbol of its lowest byte, which is aligned to 32 bytes.
    pub symbol: String,
    /// Its size in bytes.
    pub bytes: u32,
}

/// A memory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemorySymbol {
    /// The symbol of the window's first byte.
    pub symbol: String,
    /// The backed part of the memory, in the numbers that the program has for addresses if they are not absolute.
    pub window: Window,
    /// True if a linear address is the native one: then the symbol's own address stands for `window.low`.
    pub absolute: bool,
    /// The constants of the memory that stay in flash, if it has any.
    pub constants: Option<ConstantsSymbol>,
    /// The symbol of a word with the memory's size in bytes, if it grows.
    pub size: Option<String>,
    /// The symbol of the descriptor of the arena in it, if it has one: a [`dissolve_abi::ArenaDescriptor`].
    pub arena: Option<String>,
    /// The stack in this memory that calls need; none when it is not known where the stack is.
    pub stack_need: Option<StackNeed>,
    /// The symbol of the stack pointer of the component that has the memory: a word with a linear address. None when
    /// the stack pointer is not known. Other objects do not see the symbol.
    pub stack_pointer: Option<String>,
    /// The place in the program, as reports call it, that holds an address above the statics; none when no memory above
    /// the statics is backed.
    pub heap_use: Option<String>,
}

/// The constants of a memory that stay in flash: the program can read them at addresses of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConstantsSymbol {
    /// The symbol of the first byte, which is aligned to 16 bytes.
    pub symbol: String,
    /// The linear address of that byte; the byte's own address if addresses are absolute.
    pub low: Option<u32>,
    /// Their bytes.
    pub size: u32,
}

/// An exported global.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlobalSymbol {
    /// The core export's name.
    pub name: String,
    /// The symbol of its value in memory; a `v128` is aligned to four bytes at least, the others to their size.
    pub symbol: String,
    /// Its type.
    pub ty: CoreType,
    /// True if it is mutable.
    pub mutable: bool,
}

/// An exported table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSymbol {
    /// The core export's name.
    pub name: String,
    /// The symbol of its first element; an element is a word, zero for null.
    pub symbol: String,
    /// The number of its elements at first.
    pub initial: u32,
    /// The symbol of a word with its number of elements, if it grows.
    pub size: Option<String>,
}

/// Compiles a core module.
///
/// # Errors
///
/// If the module is not valid, uses a feature that is not lowered, imports anything but functions, contains
/// `memory.grow` although [`Grow::Reject`](dissolve_targets::Grow::Reject) forbids it, or has two names that become the
/// same symbol; if the target is a host, and the options are not those of a library that traps by calls.
pub fn compile(module: &[u8], options: &Options) -> Result<Object, Error> {
    if options.target.is_host() && !(options.library && options.traps == Traps::Call) {
        return Err(Error::Host(options.target));
    }
    let module = AnalyzedModule::read(module, options)?;
    let windows = layout::windows(&module, options)?;
    let symbols = Symbols::new(&module, options)?;
    let written = object::write(&module, &windows, &symbols, options)?;
    let (mut globals, mut tables) = (Vec::new(), Vec::new());
    for export in &module.sections.exports {
        match export.item {
            ExternalIndex::Global(index) => globals.push(global_symbol(&module, &symbols.object, export.name, index)),
            ExternalIndex::Table(index) => tables.push(table_symbol(&module, &symbols.object, export.name, index)),
            ExternalIndex::Function(_) | ExternalIndex::Memory(_) | ExternalIndex::Tag(_) => {}
        }
    }
    let known = windows.keys().filter(|memory| module.statics[*memory].is_none());
    let memories = known.map(|memory| memory_symbol(&module, &symbols.object, &windows, memory)).collect();
    Ok(Object {
        bytes: written.bytes,
        native_calls: written.calls,
        accesses: written.accesses,
        has_allocator: written.has_allocator,
        instantiate: symbols.object.instantiate(),
        instance: options.library.then(|| symbols.object.instance()),
        own_stack: emit::own_stack::size(options).map(|bytes| OwnStack { symbol: symbols.object.own_stack(), bytes }),
        memories,
        globals,
        tables,
        exports: symbols.exports,
        imports: Vec::from(symbols.imports).into_iter().flatten().collect(),
    })
}

/// Returns one of the texts that a module becomes on its way to an object, for people who want to see how the compiler
/// works.
///
/// # Errors
///
/// The errors of [`compile`], without those that only the finished object shows, such as a frame that is too large.
pub fn list(module: &[u8], listing: Listing, options: &Options) -> Result<String, Error> {
    let module = AnalyzedModule::read(module, options)?;
    let windows = layout::windows(&module, options)?;
    let symbols = Symbols::new(&module, options)?;
    object::list(listing, &module, &windows, &symbols, options)
}

fn memory_symbol(
    module: &AnalyzedModule<'_>,
    object: &ObjectSymbols,
    windows: &PrimaryMap<MemoryIndex, Window>,
    index: MemoryIndex,
) -> MemorySymbol {
    let window = windows[index].clone();
    let heap_use = module.memory_layout(index).and_then(|layout| layout.heap_use.as_ref());
    MemorySymbol {
        symbol: object.memory(index),
        absolute: module.numbers.are_absolute(index),
        constants: Some(module.numbers.constants(index)).filter(|&size| size > 0).map(|size| ConstantsSymbol {
            symbol: object.constants(index),
            low: (!module.numbers.are_absolute(index)).then(|| module.numbers.first_constant(index, &window)),
            size,
        }),
        size: window.initial.map(|_| object.memory_size(index)),
        arena: object.arena(windows, index),
        stack_need: module.stack_need(index),
        stack_pointer: module.stack_pointer(index).map(|global| symbols::symbol_of_global(module, object, global)),
        heap_use: heap_use.filter(|_| window.heap > 0).map(ToString::to_string),
        window,
    }
}

fn global_symbol(module: &AnalyzedModule<'_>, object: &ObjectSymbols, name: &str, index: GlobalIndex) -> GlobalSymbol {
    let ty = module.sections.globals[index].ty;
    GlobalSymbol {
        name: name.to_owned(),
        symbol: object.global(index),
        ty: core_type(ty.content_type),
        mutable: ty.mutable,
    }
}

fn table_symbol(module: &AnalyzedModule<'_>, object: &ObjectSymbols, name: &str, index: TableIndex) -> TableSymbol {
    let table = module.tables[index];
    TableSymbol {
        name: name.to_owned(),
        symbol: object.table(index),
        initial: table.initial,
        size: table.grows().then(|| object.table_size(index)),
    }
}
