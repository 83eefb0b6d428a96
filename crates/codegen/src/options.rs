//! The options of compilation.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use dissolve_abi::STACK_GUARD_LOG2;
use dissolve_interface::Observer;
use dissolve_targets::{Grow, Target};

/// The options with which a module is compiled.
#[derive(Clone, Debug)]
pub struct Options {
    /// The processor.
    pub target: Target,
    /// The optimization level of LLVM.
    pub opt: OptLevel,
    /// The check that guards each memory access.
    pub bounds: Bounds,
    /// The numbers that stand for places in a memory whose addresses are all known.
    pub addresses: Addresses,
    /// The place of constants whose addresses are not all followed.
    pub constants: Constants,
    /// The treatment of `memory.grow` and `table.grow`.
    pub grow: Grow,
    /// The prefix of symbols of functions that belong to no interface.
    pub prefix: String,
    /// Bytes of the guest's stack in linear memory that are backed, if the module's layout allows to leave out the
    /// rest.
    pub stack: u32,
    /// True to back the stack that calls need instead (see [`StackNeed`](crate::StackNeed)). If only a part of the need
    /// is known, the larger of both is backed.
    pub stack_is_computed: bool,
    /// Bytes above the heap's start that are backed if the program uses memory there; `None` backs all of the memory.
    pub heap: Option<u32>,
    /// Bytes of each arena that the module imports.
    pub arena: u32,
    /// Different sizes for the arenas of some memories. The key is the name that reports give the memory: its
    /// component, or `memory N`.
    pub arenas: BTreeMap<String, u32>,
    /// True if a module with one arena passes its descriptor to the allocator too, as a module with several does. For a
    /// firmware of several objects: at most one of them can use `__cabi_arena_realloc`, which has no descriptor.
    pub arena_descriptor: bool,
    /// The allocator to compile with the program; `None` leaves it undefined in the object.
    pub allocator: Option<Allocator>,
    /// Exported functions of the type of `cabi_realloc` that callers of the object only use to get new blocks: the address and
    /// the length of the old block are taken to be zero, whatever is passed.
    pub fresh: BTreeSet<String>,
    /// The exported functions that others call, each by the name of its export or by its symbol; `None` if they may call any. The
    /// object does not define the others for them.
    pub called: Option<BTreeSet<String>>,
    /// The instruction sequence that traps.
    pub traps: Traps,
    /// The alignment of addresses.
    pub alignment: Alignment,
    /// The order of traps and of the effects before them.
    pub trap_order: TrapOrder,
    /// True to compile the program as a library: an entry for each export, which refuses a call while another is in
    /// progress and returns after a trap; every symbol has the prefix of the program.
    pub library: bool,
    /// Bytes of a stack of the library's own, on which its calls run; `None` for the stack of their caller. A call that
    /// would go beyond its end traps.
    pub own_stack: Option<u32>,
    /// The largest native stack frame, in bytes: the size of the guard below the stack, by default [`FRAME`].
    pub frame: u32,
    /// Bytes of code from which on a module is large: then LLVM is told less, so that its time and memory stay in
    /// proportion. By default [`LARGE`].
    pub large: usize,
    /// Hears of each phase.
    pub observer: Observer,
}

impl Options {
    /// The defaults: optimize for size, check every access, refuse growth, trap in the exact order; 2 KiB of stack and 4 KiB of arena.
    pub fn new(target: Target, prefix: impl Into<String>) -> Options {
        Options {
            target,
            opt: OptLevel::Size,
            bounds: Bounds::Check,
            addresses: Addresses::Based,
            constants: Constants::Auto,
            grow: Grow::Reject,
            prefix: prefix.into(),
            stack: 2048,
            stack_is_computed: false,
            heap: None,
            arena: 4096,
            arenas: BTreeMap::new(),
            arena_descriptor: false,
            allocator: None,
            fresh: BTreeSet::new(),
            called: None,
            traps: Traps::Fault,
            alignment: Alignment::Auto,
            trap_order: TrapOrder::Exact,
            library: false,
            own_stack: None,
            frame: FRAME,
            large: LARGE,
            observer: Observer::default(),
        }
    }
}

/// The allocator of arenas, as LLVM bitcode: `dissolve_abi::symbol::ARENA_REALLOC_IN` and
/// `dissolve_abi::symbol::ARENA_ALLOCATE_OR_FREE_IN`.
#[derive(Clone, PartialEq, Eq)]
pub struct Allocator(Arc<[u8]>);

impl Allocator {
    /// The allocator in a file of bitcode.
    pub fn new(bitcode: impl Into<Arc<[u8]>>) -> Allocator {
        Allocator(bitcode.into())
    }

    /// The file of bitcode.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Allocator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Allocator({} bytes)", self.0.len())
    }
}

/// The size in bytes of the guard below a stack whose low end is aligned to it. The runtime denies access to the guard.
pub const FRAME: u32 = 1 << STACK_GUARD_LOG2;

/// Bytes of code. In smaller modules, work that grows with the square of the module's size costs little; in larger
/// ones, functions become some bytes larger to avoid it.
pub const LARGE: usize = 1 << 18;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident: $what:literal $(, later $later:literal)? { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All values.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// The name on the command line.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<$name, String> {
                $(if text == $later {
                    return Err(format!("the {} `{text}` is not there yet; the default is exact on every target", $what));
                })?
                $name::ALL.iter().copied().find(|value| value.name() == text).ok_or_else(|| {
                    let known: Vec<_> = $name::ALL.iter().map(|value| value.name()).collect();
                    let hint = dissolve_interface::did_you_mean(text, known.iter().copied());
                    format!("`{text}` is no {}; known are {}{hint}", $what, known.join(", "))
                })
            }
        }
    };
}

/// The smallest arena, in bytes: one block with its header, and the alignment of the allocator's range.
pub const LEAST_ARENA: u32 = 24;

named! {
    /// The optimization level, as `-O` takes it.
    OptLevel: "optimization level" {
        /// Speed.
        Two = "2",
        /// More speed, more code.
        Three = "3",
        /// Size, without losing much speed.
        Size = "s",
        /// Size above all.
        SizeAboveAll = "z",
    }
}

impl OptLevel {
    /// Returns true if code is to be small.
    pub fn is_for_size(self) -> bool {
        matches!(self, OptLevel::Size | OptLevel::SizeAboveAll)
    }
}

named! {
    /// The check that guards each memory access.
    Bounds: "bounds mode", later "mpu" {
        /// Compare and branch: exactly the semantics of WebAssembly.
        Check = "check",
        /// None: for code that is trusted or proved.
        None = "none",
    }
}

named! {
    /// The numbers that stand for places in a memory, as `--addresses` takes them. Only a memory whose addresses are all known
    /// (`dissolve_interface::Relocated`) can have absolute ones.
    Addresses: "kind of addresses" {
        /// The native address is a base and the linear address.
        Based = "based",
        /// The native address is the linear address.
        Absolute = "absolute",
    }
}

named! {
    /// The place of constants that any pointer of the program may reach, as `--constants` takes it. Only those of a memory whose
    /// addresses are all known can stay in flash.
    Constants: "place of constants" {
        /// In flash if that saves more than it costs. Unchecked accesses cost nothing.
        Auto = "auto",
        /// In flash: then a checked read that finds its address outside of RAM checks again.
        Flash = "flash",
        /// In RAM, with the other statics.
        Ram = "ram",
    }
}

named! {
    /// The alignment of the addresses of accesses, as `--alignment` takes it.
    Alignment: "alignment" {
        /// That of the instructions where addresses are absolute and nothing is checked: then a compiler made them. Any elsewhere.
        Auto = "auto",
        /// Any address works, as in WebAssembly.
        Any = "any",
        /// Addresses have the alignment that the instruction names: at some others the processor faults.
        Hinted = "hinted",
    }
}

named! {
    /// The instruction sequence that ends a call with a trap, as `--traps` takes it.
    Traps: "kind of trap site" {
        /// One instruction that faults; a handler of the fault decodes it.
        Fault = "fault",
        /// A call of a function of the runtime, in three halfwords on Arm.
        Call = "call",
    }
}

named! {
    /// The order of traps and of the effects before them, as `--trap-order` takes it.
    TrapOrder: "order of traps" {
        /// The order of the specification: each store before a trap is done.
        Exact = "exact",
        /// An access out of bounds can trap before stores, changes of globals, and rounds of its loop that come before it, but never before
        /// a call; only a frame that does not fit the guest's stack traps where it is opened. For programs whose instance ends with a trap, as a component's does: then nobody sees the difference.
        Early = "early",
    }
}

named! {
    /// A text that shows the module at one stage of compilation, as `--emit` takes it.
    Listing: "text of a module" {
        /// LLVM IR before optimization.
        Unoptimized = "llvm-ir-unoptimized",
        /// LLVM IR after optimization, from which machine code is made.
        LlvmIr = "llvm-ir",
        /// Assembly.
        Assembly = "asm",
    }
}

/// The number of elements that a table may grow by, if its declared maximum allows it.
pub const TABLE_RESERVATION: u32 = 1024;
