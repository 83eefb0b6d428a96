//! Tests of the runner: its verdicts on short scripts, correct ones and wrong ones.

use dissolve_pipeline::codegen::{Bounds, OptLevel};
use dissolve_pipeline::targets::Target;

use super::files::TestFile;
use super::{Settings, run_files};
use crate::conformance::skips::Skips;
use crate::conformance::{Outcome, Report};

/// Runs a file with the given list of skips.
fn run(text: &'static str, skips: &str) -> Report {
    run_with(Bounds::Check, text, skips)
}

fn run_with(bounds: Bounds, text: &'static str, skips: &str) -> Report {
    let settings = Settings { target: Target::CortexM3, bounds, opt: OptLevel::Size };
    let file = TestFile { path: "own/test.wast".into(), text };
    run_files(settings, vec![file], &Skips::parse(skips).unwrap().for_target("cortex-m3", bounds.name()), true)
}

/// The outcomes of a file's directives, in order.
fn outcomes(text: &'static str) -> Vec<Outcome> {
    run(text, "").files.remove(0).findings.into_iter().map(|(_, finding)| finding.outcome).collect()
}

/// Maps the suite's error messages to the messages that dissolve gives for the same mistakes.
const REFUSALS: &str = r#"
    [[refusal]]
    suite = "unknown import"
    says = ["but no module before it is linked as", "exports no `"]
    [[refusal]]
    suite = "incompatible import type"
    says = ["` as "]
    [[refusal]]
    suite = "unexpected end"
    says = ["ends within the header"]
"#;

/// The message of a failure.
fn failure(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Failed(message) => message,
        other => panic!("{other:?} is no failure"),
    }
}

#[test]
fn what_is_right_passes() {
    let report = run(include_str!("scripts/right.wast"), REFUSALS);
    assert_eq!(report.failures(), [""; 0]);
    assert_eq!(report.summary(), "33 run, 33 passed, 1 refused by the assembler, 0 skipped (0.0 %), 0 failed");
    let findings = &report.files[0].findings;
    assert_eq!(findings.iter().filter(|(_, finding)| finding.chip).count(), 26, "{findings:#?}");
}

#[test]
fn what_goes_otherwise_fails() {
    let outcomes = outcomes(
        r#"(module (memory 1)
            (func (export "one") (result i32) (i32.const 1))
            (func (export "zero") (result f32) (f32.const -0))
            (func (export "nan") (result f32) (f32.const nan:0x200000))
            (func (export "trap") (result i32) (unreachable)))
        (assert_return (invoke "one") (i32.const 2))
        (assert_return (invoke "one") (i64.const 1))
        (assert_return (invoke "one"))
        (assert_return (invoke "one" (i32.const 1)) (i32.const 1))
        (assert_return (invoke "two") (i32.const 2))
        (assert_return (invoke "zero") (f32.const 0))
        (assert_return (invoke "nan") (f32.const nan:arithmetic))
        (assert_return (invoke "trap") (i32.const 1))
        (assert_trap (invoke "trap") "integer overflow")
        (assert_trap (invoke "one") "unreachable")
        (assert_return (invoke $nobody "one") (i32.const 1))
        (assert_invalid (module (func)) "nothing is wrong")
        (assert_invalid (module (import "a" "b" (memory 1))) "nothing is wrong")
        (assert_unlinkable (module (import "spectest" "print" (func))) "nothing is wrong")
        (assert_trap (module (func)) "unreachable")
        (module (import "nobody" "f" (func)))
        (invoke "f")
        (assert_return (invoke "one") (ref.i31))"#,
    );
    for (index, expected) in [
        (1, "gave i32 0x1 instead of [I32(2)]"),
        (2, "gave i32 0x1 instead of [I64(1)]"),
        (3, "gave i32 0x1 instead of []"),
        (4, "`one` has 0 parameters"),
        (5, "there is no export `two` of that kind"),
        (6, "gave f32 -0.0 (0x80000000) instead of [F32(Bits(0))]"),
        (7, "gave f32 NaN (0x7fa00000)"),
        (8, "trap: unreachable"),
        (9, "trapped otherwise than the test says (`integer overflow`): trap: unreachable"),
        (10, "gave i32 0x1 instead of a trap (unreachable)"),
        (11, "it refers to a module or an instance that is not there"),
        (12, "it is accepted"),
        (13, "it is refused otherwise than the test says (`nothing is wrong`): the import `a::b` is a memory"),
        (14, "it is linked"),
        (15, "gave nothing instead of a trap (unreachable)"),
        (16, "imports `nobody::f`, but no module before it is linked as `nobody`"),
        (17, "failed"),
        (18, "a result that is no value of WebAssembly 2.0: the runner does not know this"),
    ] {
        let message = failure(&outcomes[index]);
        assert!(message.contains(expected), "{index}: {message}");
    }
    assert_eq!((&outcomes[0], outcomes.len()), (&Outcome::Passed, 19));
}

#[test]
fn a_module_that_is_refused_leaves_the_rest_alone() {
    let outcomes = outcomes(
        r#"(module $a (global (export "g") i32 (i32.const 7)) (func (export "f") (result i32) (global.get 0)))
        (register "a")
        (module (import "a" "g" (global i32)) (memory 65535) (func (export "g") (result i64) (i64.const 0)))
        (invoke "g")
        (assert_return (invoke $a "f") (i32.const 7))
        (module $c (func (export "f") (result i32) (i32.const 3)))
        (assert_return (invoke $c "f") (i32.const 3))"#,
    );
    assert!(failure(&outcomes[2]).contains("more than any target has"), "{outcomes:?}");
    assert_eq!(failure(&outcomes[3]), "line 3 failed");
    for index in [0, 1, 4, 5, 6] {
        assert_eq!(outcomes[index], Outcome::Passed, "{index}");
    }
}

/// Text that does not assemble counts as malformed. An invalid module must be refused by dissolve itself.
#[test]
fn what_does_not_assemble_is_malformed_and_not_invalid() {
    let outcomes = outcomes(
        r#"(assert_malformed (module quote "(func (i32.cons 1))") "unknown operator")
        (assert_malformed (module quote "(func)") "unknown operator")
        (assert_invalid (module (func (result i32))) "type mismatch")
        (assert_invalid (module quote "(func (i32.cons 1))") "type mismatch")"#,
    );
    assert_eq!((&outcomes[0], &outcomes[2]), (&Outcome::Assembler, &Outcome::Passed));
    assert!(failure(&outcomes[1]).contains("it is accepted"), "{outcomes:?}");
    assert_eq!(outcomes[3], Outcome::Assembler);
}

/// A refusal counts only if its reason matches the suite's reason, or a reason that the list of refusals allows for it.
#[test]
fn a_refusal_is_for_the_suites_reason_or_one_that_stands_for_it() {
    let text = r#"(assert_invalid (module (func (result i32) (i64.const 0))) "unknown local")
        (assert_invalid (module (func (local.get 1))) "unknown local")
        (assert_invalid (module (func (local.get 1))) "")
        (assert_unlinkable (module (import "spectest" "print" (func (param i32)))) "unknown import")
        (assert_malformed (module binary "\00as") "unexpected end")"#;
    let outcomes = outcomes(text);
    assert!(failure(&outcomes[0]).contains("(`unknown local`): the input is no valid core module: type mismatch"));
    assert_eq!(outcomes[1], Outcome::Passed);
    assert!(failure(&outcomes[2]).contains("otherwise than the test says (``)"), "{outcomes:?}");
    assert!(failure(&outcomes[3]).contains("(`unknown import`): module `"), "{outcomes:?}");
    assert!(failure(&outcomes[4]).contains("ends within the header"), "{outcomes:?}");
    let list = r#"
        [[refusal]]
        suite = "unknown local"
        says = ["of iron", "type mismatch"]
        [[refusal]]
        suite = ""
        says = ["unknown local"]
    "#;
    let report = run(text, list);
    let failures = report.failures();
    assert_eq!(failures.len(), 3, "{failures:?}");
    assert!(
        failures[0].starts_with("own/test.wast:4: ") && failures[1].starts_with("own/test.wast:5: "),
        "{failures:?}"
    );
    assert_eq!(failures[2], "`of iron` for `unknown local`: is in the list of refusals, but is said of nothing");
    assert_eq!(report.files[0].findings.iter().filter(|(_, finding)| finding.outcome == Outcome::Passed).count(), 3);
}

#[test]
fn the_list_of_skips_is_exact() {
    let text = "(module (func (export \"f\") (result i32) (i32.const 1)) (func $g (export \"loop\") (call $g)))
        (assert_return (invoke \"f\") (i32.const 2))
        (assert_exhaustion (invoke \"loop\") \"call stack exhausted\")
        (assert_return (invoke \"f\") (i32.const 1))";
    let skips = r#"
        [[skip]]
        file = "own/*"
        lines = [2]
        says = "instead of [I32(2)]"
        reason = "a wrong test"
        [[skip]]
        file = "own/test.wast"
        lines = [3]
        reason = "it does not end"
        [[skip]]
        file = "own/test.wast"
        lines = [2]
        says = "instead"
        reason = "of another target"
        targets = ["cortex-m0"]
    "#;
    let report = run(text, skips);
    assert_eq!(report.failures(), [""; 0]);
    assert_eq!(report.summary(), "2 run, 2 passed, 0 refused by the assembler, 2 skipped (50.0 %), 0 failed");
    assert!(report.to_string().contains("skipped 1: a wrong test\n    own/test.wast: 2\n"), "{report}");
    let stale = format!(
        "{skips}\n[[skip]]\nfile = \"own/test.wast\"\nlines = [2, 4]\nsays = \"instead\"\nreason = \"none\"\n\
         [[skip]]\nfile = \"own/*\"\nsays = \"of iron\"\nreason = \"none\""
    );
    let report = run_files(
        Settings { target: Target::CortexM3, bounds: Bounds::Check, opt: OptLevel::Size },
        vec![TestFile { path: "own/test.wast".into(), text }],
        &Skips::parse(&stale).unwrap().for_target("cortex-m3", "check"),
        true,
    );
    let expected = ["own/test.wast:2", "own/test.wast:4", "own/* (of iron)"]
        .map(|entry| format!("{entry}: is in the list of skips, but nothing fails so"));
    assert_eq!(report.failures(), expected);
}

#[test]
fn what_could_not_be_tried_is_no_stale_skip() {
    let text = "(module (memory 65535) (func (export \"f\") (result i32) (i32.const 1)))
        (assert_return (invoke \"f\") (i32.const 2))";
    let skip = |line: usize, says: &str| {
        format!("[[skip]]\nfile = \"own/test.wast\"\nlines = [{line}]\nsays = \"{says}\"\nreason = \"large\"\n")
    };
    let report = run(text, &(skip(1, "more than any target has") + &skip(2, "instead")));
    assert_eq!(report.failures(), [""; 0]);
    assert_eq!(report.summary(), "0 run, 0 passed, 0 refused by the assembler, 2 skipped (100.0 %), 0 failed");
}

#[test]
fn directives_can_be_left_alone_for_the_trap_that_they_expect() {
    let text = r#"(module (memory 1) (func (export "far") (result i32) (i32.load (i32.const -4)))
            (func (export "trap") (unreachable)))
        (assert_trap (invoke "far") "out of bounds memory access")
        (assert_trap (invoke "trap") "unreachable")"#;
    let all = "3 run, 3 passed, 0 refused by the assembler, 0 skipped (0.0 %), 0 failed";
    let one_less = "2 run, 2 passed, 0 refused by the assembler, 1 skipped (33.4 %), 0 failed";
    assert_eq!(run(text, "").summary(), all);
    // An entry about the other bounds mode does not apply.
    let skip = |what: &str| format!("[[skip]]\nfile = \"own/*\"\n{what}\nreason = \"left alone\"\nbounds = \"none\"");
    for what in ["trap = \"out of bounds memory access\"", "lines = [3]"] {
        assert_eq!(run(text, &skip(what)).summary(), all);
        let report = run_with(Bounds::None, text, &skip(what));
        assert_eq!((report.summary().as_str(), report.failures()), (one_less, Vec::new()));
    }
    let report = run_with(Bounds::None, text, &(skip("lines = [3]") + "\n" + &skip("trap = \"integer overflow\"")));
    assert_eq!(report.failures(), ["own/* (integer overflow): is in the list of skips, but nothing fails so"]);
}

#[test]
fn a_file_that_cannot_be_read_fails() {
    let report = run("(module (func (nothing)))", "");
    assert_eq!(report.failures().len(), 1);
    assert!(report.failures()[0].starts_with("own/test.wast:0: "), "{:?}", report.failures());
}
