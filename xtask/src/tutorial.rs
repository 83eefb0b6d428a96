//! Executes `docs/tutorial.md`, line by line: its commands, and the changes of files between them.
//!
//! A block `console` has commands after `$ `, each with lines that its output has, in that order; `…` stands for any text. A block `diff`
//! below a line with a path is a change of that file: lines that are there, lines to remove, and lines to add.

use std::path::Path;
use std::process::Output;
use std::{fs, io};

use crate::error::Error;
use crate::layout::Layout;
use crate::projects;

/// A step of the page, with the number of its line.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// A command, and lines of its output.
    Command { line: usize, command: String, expected: Vec<String> },
    /// A change of a file.
    Change { line: usize, path: String, diff: Vec<String> },
}

/// Executes the page in a folder that is prepared for projects. Returns true if all is as the page says.
///
/// # Errors
///
/// If the page cannot be read, or a command cannot be started.
pub fn execute(layout: &Layout, root: &Path) -> Result<bool, Error> {
    let page = layout.root().join("docs/tutorial.md");
    let failed = |error: io::Error| Error::Machine(format!("{}: {error}", page.display()));
    let mut folder = root.to_owned();
    let steps = match steps(&fs::read_to_string(&page).map_err(failed)?) {
        Ok(steps) => steps,
        Err(reason) => {
            eprintln!("xtask: docs/tutorial.md: {reason}");
            return Ok(false);
        }
    };
    for step in steps {
        let (line, result) = match &step {
            Step::Command { line, command, expected } => {
                eprintln!("xtask: docs/tutorial.md:{line}: {command}");
                let result = match command.strip_prefix("cd ") {
                    Some(to) => folder.join(to).canonicalize().map(|to| folder = to).map_err(|error| error.to_string()),
                    None => {
                        let script = format!("{{ {command}\n}} 2>&1");
                        let mut shell = projects::command(layout, root, &["bash", "-o", "pipefail", "-c", &script]);
                        check(&shell.current_dir(&folder).output().map_err(failed)?, expected)
                    }
                };
                (line, result)
            }
            Step::Change { line, path, diff } => (line, change(&root.join(path), diff)),
        };
        if let Err(reason) = result {
            eprintln!("xtask: docs/tutorial.md:{line}: {reason}");
            return Ok(false);
        }
    }
    Ok(true)
}

/// Checks that a command succeeded, and that its output has these lines, in that order.
fn check(output: &Output, expected: &[String]) -> Result<(), String> {
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    match expected.iter().find(|expected| !lines.any(|line| is_like(line, expected))) {
        None if output.status.success() => Ok(()),
        None => Err(format!("{}\n{text}", output.status)),
        Some(missing) => Err(format!("`{missing}` is not in the output, or not there:\n{text}")),
    }
}

/// Returns true if a line is the expected one, in which `…` stands for any text.
fn is_like(line: &str, expected: &str) -> bool {
    let Some((before, mut expected)) = expected.split_once('…') else { return line == expected };
    let Some(mut line) = line.strip_prefix(before) else { return false };
    while let Some((part, rest)) = expected.split_once('…') {
        let Some(at) = line.find(part) else { return false };
        (line, expected) = (&line[at + part.len()..], rest);
    }
    line.ends_with(expected)
}

/// Changes a file.
fn change(path: &Path, diff: &[String]) -> Result<(), String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let side = |other: char| {
        let lines = diff.iter().filter(|line| !line.starts_with(other));
        lines.map(|line| line.get(1..).unwrap_or_default().to_owned() + "\n").collect::<String>()
    };
    let (old, new) = (side('+'), side('-'));
    if text.matches(&old).count() != 1 {
        return Err(format!("{} does not have these lines once:\n{old}", path.display()));
    }
    fs::write(path, text.replace(&old, &new)).map_err(|error| format!("{}: {error}", path.display()))
}

/// The steps of a page: at least one.
fn steps(page: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut lines = page.lines().enumerate().map(|(index, line)| (index + 1, line));
    let mut path = None;
    while let Some((line, text)) = lines.next() {
        let mut block = || lines.by_ref().take_while(|(_, text)| *text != "```").collect::<Vec<_>>();
        match text {
            "```console" => {
                for (line, text) in block() {
                    match (text.strip_prefix("$ "), steps.last_mut()) {
                        (Some(command), _) => {
                            steps.push(Step::Command { line, command: command.to_owned(), expected: Vec::new() });
                        }
                        (None, Some(Step::Command { expected, .. })) => expected.push(text.to_owned()),
                        (None, _) => return Err(format!("line {line}: there is no command before this output")),
                    }
                }
            }
            "```diff" => {
                let diff = block().into_iter().map(|(_, text)| text.to_owned()).collect();
                steps.push(Step::Change { line, path: path.take().unwrap_or_default(), diff });
            }
            _ => path = text.strip_prefix('`').and_then(|text| text.strip_suffix("`:")).map(str::to_owned),
        }
    }
    if steps.is_empty() { Err("there is no step".to_owned()) } else { Ok(steps) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_commands_and_changes() {
        let page =
            "# Page\n\n```console\n$ make\nbuilt\n$ run\n```\n\nNow\n\n`a/b.c`:\n```diff\n one\n-two\n+three\n```\n";
        let command = |line, command: &str, expected: &[&str]| Step::Command {
            line,
            command: command.to_owned(),
            expected: expected.iter().map(|&line| line.to_owned()).collect(),
        };
        let diff = [" one", "-two", "+three"].map(str::to_owned).to_vec();
        let expected = [
            command(4, "make", &["built"]),
            command(6, "run", &[]),
            Step::Change { line: 12, path: "a/b.c".into(), diff },
        ];
        assert_eq!(steps(page), Ok(expected.into()));
        assert!(steps("# Page\n\n```sh\n$ make\n```\n").unwrap_err().contains("no step"));
        assert!(steps("```console\nbuilt\n```\n").unwrap_err().contains("line 2: there is no command"));
    }

    #[test]
    fn a_line_may_have_any_text_in_some_places() {
        for (line, expected) in [
            ("all is well", "all is well"),
            ("trap at 0x12", "trap at 0x…"),
            ("0x12: in f at 7, called from g", "0x…: in f at …, called from g"),
            ("test a ... ok", "…a ... ok"),
        ] {
            assert!(is_like(line, expected), "{line}: {expected}");
        }
        for (line, expected) in [
            ("all is well", "all is"),
            ("all is well", "…wel"),
            ("0x12: in f", "0x…: in …, called from g"),
            ("ab", "ab…b"),
        ] {
            assert!(!is_like(line, expected), "{line}: {expected}");
        }
    }

    #[test]
    fn a_change_finds_its_lines_or_says_so() {
        let folder = std::env::temp_dir().join(format!("dissolve-tutorial-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("file");
        let diff = [" one", "-two", "+three", "+"].map(str::to_owned);
        fs::write(&path, "zero\none\ntwo\nfour\n").unwrap();
        change(&path, &diff).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "zero\none\nthree\n\nfour\n");
        assert!(change(&path, &diff).unwrap_err().contains("does not have these lines once:\none\ntwo\n"));
        assert!(change(&folder.join("none"), &diff).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
