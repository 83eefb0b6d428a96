//! WIT comments as documentation of Rust.

/// Converts a comment to Markdown in which rustdoc finds no test: blocks of code have the language `text`, and nothing else is one.
pub fn markdown(comment: &str) -> String {
    let mut lines = Vec::new();
    let mut open = None;
    for line in comment.replace("\r\n", "\n").replace('\r', "\n").lines() {
        let trimmed = line.trim();
        match (open, fence(trimmed)) {
            (Some((mark, least)), Some((found, length, ""))) if found == mark && length >= least => {
                lines.push(trimmed.to_owned());
                open = None;
            }
            (Some(_), _) => lines.push(line.trim_end().to_owned()),
            (None, Some((mark, length, info))) if mark != '`' || !info.contains('`') => {
                lines.push(trimmed[..length].to_owned() + "text");
                open = Some((mark, length));
            }
            (None, _) => lines.push(paragraph(trimmed)),
        }
    }
    // A comment may end inside of a block.
    lines.extend(open.map(|(mark, length)| String::from(mark).repeat(length)));
    lines.join("\n")
}

/// The character of a fence (CommonMark, 4.5), the length of its first run, and the text after it.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let mark = line.chars().next().filter(|mark| ['`', '~'].contains(mark))?;
    let info = line.trim_start_matches(mark);
    let length = line.len() - info.len();
    (length >= 3).then_some((mark, length, info.trim()))
}

/// A line outside of blocks. Spaces, which could make code of it, are single ones, and what would be a fence in a list or a quote is none.
fn paragraph(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_marker = |word: &&str| word.chars().all(|c| c.is_ascii_digit() || ">-*+.)".contains(c));
    let markers = words.iter().take_while(|word| is_marker(word)).count();
    let (markers, rest) = words.split_at(markers);
    let rest = rest.join(" ");
    // A quote needs no space after its mark.
    let start = rest.trim_start_matches('>');
    match fence(start) {
        Some(_) if !markers.is_empty() || start.len() < rest.len() => {
            let quotes = &rest[..rest.len() - start.len()];
            [markers, &[format!("{quotes}\\{start}").as_str()]].concat().join(" ")
        }
        _ => [markers, &[rest.as_str()]].concat().join(" ").trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn nothing_is_a_test_of_rustdoc() {
        for (comment, expected) in [
            ("one\n\ntwo", "one\n\ntwo"),
            ("    four  spaces", "four spaces"),
            ("-     code", "- code"),
            ("```\nx\n```", "```text\nx\n```"),
            ("  ~~~ rust\n    x\n  ~~~", "~~~text\n    x\n~~~"),
            ("````\n```\n````\nafter", "````text\n```\n````\nafter"),
            ("```\n~~~\n```", "```text\n~~~\n```"),
            ("```f(x)``` gives y", "```f(x)``` gives y"),
            ("```\nnot closed", "```text\nnot closed\n```"),
            ("> ```\n> x", "> \\```\n> x"),
            (">```rust", ">\\```rust"),
            ("1. ~~~\n", "1. \\~~~"),
            ("a\rb\r\nc", "a\nb\nc"),
        ] {
            assert_eq!(markdown(comment), expected, "{comment:?}");
        }
    }
}
