//! `dissolve run` as a user types it. The runtime is found through `DISSOLVE_LIB`, which `cargo xtask test` sets.

use std::process::{Command, Output};
use std::{env, fs};

const MODULE: &str = r#"(module
    (memory 1)
    (global $depth (mut i32) (i32.const 0))
    (func $fib (export "fib") (param i32) (result i32)
        (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
            (then (local.get 0))
            (else (i32.add (call $fib (i32.sub (local.get 0) (i32.const 1))) (call $fib (i32.sub (local.get 0) (i32.const 2)))))))
    (global $stop (mut i32) (i32.const 0))
    (func (export "stop") (global.set $stop (i32.const 1)))
    (func $endless (export "endless") (param i32) (result i32)
        (if (global.get $stop) (then (return (local.get 0))))
        (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
        (i32.xor (call $endless (i32.rotl (local.get 0) (i32.const 3)))
            (call $endless (i32.mul (local.get 0) (global.get $depth)))))
    (func (export "depth") (result i32) global.get $depth)
    (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func (export "spin") (loop (br 0)))
    (func (export "half") (param f64) (result f64) (f64.mul (local.get 0) (f64.const 0.5))))"#;

const COMPONENT: &str = r#"(component
    (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
    (core instance $i (instantiate $m))
    (func (export "add") (param "left" u8) (param "right" u8) (result u32) (canon lift (core func $i "add"))))"#;

fn run(text: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("sample.wat");
    fs::write(&input, text).unwrap();
    let library = env::var_os("DISSOLVE_LIB").expect("`cargo xtask test` sets DISSOLVE_LIB");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dissolve"));
    command.arg("run").arg(&input).args(["--board", "mps2-an386"]).args(arguments).env("DISSOLVE_LIB", library);
    command.output().unwrap()
}

fn answers(text: &str, arguments: &[&str]) -> String {
    let output = run(text, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn fails(text: &str, arguments: &[&str]) -> (String, String) {
    let output = run(text, arguments);
    assert_eq!(output.status.code(), Some(1));
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn core_modules_and_components_answer() {
    assert_eq!(answers(MODULE, &["--invoke", "fib(20)", "--invoke", "half(5)"]), "6765\n2.5\n");
    assert_eq!(answers(COMPONENT, &["--invoke", "add(200, 55)", "--target", "cortex-m4"]), "255\n");
}

#[test]
fn a_trap_says_its_kind_and_its_function_and_the_next_call_works() {
    let (answers, errors) = fails(MODULE, &["--invoke", "divide(1, 0)", "--invoke", "divide(7, -2)"]);
    assert_eq!(answers, "-3\n");
    assert!(errors.contains("error: divide(1, 0): trap: integer divide by zero in `divide` at offset 0x"), "{errors}");
    assert!(errors.ends_with("error: a call trapped\n"), "{errors}");
}

#[test]
fn a_recursion_without_end_is_a_trap_and_the_next_call_works() {
    for stack in ["1KiB", "64KiB"] {
        let calls = ["--invoke", "endless(1)", "--invoke", "depth()", "--invoke", "fib(10)", "--native-stack", stack];
        let (answers, errors) = fails(MODULE, &calls);
        assert_eq!(answers, "0\n55\n", "the instance is a fresh one");
        assert!(errors.contains("trap: call stack exhausted"), "{errors}");
    }
}

#[test]
fn what_never_ends_is_an_error() {
    let (_, errors) = fails(MODULE, &["--invoke", "spin()", "--timeout", "1"]);
    assert!(errors.contains("spin(): the chip has not answered for 1 s"), "{errors}");
}

#[test]
fn counts_repeat() {
    let count = || {
        let output = run(MODULE, &["--invoke", "fib(15)", "--count"]);
        let errors = String::from_utf8(output.stderr).unwrap();
        let line = errors.lines().find(|line| line.starts_with("instructions: ")).unwrap_or_else(|| panic!("{errors}"));
        line.trim_start_matches("instructions: ").parse::<u64>().unwrap()
    };
    let first = count();
    // Each of the 1973 calls takes some instructions.
    assert!(first > 1973 && first < 200_000, "{first}");
    assert_eq!(count(), first);
}

#[test]
fn an_answer_that_differs_is_reported() {
    let counter = r#"(module (global $n (mut i32) (i32.const 0))
        (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1)))
            (i32.div_u (global.get $n) (i32.const 500)))
        (func (export "same") (result i32) i32.const 7))"#;
    assert_eq!(answers(counter, &["--invoke", "same()", "--repeat", "100000"]), "7\n");
    let (_, errors) = fails(counter, &["--invoke", "next()", "--repeat", "1000"]);
    assert!(errors.contains("next(): call 500 gave 1, the first gave 0"), "{errors}");
}

#[test]
fn calls_that_cannot_be_made_are_named() {
    let (_, errors) = fails(MODULE, &["--invoke", "fibo(1)"]);
    assert!(errors.contains("there is no exported function `fibo`; did you mean `fib`?"), "{errors}");
    let (_, errors) = fails(COMPONENT, &["--invoke", "add(1, 300)"]);
    assert!(errors.contains("parameter `right` is of type u8"), "{errors}");
    let (_, errors) = fails(COMPONENT, &["--invoke", "add(1)"]);
    assert!(errors.contains("2 arguments (left: u8, right: u8), but 1"), "{errors}");
    let (_, errors) = fails(COMPONENT, &["--invoke", r#"add("one", 2)"#]);
    assert!(errors.contains("parameter `left` is of type u8"), "{errors}");
}

/// A frame that begins on the stack and ends below it: what was saved below must not come back as zeros.
#[test]
fn at_the_limit_of_the_stack_an_answer_is_right_or_a_trap() {
    const MIX: &str = r#"(module (memory 1) (data (i32.const 0) "the quick brown fox jumps over the lazy dog")
        (func $mix (export "mix") (param i32) (result i32) (local i32 i32 i32 i32)
            (if (i32.eqz (local.get 0)) (then (return (i32.const 1))))
            (local.set 1 (i32.load (local.get 0)))
            (local.set 2 (i32.load offset=4 (local.get 0)))
            (local.set 3 (i32.load offset=8 (local.get 0)))
            (local.set 4 (i32.load offset=12 (local.get 0)))
            (i32.store (i32.const 100) (local.get 0))
            (call $mix (i32.sub (local.get 0) (i32.const 1)))
            (i32.mul (i32.const 31)) (i32.xor (local.get 1)) (i32.mul (i32.const 31)) (i32.xor (local.get 2))
            (i32.mul (i32.const 31)) (i32.xor (local.get 3)) (i32.mul (i32.const 31)) (i32.xor (local.get 4))))"#;
    let calls: Vec<String> = (1..=40).map(|depth| format!("mix({depth})")).collect();
    let arguments: Vec<&str> = calls.iter().flat_map(|call| ["--invoke", call]).collect();
    let right = answers(MIX, &[&arguments[..], &["--native-stack", "64KiB"]].concat());
    for bytes in (512..600).step_by(8) {
        let stack = format!("{bytes}B");
        let (given, errors) = fails(MIX, &[&arguments[..], &["--native-stack", &stack]].concat());
        assert!(right.starts_with(&given), "{bytes} bytes of stack");
        assert!(errors.contains("trap: call stack exhausted"), "{errors}");
    }
}

#[test]
fn memory_grows_inside_its_reservation() {
    let text = r#"(module (memory 1)
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
        (func (export "touch") (param i32) (result i32)
            (i32.store (local.get 0) (i32.const 7)) (i32.load (local.get 0))))"#;
    let calls = ["--invoke", "grow(1)", "--invoke", "touch(131068)", "--invoke", "grow(1)", "--invoke", "grow(1)"];
    let (_, refused) = fails(text, &calls);
    assert!(refused.contains("executes `memory.grow`"), "{refused}");
    assert_eq!(answers(text, &[&calls[..], &["--grow", "bounded=200KiB"]].concat()), "1\n7\n2\n-1\n");
    let (_, too_small) = fails(text, &[&calls[..], &["--grow", "bounded=65535"]].concat());
    assert!(too_small.contains("memory 0 starts with 65536 bytes"), "{too_small}");
    let (_, too_large) = fails(text, &[&calls[..], &["--grow", "bounded=64MiB"]].concat());
    assert!(too_large.contains("does not fit board `mps2-an386`") && too_large.contains("memory 0"), "{too_large}");
}

/// A vector is a number of 128 bits, a reference a word.
#[test]
fn vectors_and_references_are_numbers() {
    let text = r#"(module
        (func (export "halves") (param v128) (result i64 v128)
            (i64x2.extract_lane 1 (local.get 0)) (i64x2.splat (i64x2.extract_lane 0 (local.get 0))))
        (func (export "known") (param externref) (result i32 externref) (ref.is_null (local.get 0)) (local.get 0)))"#;
    let calls = ["--invoke", "halves(18446744073709551617)", "--invoke", "known(0)", "--invoke", "known(77)"];
    assert_eq!(answers(text, &calls), "(1, 18446744073709551617)\n(1, 0)\n(0, 77)\n");
}

/// Symbols come from the module, so that renaming a file changes none of them.
#[test]
fn an_object_does_not_depend_on_the_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let compile = |text: &str, file: &str| {
        let (input, output) = (folder.path().join(file), folder.path().join("out.o"));
        fs::write(&input, text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_dissolve"));
        command.arg("compile").arg(&input).args(["--target", "cortex-m3", "-o"]).arg(&output);
        let made = command.output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        fs::read(output).unwrap()
    };
    let has = |object: &[u8], name: &str| object.windows(name.len()).any(|bytes| bytes == name.as_bytes());
    let named = MODULE.replacen("(module", "(module $thermostat.wasm", 1);
    for (text, name) in [(&*named, "thermostat"), (MODULE, "program"), (COMPONENT, "m")] {
        for file in ["first.wat", "second.wat"] {
            let object = compile(text, file);
            let of_file = file.trim_end_matches(".wat");
            assert!(has(&object, &format!("__dissolve_{name}_instantiate")), "{file}: {name}");
            assert!(!has(&object, &format!("{of_file}_")), "{file} is in a symbol");
        }
    }
    let fib = compile(&named, "first.wat");
    assert!(has(&fib, "thermostat_fib") && has(&fib, "__dissolve_thermostat_memory_0"));
}
