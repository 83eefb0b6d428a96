//! LCOV tracefiles: the format of `geninfo`, as its manual page has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Coverage;

/// The records of all files.
pub fn text(coverage: &Coverage) -> String {
    let mut text = String::new();
    for (file, lines) in coverage.by_file() {
        // The first line of each function, and its count.
        let mut functions = BTreeMap::<&str, (u32, u64)>::new();
        for ((function, position), &count) in &coverage.lines {
            if position.file == file {
                let known = functions.entry(&function.name).or_insert((position.line, count));
                if position.line < known.0 {
                    *known = (position.line, count);
                }
            }
        }
        write(&mut text, file, &functions, &lines.into_iter().map(|(line, (count, _))| (line, count)).collect());
    }
    text
}

/// Appends the record of a file.
fn write(text: &mut String, file: &str, functions: &BTreeMap<&str, (u32, u64)>, lines: &BTreeMap<u32, u64>) {
    let mut line = |what: std::fmt::Arguments<'_>| {
        text.write_fmt(what).expect("writing to a string");
        text.push('\n');
    };
    line(format_args!("TN:\nSF:{file}"));
    for (name, (first, _)) in functions {
        line(format_args!("FN:{first},{name}"));
    }
    for (name, (_, count)) in functions {
        line(format_args!("FNDA:{count},{name}"));
    }
    let executed = functions.values().filter(|(_, count)| *count > 0).count();
    line(format_args!("FNF:{}\nFNH:{executed}", functions.len()));
    for (number, count) in lines {
        line(format_args!("DA:{number},{count}"));
    }
    let executed = lines.values().filter(|count| **count > 0).count();
    line(format_args!("LF:{}\nLH:{executed}\nend_of_record", lines.len()));
}

#[cfg(test)]
mod tests {
    use super::super::Position;
    use super::super::tests::function;
    use super::*;

    #[test]
    fn files_functions_and_lines_are_counted() {
        let line = |component, name, line, count| {
            ((function(component, name), Position { file: format!("{component}.wasm"), line }), count)
        };
        let lines = [
            line("a", "f", 12, 3),
            line("a", "f", 10, 1),
            line("a", "h", 20, 0),
            line("a", "h", 12, 4),
            line("b", "g", 5, 0),
        ];
        let coverage = Coverage { lines: lines.into() };
        assert_eq!(coverage.executed(), (2, 4));
        assert_eq!(
            text(&coverage),
            "TN:\nSF:a.wasm\nFN:10,f\nFN:12,h\nFNDA:1,f\nFNDA:4,h\nFNF:2\nFNH:2\nDA:10,1\nDA:12,4\nDA:20,0\nLF:3\nLH:2\nend_of_record\n\
             TN:\nSF:b.wasm\nFN:5,g\nFNDA:0,g\nFNF:1\nFNH:0\nDA:5,0\nLF:1\nLH:0\nend_of_record\n"
        );
    }
}
