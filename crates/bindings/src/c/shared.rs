//! The header `dissolve.h`, which all bindings in C include.

use dissolve_abi::TrapKind;

/// The text, with places for the kinds of traps.
const TEMPLATE: &str = include_str!("dissolve.h");

/// The first status of a trap. Kinds count from it.
const TRAPPED: u32 = 0x100;

/// The header's text.
pub fn header() -> String {
    let each = |text: &dyn Fn(TrapKind) -> String| TrapKind::ALL.iter().map(|&kind| text(kind)).collect::<Vec<_>>();
    let traps = each(&|kind| format!("    /* {} */\n    {} = {:#x}", kind.text(), status(kind), TRAPPED + kind as u32));
    let texts = each(&|kind| format!("    case {}:\n        return \"{}\";", status(kind), kind.text()));
    TEMPLATE.replace("@TRAPS@", &traps.join(",\n")).replace("@TEXTS@", &texts.join("\n"))
}

/// The constant for the trap of a kind, such as `DISSOLVE_TRAP_INVALID_UTF8`.
fn status(kind: TrapKind) -> String {
    let mut name = "DISSOLVE_TRAP".to_owned();
    for c in format!("{kind:?}").chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(c.to_ascii_uppercase());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_constant_and_a_text() {
        let header = header();
        assert!(header.contains("    DISSOLVE_TRAP_INVALID_UTF8 = 0x113,\n"), "{header}");
        assert!(header.contains("    DISSOLVE_TRAP_ABORT = 0x1fe\n"), "{header}");
        assert!(header.contains("        return \"arena exhausted\";\n"), "{header}");
        assert!(!header.contains('@'), "{header}");
        for used in ["MEMORY_OUT_OF_BOUNDS", "UNALIGNED_POINTER", "INVALID_DISCRIMINANT", "LIST_OUT_OF_BOUNDS"] {
            assert!(header.contains(&format!("    DISSOLVE_TRAP_{used} = ")), "{used}");
        }
    }
}
