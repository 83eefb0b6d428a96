//! The name of a program, with which the symbols of its own functions begin (contract, section 5).
//!
//! The name comes from the binary alone, so that renaming a file changes no symbol.

use wasmparser::{ComponentName, CustomSectionReader, KnownCustom, Name, Parser, Payload};

use crate::record::{Interface, SECTION};

/// The name of a component or a core module. For a fused module, it is the world's name in its record. For a component,
/// it is the component's own name, which `dissolve componentize` sets to the name of its world, or else the name of the
/// first core module in it that has one. For another core module, it is the module's own name. Returns `None` if there
/// is no name, or the input is malformed before it.
pub fn program_name(bytes: &[u8]) -> Option<String> {
    let mut own = None;
    let mut of_module = None;
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
        match payload {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            // The end of the outermost module or component is reported as well, at depth 0.
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::CustomSection(section) if depth == 0 && section.name() == SECTION => {
                let record: Option<Interface> = serde_json::from_slice(section.data()).ok();
                if let Some(world) = record.and_then(|record| record.world) {
                    return Some(world);
                }
            }
            Payload::CustomSection(section) => match name_in(&section) {
                Some(name) if depth == 0 => own = own.or(Some(name)),
                Some(name) => of_module = of_module.or(Some(name)),
                None => {}
            },
            _ => {}
        }
    }
    own.or(of_module)
}

/// The module or component name in a name section. A linker names a module after its file: `greet.wasm` becomes
/// `greet`.
fn name_in(section: &CustomSectionReader<'_>) -> Option<String> {
    let name = match section.as_known() {
        KnownCustom::Name(names) => names.into_iter().map_while(Result::ok).find_map(|name| match name {
            Name::Module { name, .. } => Some(name),
            _ => None,
        }),
        KnownCustom::ComponentName(names) => names.into_iter().map_while(Result::ok).find_map(|name| match name {
            ComponentName::Component { name, .. } => Some(name),
            _ => None,
        }),
        _ => None,
    };
    name.and_then(|name| name.split('.').next()).filter(|name| !name.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        program_name(&wat::parse_str(text).unwrap())
    }

    #[test]
    fn names_are_those_of_the_binary() {
        assert_eq!(name("(module)"), None);
        assert_eq!(name("(module $greet.wasm)").as_deref(), Some("greet"));
        assert_eq!(name("(component)"), None);
        assert_eq!(name("(component $greeter (core module $m.wasm))").as_deref(), Some("greeter"));
        assert_eq!(name("(component (core module) (core module $m.wasm) (core module $n))").as_deref(), Some("m"));
        assert_eq!(name("(component (component $inner (core module $m)))").as_deref(), Some("m"));
        assert_eq!(program_name(b"no module"), None);
    }

    #[test]
    fn a_record_comes_first() {
        let mut module = wat::parse_str("(module $merged)").unwrap();
        let mut record = Interface::new();
        record.world = Some("greeter".into());
        record.append_to(&mut module);
        assert_eq!(program_name(&module).as_deref(), Some("greeter"));
    }
}
