//! Tests of `dissolve run` as a user types it. The runtime is found through `DISSOLVE_LIB`, which `cargo xtask test`
//! sets.

use std::process::Output;
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

/// A resource with each kind of function, in an interface, and another resource beside it. The representation is the
/// address of the number that was passed; destroying a resource with the number 666 traps.
const RESOURCES: &str = r#"(component
    (component $provider
        (core module $state
            (memory (export "memory") 1)
            (global $dropped (mut i32) (i32.const 0))
            (func (export "destroy") (param i32)
                (if (i32.eq (i32.load (local.get 0)) (i32.const 666)) (then unreachable))
                (global.set $dropped (i32.add (global.get $dropped) (i32.const 1))))
            (func (export "dropped") (result i32) (global.get $dropped)))
        (core instance $state (instantiate $state))
        (type $conn' (resource (rep i32) (dtor (func $state "destroy"))))
        (export $conn "conn" (type $conn'))
        (core func $new (canon resource.new $conn'))
        (core func $rep (canon resource.rep $conn'))
        (core func $drop (canon resource.drop $conn'))
        (core module $m
            (import "state" "memory" (memory 1))
            (import "own" "new" (func $new (param i32) (result i32)))
            (import "own" "rep" (func $rep (param i32) (result i32)))
            (import "own" "drop" (func $drop (param i32)))
            (global $next (mut i32) (i32.const 64))
            (func $open (export "open") (param i32) (result i32)
                (global.set $next (i32.add (global.get $next) (i32.const 4)))
                (i32.store (global.get $next) (local.get 0))
                (call $new (global.get $next)))
            (func (export "send") (param i32 i32) (result i32)
                (i32.store (local.get 0) (i32.add (i32.load (local.get 0)) (local.get 1)))
                (i32.load (local.get 0)))
            (func (export "merge") (param i32 i32) (result i32)
                (i32.store (call $rep (local.get 0))
                    (i32.add (i32.load (call $rep (local.get 0))) (i32.load (call $rep (local.get 1)))))
                (call $drop (local.get 1))
                (local.get 0))
            (func (export "several") (param i32) (result i32)
                (i32.store (i32.const 16) (i32.const 32))
                (i32.store (i32.const 20) (i32.const 2))
                (i32.store (i32.const 32) (call $open (local.get 0)))
                (i32.store (i32.const 36) (call $open (i32.add (local.get 0) (i32.const 1))))
                (i32.const 16))
            (func (export "total") (param i32 i32) (result i32) (local i32)
                (loop $next
                    (if (local.get 1)
                        (then
                            (local.set 2 (i32.add (local.get 2) (i32.load (i32.load (local.get 0)))))
                            (local.set 0 (i32.add (local.get 0) (i32.const 4)))
                            (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
                            (br $next))))
                (local.get 2))
            (func (export "maybe") (param i32 i32) (result i32)
                (if (result i32) (local.get 0) (then (i32.load (call $rep (local.get 1)))) (else (i32.const -1))))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
        (core instance $i (instantiate $m (with "state" (instance $state)) (with "own" (instance
            (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
        (alias core export $state "memory" (core memory $memory))
        (func (export "[constructor]conn") (param "first" u32) (result (own $conn)) (canon lift (core func $i "open")))
        (func (export "[method]conn.send") (param "self" (borrow $conn)) (param "n" u32) (result u32)
            (canon lift (core func $i "send")))
        (func (export "[static]conn.merge") (param "a" (own $conn)) (param "b" (own $conn)) (result (own $conn))
            (canon lift (core func $i "merge")))
        (func (export "several") (param "first" u32) (result (list (own $conn)))
            (canon lift (core func $i "several") (memory $memory)))
        (func (export "total") (param "all" (list (borrow $conn))) (result u32)
            (canon lift (core func $i "total") (memory $memory) (realloc (func $i "realloc"))))
        (func (export "maybe") (param "one" (option (own $conn))) (result s32) (canon lift (core func $i "maybe")))
        (func (export "dropped") (result u32) (canon lift (core func $state "dropped"))))
    (component $other
        (type $line' (resource (rep i32)))
        (export $line "line" (type $line'))
        (core func $new (canon resource.new $line'))
        (func (export "[constructor]line") (param "x" u32) (result (own $line)) (canon lift (core func $new))))
    (instance $provider (instantiate $provider))
    (instance $other (instantiate $other))
    (export "test:net/sockets" (instance $provider))
    (export "test:net/lines" (instance $other)))"#;

fn run(text: &str, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("sample.wat");
    fs::write(&input, text).unwrap();
    let library = env::var_os("DISSOLVE_LIB").expect("`cargo xtask test` sets DISSOLVE_LIB");
    let mut command = crate::command();
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
    // Each of the 1973 calls takes at least one instruction.
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

/// A frame that begins on the stack and ends below it: registers that were saved below the stack must not be restored
/// as zeros.
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

/// A vector is written as a number of 128 bits, a reference as a word.
#[test]
fn vectors_and_references_are_numbers() {
    let text = r#"(module
        (func (export "halves") (param v128) (result i64 v128)
            (i64x2.extract_lane 1 (local.get 0)) (i64x2.splat (i64x2.extract_lane 0 (local.get 0))))
        (func (export "known") (param externref) (result i32 externref) (ref.is_null (local.get 0)) (local.get 0)))"#;
    let calls = ["--invoke", "halves(18446744073709551617)", "--invoke", "known(0)", "--invoke", "known(77)"];
    assert_eq!(answers(text, &calls), "(1, 18446744073709551617)\n(1, 0)\n(0, 77)\n");
}

/// The command line arguments for the given calls, in order.
fn invokes<'a>(calls: &[&'a str]) -> Vec<&'a str> {
    calls.iter().flat_map(|call| ["--invoke", call]).collect()
}

#[test]
fn handles_have_numbers() {
    let calls = [
        ("[constructor]conn(4)", "conn#1\n"),
        ("[method]conn.send(conn#1, 5)", "9\n"),
        ("test:net/sockets#[constructor]conn(10)", "conn#2\n"),
        ("[constructor]line(1)", "line#3\n"),
        ("several(100)", "[conn#4, conn#5]\n"),
        ("total([conn#4, conn#1, conn#5, conn#4])", "310\n"),
        ("[static]conn.merge(conn#1, conn#2)", "conn#6\n"),
        ("[method]conn.send(conn#6, 0)", "19\n"),
        ("dropped()", "1\n"),
        ("[resource-drop]conn(conn#4)", ""),
        ("test:net/sockets#[resource-drop]conn(conn#6)", ""),
        ("[resource-drop]line(line#3)", ""),
        ("dropped()", "3\n"),
        ("maybe(none)", "-1\n"),
        ("maybe(some(conn#5))", "101\n"),
    ];
    let expected: String = calls.iter().map(|(_, answer)| *answer).collect();
    assert_eq!(answers(RESOURCES, &invokes(&calls.map(|(call, _)| call))), expected);
    // Borrowed handles can be used repeatedly, and a free slot is used again: there are 64.
    let many: Vec<String> =
        (1..=200).flat_map(|n| ["[constructor]conn(1)".to_owned(), format!("[resource-drop]conn(conn#{n})")]).collect();
    let calls: Vec<&str> = many.iter().map(String::as_str).chain(["dropped()"]).collect();
    assert!(answers(RESOURCES, &invokes(&calls)).ends_with("conn#200\n200\n"));
}

#[test]
fn handles_that_are_none_are_named() {
    let make = "[constructor]conn(1)";
    for (calls, expected) in [
        (&["[method]conn.send(conn#1, 5)"][..], "there is no handle `conn#1`: no answer has had it"),
        (&[make, "[method]conn.send(conn#0, 5)"], "there is no handle `conn#0`"),
        (&[make, "[method]conn.send(conn#4294967295, 5)"], "there is no handle `conn#4294967295`"),
        (&[make, "[method]conn.send(4, 5)"], "such as conn#1"),
        (&[make, "[method]conn.send(\"conn#1\", 5)"], "parameter `self` is of type borrow<conn>; `\"conn#1\"` is not"),
        (&[make, "[method]conn.send(line#1, 5)"], "a handle of `conn` is expected"),
        (
            &["[constructor]line(1)", "[method]conn.send(conn#1, 5)"],
            "handle 1 is one of resource `test:net/lines#line`, not of `test:net/sockets#conn`",
        ),
        (&["[constructor]line(1)", "[resource-drop]conn(conn#1)"], "handle 1 is one of resource `test:net/lines#line`"),
        (&[make, "[resource-drop]conn(line#1)"], "takes a handle of `test:net/sockets#conn`, not `line#1`"),
        (&[make, "[resource-drop]conn(7)"], "takes a handle"),
        (&[make, "[resource-drop]conn()"], "takes a handle"),
        (&[make, "[resource-drop]conn(conn#1)", "[resource-drop]conn(conn#1)"], "`conn#1` is gone: it was dropped"),
        (&[make, "[resource-drop]conn(conn#1)", "[method]conn.send(conn#1, 5)"], "`conn#1` is gone: it was dropped"),
        (&[make, "maybe(conn#1)", "maybe(conn#1)"], "`conn#1` is gone: `maybe(conn#1)` has got it"),
        (
            &[make, "[static]conn.merge(conn#1, conn#1)"],
            "`conn#1` cannot be handed over and used otherwise in one call",
        ),
        (&["[destructor]conn(conn#1)"], "there is no exported function `[destructor]conn`"),
        (&["nothing()"], "test:net/lines#[resource-drop]line, test:net/sockets#[resource-drop]conn"),
    ] {
        let (_, errors) = fails(RESOURCES, &invokes(calls));
        assert!(errors.contains(expected), "{calls:?}: {errors}");
        assert!(!errors.contains("trap"), "{calls:?}: {errors}");
    }
    let (_, errors) = fails(RESOURCES, &["--invoke", make, "--repeat", "2"]);
    assert!(errors.contains("`--repeat` is for calls without handles"), "{errors}");
    // After a trap, here in a destructor, the instance and its handles are fresh.
    let calls =
        ["[constructor]conn(666)", "[constructor]conn(1)", "[resource-drop]conn(conn#1)", "[constructor]conn(2)"];
    let (answers, errors) = fails(RESOURCES, &invokes(&[&calls[..], &["[method]conn.send(conn#2, 1)"]].concat()));
    assert_eq!(answers, "conn#1\nconn#2\nconn#3\n");
    assert!(errors.contains("`the destructor of test:net/sockets#conn`: trap: unreachable"), "{errors}");
    assert!(
        errors.contains("`conn#2` is gone: `[resource-drop]conn(conn#1)` trapped, and the calls after it"),
        "{errors}"
    );
}

/// Results are words on the stack of the call: many of them, of each size, once and repeatedly.
#[test]
fn several_results_come_back() {
    let many: String = (0..40).map(|n| format!(" (i64.add (local.get 0) (i64.const {n}))")).collect();
    let text = format!(
        r#"(module
            (func (export "many") (param i64) (result {}) {many})
            (func (export "mixed") (param i32 f64) (result i32 i64 f32 f64)
                (local.get 0) (i64.extend_i32_s (local.get 0)) (f32.demote_f64 (local.get 1)) (local.get 1)))"#,
        "i64 ".repeat(40)
    );
    let numbers: Vec<String> = (0..40).map(|n| (n - 7).to_string()).collect();
    let expected = format!("({})\n(-3, -3, 0.5, 0.5)\n", numbers.join(", "));
    for target in ["cortex-m4", "cortex-m4f"] {
        let calls = ["--invoke", "many(-7)", "--invoke", "mixed(-3, 0.5)", "--target", target];
        assert_eq!(answers(&text, &calls), expected);
        assert_eq!(answers(&text, &[&calls[..], &["--repeat", "1000"]].concat()), expected);
    }
}

/// Symbols come from the module, so renaming a file does not change them.
#[test]
fn an_object_does_not_depend_on_the_files_name() {
    let folder = tempfile::tempdir().unwrap();
    let compile = |text: &str, file: &str| {
        let (input, output) = (folder.path().join(file), folder.path().join("out.o"));
        fs::write(&input, text).unwrap();
        let mut command = crate::command();
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
