//! The functions that grow a memory, and the calls that lead to them.

use dissolve_reach::{Graph, Growth};
use dissolve_wasm::{FuncIndex, Module};

/// Writes each growth as `root -> function -> function [memories]`, with `~>` for a step through a table or a
/// reference.
fn growth(module: &str) -> Vec<String> {
    let wasm = wat::parse_str(module).unwrap();
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(&wasm).unwrap();
    let graph = Graph::new(&Module::read(&wasm).unwrap()).unwrap();
    let describe = |growth: Growth| {
        let mut text = growth.root.to_string();
        for step in growth.chain {
            let name = graph.name(step.function).unwrap_or_else(|| step.function.to_string());
            text.push_str(if step.indirect { " ~> " } else { " -> " });
            text.push_str(&name);
        }
        let memories: Vec<u32> = growth.memories.iter().map(|memory| memory.as_u32()).collect();
        format!("{text} {memories:?}")
    };
    graph.growth(&graph.reachable()).into_iter().map(describe).collect()
}

/// A module with one memory whose function `$grow` grows it.
fn with_grow(rest: &str) -> String {
    format!("(module (memory 1) (func $grow (result i32) i32.const 1 memory.grow) {rest})")
}

#[test]
fn every_root_and_every_way() {
    for (rest, expected) in [
        (r#"(export "e" (func $grow))"#, "export `e` -> grow [0]"),
        (r#"(func $f (export "e") (drop (call $grow)))"#, "export `e` -> f -> grow [0]"),
        (r#"(func $f (export "e") (result i32) (return_call $grow))"#, "export `e` -> f -> grow [0]"),
        ("(func $s (drop (call $grow))) (start $s)", "start function -> s -> grow [0]"),
        (r#"(table (export "t") 1 funcref) (elem (i32.const 0) $grow)"#, "export `t` ~> grow [0]"),
        (r#"(global funcref (ref.func $grow))"#, "a table or global of the module -> grow [0]"),
        ("(table 1 funcref (ref.func $grow))", "a table or global of the module -> grow [0]"),
        // A segment that may not fit its table may trap, so it stays with the functions in it.
        ("(table 1 funcref) (elem (i32.const 1) $grow)", "a table or global of the module ~> grow [0]"),
        (
            r#"(table 1 funcref) (elem (i32.const 0) $grow) (type $t (func (result i32)))
               (func $f (export "e") (result i32) (call_indirect (type $t) (i32.const 0)))"#,
            "export `e` -> f ~> grow [0]",
        ),
        (
            r#"(elem declare func $grow) (type $t (func (result i32)))
               (func $f (export "e") (result i32) (call_ref $t (ref.func $grow)))"#,
            "export `e` -> f ~> grow [0]",
        ),
        (
            r#"(table 1 funcref) (elem $s func $grow)
               (func $f (export "e") (table.init $s (i32.const 0) (i32.const 0) (i32.const 1)))"#,
            "export `e` -> f ~> grow [0]",
        ),
        (
            r#"(type $a (array funcref)) (elem $s funcref (ref.func $grow))
               (func $f (export "e") (drop (array.new_elem $a $s (i32.const 0) (i32.const 1))))"#,
            "export `e` -> f ~> grow [0]",
        ),
        (
            r#"(table $to 1 funcref) (table $from 1 funcref) (elem (table $from) (i32.const 0) func $grow)
               (func $f (export "e") (table.copy $to $from (i32.const 0) (i32.const 0) (i32.const 1)))"#,
            "export `e` -> f ~> grow [0]",
        ),
        (
            r#"(table $to 1 funcref) (table $from 1 funcref) (elem (table $to) (i32.const 0) func $grow)
               (func $f (export "e") (table.copy $to $from (i32.const 0) (i32.const 0) (i32.const 1)))"#,
            "export `e` -> f ~> grow [0]",
        ),
    ] {
        assert_eq!(growth(&with_grow(rest)), [expected], "{rest}");
    }
}

#[test]
fn an_imported_table_can_be_called_through() {
    let module = r#"(module (import "env" "table" (table 1 funcref)) (memory 1) (elem (i32.const 0) $grow)
        (func $grow (result i32) i32.const 1 memory.grow))"#;
    assert_eq!(growth(module), ["imported table `env::table` ~> grow [0]"]);
}

#[test]
fn what_nothing_reaches_does_not_count() {
    for rest in [
        "",
        "(func $f (drop (call $grow)))",
        "(table 1 funcref) (elem (i32.const 0) $grow)",
        // A passive segment that no instruction uses, and a table that no instruction reads.
        r#"(elem func $grow) (func (export "e"))"#,
        r#"(table $used 1 funcref) (table $idle 1 funcref) (elem (table $idle) (i32.const 0) func $grow)
           (func (export "e") (drop (table.get $used (i32.const 0))))"#,
        r#"(table (export "t") 1 funcref) (func (export "e") (drop (table.grow 0 (ref.null func) (i32.const 1))))"#,
        "(func $other) (global funcref (ref.func $other)) (table 1 funcref (ref.func $other))",
        // Code after a return.
        r#"(func (export "e") (return) (drop (memory.grow (i32.const 1))))"#,
    ] {
        assert_eq!(growth(&with_grow(rest)), [""; 0], "{rest}");
    }
}

#[test]
fn the_chain_is_a_shortest_one() {
    let module = with_grow(
        r#"(func $a (export "long") (call $b)) (func $b (call $c)) (func $c (drop (call $grow)))
           (func $d (export "short") (call $c))"#,
    );
    assert_eq!(growth(&module), ["export `short` -> d -> c -> grow [0]"]);
    // A chain through a table counts as many steps as one of calls.
    let module = with_grow(
        r#"(table 1 funcref) (elem (i32.const 0) $grow) (type $t (func (result i32)))
           (func $a (export "calls") (call $b)) (func $b (drop (call $grow)))
           (func $c (export "table") (drop (call_indirect (type $t) (i32.const 0))))"#,
    );
    assert_eq!(growth(&module), ["export `table` -> c ~> grow [0]"]);
}

#[test]
fn all_functions_and_all_memories() {
    let module = r#"(module (import "env" "memory" (memory 1)) (memory $own 1)
        (func $both (export "both") (param i32) (result i32)
            (i32.add (memory.grow 0 (local.get 0)) (memory.grow $own (local.get 0))))
        (func $one (export "one") (result i32) (memory.grow $own (memory.grow $own (i32.const 1))))
        (func $dead (result i32) (memory.grow 0 (i32.const 1))))"#;
    assert_eq!(growth(module), ["export `both` -> both [0, 1]", "export `one` -> one [1]"]);
}

#[test]
fn imported_functions_come_before_those_that_are_defined() {
    let module = r#"(module (import "env" "f" (func)) (memory 1)
        (func $grow (export "e") (result i32) (memory.grow (i32.const 1))))"#;
    assert_eq!(growth(module), ["export `e` -> grow [0]"]);
}

/// The reachable items: functions and tables, with the imported ones, and segments.
#[test]
fn each_function_table_and_segment_is_in_use_or_not() {
    let module = r#"(module (import "env" "called" (func $called)) (import "env" "idle" (func))
        (table $used 2 funcref) (table 1 funcref)
        (elem (table $used) (i32.const 0) func $in_table) (elem (table 1) (i32.const 0) func $idle) (elem func $idle)
        (elem declare func $taken)
        (func $in_table (drop (ref.func $in_table)))
        (func $idle (drop (ref.func $idle)))
        (func $taken)
        (func (export "e") (call $called) (drop (ref.func $taken)) (drop (table.get $used (i32.const 0)))))"#;
    let wasm = wat::parse_str(module).unwrap();
    let graph = Graph::new(&Module::read(&wasm).unwrap()).unwrap();
    let reachable = graph.reachable();
    assert_eq!(reachable.functions().collect::<Vec<_>>(), [true, false, true, false, true, true]);
    assert_eq!(reachable.tables().collect::<Vec<_>>(), [true, false]);
    assert_eq!(reachable.elements().collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(graph.referenced(&reachable).into_iter().map(FuncIndex::as_u32).collect::<Vec<_>>(), [2, 4]);
}

#[test]
fn recursion_ends() {
    let module = with_grow(r#"(func $a (export "e") (call $b)) (func $b (call $a) (drop (call $grow)))"#);
    assert_eq!(growth(&module), ["export `e` -> a -> b -> grow [0]"]);
}

#[test]
fn a_malformed_name_section_names_what_it_can() {
    let mut wasm =
        wat::parse_str(r#"(module (memory 1) (func (export "e") (drop (memory.grow (i32.const 1)))))"#).unwrap();
    // A name map that promises two names and ends within the second.
    wasm.extend([0, 13, 4]);
    wasm.extend(b"name");
    wasm.extend([1, 6, 2, 0, 1, b'g', 1, 9]);
    wasmparser::validate(&wasm).unwrap();
    let graph = Graph::new(&Module::read(&wasm).unwrap()).unwrap();
    assert_eq!(graph.name(FuncIndex::from_u32(0)).as_deref(), Some("g"));
    assert_eq!(graph.growth(&graph.reachable()).len(), 1);
}
