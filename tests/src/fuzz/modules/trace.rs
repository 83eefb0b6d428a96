//! The observable behaviour of a case on one side, and the comparison of both sides.

use std::fmt;

use dissolve_abi::TrapKind;
use dissolve_run::CoreValue;

/// The end of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The call returned: nothing, one value, or a digest of several.
    Returned(Option<CoreValue>),
    /// The call trapped.
    Trapped(TrapKind),
}

/// The observations of a case, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// The instantiation, then each call with the digest of globals and tables after it, then the digest of memories.
    pub steps: Vec<Step>,
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// A description of the action, such as the call.
    pub what: String,
    /// The end of the action.
    pub outcome: Outcome,
}

/// The result of comparing two traces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The traces agree.
    Same,
    /// The traces agree up to a call that used up the stack on both sides. The sides have stacks of different sizes.
    Exhausted,
    /// The traces differ; the text says where and how.
    Different(String),
}

impl Trace {
    /// Adds a step.
    pub fn push(&mut self, what: impl Into<String>, outcome: Outcome) {
        self.steps.push(Step { what: what.into(), outcome });
    }

    /// The number of calls, instantiation and digests left out.
    pub fn calls(&self) -> usize {
        self.steps.iter().filter(|step| step.what.starts_with("call ")).count()
    }

    /// The kinds of the traps that ended calls.
    pub fn traps(&self) -> impl Iterator<Item = TrapKind> {
        self.steps.iter().skip(1).filter_map(|step| match step.outcome {
            Outcome::Trapped(kind) => Some(kind),
            Outcome::Returned(_) => None,
        })
    }

    /// Compares the trace of the stock engine with the trace of a chip.
    pub fn compare(&self, chip: &Trace) -> Verdict {
        for (index, stock) in self.steps.iter().enumerate() {
            let Some(native) = chip.steps.get(index) else {
                return Verdict::Different(format!(
                    "{}: the engine gives {}, the chip nothing",
                    stock.what, stock.outcome
                ));
            };
            let exhausted = Outcome::Trapped(TrapKind::StackExhausted);
            // Both sides may run out of stack at different places in the call. One side alone must not: the guard below
            // a chip's stack could hide a wild access.
            if stock.outcome == exhausted && native.outcome == exhausted {
                return Verdict::Exhausted;
            }
            if !agree(&stock.outcome, &native.outcome) {
                return Verdict::Different(format!(
                    "{}: the engine gives {}, the chip {}",
                    stock.what, stock.outcome, native.outcome
                ));
            }
        }
        match chip.steps.get(self.steps.len()) {
            None => Verdict::Same,
            Some(more) => {
                Verdict::Different(format!("{}: the engine gives nothing, the chip {}", more.what, more.outcome))
            }
        }
    }
}

/// Returns true if two outcomes are equal. The engine has one trap for all accesses past a table's end, `call_indirect`
/// included.
fn agree(stock: &Outcome, chip: &Outcome) -> bool {
    match (stock, chip) {
        (Outcome::Trapped(TrapKind::TableOutOfBounds), Outcome::Trapped(kind)) => {
            matches!(kind, TrapKind::TableOutOfBounds | TrapKind::UndefinedElement)
        }
        _ => stock == chip,
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Returned(None) => f.write_str("a return"),
            Outcome::Returned(Some(value)) => write!(f, "{}:{:#x}", value.ty(), value.bits()),
            Outcome::Trapped(kind) => write!(f, "the trap `{kind}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(outcomes: &[Outcome]) -> Trace {
        let mut trace = Trace::default();
        for (index, outcome) in outcomes.iter().enumerate() {
            trace.push(format!("call {index}"), outcome.clone());
        }
        trace
    }

    #[test]
    fn every_difference_is_one() {
        let one = Outcome::Returned(Some(CoreValue::I32(1)));
        let base = trace(&[one.clone(), Outcome::Trapped(TrapKind::Unreachable), Outcome::Returned(None)]);
        assert_eq!(base.compare(&base), Verdict::Same);
        assert_eq!(base.traps().collect::<Vec<_>>(), [TrapKind::Unreachable]);
        for (at, other) in [
            (0, Outcome::Returned(Some(CoreValue::I32(2)))),
            (0, Outcome::Returned(Some(CoreValue::I64(1)))),
            (0, Outcome::Trapped(TrapKind::Unreachable)),
            (1, Outcome::Trapped(TrapKind::HardwareFault)),
            (2, one.clone()),
        ] {
            let mut changed = base.clone();
            changed.steps[at].outcome = other;
            let Verdict::Different(what) = base.compare(&changed) else { panic!("{changed:?}") };
            assert!(what.starts_with(&format!("call {at}: the engine gives")), "{what}");
        }
        let shorter = trace(std::slice::from_ref(&one));
        assert!(matches!(base.compare(&shorter), Verdict::Different(_)));
        assert!(matches!(shorter.compare(&base), Verdict::Different(_)));
    }

    #[test]
    fn a_stack_that_ends_decides_nothing() {
        let exhausted = trace(&[Outcome::Trapped(TrapKind::StackExhausted)]);
        assert_eq!(exhausted.compare(&exhausted), Verdict::Exhausted);
        let returned = trace(&[Outcome::Returned(None)]);
        assert!(matches!(exhausted.compare(&returned), Verdict::Different(_)));
        assert!(matches!(returned.compare(&exhausted), Verdict::Different(_)));
        let before = trace(&[Outcome::Returned(None), Outcome::Trapped(TrapKind::StackExhausted)]);
        let other = trace(&[Outcome::Returned(Some(CoreValue::I32(0))), Outcome::Returned(None)]);
        assert!(matches!(before.compare(&other), Verdict::Different(_)));
    }

    #[test]
    fn an_index_past_a_table_is_undefined_or_out_of_bounds() {
        let trapped = |kind| trace(&[Outcome::Trapped(kind)]);
        let stock = trapped(TrapKind::TableOutOfBounds);
        assert_eq!(stock.compare(&trapped(TrapKind::UndefinedElement)), Verdict::Same);
        assert_ne!(
            trapped(TrapKind::UninitializedElement).compare(&trapped(TrapKind::UndefinedElement)),
            Verdict::Same
        );
    }
}
