//! Random types and names.

use dissolve_interface::{Case, Field, ValueType as T};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

use crate::compiler::{Folder, Language};
use crate::round_trip::{Numbers, check};
use crate::worlds::{World, enumeration, flags};

/// Types in one batch: one compilation has them all.
const TYPES: usize = 30;
/// Values of each type.
const ROUNDS: usize = 2;
/// Worlds with random names.
const WORLDS: usize = 20;

/// A strategy for types, nested a few levels deep. Own handles are those of tables 0 and 1.
fn types() -> impl Strategy<Value = T> {
    let scalars = prop::sample::select(vec![
        T::Bool,
        T::S8,
        T::U8,
        T::S16,
        T::U16,
        T::S32,
        T::U32,
        T::S64,
        T::U64,
        T::F32,
        T::F64,
        T::Char,
        T::String,
        T::String,
        T::Own(0),
        T::Own(1),
    ]);
    let leaf = prop_oneof![
        4 => scalars,
        1 => prop_oneof![1_usize..70, Just(64), Just(96)].prop_map(flags),
        1 => prop_oneof![1_usize..5, Just(256), Just(300)].prop_map(enumeration),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let optional = prop::option::of(boxed.clone());
        prop_oneof![
            boxed.clone().prop_map(T::List),
            (boxed.clone(), 1_u32..5).prop_map(|(element, length)| T::FixedList(element, length)),
            vec(inner.clone(), 1..5).prop_map(T::Tuple),
            vec(inner.clone(), 1..5).prop_map(|types| {
                let field = |(index, ty)| Field { name: format!("r{index}"), ty };
                T::Record(types.into_iter().enumerate().map(field).collect())
            }),
            vec(prop::option::of(inner), 1..5).prop_map(|types| {
                let case = |(index, ty)| Case { name: format!("c{index}"), ty };
                T::Variant(types.into_iter().enumerate().map(case).collect())
            }),
            (boxed.clone(), boxed.clone()).prop_map(|(key, value)| T::Map(key, value)),
            boxed.prop_map(T::Option),
            (optional.clone(), optional).prop_map(|(ok, err)| T::Result { ok, err }),
        ]
    })
}

/// A strategy for kebab names: words that C, C++ or the bindings know, and others.
fn names() -> impl Strategy<Value = String> {
    let words = [
        "int",
        "class",
        "self",
        "result",
        "list",
        "string",
        "t",
        "get",
        "of",
        "free",
        "new",
        "drop",
        "u8",
        "option",
        "a",
        "b1",
        "raw",
        "core",
        "status",
        "dissolve",
        "instantiate",
        "load",
        "memory",
        "import",
        "export",
        "ptr",
        "len",
        "fail",
        "URL",
    ];
    vec(prop::sample::select(words.to_vec()), 1..4).prop_map(|words| words.join("-"))
}

/// One value of a strategy after another, the same in each run.
struct Samples(TestRunner);

impl Samples {
    fn new() -> Samples {
        Samples(TestRunner::new_with_rng(
            Config::default(),
            proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
        ))
    }

    fn next<V>(&mut self, strategy: &impl Strategy<Value = V>) -> V {
        strategy.new_tree(&mut self.0).unwrap().current()
    }
}

#[test]
fn random_values_come_back() {
    let mut samples = Samples::new();
    let mut numbers = Numbers::new(0x5eed);
    for language in [Language::C, Language::Cpp] {
        let batch: Vec<T> = (0..TYPES).map(|_| samples.next(&types())).collect();
        check(&batch, ROUNDS, language, &mut numbers);
    }
}

#[test]
fn random_names_compile() {
    let mut samples = Samples::new();
    let folder = Folder::new();
    let mut all = String::new();
    for world in 0..WORLDS {
        let name = format!("{}-{world}", samples.next(&names()).to_lowercase());
        let files = folder.generate(&random_world(&name, &mut samples).manifest);
        all += &format!("#include \"{}\"\n", files.source_name);
    }
    folder.write("all.c", &all);
    folder.compile("all.c", Language::C, &["-fsyntax-only"]);
    folder.compile("all.c", Language::Cpp, &["-fsyntax-only"]);
}

/// A world with random names of everything.
fn random_world(name: &str, samples: &mut Samples) -> World {
    let mut world = World::new(name);
    let mut unique = std::collections::HashSet::new();
    let interfaces = vec(names(), 1..4);
    for (index, interface) in samples.next(&interfaces).into_iter().enumerate() {
        let interface = format!("{}:p{index}/{interface}", samples.next(&names()));
        world.resource(&format!("{interface}#{}", samples.next(&names())), index.is_multiple_of(2));
    }
    let tables: Vec<String> = world.manifest.interface.resources.iter().map(|known| known.name.clone()).collect();
    for resource in &tables {
        let (interface, _) = resource.rsplit_once('#').unwrap();
        for _ in 0..3 {
            let ty = rename(samples.next(&types()), tables.len(), samples);
            if matches!(ty, T::Record(_) | T::Variant(_) | T::Enum(_) | T::Flags(_)) {
                world.name(Some(interface), &samples.next(&names()), ty.clone());
            }
            let params: Vec<(String, T)> = (0..2).map(|_| (samples.next(&names()), ty.clone())).collect();
            let params: Vec<(&str, T)> = params.iter().map(|(name, ty)| (name.as_str(), ty.clone())).collect();
            let function = format!("{interface}#{}", samples.next(&names()));
            if unique.insert(function.to_lowercase()) {
                world.export(&function, &params, Some(ty.clone()));
                world.import(&function, &params, Some(ty));
            }
        }
    }
    world
}

/// The type with random names in it, and handles of tables that there are.
fn rename(ty: T, tables: usize, samples: &mut Samples) -> T {
    let table = |table: u32| table % u32::try_from(tables).unwrap();
    match ty {
        T::Own(index) => T::Own(table(index)),
        T::List(element) => T::List(Box::new(rename(*element, tables, samples))),
        T::FixedList(element, length) => T::FixedList(Box::new(rename(*element, tables, samples)), length),
        T::Option(payload) => T::Option(Box::new(rename(*payload, tables, samples))),
        T::Map(key, value) => {
            T::Map(Box::new(rename(*key, tables, samples)), Box::new(rename(*value, tables, samples)))
        }
        T::Result { ok, err } => T::Result {
            ok: ok.map(|ok| Box::new(rename(*ok, tables, samples))),
            err: err.map(|err| Box::new(rename(*err, tables, samples))),
        },
        T::Tuple(types) => T::Tuple(types.into_iter().map(|ty| rename(ty, tables, samples)).collect()),
        T::Record(fields) => {
            let field = |field: Field| Field { name: samples.next(&names()), ty: rename(field.ty, tables, samples) };
            T::Record(fields.into_iter().map(field).collect())
        }
        T::Variant(cases) => {
            let case =
                |case: Case| Case { name: samples.next(&names()), ty: case.ty.map(|ty| rename(ty, tables, samples)) };
            T::Variant(cases.into_iter().map(case).collect())
        }
        T::Enum(cases) if cases.len() < 10 => T::Enum(cases.iter().map(|_| samples.next(&names())).collect()),
        T::Flags(flags) if flags.len() < 10 => T::Flags(flags.iter().map(|_| samples.next(&names())).collect()),
        other => other,
    }
}
