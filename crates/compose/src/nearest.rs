//! Compares names of interfaces.

pub use dissolve_interface::distance;

/// Returns true if two names are so similar that one may be meant for the other: at most a third of the longer one's
/// characters differ.
pub fn is_near(from: &str, to: &str) -> bool {
    let longest = from.chars().count().max(to.chars().count());
    // The time grows with the square of the length, and names of interfaces are short.
    longest <= 256 && distance(from, to) <= longest / 3
}

/// An interface's name without its version.
pub fn unversioned(name: &str) -> &str {
    name.split_once('@').map_or(name, |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_interfaces_are_near_by_a_third() {
        assert!(is_near("acme:led/led@1.0.0", "acme:leds/led@1.0.0"));
        assert!(!is_near("a:b/c", "x:y/z"));
        assert!(!is_near(&"a".repeat(300), &"a".repeat(300)));
    }

    #[test]
    fn versions_are_cut() {
        assert_eq!(unversioned("a:b/c@1.2.3"), "a:b/c");
        assert_eq!(unversioned("a:b/c"), "a:b/c");
    }
}
