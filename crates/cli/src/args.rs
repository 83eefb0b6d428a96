//! The command line.

mod values;

use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::OnceLock;

use clap::{Args, Parser, Subcommand};
use dissolve_pipeline::RuntimeForm;
use dissolve_pipeline::cache::DEFAULT_SIZE;
use dissolve_pipeline::codegen::{Addresses, Alignment, Bounds, Constants, OptLevel, TrapOrder, Traps};
use dissolve_pipeline::componentize::CoreName;
use dissolve_pipeline::fuse::{DEFAULT_HANDLES, MAX_HANDLES, MemoryMode, StaticsMode};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};

use self::values::address;
pub use self::values::{ArenaSize, Dependency, Emit, Format, Language, Plug, ProfileFile, StackSize};

/// The range of `--handles`.
fn handles() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=MAX_HANDLES.into())
}

/// The versions of dissolve and of the LLVM in it, and the targets.
pub fn version() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        let targets: Vec<_> = Target::ALL.iter().map(|target| target.name()).collect();
        let [major, minor, patch] = dissolve_pipeline::codegen::llvm_version();
        format!("{} (LLVM {major}.{minor}.{patch})\ntargets: {}", env!("CARGO_PKG_VERSION"), targets.join(", "))
    })
}

/// The end of the long help: the variables that the command reads.
const ENVIRONMENT: &str = "\
Environment:
  DISSOLVE_LIB   folder of the native runtime, with a folder for each Rust triple; by default ../lib/dissolve, from the command's own
  DISSOLVE_LLD   linker in place of the first of ld.lld-22, ld.lld-19, ld.lld and rust-lld that is on the PATH
  DISSOLVE_QEMU  emulator in place of the board's, such as qemu-system-arm; it gets the same arguments
  XDG_CACHE_HOME folder with the folder dissolve of compiled objects, unless --cache names another; by default .cache in HOME";

/// Turns WebAssembly components into bare-metal firmware.
///
/// The stages are commands of their own, each from one file to the next: `componentize` makes a component of a core module,
/// `fuse` makes one core module of a component, `compile` makes a native object, `build` a bootable image. `run` goes all
/// the way and calls a function on an emulated chip. `check` reports whether memory can grow, `inspect` shows the interface of a
/// fused module, `symbolize` explains the address of a trap. `targets` lists processors and `boards` boards; `doctor` says what
/// is missing on this machine, `init` makes a project to begin with, and `cmake` writes the package for projects in C. Every stage
/// takes binaries and WebAssembly text.
#[derive(Debug, Parser)]
#[command(name = "dissolve", version = version(), max_term_width = 100, after_long_help = ENVIRONMENT)]
pub struct Arguments {
    /// Print each phase when it is over, with the time that it took and the size of what it leaves, on standard error.
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Print a table of the phases at the end, with the time that each took and the size of what it leaves, on standard error.
    #[arg(long, global = true)]
    pub time: bool,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands; each is described with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    Componentize(Componentize),
    Fuse(Fuse),
    Check(Check),
    Inspect(Inspect),
    Compile(Compile),
    Build(Build),
    Run(Run),
    Debug(Debug),
    Symbolize(Symbolize),
    Targets(Targets),
    Boards(Boards),
    Doctor(Doctor),
    Completions(Completions),
    Cmake(Cmake),
    Init(Init),
}

/// Make a component of a core module.
///
/// The module says which WIT world it implements, as every module with bindings of wit-bindgen does. An import that no WIT
/// world describes can be passed through: it becomes a function import of the component, and stays the import of the module
/// that it was. So a guest calls a function of the embedder that has no WIT, such as a write to a register. The import of the
/// arena, `env::__cabi_arena_realloc`, always passes through.
#[derive(Debug, Args)]
pub struct Componentize {
    /// The core module (binary or text).
    pub input: PathBuf,
    /// Pass the core import MODULE::NAME through to the embedder, such as `env::mmio_write32`. May be repeated.
    #[arg(long = "import-passthrough", value_name = "MODULE::NAME")]
    pub passthrough: Vec<CoreName>,
    /// Put an arena of SIZE into the module in place of its import `env::__cabi_arena_realloc`.
    ///
    /// The component then runs on any engine. The arena takes pages at the end of the memory, and traps when it is
    /// exhausted. The import is then not passed through, and a module that executes `memory.size` or `memory.grow`
    /// is refused: it could take the arena for free memory.
    #[arg(long, value_name = "SIZE")]
    pub bind_arena: Option<ByteSize>,
    /// Write the component to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// The components that are composed with an input.
#[derive(Debug, Default, Args)]
pub struct Plugs {
    /// Plug this component in: its exports serve the imports of the input and of other plugs. May be repeated.
    ///
    /// An export serves an import of the same name, or of a semver-compatible version, if its type fits. Order has no
    /// meaning. Imports that no plug serves stay imports. Messages call each component by its file stem. With IMPORT, the
    /// name of an import with or without its version, the component serves that alone, with whichever export has its type.
    #[arg(long, value_name = "[IMPORT=]FILE")]
    pub plug: Vec<Plug>,
    /// For an input that is a `.wac` document: the file of a package that it refers to. May be repeated.
    #[arg(long, value_name = "NS:PKG[@VERSION]=FILE")]
    pub dep: Vec<Dependency>,
    /// For an input that is a `.wac` document: the folder of the other packages, as `NS/PKG.wasm` or `NS/PKG/VERSION.wasm` [default:
    /// `deps` beside the document].
    #[arg(long, value_name = "FOLDER")]
    pub deps_dir: Option<PathBuf>,
}

impl Plugs {
    /// The files that are named.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.plug.iter().map(|plug| &plug.path).chain(self.dep.iter().map(|dependency| &dependency.path))
    }
}

/// Make one core module of a component, or of several plugged into each other.
///
/// Every call between components is resolved and every adapter generated; only what the embedder must provide is left to
/// import. What nothing reaches any more is dropped. If a `memory.grow` is left, the component is refused with the calls
/// that lead to it.
#[derive(Debug, Args)]
pub struct Fuse {
    /// The component (binary or text), or a `.wac` document.
    pub input: PathBuf,
    /// The components to compose it with.
    #[command(flatten)]
    pub plugs: Plugs,
    /// Growth of memory: `reject` refuses a component that can grow one, `deny` makes `memory.grow` give -1, `bounded=SIZE` lets
    /// each memory that grows have SIZE bytes that are backed, up to a whole page, and gives -1 past that.
    #[arg(long, value_name = "MODE", default_value = "reject")]
    pub grow: Grow,
    /// The component's name in reports [default: the input's file stem].
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Put an arena of SIZE into each memory whose component imports `env::__cabi_arena_realloc`, in place of the import.
    ///
    /// The module then runs on any engine. The arena takes pages at the end of the memory, and traps when it is exhausted.
    /// A component that executes `memory.size` is refused: it could take the arena for free memory.
    #[arg(long, value_name = "SIZE")]
    pub bind_arena: Option<ByteSize>,
    /// Handles of resources that each component instance can have at once; one more traps.
    ///
    /// An instance that never owns a handle has room for as many as one call can be lent, if that number is known; `--explain` says
    /// what each one has room for.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HANDLES, value_parser = handles())]
    pub handles: u32,
    /// Memories of the components: `isolated`, where each keeps its own, or `shared`, where each has a region of one memory.
    ///
    /// `isolated` gives a module with a memory for each component, which no other component can reach. `shared` is for engines
    /// that know only one memory; addresses are rebased, and no component can grow it.
    #[arg(long, value_name = "MODE", default_value = "isolated")]
    pub memory: MemoryMode,
    /// Statics of the components: `together` in the memory of each, or `apart`, where those have memories of their own that
    /// the component reaches only by their names.
    ///
    /// `apart` needs the relocations of the linker (`--emit-relocs`). A compiler then sees which statics are constant.
    #[arg(long, value_name = "MODE", default_value = "apart")]
    pub statics: StaticsMode,
    /// Stack of each component in a shared memory. All components use one stack, with room for those that can be active at once.
    #[arg(long, value_name = "SIZE", default_value = "2KiB")]
    pub stack: ByteSize,
    /// In a shared memory, how much of the memory above its statics a component keeps that uses it [default: all that it
    /// declares].
    ///
    /// A component uses it if something in it takes the address of its heap's start; `--explain` says what.
    #[arg(long, value_name = "SIZE")]
    pub heap: Option<ByteSize>,
    /// Print which export serves each import, the imports that are left, the place of each component's stack and data with the
    /// reason, the functions that were dropped, and the places where memory grows.
    #[arg(long)]
    pub explain: bool,
    /// Write the module after each phase as text into FOLDER, which is made if it is not there: `1-merge.wat`, `2-seams.wat` and so on.
    ///
    /// `merge` appends all core modules to one; `seams` shortens the adapters between them; `live` drops what nothing reaches;
    /// `shared` makes one memory of theirs, if that is asked for; `objects` gives statics memories of their own; `bind-arena` puts arenas in; `places` notes where code comes from.
    #[arg(long, value_name = "FOLDER")]
    pub keep_phases: Option<PathBuf>,
    /// Write the module to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Report whether a component or a core module is bounded.
///
/// It is bounded if no `memory.grow` in it can be reached. The report lists what it imports and exports, how each memory is used
/// (stack, statics, heap start), and the calls that lead from an export to every `memory.grow`. A component is judged by what
/// fusing it leaves. The exit status is 0 for a bounded input and 1 for any other. An input that is not valid has status 1
/// too, with an error on standard error and nothing on standard output.
#[derive(Debug, Args)]
pub struct Check {
    /// A component or a core module (binary or text), or a `.wac` document.
    pub input: PathBuf,
    /// The components to compose it with.
    #[command(flatten)]
    pub plugs: Plugs,
    /// Format of the report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// Print the interface of a fused module.
///
/// For each import and export: its WIT name and type, its core name and type, the memory that values cross in, the encoding of
/// strings, the functions that allocate and free. Also the embedder's symbols, memories with their layout, named types, and
/// custom sections. `fuse` writes all that into the module; a component has to be fused first.
#[derive(Debug, Args)]
pub struct Inspect {
    /// A fused module (binary or text).
    pub input: PathBuf,
    /// Format of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// Start a board's emulator with an image, for a debugger.
///
/// The chip stops before its first instruction. The command prints the line that starts gdb and connects it, and ends when the emulator
/// does: `kill` in gdb ends it, and so does Ctrl-C here. What the image prints over semihosting appears here. In an image with
/// `--gate`, gdb can call exported functions: let it run until it waits for a host, stop it, and `call`. gdb finds
/// functions, places in the core module and, of trusted code, source lines in the image's debug information.
#[derive(Debug, Args)]
pub struct Debug {
    /// The image, as `build` wrote it.
    pub image: PathBuf,
    /// The board: a name that `dissolve boards` lists, or the path of a board file.
    #[arg(long, value_name = "BOARD")]
    pub board: String,
    /// The processor that the image was built for [default: the board's preferred one].
    #[arg(long, value_name = "TARGET")]
    pub target: Option<Target>,
    /// The TCP port, of this machine only, at which the emulator waits for the debugger [default: a free one].
    #[arg(long, value_name = "PORT")]
    pub port: Option<NonZeroU16>,
}

/// Say what the addresses of a trap mean: component, function, offset, and kind.
///
/// For a chip that reports a trap by itself (the field `pc` of the report that `__dissolve_trap` gets), or for an address from a
/// debugger. The image must be the one that runs on the chip, as `build` wrote it: with its symbols and line tables, which take
/// no room on the chip.
#[derive(Debug, Args)]
pub struct Symbolize {
    /// The image.
    pub image: PathBuf,
    /// The addresses, such as 0x80001f4.
    #[arg(value_name = "ADDRESS", required = true, value_parser = address)]
    pub addresses: Vec<u32>,
    /// The link register at the time of the trap (the field `lr` of the report), which tells the caller.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    pub lr: Option<u32>,
}

/// List the processors that code is generated for.
///
/// For each: its Rust triple, the floats that its FPU computes with, the memory protection unit that its architecture has,
/// and the board on which it is emulated. Options take a target's name or its triple; a triple that several targets have means
/// the first of them. Libraries are compiled for developers' machines too, so that tests can call a component where they are built;
/// `host` is this machine.
#[derive(Debug, Args)]
pub struct Targets {}

/// List the boards that come with dissolve, or print the file of one.
///
/// For each: its chip, the targets whose code it runs, the preferred one first, its flash and RAM, and its emulator. A board of
/// your own is a file like theirs, which `--board` takes in place of a name: start from one, as `dissolve boards mps2-an386 > my.toml`.
#[derive(Debug, Args)]
pub struct Boards {
    /// Check and print the file of this board: its name, or the path of a board file.
    #[arg(value_name = "BOARD")]
    pub board: Option<String>,
}

/// Look for what dissolve needs of this machine, and say how to get what is missing.
///
/// That is a linker and the native runtime, for images, and the emulators of the boards, to run them. The exit status is 0 if
/// everything is there, and 1 if something is missing.
#[derive(Debug, Args)]
pub struct Doctor {}

/// Print the completions of the command line for a shell.
///
/// For bash: `dissolve completions bash > ~/.local/share/bash-completion/completions/dissolve`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell.
    pub shell: clap_complete::Shell,
}

/// Write the CMake package, with the function `dissolve_add_component`.
///
/// Without a folder it is written to `lib/cmake/dissolve` beside the folder `bin` of this command. There `find_package(dissolve)` finds it,
/// if that `bin` is in the PATH. In a folder of your choice it is found with `-Ddissolve_DIR=FOLDER`. The folder is printed.
#[derive(Debug, Args)]
pub struct Cmake {
    /// The folder, which is made if there is none.
    #[arg(value_name = "FOLDER")]
    pub folder: Option<PathBuf>,
}

/// Make a folder with a component, firmware that calls it, and a test that runs it on this machine.
///
/// The component is a Rust crate with an interface in WIT. The firmware is in Rust, with cortex-m-rt or riscv-rt, or in C, for
/// arm-none-eabi-gcc with newlib, and runs in the board's emulator. README.md in the folder has the commands.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder, new or empty. Its name is that of the component's world.
    #[arg(value_name = "NAME")]
    pub folder: PathBuf,
    /// The language of the firmware.
    #[arg(long, value_name = "LANGUAGE", default_value = "rust")]
    pub lang: Language,
    /// The board: one that `dissolve boards` lists, or the path of a board file (`.toml`). The processor is its first.
    #[arg(long, value_name = "BOARD", default_value = "mps2-an386")]
    pub board: String,
}

/// Options of code generation.
#[derive(Debug, Args)]
pub struct Codegen {
    /// Optimize: `s` for size, `z` for size above all, `2` and `3` for speed.
    #[arg(short = 'O', long = "optimize", value_name = "LEVEL", default_value = "s")]
    pub opt: OptLevel,
    /// Checks of memory accesses: `check` follows WebAssembly exactly; `none` checks nothing, for code that is trusted.
    #[arg(long, value_name = "MODE", default_value = "check")]
    pub bounds: Bounds,
    /// Addresses in a memory all of whose addresses are known: `absolute` are native ones and need no base, `based` are small numbers,
    /// which a shorter check guards [default: `absolute` with `--bounds none`, `based` otherwise].
    #[arg(long, value_name = "KIND")]
    pub addresses: Option<Addresses>,
    /// Constants that any pointer may reach, in such a memory: in `flash`, where a checked read that is not in RAM is checked again, or
    /// in `ram`; `auto` is `flash` if no access is checked, or if the saved RAM is worth the longer code.
    #[arg(long, value_name = "PLACE", default_value = "auto")]
    pub constants: Constants,
    /// Alignment of addresses: with `any`, any address works, as in WebAssembly; with `hinted`, an access may fault if its address has not
    /// the alignment that its instruction names, as in native code; `auto` is `hinted` where addresses are absolute and nothing is checked.
    #[arg(long, value_name = "KIND", default_value = "auto")]
    pub alignment: Alignment,
    /// Order of traps: with `early`, an access out of bounds can trap before stores that come before it, but not before a call, so
    /// that accesses share checks, and a frame that does not fit the stack traps where it is opened; `exact` follows WebAssembly [default: `early` for components, which nobody can enter after a trap,
    /// `exact` for core modules].
    #[arg(long, value_name = "ORDER")]
    pub trap_order: Option<TrapOrder>,
    /// Growth of memory: `reject` refuses an input that can grow one, `deny` makes `memory.grow` give -1, `bounded=SIZE` reserves
    /// SIZE bytes for each memory that grows, from the lowest that is backed up to a whole page, and gives -1 past that.
    #[arg(long, value_name = "MODE", default_value = "reject")]
    pub grow: Grow,
    /// The arena of each memory whose component imports `__cabi_arena_realloc`: SIZE for all, NAME=SIZE for the component that
    /// `check` and `fuse --explain` call NAME [default: 4KiB]. May be repeated; of two sizes for one, the later counts.
    #[arg(long, value_name = "SIZE|NAME=SIZE")]
    pub arena: Vec<ArenaSize>,
    /// Pass an only arena to the allocator by its descriptor, as one of several is passed: the object needs `__cabi_arena_realloc_in`,
    /// and can be linked beside another that has an arena.
    #[arg(long, conflicts_with = "bind_arena")]
    pub arena_descriptor: bool,
    /// Put an arena of SIZE into each memory whose component imports `__cabi_arena_realloc`, before the code is generated, as
    /// `fuse --bind-arena` does. The image then has no allocator of the runtime or the embedder.
    #[arg(long, value_name = "SIZE", conflicts_with = "arena")]
    pub bind_arena: Option<ByteSize>,
    /// The guest's own stack, in its linear memory: `auto` is what calls need, and 2KiB at least where that cannot be seen. In a
    /// module that was fused with a shared memory, it is what it was then.
    #[arg(long, value_name = "SIZE|auto", default_value = "auto")]
    pub stack: StackSize,
    /// Bytes above `__heap_base` that are backed where the guest uses that memory without asking for its size [default: all that
    /// its memory has].
    #[arg(long, value_name = "SIZE")]
    pub heap: Option<ByteSize>,
    /// Memories of the components of an input that is fused first: `isolated` or `shared`, as for `fuse`.
    #[arg(long, value_name = "MODE", default_value = "isolated")]
    pub memory: MemoryMode,
    /// Statics: `apart`, where constants are in flash, or `together` in the memory of their component, as for `fuse`.
    ///
    /// Constants are in flash if the guest's linker kept its relocations (`--emit-relocs`) and the guest does not pass their
    /// addresses on.
    #[arg(long, value_name = "MODE", default_value = "apart")]
    pub statics: StaticsMode,
    /// Handles of resources that each component instance of an input that is fused first can have at once.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_HANDLES, value_parser = handles())]
    pub handles: u32,
    /// Prefix of the symbols of functions that belong to no interface, and of the object's own [default: the name of the world,
    /// or else of the module; never a file's].
    #[arg(long, value_name = "NAME")]
    pub prefix: Option<String>,
    /// Keep compiled objects in FOLDER, and take one from there if the same code was compiled with the same options before [default:
    /// `dissolve` in the folder `$XDG_CACHE_HOME`, or else in `~/.cache`].
    #[arg(long, value_name = "FOLDER", overrides_with_all = ["cache", "no_cache"])]
    pub cache: Option<PathBuf>,
    /// Compile even if the folder has the object, and keep nothing there.
    #[arg(long, overrides_with_all = ["cache", "no_cache"])]
    pub no_cache: bool,
    /// The most that the objects in the folder take. Those that were not used for the longest time are removed.
    #[arg(long, value_name = "SIZE", default_value_t = DEFAULT_SIZE, overrides_with = "cache_size")]
    pub cache_size: ByteSize,
}

/// Make a library for the firmware of others, or a relocatable native object.
///
/// A library is a folder: `libNAME.a` has the program and the runtime that it needs, and nothing that boots; `NAME.rs` and `NAME.h` are bindings
/// in Rust and C; `NAME.json` describes everything for machines. NAME is the name of the world. A call of an export gives an error if the
/// program traps, or if another call is in progress.
///
/// In an object, exported functions are C functions: `f-n` of the interface `ns:pkg/iface` is `ns_pkg_iface_f_n`, a function of the
/// world itself is `PREFIX_f_n`. `__dissolve_PREFIX_instantiate` puts everything in its initial state; call it first. The arena import
/// stays the undefined symbol `__cabi_arena_realloc`; an object with several arenas has `__cabi_arena_realloc_in` instead, which gets
/// the arena's descriptor as well. Of several objects in a firmware, one can have the arena of `__cabi_arena_realloc`: compile the
/// others with `--arena-descriptor`.
#[derive(Debug, Args)]
pub struct Compile {
    /// A core module, or a component, which is fused first (binary or text), or a `.wac` document.
    pub input: PathBuf,
    /// The components to compose it with.
    #[command(flatten)]
    pub plugs: Plugs,
    /// The processor, by a name that `dissolve targets` lists, or by a Rust triple. `host` is this machine, for a library.
    #[arg(long, value_name = "TARGET")]
    pub target: Target,
    /// The options of code generation.
    #[command(flatten)]
    pub codegen: Codegen,
    /// The way that a library traps: `call` calls a function of its runtime, and needs nothing of the firmware; `fault` is a single
    /// instruction, whose fault the firmware's handler passes on [default: call].
    #[arg(long, value_name = "HOW")]
    pub traps: Option<Traps>,
    /// Write a library (`library`), an object (`obj`), its assembly (`asm`), or the LLVM IR that it is made from, before (`llvm-ir-unoptimized`) or after
    /// (`llvm-ir`) LLVM has optimized it.
    ///
    /// The default is a library where the output is a folder or ends with `/`, and an object elsewhere.
    #[arg(long, value_name = "WHAT")]
    pub emit: Option<Emit>,
    /// Give a library a native stack of its own of this size, on which its calls run, and trap before they go beyond its end. Without it they run
    /// on the stack of their caller.
    #[arg(long, value_name = "SIZE")]
    pub native_stack: Option<ByteSize>,
    /// The WIT sources of the component, a file or a folder. Their comments become documentation in the bindings of a library: those of all
    /// items in Rust, those of functions in C. Of several worlds, the one with the library's name is taken.
    #[arg(long, value_name = "PATH")]
    pub wit: Option<PathBuf>,
    /// Write it to this file; a library to this folder, which is made if there is none.
    #[arg(short, long, value_name = "PATH")]
    pub output: PathBuf,
}

/// The board that a program runs on.
#[derive(Debug, Args)]
pub struct OnBoard {
    /// The board: one that `dissolve boards` lists, or the path of a board file (`.toml`).
    #[arg(long, value_name = "BOARD")]
    pub board: String,
    /// The processor [default: the board's first].
    #[arg(long, value_name = "TARGET")]
    pub target: Option<Target>,
    /// The native stack that calls run on: `auto` is what calls need, and 2KiB at least where that cannot be seen.
    #[arg(long, value_name = "SIZE|auto", default_value = "auto")]
    pub native_stack: StackSize,
    /// The stack of boot and of handlers: `auto` is what the runtime needs, and 1KiB at least where objects of `--link` have handlers.
    #[arg(long, value_name = "SIZE|auto", default_value = "auto")]
    pub handler_stack: StackSize,
    /// Link this object or archive of the embedder, before the runtime. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub link: Vec<PathBuf>,
    /// The form of the runtime's allocator: with `bitcode`, it is compiled and optimized with the program; with `archive`, it is
    /// linked as it was compiled before, which takes less time.
    #[arg(long, value_name = "FORM", default_value_t = RuntimeForm::Bitcode)]
    pub runtime: RuntimeForm,
}

/// Make a bootable image for a board.
///
/// The image has the program, the runtime and nothing else: reset, fault handler, the arena if the program imports one. It
/// prints what takes how much of flash and RAM; if it does not fit, it lists that and writes nothing.
#[derive(Debug, Args)]
pub struct Build {
    /// A component or a core module (binary or text), or a `.wac` document.
    pub input: PathBuf,
    /// The components to compose it with.
    #[command(flatten)]
    pub plugs: Plugs,
    /// The board and its options.
    #[command(flatten)]
    pub on_board: OnBoard,
    /// The options of code generation.
    #[command(flatten)]
    pub codegen: Codegen,
    /// Call this exported function, a plain `func()`, at boot.
    #[arg(long, value_name = "FUNCTION", conflicts_with = "gate")]
    pub entry: Option<String>,
    /// Put the call gate into the image, so that a host can call functions over semihosting.
    #[arg(long)]
    pub gate: bool,
    /// Print every function and object with its size, largest first.
    #[arg(long)]
    pub symbols: bool,
    /// Write the ELF to this file.
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
}

/// Call a function on an emulated board.
///
/// Arguments and results are values in WAVE, as in `--invoke 'greet("World")'`; a function of a plain core module takes and
/// gives numbers. Each `--invoke` is a call, in order, in one boot. A trap prints its kind and the function it happened in;
/// the calls after it run in a fresh instance.
///
/// Functions of resources are called by their names in WIT: `--invoke '[constructor]conn(4)'`. A handle is the resource's name and
/// a number, which the answer gives it, here `conn#1`; calls after it take it so: `--invoke '[method]conn.send(conn#1, 5)'`,
/// `--invoke '[resource-drop]conn(conn#1)'`. One that is handed over, dropped, or of an instance that trapped is gone.
#[derive(Debug, Args)]
pub struct Run {
    /// A component or a core module (binary or text), or a `.wac` document.
    pub input: PathBuf,
    /// The components to compose it with.
    #[command(flatten)]
    pub plugs: Plugs,
    /// The board and its options.
    #[command(flatten)]
    pub on_board: OnBoard,
    /// The options of code generation.
    #[command(flatten)]
    pub codegen: Codegen,
    /// The call: a function and its arguments. May be repeated.
    #[arg(long, value_name = "CALL", required = true)]
    pub invoke: Vec<String>,
    /// Print the chip, the size of the image and the instructions that each call took.
    #[arg(long)]
    pub count: bool,
    /// Print where the instructions of the calls were spent: by component, function and place, and the calls between components. With
    /// `=FILE`, also write them to a file: a flame graph (`.svg`), folded stacks (`.folded`), or what `pprof` reads (`.pb`). May be repeated.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub profile: Vec<ProfileFile>,
    /// Write which places of the program were executed, and how often, as an LCOV tracefile.
    #[arg(long, value_name = "FILE")]
    pub coverage: Option<PathBuf>,
    /// Make each call N times in one boot, and stop at the first answer that differs.
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u32).range(1..))]
    pub repeat: u32,
    /// Seconds to wait for the chip's answer before giving up.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: u64,
}
