//! Calls through tables that nothing writes: each index and each type gives what a stock engine gives, and traps where it does, whatever
//! types and nulls the table has, at every optimization level, on this machine and on a chip.

use std::fmt::Write as _;

use dissolve_pipeline::targets::Target;
use dissolve_tests::fuzz::regressions;

/// The types of functions, with a body for each that tells elements apart by the number in it.
const TYPES: [(&str, &str); 4] = [
    ("(param i32) (result i32)", "(i32.add (local.get 0) (i32.const NUMBER))"),
    ("(param i32 i32) (result i32)", "(i32.mul (local.get 1) (i32.const NUMBER))"),
    ("(param i64) (result i32)", "(i32.xor (i32.wrap_i64 (local.get 0)) (i32.const NUMBER))"),
    ("(param f32) (result i32)", "(i32.sub (i32.const NUMBER) (i32.reinterpret_f32 (local.get 0)))"),
];

/// The arguments of a call of each type.
const ARGUMENTS: [&str; 4] =
    ["(i32.const 40)", "(i32.const 1) (i32.const 3)", "(i64.const 0x500000006)", "(f32.const 1.5)"];

/// A table: the types of its elements, where `-` is null; the types that are called.
const TABLES: &[(&str, &[usize])] = &[
    ("0", &[0]),
    ("-00", &[0]),
    ("---0", &[0]),
    ("-", &[0]),
    ("-01", &[0, 1]),
    ("-0101", &[0]),
    ("-1", &[0]),
    ("0101", &[0, 1]),
    ("-0-1", &[0, 1]),
    ("-00-", &[0]),
    ("-0120", &[0, 1, 2]),
    ("-0123", &[0, 1, 2, 3]),
    ("--3210123", &[0, 3]),
    ("-00000000000000000000000000000000000000000000000000000000000000000000000000000001", &[0, 1]),
];

/// A module with one table, and the calls of its exports.
fn module(elements: &str, called: &[usize]) -> String {
    let (mut text, mut calls) = (String::from("(module\n"), String::new());
    for (number, (ty, _)) in TYPES.iter().enumerate() {
        writeln!(text, "(type $t{number} (func {ty}))").unwrap();
    }
    writeln!(text, "(table {} funcref)", elements.len()).unwrap();
    for (index, element) in elements.chars().enumerate() {
        if let Some(ty) = element.to_digit(10) {
            let body = TYPES[ty as usize].1.replace("NUMBER", &(100 + index).to_string());
            writeln!(text, "(func $f{index} (type $t{ty}) {body}) (elem (i32.const {index}) $f{index})").unwrap();
        }
    }
    for &ty in called {
        let arguments = ARGUMENTS[ty];
        writeln!(
            text,
            "(func (export \"call{ty}\") (param i32) (result i32) (call_indirect (type $t{ty}) {arguments} (local.get 0)))
             (func (export \"if{ty}\") (param i32) (result i32)
                (if (result i32) (i32.lt_u (local.get 0) (i32.const 3))
                    (then (call_indirect (type $t{ty}) {arguments} (local.get 0)))
                    (else (i32.const 5))))"
        )
        .unwrap();
        for index in (0..elements.len() as u32 + 2).chain([0x8000_0000, 0x4000_0001, u32::MAX]) {
            writeln!(calls, ";; call call{ty} i32:{index:#x}\n;; call if{ty} i32:{index:#x}").unwrap();
        }
    }
    format!("{calls}{text})")
}

#[test]
fn calls_through_constant_tables_are_those_of_a_stock_engine() {
    let folder = tempfile::tempdir().unwrap();
    for (number, (elements, called)) in TABLES.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{number}.wat")), module(elements, called)).unwrap();
    }
    for target in Target::host().into_iter().chain([Target::CortexM3]) {
        let figures = regressions(folder.path(), &[target]).unwrap_or_else(|failures| panic!("{failures}"));
        println!("{figures}");
        assert_eq!(figures.cases, TABLES.len() as u64 * 4, "{figures}");
        assert!(4 * figures.trapped() > figures.calls && 4 * figures.trapped() < 3 * figures.calls, "{figures}");
    }
}
