//! Golden folders: each folder below a root is a case, with its inputs and what is expected to come out of them.
//!
//! The result of a case is text, or an error's message in `error.txt`. With `BLESS=1` in the environment, the actual result is
//! written as the expected one.

use std::path::Path;
use std::{env, fs};

/// The file of an error that is expected.
const ERROR: &str = "error.txt";

/// Runs every case below `root` and compares its text with the file `output`, or its error with `error.txt`.
///
/// # Panics
///
/// When a case differs, when there is none, or when a file cannot be read or written.
pub fn cases(root: &Path, output: &str, run: impl Fn(&Path) -> Result<String, String>) {
    let mut failures = Vec::new();
    let mut count = 0;
    let folders = fs::read_dir(root).unwrap_or_else(|error| panic!("{}: {error}", root.display()));
    for case in folders {
        let case = case.expect("a folder can be listed").path();
        count += 1;
        let (name, actual) = match run(&case) {
            Ok(text) => (output, text),
            Err(message) => (ERROR, format!("{message}\n")),
        };
        if env::var_os("BLESS").is_some() {
            bless(&case, [output, ERROR], name, &actual);
        } else if let Some(problem) = difference(&case.join(name), &actual) {
            failures.push(format!("{}: {problem}", case.display()));
        }
    }
    assert!(count > 0, "no case in {}", root.display());
    assert!(failures.is_empty(), "{} of {count} cases failed:\n{}", failures.len(), failures.join("\n"));
}

/// The input of a case, as text of WebAssembly. Its first line is a comment that says what the case shows, its second may be
/// `;; options: --name value ...`.
pub struct Input {
    /// The module or component.
    pub binary: Vec<u8>,
    /// The options, as on the command line, and their values.
    pub options: Vec<(String, String)>,
}

impl Input {
    /// Reads and assembles an input.
    ///
    /// # Panics
    ///
    /// When it cannot be read or assembled, or an option has no value.
    pub fn read(file: &Path) -> Input {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let binary = wat::parse_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let line = text.lines().nth(1).and_then(|line| line.strip_prefix(";; options: ")).unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let pairs = words.chunks(2).map(|pair| match pair {
            [option, value] => ((*option).to_owned(), (*value).to_owned()),
            _ => panic!("{}: `{line}` has an option without a value", file.display()),
        });
        Input { binary, options: pairs.collect() }
    }
}

fn bless(case: &Path, names: [&str; 2], name: &str, actual: &str) {
    for known in names.map(|name| case.join(name)) {
        if known.exists() {
            fs::remove_file(known).expect("what was expected can be removed");
        }
    }
    fs::write(case.join(name), actual).expect("what came out can be written");
}

fn difference(file: &Path, actual: &str) -> Option<String> {
    match fs::read_to_string(file) {
        Ok(expected) if expected == actual => None,
        Ok(_) => Some(format!("`{}` differs; got:\n{actual}", file.display())),
        Err(error) => Some(format!("`{}`: {error}; got:\n{actual}", file.display())),
    }
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    /// A folder with one case, for as long as what is returned lives.
    fn folder(files: &[(&str, &str)]) -> TempDir {
        let root = tempfile::tempdir().unwrap();
        let case = root.path().join("case");
        fs::create_dir(&case).unwrap();
        for (file, text) in files {
            fs::write(case.join(file), text).unwrap();
        }
        root
    }

    #[test]
    fn text_and_errors_are_compared() {
        let root = folder(&[("out.txt", "text"), ("error.txt", "wrong\n")]);
        cases(root.path(), "out.txt", |_| Ok("text".into()));
        cases(root.path(), "out.txt", |_| Err("wrong".into()));
    }

    #[test]
    fn an_input_has_its_options_on_its_second_line() {
        let root = folder(&[
            ("in.wat", ";; Nothing.\n;; options: --stack 512 -O z\n(module)"),
            ("plain.wat", ";; Nothing.\n(module)"),
        ]);
        let input = Input::read(&root.path().join("case/in.wat"));
        assert_eq!(input.binary, b"\0asm\x01\0\0\0");
        assert_eq!(
            input.options,
            [("--stack", "512"), ("-O", "z")].map(|(name, value)| (name.to_owned(), value.to_owned()))
        );
        assert!(Input::read(&root.path().join("case/plain.wat")).options.is_empty());
    }

    #[test]
    #[should_panic(expected = "an option without a value")]
    fn an_option_needs_a_value() {
        Input::read(&folder(&[("in.wat", "\n;; options: --stack\n(module)")]).path().join("case/in.wat"));
    }

    #[test]
    #[should_panic(expected = "1 of 1 cases failed")]
    fn another_text_fails() {
        cases(folder(&[("out.txt", "text")]).path(), "out.txt", |_| Ok("other".into()));
    }

    #[test]
    #[should_panic(expected = "no case")]
    fn no_case_fails() {
        cases(tempfile::tempdir().unwrap().path(), "out.txt", |_| Ok(String::new()));
    }
}
