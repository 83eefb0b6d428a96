//! A trap is reported with the offset of the WebAssembly instruction that trapped, even if its function was inlined.

mod components;
mod seams;
mod used_up;

use dissolve_abi::TrapKind;
use dissolve_pipeline::run::{CallError, CoreValue, Instance as _};
use dissolve_pipeline::targets::Target;
use dissolve_tests::OnChip;

const PROGRAM: &str = r#"(module
    (memory (export "memory") 1)
    (table 2 funcref)
    (elem (i32.const 0) func $divide)
    (type $binary (func (param i32 i32) (result i32)))
    (func $divide (type $binary) (i32.div_u (local.get 0) (local.get 1)))
    (func $_ZN3app6divide17h0123456789abcdefE (type $binary) (i32.rem_u (local.get 0) (local.get 1)))
    (func (export "divide") (type $binary)
        (i32.add (call $divide (local.get 0) (local.get 1)) (call $_ZN3app6divide17h0123456789abcdefE (local.get 1) (local.get 0))))
    (func (export "load") (type $binary)
        (i32.add (i32.load (local.get 0)) (i32.load8_u (local.get 1))))
    (func (export "copy") (type $binary)
        (memory.copy (local.get 0) (local.get 1) (i32.const 8))
        (memory.fill (local.get 1) (i32.const 0) (local.get 0))
        (i32.const 0))
    (func (export "call") (type $binary)
        (call_indirect (type $binary) (i32.const 1) (local.get 1) (local.get 0)))
    (func (export "stop") (type $binary)
        (if (local.get 0) (then (unreachable)))
        (if (local.get 1) (then (unreachable)))
        (i32.const 0)))"#;

/// The export and its arguments, the kind of trap, the function that the report names, and the instruction that traps:
/// its opcode, and the number of instructions with that opcode before it.
type Case = (&'static str, [u32; 2], TrapKind, &'static str, (&'static [u8], usize));

const CASES: &[Case] = &[
    ("divide", [1, 0], TrapKind::DivideByZero, "divide", (&[0x6e], 0)),
    ("divide", [0, 1], TrapKind::DivideByZero, "app::divide", (&[0x70], 0)),
    ("load", [65533, 0], TrapKind::MemoryOutOfBounds, "load", (&[0x28, 2], 0)),
    ("load", [65532, 65536], TrapKind::MemoryOutOfBounds, "load", (&[0x2d, 0], 0)),
    ("copy", [65529, 0], TrapKind::MemoryOutOfBounds, "copy", (&[0xfc, 10], 0)),
    ("copy", [65528, 65520], TrapKind::MemoryOutOfBounds, "copy", (&[0xfc, 11], 0)),
    ("call", [2, 0], TrapKind::UndefinedElement, "call", (&[0x11], 0)),
    ("call", [1, 0], TrapKind::UninitializedElement, "call", (&[0x11], 0)),
    ("call", [0, 0], TrapKind::DivideByZero, "divide", (&[0x6e], 0)),
    ("stop", [1, 1], TrapKind::Unreachable, "stop", (&[0x00, 0x0b], 0)),
    ("stop", [0, 1], TrapKind::Unreachable, "stop", (&[0x00, 0x0b], 1)),
];

/// The offset in the code section of an instruction, given by its first bytes and the number of such instructions
/// before it.
/// before it.
fn offset_of(module: &[u8], (opcode, skipped): (&[u8], usize)) -> Option<usize> {
    let bodies = wasmparser::Parser::new(0).parse_all(module).filter_map(|payload| match payload.unwrap() {
        wasmparser::Payload::CodeSectionEntry(body) => Some(body),
        _ => None,
    });
    let offsets = bodies.flat_map(|body| {
        let operators = body.get_operators_reader().unwrap().into_iter_with_offsets();
        operators.map(|operator| operator.unwrap().1).collect::<Vec<_>>()
    });
    offsets.filter(|&offset| module[offset..].starts_with(opcode)).nth(skipped)
}

#[test]
fn traps_name_their_instruction() {
    let module = wat::parse_str(PROGRAM).unwrap();
    for target in [Target::CortexM3, Target::CortexM4F] {
        let mut chip = OnChip::core(&module, target);
        for (export, arguments, kind, function, instruction) in CASES {
            let arguments = arguments.map(CoreValue::I32);
            let trap = match chip.call(export, &arguments) {
                Err(CallError::Trap(trap)) => trap,
                other => panic!("{target}: {export}: {other:?}"),
            };
            assert_eq!(trap.kind, Some(*kind), "{target}: {export}: {trap}");
            assert_eq!(trap.function.as_deref(), Some(*function), "{target}: {export}: {trap}");
            let offset = offset_of(&module, *instruction).unwrap();
            assert_eq!(trap.offset.map(|offset| offset as usize), Some(offset), "{target}: {export}: {trap}");
            let text = trap.to_string();
            assert!(text.contains(&format!(" in `{function}` at offset {offset:#x} of the module")), "{text}");
            assert_eq!(chip.call("load", &[CoreValue::I32(0); 2]).unwrap().len(), 1, "the next call works");
        }
    }
}
