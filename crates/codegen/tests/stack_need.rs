//! The stack in linear memory that calls of a program need.

use dissolve_codegen::{Options, StackNeed, compile};
use dissolve_interface::{
    CanonicalOptions, FuncType, FunctionName, Import, ImportKind, Interface, Memory, MemoryLayout,
};
use dissolve_targets::Target;

/// The need of the stack in a module's only memory.
fn need_of(module: &[u8]) -> StackNeed {
    let mut object = compile(module, &Options::new(Target::CortexM3, "app")).unwrap();
    object.memories.remove(0).stack_need.unwrap()
}

/// The stack that calls of a module's functions need; the stack starts at 65536.
fn stack_need(functions: &str) -> StackNeed {
    let text = format!(
        "(module (memory (export \"memory\") 2) (global $sp (export \"__stack_pointer\") (mut i32) (i32.const 65536))
            (global $end (export \"__heap_base\") i32 (i32.const 65536)) {functions})"
    );
    need_of(&wat::parse_str(text).unwrap())
}

/// A function with a frame of its own around its body.
fn framed(name: &str, bytes: u32, body: &str) -> String {
    format!(
        "(func ${name} (export \"{name}\") (local i32)
            (global.set $sp (local.tee 0 (i32.sub (global.get $sp) (i32.const {bytes}))))
            {body}
            (global.set $sp (i32.add (local.get 0) (i32.const {bytes}))))"
    )
}

#[test]
fn the_need_of_a_stack_is_that_of_the_deepest_calls() {
    let leaf = framed("leaf", 16, "");
    let other = framed("other", 32, "");
    let plain = "(func $plain (call $leaf))";
    let top = framed("top", 48, "(call $plain) (call $other)");
    let need = stack_need(&[&*leaf, &other, plain, &top].concat());
    assert_eq!((need.bytes, need.path, need.unknown), (80, vec!["top".to_owned(), "other".to_owned()], None));
    let top = framed("top", 48, "(call $plain)");
    let need = stack_need(&[&*leaf, plain, &top].concat());
    // A function without a frame is not on the path.
    assert_eq!((need.bytes, need.path, need.unknown), (64, vec!["top".to_owned(), "leaf".to_owned()], None));
}

#[test]
fn a_recursion_without_a_frame_has_a_known_need() {
    let plain = "(func $plain (param i32) (if (local.get 0) (then (call $plain (i32.const 0)))) (call $leaf))";
    let need =
        stack_need(&[&framed("leaf", 16, ""), plain, &framed("top", 48, "(call $plain (i32.const 1))")].concat());
    assert_eq!((need.bytes, need.unknown), (64, None));
    let need = stack_need(&framed("top", 48, "(call $top)"));
    assert_eq!((need.bytes, need.unknown.unwrap()), (48, "`top` may call itself again".to_owned()));
}

/// The reason names a shortest cycle, in the order of calls.
#[test]
fn a_cycle_of_calls_is_named() {
    let [one, two] =
        [("one", "two"), ("two", "three")].map(|(name, callee)| framed(name, 16, &format!("(call ${callee})")));
    let three = framed("three", 16, "(call $two) (call $one)");
    let need = stack_need(&[one, two, three].concat());
    assert_eq!(need.unknown.unwrap(), "`one` may call itself again: one > two > three > one");
    let indirect = format!(
        "(type $t (func)) (table 1 funcref) (elem (i32.const 0) $top) {}",
        framed("top", 16, "(call_indirect (type $t) (i32.const 0))")
    );
    assert_eq!(stack_need(&indirect).unknown.unwrap(), "`top` may call itself again");
}

/// A report of a long cycle names its first functions.
#[test]
fn a_long_cycle_is_cut_short() {
    let functions: String =
        (0..12).map(|index| framed(&format!("f{index}"), 16, &format!("(call $f{})", (index + 1) % 12))).collect();
    let unknown = stack_need(&functions).unknown.unwrap();
    let names: Vec<_> = (0..8).map(|index| format!("f{index}")).collect();
    assert_eq!(unknown, format!("`f0` may call itself again: {} > … > f0", names.join(" > ")));
}

/// A constant with the address where the stack starts, such as `__heap_base`, is no stack pointer.
#[test]
fn only_a_mutable_global_is_a_stack_pointer() {
    let distance = "(func (export \"distance\") (result i32) (local i32) (i32.sub (global.get $end) (local.get 0)))";
    let need = stack_need(&[distance, &framed("top", 48, "")].concat());
    assert_eq!((need.bytes, need.unknown), (48, None));
}

/// An embedder's function that returns a list calls the program's allocator, under the name that the record gives.
#[test]
fn the_need_of_a_stack_includes_recorded_allocators() {
    let need = |realloc: Option<&str>| {
        let text = format!(
            "(module (import \"host\" \"read\" (func $read)) (memory (export \"memory\") 2)
                (global $sp (export \"__stack_pointer\") (mut i32) (i32.const 65536))
                (global (export \"__heap_base\") i32 (i32.const 65536)) {} {})",
            framed("get", 32, ""),
            framed("top", 48, "(call $read)")
        );
        let mut module = wat::parse_str(text).unwrap();
        let mut interface = Interface::new();
        let kind = ImportKind::Host {
            name: FunctionName { interface: Some("host".into()), function: "read".into() },
            ty: FuncType { params: Vec::new(), result: None },
            options: CanonicalOptions { realloc: realloc.map(str::to_owned), ..CanonicalOptions::default() },
        };
        let layout = MemoryLayout {
            stack_top: 65536,
            heap_base: Some(65536),
            data: 65536..65536,
            data_end: None,
            heap_use: None,
        };
        interface.memories.push(Memory { component: "app".into(), layout: Some(layout), regions: Vec::new() });
        interface.imports.push(Import { module: "host".into(), field: "read".into(), kind });
        interface.append_to(&mut module);
        need_of(&module).bytes
    };
    assert_eq!((need(None), need(Some("get"))), (48, 80));
}
