//! The instructions that an emulator executes, from its log.
//!
//! QEMU writes a line for each block of instructions that it executes (`-d exec,nochain`); with blocks of one instruction each, a line for each
//! instruction. It takes some back, when a timer expires or a device wants the block for itself. The log goes through a pipe, and is counted as it comes.

use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead as _, BufReader, PipeReader, PipeWriter};
use std::os::fd::AsRawFd as _;
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};

use super::ChipError;
use super::recorder::Recording;

/// The longest part of a line that is looked at. The name of a symbol is at the end.
const LONGEST: usize = 256;

/// The log of an emulator.
pub struct Trace {
    /// The emulator's options for blocks of one instruction.
    blocks: &'static [&'static str],
    writer: Option<PipeWriter>,
    thread: Option<JoinHandle<Recording>>,
}

impl Trace {
    /// Opens a log of an emulator. `record` gets the log, and runs in a thread of its own until the emulator ends.
    pub fn open(emulator: &OsStr, record: impl FnOnce(Log) -> Recording + Send + 'static) -> Result<Trace, ChipError> {
        // An emulator that cannot be started fails when it is to run the image.
        let version = Command::new(emulator).arg("--version").stdin(Stdio::null()).output();
        let version = version.map(|output| output.stdout).unwrap_or_default();
        let blocks = blocks_of_one(&String::from_utf8_lossy(&version));
        let (reader, writer) = io::pipe().map_err(ChipError::Trace)?;
        let thread = thread::spawn(move || record(Log::new(reader)));
        Ok(Trace { blocks, writer: Some(writer), thread: Some(thread) })
    }

    /// The arguments of the emulator.
    pub fn arguments(&self) -> Vec<OsString> {
        let mut arguments: Vec<_> =
            self.blocks.iter().chain(&["-d", "exec,nochain", "-D"]).map(OsString::from).collect();
        // The emulator opens this process's end of the pipe by its name.
        let pipe = self.writer.as_ref().map_or(-1, |writer| writer.as_raw_fd());
        arguments.push(format!("/proc/{}/fd/{pipe}", std::process::id()).into());
        arguments
    }

    /// The emulator has opened the log, and is the only one that writes to it from now on.
    pub fn opened(&mut self) {
        self.writer = None;
    }

    /// The recording, once the emulator has ended; none the second time.
    pub fn finish(&mut self) -> Option<Recording> {
        self.writer = None;
        // A panic of the thread is a defect, and goes on here.
        self.thread.take().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    }
}

/// The options of QEMU that make each instruction a block, by the first line of its version: `-singlestep` has another name since 8.1.
fn blocks_of_one(version: &str) -> &'static [&'static str] {
    let numbers = version.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    match numbers.take(2).collect::<Vec<u32>>()[..] {
        [major, minor] if (major, minor) >= (8, 1) => &["-accel", "tcg,one-insn-per-tb=on"],
        _ => &["-singlestep"],
    }
}

/// The addresses of executed instructions.
pub struct Log {
    reader: BufReader<PipeReader>,
    line: Vec<u8>,
    /// The instruction of the last line, which the next line may take back.
    last: Option<u32>,
}

/// A line of the log.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    /// The instruction at this address is executed.
    Executed(u32),
    /// The last one was not.
    TakenBack,
    Other,
}

impl Log {
    fn new(reader: PipeReader) -> Log {
        Log { reader: BufReader::with_capacity(1 << 16, reader), line: Vec::new(), last: None }
    }

    /// Reads a line without its end; false at the end of the log. The rest of a line that is too long is skipped.
    fn read(&mut self) -> bool {
        self.line.clear();
        loop {
            // The emulator is gone, with or without an error.
            let Ok(bytes @ [_, ..]) = self.reader.fill_buf() else { return !self.line.is_empty() };
            let end = bytes.iter().position(|byte| *byte == b'\n');
            let part = &bytes[..end.unwrap_or(bytes.len())];
            let room = LONGEST.saturating_sub(self.line.len()).min(part.len());
            self.line.extend_from_slice(&part[..room]);
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                return true;
            }
        }
    }
}

impl Iterator for Log {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        while self.read() {
            match parse(&self.line) {
                Line::Executed(address) => {
                    if let Some(before) = self.last.replace(address) {
                        return Some(before);
                    }
                }
                Line::TakenBack => self.last = None,
                Line::Other => {}
            }
        }
        self.last.take()
    }
}

/// `Trace 0: HOST [CS_BASE/PC/FLAGS/CFLAGS] SYMBOL`, `cpu_io_recompile: rewound execution of TB to PC`, and
/// `Stopped execution of TB chain before HOST [PC] SYMBOL` (`accel/tcg/cpu-exec.c`, `translate-all.c`).
fn parse(line: &[u8]) -> Line {
    if line.starts_with(b"cpu_io_recompile: rewound") || line.starts_with(b"Stopped execution of TB") {
        return Line::TakenBack;
    }
    let address = || {
        // The name after the brackets may be cut off.
        let inside = line.strip_prefix(b"Trace ")?.split(|byte| *byte == b']').next()?;
        let text = std::str::from_utf8(inside).ok()?.split('/').nth(1)?;
        u64::from_str_radix(text, 16).ok()?.try_into().ok()
    };
    address().map_or(Line::Other, Line::Executed)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn lines_are_known() {
        for (line, expected) in [
            ("Trace 0: 0x7fa620000100 [00800408/000000c0/00000110/ff020201] Reset", Line::Executed(0xC0)),
            ("Trace 0: 0x7fa7 [00000000/80000828/00109003/ff020201] ", Line::Executed(0x8000_0828)),
            ("Trace 0: 0x7fa7 [0/0000000080000828/0/0] a/b]c", Line::Executed(0x8000_0828)),
            ("Trace 0: 0x7fa7 [0/0000000180000828/0/0] f", Line::Other),
            ("cpu_io_recompile: rewound execution of TB to 000000e8", Line::TakenBack),
            ("Stopped execution of TB chain before 0x7f [00000abc] f", Line::TakenBack),
            ("qemu: warning: Trace", Line::Other),
            ("Trace 0: 0x7fa7 [00000000", Line::Other),
            ("", Line::Other),
        ] {
            assert_eq!(parse(line.as_bytes()), expected, "{line}");
        }
    }

    #[test]
    fn the_option_has_two_names() {
        for (version, option) in [
            ("QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)", "-singlestep"),
            ("QEMU emulator version 8.0.4", "-singlestep"),
            ("QEMU emulator version 8.1.0", "-accel"),
            ("QEMU emulator version 10.0.2 (Debian 1:10.0.2)", "-accel"),
            ("", "-singlestep"),
        ] {
            assert_eq!(blocks_of_one(version)[0], option, "{version}");
        }
    }

    #[test]
    fn what_is_taken_back_does_not_count() {
        let mut trace = Trace::open(OsStr::new("no such emulator"), |log| {
            let executed = log.map(|address| (address, 1)).collect();
            Recording { executed, ..Recording::default() }
        })
        .unwrap();
        let line = |address: u32| format!("Trace 0: 0x1 [0/{address:08x}/0/0] {}\n", "s".repeat(1000));
        let rewound = "cpu_io_recompile: rewound execution of TB to 2\n";
        let text = [line(1), line(2), rewound.to_owned(), line(3), "other\n".to_owned(), line(4)].concat();
        trace.writer.as_ref().unwrap().write_all(text.as_bytes()).unwrap();
        let mut executed: Vec<_> = trace.finish().unwrap().executed.into_keys().collect();
        executed.sort_unstable();
        assert_eq!(executed, [1, 3, 4]);
        assert!(trace.finish().is_none());
    }
}
