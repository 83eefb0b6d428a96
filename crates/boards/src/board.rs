//! The properties of a board, from its TOML file. Each board has one file; the files are in `boards/`.

use std::collections::BTreeMap;
use std::ops::Range;

use dissolve_abi::STACK_GUARD_LOG2;
use dissolve_targets::{Architecture, ByteSize, DEFAULT_HANDLERS, EXCEPTION_HANDLERS, Target};
use serde::Deserialize;

use crate::Error;

/// The highest [`Emulator::icount_shift`]: an instruction takes a millisecond.
const HIGHEST_SHIFT: u8 = 20;

/// The least alignment of the start of RAM, in bytes: the stack is there, and the guard below it is as large as the
/// alignment.
const LEAST_GUARD: u32 = 1 << 10;

/// The least alignment of the start of flash, in bytes: a vector table is there (Armv7-M, B3.2.5).
const VECTORS: u32 = 1 << 7;

/// The most interrupts of a device with Armv7-M or Armv8-M that `cortex-m-rt` has vectors for.
const INTERRUPTS: u8 = 240;
/// The most interrupts of a device with Armv6-M (Armv6-M Architecture Reference Manual, B1.5.1).
const ARMV6M_INTERRUPTS: u8 = 32;

/// A board: a chip, its memory, its clock and its emulator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Board {
    /// The name that selects the board; the file's stem.
    pub name: String,
    /// The chip, in words for people.
    pub chip: String,
    /// The targets whose code the chip runs, the preferred one first.
    pub targets: Vec<Target>,
    /// Its memory.
    pub memory: Memory,
    /// Its clock; a board that is not emulated needs none.
    pub clock: Option<Clock>,
    /// The way QEMU emulates the board; none if it cannot.
    pub emulator: Option<Emulator>,
    /// The numbers of the device's interrupts, by the symbols of their handlers. Empty: the vector table of an Arm board has all
    /// interrupts of the architecture, and no object can define the handler of one.
    #[serde(default)]
    pub interrupts: BTreeMap<String, u8>,
}

/// A board's memory regions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Memory {
    /// The memory for code and constants, from which the chip boots.
    pub flash: Region,
    /// The memory that can be written. Nothing may be mapped below its origin: an overflow of the stack is noticed
    /// because it faults there.
    pub ram: Region,
}

/// A range of native addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Region {
    /// The first address, a multiple of eight.
    pub origin: u32,
    /// The number of bytes, at least eight, a multiple of eight.
    pub length: ByteSize,
}

/// A board's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Clock {
    /// The core clock after reset, in Hz. SysTick, or the cycle counter of RISC-V, counts at this rate.
    pub core_hz: u32,
}

/// The way QEMU emulates the board.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Emulator {
    /// The program, such as `qemu-system-arm`.
    pub program: String,
    /// The machine's name, for `-M`.
    pub machine: String,
    /// Further arguments.
    #[serde(default)]
    pub arguments: Vec<String>,
    /// Further arguments for the code of a target. They remove features from the emulated
    /// processor that the target lacks.
    #[serde(default)]
    pub target_arguments: BTreeMap<Target, Vec<String>>,
    /// The power of two of the nanoseconds that an instruction takes on the emulated clocks; at most 20. `None` for the
    /// least with which it takes two ticks of the core clock, so that counts of instructions are exact.
    pub icount_shift: Option<u8>,
}

/// The emulation of a board: everything that a run of the emulator needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emulation<'a> {
    /// The program and its arguments.
    pub emulator: &'a Emulator,
    /// [`Clock::core_hz`].
    pub core_hz: u32,
    /// [`Emulator::icount_shift`], or its default.
    pub icount_shift: u8,
}

impl Region {
    /// The address after the last one.
    pub fn end(&self) -> u64 {
        u64::from(self.origin) + u64::from(self.length.bytes())
    }

    /// Returns true if the address is in the region.
    pub fn contains(&self, address: u64) -> bool {
        (u64::from(self.origin)..self.end()).contains(&address)
    }
}

impl Board {
    /// Reads a board file. `file` is its name in errors.
    ///
    /// # Errors
    ///
    /// If the text is not TOML, if a key is unknown, missing or of another type, if a target is unknown, or if a value
    /// makes no sense.
    pub fn parse(text: &str, file: &str) -> Result<Board, Error> {
        let board: Board = toml::from_str(text)
            .map_err(|error| Error::Syntax { file: file.to_owned(), message: error.to_string() })?;
        match board.fault() {
            None => Ok(board),
            Some((key, problem)) => Err(Error::Value { file: file.to_owned(), key, problem }),
        }
    }

    /// Returns true if the chip runs the code of the target.
    pub fn runs(&self, target: Target) -> bool {
        self.targets.contains(&target)
    }

    /// The size in bytes of the guard below the stack, to which the runtime denies access or which the processor
    /// watches. A larger frame could jump over it.
    pub fn guard(&self) -> u32 {
        1 << self.memory.ram.origin.trailing_zeros().min(STACK_GUARD_LOG2)
    }

    /// The addresses for linking flash contents, even of an image that is too large: from the flash's origin to the
    /// next region.
    pub fn flash_room(&self) -> Range<u64> {
        room(&self.memory.flash, &self.memory.ram)
    }

    /// The addresses for linking RAM contents, even of an image that is too large: from the RAM's origin to the next
    /// region.
    pub fn ram_room(&self) -> Range<u64> {
        room(&self.memory.ram, &self.memory.flash)
    }

    /// The emulation of the board; `None` if it has no emulator.
    pub fn emulation(&self) -> Option<Emulation<'_>> {
        let (Clock { core_hz }, emulator) = (self.clock?, self.emulator.as_ref()?);
        let two_ticks = |shift: &u8| u64::from(core_hz) << *shift >= 2_000_000_000;
        let least = || (0..HIGHEST_SHIFT).find(two_ticks).unwrap_or(HIGHEST_SHIFT);
        Some(Emulation { emulator, core_hz, icount_shift: emulator.icount_shift.unwrap_or_else(least) })
    }

    /// Returns the first key whose value makes no sense, and the reason.
    fn fault(&self) -> Option<(&'static str, String)> {
        if self.name.is_empty() {
            return Some(("name", "is empty".into()));
        }
        if self.targets.is_empty() {
            return Some(("targets", "is empty; name at least one, such as \"cortex-m4\"".into()));
        }
        if let Some(host) = self.targets.iter().find(|target| target.is_host()) {
            return Some(("targets", format!("has `{host}`, which is no processor of a chip")));
        }
        let Memory { flash, ram } = &self.memory;
        for (region, origin, length) in
            [(flash, "memory.flash.origin", "memory.flash.length"), (ram, "memory.ram.origin", "memory.ram.length")]
        {
            if !region.origin.is_multiple_of(8) {
                return Some((origin, format!("is {:#x}, which is no multiple of 8", region.origin)));
            }
            if region.length.bytes() == 0 || !region.length.bytes().is_multiple_of(8) {
                return Some((length, format!("is {}, which is no positive multiple of 8", region.length)));
            }
            if region.end() > 1 << 32 {
                return Some((length, "leaves the 32-bit address space".into()));
            }
        }
        if !self.name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)) {
            return Some(("name", format!("is `{}`; letters, digits, `-`, `_` and `.` are allowed", self.name)));
        }
        if !flash.origin.is_multiple_of(VECTORS) {
            let problem = format!("is {:#x}, which is no multiple of {VECTORS}, as a vector table needs", flash.origin);
            return Some(("memory.flash.origin", problem));
        }
        if !ram.origin.is_multiple_of(LEAST_GUARD) {
            let problem = format!(
                "is {:#x}, which is no multiple of {LEAST_GUARD}: the guard below the stack is as large as the origin is aligned",
                ram.origin
            );
            return Some(("memory.ram.origin", problem));
        }
        if flash.contains(ram.origin.into()) || ram.contains(flash.origin.into()) {
            return Some(("memory.ram.origin", "puts the region over `memory.flash`".into()));
        }
        match self.clock {
            Some(Clock { core_hz: 0 }) => return Some(("clock.core-hz", "is 0".into())),
            None if self.emulator.is_some() => {
                return Some((
                    "clock.core-hz",
                    "is missing: instructions on the emulator are counted by this clock".into(),
                ));
            }
            _ => {}
        }
        if let Some(problem) = self.interrupts_fault() {
            return Some(("interrupts", problem));
        }
        let arguments = self.emulator.iter().flat_map(|emulator| emulator.target_arguments.keys());
        if let Some(target) = arguments.into_iter().find(|&&target| !self.runs(target)) {
            return Some(("emulator.target-arguments", format!("has `{target}`, which is none of `targets`")));
        }
        let shift = self.emulator.as_ref().and_then(|emulator| emulator.icount_shift)?;
        (shift > HIGHEST_SHIFT)
            .then(|| ("emulator.icount-shift", format!("is {shift}; the highest is {HIGHEST_SHIFT}")))
    }

    /// Returns the problem with the interrupts, if there is one.
    fn interrupts_fault(&self) -> Option<String> {
        if self.interrupts.is_empty() {
            return None;
        }
        if self.targets.iter().any(|target| target.architecture() != Architecture::Arm) {
            return Some("are of a vector table, which only Arm has".into());
        }
        let is_thumb1 = self.targets.iter().any(|target| target.is_thumb1());
        let count = if is_thumb1 { ARMV6M_INTERRUPTS } else { INTERRUPTS };
        let mut names = BTreeMap::new();
        for (name, &number) in &self.interrupts {
            let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
            if !plain || name.starts_with(|c: char| c.is_ascii_digit()) || name.is_empty() {
                return Some(format!("has `{name}`; letters, digits and `_` are allowed, and no digit first"));
            }
            let is_default = DEFAULT_HANDLERS.iter().any(|(handler, _)| handler == name);
            if is_default || EXCEPTION_HANDLERS.contains(&name.as_str()) || name == "Reset" {
                return Some(format!("has `{name}`, which is an exception of the processor and always there"));
            }
            if number >= count {
                return Some(format!("gives `{name}` the number {number}; the processor has {count}"));
            }
            if let Some(other) = names.insert(number, name) {
                return Some(format!("gives `{other}` and `{name}` the number {number}"));
            }
        }
        None
    }
}

/// The addresses from a region's origin to the next region above it, or to the end of the address space.
fn room(region: &Region, other: &Region) -> Range<u64> {
    let origin = u64::from(region.origin);
    let next = u64::from(other.origin);
    origin..if next > origin { next } else { 1 << 32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AN386: &str = include_str!("../boards/mps2-an386.toml");

    #[test]
    fn the_files_describe_boards() {
        for (name, ram, kib) in [
            ("mps2-an385", 0x2000_0000, 4096),
            ("mps2-an386", 0x2000_0000, 4096),
            ("mps2-an500", 0x2000_0000, 4096),
            ("mps2-an505", 0x3800_0000, 2048),
            ("mps3-an547", 0x3000_0000, 512),
            ("microbit", 0x2000_0000, 16),
            ("stm32vldiscovery", 0x2000_0000, 8),
            ("virt", 0x8080_0000, 4096),
        ] {
            let board = crate::find(name).unwrap();
            assert_eq!(board.memory.ram.origin, ram, "{}", board.name);
            assert_eq!(board.memory.ram.length, ByteSize::kib(kib), "{}", board.name);
            assert_eq!(board.emulator.unwrap().machine, board.name);
        }
        let board = Board::parse(AN386, "f").unwrap();
        assert!(board.runs(Target::CortexM4F) && board.runs(Target::CortexM4) && !board.runs(Target::CortexM3));
    }

    /// The guard is as large as the alignment of the RAM's origin, within limits.
    #[test]
    fn an_origin_tells_the_guard() {
        for (origin, guard) in [("0x2000_0000", 1 << STACK_GUARD_LOG2), ("0x2000_0400", 1024)] {
            let board = Board::parse(&AN386.replace("0x2000_0000", origin), "f").unwrap();
            assert_eq!(board.guard(), guard, "{origin}");
        }
    }

    /// Without `icount-shift`, an instruction takes at least two ticks of the clock, and not four.
    #[test]
    fn a_clock_tells_the_time_of_an_instruction() {
        let shift = |hz: &str| {
            let text = AN386.replace("icount-shift = 6\n", "").replace("25_000_000", hz);
            Board::parse(&text, "f").unwrap().emulation().unwrap().icount_shift
        };
        for (hz, expected) in
            [("25_000_000", 7), ("16_000_000", 7), ("1_000_000_000", 1), ("4_294_967_295", 0), ("1", 20)]
        {
            assert_eq!(shift(hz), expected, "{hz}");
        }
        assert_eq!(Board::parse(AN386, "f").unwrap().emulation().unwrap().icount_shift, 6, "what the file says");
    }

    #[test]
    fn a_board_without_an_emulator_needs_no_clock() {
        let (text, _) = AN386.split_once("[clock]").unwrap();
        let board = Board::parse(text, "f").unwrap();
        assert!(board.clock.is_none() && board.emulation().is_none());
    }

    #[test]
    fn values_at_their_limits_are_taken() {
        for (from, to) in [
            // The region ends at the last byte of the address space.
            ("origin = 0x2000_0000", "origin = 0xffc0_0000"),
            // The region starts at the end of flash.
            ("origin = 0x2000_0000", "origin = 0x40_0000"),
            ("icount-shift = 6", "icount-shift = 20"),
        ] {
            assert!(AN386.contains(from), "{from}");
            Board::parse(&AN386.replacen(from, to, 1), "f").unwrap();
        }
    }

    #[test]
    fn errors_name_file_and_key() {
        for (from, to, expected) in [
            ("chip =", "chips =", "unknown field `chips`"),
            ("origin = 0x2000_0000", "origin = \"there\"", "origin"),
            ("origin = 0x2000_0000", "origin = 0x2000_0004", "`memory.ram.origin` is 0x20000004"),
            ("origin = 0x2000_0000", "origin = 0x20_0000", "`memory.ram.origin` puts the region over `memory.flash`"),
            ("origin = 0x2000_0000", "origin = 0xffff_fff8", "`memory.ram.length` leaves the 32-bit address space"),
            (
                "origin = 0x2000_0000",
                "origin = 0x2000_0200",
                "`memory.ram.origin` is 0x20000200, which is no multiple of 1024",
            ),
            (
                "origin = 0x0000_0000",
                "origin = 0x0000_0108",
                "`memory.flash.origin` is 0x108, which is no multiple of 128",
            ),
            ("name = \"mps2-an386\"", "name = \"a */ b\"", "`name` is `a */ b`"),
            ("length = \"4MiB\"", "length = \"4MB\"", "`MB` in `4MB` is no unit"),
            ("length = \"4MiB\"", "length = 0", "`memory.flash.length` is 0"),
            ("core-hz = 25_000_000", "core-hz = 0", "`clock.core-hz` is 0"),
            ("core-hz = 25_000_000", "", "missing field `core-hz`"),
            ("[clock]\ncore-hz = 25_000_000", "", "`clock.core-hz` is missing: instructions on the emulator"),
            ("icount-shift = 6", "icount-shift = 21", "`emulator.icount-shift` is 21"),
            ("\"cortex-m4f\", \"cortex-m4\"", "", "`targets` is empty"),
            (
                "\"cortex-m4f\", \"cortex-m4\"",
                "\"x86_64-linux\"",
                "`targets` has `x86_64-linux`, which is no processor",
            ),
            ("\"cortex-m4f\"", "\"cortex-m5\"", "`cortex-m5` is no target; known are cortex-m0"),
            ("TIMER0 = 8", "TIMER0 = 9", "`interrupts` gives `TIMER0` and `TIMER1` the number 9"),
            ("TIMER0 = 8", "TIMER0 = 240", "`interrupts` gives `TIMER0` the number 240; the processor has 240"),
            ("TIMER0 = 8", "TIMER0 = 256", "invalid value: integer `256`"),
            ("TIMER0 = 8", "SysTick = 8", "`interrupts` has `SysTick`, which is an exception of the processor"),
            ("TIMER0 = 8", "\"a;b\" = 8", "`interrupts` has `a;b`"),
            ("TIMER0 = 8", "\"\" = 8", "`interrupts` has ``"),
            (
                "cortex-m4 = [",
                "cortex-m3 = [",
                "`emulator.target-arguments` has `cortex-m3`, which is none of `targets`",
            ),
        ] {
            assert!(AN386.contains(from), "{from}");
            let error = Board::parse(&AN386.replacen(from, to, 1), "boards/x.toml").unwrap_err().to_string();
            assert!(error.starts_with("boards/x.toml: "), "{error}");
            assert!(error.contains(expected), "{error}");
        }
    }
}
