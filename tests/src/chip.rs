//! Runs a module on an emulated chip.

use std::error::Error;
use std::time::Duration;

use dissolve_pipeline::boards::Board;
use dissolve_pipeline::run::{CallError, Chip, CoreValue, Instance};
use dissolve_pipeline::targets::{ByteSize, Target};
use dissolve_pipeline::{BuildOptions, Firmware, Program};

use crate::precompiled;
use dissolve_wasm::MemoryIndex;

/// The time limit for an answer. Long, since CI machines are slow and shared.
const TIMEOUT: Duration = Duration::from_secs(120);

/// An instance on a chip, called through the call gate.
pub struct OnChip {
    /// The chip.
    pub chip: Chip,
}

/// The default board of a target.
pub fn board_of(target: Target) -> Board {
    dissolve_pipeline::boards::emulating(target).expect("every target has a board")
}

impl OnChip {
    /// Boots and instantiates a program with an arena of 4 KiB.
    ///
    /// # Panics
    ///
    /// When any stage refuses it: then the test has found a defect.
    pub fn new(program: &Program, target: Target) -> OnChip {
        OnChip::with_options(program, target, BuildOptions::default())
    }

    /// Same as [`OnChip::new`], with these options.
    ///
    /// # Panics
    ///
    /// When any stage refuses it: then the test has found a defect.
    pub fn with_options(program: &Program, target: Target, options: BuildOptions) -> OnChip {
        OnChip::on_board(program, &board_of(target), BuildOptions { target: Some(target), ..options })
    }

    /// Same as [`OnChip::with_options`], on this board.
    ///
    /// # Panics
    ///
    /// When any stage refuses it: then the test has found a defect.
    pub fn on_board(program: &Program, board: &Board, options: BuildOptions) -> OnChip {
        let options = BuildOptions { gate: true, ..options };
        let firmware = program.build(board, &options).unwrap_or_else(|error| panic!("{}: {error}", board.name));
        // An embedder's objects may call functions that only Rust's libraries have.
        if options.link.is_empty() {
            precompiled::check(&firmware).unwrap_or_else(|error| panic!("{error}"));
        }
        OnChip::boot(&firmware, board).unwrap_or_else(|error| panic!("{}: {error}", board.name))
    }

    /// Boots and instantiates an image that has the call gate.
    ///
    /// # Errors
    ///
    /// When the chip does not boot, or instantiation traps.
    pub fn boot(firmware: &Firmware, board: &Board) -> Result<OnChip, Box<dyn Error>> {
        let mut chip = firmware.boot(board, TIMEOUT)?;
        chip.instantiate()?;
        Ok(OnChip { chip })
    }

    /// Boots and instantiates a core module.
    ///
    /// # Panics
    ///
    /// When any stage refuses it: then the test has found a defect.
    pub fn core(module: &[u8], target: Target) -> OnChip {
        let options = BuildOptions { native_stack: ByteSize::kib(8), ..BuildOptions::default() };
        let grow = dissolve_pipeline::targets::Grow::Deny;
        let program = Program::load(module, "test", grow).expect("the module is one");
        OnChip::with_options(&program, target, BuildOptions { grow, ..options })
    }
}

impl Instance for OnChip {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        self.chip.call(export, arguments)
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        self.chip.memory_size(memory)
    }

    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        self.chip.read(memory, address, buffer)
    }

    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        self.chip.write(memory, address, bytes)
    }
}
