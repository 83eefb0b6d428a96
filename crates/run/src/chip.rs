//! An instance on an emulated board.
//!
//! Takes an image with the call gate and the meaning of its symbols; gives an [`Instance`]. The host side of the gate's
//! protocol (`dissolve_abi::gate`) is here: argument registers, addresses, traps, the emulator's process.

mod channel;
mod code;
mod convention;
mod error;
mod explain;
mod finder;
mod places;
mod recorder;
mod repeat;
mod symbolizer;
mod symbols;
mod trace;
mod trap;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, STACK_ALIGNMENT, op, status};
use dissolve_abi::{TrapKind, symbol};
use dissolve_boards::Board;
use dissolve_targets::{CoreFuncType, CoreType, Target};
use dissolve_wasm::{EntityRef as _, MemoryIndex};

use self::channel::Channel;
use self::code::Flow;
use self::convention::{Convention, Registers, Structure};
use self::finder::Finder;
use self::recorder::{Instruction, Recorder};
use self::symbols::Symbols;
use self::trace::Trace;
use crate::emulator;
use crate::profile::Coverage;
use crate::{CallError, CoreValue, Instance};

pub use convention::stack_bytes;
pub use error::ChipError;
pub use recorder::Recording;
pub use repeat::RepeatError;
pub use symbolizer::Symbolizer;
pub use trap::{Caller, Trap};

/// The meaning of an image's symbols.
#[derive(Clone, Debug)]
pub struct ProgramInfo {
    /// The functions that can be called.
    pub exports: Vec<Export>,
    /// The memories, in index order.
    pub memories: Vec<Memory>,
    /// The arenas, in the order of their memories.
    pub arenas: Vec<Arena>,
    /// The globals that can be read.
    pub globals: Vec<Global>,
    /// The target that the code is for.
    pub target: Target,
}

/// A function that can be called.
#[derive(Clone, Debug)]
pub struct Export {
    /// The core export's name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// Its type.
    pub ty: CoreFuncType,
}

/// A global that can be read.
#[derive(Clone, Debug)]
pub struct Global {
    /// The core export's name.
    pub name: String,
    /// The symbol of its value.
    pub symbol: String,
    /// Its type.
    pub ty: CoreType,
}

/// A memory. Only a window of it is backed.
#[derive(Clone, Debug)]
pub struct Memory {
    /// The symbol of the window's first byte.
    pub symbol: String,
    /// True if a linear address is the native one.
    pub absolute: bool,
    /// Its constants in flash.
    pub constants: Option<Constants>,
    /// The number that the program has for the address of that byte, if addresses are not absolute.
    pub low: u32,
    /// The linear address after the window's last byte.
    pub high: u64,
    /// The memory's size in bytes, as the program sees it; the largest size, if it grows.
    pub declared: u64,
    /// The symbol of a word with the memory's size in bytes, if it grows.
    pub size: Option<String>,
    /// The component that has the memory, if it is known.
    pub component: Option<String>,
    /// Bytes of the guest's stack at the low end; zero when the stack is not known or does not come first.
    pub stack: u32,
    /// The symbol of the guest's stack pointer, a word with a linear address.
    pub stack_pointer: Option<String>,
    /// Bytes above the heap's start that are backed; zero if no use of them by the program was found.
    pub heap: u32,
    /// Bytes of the arena at the high end; zero when there is none.
    pub arena: u32,
}

/// Constants of a memory that are in flash, at addresses of their own.
#[derive(Clone, Debug)]
pub struct Constants {
    /// The symbol of the first byte.
    pub symbol: String,
    /// The linear address of that byte; its native address if none.
    pub low: Option<u32>,
    /// Their bytes.
    pub size: u32,
}

impl Memory {
    /// Changes the addresses to native ones. `first` is that of the window's first byte.
    fn place(&mut self, first: u32) {
        let (high, declared) = (self.high - u64::from(self.low), self.declared - u64::from(self.low));
        (self.low, self.high, self.declared) = (first, u64::from(first) + high, u64::from(first) + declared);
    }
}

/// An arena, which is in a memory.
#[derive(Clone, Debug)]
pub struct Arena {
    /// The name of the memory in reports; usually its component.
    pub name: String,
    /// The symbol of its [`dissolve_abi::ArenaDescriptor`].
    pub descriptor: String,
}

/// The use of an arena, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArenaUse {
    /// The bytes in use now.
    pub used: u32,
    /// The largest number of bytes that were ever in use.
    pub high_water: u32,
    /// The size of the arena.
    pub size: u32,
}

/// An instance on an emulated board.
pub struct Chip {
    channel: Channel,
    symbols: Symbols,
    info: ProgramInfo,
    convention: Convention,
    timer: Timer,
    /// The instructions of the last call of each export, without the cost of the call gate.
    instructions: HashMap<String, u64>,
    /// The emulator's log, if it is recorded.
    trace: Option<Trace>,
}

/// The runtime's routine that calls functions of the program.
const CALL: &str = "dissolve_call";
/// The end of that routine, where it continues after a trap.
const ABANDONED: &str = "dissolve_abandoned";

/// The factors between the timer's ticks and instructions.
#[derive(Clone, Copy)]
struct Timer {
    hz: u32,
    shift: u8,
    /// The ticks of a call that does nothing.
    overhead: u64,
}

impl Timer {
    /// Returns the instructions of a number of ticks. Each instruction takes the emulator `2^shift` ns of its own time.
    fn instructions(self, ticks: u64) -> u64 {
        let nanoseconds = u128::from(ticks) * 1_000_000_000;
        let divisor = u128::from(self.hz) << self.shift;
        u64::try_from((nanoseconds + divisor / 2) / divisor).unwrap_or(u64::MAX)
    }
}

/// The answer of the gate to a call.
struct Answer {
    core: [u32; CORE_REGISTERS],
    fpu: [u32; FPU_REGISTERS],
    stack: Vec<u32>,
    ticks: u64,
}

impl Chip {
    /// Boots an image with the call gate. Nothing is instantiated yet: see [`Chip::instantiate`].
    ///
    /// `timeout` is the longest time that the chip may take for one answer.
    ///
    /// # Errors
    ///
    /// If the board has no emulator, if the emulator is not installed or does not answer, or if the image lacks a
    /// symbol.
    pub fn boot(elf: &[u8], board: &Board, info: ProgramInfo, timeout: Duration) -> Result<Chip, ChipError> {
        Chip::start(elf, board, info, timeout, None)
    }

    /// As [`Chip::boot`], and records which instructions the chip executes: see [`Chip::recording`]. It counts the same, but takes more
    /// than 100 times as long.
    ///
    /// # Errors
    ///
    /// As for [`Chip::boot`], and if there can be no pipe.
    pub fn record(elf: &[u8], board: &Board, info: ProgramInfo, timeout: Duration) -> Result<Chip, ChipError> {
        let emulation = board.emulation().ok_or_else(|| ChipError::NoEmulator(board.name.clone()))?;
        let symbols = Symbols::read(elf)?;
        let address = |symbol: &str| Ok::<_, ChipError>(symbols.address(symbol)? & !1);
        // The last instructions of the routine come after the second symbol.
        let gate = address(CALL)?..address(ABANDONED)? + 1;
        let roots: HashSet<_> =
            info.exports.iter().map(|export| address(&export.symbol)).collect::<Result<_, ChipError>>()?;
        let trace = Trace::open(&emulator::program(emulation), move |log| {
            let finder = Finder::new(&symbols);
            let instruction = |address| {
                let (length, flow) = finder.flow(address).unwrap_or((2, Flow::Next));
                Instruction {
                    spots: finder.at(address),
                    function: finder.function(address),
                    next: address.wrapping_add(length),
                    flow,
                }
            };
            let mut recorder = Recorder::new(instruction, gate, roots);
            log.for_each(|address| recorder.execute(address));
            recorder.finish()
        })?;
        Chip::start(elf, board, info, timeout, Some(trace))
    }

    fn start(
        elf: &[u8],
        board: &Board,
        mut info: ProgramInfo,
        timeout: Duration,
        mut trace: Option<Trace>,
    ) -> Result<Chip, ChipError> {
        let emulation = board.emulation().ok_or_else(|| ChipError::NoEmulator(board.name.clone()))?;
        let symbols = Symbols::read(elf)?;
        for memory in info.memories.iter_mut().filter(|memory| memory.absolute) {
            memory.place(symbols.address(&memory.symbol)?);
        }
        let more = trace.as_ref().map(Trace::arguments).unwrap_or_default();
        let channel = Channel::open(elf, emulation, info.target, timeout, &more)?;
        if let Some(trace) = &mut trace {
            trace.opened();
        }
        let timer = Timer { hz: emulation.core_hz, shift: emulation.icount_shift, overhead: 0 };
        let convention = Convention::of(info.target.abi()).ok_or_else(|| ChipError::NoEmulator(board.name.clone()))?;
        let mut chip = Chip { channel, symbols, info, convention, timer, instructions: HashMap::new(), trace };
        let nop = chip.symbols.address(symbol::GATE_NOP)?;
        let answer = chip.call_address(nop, &Registers::default()).map_err(|error| match error {
            CallError::Host(error) => ChipError::Boot(error.to_string()),
            other => ChipError::Boot(other.to_string()),
        })?;
        chip.timer.overhead = answer.ticks;
        Ok(chip)
    }

    /// Puts the program into its initial state: every arena is empty, and the start function has run. If the embedder
    /// has an allocator whose state is outside the program, its `__cabi_arena_reset` is called first.
    ///
    /// # Errors
    ///
    /// If instantiation traps, or the chip does not answer.
    pub fn instantiate(&mut self) -> Result<(), CallError> {
        let reset = self.symbols.find(symbol::ARENA_RESET);
        let instantiate = self.symbols.address(symbol::INSTANTIATE)?;
        for function in reset.into_iter().chain([instantiate]) {
            self.call_address(function, &Registers::default())?;
        }
        Ok(())
    }

    /// The instructions that the last call of a core export took, from its first instruction to its return; none if it
    /// has not returned yet. `cabi_realloc` and the post-return function, which pass values, are calls of their own and
    /// counted as such.
    pub fn instructions(&self, export: &str) -> Option<u64> {
        self.instructions.get(export).copied()
    }

    /// Returns what the embedder's code printed over semihosting, and the emulator itself, since the last call.
    pub fn console(&mut self) -> String {
        self.channel.console()
    }

    /// Ends the emulator; returns what was printed since the last call of [`Chip::console`]. The chip does not answer
    /// any more.
    pub fn finish(&mut self) -> String {
        self.channel.finish()
    }

    /// Ends the emulator; returns the instructions that it executed. None if they are not recorded, or were returned before.
    pub fn recording(&mut self) -> Option<Recording> {
        self.channel.end();
        self.trace.as_mut()?.finish()
    }

    /// The coverage of the program by a recorded run.
    pub fn coverage(&self, recording: &Recording) -> Coverage {
        let finder = Finder::new(&self.symbols);
        let mut lines = BTreeMap::<_, u64>::new();
        for address in finder.instructions() {
            let Some(spot) = finder.at(address).into_iter().next() else { continue };
            if let Some(position) = spot.position {
                let count = recording.executed.get(&address).copied().unwrap_or(0);
                let line = lines.entry((spot.function, position)).or_default();
                *line = count.max(*line);
            }
        }
        Coverage { lines }
    }

    /// The use of the first arena; none if the image has no arena of the runtime's allocator.
    ///
    /// # Errors
    ///
    /// If the chip does not answer.
    pub fn arena(&mut self) -> Result<Option<ArenaUse>, CallError> {
        Ok(self.arenas()?.into_iter().next().map(|(_, use_)| use_))
    }

    /// The use of each arena, with the arena's name in reports; empty if the allocator is not the runtime's.
    ///
    /// # Errors
    ///
    /// If the chip does not answer.
    pub fn arenas(&mut self) -> Result<Vec<(String, ArenaUse)>, CallError> {
        let arenas = self.info.arenas.clone();
        let names = match arenas.len() {
            1 => [symbol::ARENA_USED, symbol::ARENA_HIGH_WATER, symbol::ARENA_SIZE],
            _ => [symbol::ARENA_USED_IN, symbol::ARENA_HIGH_WATER_IN, symbol::ARENA_SIZE_IN],
        };
        let mut uses = Vec::new();
        for arena in arenas {
            let mut values = [0; 3];
            for (value, name) in values.iter_mut().zip(names) {
                let Some(function) = self.symbols.find(name) else { return Ok(Vec::new()) };
                let mut registers = Registers::default();
                // If there is only one arena, the functions take no argument and ignore this one.
                registers.core[0] = self.symbols.address(&arena.descriptor)?;
                *value = self.call_address(function, &registers)?.core[0];
            }
            let [used, high_water, size] = values;
            uses.push((arena.name, ArenaUse { used, high_water, size }));
        }
        Ok(uses)
    }

    /// The value of an exported global.
    ///
    /// # Errors
    ///
    /// If no global has that name, or the chip does not answer.
    pub fn global(&mut self, name: &str) -> Result<CoreValue, CallError> {
        let known = self.info.globals.iter().find(|known| known.name == name);
        let (symbol, ty) =
            known.map(|known| (&known.symbol, known.ty)).ok_or_else(|| CallError::NoExport(name.to_owned()))?;
        let address = self.symbols.address(symbol)?;
        let structure = Structure::of_one(ty);
        let words = self.request(vec![op::READ, address, structure.size], 0)?;
        let values = structure.read(&[ty], &words).ok_or(ChipError::Protocol("a short answer"))?;
        values.first().copied().ok_or(ChipError::Protocol("a short answer").into())
    }

    /// Calls a C function of the image with up to four words; returns the word that it returns.
    ///
    /// # Errors
    ///
    /// If the symbol does not exist, the function traps, or the chip does not answer.
    pub fn call_symbol(&mut self, name: &str, arguments: [u32; 4]) -> Result<u32, CallError> {
        let function = self.symbols.address(name)?;
        let mut registers = Registers::default();
        registers.core[..arguments.len()].copy_from_slice(&arguments);
        Ok(self.call_address(function, &registers)?.core[0])
    }

    /// The native address of a symbol.
    ///
    /// # Errors
    ///
    /// If the image has no symbol of that name.
    pub fn address(&self, symbol: &str) -> Result<u32, ChipError> {
        self.symbols.address(symbol)
    }

    /// Reads bytes at a native address.
    ///
    /// # Errors
    ///
    /// If the chip does not answer.
    pub fn read_native(&mut self, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        let chunk = self.chunk();
        let mut at = address;
        for part in buffer.chunks_mut(chunk) {
            let length = part.len() as u32;
            let words = self.request(vec![op::READ, at, length], 0)?;
            let bytes: Vec<u8> = words.into_iter().flat_map(u32::to_le_bytes).collect();
            part.copy_from_slice(bytes.get(..part.len()).ok_or(ChipError::Protocol("a short answer"))?);
            at = at.wrapping_add(length);
        }
        Ok(())
    }

    /// Writes bytes at a native address.
    ///
    /// # Errors
    ///
    /// If the chip does not answer.
    pub fn write_native(&mut self, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        let mut at = address;
        for part in bytes.chunks(self.chunk()) {
            let length = part.len() as u32;
            let mut request = vec![op::WRITE, at, length];
            request.extend(part.chunks(4).map(|word| {
                let mut padded = [0; 4];
                padded[..word.len()].copy_from_slice(word);
                u32::from_le_bytes(padded)
            }));
            self.request(request, 0)?;
            at = at.wrapping_add(length);
        }
        Ok(())
    }

    fn call_address(&mut self, function: u32, registers: &Registers) -> Result<Answer, CallError> {
        self.symbols.call(function);
        let mut request = vec![op::CALL, function];
        request.extend(registers.core);
        request.extend(registers.fpu);
        request.push(registers.stack.len() as u32);
        request.extend(&registers.stack);
        let answer = self.request(request, 2)?;
        let words = |range: std::ops::Range<usize>| answer.get(range).ok_or(ChipError::Protocol("a short answer"));
        let end = CORE_REGISTERS + FPU_REGISTERS;
        let ticks_at = end + registers.stack.len();
        let ticks = words(ticks_at..ticks_at + 2)?;
        Ok(Answer {
            core: words(0..CORE_REGISTERS)?.try_into().unwrap_or_default(),
            fpu: words(CORE_REGISTERS..end)?.try_into().unwrap_or_default(),
            stack: words(end..ticks_at)?.to_vec(),
            ticks: u64::from(ticks[1]) << 32 | u64::from(ticks[0]),
        })
    }

    /// Assigns arguments to registers and stack words. Values that are passed by address follow the arguments on the
    /// stack: room for the results, then the vectors. Also returns the index of the results' first word on the stack.
    fn assign(&self, arguments: &[CoreValue], results: Option<&Structure>) -> Result<(Registers, usize), ChipError> {
        let convention = self.convention;
        let vectors = arguments.iter().filter(|argument| argument.ty() == CoreType::V128).count();
        if results.is_none() && vectors == 0 {
            return Ok((convention.assign(None, arguments), 0));
        }
        // The addresses do not change the number of words that the arguments take.
        let registers = convention.assign(results.map(|_| 0), &by_address(arguments, 0).0);
        let arguments_end = registers.stack.len().next_multiple_of(2);
        let results_end = arguments_end + results.map_or(0, |structure| structure.size as usize / 4);
        let words = results_end + vectors * 4;
        let top = self.symbols.address(symbol::STACK_TOP)?;
        let first = top.wrapping_sub(words as u32 * 4) & !(STACK_ALIGNMENT - 1);
        let place = |word: usize| first.wrapping_add(word as u32 * 4);
        let (arguments, vectors) = by_address(arguments, place(results_end));
        let mut registers = convention.assign(results.map(|_| place(arguments_end)), &arguments);
        registers.stack.resize(results_end, 0);
        registers.stack.extend(vectors);
        Ok((registers, arguments_end))
    }

    /// Sends a request; returns the words after `OK` in the answer. The last `volatile` words of an answer may differ
    /// when the request is repeated.
    fn request(&mut self, request: Vec<u32>, volatile: usize) -> Result<Vec<u32>, CallError> {
        let mut answer = self.channel.request(request, volatile)?;
        match answer.first() {
            Some(&status::OK) => {
                answer.remove(0);
                Ok(answer)
            }
            Some(&status::TRAP) => match answer[1..] {
                [code, pc, lr, status, address] => {
                    let kind = u8::try_from(code).ok().and_then(TrapKind::from_code);
                    let mut trap = Trap { kind, code, pc, lr, status, address, ..Trap::new(TrapKind::Unreachable) };
                    trap.locate(self.symbols.steps_at(pc), self.symbols.origins());
                    Err(CallError::Trap(Box::new(trap)))
                }
                _ => Err(ChipError::Protocol("a trap without its five words").into()),
            },
            _ => Err(ChipError::Protocol("an answer that is none").into()),
        }
    }

    /// The native address of a range of constants in flash.
    fn constant(&self, memory: MemoryIndex, address: u32, length: usize) -> Result<Option<u32>, CallError> {
        let Some(Some(constants)) = self.info.memories.get(memory.index()).map(|info| &info.constants) else {
            return Ok(None);
        };
        let first = self.symbols.address(&constants.symbol)?;
        let offset = u64::from(address).checked_sub(constants.low.unwrap_or(first).into());
        let fits = |offset: &u64| offset + length as u64 <= u64::from(constants.size);
        Ok(offset.filter(fits).map(|offset| first + offset as u32))
    }

    /// The native address of a range of a memory; none for an empty range outside the window.
    fn native(&self, memory: MemoryIndex, address: u32, length: usize) -> Result<Option<u32>, CallError> {
        let info = self.info.memories.get(memory.index()).ok_or(CallError::NoMemory(memory))?;
        let end = u64::from(address) + length as u64;
        if length == 0 && (u64::from(address) <= info.declared || info.absolute) {
            return Ok(None);
        }
        if address < info.low || end > info.high {
            return Err(CallError::OutOfBounds { memory, address, length, low: info.low, high: info.high });
        }
        Ok(Some(self.symbols.address(&info.symbol)?.wrapping_add(address - info.low)))
    }

    /// The bytes of data that one request can carry.
    fn chunk(&self) -> usize {
        self.channel.capacity() - 16
    }
}

/// Replaces each vector in the arguments by its address. Also returns the words of the vectors, which begin at `place`.
fn by_address(arguments: &[CoreValue], place: u32) -> (Vec<CoreValue>, Vec<u32>) {
    let mut words = Vec::new();
    let arguments = arguments.iter().map(|&argument| match argument {
        CoreValue::V128(bits) => {
            let address = place.wrapping_add(words.len() as u32 * 4);
            words.extend((0..4).map(|index| (bits >> (32 * index)) as u32));
            CoreValue::I32(address)
        }
        other => other,
    });
    (arguments.collect(), words)
}

impl Instance for Chip {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        let known = self.info.exports.iter().find(|known| known.name == export);
        let known = known.ok_or_else(|| CallError::NoExport(export.to_owned()))?;
        let ty = known.ty.clone();
        let given: Vec<_> = arguments.iter().map(|argument| argument.ty()).collect();
        if given != ty.params {
            let list = |types: &[CoreType]| {
                format!("({})", types.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
            };
            let (expected, given) = (list(&ty.params), list(&given));
            return Err(CallError::Arguments { export: export.to_owned(), expected, given });
        }
        let function = self.symbols.address(&known.symbol)?;
        let structure = Structure::of(&ty);
        let (registers, results_at) = self.assign(arguments, structure.as_ref())?;
        let answer = self.call_address(function, &registers)?;
        let instructions = self.timer.instructions(answer.ticks.saturating_sub(self.timer.overhead));
        self.instructions.insert(export.to_owned(), instructions);
        Ok(match structure {
            None => {
                let result = |&ty| self.convention.result(ty, &answer.core, &answer.fpu);
                ty.results.iter().map(result).collect()
            }
            Some(structure) => {
                structure.read(&ty.results, &answer.stack[results_at..]).ok_or(ChipError::Protocol("a short answer"))?
            }
        })
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        let info = self.info.memories.get(memory.index()).ok_or(CallError::NoMemory(memory))?;
        let Some(size) = &info.size else { return Ok(info.declared) };
        let address = self.symbols.address(size)?;
        let words = self.request(vec![op::READ, address, 4], 0)?;
        Ok(words.first().copied().ok_or(ChipError::Protocol("a short answer"))?.into())
    }

    fn read(&mut self, memory: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        let constant = self.constant(memory, address, buffer.len())?;
        let Some(native) = constant.map_or_else(|| self.native(memory, address, buffer.len()), |at| Ok(Some(at)))?
        else {
            return Ok(());
        };
        self.read_native(native, buffer)
    }

    fn write(&mut self, memory: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        let Some(native) = self.native(memory, address, bytes.len())? else { return Ok(()) };
        self.write_native(native, bytes)
    }
}
