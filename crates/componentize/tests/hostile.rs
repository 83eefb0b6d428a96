//! Input that is truncated, of the wrong kind, or changed at random gives an error, never a panic.

use dissolve_componentize::{CoreName, Error, Options, componentize};
use proptest::prelude::*;
use wasm_encoder::CustomSection;
use wit_component::StringEncoding;
use wit_parser::Resolve;

fn module() -> Vec<u8> {
    let mut module = wat::parse_str(
        r#"(module
            (import "env" "__cabi_arena_realloc" (func (param i32 i32 i32 i32) (result i32)))
            (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
            (func (export "greet") (param i32 i32) (result i32) unreachable))"#,
    )
    .unwrap();
    let mut resolve = Resolve::default();
    let package =
        resolve.push_str("world.wit", "package a:b; world w { export greet: func(name: string) -> string; }").unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    wit_component::embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).unwrap();
    module
}

fn options() -> Options {
    Options { passthrough: vec!["env::__cabi_arena_realloc".parse().unwrap()], ..Options::default() }
}

#[test]
fn every_truncation_is_an_error() {
    let module = module();
    assert!(componentize(&module, &options()).is_ok());
    // A module that is cut between two sections is valid, but has lost its world, so that it is refused too.
    for length in 0..module.len() {
        assert!(componentize(&module[..length], &options()).is_err(), "the first {length} bytes were accepted");
    }
}

#[test]
fn wrong_kinds_of_input_are_named() {
    assert!(matches!(componentize(&[], &options()), Err(Error::Empty)));
    assert!(matches!(componentize(b"#!/bin/sh", &options()), Err(Error::Invalid(_))));
    let component = componentize(&module(), &options()).unwrap();
    assert!(matches!(componentize(&component.bytes, &options()), Err(Error::AlreadyComponent)));
}

#[test]
fn names_that_are_not_imported_are_reported() {
    let mut options = options();
    options.passthrough.push("env::other".parse().unwrap());
    let component = componentize(&module(), &options).unwrap();
    assert_eq!(component.unused, ["env::other".parse::<CoreName>().unwrap()]);
    assert_eq!(component.passthrough.len(), 1);
    assert!("env:other".parse::<CoreName>().is_err());
    assert!("::other".parse::<CoreName>().is_err());
}

/// A world with an import in its outer type, on which its reader fails an assertion.
#[test]
fn a_world_that_its_reader_gives_up_on_is_an_error() {
    let world = r#"(component
        (type $outer (component
            (import "f" (func))
            (type $world (component))
            (export "test:odd/w" (component (type $world)))))
        (export "w" (type $outer)))"#;
    let section = CustomSection { name: "component-type:w".into(), data: wat::parse_str(world).unwrap().into() };
    let mut module = wasm_encoder::Module::new();
    module.section(&section);
    let error = componentize(&module.finish(), &Options::default()).unwrap_err();
    assert!(matches!(error, Error::Stopped(_)), "{error:?}");
    assert!(error.to_string().contains("stopped at a check of its own"), "{error}");
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut module = module();
        for (index, byte) in changes {
            let at = index.index(module.len());
            module[at] = byte;
        }
        // It may still be a module that fits its world.
        if let Err(error) = componentize(&module, &options()) {
            prop_assert!(!dissolve_interface::is_defect(&error), "{error}");
        }
    }
}
