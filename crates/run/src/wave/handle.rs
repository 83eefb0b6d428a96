//! Handles as text: a resource's name and a number, such as `conn#1`.
//!
//! WAVE has no such form. Before its parser sees the text, `#1` is replaced by letters of the same length: the handle
//! becomes a label, and all positions in the text stay the same. The number is read from the original text.

use dissolve_interface::Resource;

/// Replaces each handle outside of strings by a label of the same length.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let before = masked.chars().next_back();
        let length = match char {
            '"' | '\'' => quoted(rest, char),
            '#' if before.is_some_and(|before| before.is_ascii_alphanumeric()) => {
                let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                // All letters of a word have the same case.
                let upper =
                    masked.chars().rev().take_while(char::is_ascii_alphanumeric).any(|c| c.is_ascii_uppercase());
                masked.extend(std::iter::repeat_n(if upper { 'X' } else { 'x' }, 1 + digits));
                rest = &rest[1 + digits..];
                continue;
            }
            other => other.len_utf8(),
        };
        masked.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    masked
}

/// The length in bytes of the string or character at the start of the text; the whole text if it does not end.
fn quoted(text: &str, quote: char) -> usize {
    let triple = "\"\"\"";
    let (open, close) = if text.starts_with(triple) { (3, triple) } else { (1, if quote == '"' { "\"" } else { "'" }) };
    let mut at = open;
    while let Some(char) = text[at..].chars().next() {
        if text[at..].starts_with(close) {
            return at + close.len();
        }
        at += char.len_utf8();
        if char == '\\' {
            at += text[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    at
}

/// Splits a handle into the resource's name and the number.
pub fn parse(text: &str) -> Option<(&str, u32)> {
    let (name, number) = text.trim().split_once('#')?;
    Some((name, number.parse().ok()?))
}

/// The number of a handle of this resource. The error says what is wrong with the text.
pub fn number(text: &str, resource: Option<&Resource>) -> Result<u32, String> {
    let Some(resource) = resource else { return Err("a handle cannot be written as text".into()) };
    let name = resource.short_name();
    match parse(text) {
        Some((written, number)) if written == name => Ok(number),
        Some(_) => Err(format!("a handle of `{name}` is expected")),
        None => Err(format!("a handle is written as in the answer that gave it, such as {name}#1")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_handles_become_labels() {
        for (text, masked) in [
            ("(conn#1, [a-b#23])", "(connxx, [a-bxxx])"),
            ("(CONN#1)", "(CONNXX)"),
            (r##"("a#1", 'b', c#1)"##, r##"("a#1", 'b', cxx)"##),
            (r##"("\"a#1", '\'', '"', c#1)"##, r##"("\"a#1", '\'', '"', cxx)"##),
            ("(\"\"\"\n  say \"a#1\"\n  \"\"\", c#1)", "(\"\"\"\n  say \"a#1\"\n  \"\"\", cxx)"),
            ("(\"é#1\", é#1)", "(\"é#1\", é#1)"),
            ("(#1, \"#1", "(#1, \"#1"),
            ("(\"\\", "(\"\\"),
        ] {
            assert_eq!(mask(text), masked, "{text}");
        }
    }
}
