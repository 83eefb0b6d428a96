//! Calls and their conversions, forwarders, and tables.

use wasmtime::component::Val as ComponentVal;

use super::engines::{Call, same};

/// Returns two components: `inner` has a module with a function `f`; `outer` calls it from a function that it exports
/// as `f`.
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

/// Each scalar type, as parameter and result: types that fill their core type need no adapter, the others only a
/// conversion.
#[test]
fn a_seam_is_as_long_as_its_conversions() {
    let cases: [(&str, &str, &[ComponentVal], usize); 12] = [
        ("u32", "i32", &[ComponentVal::U32(0), ComponentVal::U32(u32::MAX)], 0),
        ("s32", "i32", &[ComponentVal::S32(i32::MIN), ComponentVal::S32(-1)], 0),
        ("u64", "i64", &[ComponentVal::U64(0), ComponentVal::U64(u64::MAX)], 0),
        ("s64", "i64", &[ComponentVal::S64(i64::MIN), ComponentVal::S64(-1)], 0),
        ("f32", "f32", &[ComponentVal::Float32(-0.0), ComponentVal::Float32(f32::INFINITY)], 0),
        ("f64", "f64", &[ComponentVal::Float64(1.5), ComponentVal::Float64(f64::NEG_INFINITY)], 0),
        // `local.get`, two masks, `call`.
        ("u8", "i32", &[ComponentVal::U8(0), ComponentVal::U8(255)], 6),
        ("u16", "i32", &[ComponentVal::U16(0), ComponentVal::U16(65535)], 6),
        // `local.get`, two sign extensions, `call`.
        ("s8", "i32", &[ComponentVal::S8(-128), ComponentVal::S8(127)], 4),
        ("s16", "i32", &[ComponentVal::S16(-32768), ComponentVal::S16(32767)], 4),
        // Twice: `1`, `0`, the value, `select`. `call`, with a local for its result.
        ("bool", "i32", &[ComponentVal::Bool(false), ComponentVal::Bool(true)], 10),
        // Twice: a check of 18 instructions, and `local.get`. `call`, with a local for its result.
        ("char", "i32", &[ComponentVal::Char('\0'), ComponentVal::Char('\u{10ffff}')], 40),
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

/// A value outside the type is narrowed at the seam, or traps there.
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
    // The host passes two numbers, and the caller makes an option of them.
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

/// Three components in a row; the last one exports its import, without code between.
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

/// A component lifts the function that it lowered, and so does a second one: none of their code stays.
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

/// A module is instantiated with shims that call through a table, which another module fills, as `wit-component` does
/// it.
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
