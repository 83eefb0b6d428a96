//! Errors that are dissolve's own fault.

use std::error::Error;
use std::fmt::Display;
use std::iter;

/// A defect of dissolve, or of a library that it uses. The input is not to blame. Each stage's error has one variant for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {what}")]
pub struct Defect {
    /// The work that failed, such as "component `app` was not fused as it should".
    place: String,
    /// The reason, as far as it is known.
    what: String,
}

impl Defect {
    /// A defect in the work that `place` names.
    pub fn new(place: impl Display, what: impl Display) -> Defect {
        Defect { place: place.to_string(), what: what.to_string() }
    }
}

/// Returns true if an error of any stage is a [`Defect`], or has one for its source.
pub fn is_defect(error: &(dyn Error + 'static)) -> bool {
    iter::successors(Some(error), |&error| error.source()).any(|error| error.is::<Defect>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("a stage failed")]
    struct Stage(#[from] Defect);

    #[test]
    fn a_defect_is_found_among_the_sources() {
        let defect = Defect::new("component `app` was not fused as it should", "a type is lost");
        assert_eq!(defect.to_string(), "component `app` was not fused as it should: a type is lost");
        assert!(is_defect(&defect) && is_defect(&Stage::from(defect)));
        assert!(!is_defect(&std::fmt::Error));
    }
}
