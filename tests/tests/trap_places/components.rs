//! A trap in a component is reported with its offset in the component's own core module, however fusing changed the
//! code.

use dissolve_abi::TrapKind;
use dissolve_pipeline::fuse::{MemoryMode, Options};
use dissolve_pipeline::interface::CoreModule;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, invoke};
use wasmparser::{Parser, Payload};

use super::offset_of;

/// A component with so many functions that indices after it take one more byte, and a component with the code under
/// test. That code calls functions, uses the arena, and accesses memory at constant and computed addresses.
fn component() -> Vec<u8> {
    let many = (0..140).map(|number| format!("(func $f{number})")).collect::<String>();
    let table = (0..140).map(|number| format!(" $f{number}")).collect::<String>();
    let text = format!(
        r#"(component $pair
        (component $many
            (core module $m
                (type $t (func))
                (memory (export "memory") 1)
                (table 140 funcref)
                (elem (i32.const 0) func{table})
                {many}
                (func (export "any") (param i32)
                    (i32.store (local.get 0) (i32.const 1))
                    (call_indirect (type $t) (local.get 0))))
            (core instance $i (instantiate $m))
            (func (export "any") (param "n" u32) (canon lift (core func $i "any"))))
        (component $app
            (import "any" (func $any (param "n" u32)))
            (import "cabi-arena-realloc"
                (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
            (core func $any (canon lower (func $any)))
            (core func $arena (canon lower (func $arena)))
            (core module $code
                (import "" "any" (func $any (param i32)))
                (import "env" "__cabi_arena_realloc" (func $arena (param i32 i32 i32 i32) (result i32)))
                (memory (export "memory") 1)
                (func $one (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                (func $square (param i32) (result i32) (i32.mul (call $one (local.get 0)) (call $one (local.get 0))))
                (func $work (export "work") (param i32 i32)
                    (call $any (i32.const 3))
                    (drop (call $arena (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 16)))
                    (drop (i32.div_u (call $square (local.get 0)) (local.get 1)))
                    (i32.store offset=8 (i32.const 16) (call $one (local.get 0)))
                    (memory.fill (i32.const 32) (i32.const 0) (i32.and (local.get 0) (i32.const 7)))
                    (i32.store8 (local.get 0) (i32.load (call $square (local.get 0))))
                    (if (i32.eq (local.get 1) (i32.const 9)) (then (unreachable)))))
            (core instance $i (instantiate $code
                (with "" (instance (export "any" (func $any))))
                (with "env" (instance (export "__cabi_arena_realloc" (func $arena))))))
            (func (export "work") (param "a" u32) (param "b" u32) (canon lift (core func $i "work"))))
        (import "cabi-arena-realloc"
            (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
        (instance $many (instantiate $many))
        (instance $app (instantiate $app (with "any" (func $many "any")) (with "cabi-arena-realloc" (func $arena))))
        (export "work" (func $app "work")))"#
    );
    wat::parse_str(text).unwrap()
}

/// The core modules of a component, including those of inner components.
fn core_modules(component: &[u8]) -> Vec<Vec<u8>> {
    let payloads = Parser::new(0).parse_all(component).map(Result::unwrap);
    let range = |payload| match payload {
        Payload::ModuleSection { unchecked_range, .. } => Some(component[unchecked_range].to_vec()),
        _ => None,
    };
    payloads.filter_map(range).collect()
}

/// A call, the kind of its trap, and the instruction: its first bytes, and the number of such instructions before it.
type Case = (&'static str, TrapKind, (&'static [u8], usize));

const CASES: &[Case] = &[
    ("work(1, 0)", TrapKind::DivideByZero, (&[0x6e], 0)),
    ("work(70000, 1)", TrapKind::MemoryOutOfBounds, (&[0x28, 2], 0)),
    // The square of 262143 + 1 is a multiple of 2^32.
    ("work(262143, 1)", TrapKind::MemoryOutOfBounds, (&[0x3a, 0], 0)),
    ("work(0, 9)", TrapKind::Unreachable, (&[0x00, 0x0b], 0)),
];

#[test]
fn traps_name_the_core_module_of_their_component() {
    let component = component();
    let module = core_modules(&component).pop().unwrap();
    let own = CoreModule { component: "app".into(), module: "code".into() };
    for (memory, grow, bind_arena) in [
        (MemoryMode::Isolated, Some(Grow::Reject), None),
        (MemoryMode::Isolated, Some(Grow::Deny), Some(4096)),
        (MemoryMode::Shared, Some(Grow::Reject), None),
        (MemoryMode::Shared, Some(Grow::Reject), Some(4096)),
    ] {
        let options = Options { memory, grow, bind_arena, ..Options::new("pair") };
        let program = Program::load_with(&component, &options).unwrap();
        let target = if bind_arena.is_some() { Target::CortexM3 } else { Target::Riscv32imac };
        let mut chip = OnChip::with_options(&program, target, BuildOptions::default());
        for (call, kind, instruction) in CASES {
            let error = invoke(&mut chip, program.interface.as_ref().unwrap(), call).unwrap_err();
            let trap = error.trap().unwrap_or_else(|| panic!("{call}: {error}"));
            let context = format!("{memory}, {bind_arena:?}: {call}: {trap:#?}");
            assert_eq!(trap.kind, Some(*kind), "{context}");
            assert_eq!(trap.module.as_ref(), Some(&own), "{context}");
            let offset = offset_of(&module, *instruction).unwrap() as u32;
            assert_eq!(trap.offset, Some(offset), "{context}");
            let text = format!(" at offset {offset:#x} of module `code` of component `app`");
            assert!(trap.to_string().contains(&text), "{trap}");
            chip.chip.instantiate().unwrap();
        }
    }
}
