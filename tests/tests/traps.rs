//! Every kind of trap on every emulated chip. After each trap, the next call works.

use dissolve_abi::TrapKind::{self, *};
use dissolve_abi::symbol;
use dissolve_pipeline::codegen::OptLevel;
use dissolve_pipeline::run::{CallError, Chip, CoreValue, Instance as _, Trap};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{Assembled, OnChip, board_of};

/// Functions that trap. The memory has a linker's layout with the stack first, so that only the stack's budget is
/// backed.
const PROGRAM: &str = r#"(module
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (import "host" "fault" (func $fault))
    (import "host" "abort" (func $abort))
    (memory (export "memory") 1)
    (table $t 6 funcref)
    (elem (table $t) (i32.const 1) func $nothing)
    (elem (table $t) (i32.const 3) func $through)
    (elem (table $t) (i32.const 5) func $lost_through)
    (type $binary (func (param i32 i32) (result i32)))
    (global $__stack_pointer (mut i32) (i32.const 4096))
    (global (export "__heap_base") i32 (i32.const 4112))
    (func $nothing)
    (func $zero (result i32) (i32.load (i32.const 4096)))
    (func (export "add") (type $binary) (i32.add (local.get 0) (local.get 1)))

    (func (export "unreachable") unreachable)
    (func (export "load past the end") (drop (i32.load (i32.add (call $zero) (i32.const 65536)))))
    (func (export "store below the stack") (i32.store8 (call $zero) (i32.const 1)))
    (func (export "fill past the end") (memory.fill (i32.const 4096) (i32.const 0) (i32.sub (call $zero) (i32.const 1))))
    (func (export "set past the table") (table.set $t (i32.add (call $zero) (i32.const 6)) (ref.null func)))
    (func (export "divide by zero") (drop (i32.div_u (i32.const 1) (call $zero))))
    (func (export "wide remainder by zero") (drop (i64.rem_s (i64.const 1) (i64.extend_i32_u (call $zero)))))
    (func (export "quotient without representation")
        (drop (i32.div_s (i32.const 0x80000000) (i32.sub (call $zero) (i32.const 1)))))
    (func (export "float out of range") (drop (i32.trunc_f64_s (f64.add (f64.const 3e9) (f64.convert_i32_u (call $zero))))))
    (func (export "no number") (drop (i64.trunc_f32_u (f32.div (f32.convert_i32_u (call $zero)) (f32.const 0)))))
    (func (export "another type")
        (drop (call_indirect $t (type $binary) (i32.const 1) (i32.const 2) (i32.add (call $zero) (i32.const 1)))))
    (func (export "null") (call_indirect $t (i32.add (call $zero) (i32.const 2))))
    (func (export "past the table") (call_indirect $t (i32.add (call $zero) (i32.const 6))))

    (func $deep (export "deep") (param i32) (result i32)
        (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 1))
            (else (i32.add (local.get 0) (i32.mul (i32.const 3) (call $deep (i32.sub (local.get 0) (i32.const 1))))))))
    (func (export "too deep") (drop (call $deep (i32.const 1000000))))
    (func $endless (param i32) (result i32)
        (i32.xor (local.get 0) (i32.mul (i32.const 3) (call $endless (i32.add (local.get 0) (i32.const 1))))))
    (func (export "endless") (drop (call $endless (call $zero))))
    (func $tail (param i32) (result i32) (call $tail (i32.add (local.get 0) (i32.const 1))))
    (func (export "endless in tail position") (drop (call $tail (call $zero))))
    (func $there (param i32) (result i32) (call $back (i32.add (local.get 0) (i32.const 1))))
    (func $back (param i32) (result i32) (call $there (i32.xor (local.get 0) (i32.const 6))))
    (func (export "endless to each other") (drop (call $there (call $zero))))
    (func $through (call_indirect $t (i32.const 3)))
    (func (export "endless through a table") (call $through))
    (func $never (export "endless, nothing left to do") (call $never) (drop (call $zero)))
    (func $lost (export "endless and lost") (call $lost) (unreachable))
    (func $lost_there (param i32)
        (i32.store (i32.const 4100) (local.get 0)) (call $lost_back (i32.add (local.get 0) (i32.const 1))) (unreachable))
    (func $lost_back (param i32)
        (if (i32.eq (local.get 0) (i32.const -1)) (then (unreachable)))
        (loop (call $lost_there (i32.add (local.get 0) (i32.const 1))) (br 0)))
    (func (export "endless to each other, and lost") (call $lost_there (call $zero)))
    (func $lost_through (call_indirect $t (i32.const 5)) (unreachable))
    (func (export "endless through a table, and lost") (call $lost_through))
    (func (export "endless after a store")
        (i32.store (i32.const 4104) (i32.const 1))
        (drop (call $product (i32.const 1000000000)))
        (i32.store (i32.const 4104) (i32.const 2)))
    (func (export "stored") (result i32) (i32.load (i32.const 4104)))
    (func $product (param i32) (result i32)
        (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 1))
            (else (i32.mul (local.get 0) (call $product (i32.sub (local.get 0) (i32.const 1)))))))
    (func (export "too deep a product") (drop (call $product (i32.const 1000000000))))
    (func $dig (export "dig") (param i32) (result i32) (local $frame i32)
        (global.set $__stack_pointer (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 128))))
        (i32.store offset=4 (local.get $frame) (local.get 0))
        (if (local.get 0) (then
            (i32.store offset=4 (local.get $frame) (call $dig (i32.sub (local.get 0) (i32.const 1))))))
        (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 128)))
        (i32.add (i32.load offset=4 (local.get $frame)) (i32.const 1)))
    (func (export "guest stack") (drop (call $dig (i32.const 1000))))

    (func (export "arena exhausted") (drop (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 65536))))
    (func (export "arena alignment") (drop (call $realloc (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 8))))
    (func (export "arena pointer") (drop (call $realloc (i32.const 4200) (i32.const 8) (i32.const 8) (i32.const 0))))
    (func $allocate (result i32) (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 24)))
    (func (export "arena corrupt") (local $block i32)
        (local.set $block (call $allocate))
        (drop (call $allocate))
        (drop (call $realloc (local.get $block) (i32.const 24) (i32.const 8) (i32.const 0)))
        (i32.store (local.get $block) (i32.const 0x10000000))
        (drop (call $allocate)))
    (func (export "arena block") (drop (call $allocate)))
    (func (export "fault") (call $fault))
    (func (export "abort") (call $abort)))"#;

/// The trap of each function. The guest's stack is part of its memory, and ends at the end of its window.
const TRAPS: &[(&str, TrapKind)] = &[
    ("unreachable", Unreachable),
    ("load past the end", MemoryOutOfBounds),
    ("store below the stack", MemoryOutOfBounds),
    ("fill past the end", MemoryOutOfBounds),
    ("set past the table", TableOutOfBounds),
    ("divide by zero", DivideByZero),
    ("wide remainder by zero", DivideByZero),
    ("quotient without representation", IntegerOverflow),
    ("float out of range", IntegerOverflow),
    ("no number", InvalidConversion),
    ("another type", IndirectCallMismatch),
    ("null", UninitializedElement),
    ("past the table", UndefinedElement),
    ("too deep", StackExhausted),
    ("endless", StackExhausted),
    ("endless in tail position", StackExhausted),
    ("endless to each other", StackExhausted),
    ("endless through a table", StackExhausted),
    ("endless, nothing left to do", StackExhausted),
    ("endless and lost", StackExhausted),
    ("endless to each other, and lost", StackExhausted),
    ("endless through a table, and lost", StackExhausted),
    ("endless after a store", StackExhausted),
    ("too deep a product", StackExhausted),
    ("guest stack", MemoryOutOfBounds),
    ("arena exhausted", ArenaExhausted),
    ("arena alignment", ArenaBadAlignment),
    ("arena pointer", ArenaBadPointer),
    ("arena corrupt", ArenaCorrupt),
    ("fault", HardwareFault),
    ("abort", Abort),
];

/// An instruction that no WebAssembly trap uses, and the instruction with which trusted code stops.
const HOST: [&str; 2] = [
    "FUNCTION host_fault\n.short 0xf7f0, 0xa000\nFUNCTION host_abort\nudf #254\n",
    "FUNCTION host_fault\n.short 0, 0\nFUNCTION host_abort\ncsrrw x0, 0xcfe, x0\n",
];
/// An allocator that returns an address that is not in its arena.
const ALLOCATOR: [&str; 2] =
    ["FUNCTION __cabi_arena_realloc\nmovs r0, #16\nbx lr\n", "FUNCTION __cabi_arena_realloc\nli a0, 16\nret\n"];

/// A chip with options that fit the smallest board.
fn chip(target: Target, opt: OptLevel, assembly: &[[&str; 2]]) -> Chip {
    let program = Program::load(&wat::parse_str(PROGRAM).unwrap(), "test", Grow::Reject).unwrap();
    let assembled: Vec<_> = assembly.iter().map(|[arm, riscv]| Assembled::new(target, arm, riscv)).collect();
    let options = BuildOptions {
        opt,
        arena: ByteSize::kib(1),
        stack: ByteSize::new(1024),
        native_stack: ByteSize::kib(1),
        link: assembled.iter().map(Assembled::path).collect(),
        ..BuildOptions::default()
    };
    OnChip::with_options(&program, target, options).chip
}

fn trap(chip: &mut Chip, function: &str) -> Trap {
    match chip.call(function, &[]) {
        Err(CallError::Trap(trap)) => *trap,
        other => panic!("{function}: {other:?}"),
    }
}

fn every_kind(target: Target) {
    let opt = BuildOptions::default().opt;
    let mut chip = chip(target, opt, &[HOST]);
    let below = chip.address(symbol::STACK_LOW).unwrap();
    assert_eq!(below, board_of(target).memory.ram.origin);
    for round in 0..2 {
        for &(function, kind) in TRAPS {
            for _ in 0..2 {
                let trap = trap(&mut chip, function);
                assert_eq!(trap.kind, Some(kind), "{target}, round {round}: {function}: {trap:?}");
                // When the stack is used up, the place of the trap may be unknown.
                assert!(trap.pc != 0 || kind == StackExhausted, "{target}: {function}: {trap:?}");
                let sum = chip.call("add", &[CoreValue::I32(40), CoreValue::I32(2)]);
                assert_eq!(sum.unwrap(), [CoreValue::I32(42)], "{target}: after {function}");
                let depth = chip.call("deep", &[CoreValue::I32(2)]);
                assert_eq!(depth.unwrap(), [CoreValue::I32(9 + 3 + 2)], "{target}: after {function}");
                // A fresh instance undoes the function's changes.
                if matches!(function, "guest stack" | "arena corrupt") {
                    chip.instantiate().unwrap();
                }
            }
        }
        assert_eq!(chip.call("dig", &[CoreValue::I32(5)]).unwrap(), [CoreValue::I32(6)], "{target}: six frames fit");
        chip.call("arena block", &[]).unwrap();
    }
    let mut chip = self::chip(target, opt, &[HOST, ALLOCATOR]);
    for _ in 0..2 {
        let trap = trap(&mut chip, "arena block");
        assert_eq!(trap.kind, Some(ArenaResultOutside), "{target}: {trap:?}");
        assert_eq!(chip.call("add", &[CoreValue::I32(40), CoreValue::I32(2)]).unwrap(), [CoreValue::I32(42)]);
    }
}

/// LLVM turns recursions into loops, and drops the return address of functions that never return. Each level of
/// optimization does so differently.
#[test]
fn a_recursion_without_end_takes_stack_at_every_level() {
    for target in [Target::CortexM0, Target::CortexM3, Target::CortexM33F, Target::Riscv32imac] {
        for &opt in OptLevel::ALL {
            let mut chip = chip(target, opt, &[HOST]);
            for (function, kind) in TRAPS.iter().filter(|(_, kind)| *kind == StackExhausted) {
                assert_eq!(trap(&mut chip, function).kind, Some(*kind), "{target} -O{opt}: {function}");
                let sum = chip.call("add", &[CoreValue::I32(40), CoreValue::I32(2)]);
                assert_eq!(sum.unwrap(), [CoreValue::I32(42)], "{target} -O{opt}: after {function}");
                if *function == "endless after a store" {
                    assert_eq!(chip.call("stored", &[]).unwrap(), [CoreValue::I32(1)], "{target} -O{opt}");
                }
            }
        }
    }
}

#[test]
fn no_kind_is_missing() {
    // Violations of the canonical ABI between components have their own tests (`trap_places`).
    let tried = |kind: &TrapKind| TRAPS.iter().any(|(_, known)| known == kind) || *kind == ArenaResultOutside;
    let missing = |kind: &TrapKind| !kind.is_violation() && !tried(kind);
    assert_eq!(TrapKind::ALL.iter().copied().filter(missing).collect::<Vec<_>>(), []);
}

macro_rules! on_every_target {
    ($($name:ident: $target:ident)*) => {
        $(#[test]
        fn $name() {
            every_kind(Target::$target);
        })*

        #[test]
        fn no_target_is_missing() {
            assert_eq!(Target::CHIPS, [$(Target::$target),*]);
        }
    };
}

on_every_target! {
    cortex_m0: CortexM0
    cortex_m0plus: CortexM0Plus
    cortex_m3: CortexM3
    cortex_m4: CortexM4
    cortex_m4f: CortexM4F
    cortex_m7: CortexM7
    cortex_m7f: CortexM7F
    cortex_m7d: CortexM7D
    cortex_m33: CortexM33
    cortex_m33f: CortexM33F
    cortex_m55: CortexM55
    riscv32imc: Riscv32imc
    riscv32imac: Riscv32imac
    riscv32imafc: Riscv32imafc
}
