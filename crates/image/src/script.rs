//! The linker script.
//!
//! Takes a board, the stacks and the windows, and gives text; no I/O. RAM is laid out bottom up: the stack for calls,
//! at the very bottom so that an overflow leaves RAM and faults; the stack for boot and handlers; `.data`; the windows
//! of linear memory, which boot does not zero; `.bss`; and, in an image with a call gate, its buffers, which take the
//! remaining RAM up to the largest size that they can use. Flash has the vector table (or, on RISC-V, the first
//! instruction), code, constants, and the initial values of `.data`. The symbols are those of `cortex-m-rt`, which
//! boots Arm, and of the native runtime.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use dissolve_abi::gate;
use dissolve_abi::symbol::{GATE_HIGH, GATE_LOW, GATE_SERVE, INSTANTIATE, STACK_LOW, STACK_TOP};
use dissolve_boards::Board;
use dissolve_targets::{DEFAULT_HANDLERS, EXCEPTION_HANDLERS};

use crate::Options;
use crate::objects::{Architecture, WindowSection};
use crate::part::{CALL_STACK, GATE_BUFFER, HANDLER_STACK};

/// The function that boot calls once memory is initialized.
pub const BOOT: &str = "__dissolve_boot";
/// The runtime's function that runs the program by itself.
pub const RUN: &str = "__dissolve_run";
/// The function that the runtime calls after instantiation.
pub const MAIN: &str = "__dissolve_main";

/// The symbols of the runtime that only the script refers to, on Arm.
const ARM_ROOTS: &str = "\
ENTRY(Reset)
EXTERN(__RESET_VECTOR)
EXTERN(__EXCEPTIONS)
EXTERN(DefaultHandler)
EXTERN(HardFaultTrampoline)
";

/// The comment above the handlers that an embedder may define, on Arm.
const ARM_HANDLERS: &str =
    "\n/* Every fault escalates to HardFault; the other vectors stop there too unless the embedder defines them. */\n";

/// The entry point, on RISC-V.
const RISCV_ROOTS: &str = "ENTRY(_start)\n";

/// For an image with the gate: the handler for a trap in the runtime itself.
const GATE_HANDLERS: &str = "__dissolve_trap = __dissolve_gate_fatal;\n";

/// For an image with the gate, on Arm: the handler that counts the timer's wraps.
const ARM_GATE_HANDLERS: &str = "SysTick = __dissolve_gate_tick;\n";

/// The beginning of the vector table, on Arm, up to the vectors of the device's interrupts.
const ARM_VECTORS: &str = "  .vector_table ORIGIN(FLASH) : {
    __vector_table = .;
    LONG(_stack_start);
    KEEP(*(.vector_table.reset_vector))
    __exceptions = .;
    KEEP(*(.vector_table.exceptions))
    __eexceptions = .;
";

/// The end of the vector table, and the code, on Arm.
const ARM_TEXT: &str = "  } > FLASH
  .text : ALIGN(4) {
    __stext = .;
    *(.Reset)
    *(.text .text.*)
    /* The trampoline reaches HardFault by a short branch. */
    *(.HardFaultTrampoline)
    *(.HardFault .HardFault.*)
    . = ALIGN(4);
    __etext = .;
  } > FLASH
";

/// The code, on RISC-V. The hart begins at the first address.
const RISCV_TEXT: &str = "  .text : ALIGN(4) {
    KEEP(*(.dissolve.reset))
    *(.text .text.*)
  } > FLASH
";

/// The constants, including the small ones that RISC-V has in a section of their own.
const RODATA: &str = "  .rodata : ALIGN(4) {
    __srodata = .;
    *(.rodata .rodata.*)
    *(.srodata .srodata.*)
    . = ALIGN(4);
    __erodata = .;
  } > FLASH
";

/// The section that boot copies from flash.
const DATA: &str = "  .data : ALIGN(4) {
    __sdata = .;
    *(.data .data.*)
    *(.sdata .sdata.*)
    . = ALIGN(4);
    __edata = .;
  } > RAM AT>FLASH
  __sidata = LOADADDR(.data);
";

/// The section that boot zeroes, and the one that keeps its contents.
const BSS: &str = "  .bss (NOLOAD) : ALIGN(4) {
    __sbss = .;
    *(.bss .bss.*)
    *(.sbss .sbss.*)
    *(COMMON)
    . = ALIGN(4);
    __ebss = .;
  } > RAM
  .uninit (NOLOAD) : ALIGN(4) {
    *(.uninit .uninit.*)
    *(.noinit .noinit.*)
  } > RAM
";

/// The sections that an image does not need.
const DISCARDED: &str = "  /* Nothing unwinds: a trap stops the call. */
  /DISCARD/ : { *(.ARM.exidx .ARM.exidx.* .ARM.extab .ARM.extab.* .eh_frame .eh_frame.*) }
";

/// The handlers that an embedder may define, on Arm, each with the function that it is otherwise.
fn handlers() -> impl Iterator<Item = (&'static str, &'static str)> {
    let exceptions = EXCEPTION_HANDLERS.iter().map(|handler| (*handler, "DefaultHandler"));
    exceptions.chain(DEFAULT_HANDLERS.iter().copied())
}

/// The names of all handlers that an embedder may define, with that of faults.
pub fn is_handler(board: &Board, name: &str) -> bool {
    ["HardFault", "DefaultHandler"].contains(&name)
        || handlers().any(|(handler, _)| handler == name)
        || board.interrupts.contains_key(name)
}

/// Returns true if the script defines the symbol when no object does.
pub fn provides(architecture: Architecture, name: &str) -> bool {
    architecture == Architecture::Arm && handlers().any(|(handler, _)| handler == name)
}

/// Returns the script for an image. `embedder` has the symbols that the embedder defines.
pub fn text(
    board: &Board,
    architecture: Architecture,
    options: &Options,
    handler_stack: u32,
    windows: &[WindowSection],
    embedder: &BTreeSet<String>,
) -> String {
    let (roots, gate_handlers, text) = match architecture {
        Architecture::Arm => {
            let provided = handlers().map(|(handler, default)| format!("PROVIDE({handler} = {default});\n"));
            let roots = [ARM_ROOTS, ARM_HANDLERS].concat() + &provided.collect::<String>();
            (roots, ARM_GATE_HANDLERS, [ARM_VECTORS, &interrupts(board, embedder), ARM_TEXT].concat())
        }
        Architecture::RiscV => (RISCV_ROOTS.to_owned(), "", RISCV_TEXT.to_owned()),
    };
    let mut script = String::new();
    let memory = &board.memory;
    let boot = if options.gate { GATE_SERVE } else { RUN };
    write!(
        script,
        "/* Board {}. The regions are longer than the board's: what does not fit is found in the result. */\n\
         MEMORY {{\n  \
         FLASH (rx) : ORIGIN = {:#010x}, LENGTH = {:#x}\n  \
         RAM (rwx) : ORIGIN = {:#010x}, LENGTH = {:#x}\n\
         }}\n\n\
         {roots}\
         {BOOT} = {boot};\n",
        board.name,
        memory.flash.origin,
        length(board.flash_room()),
        memory.ram.origin,
        length(board.ram_room()),
    )
    .expect("writing to a string");
    if options.gate {
        script.push_str(gate_handlers);
        script.push_str(GATE_HANDLERS);
    }
    if let Some(entry) = &options.entry {
        writeln!(script, "{MAIN} = {entry};").expect("writing to a string");
    }
    if let Some(function) = &options.instantiate {
        writeln!(script, "{INSTANTIATE} = {function};").expect("writing to a string");
    }
    // Takes a handler out of an archive.
    for name in board.interrupts.keys().filter(|name| embedder.contains(*name)) {
        writeln!(script, "EXTERN({name})").expect("writing to a string");
    }
    script.push_str("\nSECTIONS {\n");
    script.push_str(&text);
    script.push_str(RODATA);
    stack(&mut script, CALL_STACK, options.stack.bytes(), STACK_LOW, STACK_TOP);
    stack(&mut script, HANDLER_STACK, handler_stack, "_stack_end", "_stack_start");
    script.push_str(DATA);
    // Before `.bss`, whose patterns match them too: boot does not have to zero the windows.
    for WindowSection { name, .. } in windows {
        writeln!(script, "  {name} (NOLOAD) : {{ *({name}) }} > RAM").expect("writing to a string");
    }
    script.push_str(BSS);
    if options.gate {
        gate_buffer(&mut script, board.memory.ram.end());
    }
    script.push_str(DISCARDED);
    script.push_str("}\n");
    script
}

fn length(addresses: Range<u64>) -> u64 {
    addresses.end - addresses.start
}

/// The vectors of the device's interrupts: up to the last that the board names, or else all of the architecture. The embedder's
/// symbols are handlers of interrupts by these names; other interrupts have the default handler.
fn interrupts(board: &Board, embedder: &BTreeSet<String>) -> String {
    let Some(last) = board.interrupts.values().max() else {
        return "    KEEP(*(.vector_table.interrupts))\n".to_owned();
    };
    let handlers = board.interrupts.iter().filter(|(name, _)| embedder.contains(*name));
    let handlers: BTreeMap<_, _> = handlers.map(|(name, number)| (*number, name.as_str())).collect();
    // The lowest bit of a vector selects Thumb code.
    let vector = |number| format!("    LONG({} | 1);\n", handlers.get(&number).copied().unwrap_or("DefaultHandler"));
    (0..=*last).map(vector).collect()
}

/// Appends a stack of whole double words, as the procedure call standard requires.
fn stack(script: &mut String, section: &str, bytes: u32, low: &str, top: &str) {
    writeln!(
        script,
        "  {section} (NOLOAD) : ALIGN(8) {{ {low} = .; . += {:#x}; {top} = .; }} > RAM",
        u64::from(bytes).next_multiple_of(8)
    )
    .expect("writing to a string");
}

/// Appends the buffers of the call gate: the remaining RAM of the board, within limits. If there is too little, the
/// image does not fit.
fn gate_buffer(script: &mut String, ram_end: u64) {
    writeln!(
        script,
        "  {GATE_BUFFER} (NOLOAD) : ALIGN(8) {{ {GATE_LOW} = .; . = MAX(. + {:#x}, MIN(. + {:#x}, {ram_end:#010x})); \
         {GATE_HIGH} = .; }} > RAM",
        gate::buffer(gate::LEAST_REQUEST),
        gate::buffer(gate::MOST_REQUEST),
    )
    .expect("writing to a string");
}

/// Returns true if a name has no other meaning in a linker script.
pub fn is_plain_symbol(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$');
    name.chars().all(plain) && name.chars().next().is_some_and(|first| !first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Library;

    fn board() -> Board {
        dissolve_boards::find("mps2-an386").unwrap()
    }

    #[test]
    fn script_is_golden() {
        let mut options = Options::new(Library::default());
        options.gate = true;
        options.entry = Some("greeter_main".into());
        let windows = [
            WindowSection { name: ".bss.dissolve.app_memory_0".into(), bytes: 8192, symbols: vec![] },
            WindowSection { name: ".bss.dissolve.app_memory_1".into(), bytes: 16, symbols: vec![] },
        ];
        let embedder = ["TIMER0", "UARTRX0", "other"].map(String::from).into();
        let actual = text(&board(), Architecture::Arm, &options, 1024, &windows, &embedder);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/script.ld");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &actual).unwrap();
        }
        assert_eq!(actual, std::fs::read_to_string(path).unwrap(), "run with BLESS=1 to accept the new script");
    }

    #[test]
    fn without_the_gate_the_program_runs_by_itself() {
        let script = text(&board(), Architecture::Arm, &Options::new(Library::default()), 1024, &[], &BTreeSet::new());
        assert!(script.contains("__dissolve_boot = __dissolve_run;"), "{script}");
        assert!(!script.contains(GATE_SERVE) && !script.contains(MAIN), "{script}");
    }

    /// An import of the program with such a name would be bound to the default handler without a word.
    #[test]
    fn the_script_defines_the_handlers_of_exceptions() {
        for (name, provided) in
            [("SysTick", true), ("DefaultHandler", true), ("Sys", false), ("TIMER0", false), ("", false)]
        {
            assert_eq!(provides(Architecture::Arm, name), provided, "{name}");
            assert!(!provides(Architecture::RiscV, name), "{name}");
        }
    }

    #[test]
    fn names_that_mean_something_else_are_no_symbols() {
        assert!(is_plain_symbol("_ZN3foo17h0E") && is_plain_symbol("a.b$c"));
        for name in ["", "a b", "a;b", "0a", "a=b", "a)"] {
            assert!(!is_plain_symbol(name), "{name}");
        }
    }
}
