//! Each string transcoder on a stock engine, compared with Rust's standard library on the same input.
//!
//! Takes the texts of the transcoders alone, nothing of the fuser. A case is one call. The engine's answer consists of
//! the results, every byte of the destination, and whether the call trapped; all three must equal the model's. Cases
//! run at the very ends of the memories, in the middle among bytes that would continue an ill-formed string, and with
//! one memory in both places.

#[path = "../src/transcoders/mod.rs"]
mod source;

mod machine;
mod model;

use machine::{Machine, Place};
use model::{Case, FROM_LATIN1, FROM_UTF8, FROM_UTF16, bytes_of, latin1, model, utf16};
use proptest::prelude::*;
use wasmparser::{Payload, Validator, WasmFeatures};
use wasmtime::{Config, Engine, Module};
use wasmtime_environ::component::{FixedEncoding, Transcode};

/// Every operation, the number of its parameters and results (all `i32`), and the size of its function in bytes: locals
/// and instructions.
const OPERATIONS: [(Transcode, usize, usize, usize); 12] = [
    (Transcode::Copy(FixedEncoding::Utf8), 3, 0, 200),
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
