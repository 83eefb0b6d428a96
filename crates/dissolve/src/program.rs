//! From an input to a program that can be compiled, and from there to firmware.

use std::path::PathBuf;
use std::time::Duration;

use dissolve_codegen::{
    Abi, Bounds, CoreType, ExportSymbol, FRAME, Grow, LARGE, MemorySymbol, Object, OptLevel, Target,
};
use dissolve_image::{Board, ByteSize, Image};
use dissolve_interface::{Interface, PlaceMap};
use dissolve_run::{Chip, ChipError, Convention, CoreFuncType, ProgramInfo};
use wasmparser::{Encoding, Parser, Payload};

use crate::{Error, input, runtime_archive};

/// A core module to compile, with its interface record if it has one.
#[derive(Clone, Debug)]
pub struct Program {
    /// The core module.
    pub module: Vec<u8>,
    /// What it says about itself; none for an ordinary core module.
    pub interface: Option<Interface>,
    /// What reports call it, and what symbols of the world itself are prefixed with.
    pub name: String,
}

/// How a program becomes firmware.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The processor; none for the first that the board names.
    pub target: Option<Target>,
    /// How hard LLVM tries, and for what.
    pub opt: OptLevel,
    /// What guards a memory access.
    pub bounds: Bounds,
    /// What becomes of `memory.grow`.
    pub grow: Grow,
    /// Bytes of code from which on the compiler's time and memory matter more than the last bytes of the image.
    pub large: usize,
    /// The arena of a program that imports one.
    pub arena: ByteSize,
    /// The guest's own stack, in its linear memory.
    pub stack: ByteSize,
    /// The native stack that calls run on.
    pub native_stack: ByteSize,
    /// The exported function `func()` to call at boot.
    pub entry: Option<String>,
    /// Whether the image waits for a host to call it.
    pub gate: bool,
    /// Objects and archives of the embedder.
    pub link: Vec<PathBuf>,
}

impl Default for BuildOptions {
    fn default() -> BuildOptions {
        BuildOptions {
            target: None,
            opt: OptLevel::Size,
            bounds: Bounds::Check,
            grow: Grow::Reject,
            large: LARGE,
            arena: ByteSize::kib(4),
            stack: ByteSize::kib(2),
            native_stack: ByteSize::kib(2),
            entry: None,
            gate: false,
            link: Vec::new(),
        }
    }
}

/// A program's image, and what the host needs to call it.
#[derive(Debug)]
pub struct Firmware {
    /// The ELF and what it takes.
    pub image: Image,
    /// What the object's symbols mean.
    pub object: Object,
    /// What it was compiled for.
    pub target: Target,
    /// The component that each memory belongs to; empty when the program is none.
    pub components: Vec<String>,
    /// Where the program's code comes from, if it was fused.
    pub places: Option<PlaceMap>,
}

impl Firmware {
    /// Boots the image on the board's emulator; it must have the call gate. Nothing is instantiated yet.
    ///
    /// # Errors
    ///
    /// When the emulator is missing or the chip does not come up.
    pub fn boot(&self, board: &Board, timeout: Duration) -> Result<Chip, ChipError> {
        let exports = self.object.exports.iter().map(|export| dissolve_run::Export {
            name: export.name.clone(),
            symbol: export.symbol.clone(),
            ty: self.core_type(export),
        });
        let memories = (0usize..).zip(&self.object.memories).map(|(index, memory)| dissolve_run::Memory {
            symbol: memory.symbol.clone(),
            low: memory.window.low,
            high: memory.window.high,
            declared: memory.window.declared,
            size: memory.size.clone(),
            component: self.components.get(index).cloned(),
            stack: memory.window.stack,
            stack_pointer: memory.stack_pointer.clone(),
            arena: memory.window.arena,
        });
        let globals = self.object.globals.iter().map(|global| dissolve_run::Global {
            name: global.name.clone(),
            symbol: global.symbol.clone(),
            ty: core_type(global.ty),
        });
        let info = ProgramInfo {
            exports: exports.collect(),
            memories: memories.collect(),
            globals: globals.collect(),
            convention: match self.target.abi() {
                Abi::Aapcs => Convention::AAPCS,
                Abi::AapcsVfp => Convention::AAPCS_VFP,
                Abi::Ilp32 => Convention::ILP32,
                Abi::Ilp32f => Convention::ILP32F,
            },
            target: self.target.name().to_owned(),
            places: self.places.clone(),
        };
        Chip::boot(&self.image.elf, board, info, timeout)
    }

    /// The type of an exported function, as the host calls it.
    pub fn core_type(&self, export: &ExportSymbol) -> CoreFuncType {
        CoreFuncType {
            params: export.ty.params.iter().copied().map(core_type).collect(),
            results: export.ty.results.iter().copied().map(core_type).collect(),
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
        let grow = match grow {
            Grow::Reject => dissolve_fuse::Grow::Reject,
            Grow::Deny => dissolve_fuse::Grow::Deny,
            Grow::Bounded(size) => dissolve_fuse::Grow::Bounded(size.into()),
        };
        Program::load_with(bytes, &dissolve_fuse::Options { grow, ..dissolve_fuse::Options::new(name) })
    }

    /// As [`Program::load`], with all options of the fuser.
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
        dissolve_interface::check_counts(&bytes)?;
        wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(&bytes)?;
        let interface = Interface::read(&bytes)?;
        Ok(Program { module: bytes.into_owned(), interface, name: name.clone() })
    }

    /// Compiles the program for a processor.
    ///
    /// # Errors
    ///
    /// When it uses what is not lowered, or grows although that is rejected.
    pub fn compile(&self, target: Target, options: &BuildOptions) -> Result<Object, Error> {
        self.compile_above(FRAME, target, options)
    }

    /// Compiles the program for a stack with a guard of so many bytes below it.
    fn compile_above(&self, guard: u32, target: Target, options: &BuildOptions) -> Result<Object, Error> {
        let options = dissolve_codegen::Options {
            target,
            opt: options.opt,
            bounds: options.bounds,
            grow: options.grow,
            prefix: self.name.clone(),
            stack: options.stack.bytes(),
            arena: options.arena.bytes(),
            frame: guard,
            large: options.large,
        };
        Ok(dissolve_codegen::compile(&self.module, &options)?)
    }

    /// Compiles and links the program for a board.
    ///
    /// # Errors
    ///
    /// As [`Program::compile`]; also when the board does not run the target, the entry is no exported function without
    /// parameters, the runtime is not installed, or the image does not fit.
    pub fn build(&self, board: &Board, options: &BuildOptions) -> Result<Firmware, Error> {
        let target = choose_target(board, options.target)?;
        let object = self.compile_above(board.guard(), target, options)?;
        let entry = options.entry.as_ref().map(|entry| self.entry(&object, entry)).transpose()?;
        let image_options = dissolve_image::Options {
            extra: options.link.clone(),
            stack: options.native_stack,
            entry,
            gate: options.gate,
            keep: keep(&object, options.gate),
            imports: object.imports.iter().map(|import| import.symbol.clone()).collect(),
            windows: (0u32..).zip(&object.memories).map(|(index, memory)| self.window(index, memory)).collect(),
            ..dissolve_image::Options::new(runtime_archive(target.triple())?)
        };
        let image = dissolve_image::link(&[&object.bytes], board, &image_options)?;
        let memories = self.interface.iter().flat_map(|interface| &interface.memories);
        let components = memories.map(|memory| memory.component.clone()).collect();
        let places = PlaceMap::read(&self.module).map_err(Error::Invalid)?;
        Ok(Firmware { image, object, target, components, places })
    }

    /// The symbol of the function to call at boot.
    fn entry(&self, object: &Object, name: &str) -> Result<String, Error> {
        let record = self.interface.as_ref().and_then(|interface| interface.export(name));
        let core = record.map_or(name, |export| &export.core);
        let export = object.exports.iter().find(|export| export.name == core);
        match export {
            None => Err(Error::NoEntry {
                name: name.to_owned(),
                exports: object.exports.iter().map(|export| export.name.as_str()).collect::<Vec<_>>().join(", "),
            }),
            Some(export) if !export.ty.params.is_empty() || !export.ty.results.is_empty() => {
                Err(Error::EntryType { name: name.to_owned() })
            }
            Some(export) => Ok(export.symbol.clone()),
        }
    }

    /// What is in a memory's window.
    fn window(&self, index: u32, memory: &MemorySymbol) -> dissolve_image::Window {
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(index as usize));
        let window = &memory.window;
        dissolve_image::Window {
            symbol: memory.symbol.clone(),
            name: record.map_or_else(|| format!("memory {index}"), |record| record.component.clone()),
            stack: window.stack,
            // A window of 4 GiB fits no board; the link says so.
            statics: u32::try_from(window.size()).unwrap_or(u32::MAX) - window.stack - window.arena,
            arena: window.arena,
        }
    }
}

/// A type of the compiler's as one of the host's.
fn core_type(ty: CoreType) -> dissolve_run::CoreType {
    match ty {
        CoreType::I32 => dissolve_run::CoreType::I32,
        CoreType::I64 => dissolve_run::CoreType::I64,
        CoreType::F32 => dissolve_run::CoreType::F32,
        CoreType::F64 => dissolve_run::CoreType::F64,
        CoreType::V128 => dissolve_run::CoreType::V128,
        CoreType::FuncRef => dissolve_run::CoreType::FuncRef,
        CoreType::ExternRef => dissolve_run::CoreType::ExternRef,
    }
}

/// The symbols that are kept: functions for the embedder, and for a host at the call gate what it may look at.
fn keep(object: &Object, gate: bool) -> Vec<String> {
    let mut symbols: Vec<_> = object.exports.iter().map(|export| export.symbol.clone()).collect();
    if gate {
        symbols.extend(object.globals.iter().map(|global| global.symbol.clone()));
        symbols
            .extend(object.tables.iter().flat_map(|table| [Some(table.symbol.clone()), table.size.clone()]).flatten());
        symbols.extend(object.memories.iter().filter_map(|memory| memory.size.clone()));
    }
    symbols
}

/// The target to compile for: the one that is asked for, if the board runs it, or the board's first.
fn choose_target(board: &Board, asked: Option<Target>) -> Result<Target, Error> {
    match asked {
        Some(target) if board.runs(target.name()) => Ok(target),
        Some(target) => Err(Error::WrongTarget {
            board: board.name.clone(),
            target: target.to_string(),
            runs: board.targets.join(", "),
        }),
        None => board
            .targets
            .iter()
            .find_map(|target| target.parse().ok())
            .ok_or_else(|| Error::NoTarget { board: board.name.clone() }),
    }
}
