//! Identifiers of C and C++ from names of WIT.
//!
//! A name in kebab case becomes one in snake case. A [`Scope`] hands out each identifier once, and none that the languages or
//! their headers reserve.

use std::collections::HashSet;

/// Keywords of C up to C23 and of C++ up to C++23, macros of common headers and compilers, and names that mean something special to
/// many readers. A name with an underscore is here if it can arise from a world's name and another.
const RESERVED: &[&str] = &[
    "alignas",
    "alignof",
    "and",
    "and_eq",
    "asm",
    "assert",
    "atomic_cancel",
    "atomic_commit",
    "atomic_noexcept",
    "auto",
    "bitand",
    "bitor",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "char16_t",
    "char32_t",
    "char8_t",
    "class",
    "co_await",
    "co_return",
    "co_yield",
    "compl",
    "complex",
    "concept",
    "const",
    "const_cast",
    "consteval",
    "constexpr",
    "constinit",
    "continue",
    "contract_assert",
    "decltype",
    "default",
    "delete",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "errno",
    "explicit",
    "export",
    "extern",
    "false",
    "far",
    "float",
    "for",
    "friend",
    "goto",
    "i386",
    "if",
    "imaginary",
    "import",
    "inline",
    "int",
    "interrupt",
    "linux",
    "long",
    "main",
    "max",
    "memcmp",
    "memcpy",
    "memmove",
    "memset",
    "min",
    "module",
    "mutable",
    "namespace",
    "near",
    "new",
    "noexcept",
    "noreturn",
    "not",
    "not_eq",
    "nullptr",
    "offsetof",
    "operator",
    "or",
    "or_eq",
    "override",
    "private",
    "protected",
    "public",
    "reflexpr",
    "register",
    "reinterpret_cast",
    "requires",
    "restrict",
    "return",
    "self",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "stderr",
    "stdin",
    "stdout",
    "struct",
    "super",
    "switch",
    "synchronized",
    "template",
    "this",
    "thread_local",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "typeof",
    "typeof_unqual",
    "union",
    "unix",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "xor",
    "xor_eq",
];

/// First words of identifiers that the languages' headers or `dissolve.h` define. A world that begins with one of them gets another
/// prefix.
const TAKEN_PREFIXES: &[&str] = &[
    "dissolve", "int", "uint", "intmax", "uintmax", "intptr", "uintptr", "size", "ptrdiff", "max", "nullptr", "flt",
    "dbl", "ldbl", "schar", "uchar", "shrt", "ushrt", "ulong", "llong", "ullong", "sig", "wint", "stdc", "atomic",
];

/// Headers of C and POSIX without `.h`. A world with such a name gets another prefix, and a file of another name.
const HEADERS: &[&str] = &[
    "assert",
    "complex",
    "ctype",
    "errno",
    "fcntl",
    "fenv",
    "float",
    "inttypes",
    "iso646",
    "limits",
    "locale",
    "math",
    "memory",
    "poll",
    "sched",
    "setjmp",
    "signal",
    "stdalign",
    "stdarg",
    "stdatomic",
    "stdbool",
    "stddef",
    "stdint",
    "stdio",
    "stdlib",
    "stdnoreturn",
    "string",
    "strings",
    "termios",
    "tgmath",
    "threads",
    "time",
    "uchar",
    "unistd",
    "wchar",
    "wctype",
];

/// The snake case of a name: lower case letters and digits, with single underscores between words.
pub fn snake(name: &str) -> String {
    let spaced: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join("_");
    match words.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{words}"),
        Some(_) => words,
    }
}

/// The prefix of a world's identifiers, without the underscore after it.
pub fn prefix(world: &str) -> String {
    let name = snake(world);
    let first = name.split('_').next().unwrap_or_default();
    let is_taken = TAKEN_PREFIXES.contains(&first) || [RESERVED, HEADERS].concat().contains(&name.as_str());
    if is_taken { format!("{name}_world") } else { name }
}

/// The names in kebab case that no file has, as a regular expression of CMake, POSIX and others; a file of such a world has `-world` appended.
pub fn taken() -> String {
    let names: Vec<_> = [RESERVED, HEADERS].concat().into_iter().map(|name| name.replace('_', "-")).collect();
    format!("^(({})(-.*)?|{})$", TAKEN_PREFIXES.join("|"), names.join("|"))
}

/// The name of a world's files, without extension: that of the world if no header has it.
pub fn file(world: &str) -> String {
    prefix(world).replace('_', "-")
}

/// The identifiers that are in use.
#[derive(Clone, Default)]
pub struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which the given identifiers are in use.
    pub fn with<'a>(names: impl IntoIterator<Item = &'a str>) -> Scope {
        Scope { taken: names.into_iter().map(str::to_owned).collect() }
    }

    /// Takes the first of the candidates that is free; a number is appended to the first one if none is.
    pub fn claim<S: AsRef<str>>(&mut self, candidates: &[S]) -> String {
        let first = candidates.first().map_or("unnamed", AsRef::as_ref);
        let numbered = (2_usize..).map(|number| format!("{first}_{number}"));
        self.claim_first(candidates.iter().map(|name| name.as_ref().to_owned()).chain(numbered))
    }

    /// Takes a stem for identifiers with these suffixes, all of which are free; a number is appended to it if need be.
    pub fn claim_stem(&mut self, stem: &str, suffixes: &[&str]) -> String {
        let numbered = (2_usize..).map(|number| format!("{stem}_{number}"));
        let is_free = |stem: &String| suffixes.iter().all(|suffix| self.is_free(&format!("{stem}{suffix}")));
        let stem = std::iter::once(stem.to_owned()).chain(numbered).find(is_free).expect("there is a free number");
        self.taken.extend(suffixes.iter().map(|suffix| format!("{stem}{suffix}")));
        stem
    }

    /// Takes an identifier for a parameter or a field: the snake case of a name, with an underscore after a reserved word. It hides
    /// no identifier that begins with the world's `prefix`, since none of these ends with an underscore.
    pub fn claim_local(&mut self, name: &str, prefix: &str) -> String {
        let name = snake(name);
        let is_global = [prefix, "dissolve"].iter().any(|prefix| name.starts_with(&format!("{prefix}_")));
        let numbered = (2_usize..).map(|number| format!("{name}_{number}_"));
        let candidates = std::iter::once(name.clone()).filter(|_| !is_global);
        self.claim_first(candidates.chain([format!("{name}_")]).chain(numbered))
    }

    fn claim_first(&mut self, mut candidates: impl Iterator<Item = String>) -> String {
        let name = candidates.find(|name| self.is_free(name)).expect("there is a free number");
        self.taken.insert(name.clone());
        name
    }

    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name) && !RESERVED.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_becomes_snake() {
        for (kebab, expected) in
            [("read-all", "read_all"), ("URL-of", "url_of"), ("a--1", "a_1"), ("1st", "n1st"), ("", "unnamed")]
        {
            assert_eq!(snake(kebab), expected);
        }
    }

    #[test]
    fn worlds_keep_out_of_the_headers() {
        assert_eq!(prefix("sensor"), "sensor");
        assert_eq!(prefix("dissolve"), "dissolve_world");
        assert_eq!(prefix("int-fast8"), "int_fast8_world");
        assert_eq!(prefix("static"), "static_world");
        assert_eq!(file("string"), "string-world");
        assert_eq!(file("my-sensor"), "my-sensor");
    }

    #[test]
    fn names_are_handed_out_once() {
        let mut globals = Scope::default();
        assert_eq!(globals.claim(&["a_f", "a_export_f"]), "a_f");
        assert_eq!(globals.claim(&["a_f", "a_export_f"]), "a_export_f");
        assert_eq!(globals.claim(&["a_f", "a_export_f"]), "a_f_2");
        let mut locals = Scope::with(["result"]);
        for (name, expected) in [
            ("int", "int_"),
            ("result", "result_"),
            ("self", "self_"),
            ("a-f", "a_f_"),
            ("dissolve-ok", "dissolve_ok_"),
            ("x", "x"),
            ("X", "x_"),
            ("x", "x_2_"),
        ] {
            assert_eq!(locals.claim_local(name, "a"), expected);
        }
        assert_eq!(globals.claim_stem("a_list", &["_t", "_get"]), "a_list");
        assert_eq!(globals.claim(&["a_list_get"]), "a_list_get_2");
        assert_eq!(globals.claim_stem("a_list", &["_get"]), "a_list_2");
    }
}
