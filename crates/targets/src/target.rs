//! The processors that code is generated for, one row of a table each: those of chips, and those of developers' machines.

use std::fmt;
use std::str::FromStr;

use dissolve_interface::did_you_mean;
use serde::de::{self, Deserialize, Deserializer};

/// The calling convention of functions that cross the object's border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abi {
    /// AAPCS32 with floats in core registers.
    Aapcs,
    /// AAPCS32 with floats in the registers of the FPU.
    AapcsVfp,
    /// The RISC-V psABI with floats in integer registers.
    Ilp32,
    /// The RISC-V psABI with single-precision floats in the registers of the FPU.
    Ilp32f,
    /// The System V ABI of x86-64.
    SystemV,
    /// AAPCS64.
    Aapcs64,
}

/// An instruction set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Thumb, M profile.
    Arm,
    /// 32-bit RISC-V.
    RiscV,
    /// x86-64.
    X86_64,
    /// AArch64.
    Aarch64,
}

/// The floating-point types that a processor computes with, or that code needs; a type includes those before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fpu {
    /// None: functions of the runtime compute.
    #[default]
    None,
    /// 32-bit floats; functions of the runtime compute with 64-bit floats.
    Single,
    /// 32-bit and 64-bit floats.
    Double,
}

impl fmt::Display for Fpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fpu::None => "none",
            Fpu::Single => "single",
            Fpu::Double => "double",
        })
    }
}

/// The memory protection unit of the architecture. A chip may be made without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mpu {
    /// None.
    None,
    /// The Protected Memory System Architecture of Armv6-M.
    PmsaV6,
    /// The Protected Memory System Architecture of Armv7-M.
    PmsaV7,
    /// The Protected Memory System Architecture of Armv8-M.
    PmsaV8,
    /// The physical memory protection of RISC-V.
    Pmp,
}

impl fmt::Display for Mpu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Mpu::None => "none",
            Mpu::PmsaV6 => "PMSAv6",
            Mpu::PmsaV7 => "PMSAv7",
            Mpu::PmsaV8 => "PMSAv8",
            Mpu::Pmp => "PMP",
        })
    }
}

/// The name of the target that this program runs on.
const HOST: &str = "host";

/// The properties of a target.
struct Row {
    name: &'static str,
    triple: &'static str,
    cpu: &'static str,
    features: &'static str,
    abi: Abi,
    fpu: Fpu,
    mpu: Mpu,
}

macro_rules! targets {
    ($(
        $(#[$list_doc:meta])*
        $list:ident: {$(
            $(#[$doc:meta])*
            $variant:ident = $name:literal, $triple:literal, $cpu:literal, $features:literal,
                $abi:ident, $fpu:ident, $mpu:ident;
        )*}
    )*) => {
        /// A processor, with or without its floating-point unit.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Target { $($($(#[$doc])* $variant,)*)* }

        impl Target {
            $($(#[$list_doc])* pub const $list: &[Target] = &[$(Target::$variant),*];)*
            /// All targets.
            pub const ALL: &[Target] = &[$($(Target::$variant,)*)*];
        }

        /// The rows of the targets, in the order of the variants.
        const ROWS: &[Row] = &[$($(Row {
            name: $name,
            triple: $triple,
            cpu: $cpu,
            features: $features,
            abi: Abi::$abi,
            fpu: Fpu::$fpu,
            mpu: Mpu::$mpu,
        },)*)*];
    };
}

// Name, Rust triple, LLVM's processor and features on top of it, calling convention, FPU, MPU.
//
// If the processor has an FPU that the target leaves out, LLVM must neither compute nor move data with it. The vector
// unit of Cortex-M55 flushes subnormal floats to zero, which WebAssembly does not allow: it is used for integers only.
targets! {
/// The processors of chips, the smallest first.
CHIPS: {
    /// Cortex-M0: Armv6-M.
    CortexM0 = "cortex-m0", "thumbv6m-none-eabi", "cortex-m0", "", Aapcs, None, None;
    /// Cortex-M0+: Armv6-M.
    CortexM0Plus = "cortex-m0plus", "thumbv6m-none-eabi", "cortex-m0plus", "", Aapcs, None, PmsaV6;
    /// Cortex-M3: Armv7-M.
    CortexM3 = "cortex-m3", "thumbv7m-none-eabi", "cortex-m3", "", Aapcs, None, PmsaV7;
    /// Cortex-M4 without its FPU.
    CortexM4 = "cortex-m4", "thumbv7em-none-eabi", "cortex-m4", "+soft-float,-fpregs",
        Aapcs, None, PmsaV7;
    /// Cortex-M4 with its FPU.
    CortexM4F = "cortex-m4f", "thumbv7em-none-eabihf", "cortex-m4", "+vfp4d16sp", AapcsVfp, Single, PmsaV7;
    /// Cortex-M7 without an FPU.
    CortexM7 = "cortex-m7", "thumbv7em-none-eabi", "cortex-m7", "+soft-float,-fpregs",
        Aapcs, None, PmsaV7;
    /// Cortex-M7 with a single-precision FPU.
    CortexM7F = "cortex-m7f", "thumbv7em-none-eabihf", "cortex-m7", "-fp64", AapcsVfp, Single, PmsaV7;
    /// Cortex-M7 with a double-precision FPU.
    CortexM7D = "cortex-m7d", "thumbv7em-none-eabihf", "cortex-m7", "", AapcsVfp, Double, PmsaV7;
    /// Cortex-M33 without an FPU: Armv8-M with the Main Extension.
    CortexM33 = "cortex-m33", "thumbv8m.main-none-eabi", "cortex-m33", "+soft-float,-fpregs",
        Aapcs, None, PmsaV8;
    /// Cortex-M33 with its FPU.
    CortexM33F = "cortex-m33f", "thumbv8m.main-none-eabihf", "cortex-m33", "", AapcsVfp, Single, PmsaV8;
    /// Cortex-M55 with its FPU and its vectors of integers: Armv8.1-M.
    CortexM55 = "cortex-m55", "thumbv8m.main-none-eabihf", "cortex-m55", "-mve.fp",
        AapcsVfp, Double, PmsaV8;
    /// RISC-V with multiplication and compressed instructions.
    Riscv32imc = "riscv32imc", "riscv32imc-unknown-none-elf", "generic-rv32", "+m,+c,+relax",
        Ilp32, None, Pmp;
    /// RISC-V with multiplication, compressed and atomic instructions.
    Riscv32imac = "riscv32imac", "riscv32imac-unknown-none-elf", "generic-rv32", "+m,+a,+c,+relax",
        Ilp32, None, Pmp;
    /// RISC-V with multiplication, compressed and atomic instructions, and a single-precision FPU.
    Riscv32imafc = "riscv32imafc", "riscv32imafc-unknown-none-elf", "generic-rv32", "+m,+a,+f,+c,+relax",
        Ilp32f, Single, Pmp;
}

/// The processors of developers' machines, for libraries only: so that tests run the code of a component where they are built.
HOSTS: {
    /// x86-64 under Linux.
    X86_64Linux = "x86_64-linux", "x86_64-unknown-linux-gnu", "x86-64", "", SystemV, Double, None;
    /// AArch64 under Linux.
    Aarch64Linux = "aarch64-linux", "aarch64-unknown-linux-gnu", "generic", "", Aapcs64, Double, None;
}
}

impl Target {
    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The Rust target triple with the same calling convention, and with no instructions that this target lacks.
    pub const fn triple(self) -> &'static str {
        self.row().triple
    }

    /// The calling convention.
    pub const fn abi(self) -> Abi {
        self.row().abi
    }

    /// The instruction set.
    pub const fn architecture(self) -> Architecture {
        match self.abi() {
            Abi::Aapcs | Abi::AapcsVfp => Architecture::Arm,
            Abi::Ilp32 | Abi::Ilp32f => Architecture::RiscV,
            Abi::SystemV => Architecture::X86_64,
            Abi::Aapcs64 => Architecture::Aarch64,
        }
    }

    /// Returns true if the target is a developer's machine: libraries are compiled for it, and no images.
    pub const fn is_host(self) -> bool {
        matches!(self.architecture(), Architecture::X86_64 | Architecture::Aarch64)
    }

    /// The size of a native address, in bytes.
    pub const fn pointer_bytes(self) -> u32 {
        if self.is_host() { 8 } else { 4 }
    }

    /// The target that this program runs on, if it is one.
    pub const fn host() -> Option<Target> {
        if cfg!(all(target_arch = "x86_64", target_os = "linux")) {
            Some(Target::X86_64Linux)
        } else if cfg!(all(target_arch = "aarch64", target_os = "linux")) {
            Some(Target::Aarch64Linux)
        } else {
            None
        }
    }

    /// The floating-point types that the processor computes with.
    pub const fn fpu(self) -> Fpu {
        self.row().fpu
    }

    /// The memory protection unit of the architecture.
    pub const fn mpu(self) -> Mpu {
        self.row().mpu
    }

    /// Returns true if an access to an address that is not a multiple of its size is a fault, or may be one on some
    /// chips.
    pub const fn needs_alignment(self) -> bool {
        self.is_thumb1() || matches!(self.architecture(), Architecture::RiscV)
    }

    /// The bytes that the processor itself puts on the stack of the code that an exception interrupts: on Arm a frame of 8 words, or of 26
    /// with an FPU, and 4 bytes to align it (Armv7-M Architecture Reference Manual, B1.5.7). RISC-V has no such frame.
    pub const fn exception_frame(self) -> u32 {
        match (self.architecture(), self.fpu()) {
            (Architecture::Arm, Fpu::None) => 8 * 4 + 4,
            (Architecture::Arm, _) => 26 * 4 + 4,
            _ => 0,
        }
    }

    /// Returns true if the instruction set is that of Armv6-M.
    pub const fn is_thumb1(self) -> bool {
        matches!(self, Target::CortexM0 | Target::CortexM0Plus)
    }

    /// LLVM's triple. Rust's triples for RISC-V name the extensions; here they are features instead.
    pub const fn llvm_triple(self) -> &'static str {
        match self.architecture() {
            Architecture::Arm | Architecture::X86_64 | Architecture::Aarch64 => self.triple(),
            Architecture::RiscV => "riscv32-unknown-unknown-elf",
        }
    }

    /// LLVM's name for the processor.
    pub const fn cpu(self) -> &'static str {
        self.row().cpu
    }

    /// LLVM's features in addition to those of the processor.
    pub const fn features(self) -> &'static str {
        self.row().features
    }

    /// LLVM's name for the calling convention; empty if the triple implies it.
    pub const fn abi_name(self) -> &'static str {
        match self.abi() {
            Abi::Aapcs | Abi::AapcsVfp | Abi::SystemV | Abi::Aapcs64 => "",
            Abi::Ilp32 => "ilp32",
            Abi::Ilp32f => "ilp32f",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Parses the name of a target, or a Rust triple. A triple means the first target that has it, which runs the code of
/// that triple. `host` means [`Target::host`].
impl FromStr for Target {
    type Err = String;

    fn from_str(text: &str) -> Result<Target, String> {
        if text == HOST {
            return Target::host().ok_or_else(|| "this machine is no target; nothing is compiled for it".to_owned());
        }
        let all = || Target::ALL.iter().copied();
        let find = |matches: fn(Target, &str) -> bool| all().find(|&row| matches(row, text));
        find(|target, name| target.name() == name)
            .or_else(|| find(|target, triple| target.triple() == triple))
            .ok_or_else(|| {
                let known: Vec<_> = all().map(Target::name).chain([HOST]).collect();
                let hint = did_you_mean(text, known.iter().copied());
                format!("`{text}` is no target; known are {}, and the Rust triples of these{hint}", known.join(", "))
            })
    }
}

/// From a string as [`FromStr`] reads it.
impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Target, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_triples_mean_targets() {
        for &target in Target::ALL {
            assert_eq!(target.name().parse(), Ok(target));
            let meant: Target = target.triple().parse().unwrap();
            assert_eq!((meant.triple(), meant.abi()), (target.triple(), target.abi()));
            assert_eq!(target.is_host(), Target::HOSTS.contains(&target));
        }
        assert_eq!("host".parse::<Target>().ok(), Target::host());
        for (triple, target) in [
            ("thumbv6m-none-eabi", Target::CortexM0),
            ("thumbv7m-none-eabi", Target::CortexM3),
            ("thumbv7em-none-eabi", Target::CortexM4),
            ("thumbv7em-none-eabihf", Target::CortexM4F),
            ("thumbv8m.main-none-eabi", Target::CortexM33),
            ("thumbv8m.main-none-eabihf", Target::CortexM33F),
            ("riscv32imc-unknown-none-elf", Target::Riscv32imc),
            ("riscv32imac-unknown-none-elf", Target::Riscv32imac),
            ("riscv32imafc-unknown-none-elf", Target::Riscv32imafc),
        ] {
            assert_eq!(triple.parse(), Ok(target));
        }
        let error = "cortex-m5".parse::<Target>().unwrap_err();
        assert!(error.starts_with("`cortex-m5` is no target; known are cortex-m0, "), "{error}");
        assert!("".parse::<Target>().is_err() && "thumbv7a-none-eabi".parse::<Target>().is_err());
    }
}
