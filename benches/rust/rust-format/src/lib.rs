//! Lines of a log: numbers, text and structures, written into static memory with `core::fmt`, and numbers read back.

#![no_std]

use core::fmt::{self, Write};

use support::{Memory, Random, Sum};

/// The text, which begins again when it is full.
struct Log {
    bytes: [u8; 128],
    length: usize,
}

static LOG: Memory<Log> = Memory::new(Log { bytes: [0; 128], length: 0 });

impl Write for Log {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.bytes.get_mut(self.length..self.length + text.len()).ok_or(fmt::Error)?;
        room.copy_from_slice(text.as_bytes());
        self.length += text.len();
        Ok(())
    }
}

/// A version, written as `1.2.3`.
struct Version([u8; 3]);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}

/// A place, for its derived form.
#[derive(Debug)]
#[allow(dead_code, reason = "the derived form reads them")]
struct Place {
    x: i16,
    y: i16,
    name: Option<&'static str>,
}

fn line(log: &mut Log, kind: u32, random: &mut Random) -> fmt::Result {
    match kind {
        0 => write!(log, "[{:>8}] temperature {:+} mC", random.below(100_000), random.word() as i32 >> 15),
        1 => write!(log, "registers {:08x} {:#06x} {:#b}", random.word(), random.below(65_536), random.below(64)),
        2 => {
            let place = Place {
                x: random.word() as i16,
                y: random.word() as i16 >> 6,
                name: (random.below(2) == 0).then_some("north \"gate\""),
            };
            write!(log, "{place:?}")
        }
        3 => {
            let version = Version([random.below(3) as u8, random.below(20) as u8, random.word() as u8]);
            write!(log, "{:<8}|{:^9}|{version}", "boot", if random.below(2) == 0 { "ok" } else { "failed" })
        }
        _ => write!(
            log,
            "{} ms, {:?}",
            u64::from(random.word()) << random.below(20),
            [random.below(9), random.below(99)]
        ),
    }
}

/// Writes lines; returns a checksum of them and of the numbers in them.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let log = unsafe { LOG.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for index in 0..36 {
        log.length = 0;
        sum.add(u32::from(line(log, index % 5, &mut random).is_ok()));
        let bytes = &log.bytes[..log.length];
        sum.add_bytes(bytes);
        let text = core::str::from_utf8(bytes).unwrap_or_default();
        let words = text.split(|character: char| !character.is_ascii_digit());
        sum.add(words.filter_map(|word| word.parse::<u32>().ok()).fold(0, u32::wrapping_add));
    }
    sum.0
}
