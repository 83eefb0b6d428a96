//! The model of the transcoders: the answer to a call, computed with Rust's standard library.

use wasmtime::Val;
use wasmtime_environ::component::{FixedEncoding, Transcode};

/// The operations that take UTF-8.
pub const FROM_UTF8: [Transcode; 4] = [
    Transcode::Copy(FixedEncoding::Utf8),
    Transcode::Utf8ToUtf16,
    Transcode::Utf8ToLatin1,
    Transcode::Utf8ToCompactUtf16,
];

/// The operations that take UTF-16.
pub const FROM_UTF16: [Transcode; 5] = [
    Transcode::Copy(FixedEncoding::Utf16),
    Transcode::Utf16ToUtf8,
    Transcode::Utf16ToLatin1,
    Transcode::Utf16ToCompactUtf16,
    Transcode::Utf16ToCompactProbablyUtf16,
];

/// The operations that take Latin-1.
pub const FROM_LATIN1: [Transcode; 3] =
    [Transcode::Copy(FixedEncoding::Latin1), Transcode::Latin1ToUtf16, Transcode::Latin1ToUtf8];

/// The value of unwritten bytes of a destination.
const FILL: u8 = 0xAA;
/// The flag in a length that marks UTF-16.
const UTF16_TAG: u32 = 1 << 31;
/// One call of a transcoder.
#[derive(Clone, Debug)]
pub struct Case {
    pub op: Transcode,
    /// The source's bytes.
    pub source: Vec<u8>,
    /// The destination's size in bytes.
    pub room: usize,
    /// The output of `utf8_to_latin1` or `utf16_to_latin1`, for the operations that continue it.
    pub latin1: Vec<u8>,
    /// True to stop at the first character that is not ASCII, for the operations that can.
    pub first: bool,
}

impl Case {
    /// Creates a call as an adapter makes it. The room is that of the worst case (for [`Transcode::Utf16ToUtf8`] and
    /// [`Transcode::Latin1ToUtf8`] that of the second pass).
    pub fn new(op: Transcode, source: Vec<u8>) -> Case {
        let units = if FROM_UTF16.contains(&op) { source.len() / 2 } else { source.len() };
        let room = match op {
            Transcode::Copy(_) => source.len(),
            Transcode::Utf8ToLatin1 | Transcode::Utf16ToLatin1 => units,
            Transcode::Utf16ToUtf8 => 3 * units,
            _ => 2 * units,
        };
        Case { op, source, room, latin1: Vec::new(), first: false }
    }

    pub fn utf8(op: Transcode, source: &[u8]) -> Case {
        Case::new(op, source.to_vec())
    }

    pub fn utf16(op: Transcode, source: &[u16]) -> Case {
        Case::new(op, bytes_of(source))
    }

    /// Returns the same call, after a first pass wrote `latin1`.
    pub fn after(mut self, latin1: &[u8]) -> Case {
        self.latin1 = latin1.to_vec();
        self.room += 2 * latin1.len();
        self
    }

    /// Returns the length of the source in units of its encoding.
    pub fn units(&self) -> usize {
        if FROM_UTF16.contains(&self.op) { self.source.len() / 2 } else { self.source.len() }
    }

    /// Returns the parameters, for a source and a destination at these addresses.
    pub fn parameters(&self, source: usize, destination: usize) -> Vec<Val> {
        let mut words = vec![source, self.units(), destination];
        match self.op {
            Transcode::Utf16ToUtf8 | Transcode::Latin1ToUtf8 => words.extend([self.room, usize::from(self.first)]),
            Transcode::Utf8ToCompactUtf16 | Transcode::Utf16ToCompactUtf16 => {
                words.extend([self.room / 2, self.latin1.len()]);
            }
            _ => {}
        }
        words.into_iter().map(|word| Val::I32(word as i32)).collect()
    }

    /// Returns the destination before the call.
    pub fn before(&self) -> Vec<u8> {
        let mut room = self.latin1.clone();
        room.resize(self.room, FILL);
        room
    }
}

/// The answer to a call that did not trap.
#[derive(Debug, PartialEq)]
pub struct Answer {
    pub results: Vec<u32>,
    /// All bytes of the destination.
    pub destination: Vec<u8>,
}

/// Computes the answer with the standard library; `None` stands for a trap.
pub fn model(case: &Case) -> Option<Answer> {
    let source = case.source.as_slice();
    let units = units_of(source);
    let (results, written) = match case.op {
        Transcode::Copy(FixedEncoding::Utf8) => (vec![], std::str::from_utf8(source).ok()?.as_bytes().to_vec()),
        Transcode::Copy(FixedEncoding::Utf16) => (vec![], utf16(&String::from_utf16(&units).ok()?)),
        Transcode::Copy(FixedEncoding::Latin1) => (vec![], source.to_vec()),
        Transcode::Latin1ToUtf16 => (vec![], utf16(&latin1(source))),
        Transcode::Latin1ToUtf8 => deflate(case, source.iter().map(|&byte| Some(char::from(byte))))?,
        Transcode::Utf16ToUtf8 => deflate(case, char::decode_utf16(units.iter().copied()).map(Result::ok))?,
        Transcode::Utf16ToCompactProbablyUtf16 => {
            let text = String::from_utf16(&units).ok()?;
            let length = units.len() as u32;
            match text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<Vec<u8>>>() {
                Some(latin1) => (vec![length], latin1),
                None => (vec![length | UTF16_TAG], utf16(&text)),
            }
        }
        Transcode::Utf16ToCompactUtf16 => {
            let text = latin1(&case.latin1) + &String::from_utf16(&units).ok()?;
            (vec![text.encode_utf16().count() as u32], utf16(&text))
        }
        Transcode::Utf8ToCompactUtf16 => {
            let text = latin1(&case.latin1) + std::str::from_utf8(source).ok()?;
            (vec![text.encode_utf16().count() as u32], utf16(&text))
        }
        Transcode::Utf8ToUtf16 => {
            let text = std::str::from_utf8(source).ok()?;
            (vec![text.encode_utf16().count() as u32], utf16(text))
        }
        Transcode::Utf8ToLatin1 => {
            let valid = match std::str::from_utf8(source) {
                Ok(text) => text,
                Err(error) => std::str::from_utf8(&source[..error.valid_up_to()]).expect("valid up to here"),
            };
            let latin1: Vec<u8> = valid.chars().map_while(|c| u8::try_from(c).ok()).collect();
            let read: usize = latin1.iter().map(|&byte| char::from(byte).len_utf8()).sum();
            (vec![read as u32, latin1.len() as u32], latin1)
        }
        Transcode::Utf16ToLatin1 => {
            let latin1: Vec<u8> = units.iter().map_while(|&unit| u8::try_from(unit).ok()).collect();
            (vec![latin1.len() as u32; 2], latin1)
        }
    };
    let mut destination = case.before();
    destination[..written.len()].copy_from_slice(&written);
    Some(Answer { results, destination })
}

/// Encodes as many of `characters` in UTF-8 as `case` allows; returns the number of units read and of bytes written,
/// and the bytes. Returns `None` if it reaches an invalid character.
fn deflate(case: &Case, characters: impl Iterator<Item = Option<char>>) -> Option<(Vec<u32>, Vec<u8>)> {
    let mut text = String::new();
    for character in characters {
        let character = character?;
        if case.first && !character.is_ascii() || text.len() + character.len_utf8() > case.room {
            break;
        }
        text.push(character);
    }
    let read = if case.op == Transcode::Utf16ToUtf8 { text.encode_utf16().count() } else { text.chars().count() };
    Some((vec![read as u32, text.len() as u32], text.into_bytes()))
}

pub fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

pub fn utf16(text: &str) -> Vec<u8> {
    bytes_of(&text.encode_utf16().collect::<Vec<_>>())
}

pub fn bytes_of(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

fn units_of(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
}
