//! Child processes: runs commands, and prints when a step begins and how long it took.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Error;

/// Runs a step of a task; its output is not redirected.
///
/// # Errors
///
/// If the command cannot be started, or ends with an error.
pub fn step(title: &str, command: &mut Command) -> Result<(), Error> {
    if attempt(title, command)? { Ok(()) } else { Err(failed(command)) }
}

/// Runs a step of a task; returns true if it succeeded.
///
/// # Errors
///
/// If the command cannot be started.
pub fn attempt(title: &str, command: &mut Command) -> Result<bool, Error> {
    timed(title, || Ok(succeeded(command.status().map_err(start(command))?)))
}

/// Runs a step of a task, and calls `on_line` with each line of its standard output as it comes; returns true if it
/// succeeded.
///
/// # Errors
///
/// If the command cannot be started, or its output cannot be read.
pub fn attempt_reading(title: &str, command: &mut Command, mut on_line: impl FnMut(&str)) -> Result<bool, Error> {
    timed(title, || {
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(start(command))?;
        if let Some(output) = child.stdout.take() {
            // Tests may print anything; bytes that are not UTF-8 are replaced.
            for line in BufReader::new(output).split(b'\n') {
                on_line(&String::from_utf8_lossy(&line.map_err(start(command))?));
            }
        }
        Ok(succeeded(child.wait().map_err(start(command))?))
    })
}

/// Returns true if a command succeeded. A command that fails has printed the reason, unless a signal ended it: then the
/// signal is printed.
fn succeeded(status: ExitStatus) -> bool {
    if status.code().is_none() {
        eprintln!("xtask: the command was ended from outside ({status})");
    }
    status.success()
}

/// The standard output of a command that answers a question; none if it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The standard output and standard error of a command if it fails; none if it succeeds.
///
/// # Errors
///
/// If the command cannot be started.
pub fn complaint(command: &mut Command) -> Result<Option<String>, Error> {
    let output = command.stdin(Stdio::null()).output().map_err(start(command))?;
    let text = [output.stdout, output.stderr].concat();
    Ok((!output.status.success()).then(|| String::from_utf8_lossy(&text).into_owned()))
}

/// Runs a command without its output, unless it fails: then the output is printed.
///
/// # Errors
///
/// If the command cannot be started, or fails.
pub fn quietly(command: &mut Command) -> Result<(), Error> {
    match complaint(command)? {
        None => Ok(()),
        Some(text) => {
            eprint!("{text}");
            Err(failed(command))
        }
    }
}

/// Returns true if a command succeeds before `limit`, and otherwise ends it. Its output is dropped.
pub fn succeeds_within(limit: Duration, command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = quiet.spawn() else { return false };
    let deadline = Instant::now() + limit;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(50)),
            Ok(None) | Err(_) => {
                // It may have ended by itself meanwhile, so an error does not matter.
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
    }
}

/// Prints that a step begins, performs it, and prints how long it took.
pub fn timed<T>(title: &str, perform: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let begin = Instant::now();
    eprintln!("xtask: {title} ...");
    let result = perform();
    eprintln!("xtask: {title}: {:.1} s", begin.elapsed().as_secs_f64());
    result
}

/// The command line, as a user would type it.
pub fn line(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" ")
}

/// A word, quoted for a shell if necessary.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The error for a command that failed and has printed its own message.
pub fn failed(command: &Command) -> Error {
    Error::Failed { line: line(command) }
}

/// Makes a function for `map_err` on starting a command.
pub fn start(command: &Command) -> impl Fn(std::io::Error) -> Error + use<> {
    let line = line(command);
    move |source| Error::Start { line: line.clone(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn lines_can_be_typed_again() {
        let mut command = Command::new("dissolve");
        command.args(["run", "greet.wasm", "--invoke", "greet(\"World\")", "it's", ""]);
        assert_eq!(line(&command), "dissolve run greet.wasm --invoke 'greet(\"World\")' 'it'\\''s' ''");
    }

    #[test]
    fn failures_name_the_command() {
        assert_eq!(step("fails", &mut shell("exit 3")).unwrap_err().to_string(), "`sh -c 'exit 3'` failed");
        let missing = step("is not there", &mut Command::new("/nonexistent/program")).unwrap_err().to_string();
        assert!(missing.starts_with("cannot start `/nonexistent/program`: "), "{missing}");
    }

    #[test]
    fn output_is_read_line_by_line() {
        let mut lines = Vec::new();
        let success =
            attempt_reading("prints", &mut shell("printf 'a\\n\\377\\nb'; exit 1"), |line| lines.push(line.to_owned()));
        assert!(!success.unwrap());
        assert_eq!(lines, ["a", "\u{fffd}", "b"]);
    }

    #[test]
    fn answers_are_those_of_success() {
        assert_eq!(answer(&mut shell("echo yes")).as_deref(), Some("yes\n"));
        assert_eq!(answer(&mut shell("echo yes; exit 1")), None);
        assert_eq!(complaint(&mut shell("echo a; echo b >&2; exit 1")).unwrap().as_deref(), Some("a\nb\n"));
        assert_eq!(complaint(&mut shell("echo a")).unwrap(), None);
    }

    #[test]
    fn a_command_that_hangs_is_ended() {
        let begin = Instant::now();
        assert!(!succeeds_within(Duration::from_millis(100), &mut shell("exec sleep 60")));
        assert!(begin.elapsed() < Duration::from_secs(30));
        assert!(succeeds_within(Duration::from_secs(60), &mut shell("exit 0")));
    }
}
