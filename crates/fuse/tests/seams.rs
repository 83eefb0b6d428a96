//! Seams: the fused module answers as the component does, and between two components is no more code than their types need.

use dissolve_fuse::{Fused, Grow, Options, fuse};
use wasmtime::component::{Component, Linker as ComponentLinker, Type, Val as ComponentVal};
use wasmtime::{Config, Engine, Linker, Module, Store, Val};

fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true).wasm_tail_call(true);
    Engine::new(&config).unwrap()
}

/// A call, by an export's name and its arguments.
type Call<'a> = (&'a str, &'a [ComponentVal]);

/// Results of calls on one instance; a trap ends the list. The host's `tick` adds up what it is called with.
fn on_component(wasm: &[u8], calls: &[Call<'_>]) -> (Vec<Option<Vec<ComponentVal>>>, u32) {
    let engine = engine();
    let component = Component::new(&engine, wasm).unwrap();
    let mut linker = ComponentLinker::new(&engine);
    linker
        .root()
        .func_wrap("tick", |mut store: wasmtime::StoreContextMut<'_, u32>, (n,): (u32,)| {
            *store.data_mut() += n;
            Ok((*store.data(),))
        })
        .unwrap();
    let mut store = Store::new(&engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &component) else { return (vec![None], *store.data()) };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let count = function.ty(&store).results().count();
        let mut results = vec![ComponentVal::Bool(false); count];
        let ran = function.call(&mut store, arguments, &mut results).is_ok();
        answers.push(ran.then_some(results));
        if !ran {
            break;
        }
    }
    (answers, *store.data())
}

/// A value as the core function takes it.
fn lower(value: &ComponentVal) -> Val {
    match *value {
        ComponentVal::Bool(value) => Val::I32(value.into()),
        ComponentVal::U8(value) => Val::I32(value.into()),
        ComponentVal::S8(value) => Val::I32(value.into()),
        ComponentVal::U16(value) => Val::I32(value.into()),
        ComponentVal::S16(value) => Val::I32(value.into()),
        ComponentVal::U32(value) => Val::I32(value.cast_signed()),
        ComponentVal::S32(value) => Val::I32(value),
        ComponentVal::U64(value) => Val::I64(value.cast_signed()),
        ComponentVal::S64(value) => Val::I64(value),
        ComponentVal::Float32(value) => Val::F32(value.to_bits()),
        ComponentVal::Float64(value) => Val::F64(value.to_bits()),
        ComponentVal::Char(value) => Val::I32(u32::from(value).cast_signed()),
        ref other => panic!("{other:?} is no scalar"),
    }
}

/// What a host makes of a core result (Component Model, *CanonicalABI*, `lift_flat`); none traps.
fn lift(ty: &Type, value: &Val) -> Option<ComponentVal> {
    Some(match ty {
        Type::Bool => ComponentVal::Bool(value.unwrap_i32() != 0),
        Type::U8 => ComponentVal::U8(value.unwrap_i32() as u8),
        Type::S8 => ComponentVal::S8(value.unwrap_i32() as i8),
        Type::U16 => ComponentVal::U16(value.unwrap_i32() as u16),
        Type::S16 => ComponentVal::S16(value.unwrap_i32() as i16),
        Type::U32 => ComponentVal::U32(value.unwrap_i32().cast_unsigned()),
        Type::S32 => ComponentVal::S32(value.unwrap_i32()),
        Type::U64 => ComponentVal::U64(value.unwrap_i64().cast_unsigned()),
        Type::S64 => ComponentVal::S64(value.unwrap_i64()),
        Type::Float32 => ComponentVal::Float32(value.unwrap_f32()),
        Type::Float64 => ComponentVal::Float64(value.unwrap_f64()),
        Type::Char => ComponentVal::Char(char::from_u32(value.unwrap_i32().cast_unsigned())?),
        other => panic!("{other:?} is no scalar"),
    })
}

fn on_fused(component: &[u8], fused: &[u8], calls: &[Call<'_>]) -> (Vec<Option<Vec<ComponentVal>>>, u32) {
    let engine = engine();
    let types = Component::new(&engine, component).unwrap().component_type();
    let module = Module::new(&engine, fused).unwrap();
    let mut linker = Linker::new(&engine);
    linker
        .func_wrap("$root", "tick", |mut caller: wasmtime::Caller<'_, u32>, n: u32| {
            *caller.data_mut() += n;
            *caller.data()
        })
        .unwrap();
    let mut store = Store::new(&engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &module) else { return (vec![None], *store.data()) };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let Some((_, wasmtime::component::types::ComponentItem::ComponentFunc(ty))) =
            types.exports(&engine).find(|(export, _)| export == name).map(|(name, item)| (name, item.ty))
        else {
            panic!("no function `{name}`");
        };
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(lower).collect();
        let mut results = vec![Val::I32(0); ty.results().count()];
        let ran = function.call(&mut store, &arguments, &mut results).is_ok();
        let lifted = ty.results().zip(&results).map(|(ty, value)| lift(&ty, value)).collect::<Option<Vec<_>>>();
        let ran = match instance.get_func(&mut store, &format!("cabi_post_{name}")) {
            Some(post_return) if ran => post_return.call(&mut store, &results, &mut []).is_ok(),
            _ => ran,
        };
        answers.push(lifted.filter(|_| ran));
        if answers.last() == Some(&None) {
            break;
        }
    }
    (answers, *store.data())
}

/// A fused component, and its text.
struct Same {
    answers: Vec<Option<Vec<ComponentVal>>>,
    text: String,
}

impl Same {
    fn count(&self, what: &str) -> usize {
        self.text.matches(what).count()
    }

    /// The functions that are defined, each as its instructions.
    fn functions(&self) -> Vec<Vec<&str>> {
        let mut functions = Vec::new();
        let mut lines = self.text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if line.starts_with("(func ") {
                let body = lines.by_ref().take_while(|line| *line != ")").filter(|line| !line.starts_with("(local"));
                // One without instructions is closed on its own line.
                functions.push(if line.ends_with("))") && !line.contains("(param") {
                    Vec::new()
                } else {
                    body.collect()
                });
            }
        }
        functions
    }

    /// Whether one of the functions is just this.
    fn has_function(&self, instructions: &[&str]) -> bool {
        self.functions().iter().any(|function| function == instructions)
    }
}

/// Fuses a component, and checks that it answers as it did and called the host as it did.
fn same_with(component: &str, calls: &[Call<'_>], options: &Options) -> Same {
    let wasm = wat::parse_str(component).unwrap_or_else(|error| panic!("{error}\n{component}"));
    let Fused { bytes, .. } = fuse(&wasm, options).unwrap();
    let text = wasmprinter::print_bytes(&bytes).unwrap();
    let expected = on_component(&wasm, calls);
    assert_eq!(on_fused(&wasm, &bytes, calls), expected, "{text}");
    Same { answers: expected.0, text }
}

fn same(component: &str, calls: &[Call<'_>]) -> Same {
    same_with(component, calls, &Options::new("test"))
}

/// Two components: `inner` has a module with a function `f`; `outer` calls it and exports it as `f`, by a call of its own.
fn two(signature: &str, core: &str, body: &str) -> String {
    let params = core.split("(result").next().unwrap();
    let count = params.split_whitespace().filter(|word| word.trim_end_matches(')').len() == 3).count();
    let gets: String = (0..count).map(|param| format!("(local.get {param}) ")).collect();
    format!(
        r#"(component
        (component $inner
            (core module $m (func $callee (export "f") {core} {body}))
            (core instance $i (instantiate $m))
            (func (export "f") {signature} (canon lift (core func $i "f"))))
        (component $outer
            (import "f" (func $f {signature}))
            (core func $f (canon lower (func $f)))
            (core module $m
                (import "" "f" (func $f {core}))
                (func $caller (export "f") {core} (call $f {gets})))
            (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "f") {signature} (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "f" (func $inner "f"))))
        (export "f" (func $outer "f")))"#
    )
}

#[test]
fn a_call_without_arguments_is_a_call() {
    let fused = same(&two("", "", ""), &[("f", &[]), ("f", &[])]);
    assert_eq!(fused.functions().len(), 2, "{}", fused.text);
    assert_eq!(fused.count("(global "), 0, "{}", fused.text);
    assert!(fused.has_function(&["call $inner::callee"]), "{}", fused.text);
}

#[test]
fn a_call_with_four_scalars_is_a_call() {
    let component = two(
        r#"(param "a" u32) (param "b" s64) (param "c" f32) (param "d" f64) (result f64)"#,
        "(param i32 i64 f32 f64) (result f64)",
        "(f64.add (f64.add (f64.convert_i32_u (local.get 0)) (f64.convert_i64_s (local.get 1)))
            (f64.sub (f64.promote_f32 (local.get 2)) (local.get 3)))",
    );
    let arguments =
        |a, b, c, d| [ComponentVal::U32(a), ComponentVal::S64(b), ComponentVal::Float32(c), ComponentVal::Float64(d)];
    let calls = [arguments(1, -2, 0.5, 1e10), arguments(u32::MAX, i64::MIN, f32::MAX, f64::MIN_POSITIVE)];
    let fused = same(&component, &[("f", &calls[0]), ("f", &calls[1])]);
    assert_eq!(fused.functions().len(), 2, "{}", fused.text);
    assert_eq!(fused.count("global"), 0, "{}", fused.text);
    assert!(
        fused.has_function(&["local.get 0", "local.get 1", "local.get 2", "local.get 3", "call $inner::callee"]),
        "{}",
        fused.text
    );
}

/// Each scalar type there and back: those that fill their core type need no adapter, the others only their conversion.
#[test]
fn a_seam_is_as_long_as_its_conversions() {
    let cases: [(&str, &str, &[ComponentVal], usize); 12] = [
        ("u32", "i32", &[ComponentVal::U32(0), ComponentVal::U32(u32::MAX)], 0),
        ("s32", "i32", &[ComponentVal::S32(i32::MIN), ComponentVal::S32(-1)], 0),
        ("u64", "i64", &[ComponentVal::U64(0), ComponentVal::U64(u64::MAX)], 0),
        ("s64", "i64", &[ComponentVal::S64(i64::MIN), ComponentVal::S64(-1)], 0),
        ("f32", "f32", &[ComponentVal::Float32(-0.0), ComponentVal::Float32(f32::INFINITY)], 0),
        ("f64", "f64", &[ComponentVal::Float64(1.5), ComponentVal::Float64(f64::NEG_INFINITY)], 0),
        // `local.get`, twice a mask, `call`.
        ("u8", "i32", &[ComponentVal::U8(0), ComponentVal::U8(255)], 6),
        ("u16", "i32", &[ComponentVal::U16(0), ComponentVal::U16(65535)], 6),
        // `local.get`, twice a sign extension, `call`.
        ("s8", "i32", &[ComponentVal::S8(-128), ComponentVal::S8(127)], 4),
        ("s16", "i32", &[ComponentVal::S16(-32768), ComponentVal::S16(32767)], 4),
        // Twice `1`, `0`, the value, `select`; `call` with a local for its result.
        ("bool", "i32", &[ComponentVal::Bool(false), ComponentVal::Bool(true)], 10),
        // Twice a check of 17 instructions, and `local.get`; `call` with a local for its result.
        ("char", "i32", &[ComponentVal::Char('\0'), ComponentVal::Char('\u{10ffff}')], 38),
    ];
    for (ty, core, values, length) in cases {
        let signature = format!(r#"(param "a" {ty}) (result {ty})"#);
        let component = two(&signature, &format!("(param {core}) (result {core})"), "(local.get 0)");
        let calls: Vec<Call<'_>> = values.iter().map(|value| ("f", std::slice::from_ref(value))).collect();
        let fused = same(&component, &calls);
        let answers: Vec<_> = values.iter().map(|value| Some(vec![value.clone()])).collect();
        assert_eq!(fused.answers, answers, "{ty}");
        assert_eq!(fused.count("global"), 0, "{ty}: {}", fused.text);
        let functions = fused.functions();
        if length == 0 {
            assert_eq!(functions.len(), 2, "{ty}: {}", fused.text);
        } else {
            assert_eq!(functions.len(), 3, "{ty}: {}", fused.text);
            assert!(functions.iter().any(|function| function.len() == length), "{ty}: {}", fused.text);
        }
    }
}

/// A value that is none of the type's is narrowed at the seam, or traps there.
#[test]
fn conversions_are_kept() {
    let wide = |ty: &str, inner: &str| {
        let component = two(
            &format!(r#"(param "a" {ty}) (result u32)"#),
            "(param i32) (result i32)",
            "(i32.add (local.get 0) (i32.const 1000))",
        );
        component.replace("(call $f (local.get 0) )", &format!("(call $f {inner})"))
    };
    let value = |n: u32| vec![ComponentVal::U32(n)];
    for (ty, inner, answer) in [
        ("u8", "(i32.const 0x1ff)", Some(value(1255))),
        ("u16", "(i32.const 0x1ffff)", Some(value(66535))),
        ("s8", "(i32.const 0x1ff)", Some(value(999))),
        ("s16", "(i32.const 0x18000)", Some(value(1000u32.wrapping_sub(0x8000)))),
        ("bool", "(i32.const 2)", Some(value(1001))),
        ("char", "(i32.const 0x10ffff)", Some(value(0x10ffff + 1000))),
        ("char", "(i32.const 0x110000)", None),
        ("char", "(i32.const 0xd800)", None),
    ] {
        let argument = match ty {
            "u8" => ComponentVal::U8(0),
            "u16" => ComponentVal::U16(0),
            "s8" => ComponentVal::S8(0),
            "s16" => ComponentVal::S16(0),
            "bool" => ComponentVal::Bool(false),
            _ => ComponentVal::Char('a'),
        };
        assert_eq!(same(&wide(ty, inner), &[("f", &[argument])]).answers, [answer], "{ty} {inner}");
    }
}

#[test]
fn a_variant_keeps_its_check() {
    let component = two(
        r#"(param "a" (option u32)) (result u32)"#,
        "(param i32 i32) (result i32)",
        "(i32.add (i32.mul (local.get 0) (i32.const 100)) (local.get 1))",
    );
    // The host passes no option here: the caller makes one of what it gets.
    let component = component.replace(
        r#"(func (export "f") (param "a" (option u32)) (result u32) (canon lift (core func $i "f"))))
        (instance $inner"#,
        r#"(func (export "f") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner"#,
    );
    let call = |case, value| [ComponentVal::U32(case), ComponentVal::U32(value)];
    let fused = same(&component, &[("f", &call(1, 5)), ("f", &call(0, 5)), ("f", &call(2, 5))]);
    let value = |n| Some(vec![ComponentVal::U32(n)]);
    assert_eq!(fused.answers, [value(105), value(0), None]);
    assert_eq!(fused.count("global"), 0, "{}", fused.text);
    assert_eq!(fused.functions().len(), 3, "{}", fused.text);
}

/// Three components in a row; the last one exports what it imports, without code between.
#[test]
fn chains_are_short_from_end_to_end() {
    let middle = |name: &str, body: &str| {
        format!(
            r#"(component ${name}
            (import "f" (func $f (param "a" u32) (result u32)))
            (core func $f (canon lower (func $f)))
            (core module $m
                (import "" "f" (func $f (param i32) (result i32)))
                {body})
            (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
            (func (export "f") (param "a" u32) (result u32) (canon lift (core func $i "f"))))"#
        )
    };
    let component = format!(
        r#"(component
        (component $first
            (core module $m (func $first (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
            (core instance $i (instantiate $m))
            (func (export "f") (param "a" u32) (result u32) (canon lift (core func $i "f"))))
        {}
        {}
        (instance $a (instantiate $first))
        (instance $b (instantiate $second (with "f" (func $a "f"))))
        (instance $c (instantiate $third (with "f" (func $b "f"))))
        (export "f" (func $c "f")))"#,
        middle("second", r#"(export "f" (func $f))"#),
        middle(
            "third",
            r#"(func (export "f") (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))"#
        ),
    );
    let fused = same(&component, &[("f", &[ComponentVal::U32(5)])]);
    assert_eq!(fused.answers, [Some(vec![ComponentVal::U32(16)])]);
    assert_eq!(fused.functions().len(), 2, "{}", fused.text);
    assert!(fused.has_function(&["local.get 0", "call $a::first", "i32.const 1", "i32.add"]), "{}", fused.text);

    let all_forward = component.replace(
        r#"(func (export "f") (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1)))"#,
        r#"(export "f" (func $f))"#,
    );
    let fused = same(&all_forward, &[("f", &[ComponentVal::U32(5)])]);
    assert_eq!(fused.answers, [Some(vec![ComponentVal::U32(15)])]);
    assert_eq!(fused.functions().len(), 1, "{}", fused.text);
    assert!(fused.text.contains(r#"(export "f" (func $a::first))"#), "{}", fused.text);
}

/// A component that lifts what it lowered, and another: nothing is left of them.
#[test]
fn an_import_that_is_passed_on_is_the_export() {
    let component = r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (component $passes
            (import "f" (func $f (param "n" u32) (result u32)))
            (core func $f (canon lower (func $f)))
            (func (export "f") (param "n" u32) (result u32) (canon lift (core func $f))))
        (instance $a (instantiate $passes (with "f" (func $tick))))
        (instance $b (instantiate $passes (with "f" (func $a "f"))))
        (export "f" (func $b "f")))"#;
    let fused = same(component, &[("f", &[ComponentVal::U32(5)]), ("f", &[ComponentVal::U32(6)])]);
    assert_eq!(fused.answers, [Some(vec![ComponentVal::U32(5)]), Some(vec![ComponentVal::U32(11)])]);
    assert_eq!(fused.functions().len(), 0, "{}", fused.text);
}

/// As `wit-component` does it: the module is instantiated with shims that call through a table, which another module fills.
#[test]
fn adapters_in_tables_are_bypassed() {
    let component = r#"(component
        (component $inner
            (core module $m (func $callee (export "f") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
            (core instance $i (instantiate $m))
            (func (export "f") (param "a" u32) (result u32) (canon lift (core func $i "f"))))
        (component $outer
            (import "f" (func $f (param "a" u32) (result u32)))
            (core module $shims
                (table (export "$imports") 1 1 funcref)
                (func (export "0") (param i32) (result i32)
                    (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0))))
            (core module $m
                (import "f" "f" (func $f (param i32) (result i32)))
                (func (export "f") (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1))))
            (core module $fixups
                (import "" "0" (func $f (param i32) (result i32)))
                (import "" "$imports" (table 1 1 funcref))
                (elem (i32.const 0) func $f))
            (core instance $shims (instantiate $shims))
            (core instance $f (export "f" (func $shims "0")))
            (core instance $i (instantiate $m (with "f" (instance $f))))
            (core func $lowered (canon lower (func $f)))
            (core instance $args (export "$imports" (table $shims "$imports")) (export "0" (func $lowered)))
            (core instance (instantiate $fixups (with "" (instance $args))))
            (func (export "f") (param "a" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "f" (func $inner "f"))))
        (export "f" (func $outer "f")))"#;
    let fused = same(component, &[("f", &[ComponentVal::U32(5)])]);
    assert_eq!(fused.answers, [Some(vec![ComponentVal::U32(16)])]);
    assert_eq!(fused.functions().len(), 3, "callee, shim, caller: {}", fused.text);
    assert!(fused.text.contains("func $inner::callee)"), "{}", fused.text);
    assert_eq!(fused.count("global"), 0, "{}", fused.text);
}

#[test]
fn references_tail_calls_and_start_functions_name_the_callee() {
    let component = r#"(component
        (component $inner
            (core module $m
                (global $n (mut i32) (i32.const 0))
                (func $step (export "step") (global.set $n (i32.add (global.get $n) (i32.const 1))))
                (func $get (export "get") (result i32) (global.get $n)))
            (core instance $i (instantiate $m))
            (func (export "step") (canon lift (core func $i "step")))
            (func (export "get") (result u32) (canon lift (core func $i "get"))))
        (component $outer
            (import "step" (func $step))
            (import "get" (func $get (result u32)))
            (core func $step (canon lower (func $step)))
            (core func $get (canon lower (func $get)))
            (core module $m
                (import "" "step" (func $step))
                (import "" "get" (func $get (result i32)))
                (table 2 funcref)
                (elem declare func $get)
                (elem (table 0) (i32.const 0) funcref (ref.func $get))
                (start $step)
                (func $through (export "through") (result i32)
                    (table.set (i32.const 1) (ref.func $get))
                    (i32.add (call_indirect (result i32) (i32.const 0))
                        (i32.mul (call_indirect (result i32) (i32.const 1)) (i32.const 10))))
                (func $tail (export "tail") (result i32) (return_call $get)))
            (core instance $i (instantiate $m (with "" (instance
                (export "step" (func $step)) (export "get" (func $get))))))
            (func (export "through") (result u32) (canon lift (core func $i "through")))
            (func (export "tail") (result u32) (canon lift (core func $i "tail"))))
        (instance $inner (instantiate $inner))
        (instance $outer (instantiate $outer (with "step" (func $inner "step")) (with "get" (func $inner "get"))))
        (export "through" (func $outer "through"))
        (export "tail" (func $outer "tail")))"#;
    let fused = same(component, &[("through", &[]), ("tail", &[])]);
    assert_eq!(fused.answers, [Some(vec![ComponentVal::U32(11)]), Some(vec![ComponentVal::U32(1)])]);
    assert!(
        fused.text.contains("(start $inner::step)") && fused.text.contains("return_call $inner::get"),
        "{}",
        fused.text
    );
    assert_eq!(fused.functions().len(), 4, "{}", fused.text);
}

/// A component whose `realloc` is `realloc`, in a module with `items`, behind one that passes it a string of `length`
/// bytes. Both import the host's `tick`.
fn string_seam(items: &str, realloc: &str, post_return: &str) -> String {
    format!(
        r#"(component
        (import "tick" (func $tick (param "n" u32) (result u32)))
        (component $inner
            (import "tick" (func $tick (param "n" u32) (result u32)))
            (core func $tick (canon lower (func $tick)))
            (core module $m
                (import "host" "tick" (func $tick (param i32) (result i32)))
                (memory (export "memory") 1)
                {items}
                (func $leave (param i32) (result i32) (call $tick (local.get 0)))
                (func $stay (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
                (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) {realloc})
                (func (export "post") (param i32) {post_return})
                (func (export "length") (param i32 i32) (result i32)
                    (i32.add (call $leave (local.get 1)) (local.get 0))))
            (core instance $i (instantiate $m (with "host" (instance (export "tick" (func $tick))))))
            (func (export "length") (param "s" string) (result u32)
                (canon lift (core func $i "length") (memory $i "memory") (realloc (func $i "realloc"))
                    (post-return (func $i "post")))))
        (component $outer
            (import "length" (func $length (param "s" string) (result u32)))
            (core module $memory (memory (export "memory") 1) (data (i32.const 32) "hello"))
            (core instance $memory (instantiate $memory))
            (core func $length (canon lower (func $length) (memory $memory "memory")))
            (core module $m
                (import "" "length" (func $length (param i32 i32) (result i32)))
                (func (export "f") (param i32 i32) (result i32) (call $length (local.get 0) (local.get 1))))
            (core instance $i (instantiate $m (with "" (instance (export "length" (func $length))))))
            (func (export "f") (param "at" u32) (param "n" u32) (result u32) (canon lift (core func $i "f"))))
        (instance $inner (instantiate $inner (with "tick" (func $tick))))
        (instance $outer (instantiate $outer (with "length" (func $inner "length"))))
        (export "f" (func $outer "f")))"#
    )
}

/// The argument list of a string at 32 with that length.
fn string(length: u32) -> [ComponentVal; 2] {
    [ComponentVal::U32(32), ComponentVal::U32(length)]
}

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

/// The seam checks where a string ends, to the byte, whatever the memory.
#[test]
fn ends_of_strings_are_checked() {
    let end = 65536;
    let calls =
        [(end - 5, 5), (end - 5, 6), (end, 0), (end + 1, 0), (u32::MAX, 1), (u32::MAX, u32::MAX), (1 << 31, 1 << 31)];
    for (at, length) in calls {
        let arguments = [ComponentVal::U32(at), ComponentVal::U32(length)];
        // The sender's memory, and the receiver's.
        let sender = same(&string_seam("", "(i32.const 16)", ""), &[("f", &arguments)]);
        assert_eq!(sender.answers[0].is_some(), u64::from(at) + u64::from(length) <= u64::from(end), "{at} {length}");
        for length in [0, 5, 6] {
            same(&string_seam("", &format!("(i32.const {})", at.cast_signed()), ""), &[("f", &string(length))]);
        }
    }
}

/// A memory that grows, or that does not but could, has the size that it has.
#[test]
fn the_size_of_a_memory_that_grows_is_no_constant() {
    let grow = "(drop (memory.grow (i32.const 1))) (i32.const 65536)";
    let component = string_seam("", grow, "");
    let calls: [Call<'_>; 1] = [("f", &string(5))];
    let kept = same_with(&component, &calls, &Options { grow: Grow::Keep, ..Options::new("test") });
    assert!(kept.answers[0].is_some(), "{}", kept.text);

    // Growth that nothing reaches does not count.
    let dead = string_seam("(func (result i32) (memory.grow (i32.const 1)))", "(i32.const 65536)", "");
    let fused = same_with(&dead, &calls, &Options { grow: Grow::Keep, ..Options::new("test") });
    assert_eq!(fused.answers, [None]);
    assert_eq!(fused.count("memory.fill"), 0, "{}", fused.text);
}

/// The host that brings the arena makes the memory larger for it.
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
    // The arena begins where the memory ended, and has a page.
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

/// The module with one of its memories exported.
fn with_memory(text: &str, memory: usize) -> Vec<u8> {
    let export = format!("(export \"the memory\" (memory {memory}))\n  (export ");
    wat::parse_str(text.replacen("(export ", &export, 1)).unwrap()
}
