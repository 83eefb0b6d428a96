//! Tables of text, with columns as wide as their widest cell.

/// Lays out a table: a line for the head and for each row, two spaces between columns.
pub fn table<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let widths: [usize; N] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].len()).chain([head[column].len()]).max().unwrap_or(0)
    });
    let mut text = String::new();
    for row in [head.map(String::from)].iter().chain(rows) {
        let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}
