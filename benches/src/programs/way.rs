//! The ways in which a program is compiled, in the order of the tables.

use std::fmt;

/// A way to compile a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Natively by clang or rustc, each file or crate on its own.
    Clang(Aim),
    /// The same with optimization at link time, of all files or crates at once.
    Lto(Aim),
    /// Natively by GCC.
    Gcc(Aim),
    /// Through WebAssembly with relocations, with no access checked.
    Unchecked(Aim),
    /// Through WebAssembly with relocations, with every access checked.
    Checked(Aim),
    /// Through WebAssembly without relocations, with every access checked.
    Based(Aim),
    /// Through WebAssembly and C by wasm2c, which is compiled by clang.
    Wasm2c(Aim),
}

/// The aim of optimization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// Size above all.
    Size,
    /// Speed.
    Speed,
}

impl Way {
    /// All ways, in the order of the tables.
    pub const ALL: [Way; 14] = [
        Way::Clang(Aim::Size),
        Way::Lto(Aim::Size),
        Way::Gcc(Aim::Size),
        Way::Unchecked(Aim::Size),
        Way::Checked(Aim::Size),
        Way::Based(Aim::Size),
        Way::Wasm2c(Aim::Size),
        Way::Clang(Aim::Speed),
        Way::Lto(Aim::Speed),
        Way::Gcc(Aim::Speed),
        Way::Unchecked(Aim::Speed),
        Way::Checked(Aim::Speed),
        Way::Based(Aim::Speed),
        Way::Wasm2c(Aim::Speed),
    ];

    /// The native way that the way is compared with: the one with optimization at link time.
    pub fn native(self) -> Way {
        Way::Lto(self.aim())
    }

    /// The aim of its optimization.
    pub fn aim(self) -> Aim {
        match self {
            Way::Clang(aim)
            | Way::Lto(aim)
            | Way::Gcc(aim)
            | Way::Unchecked(aim)
            | Way::Checked(aim)
            | Way::Based(aim)
            | Way::Wasm2c(aim) => aim,
        }
    }

    /// Returns true if dissolve compiles.
    pub fn is_dissolved(self) -> bool {
        matches!(self, Way::Unchecked(_) | Way::Checked(_) | Way::Based(_))
    }

    /// The name of the way.
    pub const fn name(self) -> &'static str {
        match self {
            Way::Clang(Aim::Size) => "clang -Oz",
            Way::Clang(Aim::Speed) => "clang -O2",
            Way::Lto(Aim::Size) => "-Oz -flto",
            Way::Lto(Aim::Speed) => "-O2 -flto",
            Way::Gcc(Aim::Size) => "gcc -Os",
            Way::Gcc(Aim::Speed) => "gcc -O2",
            Way::Unchecked(Aim::Size) => "none -Oz",
            Way::Unchecked(Aim::Speed) => "none -O3",
            Way::Checked(Aim::Size) => "check -Oz",
            Way::Checked(Aim::Speed) => "check -O3",
            Way::Based(Aim::Size) => "based -Oz",
            Way::Based(Aim::Speed) => "based -O3",
            Way::Wasm2c(Aim::Size) => "wasm2c -Oz",
            Way::Wasm2c(Aim::Speed) => "wasm2c -O2",
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
