//! Third-party programs that once failed: they give the same results as on a stock engine, or report which resource is
//! used up.

use dissolve_abi::TrapKind;
use dissolve_pipeline::run::{CallError, CoreValue, Instance};
use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine};

use super::imports::module;

const LINKER: &[&str] = &["-O2", "-Wl,--stack-first,--export=__heap_base,--export=__data_end"];

fn load(module: &[u8]) -> Program {
    Program::load(module, "program", Grow::Reject).unwrap()
}

/// The options of a command line without options: stacks are at least as large as calls are known to need.
fn computed() -> BuildOptions {
    BuildOptions { stack_is_computed: true, native_stack_is_computed: true, ..BuildOptions::default() }
}

/// A local variable of 4 KiB is found, and its stack is backed. The depth of a recursion is not known: it gets the
/// bytes that the option sets, and the trap names the option.
#[test]
fn a_stack_is_as_large_as_calls_need_or_says_what_is_missing() {
    let module = module("found/stack.c", "found-stack", LINKER);
    let program = load(&module);
    let mut engine = OnEngine::core(&module);
    for target in [Target::CortexM3, Target::Riscv32imac] {
        let mut chip = OnChip::with_options(&program, target, computed());
        for (function, arguments) in [("big_local", vec![1]), ("mark", vec![3, 9]), ("recurse", vec![5])] {
            let arguments: Vec<_> = arguments.into_iter().map(CoreValue::I32).collect();
            let expected = engine.call(function, &arguments).unwrap();
            assert_eq!(chip.call(function, &arguments).unwrap(), expected, "{target}: {function}");
        }

        let deep = [CoreValue::I32(100)];
        let mut trap = match chip.call("recurse", &deep) {
            Err(CallError::Trap(trap)) => *trap,
            other => panic!("{target}: {other:?}"),
        };
        chip.chip.explain(&mut trap).unwrap();
        let text = trap.to_string();
        match trap.kind {
            Some(TrapKind::MemoryOutOfBounds) => {
                assert!(
                    text.contains("the guest's stack has ") && text.ends_with("`--stack` makes it larger"),
                    "{text}"
                );
            }
            Some(TrapKind::StackExhausted) => assert!(text.ends_with("`--native-stack` makes it larger"), "{text}"),
            kind => panic!("{target}: {kind:?}: {text}"),
        }

        let larger = BuildOptions { stack: ByteSize::kib(16), native_stack: ByteSize::kib(8), ..computed() };
        let mut chip = OnChip::with_options(&program, target, larger);
        assert_eq!(chip.call("recurse", &deep).unwrap(), engine.call("recurse", &deep).unwrap(), "{target}");
    }
}

/// The allocator of many tutorials, with and without the linker's symbols of the heap.
#[test]
fn memory_above_the_heaps_start_is_there_for_who_takes_its_address() {
    for (folder, flags) in [("found-heap", LINKER), ("found-heap-bare", &["-O2", "-Wl,--stack-first"])] {
        let module = module("found/heap.c", folder, flags);
        let mut engine = OnEngine::core(&module);
        let mut chip = OnChip::core(&module, Target::CortexM3);
        for count in [10, 5000] {
            let arguments = [CoreValue::I32(count)];
            let expected = engine.call("squares", &arguments).unwrap();
            assert_eq!(chip.call("squares", &arguments).unwrap(), expected, "{folder}: {count}");
        }
    }
}
