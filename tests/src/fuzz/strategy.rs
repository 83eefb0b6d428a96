//! Random cases: first the types, then values of these types.

use dissolve_interface::{Case as VariantCase, Field, StringEncoding, ValueType};
use dissolve_run::Value;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use super::case::{Action, Answer, Case, Function, Hostile};

/// The limits of cases.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The least and the largest number of functions in a case.
    pub functions: (usize, usize),
    /// True if components may violate the canonical ABI.
    pub hostile: bool,
    /// The most bytes that the values of one call may use, estimated generously.
    pub bytes: usize,
}

/// Random cases.
pub fn case(limits: Limits) -> impl Strategy<Value = Case> {
    let encoding = select(vec![StringEncoding::Utf8, StringEncoding::Utf16, StringEncoding::CompactUtf16]);
    let hostile = if limits.hostile {
        prop_oneof![3 => Just(None), 1 => hostile().prop_map(Some)].boxed()
    } else {
        Just(None).boxed()
    };
    let functions = vec(function(limits.bytes), limits.functions.0..=limits.functions.1);
    (vec(encoding, 2..=3), any::<bool>(), functions, hostile).prop_map(|(encodings, lean, mut functions, hostile)| {
        if hostile.is_some() {
            // The host may change the bits of a NaN. If a component then overwrites some of them, the result can be any
            // number.
            let calls = functions.iter_mut().flat_map(|function| &mut function.calls);
            calls.flatten().for_each(without_nan_bits);
        }
        let hostile = hostile.map(|hostile| Hostile { component: hostile.component % encodings.len(), ..hostile });
        Case { encodings, lean, functions, hostile }
    })
}

/// Replaces every NaN by the canonical one.
fn without_nan_bits(value: &mut Value) {
    match value {
        Value::F32(value) if value.is_nan() => *value = f32::from_bits(0x7fc0_0000),
        Value::F64(value) if value.is_nan() => *value = f64::from_bits(0x7ff8_0000_0000_0000),
        Value::List(values) | Value::Record(values) => values.iter_mut().for_each(without_nan_bits),
        Value::Variant(_, Some(payload)) => without_nan_bits(payload),
        _ => {}
    }
}

fn function(bytes: usize) -> impl Strategy<Value = Function> {
    let params = prop_oneof![6 => vec(ty(), 0..=4), 1 => vec(ty(), 5..=20), 1 => vec(scalar(), 12..=20)];
    params.prop_flat_map(move |params| {
        let arguments = params.iter().map(|ty| value(ty, 0)).collect::<Vec<_>>();
        let arguments = arguments
            .prop_filter("too large for the memory", move |values| values.iter().map(bytes_of).sum::<usize>() <= bytes);
        let calls = vec(arguments, 1..=3);
        (answer(params.len()), calls).prop_map(move |(answer, calls)| Function {
            params: params.clone(),
            answer,
            calls,
        })
    })
}

fn answer(params: usize) -> BoxedStrategy<Answer> {
    if params == 0 {
        return Just(Answer::Nothing).boxed();
    }
    let all: Vec<usize> = (0..params).collect();
    let some = (Just(all.clone()).prop_shuffle(), 1..=params).prop_map(|(mut params, count)| {
        params.truncate(count);
        params
    });
    prop_oneof![
        1 => Just(Answer::Nothing),
        3 => (0..params).prop_map(Answer::One),
        3 => Just(Answer::Tuple(all)),
        2 => some.prop_map(Answer::Tuple),
    ]
    .boxed()
}

fn scalar() -> impl Strategy<Value = ValueType> {
    select(vec![
        ValueType::Bool,
        ValueType::S8,
        ValueType::U8,
        ValueType::S16,
        ValueType::U16,
        ValueType::S32,
        ValueType::U32,
        ValueType::S64,
        ValueType::U64,
        ValueType::F32,
        ValueType::F64,
        ValueType::Char,
    ])
}

/// A type that may be the key of a map.
fn key() -> impl Strategy<Value = ValueType> {
    let float = |ty: &ValueType| matches!(ty, ValueType::F32 | ValueType::F64);
    prop_oneof![1 => scalar().prop_filter("no key", move |ty| !float(ty)), 1 => Just(ValueType::String)]
}

fn names(prefix: &'static str, count: usize) -> Vec<String> {
    (0..count).map(|index| format!("{prefix}{index}")).collect()
}

/// A random type.
pub fn ty() -> impl Strategy<Value = ValueType> {
    let leaf = prop_oneof![
        6 => scalar(),
        3 => Just(ValueType::String),
        1 => (1..=32usize).prop_map(|count| ValueType::Flags(names("b", count))),
        1 => (1..=6usize).prop_map(|count| ValueType::Enum(names("e", count))),
        // Near 256, the largest number of cases that a one-byte discriminant can tell apart.
        1 => prop_oneof![9 => Just(2usize), 1 => 255..=258usize].prop_map(|count| ValueType::Enum(names("e", count))),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        let payload = || option::of(inner.clone().prop_map(Box::new));
        prop_oneof![
            3 => inner.clone().prop_map(|element| ValueType::List(Box::new(element))),
            1 => (inner.clone(), 1..=5u32).prop_map(|(element, length)| ValueType::FixedList(Box::new(element), length)),
            1 => (key(), inner.clone()).prop_map(|(key, value)| ValueType::Map(Box::new(key), Box::new(value))),
            3 => vec(inner.clone(), 1..=6).prop_map(record),
            2 => vec(inner.clone(), 1..=6).prop_map(ValueType::Tuple),
            3 => vec(option::of(inner.clone()), 1..=6).prop_map(variant),
            2 => inner.clone().prop_map(|payload| ValueType::Option(Box::new(payload))),
            2 => (payload(), payload()).prop_map(|(ok, err)| ValueType::Result { ok, err }),
        ]
    })
}

fn record(types: Vec<ValueType>) -> ValueType {
    let fields = types.into_iter().enumerate();
    ValueType::Record(fields.map(|(index, ty)| Field { name: format!("f{index}"), ty }).collect())
}

fn variant(payloads: Vec<Option<ValueType>>) -> ValueType {
    let cases = payloads.into_iter().enumerate();
    ValueType::Variant(cases.map(|(index, ty)| VariantCase { name: format!("c{index}"), ty }).collect())
}

/// A random value. `level` is the number of lists around it; deeper values are smaller.
fn value(ty: &ValueType, level: usize) -> BoxedStrategy<Value> {
    match ty {
        ValueType::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        ValueType::S8 => any::<i8>().prop_map(Value::S8).boxed(),
        ValueType::U8 => any::<u8>().prop_map(Value::U8).boxed(),
        ValueType::S16 => edges(i16::MIN, i16::MAX).prop_map(Value::S16).boxed(),
        ValueType::U16 => edges(0, u16::MAX).prop_map(Value::U16).boxed(),
        ValueType::S32 => edges(i32::MIN, i32::MAX).prop_map(Value::S32).boxed(),
        ValueType::U32 => edges(0, u32::MAX).prop_map(Value::U32).boxed(),
        ValueType::S64 => edges(i64::MIN, i64::MAX).prop_map(Value::S64).boxed(),
        ValueType::U64 => edges(0, u64::MAX).prop_map(Value::U64).boxed(),
        ValueType::F32 => float32().prop_map(Value::F32).boxed(),
        ValueType::F64 => float64().prop_map(Value::F64).boxed(),
        ValueType::Char => character().prop_map(Value::Char).boxed(),
        ValueType::String => string(level).prop_map(Value::String).boxed(),
        ValueType::List(element) => {
            let most = [8, 4, 2, 1].get(level).copied().unwrap_or(1);
            let short = vec(value(element, level + 1), 0..=most);
            let values = match level {
                0 => prop_oneof![15 => short, 1 => vec(value(element, 3), 60..=70)].boxed(),
                _ => short.boxed(),
            };
            values.prop_map(Value::List).boxed()
        }
        ValueType::FixedList(element, length) => {
            vec(value(element, level), *length as usize).prop_map(Value::List).boxed()
        }
        ValueType::Record(fields) => {
            fields.iter().map(|field| value(&field.ty, level)).collect::<Vec<_>>().prop_map(Value::Record).boxed()
        }
        ValueType::Tuple(types) => {
            types.iter().map(|ty| value(ty, level)).collect::<Vec<_>>().prop_map(Value::Record).boxed()
        }
        ValueType::Variant(cases) => one_of(cases.iter().map(|case| case.ty.as_ref()), level),
        ValueType::Enum(names) => (0..names.len() as u32).prop_map(|case| Value::Variant(case, None)).boxed(),
        ValueType::Option(payload) => one_of([None, Some(&**payload)], level),
        ValueType::Result { ok, err } => one_of([ok.as_deref(), err.as_deref()], level),
        ValueType::Flags(names) => vec(any::<bool>(), names.len()).prop_map(Value::Flags).boxed(),
        ValueType::Map(key, value) => {
            let pair = [self::value(key, level + 1), self::value(value, level + 1)].to_vec();
            vec(pair.prop_map(Value::Record), 0..=3).prop_map(Value::List).boxed()
        }
        ValueType::Own(_) | ValueType::Borrow(_) | ValueType::ErrorContext => {
            unreachable!("no such type is made: a handle cannot be given back")
        }
    }
}

fn one_of<'a>(payloads: impl IntoIterator<Item = Option<&'a ValueType>>, level: usize) -> BoxedStrategy<Value> {
    let cases = (0u32..).zip(payloads).map(|(case, payload)| match payload {
        None => Just(Value::Variant(case, None)).boxed(),
        Some(ty) => value(ty, level).prop_map(move |value| Value::Variant(case, Some(Box::new(value)))).boxed(),
    });
    Union::new(cases).boxed()
}

fn edges<T: Arbitrary + Copy + 'static>(low: T, high: T) -> BoxedStrategy<T> {
    prop_oneof![4 => any::<T>(), 1 => Just(low), 1 => Just(high)].boxed()
}

fn float32() -> impl Strategy<Value = f32> {
    let special = select(vec![0.0, -0.0, f32::INFINITY, f32::NEG_INFINITY, f32::MIN_POSITIVE, f32::MAX, f32::NAN]);
    // Any bits: signalling NaNs and NaNs with a payload too.
    prop_oneof![1 => special, 2 => any::<u32>().prop_map(f32::from_bits), 1 => Just(f32::from_bits(0xffa0_0001))]
}

fn float64() -> impl Strategy<Value = f64> {
    let special = select(vec![0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, f64::MAX, f64::NAN]);
    let signalling = Just(f64::from_bits(0xfff4_0000_0000_0001));
    prop_oneof![1 => special, 2 => any::<u64>().prop_map(f64::from_bits), 1 => signalling]
}

fn character() -> impl Strategy<Value = char> {
    let edges = ['\0', '\u{7f}', '\u{80}', '\u{ff}', '\u{100}', '\u{7ff}', '\u{800}', '\u{d7ff}', '\u{e000}'];
    let far = ['\u{ffff}', '\u{10000}', '\u{10ffff}'];
    prop_oneof![3 => proptest::char::range(' ', '~'), 1 => select([&edges[..], &far].concat()), 1 => any::<char>()]
}

/// A string. A few are long, with characters of one class or of all.
fn string(level: usize) -> BoxedStrategy<String> {
    let ascii = || proptest::char::range(' ', '~');
    let latin1 = || proptest::char::range('\u{80}', '\u{ff}');
    let wide = || proptest::char::range('\u{100}', '\u{fff}');
    let most = [12, 8, 4].get(level).copied().unwrap_or(3);
    let short = prop_oneof![
        1 => Just(String::new()),
        2 => text(ascii(), 1..=most),
        1 => text(prop_oneof![ascii(), latin1()], 1..=most),
        2 => text(character(), 1..=most),
    ];
    if level > 0 {
        return short.boxed();
    }
    // The character that decides the encoding comes late.
    let late = (text(prop_oneof![ascii(), latin1()], 100..=300), character(), text(ascii(), 0..=100));
    let late = late.prop_map(|(before, middle, after)| format!("{before}{middle}{after}"));
    let long = prop_oneof![text(ascii(), 100..=400), text(wide(), 100..=400), late];
    prop_oneof![12 => short, 1 => long].boxed()
}

fn text(
    character: impl Strategy<Value = char> + 'static,
    length: std::ops::RangeInclusive<usize>,
) -> BoxedStrategy<String> {
    vec(character, length).prop_map(String::from_iter).boxed()
}

/// An upper bound of the memory that a value uses, including reallocations of transcoded strings.
fn bytes_of(value: &Value) -> usize {
    match value {
        Value::String(text) => 32 + 6 * text.len(),
        Value::List(values) => 32 + values.iter().map(bytes_of).sum::<usize>(),
        Value::Record(fields) => fields.iter().map(bytes_of).sum(),
        Value::Variant(_, payload) => 16 + payload.as_deref().map_or(0, bytes_of),
        _ => 8,
    }
}

fn hostile() -> impl Strategy<Value = Hostile> {
    let bad = select(vec![
        0,
        1,
        2,
        3,
        0xff,
        0xd800,
        0xdfff,
        0x11_0000,
        0x7fff_ffff,
        0x8000_0000,
        0x8000_0001,
        0xffff_fff8,
        0xffff_ffff,
    ]);
    let value = || prop_oneof![4 => bad.clone(), 1 => any::<u32>()];
    // Lengths that no string or list of the outermost component can have. With a possible length, the result would
    // depend on the memory behind the arguments, which is up to the host.
    let absurd = select(vec![0x11_0000, 0x7fff_ffff, 0xffff_ffff]);
    let action = prop_oneof![
        4 => (0..512u32, value(), any::<bool>())
            .prop_map(|(offset, value, wide)| Action::Result { offset, value, wide }),
        2 => (0..256u32, value()).prop_map(|(offset, value)| Action::Heap { offset, value }),
        1 => value().prop_map(Action::Answer),
        1 => (1..=8u32).prop_map(Action::Shift),
        2 => (any::<u32>(), absurd).prop_map(|(index, value)| Action::Argument { index, value }),
    ];
    (any::<usize>(), action).prop_map(|(component, action)| Hostile { component, action })
}
