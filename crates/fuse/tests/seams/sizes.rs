//! Checks of the ends of memories, with and without `memory.size`.

use dissolve_fuse::{Options, fuse};
use wasmtime::component::Val as ComponentVal;
use wasmtime::{Linker, Module, Store};

use super::engines::{Call, engine, same, same_with};
use super::strings::{string, string_seam};

/// The seam checks the end of a string to the byte, whatever the memory.
#[test]
fn ends_of_strings_are_checked() {
    let end = 65536;
    let calls =
        [(end - 5, 5), (end - 5, 6), (end, 0), (end + 1, 0), (u32::MAX, 1), (u32::MAX, u32::MAX), (1 << 31, 1 << 31)];
    for (at, length) in calls {
        let arguments = [ComponentVal::U32(at), ComponentVal::U32(length)];
        // The string crosses the end of the sender's memory, then the end of the receiver's.
        let sender = same(&string_seam("", "(i32.const 16)", ""), &[("f", &arguments)]);
        assert_eq!(sender.answers[0].is_some(), u64::from(at) + u64::from(length) <= u64::from(end), "{at} {length}");
        for length in [0, 5, 6] {
            same(&string_seam("", &format!("(i32.const {})", at.cast_signed()), ""), &[("f", &string(length))]);
        }
    }
}

/// The size of a memory is no constant if the memory grows; growth that nothing reaches does not count.
#[test]
fn the_size_of_a_memory_that_grows_is_no_constant() {
    let grow = "(drop (memory.grow (i32.const 1))) (i32.const 65536)";
    let component = string_seam("", grow, "");
    let calls: [Call<'_>; 1] = [("f", &string(5))];
    let kept = same_with(&component, &calls, &Options { grow: None, ..Options::new("test") });
    assert!(kept.answers[0].is_some(), "{}", kept.text);

    // Growth that nothing reaches does not count.
    let dead = string_seam("(func (result i32) (memory.grow (i32.const 1)))", "(i32.const 65536)", "");
    let fused = same_with(&dead, &calls, &Options { grow: None, ..Options::new("test") });
    assert_eq!(fused.answers, [None]);
    assert_eq!(fused.count("memory.fill"), 0, "{}", fused.text);
}

/// The host that provides the arena enlarges the memory for it.
#[test]
fn the_size_of_a_memory_with_an_arena_is_no_constant() {
    let import = r#"(param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)"#;
    let component = string_seam("", "(call $arena (local.get 0) (local.get 1) (local.get 2) (local.get 3))", "")
        .replacen("(component\n", &format!("(component\n (import \"cabi-arena-realloc\" (func $arena {import}))\n"), 1)
        .replacen(
            "(component $inner",
            &format!(
                "(component $inner (import \"arena\" (func $arena {import})) (core func $arena (canon lower (func $arena)))"
            ),
            1,
        )
        .replacen(
            r#"(import "host" "tick""#,
            r#"(import "host" "arena" (func $arena (param i32 i32 i32 i32) (result i32))) (import "host" "tick""#,
            1,
        )
        .replacen(
            r#"(export "tick" (func $tick))"#,
            r#"(export "tick" (func $tick)) (export "arena" (func $arena))"#,
            1,
        )
        .replacen("(instantiate $inner ", r#"(instantiate $inner (with "arena" (func $arena)) "#, 1);
    let wasm = wat::parse_str(&component).unwrap();
    let fused = fuse(&wasm, &Options::new("test")).unwrap();
    let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
    assert!(!text.contains("memory.size") && text.contains("memory.fill\n"), "{text}");
    let memory = fused.interface.memories.iter().position(|memory| memory.component.contains("inner")).unwrap();

    let engine = engine();
    let module = Module::new(&engine, with_memory(&text, memory)).unwrap();
    // The arena begins where the memory ended, and takes a page.
    for (grows, length, answers) in [(1, 5, true), (0, 5, false), (1, 0, true), (0, 0, true)] {
        let mut linker: Linker<()> = Linker::new(&engine);
        linker.func_wrap("$root", "tick", |n: u32| n).unwrap();
        linker.func_wrap("env", "__cabi_arena_realloc", |_: u32, _: u32, _: u32, _: u32| 65536u32).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate(&mut store, &module).unwrap();
        let memory = instance.get_memory(&mut store, "the memory").unwrap();
        memory.grow(&mut store, grows).unwrap();
        let f = instance.get_typed_func::<(u32, u32), u32>(&mut store, "f").unwrap();
        assert_eq!(f.call(&mut store, (32, length)).is_ok(), answers, "{grows} {length}");
    }
}

/// Returns the module with one of its memories exported.
fn with_memory(text: &str, memory: usize) -> Vec<u8> {
    let export = format!("(export \"the memory\" (memory {memory}))\n  (export ");
    wat::parse_str(text.replacen("(export ", &export, 1)).unwrap()
}
