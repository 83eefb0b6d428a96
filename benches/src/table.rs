//! Formats rows as Markdown, which is readable both in guides and in a terminal.

use std::fmt;

/// A table: the headings of its columns, and its rows.
pub struct Table {
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new(heads: &[&'static str]) -> Table {
        Table { heads: heads.to_vec(), rows: Vec::new() }
    }

    /// Adds a row. It must have as many cells as there are headings.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| row[column].len());
            cells.chain([self.heads[column].len()]).max().unwrap_or(0)
        };
        let line = |f: &mut fmt::Formatter<'_>, cells: &[String]| {
            for (column, cell) in cells.iter().enumerate() {
                let width = width(column);
                // Names are aligned to the left, numbers to the right.
                if column == 0 { write!(f, "| {cell:width$} ")? } else { write!(f, "| {cell:>width$} ")? }
            }
            writeln!(f, "|")
        };
        line(f, &self.heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>())?;
        let rules = (0..self.heads.len()).map(|column| {
            let dashes = "-".repeat(width(column).saturating_sub(1));
            if column == 0 { format!("-{dashes}") } else { format!("{dashes}:") }
        });
        line(f, &rules.collect::<Vec<_>>())?;
        self.rows.iter().try_for_each(|row| line(f, row))
    }
}
