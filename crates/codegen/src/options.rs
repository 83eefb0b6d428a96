//! What a module is compiled for, and how.

use std::fmt;
use std::str::FromStr;

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
    /// Bytes of the arena that a memory gets if the module imports one.
    pub arena: u32,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident: $what:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
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
                $name::ALL.iter().copied().find(|value| value.name() == text).ok_or_else(|| {
                    let known: Vec<_> = $name::ALL.iter().map(|value| value.name()).collect();
                    format!("`{text}` is no {}; known are {}", $what, known.join(", "))
                })
            }
        }
    };
}

named! {
    /// A processor, with or without its floating-point unit.
    Target: "target" {
        /// Cortex-M3: Armv7-M, no FPU.
        CortexM3 = "cortex-m3",
        /// Cortex-M4 with the soft-float calling convention and no FPU instructions.
        CortexM4 = "cortex-m4",
        /// Cortex-M4 with its single-precision FPU and the hard-float calling convention.
        CortexM4F = "cortex-m4f",
    }
}

impl Target {
    /// The Rust target triple with the same calling convention.
    pub const fn triple(self) -> &'static str {
        match self {
            Target::CortexM3 => "thumbv7m-none-eabi",
            Target::CortexM4 => "thumbv7em-none-eabi",
            Target::CortexM4F => "thumbv7em-none-eabihf",
        }
    }

    /// Whether floats are passed in FPU registers (AAPCS32, section 6.1.2).
    pub const fn hard_float(self) -> bool {
        matches!(self, Target::CortexM4F)
    }

    /// LLVM's name of the processor.
    pub(crate) const fn cpu(self) -> &'static str {
        match self {
            Target::CortexM3 => "cortex-m3",
            Target::CortexM4 | Target::CortexM4F => "cortex-m4",
        }
    }

    /// LLVM's features on top of the processor's own.
    pub(crate) const fn features(self) -> &'static str {
        match self {
            Target::CortexM3 => "",
            Target::CortexM4 => "+soft-float,-fpregs",
            Target::CortexM4F => "+vfp4d16sp",
        }
    }
}

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
    Bounds: "bounds mode" {
        /// Code: the semantics of WebAssembly, exactly.
        Check = "check",
        /// Nothing: for code that is trusted or proved.
        None = "none",
    }
}

named! {
    /// What becomes of `memory.grow`.
    Grow: "growth mode" {
        /// A module that has one is refused.
        Reject = "reject",
        /// It gives -1; growing by nothing gives the size.
        Deny = "deny",
    }
}
