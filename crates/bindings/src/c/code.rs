//! Text of C, indented by its braces.

/// Lines of C. A line that ends with `{` indents what follows; a line that begins with `}` ends that.
#[derive(Default)]
pub struct Code {
    text: String,
    depth: usize,
}

impl Code {
    /// Appends one line, without its line feed; an empty one stays empty.
    pub fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if line.starts_with('}') {
            self.depth = self.depth.saturating_sub(1);
        }
        if !line.is_empty() && !line.starts_with('#') {
            self.text.extend(std::iter::repeat_n("    ", self.depth));
        }
        self.text.push_str(line);
        self.text.push('\n');
        // The block `extern "C"` encloses whole files, in which nothing is indented for it.
        let is_comment = line.starts_with("/*") || line.starts_with(" *");
        if line.ends_with('{') && !line.starts_with("extern") && !is_comment {
            self.depth += 1;
        }
    }

    /// Appends lines.
    pub fn lines<L: AsRef<str>>(&mut self, lines: impl IntoIterator<Item = L>) {
        lines.into_iter().for_each(|line| self.line(line));
    }

    /// Appends whole lines that are already indented, such as the text of another `Code`.
    pub fn append(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends an empty line and a comment of several lines. The text cannot end the comment.
    pub fn comment(&mut self, text: &str) {
        self.line("");
        self.note(text);
    }

    /// Appends a comment without an empty line before it.
    pub fn note(&mut self, text: &str) {
        // A backslash, which trigraphs have too, at the end of a line would join the next one.
        let text = text.replace('\\', "/").replace("??/", "?? /").replace("*/", "* /").replace("/*", "/ *");
        let mut lines: Vec<String> = text.lines().map(|line| format!(" * {line}").trim_end().to_owned()).collect();
        match &mut lines[..] {
            [only] => *only = format!("/*{} */", only.trim_start_matches(" *")),
            [first, ..] => {
                *first = format!("/*{}", first.trim_start_matches(" *"));
                lines.push(" */".to_owned());
            }
            [] => {}
        }
        self.lines(lines);
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn braces_indent() {
        let mut code = Code::default();
        code.lines(["if (x) {", "y();", "} else {", "z();", "}"]);
        assert_eq!(code.into_text(), "if (x) {\n    y();\n} else {\n    z();\n}\n");
    }

    #[test]
    fn a_comment_stays_one() {
        let mut code = Code::default();
        code.note("a */ b /* c");
        code.note("two\nlines");
        assert_eq!(code.into_text(), "/* a * / b / * c */\n/* two\n * lines\n */\n");
    }
}
