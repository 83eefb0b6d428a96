//! Compares an answer with the expectation of a test.

use dissolve_abi::TrapKind;
use dissolve_pipeline::run::{CoreValue, Trap};

use super::image::Answer;
use super::script::Expected;
use super::value::Shown;
use crate::conformance::report::Outcome;

/// The result of an event.
pub enum Verdict {
    /// The answer was judged.
    As(Outcome),
    /// The chip ended or no longer responds.
    Lost(String),
}

/// Compares an answer with the expectation.
pub fn verdict(answer: Result<Vec<CoreValue>, Answer>, expected: &Expected) -> Verdict {
    let shown = |values: &[CoreValue]| {
        let values = values.iter().map(|value| Shown(value).to_string()).collect::<Vec<_>>();
        if values.is_empty() { "nothing".to_owned() } else { values.join(", ") }
    };
    Verdict::As(match (answer, expected) {
        (Err(Answer::Lost(message)), _) => return Verdict::Lost(message),
        (Err(Answer::Wrong(message)), _) => Outcome::Failed(message),
        (Ok(_), Expected::Anything) => Outcome::Passed,
        (Ok(values), Expected::Results(patterns)) => {
            let all = values.len() == patterns.len()
                && patterns.iter().zip(&values).all(|(pattern, &value)| pattern.allows(value));
            if all {
                Outcome::Passed
            } else {
                Outcome::Failed(format!("gave {} instead of {patterns:x?}", shown(&values)))
            }
        }
        (Ok(values), Expected::Trap(text)) => {
            Outcome::Failed(format!("gave {} instead of a trap ({text})", shown(&values)))
        }
        (Err(Answer::Trap(trap)), Expected::Trap(text)) if is_meant(&trap, text) => Outcome::Passed,
        (Err(Answer::Trap(trap)), Expected::Trap(text)) => {
            Outcome::Failed(format!("trapped otherwise than the test says (`{text}`): {trap}"))
        }
        (Err(Answer::Trap(trap)), _) => Outcome::Failed(trap.to_string()),
    })
}

/// Returns true if a trap is the one that `text` names. The suite's text may be a prefix of dissolve's text, or may go
/// on with more, for example with the index of an element.
fn is_meant(trap: &Trap, text: &str) -> bool {
    let kind = trap.kind.map(TrapKind::text);
    kind.is_some_and(|kind| !text.is_empty() && (kind.starts_with(text) || text.starts_with(kind)))
}
