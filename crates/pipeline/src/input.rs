//! Inputs of the user: a binary, or WebAssembly text. Files of other kinds are refused with a message that says what
//! they are.

use std::borrow::Cow;

use crate::Error;

/// The binary of a module or component that is given as a binary or as text.
///
/// # Errors
///
/// When the input is empty, is of another kind, which the error names, or is text that does not assemble; then the
/// message has line and column.
pub fn binary<'a>(input: &'a [u8], name: &str) -> Result<Cow<'a, [u8]>, Error> {
    if input.is_empty() {
        return Err(Error::Empty { name: name.to_owned() });
    }
    if input.starts_with(b"\0asm") {
        return Ok(Cow::Borrowed(input));
    }
    // A binary that is cut off within its first four bytes is not text either.
    if b"\0asm".starts_with(input) {
        return Err(Error::Truncated { name: name.to_owned() });
    }
    if let Some(what) = foreign(input) {
        return Err(Error::Foreign { name: name.to_owned(), what });
    }
    wat::parse_bytes(input).map_err(|mut error| {
        error.set_path(name);
        Error::Text(error)
    })
}

/// The first bytes of files of other kinds, each with a description and advice.
const MAGIC: [(&[u8], &str); 11] = [
    (
        b"\x7fELF",
        "this is an ELF file, which is native already; give WebAssembly, and a native object of the embedder with `--link`",
    ),
    (b"!<arch>\n", "this is an archive of objects; link them to one module first, or give native ones with `--link`"),
    (b"!<thin>\n", "this is an archive of objects; link them to one module first, or give native ones with `--link`"),
    (b"BC\xc0\xde", "this is bitcode of LLVM; compile it for `wasm32` and link it to a module first"),
    (b"MZ", "this is a program for Windows; a WebAssembly module or component is wanted"),
    (b"\xcf\xfa\xed\xfe", "this is a program or object for macOS; a WebAssembly module or component is wanted"),
    (b"\xce\xfa\xed\xfe", "this is a program or object for macOS; a WebAssembly module or component is wanted"),
    (b"PK\x03\x04", "this is a ZIP archive; unpack it, and give the WebAssembly module or component in it"),
    (b"\x1f\x8b", "this is compressed by gzip; unpack it, and give the WebAssembly module or component in it"),
    (
        b"\x28\xb5\x2f\xfd",
        "this is compressed by Zstandard; unpack it, and give the WebAssembly module or component in it",
    ),
    (b"#!", "this is a script; a WebAssembly module or component is wanted"),
];

const WIT: &str = "this is WIT, which describes interfaces and has no code; give the WebAssembly module or component that \
    implements them";
const WAC: &str = "this is a WAC document; the name of one ends in `.wac`";
const JSON: &str = "this is JSON; a WebAssembly module or component is wanted, as a binary or as text";
const TOML: &str = "this is a TOML file, as boards have; a WebAssembly module or component is wanted, and a board file goes to \
    `--board`";
const TEXT: &str = "this is text, but not of WebAssembly, which begins with `(`; a module or component is wanted";
const UNKNOWN: &str = "this is neither a WebAssembly binary, which begins with the bytes `\\0asm`, nor text";
const BLANK: &str = "the input has nothing but white space and comments; a WebAssembly module or component is wanted";

/// Describes an input that is neither a WebAssembly binary nor possibly WebAssembly text. Returns `None` if it may be
/// text.
fn foreign(input: &[u8]) -> Option<&'static str> {
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| input.starts_with(magic)) {
        return Some(what);
    }
    let Ok(text) = std::str::from_utf8(input) else { return Some(UNKNOWN) };
    if text.contains('\0') {
        return Some(UNKNOWN);
    }
    match text.trim_start().chars().next() {
        Some('[') if text.lines().any(|line| line.contains(" = ")) => return Some(TOML),
        Some('{' | '[') => return Some(JSON),
        // `;` and `(;` begin comments of the text format.
        Some('(' | ';') => return None,
        Some(_) => {}
        None => return Some(BLANK),
    }
    let words: Vec<&str> = text.lines().filter_map(first_word).collect();
    let has = |word: &str| words.contains(&word);
    Some(match () {
        () if has("let") && has("package") || has("new") => WAC,
        () if ["world", "interface", "package"].iter().any(|word| has(word)) => WIT,
        () => TEXT,
    })
}

/// The first word of a line, unless the line is a comment.
fn first_word(line: &str) -> Option<&str> {
    line.split_whitespace().next().filter(|word| !word.starts_with("//"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_kinds_are_named() {
        let cases: [(&[u8], &str); 13] = [
            (b"\x7fELF\x01\x01", "an ELF file"),
            (b"!<arch>\nx", "an archive"),
            (b"PK\x03\x04\0\0", "a ZIP archive"),
            (b"{\"a\": 1}", "JSON"),
            (b"[1, 2]", "JSON"),
            (b"[board]\nname = 1", "a TOML file"),
            (b"package a:b;\n\nworld w {\n}\n", "WIT"),
            (b"// A comment.\ninterface i {}", "WIT"),
            (b"package a:b;\nlet n = new n:n { ... };\nexport n...;\n", "a WAC document"),
            (b"int main(void) { return 0; }", "text, but not of WebAssembly"),
            (b"\xff\xfe\x00\x01", "neither a WebAssembly binary"),
            (b"a\0b", "neither a WebAssembly binary"),
            (b" \n\t", "nothing but white space"),
        ];
        for (input, expected) in cases {
            let message = binary(input, "x").unwrap_err().to_string();
            assert!(message.starts_with("x: ") && message.contains(expected), "{input:?}: {message}");
        }
    }

    #[test]
    fn text_of_webassembly_is_read_whatever_comes_before_it() {
        for text in ["(module)", ";; a comment\n(module)", "(; one ;) (component)", "\n\n  (module)", "(func)"] {
            assert!(binary(text.as_bytes(), "x").is_ok(), "{text}");
        }
        assert!(binary(b"(module (funk))", "x").unwrap_err().to_string().contains("x:1:10"));
    }
}
