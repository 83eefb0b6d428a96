//! Which name is nearest to another.

/// The edits from one name to another (Levenshtein).
pub fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let substitute = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = substitute.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
}

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
    fn edits_are_counted() {
        for (from, to, edits) in [("", "", 0), ("a", "", 1), ("kitten", "sitting", 3), ("a:b/c", "a:b/cd", 1)] {
            assert_eq!(distance(from, to), edits, "{from} {to}");
            assert_eq!(distance(to, from), edits, "{to} {from}");
        }
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
