//! Assembles an embedder's code for the targets' processors.

use std::path::PathBuf;

use dissolve_pipeline::targets::{Architecture, Fpu, Target};
use tempfile::TempDir;

use crate::{clang, compile};

/// An object file that is deleted when this value is dropped.
pub struct Assembled {
    folder: TempDir,
}

impl Assembled {
    /// Assembles `arm` or `riscv`, depending on the target. In both, `FUNCTION NAME` begins a function.
    ///
    /// # Panics
    ///
    /// When clang is not installed, or refuses the text.
    pub fn new(target: Target, arm: &str, riscv: &str) -> Assembled {
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let (thumb, text, flags) = match target.architecture() {
            Architecture::Arm => {
                let mut flags = vec![format!("--target={}", target.triple())];
                // By default, clang assumes that an Armv8-M has an FPU for 64-bit floats.
                if target.fpu() == Fpu::Single && target.triple().starts_with("thumbv8m") {
                    flags.push("-mfpu=fpv5-sp-d16".into());
                }
                (".syntax unified\n.thumb\n", arm, flags)
            }
            Architecture::RiscV => {
                let march = target.name().replace("riscv", "rv");
                let mabi = if march.contains('f') { "ilp32f" } else { "ilp32" };
                let flags = ["--target=riscv32-unknown-elf".into(), format!("-march={march}"), format!("-mabi={mabi}")];
                ("", riscv, flags.into())
            }
            Architecture::X86_64 | Architecture::Aarch64 => panic!("{target} is no chip"),
        };
        let function = match target.architecture() {
            Architecture::Arm => ".thumb_func\n",
            _ => "",
        };
        let lines = text.lines().map(|line| match line.trim().strip_prefix("FUNCTION ") {
            Some(name) => {
                format!(".section .text.{name},\"ax\"\n.globl {name}\n.type {name},%function\n{function}{name}:\n")
            }
            None => format!("{line}\n"),
        });
        let source = thumb.to_owned() + &lines.collect::<String>();
        std::fs::write(folder.path().join("device.s"), source).expect("the folder takes a file");
        let flags = flags.iter().map(String::as_str).chain(["-c", "device.s", "-o", "device.o"]);
        compile(clang().c, folder.path(), flags).unwrap_or_else(|error| panic!("{target}: {error}"));
        Assembled { folder }
    }

    /// The path of the object file.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("device.o")
    }
}
