//! Lines of Rust source, indented by their brackets.

use std::fmt::{Display, Write as _};

/// A source file that grows line by line.
#[derive(Default)]
pub struct Code {
    text: String,
    /// For each line with brackets that are open, their number.
    open: Vec<usize>,
}

impl Code {
    /// Adds a line. Its indentation follows from the brackets before it. An empty line is left out where a block begins.
    pub fn line(&mut self, line: impl Display) {
        let line = line.to_string();
        if line.is_empty() {
            if !self.text.ends_with("{\n") {
                self.text.push('\n');
            }
            return;
        }
        let closing = line.chars().take_while(|char| ")]}".contains(*char)).count();
        self.close(closing);
        let indent = 4 * self.open.len();
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{:indent$}{line}", "");
        if !line.starts_with("//") {
            let (opened, closed) = brackets(&line[closing..]);
            self.close(closed.saturating_sub(opened));
            self.open.extend(Some(opened.saturating_sub(closed)).filter(|&count| count > 0));
        }
    }

    /// Adds a line, unless it is empty.
    pub fn statement(&mut self, line: &str) {
        if !line.is_empty() {
            self.line(line);
        }
    }

    /// Closes brackets.
    fn close(&mut self, count: usize) {
        for _ in 0..count {
            if let Some(last) = self.open.last_mut() {
                *last -= 1;
                if *last == 0 {
                    self.open.pop();
                }
            }
        }
    }

    /// Adds documentation. Brackets in it have no meaning.
    pub fn doc(&mut self, text: impl Display) {
        for line in text.to_string().split('\n') {
            self.line(format!("/// {line}").trim_end());
        }
    }

    /// The source.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// The opening and closing brackets of a line, outside of strings.
fn brackets(line: &str) -> (usize, usize) {
    let (mut opened, mut closed, mut in_string) = (0, 0, false);
    for char in line.chars() {
        match char {
            '"' => in_string = !in_string,
            '(' | '[' | '{' if !in_string => opened += 1,
            ')' | ']' | '}' if !in_string => closed += 1,
            _ => {}
        }
    }
    (opened, closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_indented_by_their_brackets() {
        let mut code = Code::default();
        code.doc("A { in documentation.");
        for line in ["mod a {", "", "fn f(x: u32) {", "g([", "\"{\",", "]);", "}", "}"] {
            code.line(line);
        }
        let expected = "\
/// A { in documentation.
mod a {
    fn f(x: u32) {
        g([
            \"{\",
        ]);
    }
}
";
        assert_eq!(code.into_text(), expected);
    }
}
