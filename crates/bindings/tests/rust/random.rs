//! Random worlds: their bindings compile without a warning.

use std::collections::BTreeSet;

use dissolve_bindings::Error;
use dissolve_interface::{Case, Field, ValueType as T};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::rustc;
use crate::world::World;

/// The worlds in one crate.
const WORLDS: usize = 60;

/// A name in kebab case; often one that others have too.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9]{0,2}(-[a-z0-9]{1,2}){0,2}",
        prop::sample::select(vec![
            "type", "result", "option", "queue", "self", "ok", "raw", "host", "a-1", "a1", "new"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Names of which no two differ in case only.
fn distinct(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Vec<String>> {
    vec(name(), count).prop_map(|names| names.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
}

/// A type, nested a few levels deep. Handles are of one of four resources.
fn types() -> impl Strategy<Value = T> {
    let scalars = vec![T::Bool, T::S8, T::U8, T::S16, T::U16, T::S32, T::U32, T::S64, T::U64, T::F32, T::F64, T::Char];
    let leaf = prop_oneof![
        4 => prop::sample::select(scalars),
        2 => Just(T::String),
        1 => distinct(1..40).prop_map(T::Flags),
        1 => distinct(1..6).prop_map(T::Enum),
        1 => (0_u32..4).prop_map(T::Own),
        1 => (0_u32..4).prop_map(T::Borrow),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let optional = prop::option::of(boxed.clone());
        let named = (distinct(1..5), vec(inner.clone(), 5));
        let cases = (distinct(1..5), vec(prop::option::of(inner.clone()), 5));
        prop_oneof![
            boxed.clone().prop_map(T::List),
            (boxed.clone(), boxed.clone()).prop_map(|(key, value)| T::Map(key, value)),
            (boxed.clone(), 1_u32..4).prop_map(|(element, length)| T::FixedList(element, length)),
            vec(inner, 1..14).prop_map(T::Tuple),
            named.prop_map(|(names, types)| {
                T::Record(names.into_iter().zip(types).map(|(name, ty)| Field { name, ty }).collect())
            }),
            cases.prop_map(|(names, types)| {
                T::Variant(names.into_iter().zip(types).map(|(name, ty)| Case { name, ty }).collect())
            }),
            boxed.prop_map(T::Option),
            (optional.clone(), optional).prop_map(|(ok, err)| T::Result { ok, err }),
        ]
    })
}

/// A function: whether it is exported, its interface, name, parameters and result.
type Function = (bool, Option<String>, String, Vec<(String, T)>, Option<T>);

fn functions() -> impl Strategy<Value = Vec<Function>> {
    let interfaces = vec![None, Some("a:b/queue"), Some("a:b/self@1.0.0"), Some("c:d/queue"), Some("plain")];
    let interface = prop::sample::select(interfaces).prop_map(|interface| interface.map(str::to_owned));
    let part = prop_oneof![3 => Just(""), 1 => Just("[method]queue."), 1 => Just("[static]queue."), 1 => Just("[constructor]")];
    let function = (part, name()).prop_map(|(part, name)| format!("{part}{name}"));
    let params = (distinct(0..4), vec(types(), 4)).prop_map(|(names, types)| names.into_iter().zip(types).collect());
    vec((any::<bool>(), interface, function, params, prop::option::of(types())), 1..8)
}

fn world(index: usize, functions: Vec<Function>) -> World {
    let mut world = World::new(&format!("world-{index}"))
        .exported_resource("a:b/queue#queue")
        .imported_resource("c:d/queue#queue")
        .exported_resource("thing")
        .imported_resource("plain#self");
    let mut known = BTreeSet::new();
    for (is_export, interface, name, params, result) in functions {
        if !known.insert((is_export, interface.clone(), name.clone())) {
            continue;
        }
        let params: Vec<(&str, T)> = params.iter().map(|(name, ty)| (name.as_str(), ty.clone())).collect();
        let interface = interface.as_deref();
        for ty in params.iter().map(|(_, ty)| ty).chain(&result) {
            if matches!(ty, T::Record(_) | T::Variant(_) | T::Enum(_) | T::Flags(_)) && known.len() % 2 == 0 {
                world = world.ty(interface, &name.replace(['[', ']', '.'], ""), ty);
            }
        }
        world = match is_export {
            true => world.export(interface, &name, &params, result),
            false => world.import(interface, &name, &params, result),
        };
    }
    world
}

#[test]
fn bindings_of_random_worlds_compile() {
    let mut runner = TestRunner::deterministic();
    let mut bindings = Vec::new();
    let mut refused = 0;
    while bindings.len() < WORLDS {
        let functions = functions().new_tree(&mut runner).unwrap().current();
        match dissolve_bindings::rust(&world(bindings.len(), functions).manifest) {
            Ok(text) => bindings.push(text),
            Err(Error::Type { .. }) => refused += 1,
            Err(other) => panic!("{other}"),
        }
    }
    assert!(refused < 4 * WORLDS, "{refused} refused");
    rustc::check(&rustc::folder("random"), "2024", &bindings.join("\n"));
}
