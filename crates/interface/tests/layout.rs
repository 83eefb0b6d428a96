//! The layout of a memory: the places that a linker records, and whether the program uses the memory above its statics.

use dissolve_interface::{MemoryLayout, linker_layout, memory_layout};
use dissolve_reach::Graph;
use dissolve_wasm::{GlobalIndex, Module};
use wasm_encoder::{CustomSection, DataSymbolDefinition, LinkingSection, Section, SymbolTable};

/// The end of the statics of these modules. Their heap starts 12 bytes later.
const DATA_END: u32 = 1_048_628;

/// The flag of a symbol that is in no segment (`WASM_SYM_ABSOLUTE` in the tool conventions).
const ABSOLUTE: u32 = 0x200;

fn stack_pointer(wasm: &[u8]) -> wasmparser::Result<Option<GlobalIndex>> {
    Ok(linker_layout(&Module::read(wasm)?)?.map(|(_, stack_pointer)| stack_pointer))
}

fn layout(text: &str) -> Option<MemoryLayout> {
    layout_of(&wat::parse_str(text).expect(text))
}

fn layout_of(wasm: &[u8]) -> Option<MemoryLayout> {
    let module = Module::read(wasm).unwrap();
    memory_layout(&module, &Graph::new(&module).unwrap()).unwrap()
}

/// A module with the layout of `wasm-ld`: 64 bytes of statics above a stack of 1 MiB, in `pages` pages.
fn module(pages: u32, more: &str) -> String {
    format!(
        r#"(module (memory {pages}) (global $__stack_pointer (mut i32) (i32.const 1048576))
            (global $data_end (export "__data_end") i32 (i32.const {DATA_END}))
            (global $heap_base (export "__heap_base") i32 (i32.const 1048640))
            (data (i32.const 1048576) "statics") {more})"#
    )
}

fn heap_use(pages: u32, more: &str) -> Option<String> {
    layout(&module(pages, more)).unwrap().heap_use.map(|found| found.to_string())
}

#[test]
fn what_takes_the_address_of_the_heap_is_found() {
    for (more, address) in [
        ("(func (export \"f\") (result i32) (i32.const 1048640))", 1_048_640),
        ("(func (export \"f\") (result i32) (i32.const 1048628))", DATA_END),
        ("(func (export \"f\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1048640)))", 1_048_640),
        // A header before the first block, as in `&__heap_base + 16`.
        ("(func (export \"f\") (result i32) (i32.const 1048656))", 1_048_656),
        // Rounding up to a page.
        ("(func (export \"f\") (result i32) (i32.and (i32.const 1114175) (i32.const -65536)))", 1_114_175),
        (
            "(func (export \"f\") (param i32) (result i32)
                (i32.and (i32.add (local.get 0) (i32.const 1048895)) (i32.const -256)))",
            1_048_895,
        ),
        ("(func (export \"f\") (result i64) (i64.const 1048640))", 1_048_640),
        ("(func (export \"f\") (i64.store (i32.const 1048576) (i64.const 0x100040_0000_0000)))", 1_048_640),
        ("(func (export \"f\") (result v128) (v128.const i32x4 1 2 1048640 4))", 1_048_640),
        // An array that begins at the heap's start: the address is the offset of the access.
        ("(func (export \"f\") (param i32) (result i32) (i32.load8_u offset=1048640 (local.get 0)))", 1_048_640),
        ("(func (export \"f\") (param i32) (i32.store offset=1090000 (local.get 0) (i32.const 7)))", 1_090_000),
        (
            "(func (export \"f\") (param v128) (v128.store8_lane offset=1048640 3 (i32.const 0) (local.get 0)))",
            1_048_640,
        ),
        // An access at a constant address.
        ("(func (export \"f\") (result i32) (i32.load (i32.const 1090000)))", 1_090_000),
        (
            "(func (export \"f\") (param i32) (i32.store (i32.const 1090000) (i32.mul (local.get 0) (i32.const 3))))",
            1_090_000,
        ),
        (
            "(func $g (result i32) (i32.const 1)) (func (export \"f\") (i32.store (i32.const 1090000) (call $g)))",
            1_090_000,
        ),
        ("(func (export \"f\") (memory.fill (i32.const 1090000) (i32.const 0) (i32.const 9)))", 1_090_000),
        ("(func (export \"f\") (memory.copy (i32.const 0) (i32.const 1090000) (i32.const 9)))", 1_090_000),
        // The stored value is the result of a function whose type is not the first one.
        (
            "(func (export \"f\") (i32.store (i32.const 1090000) (call $g))) (func $g (result i32) (i32.const 1))",
            1_090_000,
        ),
        // In data and in globals.
        (r#"(data (i32.const 1048583) "\00\40\00\10\00") (func (export "f"))"#, 1_048_640),
        ("(func (export \"f\") (result i32) (global.get $heap_base))", 1_048_640),
        ("(func (export \"f\") (result i32) (global.get $data_end))", DATA_END),
        (
            "(global $next (mut i32) (i32.const 1049600)) (func (export \"f\") (result i32) (global.get $next))",
            1_049_600,
        ),
        (
            "(global $next (mut i32) (global.get $heap_base)) (func (export \"f\") (result i32) (global.get $next))",
            1_048_640,
        ),
        // A loop from the memory's end down to the heap's start.
        (
            "(func (export \"f\") (param i32) (result i32)
                (drop (i32.lt_u (local.get 0) (i32.const 1048640))) (i32.sub (i32.const 1114112) (local.get 0)))",
            1_114_112,
        ),
        // Through a table, and by the start function.
        (
            "(table 1 funcref) (elem (i32.const 0) $g) (func $g (result i32) (i32.const 1048640))
                (func (export \"f\") (result i32) (call_indirect (result i32) (i32.const 0)))",
            1_048_640,
        ),
        ("(func $s (drop (i32.add (i32.const 1048640) (i32.const 1)))) (start $s)", 1_048_640),
    ] {
        let found = heap_use(17, more).unwrap_or_else(|| panic!("not found: {more}"));
        assert!(found.contains(&format!("has the address {address} ")), "{found} in {more}");
    }
}

#[test]
fn numbers_are_no_addresses() {
    for more in [
        "(func (export \"f\"))",
        // The end of the last static, where a loop over the statics ends.
        "(func (export \"f\") (param i32) (result i32) (i32.ne (local.get 0) (i32.const 1048628)))",
        "(func (export \"f\") (param i32) (result i32) (i32.lt_u (local.get 0) (i32.const 1048640)))",
        "(func (export \"f\") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 1048640)))",
        // The number after the last `char`, and the last `char`.
        "(func (export \"f\") (result i32) (i32.const 1114112))",
        "(func (export \"f\") (param i32) (result i32) (i32.gt_u (local.get 0) (i32.const 1114111)))",
        "(func (export \"f\") (param i32) (result i32) (i32.const 1112064))",
        "(func (export \"f\") (result i32) (i32.const 1090000))",
        // A function that nothing reaches.
        "(func (result i32) (i32.const 1048640)) (func (export \"f\"))",
        // The heap's start at an unaligned address, and a number too far above the heap's start.
        r#"(data (i32.const 1048584) "\00\40\00\10\00") (data (i32.const 1048600) "\00\10\10\00") (func (export "f"))"#,
        "(func (export \"f\") (result i32) (i32.const 1048576))",
        "(func (export \"f\") (param i32) (result i32) (i32.load offset=1048600 (local.get 0)))",
        "(func (export \"f\") (result i32) (global.get $__stack_pointer))",
        "(func (export \"f\") (result i32) (i32.and (i32.const 1114175) (i32.const 65535)))",
        "(func (export \"f\") (param i64) (result i64) (i64.mul (local.get 0) (i64.const 1048640)))",
        "(func (export \"f\") (result i64) (i64.const 1090000))",
        // Masks that do not round to a power of two.
        "(func (export \"f\") (result i32) (i32.and (i32.const 1114175) (i32.const 65536)))",
        "(func (export \"f\") (result i32) (i32.and (i32.const 1114175) (i32.const -65535)))",
        "(func (export \"f\") (result i32) (i32.and (i32.const 1114175) (i32.const -1)))",
        // Numbers that are added or stored, and a number that no instruction pops before the block ends or is left.
        "(func (export \"f\") (param i32) (result i32) (i32.add (i32.const 1090000) (local.get 0)))",
        "(func (export \"f\") (i32.store (i32.const 1048576) (i32.const 1090000)))",
        "(func (export \"f\") (result i32) (i32.const 1090000) (return))",
        "(func (export \"f\") (param i32) (result i32) (i32.const 1090000) (br_if 0 (local.get 0)))",
        "(tag $e) (func (export \"f\") (i32.const 1090000) (throw $e) (i32.load) (drop))",
        "(tag $e (param i32)) (func (export \"f\") (i32.const 1090000) (i32.const 7) (throw $e) (i32.load) (drop))",
        "(tag $e) (func (export \"f\") (i32.const 1090000) (throw $e) (i32.store))",
        "(tag $e (param i32)) (func (export \"f\") (i32.const 1090000) (i32.const 7) (throw $e) (i32.store))",
        // An access to another memory.
        "(memory $other 17) (func (export \"f\") (param i32) (result i32) (i32.load $other offset=1048640 (local.get 0)))",
    ] {
        assert_eq!(heap_use(17, more), None, "{more}");
    }
    // The end of a memory counts only if it is not a common number.
    let end = |pages: u32| heap_use(pages, &format!("(func (export \"f\") (result i32) (i32.const {}))", pages << 16));
    assert_eq!((end(32), end(17)), (None, None));
    assert!(end(19).is_some());
    let compared = "(func (export \"f\") (param i32) (result i32) (i32.lt_u (local.get 0) (i32.const 1245184)))";
    assert_eq!(heap_use(19, compared), None, "a comparison with the end");
}

/// Imports come first in the index spaces: functions and globals are identified by their index including imports.
#[test]
fn imports_move_indices() {
    let with_imports = |function: &str| {
        let text = format!(
            r#"(module (import "host" "f" (func $imported (param i32))) (import "host" "g" (global i32))
                (memory 17) (global $__stack_pointer (mut i32) (i32.const 1048576))
                (global $data_end (export "__data_end") i32 (i32.const {DATA_END}))
                (global $heap_base (export "__heap_base") i32 (i32.const 1048640))
                (data (i32.const 1048576) "statics") (func $idle (drop (global.get $heap_base))) {function})"#
        );
        layout(&text).unwrap().heap_use.map(|found| found.place)
    };
    let found = with_imports(r#"(func (export "f") (result i32) (global.get $heap_base))"#);
    assert_eq!(found.as_deref(), Some("function 2"));
    assert_eq!(with_imports(r#"(func (export "f") (result i32) (global.get $__stack_pointer))"#), None);
    assert_eq!(with_imports(r#"(func (export "f") (result i32) (global.get 0))"#), None);
    assert_eq!(with_imports(r#"(func (export "f") (call $imported (i32.const 1090000)))"#), None);
}

/// If the stack is last, its pointer starts at the same address as the heap.
#[test]
fn the_stack_pointer_is_no_address_of_the_heap() {
    let of = |function: &str| {
        let text = format!(
            r#"(module (memory 2) (global $__stack_pointer (mut i32) (i32.const 67584))
                (global $heap_base (export "__heap_base") i32 (i32.const 67584))
                (data (i32.const 1024) "statics") (func (export "f") (result i32) {function}))"#
        );
        layout(&text).unwrap().heap_use
    };
    assert_eq!(of("(global.get $__stack_pointer)"), None);
    assert!(of("(global.get $heap_base)").is_some());
}

/// If the memory ends right after the heap's start, the end is still treated as an end.
#[test]
fn an_end_near_the_start_is_an_end() {
    let text = r#"(module (memory 17) (global $__stack_pointer (mut i32) (i32.const 1048576))
        (global (export "__heap_base") i32 (i32.const 1114096)) (data (i32.const 1048576) "statics")
        (func (export "f") (result i32) (i32.const NUMBER)))"#;
    for (number, is_found) in [("1114095", false), ("1114096", true), ("1114111", true), ("1114112", false)] {
        let found = layout(&text.replace("NUMBER", number)).unwrap().heap_use;
        assert_eq!(found.is_some(), is_found, "{number}");
    }
}

/// A memory may declare its page size: 64 KiB, as without a declaration, or one byte (custom page sizes).
#[test]
fn a_memory_has_pages_of_its_size() {
    for memory in ["17", "17 (pagesize 65536)", "1114112 (pagesize 1)"] {
        let text = module(17, r#"(func (export "f") (result i32) (i32.load (i32.const 1114108)))"#);
        let text = text.replace("(memory 17)", &format!("(memory {memory})"));
        assert!(layout(&text).unwrap().heap_use.is_some(), "{memory}");
    }
}

#[test]
fn the_place_has_the_name_that_its_reader_knows() {
    let found = heap_use(17, r#"(func $_ZN5arena4growEj (export "f") (result i32) (i32.const 1048640))"#).unwrap();
    assert_eq!(found, "function `arena::grow(unsigned int)` has the address 1048640 (0x100040)");
    let found = heap_use(17, r#"(func (export "f") (result i32) (i32.const 1048640))"#).unwrap();
    assert_eq!(found, "function 0 has the address 1048640 (0x100040)");
    let found = heap_use(17, r#"(data (i32.const 1048584) "\40\00\10\00")"#).unwrap();
    assert_eq!(found, "its data at 1048584 has the address 1048640 (0x100040)");
}

/// A module with a section `linking` that has these absolute data symbols, and the stack pointer if `stack_pointer`.
fn linked(text: &str, data: &[(&str, u32)], stack_pointer: bool) -> Vec<u8> {
    linked_with(text, ABSOLUTE, data, stack_pointer)
}

/// Same as [`linked`], with other flags of the data symbols.
fn linked_with(text: &str, flags: u32, data: &[(&str, u32)], stack_pointer: bool) -> Vec<u8> {
    let mut symbols = SymbolTable::new();
    for &(name, offset) in data {
        let definition = DataSymbolDefinition { index: 0, offset, size: 0 };
        symbols.data(flags, name, Some(definition));
    }
    if stack_pointer {
        symbols.global(0, 0, Some("__stack_pointer"));
    }
    let mut section = LinkingSection::new();
    section.symbol_table(&symbols);
    let mut bytes = wat::parse_str(text).unwrap();
    section.append_to(&mut bytes);
    bytes
}

/// Linkers that keep relocations name the limits only in the section `linking`.
#[test]
fn limits_are_read_from_symbols() {
    let text = r#"(module (memory 17) (global (mut i32) (i32.const 1048576)) (data (i32.const 1048576) "x"))"#;
    let limits = [("__data_end", DATA_END), ("__heap_base", 1_048_640), ("__dso_handle", 1024)];
    let layout = layout_of(&linked(text, &limits, true)).unwrap();
    assert_eq!((layout.stack_top, layout.data_end, layout.heap_base), (1_048_576, Some(DATA_END), Some(1_048_640)));
    // Without a symbol of the stack pointer, it is the first global.
    assert_eq!(layout_of(&linked(text, &limits, false)).unwrap(), layout);
    assert_eq!(layout_of(&linked(text, &[], false)), None);
    let without = layout_of(&linked(text, &[], true)).unwrap();
    assert_eq!((without.heap_base, without.data_end, without.stack_is_first()), (None, None, true));
    // An export takes precedence over a symbol.
    let exported = module(17, "");
    assert_eq!(layout_of(&linked(&exported, &[("__heap_base", 5)], false)).unwrap().heap_base, Some(1_048_640));
    // A symbol in a segment is an object of the program itself.
    let own = linked_with(text, 0, &limits, true);
    assert_eq!(layout_of(&own).unwrap(), without);
    // A section that is cut off is not an error.
    let mut bytes = wat::parse_str(text).unwrap();
    CustomSection { name: "linking".into(), data: [2, 8, 200, 1].as_slice().into() }.append_to(&mut bytes);
    assert_eq!(layout_of(&bytes), None);
}

#[test]
fn an_exported_stack_pointer_is_one() {
    let text = r#"(module (memory 17) (global $other (mut i32) (i32.const 7))
        (global (export "__stack_pointer") (mut i32) (i32.const 1048576)) (data (i32.const 1048576) "x"))"#;
    let stripped = wat::parse_str(text.replace("$other", "")).unwrap();
    assert_eq!(stack_pointer(&stripped).unwrap(), Some(GlobalIndex::from_u32(1)));
    assert_eq!(layout_of(&stripped).unwrap().stack_top, 1_048_576);
}

/// Functions that access the stack pointer instead of a named global. The global that they use is the stack pointer.
#[test]
fn accessors_tell_the_stack_pointer() {
    let get = "(func $__wasm_get_stack_pointer (result i32) (global.get 1))";
    let set = "(func $__wasm_set_stack_pointer (param i32) (global.set 1 (local.get 0)))";
    let of = |functions: &str| {
        let text = format!(
            r#"(module (memory 17) (global (mut i32) (i32.const 7)) (global (mut i32) (i32.const 1048576))
                (data (i32.const 1048576) "x") {functions})"#
        );
        stack_pointer(&wat::parse_str(text).unwrap()).unwrap().map(GlobalIndex::as_u32)
    };
    assert_eq!(of(get), Some(1));
    assert_eq!(of(set), Some(1));
    let behind_imports = format!(
        "(module (import \"host\" \"f\" (func)) (import \"host\" \"g\" (global i32)) (memory 1)
            (global (mut i32) (i32.const 4096)) {get})"
    );
    assert_eq!(stack_pointer(&wat::parse_str(behind_imports).unwrap()).unwrap(), Some(GlobalIndex::from_u32(1)));
    let exported = r#"(func (export "__wasm_get_stack_pointer") (result i32) (global.get 1))"#;
    assert_eq!(of(exported), Some(1));
    // The function is named by a symbol.
    let text = r#"(module (memory 1) (global (mut i32) (i32.const 7)) (global (mut i32) (i32.const 4096))
        (func (result i32) (global.get 1)))"#;
    let mut symbols = SymbolTable::new();
    symbols.function(0, 0, Some("__wasm_get_stack_pointer"));
    let mut section = LinkingSection::new();
    section.symbol_table(&symbols);
    let mut bytes = wat::parse_str(text).unwrap();
    assert_eq!(stack_pointer(&bytes).unwrap(), None);
    section.append_to(&mut bytes);
    assert_eq!(stack_pointer(&bytes).unwrap(), Some(GlobalIndex::from_u32(1)));
    // A function with that name that does something else, and an imported one.
    assert_eq!(of("(func $__wasm_get_stack_pointer (result i32) (i32.const 1))"), None);
    assert_eq!(
        of("(func $__wasm_get_stack_pointer (export \"x\") (result i32) (i32.add (global.get 1) (i32.const 1)))"),
        None
    );
}
