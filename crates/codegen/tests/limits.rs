//! Modules at the limits of WebAssembly engines: each compiles, or gives an error with the reason. None crashes the
//! compiler.

use std::fmt::Write as _;

use dissolve_codegen::{Error, Listing, Object, Options, TrapOrder, compile, list};
use dissolve_targets::{Grow, Target};
use object::{Object as _, ObjectSymbol as _};

fn options(target: Target) -> Options {
    Options { grow: Grow::Bounded(1 << 20), ..Options::new(target, "app") }
}

/// One target of each kind of code generator.
const TARGETS: [Target; 4] = [Target::CortexM0, Target::CortexM4F, Target::CortexM55, Target::Riscv32imac];

fn attempt(text: &str, target: Target) -> Result<Object, Error> {
    compile(&wat::parse_str(text).unwrap(), &options(target))
}

fn compiles(what: &str, text: &str) {
    for target in TARGETS {
        if let Err(error) = attempt(text, target) {
            panic!("{target}: {what}: {error}");
        }
    }
}

#[test]
fn deep_nesting() {
    let depth = 3000;
    let blocks = format!("{}nop{}", "(block ".repeat(depth), ")".repeat(depth));
    let ifs = format!(
        "{}(i32.const 1){}",
        "(if (result i32) (local.get 0) (then ".repeat(depth),
        ") (else (i32.const 2)))".repeat(depth)
    );
    compiles("blocks", &format!("(module (func (export \"f\") {blocks}))"));
    compiles("ifs", &format!("(module (func (export \"f\") (param i32) (result i32) {ifs}))"));
}

#[test]
fn deep_loops() {
    let depth = 300;
    let open = "(loop (local.set 0 (i32.add (local.get 0) (local.get 1)))".repeat(depth);
    let close = "(br_if 0 (i32.lt_u (local.get 0) (i32.const 100))))".repeat(depth);
    compiles(
        "loops",
        &format!("(module (func (export \"f\") (param i32 i32) (result i32) {open}{close} (local.get 0)))"),
    );
}

/// Checks move out of a few loops at most, so that the code of loops inside each other does not grow with the product of checks and loops.
#[test]
fn many_checks_in_deep_loops() {
    let lines = |depth: usize| {
        let loads: String =
            (1..40).map(|at| format!("(drop (i32.load (i32.add (local.get 0) (i32.const {}))))", at << 17)).collect();
        let locals = "(local i32)".repeat(depth);
        let close: String = (1..=depth)
            .map(|at| format!("(br_if 0 (local.tee {at} (i32.sub (local.get {at}) (i32.const 1)))))"))
            .collect();
        let text = format!(
            "(module (memory 100) (func (export \"f\") (param i32) {locals} {} {loads} {close}))",
            "(loop ".repeat(depth)
        );
        let options = Options { trap_order: TrapOrder::Early, ..Options::new(Target::CortexM3, "app") };
        list(&wat::parse_str(text).unwrap(), Listing::Unoptimized, &options).unwrap().lines().count()
    };
    let [few, some, many] = [1, 20, 120].map(lines);
    assert!(some > few + 39 * 6, "the checks move: {few}, {some}");
    assert!(many < some + 100 * 39, "{some}, {many}");
}

#[test]
fn long_expressions() {
    let length = 10_000;
    let wide = format!("(local.get 0){}", "(i32.mul (i32.add (local.get 1) (i32.const 3)))".repeat(length));
    compiles("a chain", &format!("(module (func (export \"f\") (param i32 i32) (result i32) {wide}))"));
    let stack = format!("{}{}", "(i32.load (local.get 0))".repeat(length), "(i32.sub)".repeat(length - 1));
    compiles("a stack", &format!("(module (memory 1) (func (export \"f\") (param i32) (result i32) {stack}))"));
}

#[test]
fn many_locals() {
    let text = format!(
        "(module (func (export \"f\") (param i32) (result i32) (local {}) (local {})
            (local.set 40000 (v128.not (local.get 39999))) (local.get 30000)))",
        "i32 ".repeat(30_000),
        "v128 ".repeat(19_000),
    );
    compiles("locals", &text);
}

/// 400 values that are all alive across a call, so that each has a place on the stack.
#[test]
fn many_live_values() {
    let count = 400;
    let gets = "(i64.load (local.get 0)) (call $f)".repeat(count);
    let adds = "(i64.add)".repeat(count - 1);
    let text = format!(
        "(module (import \"env\" \"f\" (func $f)) (memory 1)
            (func (export \"g\") (param i32) (result i64) {gets} {adds}))"
    );
    compiles("live values", &text);
}

#[test]
fn many_parameters_and_results() {
    // 1000, the limit of engines, for one target only; LLVM takes time that grows with the square of the words that a
    // function moves.
    for (ty, count, targets) in [
        ("i32", 1000, &TARGETS[1..2]),
        ("externref", 200, &TARGETS[..]),
        ("f64", 100, &TARGETS),
        ("v128", 50, &TARGETS),
    ] {
        let types = format!("{ty} ").repeat(count);
        let gets = (0..count).fold(String::new(), |mut gets, index| {
            write!(gets, "(local.get {index})").unwrap();
            gets
        });
        let text = format!(
            "(module (func $import (import \"env\" \"f\") (param {types}) (result {types}))
                (func $f (export \"f\") (param {types}) (result {types}) {gets} (return_call $import))
                (func (export \"g\") (param {types}) (result {types}) {gets} (call $f)))"
        );
        for &target in targets {
            if let Err(error) = attempt(&text, target) {
                panic!("{target}: {ty}: {error}");
            }
        }
    }
}

#[test]
fn a_branch_table_of_every_size() {
    let labels = "0 1 2 ".repeat(20_000);
    let text = format!(
        "(module (func (export \"f\") (param i32) (result i32)
            (block (block (block (br_table {labels} 1 (local.get 0))) (return (i32.const 1))) (return (i32.const 2)))
            (i32.const 3)))"
    );
    compiles("labels", &text);
}

#[test]
fn many_definitions() {
    let mut text = String::from("(module ");
    for index in 0..20_000 {
        write!(text, "(global (export \"g{index}\") (mut i64) (i64.const {index}))").unwrap();
    }
    for _ in 0..100 {
        text.push_str("(memory 0)(table 3 funcref)");
    }
    for index in 0..3000 {
        write!(text, "(func $f{index} (export \"f{index}\") (result i32) (i32.const {index}))").unwrap();
        write!(text, "(elem (i32.const 0) func $f{index})(data (i32.const 0) \"\")").unwrap();
    }
    text.push(')');
    let object = attempt(&text, Target::CortexM4F).unwrap();
    assert_eq!((object.globals.len(), object.exports.len(), object.memories.len()), (20_000, 3000, 100));
}

#[test]
fn memories_of_any_size() {
    let target = Target::CortexM4F;
    let text = |memory: &str| {
        format!("(module (memory {memory}) (func (export \"f\") (i32.store (i32.const 0) (i32.const 1))))")
    };
    for (memory, bytes) in [("32767", (1u64 << 31) - 65536), ("7 (pagesize 1)", 7), ("0 65536", 0), ("0", 0)] {
        assert_eq!(attempt(&text(memory), target).unwrap().memories[0].window.size(), bytes, "{memory}");
    }
    for (memory, bytes) in [("65536", 1u64 << 32), ("32768", 1 << 31), ("4294967295 (pagesize 1)", (1 << 32) - 1)] {
        let message = attempt(&text(memory), target).unwrap_err().to_string();
        assert!(message.starts_with(&format!("memory 0 needs {bytes} bytes")), "{message}");
    }
    // A segment that does not fit traps at instantiation; it is no error of the compiler.
    for segment in
        ["(i32.const -1) \"a\"", "(i32.const 65536) \"a\"", "(i32.const 65535) \"ab\"", "(i32.const 65537) \"\""]
    {
        assert!(attempt(&format!("(module (memory 1) (data {segment}))"), target).is_ok(), "{segment}");
    }
}

#[test]
fn reservations_that_cannot_be() {
    let grows = |memory: &str, import: &str| {
        let text = format!(
            "(module {import} (memory {memory}) (func $grow (export \"grow\") (drop (memory.grow (i32.const 1)))))"
        );
        attempt(&text, Target::CortexM3)
    };
    let object = grows("1 100", "").unwrap();
    assert_eq!((object.memories[0].window.size(), object.memories[0].window.initial), (1 << 20, Some(65536)));
    assert_eq!(object.memories[0].size.as_deref(), Some("__dissolve_app_memory_0_size"));
    assert_eq!(grows("1 3", "").unwrap().memories[0].window.size(), 3 * 65536);
    let full = grows("3 3", "").unwrap();
    assert_eq!((full.memories[0].window.initial, &full.memories[0].size), (None, &None), "it cannot grow");
    assert_eq!(
        grows("17", "").unwrap_err().to_string(),
        "memory 0 starts with 1114112 bytes, of which 1114112 are backed; that is more than `--grow bounded=1048576` reserves. \
         Reserve at least 1114112"
    );
    let arena = "(import \"env\" \"__cabi_arena_realloc\" (func (param i32 i32 i32 i32) (result i32)))";
    assert_eq!(
        grows("1", arena).unwrap_err().to_string(),
        "memory 0 grows and imports an arena, which begins where it would grow; use one of them: bound the guest's \
         allocator, or bind the arena with `--bind-arena`"
    );
}

#[test]
fn tables_of_any_size() {
    let target = Target::CortexM4F;
    let text = |table: &str| {
        format!(
            "(module (table $t (export \"t\") {table} funcref) (func (drop (table.grow $t (ref.null func) (i32.const 1)))))"
        )
    };
    let table = |size: &str| attempt(&text(size), target).map(|object| object.tables[0].clone());
    assert_eq!(table("1000000").unwrap().size.as_deref(), Some("__dissolve_app_table_0_size"));
    assert_eq!(table("5 5").unwrap().size, None, "it cannot grow");
    assert!(table("1048576").is_ok());
    let message = table("1048577").unwrap_err().to_string();
    assert!(message.starts_with("table 0: a table of 1048577 elements (at offset 0x"), "{message}");
}

/// The guest chooses its functions' names. They must not meet the symbols in the assembly of a large module.
#[test]
fn the_names_of_functions_meet_nothing_in_a_large_module() {
    for name in ["table.0", "table.0.concealed", "__dissolve_app_table_0.concealed", "llvm.compiler.used", "global.0"] {
        let text = format!(
            r#"(module (table 2 funcref) (elem (i32.const 0) $"{name}" $f) (global $g (mut i32) (i32.const 0))
                (func $"{name}" (export "f") (global.set $g (i32.const 1)))
                (func $f (export "g") (param i32) (call_indirect (local.get 0))))"#
        );
        for target in TARGETS {
            let compiled = compile(&wat::parse_str(&text).unwrap(), &Options { large: 0, ..options(target) }).unwrap();
            let object = object::File::parse(&*compiled.bytes).unwrap();
            let undefined: Vec<_> = object.symbols().filter(|symbol| symbol.is_undefined()).collect();
            let undefined: Vec<_> = undefined.iter().filter_map(|symbol| symbol.name().ok()).collect();
            assert_eq!(undefined, [""; 0], "{name} on {target}");
        }
    }
}
