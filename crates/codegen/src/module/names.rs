//! The names that a module gives its functions, and what messages call the place of an offset.

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// The function, or the part of the module, that an offset is in.
pub fn place_of(bytes: &[u8], offset: usize) -> String {
    let mut imports = 0;
    let mut found = None;
    let mut names = Vec::new();
    let mut index = 0;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::ImportSection(section) => {
                let imported = section.into_imports().map_while(Result::ok);
                imports = imported.filter(|import| matches!(import.ty, TypeRef::Func(_))).count();
            }
            Payload::CodeSectionEntry(body) => {
                if body.range().contains(&offset) {
                    found = Some(imports + index);
                }
                index += 1;
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    names = function_names(section);
                }
            }
            _ => {}
        }
    }
    match found {
        Some(function) => match names.get(function).copied().flatten() {
            Some(name) => format!("function `{}`", dissolve_reach::demangle(name)),
            None => format!("function #{function}"),
        },
        None => "the module's definitions".to_owned(),
    }
}

/// Names by function index. What is malformed is left out: names are advice (WebAssembly, 7.4.1).
pub fn function_names(names: wasmparser::NameSectionReader<'_>) -> Vec<Option<&str>> {
    let mut functions = Vec::new();
    for subsection in names.into_iter().map_while(Result::ok) {
        if let Name::Function(map) = subsection {
            for naming in map.into_iter().map_while(Result::ok) {
                // A name for a function that cannot exist must not make this table large.
                if naming.index < 10_000_000 {
                    let index = naming.index as usize;
                    if functions.len() <= index {
                        functions.resize(index + 1, None);
                    }
                    functions[index] = Some(naming.name);
                }
            }
        }
    }
    functions
}

/// What linkers call the stack pointer.
pub const STACK_POINTER: &str = "__stack_pointer";

/// The globals that are called stack pointers, of a component or of the whole module.
pub fn stack_pointers(names: wasmparser::NameSectionReader<'_>) -> Vec<(&str, u32)> {
    let is_pointer = |name: &str| name.rsplit("::").next() == Some(STACK_POINTER);
    let mut pointers = Vec::new();
    for subsection in names.into_iter().map_while(Result::ok) {
        if let Name::Global(map) = subsection {
            let namings = map.into_iter().map_while(Result::ok).filter(|naming| is_pointer(naming.name));
            pointers.extend(namings.map(|naming| (naming.name, naming.index)));
        }
    }
    pointers
}
