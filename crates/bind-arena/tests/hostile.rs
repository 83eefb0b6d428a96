//! Input that is truncated, of the wrong kind, or changed at random gives an error, never a panic.

use std::collections::BTreeSet;

use dissolve_bind_arena::{Error, bind, bind_trusting};
use dissolve_interface::is_defect;
use dissolve_wasm::{FuncIndex, Module};
use proptest::prelude::*;

fn modules() -> [Vec<u8>; 2] {
    let everything = wat::parse_str(include_str!("cases/everything/module.wat")).unwrap();
    let fused = wat::parse_str(include_str!("cases/fused-memories/module.wat")).unwrap();
    [everything, fused]
}

#[test]
fn every_truncation_is_an_error_or_a_module() {
    for module in modules() {
        assert!(bind(&module, 4096).is_ok());
        for length in 0..module.len() {
            // A module that is cut between two sections is valid, and then so is the output.
            if let Err(error) = bind(&module[..length], 4096) {
                assert!(!is_defect(&error), "the first {length} bytes: {error}");
            }
        }
        assert!(bind(&module[..module.len() / 2], 4096).is_err());
    }
}

#[test]
fn wrong_kinds_of_input_are_named() {
    assert!(matches!(bind(&[], 4096), Err(Error::Empty)));
    assert!(matches!(bind(b"#!/bin/sh", 4096), Err(Error::Invalid(_))));
    assert!(matches!(bind(&wat::parse_str("(component)").unwrap(), 4096), Err(Error::Component)));
    assert!(matches!(bind(&wat::parse_str("(module)").unwrap(), 4096), Err(Error::NoImport)));
}

#[test]
fn only_functions_that_are_trusted_may_ask_for_the_size() {
    let wasm = wat::parse_str(include_str!("cases/error-size-is-asked/module.wat")).unwrap();
    let module = Module::read(&wasm).unwrap();
    let trusting = |function| bind_trusting(&module, None, 4096, &BTreeSet::from([FuncIndex::from_u32(function)]));
    // The import has a lower index.
    assert!(trusting(1).is_ok());
    let error = trusting(0).unwrap_err();
    assert!(matches!(error, Error::Measures { instruction: "memory.size", .. }), "{error}");
}

#[test]
fn it_is_bound_once() {
    for module in modules() {
        let bound = bind(&module, 4096).unwrap();
        assert!(matches!(bind(&bound.bytes, 4096), Err(Error::NoImport)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn changed_bytes_never_panic(
        fused: bool,
        size: u32,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut module = modules()[usize::from(fused)].clone();
        for (index, byte) in changes {
            let at = index.index(module.len());
            module[at] = byte;
        }
        // The changed module may be refused. The test checks that any output is valid.
        prop_assert!(!bind(&module, size).is_err_and(|error| is_defect(&error)));
    }
}
