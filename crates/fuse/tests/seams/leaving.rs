//! Calls out of a component while values are lowered into it: flags that are needed, and flags that are not.

use dissolve_fuse::{Options, fuse};
use wasmtime::component::Val as ComponentVal;
use wasmtime::{Linker, Module, Store};

use super::engines::{Call, engine, fused_answers, on_component, same};
use super::strings::{string, string_seam};

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

    // The same where the table's entries are expressions.
    let expressions = [
        ("(elem (i32.const 0) funcref (ref.func $leave) (ref.null func))", 0),
        ("(elem (i32.const 0) funcref (ref.func $stay) (ref.null func) (ref.func $leave))", 2),
    ];
    for (entries, called) in expressions {
        let realloc = format!("(call_indirect (param i32) (result i32) (i32.const 15) (i32.const {called}))");
        assert_eq!(same(&string_seam(&table(entries), &realloc, ""), &call).answers, [None], "{entries}");
    }

    // The functions in the table that have the type stay inside.
    let stays = table("(elem (i32.const 0) $stay $other)");
    let fused = same(&string_seam(&stays, realloc, ""), &call);
    assert!(fused.answers[0].is_some());
    assert_eq!(fused.count("(global "), 0, "{}", fused.text);

    // A function that leaves is in the table too: it is not called, but it could be.
    let both = table("(elem (i32.const 0) $stay $leave)");
    let fused = same(&string_seam(&both, realloc, ""), &call);
    assert!(fused.answers[0].is_some());
    assert_eq!(fused.count("(global "), 1, "{}", fused.text);

    // Any of these instructions may put the function into the table.
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

/// The engine's adapters let a post-return function leave; the Component Model does not. If a host calls the function,
/// the engine traps too ([`a_post_return_that_the_embedder_calls_stays`]).
#[test]
fn a_post_return_that_leaves_traps() {
    let calls: [Call<'_>; 2] = [("f", &string(5)), ("f", &string(5))];
    for leave in ["(drop (call $tick (i32.const 100)))", "(drop (call $leave (i32.const 100)))"] {
        let component = string_seam("", "(i32.const 16)", leave);
        // `length` has called `tick` with the string's length, 5, before the trap.
        assert_eq!(fused_answers(&component, &calls), (vec![None], 5), "{leave}");
        let stays = component.replace(leave, "(if (i32.eqz (local.get 0)) (then (drop (call $tick (i32.const 100)))))");
        let (answers, ticks) = fused_answers(&stays, &calls);
        assert!(answers.iter().all(Option::is_some) && ticks == 10, "{answers:?}, {ticks}");
    }
    let fused = same(&string_seam("", "(i32.const 16)", "(drop (call $stay (i32.const 1)))"), &calls);
    assert_eq!(fused.count("(global "), 0, "one that stays needs no flag: {}", fused.text);
}

/// `resource.new` and `resource.drop` are calls out of the component, too.
#[test]
fn a_post_return_that_makes_or_drops_a_handle_traps() {
    for (post_return, stays) in [
        ("(drop (call $new (i32.const 7)))", false),
        ("(call $drop (global.get $handle))", false),
        ("(drop (call $rep (global.get $handle)))", true),
        ("", true),
    ] {
        let component = format!(
            r#"(component
            (component $inner
                (type $r (resource (rep i32)))
                (core func $new (canon resource.new $r)) (core func $drop (canon resource.drop $r))
                (core func $rep (canon resource.rep $r))
                (core module $m
                    (import "" "new" (func $new (param i32) (result i32))) (import "" "drop" (func $drop (param i32)))
                    (import "" "rep" (func $rep (param i32) (result i32)))
                    (global $handle (mut i32) (i32.const 0))
                    (func (export "f") (param i32) (result i32) (global.set $handle (call $new (local.get 0))) (local.get 0))
                    (func (export "post") (param i32) {post_return}))
                (core instance $i (instantiate $m (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))
                    (export "rep" (func $rep))))))
                (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f") (post-return (func $i "post")))))
            (component $outer
                (import "f" (func $f (param "n" u32) (result u32)))
                (core func $f (canon lower (func $f)))
                (core module $m (import "" "f" (func $f (param i32) (result i32)))
                    (func (export "f") (param i32) (result i32) (call $f (local.get 0))))
                (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
                (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
            (instance $inner (instantiate $inner))
            (instance $outer (instantiate $outer (with "f" (func $inner "f"))))
            (export "f" (func $outer "f")))"#
        );
        let (answers, _) = fused_answers(&component, &[("f", &[ComponentVal::U32(3)])]);
        assert_eq!(answers[0].is_some(), stays, "{post_return}");
        // A host that calls the function itself gets the same answer from the stock engine.
        let host = component.replace("(export \"f\" (func $outer \"f\"))", "(export \"f\" (func $inner \"f\"))");
        let expected = on_component(&wat::parse_str(host).unwrap(), &[("f", &[ComponentVal::U32(3)])]);
        assert_eq!(expected.0[0].is_some(), stays, "{post_return}");
    }
}

/// Returns a component whose allocator and post-return function the embedder calls.
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
