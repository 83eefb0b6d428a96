//! Each string transcoder on a stock engine, compared with Rust's standard library on the same input.
//!
//! Takes the texts of the transcoders alone, nothing of the fuser. A case is one call. The engine's answer consists of
//! the results, every byte of the destination, and whether the call trapped; all three must equal the model's. Cases
//! run at the very ends of the memories, in the middle among bytes that would continue an ill-formed string, and with
//! one memory in both places.

#[path = "../src/transcoders/mod.rs"]
mod source;

use proptest::prelude::*;
use wasmparser::{Payload, Validator, WasmFeatures};
use wasmtime::{Config, Engine, Extern, Func, Instance, Memory, MemoryType, Module, Store, Trap, Val};
use wasmtime_environ::component::{FixedEncoding, Transcode};

/// Every operation, the number of its parameters and results (all `i32`), and the size of its function in bytes: locals
/// and instructions.
const OPERATIONS: [(Transcode, usize, usize, usize); 12] = [
    (Transcode::Copy(FixedEncoding::Utf8), 3, 0, 164),
    (Transcode::Copy(FixedEncoding::Utf16), 3, 0, 83),
    (Transcode::Copy(FixedEncoding::Latin1), 3, 0, 12),
    (Transcode::Latin1ToUtf16, 3, 0, 37),
    (Transcode::Latin1ToUtf8, 5, 2, 130),
    (Transcode::Utf16ToCompactProbablyUtf16, 3, 1, 132),
    (Transcode::Utf16ToCompactUtf16, 5, 1, 130),
    (Transcode::Utf16ToLatin1, 3, 2, 71),
    (Transcode::Utf16ToUtf8, 5, 2, 243),
    (Transcode::Utf8ToCompactUtf16, 5, 1, 268),
    (Transcode::Utf8ToLatin1, 3, 2, 127),
    (Transcode::Utf8ToUtf16, 3, 1, 225),
];

/// The operations that take UTF-8.
const FROM_UTF8: [Transcode; 4] = [
    Transcode::Copy(FixedEncoding::Utf8),
    Transcode::Utf8ToUtf16,
    Transcode::Utf8ToLatin1,
    Transcode::Utf8ToCompactUtf16,
];

/// The operations that take UTF-16.
const FROM_UTF16: [Transcode; 5] = [
    Transcode::Copy(FixedEncoding::Utf16),
    Transcode::Utf16ToUtf8,
    Transcode::Utf16ToLatin1,
    Transcode::Utf16ToCompactUtf16,
    Transcode::Utf16ToCompactProbablyUtf16,
];

/// The operations that take Latin-1.
const FROM_LATIN1: [Transcode; 3] =
    [Transcode::Copy(FixedEncoding::Latin1), Transcode::Latin1ToUtf16, Transcode::Latin1ToUtf8];

/// The size of every memory: two pages.
const MEMORY: usize = 2 << 16;
/// The value of unwritten bytes of a destination.
const FILL: u8 = 0xAA;
/// The flag in a length that marks UTF-16.
const UTF16_TAG: u32 = 1 << 31;

/// One call of a transcoder.
#[derive(Clone, Debug)]
struct Case {
    op: Transcode,
    /// The source's bytes.
    source: Vec<u8>,
    /// The destination's size in bytes.
    room: usize,
    /// The output of `utf8_to_latin1` or `utf16_to_latin1`, for the operations that continue it.
    latin1: Vec<u8>,
    /// True to stop at the first character that is not ASCII, for the operations that can.
    first: bool,
}

impl Case {
    /// Creates a call as an adapter makes it. The room is that of the worst case (for [`Transcode::Utf16ToUtf8`] and
    /// [`Transcode::Latin1ToUtf8`] that of the second pass).
    fn new(op: Transcode, source: Vec<u8>) -> Case {
        let units = if FROM_UTF16.contains(&op) { source.len() / 2 } else { source.len() };
        let room = match op {
            Transcode::Copy(_) => source.len(),
            Transcode::Utf8ToLatin1 | Transcode::Utf16ToLatin1 => units,
            Transcode::Utf16ToUtf8 => 3 * units,
            _ => 2 * units,
        };
        Case { op, source, room, latin1: Vec::new(), first: false }
    }

    fn utf8(op: Transcode, source: &[u8]) -> Case {
        Case::new(op, source.to_vec())
    }

    fn utf16(op: Transcode, source: &[u16]) -> Case {
        Case::new(op, bytes_of(source))
    }

    /// Returns the same call, after a first pass wrote `latin1`.
    fn after(mut self, latin1: &[u8]) -> Case {
        self.latin1 = latin1.to_vec();
        self.room += 2 * latin1.len();
        self
    }

    /// Returns the length of the source in units of its encoding.
    fn units(&self) -> usize {
        if FROM_UTF16.contains(&self.op) { self.source.len() / 2 } else { self.source.len() }
    }

    /// Returns the parameters, for a source and a destination at these addresses.
    fn parameters(&self, source: usize, destination: usize) -> Vec<Val> {
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
    fn before(&self) -> Vec<u8> {
        let mut room = self.latin1.clone();
        room.resize(self.room, FILL);
        room
    }
}

/// The answer to a call that did not trap.
#[derive(Debug, PartialEq)]
struct Answer {
    results: Vec<u32>,
    /// All bytes of the destination.
    destination: Vec<u8>,
}

/// Computes the answer with the standard library; `None` stands for a trap.
fn model(case: &Case) -> Option<Answer> {
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

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    bytes_of(&text.encode_utf16().collect::<Vec<_>>())
}

fn bytes_of(units: &[u16]) -> Vec<u8> {
    units.iter().flat_map(|unit| unit.to_le_bytes()).collect()
}

fn units_of(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// The places of source and destination.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    /// Each at the end of a memory of its own.
    End,
    /// Each in the middle of a memory of its own.
    Middle,
    /// Both in one memory, the source right after the destination.
    Together,
}

/// A transcoder on the engine, instantiated with two memories and with one.
struct Machine {
    store: Store<()>,
    apart: Func,
    together: Func,
    from: Memory,
    to: Memory,
}

impl Machine {
    fn new(op: Transcode) -> Machine {
        let engine = Engine::new(Config::new().wasm_multi_memory(true).wasm_backtrace_max_frames(None)).unwrap();
        let module = Module::new(&engine, source::text(op)).unwrap();
        let mut store = Store::new(&engine, ());
        let pages = MemoryType::new(2, Some(2));
        let [from, to] = [(); 2].map(|()| Memory::new(&mut store, pages.clone()).unwrap());
        let mut wired = |from: Memory, to: Memory| {
            let memories = [Extern::from(from), Extern::from(to)];
            Instance::new(&mut store, &module, &memories).unwrap().get_func(&mut store, "transcode").unwrap()
        };
        let (apart, together) = (wired(from, to), wired(from, from));
        Machine { store, apart, together, from, to }
    }

    /// Runs `case`; returns `None` if it trapped, which it may do by `unreachable` only.
    fn run(&mut self, case: &Case, place: Place) -> Option<Answer> {
        let (source, destination) = match place {
            Place::End => (MEMORY - case.source.len(), MEMORY - case.room),
            Place::Middle => (MEMORY / 2, MEMORY / 4),
            Place::Together => (MEMORY / 2, MEMORY / 2 - case.room - case.room % 2),
        };
        let (function, to) = if place == Place::Together { (self.together, self.from) } else { (self.apart, self.to) };
        self.put(self.from, source, &case.source);
        // Low surrogates or continuation bytes, which would complete a string that the end of the source cuts off.
        let behind = if FROM_UTF16.contains(&case.op) { [0x80, 0xDC, 0x80, 0xDC] } else { [0x80; 4] };
        let end = source + case.source.len();
        self.put(self.from, end, &behind[..behind.len().min(MEMORY - end)]);
        self.put(to, destination, &case.before());
        let guard = self.guard(to, destination, case.room);

        let mut results = vec![Val::I32(0); OPERATIONS.iter().find(|row| row.0 == case.op).unwrap().2];
        let outcome = function.call(&mut self.store, &case.parameters(source, destination), &mut results);

        assert_eq!(self.get(self.from, source, case.source.len()), case.source, "{case:x?}: the source changed");
        assert!(self.guard(to, destination, case.room) == guard, "{case:x?} wrote outside its destination");
        match outcome {
            Ok(()) => {
                let results = results.iter().map(|result| result.unwrap_i32() as u32).collect();
                Some(Answer { results, destination: self.get(to, destination, case.room).to_vec() })
            }
            Err(error) => {
                let trap = error.downcast_ref::<Trap>();
                assert_eq!(trap, Some(&Trap::UnreachableCodeReached), "{case:x?} at {place:?}: {error:?}");
                None
            }
        }
    }

    /// Fails unless the engine's answer to `case` at `place` equals the model's.
    fn check_at(&mut self, case: &Case, place: Place) {
        assert_eq!(self.run(case, place), model(case), "{case:x?} at {place:?}");
    }

    /// Fails unless the engine's answer to `case` equals the model's at every place.
    fn check(&mut self, case: &Case) {
        for place in [Place::End, Place::Middle, Place::Together] {
            self.check_at(case, place);
        }
    }

    fn put(&mut self, memory: Memory, at: usize, bytes: &[u8]) {
        memory.data_mut(&mut self.store)[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn get(&self, memory: Memory, at: usize, length: usize) -> &[u8] {
        &memory.data(&self.store)[at..at + length]
    }

    /// Returns the bytes around a destination.
    fn guard(&self, memory: Memory, at: usize, length: usize) -> Vec<u8> {
        let data = memory.data(&self.store);
        let end = at + length;
        [&data[at - 8..at], &data[end..data.len().min(end + 8)]].concat()
    }
}

/// Returns the size of a function's body in the module `wasm`, in bytes, declarations of locals included.
///
/// Fails if the module has anything besides the imported memories and one exported function, or if it needs more than
/// WebAssembly 1.0 with bulk memory, multi-value, sign extension and several memories.
fn body_size(wasm: &[u8]) -> usize {
    let features = WasmFeatures::WASM1
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::MULTI_MEMORY;
    Validator::new_with_features(features).validate_all(wasm).unwrap();
    let mut bodies = Vec::new();
    for payload in wasmparser::Parser::new(0).parse_all(wasm) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(body) => bodies.push(body.range().len()),
            Payload::ImportSection(section) => assert_eq!(section.count(), 2),
            Payload::ExportSection(section) => assert_eq!(section.count(), 1),
            Payload::Version { .. }
            | Payload::TypeSection(_)
            | Payload::FunctionSection(_)
            | Payload::CodeSectionStart { .. }
            | Payload::CustomSection(_)
            | Payload::End(_) => {}
            other => panic!("a section the fuser does not merge: {other:?}"),
        }
    }
    assert_eq!(bodies.len(), 1);
    bodies[0]
}

#[test]
fn each_is_one_small_function() {
    let sizes = OPERATIONS.map(|(op, ..)| (op, body_size(&wat::parse_str(source::text(op)).unwrap())));
    assert_eq!(sizes, OPERATIONS.map(|(op, _, _, size)| (op, size)));
}

#[test]
fn each_has_the_signature_of_the_adapters_import() {
    let engine = Engine::new(Config::new().wasm_multi_memory(true)).unwrap();
    for (op, parameters, results, _) in OPERATIONS {
        let module = Module::new(&engine, source::text(op)).unwrap();
        let imports: Vec<_> = module.imports().map(|import| (import.module(), import.name())).collect();
        assert_eq!(imports, [("", "from"), ("", "to")], "{op:?}");
        let ty = module.get_export("transcode").unwrap().unwrap_func().clone();
        assert!(ty.params().chain(ty.results()).all(|value| value.is_i32()), "{op:?}");
        assert_eq!((ty.params().len(), ty.results().len()), (parameters, results), "{op:?}");
    }
}

#[test]
fn nothing_becomes_nothing() {
    for (op, ..) in OPERATIONS {
        let mut machine = Machine::new(op);
        machine.check(&Case::new(op, vec![]));
        machine.check(&Case { first: true, ..Case::new(op, vec![]) });
        // Unused room must stay as it is.
        machine.check(&Case { room: 4, ..Case::new(op, vec![]) });
    }
}

/// Checks `case` for every code point: alone at the ends of the memories, and among others at every place.
fn every_character(op: Transcode, case: impl Fn(&str) -> Case) {
    let mut machine = Machine::new(op);
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    assert_eq!(all.len(), 0x11_0000 - 0x800);
    for character in &all {
        machine.check_at(&case(character.encode_utf8(&mut [0; 4])), Place::End);
    }
    for characters in all.chunks(4096) {
        machine.check(&case(&characters.iter().collect::<String>()));
    }
}

#[test]
fn every_character_from_utf8() {
    for op in FROM_UTF8 {
        every_character(op, |text| Case::utf8(op, text.as_bytes()));
    }
}

#[test]
fn every_character_from_utf16() {
    for op in FROM_UTF16 {
        every_character(op, |text| Case::new(op, utf16(text)));
    }
}

#[test]
fn every_character_from_latin1() {
    let all: Vec<u8> = (0..=0xFF).collect();
    for op in FROM_LATIN1 {
        let mut machine = Machine::new(op);
        machine.check(&Case::new(op, all.clone()));
        for byte in &all {
            machine.check(&Case::new(op, vec![*byte]));
        }
    }
}

/// The bytes at the edges of UTF-8's ranges, and one in the middle of each.
const EDGES: [u8; 29] = [
    0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFF,
];

/// Returns every string of one and two bytes; of two bytes of [`EDGES`] and one more of them; of two bytes of [`EDGES`]
/// and two edges of the continuation bytes; and each lead from 0xF0 on with four to six equal continuation bytes.
fn utf8_edges() -> Vec<Vec<u8>> {
    let all: Vec<u8> = (0..=0xFF).collect();
    let joined = |heads: &[Vec<u8>], tails: &[u8]| -> Vec<Vec<u8>> {
        heads.iter().flat_map(|head| tails.iter().map(|tail| [head.as_slice(), &[*tail]].concat())).collect()
    };
    let one = joined(&[vec![]], &all);
    let pairs = joined(&joined(&[vec![]], &EDGES), &EDGES);
    let four = joined(&joined(&pairs, &[0x7F, 0x80, 0xBF, 0xC0]), &[0x7F, 0x80, 0xBF, 0xC0]);
    let long: Vec<Vec<u8>> = (0xF0..=0xFF)
        .flat_map(|lead| {
            (4..=6).flat_map(move |tail| [0x80, 0x81, 0xBF].map(|byte| [vec![lead], vec![byte; tail]].concat()))
        })
        .collect();
    [joined(&one, &all), joined(&pairs, &EDGES), one, four, long].concat()
}

#[test]
fn ill_formed_utf8() {
    let strings = utf8_edges();
    assert!(strings.iter().any(|string| std::str::from_utf8(string).is_ok()));
    for op in FROM_UTF8 {
        let mut machine = Machine::new(op);
        for string in &strings {
            machine.check_at(&Case::utf8(op, string), Place::Middle);
        }
    }
}

#[test]
fn ill_formed_utf8_by_name() {
    let cases: [(&str, &[u8]); 16] = [
        ("continuation byte without a lead", b"\x80"),
        ("continuation byte after ASCII", b"a\xBF"),
        ("one continuation byte too many", b"\xC3\xA4\xA4"),
        ("slash in two bytes", b"\xC0\xAF"),
        ("DEL in two bytes", b"\xC1\xBF"),
        ("slash in three bytes", b"\xE0\x80\xAF"),
        ("U+7FF in three bytes", b"\xE0\x9F\xBF"),
        ("U+FFFF in four bytes", b"\xF0\x8F\xBF\xBF"),
        ("first surrogate", b"\xED\xA0\x80"),
        ("last surrogate", b"\xED\xBF\xBF"),
        ("surrogate pair", b"\xED\xA0\x80\xED\xB0\x80"),
        ("U+110000", b"\xF4\x90\x80\x80"),
        ("lead of more than U+10FFFF", b"\xF5\x80\x80\x80"),
        ("five bytes", b"\xF8\x88\x80\x80\x80"),
        ("six bytes", b"\xFC\x84\x80\x80\x80\x80"),
        ("no lead at all", b"\xFE\x80\x80\x80\x81\x80\x80"),
    ];
    for op in FROM_UTF8 {
        let mut machine = Machine::new(op);
        for (name, bytes) in cases {
            assert!(
                op == Transcode::Utf8ToLatin1 || model(&Case::utf8(op, bytes)).is_none(),
                "{name} is no bad string"
            );
            for padded in [bytes.to_vec(), [b"ab", bytes].concat(), [bytes, b"ab"].concat()] {
                machine.check(&Case::utf8(op, &padded));
            }
        }
    }
}

#[test]
fn utf8_cut_off() {
    for op in FROM_UTF8 {
        let mut machine = Machine::new(op);
        for text in ["\u{80}", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"] {
            for length in 1..text.len() {
                machine.check(&Case::utf8(op, &text.as_bytes()[..length]));
                machine.check(&Case::utf8(op, &[b"abc", &text.as_bytes()[..length]].concat()));
                machine.check(&Case::utf8(op, &[&text.as_bytes()[..length], text.as_bytes()].concat()));
            }
        }
    }
}

/// The units at the edges of UTF-16's ranges, and at the edges between different UTF-8 lengths.
const UNIT_EDGES: [u16; 18] = [
    0x00, 0x41, 0x7F, 0x80, 0xBF, 0xC0, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000,
    0xFFFD, 0xFFFF,
];

#[test]
fn surrogates() {
    for op in FROM_UTF16 {
        let mut machine = Machine::new(op);
        for one in 0xD700..=0xE100 {
            machine.check(&Case::utf16(op, &[one]));
            for other in UNIT_EDGES {
                machine.check_at(&Case::utf16(op, &[one, other]), Place::Middle);
            }
        }
        for one in UNIT_EDGES {
            for two in UNIT_EDGES {
                machine.check(&Case::utf16(op, &[one, two]));
                for three in UNIT_EDGES {
                    machine.check_at(&Case::utf16(op, &[one, two, three]), Place::Middle);
                    machine.check_at(&Case::utf16(op, &[0xD800, 0xDC00, one, two, three]), Place::End);
                }
            }
        }
    }
}

#[test]
fn no_more_than_fits() {
    let texts = [
        "abc",
        "\u{E9}\u{E9}",
        "a\u{E9}b",
        "a\u{20AC}b",
        "a\u{1F600}\u{20AC}\u{E9}b",
        "\u{7FF}\u{800}\u{FFFF}\u{10000}",
    ];
    for op in [Transcode::Utf16ToUtf8, Transcode::Latin1ToUtf8] {
        let mut machine = Machine::new(op);
        for text in texts {
            let source = if op == Transcode::Utf16ToUtf8 { utf16(text) } else { text.bytes().collect() };
            for (room, first) in (0..2 * source.len()).flat_map(|room| [(room, false), (room, true)]) {
                machine.check(&Case { room, first, ..Case::new(op, source.clone()) });
            }
        }
    }
}

#[test]
fn a_first_pass_stops_at_what_is_not_ascii_and_still_traps() {
    let mut machine = Machine::new(Transcode::Utf16ToUtf8);
    let mut run = |units: &[u16]| {
        let case = Case { first: true, room: units.len(), ..Case::utf16(Transcode::Utf16ToUtf8, units) };
        machine.check(&case);
        machine.run(&case, Place::End).map(|answer| answer.results)
    };
    assert_eq!(run(&[0x61, 0x62]), Some(vec![2, 2]));
    assert_eq!(run(&[0x61, 0xE9, 0x62]), Some(vec![1, 1]));
    assert_eq!(run(&[0x61, 0xD83D, 0xDE00]), Some(vec![1, 1]));
    assert_eq!(run(&[0x61, 0xE9, 0xD800]), Some(vec![1, 1]), "what lies behind has not been looked at");
    assert_eq!(run(&[0x61, 0xD800]), None);
    assert_eq!(run(&[0x61, 0xDC00, 0xD800]), None);
}

#[test]
fn a_latin1_beginning_is_widened_in_place() {
    let beginning: Vec<u8> = (0..=0xFF).collect();
    for op in [Transcode::Utf8ToCompactUtf16, Transcode::Utf16ToCompactUtf16] {
        let mut machine = Machine::new(op);
        for length in [0, 1, 2, 3, 255, 256] {
            for text in ["", "\u{100}", "a", "\u{1F600}\u{E9}z"] {
                let source = if op == Transcode::Utf8ToCompactUtf16 { text.bytes().collect() } else { utf16(text) };
                machine.check(&Case::new(op, source).after(&beginning[256 - length..]));
            }
        }
    }
}

/// Makes two passes from `source` to UTF-8, with the room that an adapter gives to each: as many bytes as there are
/// units, then the worst case. Returns the complete output.
fn to_utf8_as_an_adapter(machine: &mut Machine, op: Transcode, source: Vec<u8>) -> Option<Vec<u8>> {
    let whole = Case::new(op, source);
    let width = whole.source.len() / whole.units().max(1);
    let answer = machine.run(&Case { first: true, room: whole.units(), ..whole.clone() }, Place::End)?;
    let [read, written] = [answer.results[0] as usize, answer.results[1] as usize];
    let mut bytes = answer.destination[..written].to_vec();
    if read < whole.units() {
        let rest = Case { room: whole.room - written, ..Case::new(op, whole.source[width * read..].to_vec()) };
        let answer = machine.run(&rest, Place::End)?;
        assert_eq!(answer.results[0] as usize, rest.units(), "the worst case was not enough");
        bytes.extend(&answer.destination[..answer.results[1] as usize]);
    }
    Some(bytes)
}

/// Makes a pass from `source` to Latin-1 and, if that stops early, a second one to UTF-16, as an adapter does. Returns
/// the complete output: `Ok` for Latin-1, `Err` for UTF-16.
fn to_compact_as_an_adapter(
    machines: &mut [Machine; 2],
    ops: [Transcode; 2],
    source: Vec<u8>,
) -> Option<Result<Vec<u8>, Vec<u8>>> {
    let whole = Case::new(ops[0], source);
    let width = whole.source.len() / whole.units().max(1);
    let answer = machines[0].run(&whole, Place::End)?;
    let [read, written] = [answer.results[0] as usize, answer.results[1] as usize];
    let latin1 = &answer.destination[..written];
    if read == whole.units() {
        return Some(Ok(latin1.to_vec()));
    }
    let rest = Case::new(ops[1], whole.source[width * read..].to_vec()).after(latin1);
    let answer = machines[1].run(&Case { room: 2 * whole.units(), ..rest }, Place::End)?;
    Some(Err(answer.destination[..2 * answer.results[0] as usize].to_vec()))
}

/// Strings of characters of all kinds, often ASCII and Latin-1.
fn texts() -> impl Strategy<Value = String> {
    let character = prop_oneof![
        3 => proptest::char::range('\0', '\u{7F}'),
        2 => proptest::char::range('\u{80}', '\u{FF}'),
        1 => proptest::char::range('\u{100}', '\u{FFFF}'),
        1 => any::<char>(),
    ];
    let ascii = proptest::collection::vec(proptest::char::range('\0', '\u{7F}'), 0..40);
    (ascii, proptest::collection::vec(character, 0..40)).prop_map(|(head, tail)| head.into_iter().chain(tail).collect())
}

/// UTF-8 with a few bytes replaced, mostly ill-formed.
fn broken_utf8() -> impl Strategy<Value = Vec<u8>> {
    (texts(), proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..3)).prop_map(
        |(text, changes)| {
            let mut bytes = text.into_bytes();
            for (index, byte) in changes {
                if !bytes.is_empty() {
                    let index = index.index(bytes.len());
                    bytes[index] = byte;
                }
            }
            bytes
        },
    )
}

/// Units of all kinds, often surrogates.
fn broken_utf16() -> impl Strategy<Value = Vec<u16>> {
    let unit = prop_oneof![6 => 0u16..0x80, 2 => 0x80u16..0x100, 2 => any::<u16>(), 1 => 0xD800u16..0xE000];
    let pair = (0xD800u16..0xDC00, 0xDC00u16..0xE000).prop_map(|(high, low)| vec![high, low]);
    let piece = prop_oneof![12 => unit.prop_map(|unit| vec![unit]), 2 => pair];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Runs `check` on values of `strategy`.
fn for_all<T: std::fmt::Debug>(strategy: impl Strategy<Value = T>, mut check: impl FnMut(T)) {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let check = std::cell::RefCell::new(&mut check);
    runner
        .run(&strategy, |value| {
            check.borrow_mut()(value);
            Ok(())
        })
        .unwrap();
}

#[test]
fn random_utf8() {
    for op in FROM_UTF8 {
        let mut machine = Machine::new(op);
        for_all(prop_oneof![texts().prop_map(String::into_bytes), broken_utf8()], |bytes| {
            machine.check(&Case::utf8(op, &bytes));
        });
    }
}

#[test]
fn random_utf16() {
    for op in FROM_UTF16 {
        let mut machine = Machine::new(op);
        for_all(prop_oneof![texts().prop_map(|text| text.encode_utf16().collect()), broken_utf16()], |units| {
            machine.check(&Case::utf16(op, &units));
        });
    }
}

#[test]
fn random_rooms_and_passes() {
    let mut utf16_to_utf8 = Machine::new(Transcode::Utf16ToUtf8);
    for_all((broken_utf16(), 0usize..120, any::<bool>()), |(units, room, first)| {
        utf16_to_utf8.check(&Case { room, first, ..Case::utf16(Transcode::Utf16ToUtf8, &units) });
    });
    let mut latin1_to_utf8 = Machine::new(Transcode::Latin1ToUtf8);
    for_all((any::<Vec<u8>>(), 0usize..120, any::<bool>()), |(source, room, first)| {
        latin1_to_utf8.check(&Case { room, first, ..Case::new(Transcode::Latin1ToUtf8, source) });
    });
}

#[test]
fn random_strings_as_an_adapter_passes_them() {
    let mut utf16_to_utf8 = Machine::new(Transcode::Utf16ToUtf8);
    let mut latin1_to_utf8 = Machine::new(Transcode::Latin1ToUtf8);
    let from_utf8 = [Transcode::Utf8ToLatin1, Transcode::Utf8ToCompactUtf16];
    let from_utf16 = [Transcode::Utf16ToLatin1, Transcode::Utf16ToCompactUtf16];
    let (mut utf8_to_compact, mut utf16_to_compact) = (from_utf8.map(Machine::new), from_utf16.map(Machine::new));
    let compact = |text: &str| match text.chars().map(|c| u8::try_from(c).ok()).collect() {
        Some(latin1) => Ok(latin1),
        None => Err(utf16(text)),
    };
    for_all(broken_utf16(), |units| {
        let text = String::from_utf16(&units).ok();
        let source = bytes_of(&units);
        let utf8 = to_utf8_as_an_adapter(&mut utf16_to_utf8, Transcode::Utf16ToUtf8, source.clone());
        assert_eq!(utf8, text.clone().map(String::into_bytes), "{units:x?}");
        assert_eq!(
            to_compact_as_an_adapter(&mut utf16_to_compact, from_utf16, source),
            text.as_deref().map(compact),
            "{units:x?}"
        );
    });
    for_all(broken_utf8(), |bytes| {
        let text = std::str::from_utf8(&bytes).ok();
        assert_eq!(
            to_compact_as_an_adapter(&mut utf8_to_compact, from_utf8, bytes.clone()),
            text.map(compact),
            "{bytes:x?}"
        );
        let utf8 = to_utf8_as_an_adapter(&mut latin1_to_utf8, Transcode::Latin1ToUtf8, bytes.clone());
        assert_eq!(utf8, Some(latin1(&bytes).into_bytes()), "{bytes:x?}");
    });
}
