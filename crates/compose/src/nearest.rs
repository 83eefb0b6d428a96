//! Which name is nearest to another.

pub use dissolve_interface::distance;

/// Whether two names differ by so little that one may be meant for the other: by a third of their length at most.
pub fn is_near(from: &str, to: &str) -> bool {
    let longest = from.chars().count().max(to.chars().count());
    // Names of interfaces are short; a longer one is not worth the time.
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
