//! Round trips through an instance that is an array of bytes with a bump allocator, and hostile results.

use dissolve_canonical as layout;
use dissolve_interface::{Case, Export, Field, FuncType, FunctionName, StringEncoding, ValueType as T};
use dissolve_wasm::MemoryIndex;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::{CallError, Trap};

const MEMORY: usize = 1 << 16;
const ENCODINGS: [StringEncoding; 3] = [StringEncoding::Utf8, StringEncoding::Utf16, StringEncoding::CompactUtf16];

/// The behaviour of the exported function of a [`Fake`].
enum Behaviour {
    /// Returns its only parameter: as it came, or in memory if the result's type requires it.
    Echo(T),
    /// Returns these core values.
    Answer(Vec<CoreValue>),
}

/// An instance in the host's memory.
struct Fake {
    memory: Vec<u8>,
    next: u32,
    behaviour: Behaviour,
    calls: Vec<String>,
    /// The pointer that `realloc` returns instead of memory.
    realloc: Option<u32>,
}

impl Fake {
    fn new(behaviour: Behaviour) -> Fake {
        Fake { memory: vec![0xaa; MEMORY], next: 16, behaviour, calls: Vec::new(), realloc: None }
    }

    fn allocate(&mut self, alignment: u32, size: u32) -> u32 {
        let pointer = self.next.next_multiple_of(alignment);
        self.next = pointer + size;
        assert!(self.next as usize <= MEMORY, "the test's values are too large");
        pointer
    }

    /// Does the work of a guest's glue code between a flat parameter and a result in memory.
    fn echo(&mut self, ty: &T, arguments: &[CoreValue]) -> Vec<CoreValue> {
        let spilled_in = ty.flat_count() > layout::MAX_FLAT_PARAMS;
        let spilled_out = ty.flat_count() > layout::MAX_FLAT_RESULTS;
        if spilled_in || !spilled_out {
            return arguments.to_vec();
        }
        let options = options(StringEncoding::Utf8);
        let pointer = self.allocate(layout::align(ty), u32::try_from(layout::size(ty)).unwrap());
        // The contents of strings and lists stay where they are; only the outermost level of the value is written to
        // memory.
        let value = Lift { instance: self, options: &options, resources: &[] }.flat(ty, &mut arguments.iter().copied());
        let mut buffer = vec![0; layout::size(ty) as usize];
        let mut lower = Lower { instance: self, options: &options, resources: &[] };
        lower.store_next(&value.unwrap(), ty, &mut buffer, &mut 0).unwrap();
        self.memory[pointer as usize..][..buffer.len()].copy_from_slice(&buffer);
        vec![CoreValue::I32(pointer)]
    }
}

impl Instance for Fake {
    fn call(&mut self, export: &str, arguments: &[CoreValue]) -> Result<Vec<CoreValue>, CallError> {
        self.calls.push(export.to_owned());
        match (export, arguments) {
            ("realloc", &[CoreValue::I32(0), CoreValue::I32(0), CoreValue::I32(alignment), CoreValue::I32(size)]) => {
                let pointer = self.realloc.unwrap_or_else(|| self.allocate(alignment, size));
                Ok(vec![CoreValue::I32(pointer)])
            }
            ("f", _) => match &self.behaviour {
                Behaviour::Answer(results) => Ok(results.clone()),
                Behaviour::Echo(ty) => {
                    let ty = ty.clone();
                    Ok(self.echo(&ty, arguments))
                }
            },
            ("post", _) => Ok(vec![]),
            ("trap", _) => Err(CallError::Trap(Box::new(Trap::new(dissolve_abi::TrapKind::Unreachable)))),
            _ => Err(CallError::NoExport(export.to_owned())),
        }
    }

    fn memory_size(&mut self, memory: MemoryIndex) -> Result<u64, CallError> {
        if memory.as_u32() == 0 { Ok(self.memory.len() as u64) } else { Err(CallError::NoMemory(memory)) }
    }

    fn read(&mut self, _: MemoryIndex, address: u32, buffer: &mut [u8]) -> Result<(), CallError> {
        buffer.copy_from_slice(&self.memory[address as usize..][..buffer.len()]);
        Ok(())
    }

    fn write(&mut self, _: MemoryIndex, address: u32, bytes: &[u8]) -> Result<(), CallError> {
        self.memory[address as usize..][..bytes.len()].copy_from_slice(bytes);
        Ok(())
    }
}

fn options(string_encoding: StringEncoding) -> CanonicalOptions {
    CanonicalOptions { memory: Some(MemoryIndex::FIRST), realloc: Some("realloc".into()), string_encoding, base: 0 }
}

fn export(params: &[T], result: Option<T>, encoding: StringEncoding) -> Export {
    let params = params.iter().enumerate().map(|(index, ty)| Field { name: format!("p{index}"), ty: ty.clone() });
    Export {
        name: FunctionName { interface: None, function: "f".into() },
        core: "f".into(),
        ty: FuncType { params: params.collect(), result },
        options: options(encoding),
        post_return: Some("post".into()),
    }
}

/// Lowers and lifts a value flat, and stores and loads it; both must give the same value.
fn round_trip(ty: &T, value: &Value, encoding: StringEncoding) {
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    let options = options(encoding);
    let expected = crate::wave::text(value, ty);

    if ty.flat_count() <= layout::MAX_FLAT_PARAMS {
        let mut flat = Vec::new();
        Lower { instance: &mut fake, options: &options, resources: &[] }.flat(value, ty, &mut flat).unwrap();
        let mut types = Vec::new();
        layout::flatten(ty, &mut types);
        assert!(flat.iter().map(|value| value.ty()).eq(types), "flat types of {ty:?}");
        let lifted =
            Lift { instance: &mut fake, options: &options, resources: &[] }.flat(ty, &mut flat.into_iter()).unwrap();
        assert_eq!(crate::wave::text(&lifted, ty), expected, "flat");
    }

    let mut lower = Lower { instance: &mut fake, options: &options, resources: &[] };
    let (pointer, mut buffer) = lower.allocate(layout::size(ty), layout::align(ty)).unwrap();
    lower.store_next(value, ty, &mut buffer, &mut 0).unwrap();
    lower.write(pointer, &buffer).unwrap();
    let lifted = Lift { instance: &mut fake, options: &options, resources: &[] }.load_at(pointer, ty).unwrap();
    assert_eq!(crate::wave::text(&lifted, ty), expected, "stored");
}

/// A strategy for types, nested a few levels deep.
fn types() -> impl Strategy<Value = T> {
    let leaf = prop_oneof![
        Just(T::Bool),
        Just(T::S8),
        Just(T::U8),
        Just(T::S16),
        Just(T::U16),
        Just(T::S32),
        Just(T::U32),
        Just(T::S64),
        Just(T::U64),
        Just(T::F32),
        Just(T::F64),
        Just(T::Char),
        Just(T::String),
        (1usize..70).prop_map(|count| T::Flags((0..count).map(|index| format!("f{index}")).collect())),
        prop_oneof![1usize..5, Just(300)]
            .prop_map(|count| T::Enum((0..count).map(|index| format!("e{index}")).collect())),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let optional = prop::option::of(boxed.clone());
        prop_oneof![
            boxed.clone().prop_map(T::List),
            (boxed.clone(), 1u32..4).prop_map(|(element, length)| T::FixedList(element, length)),
            vec(inner.clone(), 1..4).prop_map(T::Tuple),
            vec(inner.clone(), 1..4).prop_map(|types| {
                let name = |index| format!("r{index}");
                T::Record(types.into_iter().enumerate().map(|(i, ty)| Field { name: name(i), ty }).collect())
            }),
            vec(prop::option::of(inner), 1..4).prop_map(|types| {
                let name = |index| format!("c{index}");
                T::Variant(types.into_iter().enumerate().map(|(i, ty)| Case { name: name(i), ty }).collect())
            }),
            boxed.prop_map(T::Option),
            (optional.clone(), optional).prop_map(|(ok, err)| T::Result { ok, err }),
        ]
    })
}

/// A strategy for the values of a type.
fn values(ty: &T) -> BoxedStrategy<Value> {
    let all = |types: Vec<&T>| types.into_iter().map(values).collect::<Vec<_>>();
    match shape(ty) {
        Shape::Fields(types) => all(types).prop_map(Value::Record).boxed(),
        Shape::Cases(cases) => {
            let cases = cases.into_iter().enumerate().map(|(index, payload)| match payload {
                None => Just(Value::Variant(index as u32, None)).boxed(),
                Some(ty) => {
                    values(ty).prop_map(move |value| Value::Variant(index as u32, Some(Box::new(value)))).boxed()
                }
            });
            prop::strategy::Union::new(cases.collect::<Vec<_>>()).boxed()
        }
        Shape::Other => match ty {
            T::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
            T::S8 => any::<i8>().prop_map(Value::S8).boxed(),
            T::U8 => any::<u8>().prop_map(Value::U8).boxed(),
            T::S16 => any::<i16>().prop_map(Value::S16).boxed(),
            T::U16 => any::<u16>().prop_map(Value::U16).boxed(),
            T::S32 => any::<i32>().prop_map(Value::S32).boxed(),
            T::U32 => any::<u32>().prop_map(Value::U32).boxed(),
            T::S64 => any::<i64>().prop_map(Value::S64).boxed(),
            T::U64 => any::<u64>().prop_map(Value::U64).boxed(),
            T::F32 => any::<u32>().prop_map(|bits| Value::F32(f32::from_bits(bits))).boxed(),
            T::F64 => any::<u64>().prop_map(|bits| Value::F64(f64::from_bits(bits))).boxed(),
            T::Char => any::<char>().prop_map(Value::Char).boxed(),
            T::List(element) => vec(values(element), 0..4).prop_map(Value::List).boxed(),
            T::FixedList(element, length) => vec(values(element), *length as usize).prop_map(Value::List).boxed(),
            T::Flags(names) => vec(any::<bool>(), names.len()).prop_map(Value::Flags).boxed(),
            _ => prop_oneof!["[a-zÀ-ÿ]{0,8}", "[☃👋a]{0,4}"].prop_map(Value::String).boxed(),
        },
    }
}

use dissolve_canonical::{Shape, shape};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_type_survives_lowering_and_lifting(
        (ty, value) in types().prop_flat_map(|ty| { let values = values(&ty); (Just(ty), values) }),
        encoding in prop::sample::select(ENCODINGS.to_vec()),
    ) {
        round_trip(&ty, &value, encoding);
    }

    #[test]
    fn every_type_survives_a_call(
        (ty, value) in types().prop_flat_map(|ty| { let values = values(&ty); (Just(ty), values) }),
    ) {
        let mut fake = Fake::new(Behaviour::Echo(ty.clone()));
        let export = export(std::slice::from_ref(&ty), Some(ty.clone()), StringEncoding::Utf8);
        let result = invoke(&mut fake, &export, std::slice::from_ref(&value)).unwrap().unwrap();
        prop_assert_eq!(crate::wave::text(&result, &ty), crate::wave::text(&value, &ty));
        prop_assert_eq!(fake.calls.last().map(String::as_str), Some("post"));
    }

    #[test]
    fn text_of_every_type_is_read_back(
        (ty, value) in types().prop_flat_map(|ty| { let values = values(&ty); (Just(ty), values) }),
    ) {
        let text = crate::wave::text(&value, &ty);
        let params = [Field { name: "p".into(), ty: ty.clone() }];
        let read = crate::wave::arguments(&format!("({text})"), &params).unwrap();
        prop_assert_eq!(crate::wave::text(&read[0], &ty), text);
    }

    #[test]
    fn no_answer_makes_lifting_panic(
        ty in types(),
        bits in vec(any::<u64>(), 40),
        memory in vec(any::<u8>(), 256),
        encoding in prop::sample::select(ENCODINGS.to_vec()),
    ) {
        let mut fake = Fake::new(Behaviour::Answer(vec![]));
        fake.memory = memory;
        let options = options(encoding);
        let mut lift = Lift { instance: &mut fake, options: &options, resources: &[] };
        if ty.flat_count() <= 40 {
            let mut flat_types = Vec::new();
            layout::flatten(&ty, &mut flat_types);
            // Small numbers are more often valid as pointers and lengths.
            let small = flat_types.iter().zip(&bits).map(|(ty, bits)| CoreValue::from_bits(*ty, bits & 0x3f));
            let _: Result<_, _> = lift.flat(&ty, &mut small.collect::<Vec<_>>().into_iter());
            let wild = flat_types.iter().zip(&bits).map(|(ty, bits)| CoreValue::from_bits(*ty, *bits));
            let _: Result<_, _> = lift.flat(&ty, &mut wild.collect::<Vec<_>>().into_iter());
        }
        for pointer in [0, 8, 1, 248, u32::MAX] {
            let _: Result<_, _> = lift.load_at(pointer, &ty);
        }
    }
}

#[test]
fn known_values_have_the_specification_s_bytes() {
    let ty = T::Tuple(vec![T::U8, T::Option(Box::new(T::U16)), T::String]);
    let value = Value::Record(vec![Value::U8(7), Value::option(Some(Value::U16(0x1234))), Value::String("é☃".into())]);
    for (encoding, text, length) in [
        (StringEncoding::Utf8, &b"\xc3\xa9\xe2\x98\x83"[..], 5),
        (StringEncoding::Utf16, b"\xe9\x00\x03\x26", 2),
        (StringEncoding::CompactUtf16, b"\xe9\x00\x03\x26", 0x8000_0002),
    ] {
        let mut fake = Fake::new(Behaviour::Answer(vec![]));
        let options = options(encoding);
        let mut buffer = vec![0; layout::size(&ty) as usize];
        Lower { instance: &mut fake, options: &options, resources: &[] }
            .store_next(&value, &ty, &mut buffer, &mut 0)
            .unwrap();
        assert_eq!(buffer[..8], [7, 0, 1, 0, 0x34, 0x12, 0, 0]);
        assert_eq!(buffer[8..], [16u32.to_le_bytes(), u32::to_le_bytes(length)].concat());
        assert_eq!(&fake.memory[16..][..text.len()], text);
    }
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    let mut flat = Vec::new();
    let latin1 = options(StringEncoding::CompactUtf16);
    let mut lower = Lower { instance: &mut fake, options: &latin1, resources: &[] };
    lower.flat(&Value::String("é".into()), &T::String, &mut flat).unwrap();
    lower.flat(&Value::S8(-1), &T::S8, &mut flat).unwrap();
    lower.flat(&Value::F32(-f32::NAN), &T::F32, &mut flat).unwrap();
    assert_eq!(flat, [CoreValue::I32(16), CoreValue::I32(1), CoreValue::I32(u32::MAX), CoreValue::F32(0x7fc0_0000)]);
    assert_eq!(fake.memory[16], 0xe9);
}

#[test]
fn many_parameters_are_passed_in_memory() {
    let params = vec![T::U64; 17];
    let arguments: Vec<Value> = (0..17).map(Value::U64).collect();
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    invoke(&mut fake, &export(&params, None, StringEncoding::Utf8), &arguments).unwrap();
    assert_eq!(fake.calls, ["realloc", "f", "post"]);
    assert_eq!(fake.memory[16 + 16 * 8..][..8], 16u64.to_le_bytes());

    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    invoke(&mut fake, &export(&params[..16], None, StringEncoding::Utf8), &arguments[..16]).unwrap();
    assert_eq!(fake.calls, ["f", "post"]);
}

#[test]
fn hostile_answers_are_errors() {
    let list = |ty| T::List(Box::new(ty));
    let i32 = CoreValue::I32;
    let mut memory = vec![0; MEMORY];
    // At 16: a string or list of 4 units at 32; there, bytes that are no UTF-8 and, as units, an unpaired surrogate.
    memory[16..24].copy_from_slice(&[32, 0, 0, 0, 4, 0, 0, 0]);
    memory[32..40].copy_from_slice(&[0xff, 0xd8, 0xff, 0xd8, 0xff, 0xd8, 0xff, 0xd8]);
    // At 48: a pointer near the end with a length past it. At 56: a tagged length of UTF-16.
    memory[48..56].copy_from_slice(&[0xf0, 0xff, 0, 0, 0x11, 0, 0, 0]);
    memory[56..64].copy_from_slice(&[32, 0, 0, 0, 4, 0, 0, 0x80]);
    // At 64: a length whose bytes overflow 32 bits. At 72: an odd pointer.
    memory[64..72].copy_from_slice(&[32, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f]);
    memory[72..80].copy_from_slice(&[33, 0, 0, 0, 1, 0, 0, 0]);
    let three = T::Enum(vec!["a".into(), "b".into(), "c".into()]);
    let chars = T::Tuple(vec![T::Char, T::Char]);
    let nested = T::Record(vec![Field { name: "x".into(), ty: list(three.clone()) }]);
    let [utf8, utf16, compact] = ENCODINGS;
    for (ty, encoding, answer, expected) in [
        (T::String, utf8, vec![i32(16)], "`f`, the result: the string is not valid UTF-8"),
        (T::String, utf16, vec![i32(16)], "not valid UTF-16"),
        (T::String, compact, vec![i32(56)], "not valid UTF-16"),
        (T::String, utf8, vec![i32(48)], "17 bytes at 0xfff0 are not inside memory 0, which has 65536 bytes"),
        (T::String, utf16, vec![i32(72)], "0x21 is not aligned to 2"),
        (T::String, utf16, vec![i32(64)], "4294967294 bytes are too many"),
        (T::String, utf8, vec![i32(14)], "0xe is not aligned to 4"),
        (T::String, utf8, vec![i32(MEMORY as u32 - 4)], "8 bytes at 0xfffc are not inside"),
        (T::String, utf8, vec![i32(u32::MAX - 3)], "not inside"),
        (list(T::U64), utf8, vec![i32(64)], "bytes are too many"),
        (list(T::U16), utf8, vec![i32(72)], "0x21 is not aligned to 2"),
        (list(T::Char), utf8, vec![i32(16)], "the result[0]: 0xd8ffd8ff is no Unicode scalar value"),
        (list(three.clone()), utf8, vec![i32(16)], "the result[0]: the discriminant 255 names none of the 3 cases"),
        (nested, utf8, vec![i32(16)], "the result.x[0]: the discriminant 255"),
        (three, utf8, vec![i32(3)], "the discriminant 3 names none of the 3 cases"),
        (T::Char, utf8, vec![i32(0xd800)], "0xd800 is no Unicode scalar value"),
        (T::Char, utf8, vec![i32(0x11_0000)], "0x110000 is no Unicode scalar value"),
        (chars, utf8, vec![i32(32)], "the result.0: 0xd8ffd8ff"),
        (T::U32, utf8, vec![], "gives 0 results of other number or type than the 1"),
        (T::U32, utf8, vec![CoreValue::I64(0)], "gives 1 results of other"),
        (T::U32, utf8, vec![i32(0), i32(0)], "gives 2 results"),
    ] {
        let mut fake = Fake::new(Behaviour::Answer(answer));
        fake.memory = memory.clone();
        let error = invoke(&mut fake, &export(&[], Some(ty.clone()), encoding), &[]).unwrap_err().to_string();
        assert!(error.contains(expected), "{ty:?}: {error}");
        assert!(!fake.calls.contains(&"post".to_owned()), "post-return is for answers that were read");
    }
}

#[test]
fn narrow_results_ignore_the_bits_they_have_not() {
    for (ty, bits, expected) in [
        (T::U8, 0x1ff, Value::U8(255)),
        (T::S8, 0x80, Value::S8(-128)),
        (T::S16, 0x1_8000, Value::S16(-32768)),
        (T::Bool, 2, Value::Bool(true)),
        (T::Flags(vec!["a".into(), "b".into()]), 0xfe, Value::Flags(vec![false, true])),
    ] {
        let mut fake = Fake::new(Behaviour::Answer(vec![CoreValue::I32(bits)]));
        assert_eq!(invoke(&mut fake, &export(&[], Some(ty), StringEncoding::Utf8), &[]).unwrap(), Some(expected));
    }
}

#[test]
fn the_allocator_is_not_trusted() {
    for (pointer, expected) in [
        (MEMORY as u32 - 2, "0xfffe for 4 bytes aligned to 1, which leaves the memory"),
        (u32::MAX, "leaves the memory"),
    ] {
        let mut fake = Fake::new(Behaviour::Answer(vec![]));
        fake.realloc = Some(pointer);
        let export = export(&[T::String], None, StringEncoding::Utf8);
        let error = invoke(&mut fake, &export, &[Value::String("abcd".into())]).unwrap_err().to_string();
        assert!(error.starts_with("`f`, parameter `p0`: ") && error.contains(expected), "{error}");
    }
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    fake.realloc = Some(18);
    let export = export(&[T::List(Box::new(T::U32))], None, StringEncoding::Utf8);
    let error = invoke(&mut fake, &export, &[Value::List(vec![])]).unwrap_err().to_string();
    assert!(error.contains("0x12 for 0 bytes aligned to 4, which is not aligned"), "{error}");
}

#[test]
fn arguments_that_do_not_fit_are_errors() {
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    let one = export(&[T::Tuple(vec![T::U8, T::String])], None, StringEncoding::Utf8);
    let wrong = Value::Record(vec![Value::U8(1), Value::U8(2)]);
    let error = invoke(&mut fake, &one, &[wrong]).unwrap_err().to_string();
    assert_eq!(error, "`f`, parameter `p0`.1: the value is none of type string");
    let error = invoke(&mut fake, &one, &[]).unwrap_err().to_string();
    assert_eq!(error, "`f`: it has 1 parameters, but 0 arguments are given");
    assert!(fake.calls.is_empty(), "nothing was called");

    let mut bare = export(&[T::String], None, StringEncoding::Utf8);
    bare.options.realloc = None;
    let error = invoke(&mut fake, &bare, &[Value::String("a".into())]).unwrap_err().to_string();
    assert!(error.contains("name no realloc"), "{error}");
    bare.options.memory = None;
    let error = invoke(&mut fake, &bare, &[Value::String("a".into())]).unwrap_err().to_string();
    assert!(error.contains("name none"), "{error}");
}

#[test]
fn a_trap_is_found_in_the_error() {
    let mut fake = Fake::new(Behaviour::Answer(vec![]));
    let mut trapping = export(&[], None, StringEncoding::Utf8);
    trapping.core = "trap".into();
    let error = invoke(&mut fake, &trapping, &[]).unwrap_err();
    assert_eq!(error.trap().map(|trap| trap.kind), Some(Some(dissolve_abi::TrapKind::Unreachable)));
}

/// A component in a shared memory has addresses that are relative to its base.
#[test]
fn addresses_count_from_the_base() {
    for base in [0, 0x8000, 0u32.wrapping_sub(1 << 20)] {
        let at = |address: u32| address.wrapping_sub(base);
        let export = |params: &[T], result: T| {
            let mut export = export(params, Some(result), StringEncoding::Utf8);
            (export.options.base, export.post_return) = (base, None);
            export
        };
        let answer = |words: [u32; 2]| {
            let mut fake = Fake::new(Behaviour::Answer(vec![CoreValue::I32(at(64))]));
            fake.memory[64..68].copy_from_slice(&words[0].to_le_bytes());
            fake.memory[68..72].copy_from_slice(&words[1].to_le_bytes());
            fake.memory[80..85].copy_from_slice(b"hello");
            invoke(&mut fake, &export(&[], T::String), &[])
        };
        assert_eq!(answer([at(80), 5]).unwrap(), Some(Value::String("hello".into())));
        // The last byte of the memory can be read, the one after it cannot.
        let last = MEMORY as u32 - 1;
        assert!(answer([at(last), 2]).unwrap_err().to_string().contains("not inside memory"), "base {base:#x}");
        if base != 0 {
            assert_eq!(answer([1, 0]).unwrap(), Some(Value::String(String::new())), "an empty string lies anywhere");
        }

        let mut fake = Fake::new(Behaviour::Answer(vec![CoreValue::I32(7)]));
        fake.realloc = Some(at(128));
        let arguments = [Value::String("argument".into())];
        assert_eq!(invoke(&mut fake, &export(&[T::String], T::U32), &arguments).unwrap(), Some(Value::U32(7)));
        assert_eq!(&fake.memory[128..136], b"argument");
        fake.realloc = Some(at(last));
        let error = invoke(&mut fake, &export(&[T::String], T::U32), &arguments).unwrap_err().to_string();
        assert!(error.contains("leaves the memory"), "{error}");
    }
}
