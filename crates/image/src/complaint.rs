//! The linker's errors, in words of this crate.
//!
//! Takes the output of `ld.lld`; gives the problem and the objects that it is about. The linker's own text is not
//! shown: it contains the names of files in a directory that no longer exists.

use std::collections::BTreeMap;
use std::path::Path;

use crate::Error;

/// The reason why the linker made no image.
#[derive(Debug)]
pub enum Complaint {
    /// A region of the script is full: `FLASH` or `RAM`.
    Full(String),
    /// Anything else.
    Error(Error),
}

impl From<Error> for Complaint {
    fn from(error: Error) -> Complaint {
        Complaint::Error(error)
    }
}

/// The name, in errors, of the program's objects, which are files in the linker's directory.
const PROGRAM: &str = "the program";

/// Reads the linker's output; `directory` has the program's objects.
pub fn read(message: &str, directory: &Path) -> Complaint {
    let entries = entries(message);
    let named = |wordings: &[&str]| -> BTreeMap<String, Vec<String>> {
        let mut found = BTreeMap::<String, Vec<String>>::new();
        for (first, rest) in &entries {
            let name = wordings.iter().find_map(|wording| first.split_once(wording)).map(|(_, name)| name.trim());
            if let Some(name) = name {
                let places = found.entry(name.to_owned()).or_default();
                places.extend(rest.iter().filter_map(|line| place(line, directory)));
            }
        }
        found
    };
    // For an assignment in the script, the wording is the last one.
    let undefined = named(&[
        "undefined symbol: ",
        "undefined hidden symbol: ",
        "undefined protected symbol: ",
        "symbol not found: ",
    ]);
    if !undefined.is_empty() {
        let users = undefined.iter().flat_map(|(name, places)| {
            let mut places = places.clone();
            places.dedup();
            places.truncate(3);
            places.into_iter().map(move |place| format!("`{name}` is used by {place}"))
        });
        return Error::Undefined { users: users.collect(), symbols: undefined.into_keys().collect() }.into();
    }
    let duplicates = named(&["duplicate symbol: "]);
    if !duplicates.is_empty() {
        let symbols = duplicates.into_iter().map(|(name, places)| {
            let owners: Vec<_> = places.iter().map(|place| owner(place)).collect();
            format!("`{name}`, by {}", owners.join(" and by "))
        });
        return Error::Duplicate { symbols: symbols.collect() }.into();
    }
    if let Some(region) = entries.iter().find_map(|(first, _)| {
        let (_, region) = first.split_once("will not fit in region '")?;
        Some(region.split('\'').next()?.to_owned())
    }) {
        return Complaint::Full(region);
    }
    let mut reasons: Vec<_> = entries.iter().map(|(first, _)| in_our_words(first, directory)).collect();
    reasons.dedup();
    if reasons.is_empty() {
        reasons.push("the linker gave no reason".to_owned());
    }
    Error::Linker { reasons }.into()
}

/// Splits the output into errors, without the name of the linker, each with the lines that explain it.
fn entries(message: &str) -> Vec<(String, Vec<String>)> {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    for line in message.lines() {
        if let Some((_, error)) = line.split_once("error: ") {
            entries.push((error.trim().to_owned(), Vec::new()));
        } else if let (Some(explanation), Some((_, rest))) = (line.strip_prefix(">>>"), entries.last_mut()) {
            rest.push(explanation.trim().to_owned());
        }
    }
    entries
}

/// Reads a place in an object, such as `FOLDER/0.o:(.text.f+0x4)` or `b.o:(f) in archive lib.a`. Returns the function
/// and its owner, such as `` `f` of `lib.a(b.o)` ``. None for a line with a position in the source file.
fn place(line: &str, directory: &Path) -> Option<String> {
    let line = line.strip_prefix("referenced by ").or_else(|| line.strip_prefix("defined at ")).unwrap_or(line).trim();
    let (file, rest) = line.split_once(":(")?;
    let (section, after) = rest.split_once(')')?;
    // A line with a source position contains brackets, too: `b.c:1 (src/b.c:1)`.
    if file.contains(" (") {
        return None;
    }
    let owner = match after.trim().strip_prefix("in archive ") {
        Some(archive) => format!("`{archive}({file})`"),
        None if Path::new(file).starts_with(directory) => PROGRAM.to_owned(),
        None => format!("`{file}`"),
    };
    let function = section.split('+').next().unwrap_or(section);
    let function = function.strip_prefix(".text.").unwrap_or(function);
    Some(format!("`{}` of {owner}", function))
}

/// The owner in a place that [`place`] returned.
fn owner(place: &str) -> &str {
    place.split_once("` of ").map_or(place, |(_, owner)| owner)
}

/// Replaces the names of files in the linker's directory, which no longer exist.
fn in_our_words(error: &str, directory: &Path) -> String {
    let folder = format!("{}/", directory.display());
    let words = error.split(' ').map(|word| match word.strip_prefix(&folder) {
        Some(_) => format!("{PROGRAM}:"),
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The linker's directory in these messages.
    const FOLDER: &str = "link";

    fn text(message: &str) -> String {
        match read(message, Path::new(FOLDER)) {
            Complaint::Error(error) => error.to_string(),
            Complaint::Full(region) => format!("full: {region}"),
        }
    }

    #[test]
    fn undefined_symbols_are_named_with_their_users() {
        let message = "ld.lld: error: undefined symbol: b\n>>> referenced by a.c\n>>>               link/0.o:(.text.f+0x4)\n\
                       ld.lld: error: undefined symbol: a\nld.lld: error: undefined symbol: b\n\
                       ld.lld: error: link/image.ld:37: symbol not found: c\n\
                       ld.lld: error: undefined hidden symbol: e\n>>> referenced by b.c:1 (src/b.c:1)\n\
                       >>>               b.o:(g) in archive lib.a\nld.lld: warning: undefined symbol: d";
        let Complaint::Error(Error::Undefined { symbols, users }) = read(message, Path::new(FOLDER)) else {
            panic!("{message}")
        };
        assert_eq!(symbols, ["a", "b", "c", "e"]);
        assert_eq!(users, ["`b` is used by `f` of the program", "`e` is used by `g` of `lib.a(b.o)`"]);
    }

    #[test]
    fn duplicates_are_named_with_their_owners() {
        let message = "ld.lld-22: error: duplicate symbol: h\n>>> defined at a.c\n>>>            link/0.o:(h)\n\
                       >>> defined at b.c:1 (src/b.c:1)\n>>>            own/1.o:(.text.h+0x1)";
        let text = text(message);
        assert!(text.contains("`h`, by the program and by `own/1.o`"), "{text}");
        assert!(!text.contains("link/") && !text.contains("lld"), "{text}");
    }

    #[test]
    fn anything_else_is_told_without_the_linkers_files() {
        assert_eq!(
            text("ld.lld: error: section '.text' will not fit in region 'FLASH': overflowed by 2 bytes"),
            "full: FLASH"
        );
        let text = text("ld.lld: error: link/0.o:(.text+0x2): relocation R_ARM_THM_CALL out of range");
        assert!(text.contains("the program: relocation R_ARM_THM_CALL out of range"), "{text}");
        assert!(!text.contains("link/") && !text.contains("lld"), "{text}");
    }
}
