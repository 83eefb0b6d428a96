//! The names that a module gives its functions, and the names of places in messages.

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Returns the function, or the part of the module, that contains an offset, as messages call it.
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

/// Returns the names of functions by index. Malformed entries are left out: names are not part of a module's meaning
/// (WebAssembly, 7.4.1).
pub fn function_names(names: wasmparser::NameSectionReader<'_>) -> Vec<Option<&str>> {
    let mut functions = Vec::new();
    for subsection in names.into_iter().map_while(Result::ok) {
        if let Name::Function(map) = subsection {
            for naming in map.into_iter().map_while(Result::ok) {
                // A large index, for a function that cannot exist, must not make this table large.
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

/// The name that linkers give the stack pointer.
pub const STACK_POINTER: &str = "__stack_pointer";

/// Returns the globals whose name is that of a stack pointer, of a component (`c::__stack_pointer`) or of the whole
/// module.
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
