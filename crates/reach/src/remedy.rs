//! The remedies for a module that grows its memory; one that lets the program work comes first.

use std::fmt;

use dissolve_wasm::Module;
use wasmparser::{BinaryReader, ProducersSectionReader};

/// The language that a module was written in, from its `producers` section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Rust.
    Rust,
    /// C.
    C,
    /// C++, alone or with C.
    Cpp,
    /// Any other language, or an unknown one.
    #[default]
    Other,
}

impl Language {
    /// Returns the language of a core module.
    pub fn of(module: &Module<'_>) -> Language {
        let producers = module.custom_sections.iter().filter(|section| section.name() == "producers");
        let sections = producers.map(|section| BinaryReader::new(section.data(), section.data_offset()));
        let languages: Vec<Language> = sections.flat_map(languages).collect();
        // A Rust program with C in it has Rust's allocator, and a C++ program has C's.
        let order = [Language::Rust, Language::Cpp, Language::C];
        order.into_iter().find(|language| languages.contains(language)).unwrap_or_default()
    }

    /// Returns the advice on a bounded allocator for a guest in this language.
    fn bounded_allocator(self) -> &'static str {
        match self {
            Language::Rust => {
                "allocate from an arena, with the crate `dissolve-guest`: `cabi_realloc: \"extern-arena\"` in its macro `generate!`, \
                 or its `StaticArena` as the `#[global_allocator]`"
            }
            Language::C => {
                "allocate from an arena: compile `guest/c/dissolve_guest.c` into the module, with \
                 `-DDISSOLVE_STATIC_ARENA=BYTES`, in place of the C library's `malloc`"
            }
            Language::Cpp => {
                "allocate from an arena: compile `guest/c/dissolve_guest.c` and `dissolve_guest.cpp` into the module, with \
                 `-DDISSOLVE_STATIC_ARENA=BYTES`, in place of the C library's `malloc`"
            }
            Language::Other => {
                "have the module allocate from a fixed range of its memory, or from the import \
                 `env::__cabi_arena_realloc`"
            }
        }
    }
}

/// Returns the languages in a `producers` section. Compilers take the field `language` from the debug information,
/// which may be missing; the compiler's own name is always there.
fn languages(section: BinaryReader<'_>) -> Vec<Language> {
    let Ok(fields) = ProducersSectionReader::new(section) else { return Vec::new() };
    let fields = fields.into_iter().map_while(Result::ok);
    let values = fields.flat_map(|field| {
        let values = field.values.into_iter().map_while(Result::ok);
        values.map(move |value| (field.name, value.name))
    });
    values
        .map(|value| match value {
            ("language", name) => language(name),
            ("processed-by", "rustc") => Language::Rust,
            _ => Language::Other,
        })
        .collect()
}

/// Parses the name of a language, such as `Rust`, `C11` or `C_plus_plus_14`.
fn language(name: &str) -> Language {
    match name {
        "Rust" => Language::Rust,
        _ if name.starts_with("C_plus_plus") || name.starts_with("C++") => Language::Cpp,
        _ if name.strip_prefix('C').is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit())) => Language::C,
        _ => Language::Other,
    }
}

/// The remedies for growth; as text, an indented line for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// The language of the module that grows.
    pub language: Language,
    /// A size for `--grow bounded=SIZE`, in bytes; none if growth cannot be bounded.
    pub reservation: Option<u64>,
}

/// The bytes that an allocator asks for at least: a page.
const STEP: u64 = 65536;

impl Remedy {
    /// Returns the remedy for a memory that starts with `initial` bytes: a reservation with room for a page more,
    /// rounded up to a power of two. There is none for a memory that is half of the address space or larger.
    pub fn new(language: Language, initial: u64) -> Remedy {
        let size = initial.saturating_add(STEP).checked_next_power_of_two();
        Remedy { language, reservation: size.filter(|&size| size <= 1 << 31) }
    }

    /// Returns the advice to allocate from an arena instead.
    pub fn arena(&self) -> &'static str {
        self.language.bounded_allocator()
    }

    /// Returns the remedies, one for each line.
    pub fn lines(&self) -> Vec<String> {
        let room = self
            .reservation
            .map(|size| format!("let it grow inside a reservation: `--grow bounded={}`", in_units(size)));
        let arena = self.arena().to_owned();
        let deny = "let growth fail when the program runs: `--grow deny`".to_owned();
        room.into_iter().chain([arena, deny]).collect()
    }
}

impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.lines().iter().enumerate() {
            write!(f, "\n  {}{line}", if index == 0 { "" } else { "or " })?;
        }
        Ok(())
    }
}

/// Formats a power of two as options take it: `64KiB`, `2MiB`.
fn in_units(size: u64) -> String {
    match size {
        0x10_0000.. => format!("{}MiB", size >> 20),
        _ => format!("{}KiB", size >> 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reservation_has_room_for_a_page() {
        let sizes = [(0, "64KiB"), (65536, "128KiB"), (131_072, "256KiB"), (1_114_112, "2MiB"), (1 << 30, "2048MiB")];
        for (initial, size) in sizes {
            let first = &Remedy::new(Language::Other, initial).lines()[0];
            assert!(first.ends_with(&format!("`--grow bounded={size}`")), "{initial}: {first}");
        }
        for initial in [1 << 31, u64::MAX] {
            assert_eq!(Remedy::new(Language::Other, initial).reservation, None);
        }
    }

    #[test]
    fn languages_are_told_by_their_names() {
        let names = [
            ("Rust", Language::Rust),
            ("C11", Language::C),
            ("C99", Language::C),
            ("C_plus_plus_14", Language::Cpp),
            ("C++17", Language::Cpp),
            ("Go", Language::Other),
            ("Crystal", Language::Other),
            ("", Language::Other),
        ];
        for (name, expected) in names {
            assert_eq!(language(name), expected, "{name}");
        }
    }

    #[test]
    fn a_module_tells_its_language() {
        let of = |sections: &str| {
            let wasm = wat::parse_str(format!("(module {sections})")).unwrap();
            Language::of(&Module::read(&wasm).unwrap())
        };
        for (sections, expected) in [
            ("", Language::Other),
            (r#"(@producers (language "Rust" ""))"#, Language::Rust),
            (r#"(@producers (language "C_plus_plus_14" "") (language "C11" ""))"#, Language::Cpp),
            (r#"(@producers (language "C11" "") (language "Rust" ""))"#, Language::Rust),
            (r#"(@producers (processed-by "rustc" "1.96.0"))"#, Language::Rust),
            (r#"(@producers (language "C11" "") (processed-by "rustc" "1.96.0"))"#, Language::Rust),
            (r#"(@producers (processed-by "Rust" ""))"#, Language::Other),
            (r#"(@producers (sdk "rustc" ""))"#, Language::Other),
            // A field `language` with the value `Rust`, in a section of another name.
            (r#"(@custom "other" "\01\08language\01\04Rust\00")"#, Language::Other),
            (r#"(@custom "producers" "\01\08language\01\04Rust\00")"#, Language::Rust),
        ] {
            assert_eq!(of(sections), expected, "{sections}");
        }
    }

    #[test]
    fn ways_out_are_those_of_the_language() {
        for (language, way) in [
            (Language::Rust, "with the crate `dissolve-guest`"),
            (Language::C, "compile `guest/c/dissolve_guest.c` into the module"),
            (Language::Cpp, "`dissolve_guest.cpp` into the module"),
            (Language::Other, "from the import `env::__cabi_arena_realloc`"),
        ] {
            let remedy = Remedy::new(language, 65536);
            assert!(remedy.arena().contains(way), "{}", remedy.arena());
            let lines = [
                "let it grow inside a reservation: `--grow bounded=128KiB`",
                remedy.arena(),
                "let growth fail when the program runs: `--grow deny`",
            ];
            assert_eq!(remedy.to_string(), format!("\n  {}\n  or {}\n  or {}", lines[0], lines[1], lines[2]));
        }
        assert_eq!(Remedy::new(Language::C, 1 << 31).lines().len(), 2, "no reservation is large enough");
    }
}
