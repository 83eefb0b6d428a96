//! Tests of the runner: its verdicts on short scripts, correct ones and wrong ones.

use super::files::TestFile;
use super::{Layout, Outcome, Report, Skips, run_files};

/// Runs a file with the given list of skips.
fn run(text: &str, skips: &str) -> Report {
    let file = TestFile { path: "own/test.wast".into(), text: text.into() };
    run_files(vec![file], &Skips::parse(skips).unwrap(), true, Layout::Isolated)
}

/// The outcomes of a file's directives, in order.
fn outcomes(text: &str) -> Vec<Outcome> {
    run(text, "").files.remove(0).findings.into_iter().map(|(_, finding)| finding.outcome).collect()
}

/// The message of a failure.
fn failure(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(message) => message,
        other => panic!("{other:?} is no failure"),
    }
}

const COUNTER: &str = r#"(component definition $counter
    (core module $m
        (memory (export "mem") 1)
        (global $g (mut i32) (i32.const 0))
        (func (export "next") (result i32)
            (global.set $g (i32.add (global.get $g) (i32.const 1)))
            (global.get $g))
        (func (export "divide") (param i32) (result i32) (i32.div_u (i32.const 6) (local.get 0)))
        (func (export "half") (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.5)))
        (func (export "nowhere") (result i32) (i32.const 65536)))
    (core instance $i (instantiate $m))
    (func (export "next") (result u32) (canon lift (core func $i "next")))
    (func (export "divide") (param "by" u32) (result u32) (canon lift (core func $i "divide")))
    (func (export "half") (param "of" f32) (result f32) (canon lift (core func $i "half")))
    (func (export "nowhere") (result string) (canon lift (core func $i "nowhere") (memory (core memory $i "mem")))))
"#;

#[test]
fn instances_keep_their_state_and_their_traps() {
    let text = format!(
        r#"{COUNTER}
        (component instance $a $counter)
        (component instance $b $counter)
        (assert_return (invoke $a "next") (u32.const 1))
        (assert_return (invoke "next") (u32.const 1))
        (invoke $a "next")
        (assert_return (invoke $a "next") (u32.const 3))
        (assert_return (invoke "half" (f32.const nan)) (f32.const nan))
        (assert_return (invoke "half" (f32.const -0)) (f32.const -0))
        (assert_trap (invoke $a "divide" (u32.const 0)) "integer divide by zero")
        (assert_trap (invoke $a "next") "cannot enter component instance")
        (assert_return (invoke $b "divide" (u32.const 2)) (u32.const 3))
        (assert_trap (invoke $b "nowhere") "string pointer/length out of bounds of memory")"#
    );
    let report = run(&text, "");
    assert_eq!(report.failures(), [""; 0]);
    let findings = &report.files[0].findings;
    assert_eq!(findings.len(), 13);
    assert!(findings[1..].iter().all(|(_, finding)| finding.engine && finding.chip), "{findings:?}");
}

#[test]
fn what_goes_otherwise_fails() {
    let text = format!(
        r#"{COUNTER}
        (component instance $a $counter)
        (assert_return (invoke "next") (u32.const 2))
        (assert_return (invoke "next") (u8.const 2))
        (assert_return (invoke "next"))
        (assert_return (invoke "divide" (u32.const 1) (u32.const 1)) (u32.const 6))
        (assert_return (invoke "half" (f32.const 0)) (f32.const -0))
        (assert_trap (invoke "next") "unreachable")
        (assert_return (invoke "last") (u32.const 2))
        (assert_trap (invoke "divide" (u32.const 0)) "integer overflow")
        (assert_return (invoke "next") (u32.const 4))
        (component instance $b $counter)
        (assert_return (invoke "divide" (u32.const 0)) (u32.const 0))"#
    );
    let outcomes = outcomes(&text);
    for (index, expected) in [
        (2, "on the engine: gave 1 instead of 2"),
        (3, "is none of the result's type U32"),
        (4, "the test expects 0 results"),
        (5, "`divide` has 1 parameters"),
        (6, "gave 0 instead of -0"),
        (7, "instead of a trap (unreachable)"),
        (8, "exports no function `last`"),
        (9, "trapped otherwise than the test says (`integer overflow`)"),
        (10, "its instance has trapped before"),
        (12, "trap: integer divide by zero"),
    ] {
        let message = failure(&outcomes[index]);
        assert!(message.contains(expected), "{index}: {message}");
    }
    assert_eq!((&outcomes[1], &outcomes[11]), (&Outcome::Passed, &Outcome::Passed));
}

#[test]
fn refusals_are_dissolve_s_own() {
    let text = r#"(assert_invalid (component (import "a" (func)) (import "a" (func))) "conflicts")
        (assert_invalid (component (type (func (param "x" u32)))) "nothing")
        (assert_malformed (component binary "\00as") "unexpected end")
        (assert_malformed (component quote "(nothing)") "unexpected token")
        (assert_invalid (component (import "a" (func)) (import "a" (func))) "unknown type")"#;
    let found = outcomes(text);
    assert_eq!(found[0], Outcome::Passed);
    // Both dissolve and the stock engine accept it, since it is valid.
    assert_eq!(failure(&found[1]), "it is accepted, as by the stock engine (wasmtime 48)");
    assert!(failure(&found[2]).contains("(`unexpected end`): "), "{found:?}");
    assert_eq!(found[3], Outcome::Assembler);
    assert!(
        failure(&found[4]).starts_with("it is refused otherwise than the test says (`unknown type`): "),
        "{found:?}"
    );
    let list = r#"
        [[refusal]]
        suite = "unexpected end"
        says = ["ends within the header"]
        [[skip]]
        file = "own/test.wast"
        lines = [2]
        says = "as by the stock engine"
        reason = "the test is wrong"
    "#;
    let report = run(text, list);
    assert_eq!(report.failures().len(), 1, "{:?}", report.failures());
    assert_eq!(report.summary(), "3 run, 2 passed, 1 refused by the assembler, 1 skipped (20.0 %), 1 failed");
}

#[test]
fn what_follows_a_failure_fails_with_it() {
    let outcomes = outcomes(
        r#"(component (core module $m (func $f unreachable) (start $f)) (core instance (instantiate $m)))
        (invoke "f")
        (component (import "host" (func $f)) (core func $l (canon lower (func $f)))
            (core module $m (import "" "f" (func)) (start 0))
            (core instance (instantiate $m (with "" (instance (export "f" (func $l)))))))
        (component instance $i $nothing)
        (invoke $nobody "f")
        (module)"#,
    );
    assert!(failure(&outcomes[0]).contains("trap: unreachable"), "{outcomes:?}");
    assert_eq!(failure(&outcomes[1]), "line 1 failed");
    assert!(failure(&outcomes[2]).contains("unknown import"), "{outcomes:?}");
    assert!(failure(&outcomes[3]).contains("that is not there"));
    assert!(failure(&outcomes[4]).contains("that is not there"));
    assert_eq!(failure(&outcomes[5]), "a core module: the runner does not know this");
}

/// A skip only covers a failure with the message that it names. Other failures are reported, and so is a skip whose
/// directive does not fail.
#[test]
fn the_list_of_skips_is_exact() {
    let grows = r#"(component
        (core module $m (memory 1) (func (export "f") (result i32) (memory.grow (i32.const 1))))
        (core instance $i (instantiate $m))
        (func (export "f") (result u32) (canon lift (core func $i "f"))))
        (assert_return (invoke "f") (u32.const 1))"#;
    let skip = |line: usize, says: &str| {
        format!("[[skip]]\nfile = \"own/test.wast\"\nlines = [{line}]\nsays = \"{says}\"\nreason = \"it grows\"")
    };
    let report = run(grows, &skip(1, "can grow its memory"));
    assert_eq!(report.failures(), [""; 0]);
    assert!(report.files[0].findings.iter().all(|(_, finding)| finding.outcome == Outcome::Skipped("it grows".into())));
    assert!(report.to_string().contains("skipped 2: it grows\n    own/test.wast: 1, 5\n"), "{report}");

    let failures = run(grows, &skip(1, "something else")).failures();
    assert!(failures[0].contains("can grow its memory"), "{failures:?}");
    assert_eq!(
        failures[1..],
        ["own/test.wast:5: line 1 failed", "own/test.wast:1: is in the list of skips, but nothing fails so"]
    );
    let failures = run("(component)", &skip(1, "")).failures();
    assert_eq!(failures, ["own/test.wast:1: is in the list of skips, but nothing fails so"]);
    assert!(Skips::parse("[[skip]]\nfile = \"a\"").is_err(), "a skip has a reason");
}

#[test]
fn a_folder_is_skipped_for_what_all_of_it_is_refused_for() {
    let text = r#"(component definition (type (stream u8)))
        (component (core module $m (func (export "f"))) (core instance $i (instantiate $m))
            (func (export "f") async (canon lift (core func $i "f"))))
        (assert_return (invoke "f"))
        (component)"#;
    let skip = |says: &str| format!("[[skip]]\nfile = \"own/*\"\nsays = \"{says}\"\nreason = \"later\"");
    let report = run(text, &skip("cannot be fused yet"));
    assert_eq!(report.failures(), [""; 0]);
    assert_eq!(
        report.folders(),
        "folder  directives      engine        chip      passed   assembler      failed     skipped\n\
         own              4           1           1           1           0           0           3\n\
         total            4           1           1           1           0           0           3\n"
    );
    let failures = run(text, &skip("an asynchronous function cannot be fused yet")).failures();
    assert_eq!(
        failures,
        ["own/test.wast:1: component `test-1`, type at offset 0xb: the type `stream` cannot be fused yet"]
    );
}

#[test]
fn a_file_that_cannot_be_read_fails() {
    let outcomes = outcomes("(component (sheep))");
    assert!(failure(&outcomes[0]).contains("sheep"), "{outcomes:?}");
}
