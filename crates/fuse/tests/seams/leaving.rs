//! Whether a component may call out while it is lowered into: the flags that are needed, and those that are not.

use dissolve_fuse::{Options, fuse};
use wasmtime::component::Val as ComponentVal;
use wasmtime::{Linker, Module, Store};

use crate::engines::{Call, engine, on_component, same};
use crate::strings::{string, string_seam};

#[test]
fn a_realloc_that_stays_inside_needs_no_flag() {
    let calls: [Call<'_>; 2] = [("f", &string(5)), ("f", &string(0))];
    let fused = same(&string_seam("", "(call $stay (i32.const 15))", ""), &calls);
    assert!(fused.answers.iter().all(Option::is_some));
    assert_eq!(fused.count("global"), 0, "{}", fused.text);
    assert_eq!(fused.count("memory.size"), 0, "{}", fused.text);
    assert_eq!(fused.count("(guard)"), 0, "{}", fused.text);
}

#[test]
fn a_realloc_that_leaves_still_traps() {
    let call: [Call<'_>; 1] = [("f", &string(5))];
    for realloc in
        ["(call $leave (i32.const 16))", "(call $tick (i32.const 16))", "(return_call $leave (i32.const 16))"]
    {
        let fused = same(&string_seam("", realloc, ""), &call);
        assert_eq!(fused.answers, [None], "{realloc}");
        assert_eq!(fused.count("(global "), 1, "only the inner one is observed: {}", fused.text);
    }
}

#[test]
fn a_realloc_that_calls_through_a_table_is_judged_by_what_is_in_it() {
    let call: [Call<'_>; 1] = [("f", &string(5))];
    let realloc = "(call_indirect (param i32) (result i32) (i32.const 15) (i32.const 0))";
    let table = |entries: &str| format!("(table 3 funcref) {entries} (func $other)");

    let leaves = table("(elem (i32.const 0) $leave)");
    assert_eq!(same(&string_seam(&leaves, realloc, ""), &call).answers, [None]);

    // What is in the table, and has the type, stays inside.
    let stays = table("(elem (i32.const 0) $stay $other)");
    let fused = same(&string_seam(&stays, realloc, ""), &call);
    assert!(fused.answers[0].is_some());
    assert_eq!(fused.count("(global "), 0, "{}", fused.text);

    // A function that leaves is in the table too: it is not called, but it could be.
    let both = table("(elem (i32.const 0) $stay $leave)");
    let fused = same(&string_seam(&both, realloc, ""), &call);
    assert!(fused.answers[0].is_some());
    assert_eq!(fused.count("(global "), 1, "{}", fused.text);

    // It is put there by an instruction, whichever.
    for put in [
        "(table.set (i32.const 0) (ref.func $leave))",
        "(table.fill (i32.const 0) (ref.func $leave) (i32.const 1))",
        "(drop (table.grow (ref.func $leave) (i32.const 1)))",
        "(table.init $passive (i32.const 0) (i32.const 0) (i32.const 1))",
        "(table.init $other $passive (i32.const 0) (i32.const 0) (i32.const 1))
            (table.copy 0 $other (i32.const 0) (i32.const 0) (i32.const 1))",
    ] {
        let items = table("(table $other 1 funcref) (elem $passive func $leave) (elem (i32.const 0) $stay)");
        let fused = same(&string_seam(&items, &format!("{put} {realloc}"), ""), &call);
        assert_eq!(fused.answers[0].is_none(), !put.contains("grow"), "{put}");
        assert_eq!(fused.count("(global "), 1, "{put}: {}", fused.text);
    }
}

#[test]
fn a_post_return_may_leave() {
    let component = string_seam("", "(i32.const 16)", "(drop (call $tick (i32.const 100)))");
    same(&component, &[("f", &string(5)), ("f", &string(5))]);
}

/// A component whose allocator and post-return function the embedder calls.
fn host_seam(realloc: &str, post_return: &str) -> String {
    format!(
        r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (core func $tick (canon lower (func $tick)))
        (core module $m
            (import "host" "tick" (func $tick (param i32) (result i32)))
            (memory (export "memory") 1)
            (func $stay (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
            (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc})
            (func (export "post") (param i32) {post_return})
            (func (export "length") (param i32 i32) (result i32) (local.get 1))
            (func (export "f") (param i32 i32) (result i32) (call $tick (local.get 0))))
        (core instance $i (instantiate $m (with "host" (instance (export "tick" (func $tick))))))
        (func (export "length") (param "s" string) (result u32)
            (canon lift (core func $i "length") (memory $i "memory") (realloc (func $i "realloc"))))
        (func (export "f") (param "at" u32) (param "n" u32) (result u32)
            (canon lift (core func $i "f") (post-return (func $i "post")))))"#
    )
}

#[test]
fn a_post_return_that_the_embedder_calls_stays() {
    for (post_return, stays) in [("(drop (call $tick (i32.const 100)))", false), ("", true)] {
        let fused = same(&host_seam("(i32.const 16)", post_return), &[("f", &string(5)), ("f", &string(5))]);
        assert_eq!(fused.answers[0].is_some(), stays, "{post_return}");
        assert_eq!(fused.count("(global "), usize::from(!stays), "{}", fused.text);
        assert_eq!(fused.text.contains("(for the embedder)"), !stays, "{}", fused.text);
    }
}

#[test]
fn an_allocator_that_the_embedder_calls_stays() {
    for (realloc, stays) in [("(call $tick (i32.const 16))", false), ("(call $stay (i32.const 15))", true)] {
        let component = wat::parse_str(host_seam(realloc, "")).unwrap();
        let (answers, ticks) = on_component(&component, &[("length", &[ComponentVal::String("four".into())])]);
        assert_eq!(answers, [stays.then(|| vec![ComponentVal::U32(4)])], "{realloc}");
        assert_eq!(ticks, 0);

        let fused = fuse(&component, &Options::new("test")).unwrap();
        let engine = engine();
        let module = Module::new(&engine, &fused.bytes).unwrap();
        let mut linker = Linker::new(&engine);
        linker
            .func_wrap("$root", "tick", |mut caller: wasmtime::Caller<'_, u32>, n: u32| {
                *caller.data_mut() += n;
                *caller.data()
            })
            .unwrap();
        let mut store = Store::new(&engine, 0);
        let instance = linker.instantiate(&mut store, &module).unwrap();
        let realloc = instance.get_typed_func::<(u32, u32, u32, u32), u32>(&mut store, "cabi_realloc").unwrap();
        assert_eq!(realloc.call(&mut store, (0, 0, 1, 4)).is_ok(), stays);
        assert_eq!(*store.data(), 0);
    }
}
