//! WIT types save bounds checks: an access that is indexed by a parameter has none if every value of the parameter's type is in range.

use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnStock, board_of, invoke};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

/// Two components. Functions of the first index their memory with a parameter; the second passes on what the host passes to it.
const INDEXED: &str = r#"(component
    (component $table
        (core module $m
            (memory (export "memory") 1)
            (data (i32.const 1024) "\01\02\03\04")
            (data (i32.const 65000) "\05\06\07\08")
            (func (export "byte") (param i32) (result i32) (i32.load8_u offset=1024 (local.get 0)))
            (func (export "both") (param i32) (result i32) (i32.load8_u offset=65000 (local.get 0))))
        (core instance $i (instantiate $m))
        (type $kind (enum "a" "b" "c"))
        (export $kind' "kind" (type $kind))
        (func (export "byte") (param "i" u8) (result u8) (canon lift (core func $i "byte")))
        (func (export "one-of") (param "i" $kind') (result u8) (canon lift (core func $i "both")))
        (func (export "word") (param "i" u16) (result u8) (canon lift (core func $i "both"))))
    (component $user
        (type $kind (enum "a" "b" "c"))
        (import "kind" (type $kind' (eq $kind)))
        (import "byte" (func $byte (param "i" u8) (result u8)))
        (import "one-of" (func $one-of (param "i" $kind') (result u8)))
        (import "word" (func $word (param "i" u16) (result u8)))
        (core func $byte (canon lower (func $byte)))
        (core func $one-of (canon lower (func $one-of)))
        (core func $word (canon lower (func $word)))
        (core module $m
            (import "" "byte" (func $byte (param i32) (result i32)))
            (import "" "one-of" (func $one-of (param i32) (result i32)))
            (import "" "word" (func $word (param i32) (result i32)))
            (func (export "byte") (param i32) (result i32)
                (i32.add (call $byte (local.get 0)) (call $byte (i32.mul (local.get 0) (i32.const 3)))))
            (func (export "one-of") (param i32) (result i32) (call $one-of (local.get 0)))
            (func (export "word") (param i32) (result i32) (call $word (local.get 0))))
        (core instance $i (instantiate $m (with "" (instance
            (export "byte" (func $byte)) (export "one-of" (func $one-of)) (export "word" (func $word))))))
        (func (export "byte") (param "i" u32) (result u32) (canon lift (core func $i "byte")))
        (func (export "one-of") (param "i" u32) (result u32) (canon lift (core func $i "one-of")))
        (func (export "word") (param "i" u32) (result u32) (canon lift (core func $i "word"))))
    (instance $t (instantiate $table))
    (alias export $t "kind" (type $kind))
    (instance $u (instantiate $user
        (with "kind" (type $kind)) (with "byte" (func $t "byte"))
        (with "one-of" (func $t "one-of")) (with "word" (func $t "word"))))
    (export "byte" (func $u "byte"))
    (export "one-of" (func $u "one-of"))
    (export "word" (func $u "word")))"#;

/// The kinds of the traps in a function for Thumb, in its order.
fn traps(object: &[u8], function: &str) -> Vec<u8> {
    let file = object::File::parse(object).unwrap();
    let symbol = file.symbol_by_name(function).unwrap();
    let section = file.section_by_index(symbol.section_index().unwrap()).unwrap();
    // `udf`
    let halves = section.data().unwrap().chunks(2);
    halves
        .filter_map(|half| <&[u8; 2]>::try_from(half).ok())
        .filter(|half| half[1] == 0xDE)
        .map(|half| half[0])
        .collect()
}

#[test]
fn a_parameter_that_its_type_keeps_in_range_is_not_checked() {
    let program = Program::load(INDEXED.as_bytes(), "app", Grow::Reject).unwrap();
    let interface = program.interface.as_ref().unwrap();
    for opt in [OptLevel::SizeAboveAll, OptLevel::Three] {
        let options = BuildOptions { opt, ..BuildOptions::default() };
        let object = program.compile_for(&board_of(Target::CortexM4F), &options).unwrap().bytes;
        assert!(traps(&object, "app_byte").is_empty(), "{opt}: any `u8` is in range");
        assert_eq!(traps(&object, "app_one_of"), [23], "{opt}: only the adapter's check of the case is left");
        assert_eq!(traps(&object, "app_word"), [1], "{opt}: a `u16` can be too large");
        let mut stock = OnStock::new(INDEXED.as_bytes());
        let mut chip = OnChip::with_options(&program, Target::CortexM4F, options);
        for index in [0, 1, 2, 3, 85, 86, 255, 256, 535, 536, 65_535, 65_536, 65_537, u32::MAX] {
            for function in ["byte", "one-of", "word"] {
                let call = format!("{function}({index})");
                match (stock.invoke(&call), invoke(&mut chip, interface, &call)) {
                    (Ok(expected), Ok(answer)) => assert_eq!(answer, expected, "{opt}: {call}"),
                    (Err(_), Err(error)) if error.trap().is_some() => stock = OnStock::new(INDEXED.as_bytes()),
                    (expected, answer) => panic!("{opt}: {call}: {answer:?} instead of {expected:?}"),
                }
            }
        }
    }
}
