//! Names of WIT as names of Rust.

use std::collections::BTreeSet;

/// Words that are no identifiers, in any edition up to 2024, or that mean something else: the types whose names are in lower case must not be
/// hidden by a module.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "bool", "box", "break", "char", "const", "continue", "core", "crate",
    "do", "dyn", "else", "enum", "extern", "f128", "f16", "f32", "f64", "false", "final", "fn", "for", "gen", "i128",
    "i16", "i32", "i64", "i8", "if", "impl", "in", "isize", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "str", "struct", "super", "trait", "true", "try",
    "type", "typeof", "u128", "u16", "u32", "u64", "u8", "unsafe", "unsized", "use", "usize", "virtual", "where",
    "while", "yield",
];

/// Names in upper camel case that mean something else without a path, and the type parameters of the bindings.
const RESERVED_TYPES: &[&str] = &["Self", "Ok", "Err", "Some", "None", "G", "H"];

/// The words of a name: letters and digits between other characters.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Puts a name right that begins with a digit, or is empty.
fn identifier(name: String) -> String {
    if name.starts_with(|char: char| char.is_ascii_alphabetic()) { name } else { format!("n{name}") }
}

/// A name of a function, module, field or parameter: `two-words` is `two_words`.
pub fn snake(name: &str) -> String {
    let name = identifier(words(name).map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_"));
    if RESERVED.contains(&name.as_str()) { name + "_" } else { name }
}

/// A name of a constant: `two-words` is `TWO_WORDS`.
pub fn constant(name: &str) -> String {
    identifier(words(name).collect::<Vec<_>>().join("_")).to_ascii_uppercase()
}

/// A name of a type: `two-words` is `TwoWords`.
pub fn camel(name: &str) -> String {
    let name = upper_camel(name);
    if RESERVED_TYPES.contains(&name.as_str()) { name + "_" } else { name }
}

/// A name of a case, which is never without its type: only `Self` is not allowed.
pub fn case(name: &str) -> String {
    let name = upper_camel(name);
    if name == "Self" { name + "_" } else { name }
}

fn upper_camel(name: &str) -> String {
    let capitalized = words(name).map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
    });
    let name = identifier(capitalized.collect());
    let (first, rest) = name.split_at(1);
    first.to_ascii_uppercase() + rest
}

/// The names that are taken in one scope.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A scope in which some names are taken.
    pub fn with(names: &[&str]) -> Scope {
        Scope { taken: names.iter().map(|&name| name.to_owned()).collect() }
    }

    /// Takes a name; or, if it is taken, the name with as many `_` behind it as it needs.
    pub fn take(&mut self, name: String) -> String {
        let mut name = name;
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }
}

/// Short names for interfaces such as `ns:package/name@1.0.0`: the last part, and as much before it and behind it as tells each from the
/// others.
pub fn short_names(interfaces: &[&str]) -> Vec<String> {
    let candidates: Vec<[String; 4]> = interfaces.iter().map(|interface| candidates(interface)).collect();
    let level = |index: usize| {
        let of: &[String; 4] = &candidates[index];
        let is_unique = |&level: &usize| {
            candidates
                .iter()
                .enumerate()
                .all(|(other, names)| other == index || snake(&names[level]) != snake(&of[level]))
        };
        (0..of.len()).find(is_unique).unwrap_or(of.len() - 1)
    };
    (0..interfaces.len()).map(|index| snake(&candidates[index][level(index)])).collect()
}

/// The names of an interface, from the shortest on.
fn candidates(interface: &str) -> [String; 4] {
    let (path, version) = interface.split_once('@').unwrap_or((interface, ""));
    let (package, name) = path.rsplit_once('/').unwrap_or(("", path));
    let of_package = package.rsplit(':').next().unwrap_or(package);
    let in_package = format!("{of_package}-{name}");
    let whole = format!("{package}-{name}");
    let versioned = format!("{whole}-{version}");
    [name.to_owned(), in_package, whole, versioned]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_rust() {
        for (name, in_snake, in_camel, in_capitals) in [
            ("two-words", "two_words", "TwoWords", "TWO_WORDS"),
            ("a-1", "a_1", "A1", "A_1"),
            ("HTTP-server", "http_server", "HttpServer", "HTTP_SERVER"),
            ("type", "type_", "Type", "TYPE"),
            ("self", "self_", "Self_", "SELF"),
            ("ok", "ok", "Ok_", "OK"),
            ("u32", "u32_", "U32", "U32"),
            ("2x", "n2x", "N2x", "N2X"),
            ("", "n", "N", "N"),
        ] {
            assert_eq!(
                (snake(name).as_str(), camel(name).as_str(), constant(name).as_str()),
                (in_snake, in_camel, in_capitals)
            );
        }
        assert_eq!([case("none"), case("self")], ["None", "Self_"]);
    }

    #[test]
    fn a_taken_name_gets_a_tail() {
        let mut scope = Scope::with(&["new"]);
        assert_eq!(["new", "new", "other"].map(|name| scope.take(name.into())), ["new_", "new__", "other"]);
    }

    #[test]
    fn interfaces_of_one_name_are_told_apart() {
        let names = short_names(&["a:b/c@1.0.0", "a:d/c", "x:d/e", "y:d/e", "z:z/f@1.0.0", "z:z/f@2.0.0", "plain"]);
        assert_eq!(names, ["b_c", "d_c", "x_d_e", "y_d_e", "z_z_f_1_0_0", "z_z_f_2_0_0", "plain"]);
    }

    #[test]
    fn the_reserved_words_are_sorted() {
        assert!(RESERVED.is_sorted());
    }
}
