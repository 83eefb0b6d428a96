//! The parts of an image that reports and errors name: stacks, buffers, parts of windows, sections.

/// The smallest native stack, in bytes: room for the exception frame of a fault, which is 108 bytes at most, and for the gate's copies.
pub const LEAST_STACK: u32 = 192;

/// The section of the stack that calls run on.
pub const CALL_STACK: &str = ".call_stack";
/// The section of the stack for boot, the call gate and handlers.
pub const HANDLER_STACK: &str = ".handler_stack";

/// The section of the call gate's buffers.
pub const GATE_BUFFER: &str = ".gate_buffer";

/// A part of a region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// A section, or a part of a memory window such as `greet: arena`.
    pub name: String,
    /// Its size, in bytes.
    pub bytes: u64,
}

impl Part {
    pub(crate) fn new(name: impl Into<String>, bytes: u64) -> Part {
        Part { name: name.into(), bytes }
    }
}

/// The parts as lines of an error message.
pub fn list(parts: &[Part]) -> String {
    let width = parts.first().map_or(1, |part| part.bytes.to_string().len());
    parts.iter().map(|part| format!("\n  {:>width$}  {}", part.bytes, part.name)).collect()
}

/// The ways to make the parts smaller, as lines of an error message.
pub fn smaller(region: &str, parts: &[Part]) -> String {
    let has = |suffix: &str| parts.iter().any(|part| part.name.ends_with(suffix));
    let ways: &[(bool, &str)] = match region {
        "RAM" => &[
            (has(": heap"), "the heap that a guest keeps above its statics: `--heap SIZE`, of which less is backed"),
            (has(": arena"), "an arena: `--arena SIZE`"),
            (has(": guest stack"), "the guest's stack: `--stack SIZE`"),
            (has(CALL_STACK), "the native stack of calls: `--native-stack SIZE`"),
            (
                has(": statics"),
                "statics: fewer or smaller static variables; a module whose linker exports `__heap_base` and `__data_end`, and \
                 that does not ask for its memory's size, takes no more than it uses",
            ),
        ],
        _ => &[
            (has(".text"), "code: `-O z`, and `--bounds none` for a program that is trusted"),
            (has(".rodata"), "constants: less data in the program; panics without text"),
        ],
    };
    let ways: Vec<_> = ways.iter().filter(|(applies, _)| *applies).map(|(_, way)| format!("\n  {way}")).collect();
    if ways.is_empty() { String::new() } else { format!("\nWhat makes these smaller:{}", ways.concat()) }
}
