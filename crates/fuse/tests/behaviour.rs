//! A component and its fused module, call by call on a stock engine: the same results, and traps in the same calls.

use dissolve_fuse::{MemoryMode, Options, fuse};
use dissolve_targets::Grow;
use wasmtime::component::{Component, Linker as ComponentLinker, Val as ComponentVal};
use wasmtime::{Config, Engine, Linker, Module, Store, Val};

fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true);
    Engine::new(&config).unwrap()
}

/// The host function `tick`: returns its argument plus 31 times the previous result.
fn tick(total: &mut u32, argument: u32) -> u32 {
    *total = total.wrapping_mul(31).wrapping_add(argument);
    *total
}

/// Returns the results of calls on one instance; a trap ends the list.
fn on_component(engine: &Engine, wasm: &[u8], calls: &[(&str, &[u32])]) -> Vec<Option<u32>> {
    let component = Component::new(engine, wasm).unwrap();
    let mut linker = ComponentLinker::new(engine);
    linker
        .root()
        .func_wrap("tick", |mut store: wasmtime::StoreContextMut<'_, u32>, (argument,): (u32,)| {
            Ok((tick(store.data_mut(), argument),))
        })
        .unwrap();
    let mut store = Store::new(engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &component) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| ComponentVal::U32(argument)).collect();
        let mut results = [ComponentVal::U32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok().map(|()| match results {
            [ComponentVal::U32(value)] => value,
            _ => panic!("`{name}` returns something else than a u32"),
        });
        answers.push(answer);
        if answer.is_none() {
            break;
        }
    }
    answers
}

fn on_fused(engine: &Engine, wasm: &[u8], calls: &[(&str, &[u32])]) -> Vec<Option<u32>> {
    let module = Module::new(engine, wasm).unwrap();
    let mut linker = Linker::new(engine);
    linker
        .func_wrap("$root", "tick", |mut caller: wasmtime::Caller<'_, u32>, argument: u32| {
            tick(caller.data_mut(), argument)
        })
        .unwrap();
    let mut store = Store::new(engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &module) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| Val::I32(argument.cast_signed())).collect();
        let mut results = [Val::I32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok();
        answers.push(answer.map(|()| results[0].unwrap_i32().cast_unsigned()));
        if answer.is_none() {
            break;
        }
    }
    answers
}

/// Fuses a component and checks that the module answers as the component does, with isolated and with shared memories.
/// Returns the answers and the text of the isolated module.
fn same(component: &str, calls: &[(&str, &[u32])]) -> (Vec<Option<u32>>, String) {
    let wasm = wat::parse_str(component).unwrap();
    let engine = engine();
    let expected = on_component(&engine, &wasm, calls);
    let [_, text] = [MemoryMode::Shared, MemoryMode::Isolated].map(|memory| {
        let fused = fuse(&wasm, &Options { memory, ..Options::new("test") }).unwrap();
        let actual = on_fused(&engine, &fused.bytes, calls);
        let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
        assert_eq!(actual, expected, "{memory}: {text}");
        text
    });
    (expected, text)
}

#[test]
fn a_call_between_two_components() {
    let component = r#"(component
        (component $adder
            (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
            (core instance $i (instantiate $m))
            (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))
        (component $twice
            (import "add" (func $add (param "a" u32) (param "b" u32) (result u32)))
            (core func $add (canon lower (func $add)))
            (core module $m
                (import "" "add" (func $add (param i32 i32) (result i32)))
                (func (export "twice") (param i32) (result i32) local.get 0 local.get 0 call $add))
            (core instance $i (instantiate $m (with "" (instance (export "add" (func $add))))))
            (func (export "twice") (param "a" u32) (result u32) (canon lift (core func $i "twice"))))
        (instance $adder (instantiate $adder))
        (instance $twice (instantiate $twice (with "add" (func $adder "add"))))
        (export "twice" (func $twice "twice")))"#;
    let (answers, _) = same(component, &[("twice", &[21]), ("twice", &[u32::MAX])]);
    assert_eq!(answers, [Some(42), Some(u32::MAX.wrapping_mul(2))]);
}

#[test]
fn one_module_instantiated_twice_has_two_states() {
    let component = r#"(component
        (core module $counter
            (global $count (mut i32) (i32.const 0))
            (memory 1)
            (func (export "count") (param i32) (result i32)
                (global.set $count (i32.add (global.get $count) (local.get 0)))
                (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
                (i32.add (i32.mul (global.get $count) (i32.const 1000)) (i32.load (i32.const 8)))))
        (core instance $a (instantiate $counter))
        (core instance $b (instantiate $counter))
        (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "count")))
        (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "count"))))"#;
    let (answers, text) = same(component, &[("a", &[1]), ("a", &[1]), ("b", &[7]), ("a", &[1])]);
    assert_eq!(answers, [Some(1001), Some(2002), Some(7001), Some(3003)]);
    assert_eq!(text.matches("(memory ").count(), 2, "{text}");
}

/// The declaration of a function for `ref.func` may be an export or a segment that the fused module does not need.
#[test]
fn references_stay_declared() {
    for declaration in ["(elem declare func $twenty)", r#"(export "twenty" (func $twenty))"#] {
        let component = format!(
            r#"(component
        (core module $m
            (type $t (func (result i32)))
            (table 1 funcref)
            (func $ten (result i32) (i32.const 10))
            (func $twenty (result i32) (i32.const 20))
            (elem (i32.const 0) func $ten)
            {declaration}
            (func (export "set") (param i32) (result i32) (table.set (i32.const 0) (ref.func $twenty)) (local.get 0))
            (func (export "call") (result i32) (call_indirect (type $t) (i32.const 0))))
        (core instance $a (instantiate $m))
        (core instance $b (instantiate $m))
        (func (export "set-a") (param "x" u32) (result u32) (canon lift (core func $a "set")))
        (func (export "call-a") (result u32) (canon lift (core func $a "call")))
        (func (export "call-b") (result u32) (canon lift (core func $b "call"))))"#
        );
        let (answers, _) = same(&component, &[("call-a", &[]), ("set-a", &[5]), ("call-a", &[]), ("call-b", &[])]);
        assert_eq!(answers, [Some(10), Some(5), Some(20), Some(10)]);
    }
}

#[test]
fn start_functions_and_segments_keep_their_order() {
    // The second instance writes to the first one's memory after the first one's start function has read it, and its own
    // start function sees both.
    let component = r#"(component
        (core module $first
            (memory (export "memory") 1)
            (table (export "table") 2 funcref)
            (elem (i32.const 0) $one)
            (data (i32.const 0) "\01")
            (global $seen (mut i32) (i32.const 0))
            (func $one (export "one") (result i32) i32.const 1)
            (func $start (global.set $seen (i32.load8_u (i32.const 0))))
            (start $start)
            (func (export "seen") (result i32) global.get $seen))
        (core module $second
            (import "first" "memory" (memory 1))
            (import "first" "table" (table 2 funcref))
            (import "first" "base" (global $base i32))
            (elem (global.get $base) $two)
            (data (i32.const 0) "\02")
            (global $seen (mut i32) (i32.const 0))
            (func $two (result i32) i32.const 2)
            (func $start
                (global.set $seen (i32.add (i32.mul (i32.load8_u (i32.const 0)) (i32.const 10))
                    (call_indirect (result i32) (i32.const 1)))))
            (start $start)
            (func (export "seen") (result i32) global.get $seen))
        (core module $base (global (export "base") i32 (i32.const 1)))
        (core instance $base (instantiate $base))
        (core instance $first (instantiate $first))
        (core instance $second (instantiate $second (with "first" (instance
            (export "memory" (memory $first "memory")) (export "table" (table $first "table"))
            (export "base" (global $base "base"))))))
        (func (export "first") (result u32) (canon lift (core func $first "seen")))
        (func (export "second") (result u32) (canon lift (core func $second "seen"))))"#;
    let (answers, text) = same(component, &[("first", &[]), ("second", &[])]);
    assert_eq!(answers, [Some(1), Some(22)]);
    assert!(text.contains("memory.init") && text.contains("table.init"), "{text}");
}

#[test]
fn a_start_function_that_traps_fails_instantiation() {
    let component = r#"(component
        (core module $m (func $f unreachable) (start $f) (func (export "f") (result i32) i32.const 1))
        (core instance $i (instantiate $m))
        (func (export "f") (result u32) (canon lift (core func $i "f"))))"#;
    assert_eq!(same(component, &[("f", &[])]).0, [None]);
}

#[test]
fn segments_out_of_bounds_fail_instantiation() {
    for module in
        [r#"(memory 1) (data (i32.const 65536) "x")"#, r#"(table 1 funcref) (elem (i32.const 1) $f) (func $f)"#]
    {
        let component = format!(
            r#"(component (core module $m {module} (func (export "f") (result i32) i32.const 1))
                (core instance $i (instantiate $m))
                (func (export "f") (result u32) (canon lift (core func $i "f"))))"#
        );
        assert_eq!(same(&component, &[("f", &[])]).0, [None]);
    }
}

#[test]
fn host_imports_are_called_and_named() {
    let component = r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (core func $tick (canon lower (func $tick)))
        (core module $m
            (import "host" "tick" (func $tick (param i32) (result i32)))
            (func (export "f") (param i32) (result i32) (drop (call $tick (local.get 0))) (call $tick (i32.const 3))))
        (core instance $i (instantiate $m (with "host" (instance (export "tick" (func $tick))))))
        (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))"#;
    let (answers, text) = same(component, &[("f", &[5]), ("f", &[6])]);
    assert_eq!(answers, [Some(5 * 31 + 3), Some(((5 * 31 + 3) * 31 + 6) * 31 + 3)]);
    assert!(text.contains(r#"(import "$root" "tick""#), "{text}");
}

/// A component calls the host while another component's arguments are lowered into it.
#[test]
fn a_component_must_not_leave_while_it_is_lowered_into() {
    let component = r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (component $inner
            (import "tick" (func $tick (param "n" u32) (result u32)))
            (core func $tick (canon lower (func $tick)))
            (core module $m
                (import "host" "tick" (func $tick (param i32) (result i32)))
                (memory (export "memory") 1)
                (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                    (drop (call $tick (i32.const 1))) i32.const 16)
                (func (export "length") (param i32 i32) (result i32) (call $tick (local.get 1))))
            (core instance $i (instantiate $m (with "host" (instance (export "tick" (func $tick))))))
            (func (export "length") (param "s" string) (result u32)
                (canon lift (core func $i "length") (memory $i "memory") (realloc (func $i "realloc")))))
        (component $outer
            (import "length" (func $length (param "s" string) (result u32)))
            (core module $memory (memory (export "memory") 1) (data (i32.const 32) "hello"))
            (core instance $memory (instantiate $memory))
            (core func $length (canon lower (func $length) (memory $memory "memory")))
            (core module $m
                (import "" "length" (func $length (param i32 i32) (result i32)))
                (func (export "f") (param i32) (result i32) (call $length (i32.const 32) (local.get 0))))
            (core instance $i (instantiate $m (with "" (instance (export "length" (func $length))))))
            (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner (with "tick" (func $tick))))
        (instance $outer (instantiate $outer (with "length" (func $inner "length"))))
        (export "f" (func $outer "f")))"#;
    assert_eq!(same(component, &[("f", &[5])]).0, [None], "it leaves from `realloc`");
    let lawful = component.replace("(drop (call $tick (i32.const 1)))", "");
    assert_eq!(same(&lawful, &[("f", &[5]), ("f", &[5])]).0, [Some(5), Some(5 * 31 + 5)]);
}

/// A string crosses from one component to another, in every pair of encodings; the receiver hashes it.
#[test]
fn strings_cross_in_every_encoding() {
    let encodings = ["utf8", "utf16", "latin1+utf16"];
    let texts = ["", "a", "hello, world", "grüße", "日本語", "a\u{10ffff}b", "é\u{100}é", "mixed 🦀 ünïcode"];
    for sender in encodings {
        for receiver in encodings {
            for text in texts {
                let (bytes, length) = encode(text, sender);
                let answers = same(&string_component(sender, receiver, &bytes), &[("f", &[length])]).0;
                assert!(answers[0].is_some(), "`{text}` from {sender} to {receiver} trapped");
            }
        }
    }
    // Strings that are not valid in the sender's encoding: both trap.
    let invalid: [(&str, &[u8], u32); 4] = [
        ("utf8", b"\xff", 1),
        ("utf8", b"\xed\xa0\x80", 3),
        ("utf16", b"\x00\xd8\x41\x00", 2),
        ("latin1+utf16", b"\x00\xdc", 0x8000_0001),
    ];
    for (sender, bytes, length) in invalid {
        for receiver in encodings {
            let answers = same(&string_component(sender, receiver, bytes), &[("f", &[length])]).0;
            assert_eq!(answers, [None], "{bytes:x?} from {sender} to {receiver}");
        }
    }
}

/// Encodes a text in a canonical string encoding; returns the bytes and the length as the ABI counts it.
fn encode(text: &str, encoding: &str) -> (Vec<u8>, u32) {
    let utf16 = || text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    match encoding {
        "utf8" => (text.into(), text.len() as u32),
        "utf16" => (utf16(), text.encode_utf16().count() as u32),
        _ if text.chars().all(|c| u32::from(c) < 0x100) => {
            (text.chars().map(|c| u32::from(c) as u8).collect(), text.chars().count() as u32)
        }
        _ => (utf16(), text.encode_utf16().count() as u32 | 0x8000_0000),
    }
}

fn string_component(sender: &str, receiver: &str, bytes: &[u8]) -> String {
    let data: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
    format!(
        r#"(component
        (component $inner
            (core module $m
                (memory (export "memory") 1)
                (global $next (mut i32) (i32.const 16))
                (func (export "realloc") (param $old i32) (param $old_len i32) (param $align i32) (param $len i32)
                    (result i32)
                    (local $at i32)
                    ;; A block that grows or shrinks stays; a new one is aligned.
                    (if (local.get $old) (then (return (local.get $old))))
                    (local.set $at (i32.and
                        (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                        (i32.sub (i32.const 0) (local.get $align))))
                    (global.set $next (i32.add (local.get $at) (i32.const 1024)))
                    local.get $at)
                (func (export "hash") (param $at i32) (param $len i32) (result i32)
                    (local $hash i32) (local $end i32)
                    (local.set $hash (local.get $len))
                    (local.set $end (i32.add (local.get $at) (i32.const 64)))
                    (loop $next
                        (local.set $hash (i32.add (i32.mul (local.get $hash) (i32.const 31))
                            (i32.load8_u (local.get $at))))
                        (local.set $at (i32.add (local.get $at) (i32.const 1)))
                        (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
                    local.get $hash))
            (core instance $i (instantiate $m))
            (func (export "hash") (param "s" string) (result u32)
                (canon lift (core func $i "hash") (memory $i "memory") (realloc (func $i "realloc"))
                    string-encoding={receiver})))
        (component $outer
            (import "hash" (func $hash (param "s" string) (result u32)))
            (core module $memory (memory (export "memory") 1) (data (i32.const 32) "{data}"))
            (core instance $memory (instantiate $memory))
            (core func $hash (canon lower (func $hash) (memory $memory "memory") string-encoding={sender}))
            (core module $m
                (import "" "hash" (func $hash (param i32 i32) (result i32)))
                (func (export "f") (param i32) (result i32) (call $hash (i32.const 32) (local.get 0))))
            (core instance $i (instantiate $m (with "" (instance (export "hash" (func $hash))))))
            (func (export "f") (param "n" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "hash" (func $inner "hash"))))
        (export "f" (func $outer "f")))"#
    )
}

/// Two components, each with a memory and an arena of its own, that call the embedder's allocator.
const TWO_ARENAS: &str = r#"(component
    (import "cabi-arena-realloc" (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
    (core module $guest
        (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 1)
        (func (export "take") (param $length i32) (result i32)
            (local $block i32)
            (local.set $block
                (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $length)))
            (memory.fill (local.get $block) (i32.const 1) (local.get $length))
            (local.get $block)))
    (core func $arena (canon lower (func $arena)))
    (core instance $env (export "__cabi_arena_realloc" (func $arena)))
    (core instance $a (instantiate $guest (with "env" (instance $env))))
    (core instance $b (instantiate $guest (with "env" (instance $env))))
    (func (export "a") (param "length" u32) (result u32) (canon lift (core func $a "take")))
    (func (export "b") (param "length" u32) (result u32) (canon lift (core func $b "take"))))"#;

#[test]
fn each_memory_has_an_arena_of_its_own() {
    let wasm = wat::parse_str(TWO_ARENAS).unwrap();
    let fused = fuse(&wasm, &Options::new("test")).unwrap();
    let imported: Vec<_> = fused.interface.imports.iter().map(|import| import.field.as_str()).collect();
    assert_eq!(imported, ["__cabi_arena_realloc", "__cabi_arena_realloc@1"]);

    let bound = fuse(&wasm, &Options { bind_arena: Some(1000), ..Options::new("test") }).unwrap();
    assert_eq!(bound.interface.imports, []);
    assert_eq!(dissolve_interface::Interface::read(&bound.bytes).unwrap(), Some(bound.interface));
    let calls: &[(&str, &[u32])] = &[("a", &[900]), ("b", &[900]), ("b", &[50]), ("a", &[50]), ("b", &[100])];
    let answers = on_fused(&engine(), &bound.bytes, calls);
    let (first, second) = (65536 + 8, 65536 + 8 + 904);
    assert_eq!(answers, [Some(first), Some(first), Some(second), Some(second), None], "one exhausted, not the other");
}

/// The adapter between two components checks addresses in a memory that the arena enlarges.
#[test]
fn an_arena_is_bound_where_strings_cross() {
    let realloc = "(param $old i32) (param $old_len i32) (param $align i32) (param $len i32)";
    let text = string_component("utf8", "utf16", "grüße".as_bytes());
    // The bytes after the string belong to the allocator.
    let text = text.replace("(i32.const 64)", "(i32.shl (local.get $len) (i32.const 1))");
    let (start, end) = (text.find("(global $next").unwrap(), text.find("(func (export \"hash\")").unwrap());
    let forwarded = format!(
        r#"(func (export "realloc") {realloc} (result i32)
            (call $arena (local.get $old) (local.get $old_len) (local.get $align) (local.get $len)))
        "#
    );
    let bound = format!("{}{forwarded}{}", &text[..start], &text[end..]);
    let import = "(param \"p0\" u32) (param \"p1\" u32) (param \"p2\" u32) (param \"p3\" u32) (result u32)";
    let bound = bound
        .replacen("(component\n", &format!("(component\n(import \"cabi-arena-realloc\" (func $arena {import}))\n"), 1)
        .replacen(
            "(component $inner",
            &format!(
                "(component $inner (import \"arena\" (func $arena {import}))
            (core func $arena (canon lower (func $arena)))
            (core instance $env (export \"__cabi_arena_realloc\" (func $arena)))"
            ),
            1,
        )
        .replacen(
            "(memory (export \"memory\") 1)",
            "(import \"env\" \"__cabi_arena_realloc\" (func $arena (param i32 i32 i32 i32) (result i32)))
            (memory (export \"memory\") 1)",
            1,
        )
        .replacen(
            "(core instance $i (instantiate $m))",
            "(core instance $i (instantiate $m (with \"env\" (instance $env))))",
            1,
        )
        .replacen(
            "(instance $inner (instantiate $inner))",
            "(instance $inner (instantiate $inner (with \"arena\" (func $arena))))",
            1,
        );
    let wasm = wat::parse_str(&bound).unwrap();
    let length = "grüße".len() as u32;
    let expected = same(&text, &[("f", &[length])]).0;
    let fused = fuse(&wasm, &Options { bind_arena: Some(256), ..Options::new("test") }).unwrap();
    let fused_text = wasmprinter::print_bytes(&fused.bytes).unwrap();
    assert!(fused_text.contains("memory.fill") && !fused_text.contains("memory.size"), "{fused_text}");
    assert_eq!(on_fused(&engine(), &fused.bytes, &[("f", &[length])]), expected);
}

#[test]
fn an_arena_is_bound_once_no_growth_is_left() {
    let component = r#"(component
        (import "cabi-arena-realloc" (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
        (core module $guest
            (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
            (memory 1)
            (func (export "more") (result i32) (memory.grow (i32.const 1)))
            (func $pages (export "pages") (result i32) memory.size)
            (func (export "take") (result i32)
                (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (i32.const 8))))
        (core func $arena (canon lower (func $arena)))
        (core instance $env (export "__cabi_arena_realloc" (func $arena)))
        (core instance $i (instantiate $guest (with "env" (instance $env))))
        (func (export "take") (result u32) (canon lift (core func $i "take")))
        REST)"#;
    let bind = |rest: &str| {
        let wasm = wat::parse_str(component.replace("REST", rest)).unwrap();
        let fused = fuse(&wasm, &Options { bind_arena: Some(64), grow: Some(Grow::Deny), ..Options::new("test") });
        fused.map(|fused| fused.bytes).map_err(|error| error.to_string())
    };
    let calls: &[(&str, &[u32])] = &[("take", &[]), ("more", &[]), ("take", &[])];
    let more = r#"(func (export "more") (result u32) (canon lift (core func $i "more")))"#;
    assert_eq!(on_fused(&engine(), &bind(more).unwrap(), calls), [Some(65544), Some(u32::MAX), Some(65560)]);
    let pages = r#"(func (export "pages") (result u32) (canon lift (core func $i "pages")))"#;
    let message = bind(pages).unwrap_err();
    assert!(
        message.starts_with("component `test`: ") && message.contains("`pages` executes `memory.size`"),
        "{message}"
    );
}

#[test]
fn nothing_to_bind_is_an_error() {
    let wasm = wat::parse_str("(component)").unwrap();
    let error = fuse(&wasm, &Options { bind_arena: Some(64), ..Options::new("test") }).unwrap_err().to_string();
    assert!(error.starts_with("component `test`: the module does not import"), "{error}");
    assert!(error.contains("--bind-arena"), "{error}");
}

/// A module without an instance never runs, even if it is exported.
#[test]
fn a_core_module_may_be_exported() {
    let component = r#"(component
        (core module $m (memory 1) (func (export "one") (result i32) (i32.const 1)))
        (core instance $i (instantiate $m))
        (export "module" (core module $m))
        (func (export "one") (result u32) (canon lift (core func $i "one"))))"#;
    let (answers, text) = same(component, &[("one", &[])]);
    assert_eq!(answers, [Some(1)]);
    assert_eq!(text.matches("i32.const 1").count(), 1, "{text}");
}

/// A reference is declared by an export of the module or by a segment that nothing uses; neither is kept.
#[test]
fn references_are_declared() {
    for declaration in [r#"(export "g" (func $g))"#, "(elem declare func $g)", "(elem func $g)"] {
        let component = format!(
            r#"(component
            (core module $m
                (table 1 funcref)
                (func $g (result i32) i32.const 7)
                {declaration}
                (func (export "f") (result i32)
                    (table.set (i32.const 0) (ref.func $g))
                    (call_indirect (result i32) (i32.const 0))))
            (core instance $i (instantiate $m))
            (func (export "f") (result u32) (canon lift (core func $i "f"))))"#
        );
        assert_eq!(same(&component, &[("f", &[])]).0, [Some(7)], "{declaration}");
    }
}

/// The embedder allocates for strings and lists, and for parameters that are more than 16 values.
#[test]
fn an_allocator_is_recorded_where_the_embedder_needs_it() {
    for (params, needed) in [(1, false), (16, false), (17, true), (18, true)] {
        let list: String = (0..params).map(|index| format!("(param \"p{index}\" u32) ")).collect();
        let core = if params > 16 { "i32 ".to_owned() } else { "i32 ".repeat(params) };
        let component = format!(
            r#"(component
                (core module $m (memory $heap (export "memory") 1)
                    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
                    (func (export "f") (param {core})))
                (core instance $i (instantiate $m))
                (func (export "f") {list}
                    (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))"#
        );
        let fused = fuse(&wat::parse_str(component).unwrap(), &Options::new("test")).unwrap();
        assert_eq!(fused.interface.exports[0].options.realloc.is_some(), needed, "{params} parameters");
        let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
        assert!(text.contains("(memory $heap "), "a memory keeps its name: {text}");
    }
}
