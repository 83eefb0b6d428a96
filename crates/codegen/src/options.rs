//! What a module is compiled for, and how.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use dissolve_abi::STACK_GUARD_LOG2;

use crate::Target;

/// How a module is compiled.
#[derive(Clone, Debug)]
pub struct Options {
    /// The processor.
    pub target: Target,
    /// How hard LLVM tries, and for what.
    pub opt: OptLevel,
    /// What guards a memory access.
    pub bounds: Bounds,
    /// What becomes of `memory.grow`.
    pub grow: Grow,
    /// The prefix of the symbols of functions that no interface has.
    pub prefix: String,
    /// Bytes of the guest's stack in linear memory that are backed, where the module lets a part be left out.
    pub stack: u32,
    /// Whether more of that stack is backed if calls can be seen to need it (see [`StackNeed`](crate::StackNeed)).
    pub stack_is_least: bool,
    /// Bytes above the heap's start that are backed where the program uses that memory; none for all that the memory has.
    pub heap: Option<u32>,
    /// Bytes of the arena of each memory that the module imports one for.
    pub arena: u32,
    /// Other sizes for the arenas of some memories, by what reports call the memory: its component, or `memory N`.
    pub arenas: BTreeMap<String, u32>,
    /// Whether an only arena is passed to the allocator by its descriptor, as one of several is: for a firmware of several
    /// objects, of which one at most can have the arena of `__cabi_arena_realloc`.
    pub arena_descriptor: bool,
    /// Bytes of a native stack frame at most: those that are denied below the stack, by default [`FRAME`].
    pub frame: u32,
    /// Bytes of code from which on LLVM is told less, so that its time and memory stay in proportion: [`LARGE`].
    pub large: usize,
}

impl Options {
    /// For size, every access checked, nothing that grows; 2 KiB of stack and 4 KiB of arena.
    pub fn new(target: Target, prefix: impl Into<String>) -> Options {
        Options {
            target,
            opt: OptLevel::Size,
            bounds: Bounds::Check,
            grow: Grow::Reject,
            prefix: prefix.into(),
            stack: 2048,
            stack_is_least: false,
            heap: None,
            arena: 4096,
            arenas: BTreeMap::new(),
            arena_descriptor: false,
            frame: FRAME,
            large: LARGE,
        }
    }
}

/// What the runtime denies below a stack whose low end is aligned well.
pub const FRAME: u32 = 1 << STACK_GUARD_LOG2;

/// Below it, what grows with the square of a module's size is little; above it, functions are some bytes larger.
pub const LARGE: usize = 1 << 18;

macro_rules! named {
    ($(#[$doc:meta])* $name:ident: $what:literal $(, later $later:literal)? { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every value.
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

/// Bytes of an arena at least: those of one block, its header and what the allocator aligns its range by.
pub const LEAST_ARENA: u32 = 24;

named! {
    /// Optimization, as `-O` takes it.
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

named! {
    /// What guards a memory access.
    Bounds: "bounds mode", later "mpu" {
        /// Code: the semantics of WebAssembly, exactly.
        Check = "check",
        /// Nothing: for code that is trusted or proved.
        None = "none",
    }
}

named! {
    /// A text that a module becomes on its way to an object, as `--emit` takes it.
    Listing: "text of a module" {
        /// LLVM IR as the module is translated to it.
        Unoptimized = "llvm-ir-unoptimized",
        /// LLVM IR as machine code is made of it.
        LlvmIr = "llvm-ir",
        /// Assembly.
        Assembly = "asm",
    }
}

/// What becomes of `memory.grow`, and of `table.grow`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grow {
    /// A module that has a `memory.grow` is refused; `table.grow` gives -1.
    Reject,
    /// It gives -1; growing by nothing gives the size.
    Deny,
    /// Each memory that grows has a reservation of that many bytes, from the lowest that is backed up to a whole page, and no more
    /// than its declared maximum; it gives -1 past it. A table that grows has one of [`TABLE_RESERVATION`].
    Bounded(u32),
}

/// The elements that a table may grow by, if its maximum lets it.
pub const TABLE_RESERVATION: u32 = 1024;

impl fmt::Display for Grow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Grow::Reject => f.write_str("reject"),
            Grow::Deny => f.write_str("deny"),
            Grow::Bounded(size) => write!(f, "bounded={size}"),
        }
    }
}
