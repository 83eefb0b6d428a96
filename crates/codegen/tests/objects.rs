//! The contents of objects: the backed part of a memory, the functions that the object calls, and what it must not
//! contain.

use dissolve_codegen::{Listing, Object, OptLevel, Options, Window, compile, list};
use dissolve_targets::Target;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget, SectionKind};

fn object(text: &str, target: Target) -> Object {
    compile(&wat::parse_str(text).unwrap(), &Options::new(target, "app")).unwrap()
}

/// The window of a memory with a stack pointer, the linker's limits as exported globals, and data segments.
fn window(stack_top: u32, limits: &[(&str, u32)], data: &str) -> Window {
    let limits: String =
        limits.iter().map(|(name, value)| format!("(global (export \"{name}\") i32 (i32.const {value}))")).collect();
    let text = format!(
        "(module (memory (export \"memory\") 2) (global $__stack_pointer (mut i32) (i32.const {stack_top})) {limits} {data}
            (func (export \"f\") (result i32) (i32.load (global.get $__stack_pointer))))"
    );
    object(&text, Target::CortexM3).memories.remove(0).window
}

/// Without `--stack-first`, `wasm-ld` puts statics at 1024 and the stack above them, and the heap begins at the stack's
/// top. Statics that are zero at first leave no segment.
#[test]
fn statics_without_a_segment_are_backed_below_the_stack() {
    let top = 1024 + 16 + 65536;
    for limits in [
        &[("__heap_base", top)][..],
        &[("__data_end", 1040), ("__heap_base", top)],
        &[("__data_end", 1040)],
        // The module does not say where its statics are.
        &[],
    ] {
        let window = window(top, limits, "");
        assert_eq!((window.low, window.stack), (0, 0), "{limits:?}");
        assert!(window.high >= u64::from(top), "{limits:?}");
    }
    let passive = window(top, &[("__data_end", 1040), ("__heap_base", top)], "(data \"passive\")");
    assert_eq!(passive.low, 0);
}

#[test]
fn a_stack_that_comes_first_is_cut_to_its_budget() {
    let top = 65536;
    for (limits, data, high) in [
        (&[("__heap_base", top + 16)][..], "", top + 16),
        (&[("__data_end", top), ("__heap_base", top)], "", top),
        (&[("__data_end", top + 4), ("__heap_base", top + 16)], "(data \"passive\")", top + 16),
        (&[("__heap_base", top + 16)], "(data (i32.const 65536) \"active\")", top + 16),
        (&[], "(data (i32.const 65536) \"active\")", 2 * 65536),
    ] {
        let window = window(top, limits, data);
        assert_eq!((window.low, window.high, window.stack), (top - 2048, high.into(), 2048), "{limits:?} {data}");
    }
}

/// The stack is also found in a module without names, and in one whose linker exported functions instead of the global.
#[test]
fn a_stack_pointer_without_a_name_is_found() {
    let top = 65536;
    let data = "(data (i32.const 65536) \"active\")";
    let load = "(func (export \"f\") (result i32) (i32.load (global.get 0)))";
    for (pointer, functions) in [
        (format!("(global (export \"__stack_pointer\") (mut i32) (i32.const {top}))"), ""),
        (
            format!("(global (mut i32) (i32.const {top}))"),
            "(func $__wasm_get_stack_pointer (result i32) (global.get 0))
             (func $__wasm_set_stack_pointer (param i32) (global.set 0 (local.get 0)))",
        ),
    ] {
        let text = format!("(module (memory (export \"memory\") 2) {pointer} {data} {load} {functions})");
        let window = object(&text, Target::CortexM3).memories.remove(0).window;
        assert_eq!((window.low, window.high, window.stack), (top - 2048, 2 * 65536, 2048), "{text}");
    }
}

/// Memory above the statics is backed if the program takes an address in it: all of it, or as much as the options ask
/// for.
#[test]
fn memory_above_the_statics_is_backed_where_it_is_used() {
    let text = |address: u32| {
        format!(
            "(module (memory (export \"memory\") 3) (global $__stack_pointer (mut i32) (i32.const 65536))
                (global (export \"__heap_base\") i32 (i32.const 65600)) (data (i32.const 65536) \"active\")
                (func (export \"f\") (param i32) (i32.store (i32.add (i32.const {address}) (local.get 0)) (global.get $__stack_pointer))))"
        )
    };
    let window = |address: u32, heap: Option<u32>| {
        let options = Options { heap, ..Options::new(Target::CortexM3, "app") };
        compile(&wat::parse_str(text(address)).unwrap(), &options).unwrap().memories.remove(0).window
    };
    assert_eq!((window(65536, None).high, window(65536, None).heap), (65600, 0), "only its statics");
    assert_eq!((window(65600, None).high, window(65600, None).heap), (3 * 65536, 3 * 65536 - 65600));
    assert_eq!((window(65600, Some(1000)).high, window(65600, Some(1000)).heap), (66608, 1008));
    assert_eq!(window(65600, Some(u32::MAX)).high, 3 * 65536, "no more than there is");
    assert_eq!(window(65536, Some(1000)).high, 65600);
    let heap_use = |address: u32| object(&text(address), Target::CortexM3).memories.remove(0).heap_use;
    assert_eq!(heap_use(65536), None);
    assert_eq!(heap_use(65600).unwrap(), "function 0 has the address 65600 (0x10040)");
}

/// A memory that several components share is backed from its start, also where a component's linker put the stack first; its
/// size in pages holds all of it.
#[test]
fn a_shared_memory_is_backed_from_its_start() {
    use dissolve_interface::{Interface, Memory, MemoryLayout, Region, RegionKind};
    let mut module = wat::parse_str("(module (memory 3) (func (export \"f\") (result i32) (memory.size)))").unwrap();
    let region = |start, end, kind| Region { start, end, kind, components: vec!["a".into()], stack_pointer: None };
    let layout =
        MemoryLayout { stack_top: 65536, heap_base: Some(65600), data: 65536..65600, data_end: None, heap_use: None };
    let mut interface = Interface::new();
    interface.memories.push(Memory {
        component: "app".into(),
        layout: Some(layout),
        regions: vec![region(0, 65536, RegionKind::Stack), region(65536, 65600, RegionKind::Statics)],
    });
    interface.append_to(&mut module);
    let options = Options { stack: 1024, ..Options::new(Target::CortexM3, "app") };
    let window = compile(&module, &options).unwrap().memories.remove(0).window;
    assert_eq!((window.low, window.high, window.stack), (0, 65600, 65536));
    let text = list(&module, Listing::LlvmIr, &options).unwrap();
    assert!(text.contains("ret i32 3,"), "{text}");
}

#[test]
fn a_stack_pointer_has_the_symbol_of_its_global() {
    let pointer = |export: &str| {
        let text = format!(
            "(module (memory (export \"memory\") 2) (global (export \"other\") (mut i32) (i32.const 3))
                (global $__stack_pointer {export} (mut i32) (i32.const 65536)) (global (export \"__heap_base\") i32 (i32.const 65536))
                (func (export \"f\") (result i32) (i32.load (global.get $__stack_pointer))))"
        );
        object(&text, Target::CortexM3).memories.remove(0).stack_pointer.unwrap()
    };
    assert_eq!(pointer(""), "global.1");
    assert_eq!(pointer("(export \"__stack_pointer\")"), "__dissolve_app_global_1");
}

/// On Arm, four words of arguments are in registers, and 64-bit values are in pairs that start at an even one; on RISC-V, eight.
#[test]
fn functions_with_stack_arguments_are_not_outlined_from() {
    let arm = [("i32 i32 i32 i32", false), ("i32 i32 i32 i32 i32", true), ("i64 i64", false), ("f64 f64", false)];
    let pairs = [("i32 i64 i32", true), ("i32 f64 i32", true), ("i64 i32 i32", false), ("i64 i32 i64", true)];
    let riscv = [("i64 i64 i64 i64", false), ("i32 i64 i64 i64 i32", true), ("f32 f32 f32 f32 f32", false)];
    let cases = arm.iter().chain(&pairs).map(|case| (Target::CortexM3, case));
    for (target, (params, expected)) in cases.chain(riscv.iter().map(|case| (Target::Riscv32imac, case))) {
        let module = wat::parse_str(format!("(module (func (export \"f\") (param {params})))")).unwrap();
        let options = Options { opt: OptLevel::SizeAboveAll, ..Options::new(target, "app") };
        let text = list(&module, Listing::Unoptimized, &options).unwrap();
        assert_eq!(text.contains("nooutline"), *expected, "{target} {params}");
    }
}

/// The bytes of all code.
fn code(object: &Object) -> Vec<u8> {
    let file = object::File::parse(&*object.bytes).unwrap();
    let sections = file.sections().filter(|section| section.kind() == SectionKind::Text);
    sections.flat_map(|section| section.data().unwrap().to_vec()).collect()
}

/// LLVM knows the C library's functions. An embedder's function of the same name is a different function.
#[test]
fn imports_are_no_functions_of_the_c_library() {
    for &target in Target::CHIPS {
        for (name, ty, call) in [
            ("abs", "(param i32) (result i32)", "(drop (call $f (local.get 0)))"),
            ("toascii", "(param i32) (result i32)", "(drop (call $f (local.get 0))) (drop (call $f (local.get 0)))"),
            ("floor", "(param f64) (result f64)", "(drop (call $f (f64.convert_i32_s (local.get 0))))"),
            ("sqrtf", "(param f32) (result f32)", "(drop (call $f (f32.convert_i32_s (local.get 0))))"),
            ("abort", "", "(call $f)"),
            ("exit", "(param i32)", "(call $f (local.get 0)) (call $f (i32.const 2))"),
            ("malloc", "(param i32) (result i32)", "(drop (call $f (local.get 0)))"),
            ("free", "(param i32)", "(call $f (i32.const 0))"),
            ("puts", "(param i32) (result i32)", "(drop (call $f (local.get 0)))"),
        ] {
            let code = |name: &str| {
                let text = format!(
                    "(module (import \"env\" \"{name}\" (func $f {ty}))
                        (func (export \"g\") (param i32) (result i32) {call} (i32.const 7)))"
                );
                code(&object(&text, target))
            };
            assert_eq!(code(name), code("embedders_own"), "{target}: {name}");
        }
    }
}

/// Element segments are applied before data segments (WebAssembly, 4.5.4): if one does not fit, no memory is written.
#[test]
fn a_table_that_is_too_small_leaves_memory_alone() {
    let instantiates = |elements: u32| {
        let text = format!(
            "(module (memory (export \"memory\") 1) (table 2 funcref) (func $f) (elem (i32.const {elements}) $f)
                (data (i32.const 0) \"unmistakable\"))"
        );
        object(&text, Target::CortexM3).bytes.windows(12).any(|bytes| bytes == b"unmistakable")
    };
    assert!(instantiates(1));
    assert!(!instantiates(2));
}

/// On a processor that needs alignment, each kind of access has one shared function if there are enough of them, and
/// none if the address is known to be aligned.
#[test]
fn accesses_of_any_alignment_share_a_function() {
    let functions = |accesses: &str, target: Target| -> Vec<String> {
        let text = format!("(module (memory 1) (func (export \"f\") (param i32 i64 f32) {accesses}))");
        let object = object(&text, target);
        let file = object::File::parse(&*object.bytes).unwrap();
        let names = file.symbols().filter_map(|symbol| symbol.name().ok()).filter(|name| name.starts_with("any."));
        names.map(String::from).collect()
    };
    let store = |instruction: &str, local: u32, offset: u32| {
        format!("({instruction} offset={offset} (local.get 0) (local.get {local}))")
    };
    let words = |count| (0..count).map(|index| store("f32.store", 2, 8 * index)).collect::<String>();
    let longs = (0..2).map(|index| store("i64.store", 1, 8 * index)).collect::<String>();
    let aligned = "(i32.store (i32.shl (local.get 0) (i32.const 2)) (local.get 0))".repeat(4);
    let halves = (0..9).map(|index| store("i32.store16", 0, 8 * index)).collect::<String>();
    for target in [Target::CortexM0, Target::CortexM0Plus, Target::Riscv32imc, Target::Riscv32imafc] {
        assert_eq!(functions(&words(2), target), [""; 0], "{target}");
        assert_eq!(functions(&words(3), target), ["any.store.4"], "{target}");
        assert_eq!(functions(&longs, target), ["any.store.8"], "{target}");
        assert_eq!(functions(&format!("{aligned}{halves}"), target), [""; 0], "{target}");
    }
    assert_eq!(functions(&words(9), Target::CortexM3), [""; 0]);
}

/// Repeated code becomes a function, at `-Oz` only; but not in a function that loads arguments from the stack, since an
/// outlined call moves the stack pointer.
#[test]
fn repeated_code_is_outlined_but_not_from_under_stack_arguments() {
    let call = |text: &str| format!("(call $far (i32.const 123456) (i32.const 234567) (i32.const 345678){text})");
    let calls = format!("{}{}{}", call(""), call(""), call(""));
    let functions: String = (0..6)
        .map(|index| {
            let few = format!("(func (export \"few{index}\") (param i32) {calls} (global.set 0 (local.get 0)))");
            let many = format!(
                "(func (export \"many{index}\") (param i64 i64 i64 i64 i32) {calls} (global.set 0 (local.get 4)))"
            );
            few + &many
        })
        .collect();
    let text = format!(
        "(module (import \"h\" \"far\" (func $far (param i32 i32 i32))) (global (mut i32) (i32.const 0)) {functions})"
    );
    let module = wat::parse_str(text).unwrap();
    for target in [Target::CortexM3, Target::CortexM4F, Target::CortexM33, Target::CortexM55, Target::Riscv32imac] {
        for opt in [OptLevel::Size, OptLevel::SizeAboveAll] {
            let compiled = compile(&module, &Options { opt, ..Options::new(target, "app") }).unwrap();
            let file = object::File::parse(&*compiled.bytes).unwrap();
            let outlining = |function: &str| {
                let section = file.section_by_name(&format!(".text.app_{function}")).unwrap();
                section.relocations().any(|(_, relocation)| match relocation.target() {
                    RelocationTarget::Symbol(symbol) => {
                        file.symbol_by_index(symbol).unwrap().name().unwrap().starts_with("OUTLINED")
                    }
                    _ => false,
                })
            };
            let few = (0..6).filter(|index| outlining(&format!("few{index}"))).count();
            let expected = if opt == OptLevel::SizeAboveAll { 6 } else { 0 };
            assert_eq!(few, expected, "{target} -O{opt}");
            assert!(!(0..6).any(|index| outlining(&format!("many{index}"))), "{target} -O{opt}");
        }
    }
}
