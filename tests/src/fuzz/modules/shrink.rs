//! Makes a failing case smaller for as long as it still fails: fewer calls, and bodies that do less.

use wasmparser::{Validator, WasmFeatures};

use super::case::Case;
use super::edits::{apply, edits};

/// The most candidates that are tried.
const TRIES: usize = 3000;

/// Returns the smallest case found that still fails. `fails` is asked only about valid modules.
pub fn shrink(case: Case, mut fails: impl FnMut(&Case) -> bool) -> Case {
    let mut tries = TRIES;
    let mut asked = |case: &Case| {
        tries = tries.saturating_sub(1);
        tries > 0 && fails(case)
    };
    let mut case = fewer_calls(case, &mut asked);
    while let Some(smaller) = smaller_bodies(&case, &mut asked) {
        case = smaller;
    }
    fewer_calls(case, &mut asked)
}

/// Removes each call without which the case still fails, the last calls first.
fn fewer_calls(mut case: Case, fails: &mut impl FnMut(&Case) -> bool) -> Case {
    for at in (0..case.calls.len()).rev() {
        let mut candidate = case.clone();
        candidate.calls.remove(at);
        if fails(&candidate) {
            case = candidate;
        }
    }
    case
}

/// Applies, one after the other, every edit of the module after which the case still fails. Returns `None` if there is
/// no such edit.
fn smaller_bodies(case: &Case, fails: &mut impl FnMut(&Case) -> bool) -> Option<Case> {
    let mut smaller: Option<Case> = None;
    let mut next = 0;
    loop {
        // An edit moves the code that later edits refer to, so the edits are computed again. `next` skips those that
        // were tried.
        let current = smaller.as_ref().unwrap_or(case);
        let Some(edit) = edits(&current.module).ok()?.into_iter().nth(next) else { return smaller };
        let candidate = apply(&current.module, &edit).ok().map(|module| Case { module, ..current.clone() });
        match candidate.filter(|candidate| is_valid(&candidate.module) && fails(candidate)) {
            Some(candidate) => smaller = Some(candidate),
            None => next += 1,
        }
    }
}

fn is_valid(module: &[u8]) -> bool {
    Validator::new_with_features(WasmFeatures::all()).validate_all(module).is_ok()
}

#[cfg(test)]
mod tests {
    use dissolve_pipeline::codegen::{OptLevel, TrapOrder};
    use dissolve_pipeline::targets::{Grow, Target};

    use super::*;

    #[test]
    fn what_is_not_needed_goes() {
        let module = wat::parse_str(
            r#"(module (global $g (mut i32) (i32.const 0))
                (func (export "f0") (param i32) (result i32)
                    (global.set $g (i32.const 7))
                    (if (result i32) (local.get 0) (then (i32.mul (local.get 0) (i32.const 3))) (else (i32.const 5))))
                (func (export "f1") (result f64) (f64.sqrt (f64.const 2)) (drop) (f64.const 1)))"#,
        )
        .unwrap();
        let calls = ["f1", "f0 i32:0x1", "f0 i32:0x2"].map(|call| call.parse().unwrap()).to_vec();
        let case = Case {
            name: String::new(),
            target: Target::CortexM3,
            opt: OptLevel::Two,
            grow: Grow::Deny,
            large: false,
            trap_order: TrapOrder::Exact,
            module,
            calls,
        };
        // A defect that needs one instruction, in the function that the second call reaches.
        let text = |case: &Case| wasmprinter::print_bytes(&case.module).unwrap();
        let fails = |case: &Case| text(case).contains("i32.mul") && case.calls.iter().any(|call| call.function == "f0");
        assert!(fails(&case));
        let small = shrink(case, fails);
        assert_eq!(small.calls.len(), 1);
        let text = text(&small);
        assert!(text.contains("i32.mul") && !text.contains("f64.sqrt") && !text.contains("else"), "{text}");
        assert!(!text.contains("global.set"), "{text}");
    }
}
