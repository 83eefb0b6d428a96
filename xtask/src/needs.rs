//! The requirements of tasks, beyond the Rust that runs xtask. Each is checked by using it, not by a mark from an
//! earlier run, because packages can be removed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fmt, fs};

use crate::sanitizer::host_with_address_sanitizer;
use crate::shell;
use crate::toolchain;

/// Something that a machine may be missing.
pub struct Need {
    /// Its name, for people.
    pub name: &'static str,
    /// The purpose it serves.
    pub reason: &'static str,
    /// The Debian packages that contain it.
    pub packages: &'static [&'static str],
    /// Returns true if it is installed.
    pub is_met: fn() -> bool,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.packages.join(" "), self.name, self.reason)
    }
}

/// The requirements of every build.
pub const BUILD: &[Need] = &[
    Need {
        name: "LLVM 22 for developers",
        reason: "dissolve generates code with it",
        packages: &["llvm-22-dev"],
        is_met: || has_llvm(22, "LLVM_SYS_221_PREFIX"),
    },
    Need {
        name: "the C++ library for developers",
        reason: "LLVM is linked against it",
        packages: &["g++"],
        is_met: || can_link("libstdc++.so"),
    },
    Need {
        name: "lld 22",
        reason: "it links images and guests",
        packages: &["lld-22"],
        is_met: || runs("ld.lld-22") && runs("wasm-ld-22"),
    },
    Need {
        name: "QEMU for Arm",
        reason: "it emulates the boards",
        packages: &["qemu-system-arm"],
        is_met: || runs("qemu-system-arm"),
    },
    Need {
        name: "QEMU for RISC-V",
        reason: "it emulates the boards",
        packages: &["qemu-system-misc"],
        is_met: || runs("qemu-system-riscv32"),
    },
];

/// The additional requirements of tests.
pub const TEST: &[Need] = &[
    Need {
        name: "LLVM 19 for developers",
        reason: "dissolve must build with it too",
        packages: &["llvm-19-dev"],
        is_met: || has_llvm(19, "LLVM_SYS_191_PREFIX"),
    },
    Need {
        name: "clang 22 with its sanitizers",
        reason: "it compiles guests in C and C++, and their arena for this machine",
        packages: &["clang-22", "libclang-rt-22-dev"],
        is_met: || runs("clang-22") && runs("clang++-22") && has_sanitizers("clang-22"),
    },
    Need {
        name: "csmith and its headers",
        reason: "it makes random programs in C",
        packages: &["csmith", "libcsmith-dev"],
        is_met: || runs("csmith"),
    },
    Need {
        name: "QEMU for programs of AArch64",
        reason: "it runs libraries that are compiled for AArch64",
        packages: &["qemu-user"],
        is_met: || runs("qemu-aarch64"),
    },
    Need {
        name: "GCC for Arm with newlib",
        reason: "it compiles the firmware in C",
        packages: &["gcc-arm-none-eabi", "libnewlib-arm-none-eabi"],
        is_met: || runs("arm-none-eabi-gcc") && has_newlib(),
    },
    Need {
        name: "GCC for RISC-V",
        reason: "it compiles the firmware in C",
        packages: &["gcc-riscv64-unknown-elf"],
        is_met: || runs("riscv64-unknown-elf-gcc"),
    },
    Need {
        name: "Make and CMake",
        reason: "they build the firmware in C",
        packages: &["make", "cmake"],
        is_met: || runs("make") && runs("cmake") && runs("ctest"),
    },
    Need {
        name: "valgrind",
        reason: "it watches memory where Rust comes without AddressSanitizer",
        packages: &["valgrind"],
        is_met: || host_with_address_sanitizer().is_some() || runs("valgrind"),
    },
];

/// The additional requirements of benchmarks, besides those of tests.
pub const BENCH: &[Need] = &[Need {
    name: "wasm2c",
    reason: "it makes C of programs, to compare with",
    packages: &["wabt"],
    is_met: || runs("wasm2c"),
}];

/// Debian's Rust, for machines on which it compiles for chips and guests.
pub const DEBIAN_RUST: Need = Need {
    name: "Debian's Rust with the sources of its library",
    reason: "it compiles for chips and guests",
    packages: &["rustc-web", "cargo-web", "rust-web-src"],
    is_met: toolchain::debian_is_ready,
};

/// The lints of Debian's Rust.
pub const DEBIAN_CLIPPY: Need = Need {
    name: "Debian's clippy",
    reason: "it looks at the code for chips and guests",
    packages: &["rust-web-clippy"],
    is_met: toolchain::debian_has_clippy,
};

/// Returns true if a program exists and starts. csmith writes a file into the folder where it runs.
fn runs(program: &str) -> bool {
    shell::answer(Command::new(program).arg("--version").current_dir(env::temp_dir())).is_some()
}

/// Returns true if the C compiler's linker finds a library.
fn can_link(file: &str) -> bool {
    // If the compiler does not find the file, it prints the name as it was given.
    let place = shell::answer(Command::new("cc").arg(format!("-print-file-name={file}")));
    place.is_some_and(|place| Path::new(place.trim_end()).is_absolute())
}

/// Returns true if GCC for Arm finds newlib.
fn has_newlib() -> bool {
    let place = shell::answer(Command::new("arm-none-eabi-gcc").arg("-print-file-name=nano.specs"));
    place.is_some_and(|place| Path::new(place.trim_end()).is_absolute())
}

/// Returns true if a clang has the address sanitizer's library for this machine.
fn has_sanitizers(clang: &str) -> bool {
    let Some(folder) = shell::answer(Command::new(clang).arg("-print-runtime-dir")) else { return false };
    let Ok(entries) = fs::read_dir(folder.trim_end()) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libclang_rt.asan"))
}

/// Returns true if LLVM's headers and shared library of this version are where `llvm-sys` looks for them: in the
/// directory that `variable` names, or else through `llvm-config` in the path.
fn has_llvm(version: u32, variable: &str) -> bool {
    let config = match env::var_os(variable) {
        Some(prefix) => PathBuf::from(prefix).join("bin/llvm-config"),
        None => PathBuf::from(format!("llvm-config-{version}")),
    };
    let ask = |arguments: &[&str]| shell::answer(Command::new(&config).args(arguments));
    let header = ask(&["--includedir"]).map(|folder| Path::new(folder.trim_end()).join("llvm-c/Core.h"));
    let libraries = ask(&["--link-shared", "--libfiles"]);
    header.is_some_and(|header| header.is_file())
        && libraries
            .is_some_and(|files| !files.trim().is_empty() && files.split_whitespace().all(|f| Path::new(f).exists()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_tell_what_is_there_from_what_is_not() {
        assert!(runs("rustc"));
        assert!(!runs("no-such-program-22"));
        assert!(can_link("libc.so"));
        assert!(!can_link("libno-such-library.so"));
        assert!(!has_llvm(1, "NO_SUCH_VARIABLE"));
        assert!(!has_sanitizers("no-such-program-22"));
    }

    #[test]
    fn a_need_says_what_for() {
        let text = TEST[0].to_string();
        assert_eq!(text, "llvm-19-dev: LLVM 19 for developers (dissolve must build with it too)");
    }
}
