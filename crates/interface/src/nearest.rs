//! Suggests the name that was probably meant, given one that does not exist.

/// Longer names are not compared, since the time grows with the square of their length.
const LONGEST: usize = 256;

/// The number of edits from one name to another: characters that are added, removed or replaced, and neighbours that
/// are swapped.
pub fn distance(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    // The rows of the table for the previous character of `from`, and for the one before.
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let replaced = last[j] + usize::from(a != b);
            let mut edits = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                edits = edits.min(before_last[j - 1] + 1);
            }
            row.push(edits);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

/// The name nearest to `name`, if it is near enough: at most a third of the longer name's characters differ, or one
/// character.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = |name: &str| name.chars().count();
    let near = known.into_iter().filter_map(|candidate| {
        let longest = length(name).max(length(candidate));
        let edits = (longest <= LONGEST).then(|| distance(name, candidate))?;
        // Names of one character that differ have nothing in common.
        (edits <= (longest / 3).max(1) && edits < longest).then_some((edits, candidate))
    });
    near.min_by_key(|&(edits, _)| edits).map(|(_, candidate)| candidate)
}

/// `; did you mean `NAME`?` for the nearest name; nothing if none is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(name, known).map_or_else(String::new, |known| format!("; did you mean `{known}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        let cases = [
            ("", "", 0),
            ("a", "", 1),
            ("kitten", "sitting", 3),
            ("mian", "main", 1),
            ("ab", "ba", 1),
            ("a:b/c", "a:b/cd", 1),
        ];
        for (from, to, edits) in cases {
            assert_eq!(distance(from, to), edits, "{from} {to}");
            assert_eq!(distance(to, from), edits, "{to} {from}");
        }
    }

    #[test]
    fn only_what_is_near_is_meant() {
        let known = ["main", "tick", "x"];
        for (name, meant) in [("mian", Some("main")), ("tock", Some("tick")), ("y", None), ("start", None), ("", None)]
        {
            assert_eq!(nearest(name, known), meant, "{name}");
        }
        // Three edits are a third of eleven characters; four are too many.
        assert_eq!(nearest("tamparatre", ["temperature"]), Some("temperature"));
        assert_eq!(nearest("tamparatra", ["temperature"]), None);
        assert_eq!(nearest(&"a".repeat(300), [&*"a".repeat(300)]), None);
        assert_eq!(did_you_mean("mian", known), "; did you mean `main`?");
    }
}
