//! Inputs that exceed a limit are refused before they do harm; inputs just within a limit are fused.

use dissolve_fuse::{Error, Limit, Options, fuse};
use wasm_encoder::{Component, ComponentType, ComponentTypeSection, InstanceType, NestedComponentSection};

fn answer(text: &str) -> Result<(), Error> {
    let bytes = wat::parse_str(text).unwrap();
    fuse(&bytes, &Options::new("hostile")).map(drop)
}

fn limit(text: &str) -> Option<Limit> {
    match answer(text) {
        Ok(()) => None,
        Err(Error::Limit { limit, .. }) => Some(limit),
        Err(other) => panic!("{other}"),
    }
}

/// Returns a component with `depth` components inside each other.
fn nested_components(depth: usize) -> Vec<u8> {
    let mut component = Component::new();
    for _ in 0..depth {
        let inner = component;
        component = Component::new();
        component.section(&NestedComponentSection(&inner));
    }
    component.finish()
}

/// Returns a component with `depth` component or instance types inside each other.
fn nested_types(depth: usize, instances: bool) -> Vec<u8> {
    let mut section = ComponentTypeSection::new();
    if instances {
        let mut ty = InstanceType::new();
        for _ in 1..depth {
            let inner = ty;
            ty = InstanceType::new();
            ty.ty().instance(&inner);
        }
        section.instance(&ty);
    } else {
        let mut ty = ComponentType::new();
        for _ in 1..depth {
            let inner = ty;
            ty = ComponentType::new();
            ty.ty().component(&inner);
        }
        section.component(&ty);
    }
    let mut component = Component::new();
    component.section(&section);
    component.finish()
}

#[test]
fn components_and_types_nest_a_hundred_deep() {
    let nested: [&dyn Fn(usize) -> Vec<u8>; 3] =
        [&nested_components, &|depth| nested_types(depth, false), &|depth| nested_types(depth, true)];
    for nested in nested {
        assert!(fuse(&nested(100), &Options::new("hostile")).is_ok());
        let error = fuse(&nested(101), &Options::new("hostile")).unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::Nesting(_), .. }), "{error}");
    }
    let message = fuse(&nested_types(101, true), &Options::new("hostile")).unwrap_err().to_string();
    let (before, offset) = message.split_once("at offset 0x").unwrap();
    assert_eq!(before, "component `hostile` exceeds a limit: ");
    assert!(offset.ends_with(", components or types are nested more than 100 deep"), "{message}");
}

#[test]
fn values_are_smaller_than_2_to_the_28() {
    let too_large = |ty: &str| {
        let defined = limit(&format!("(component (type {ty}))"));
        // The same inside an instance type, as the parameter of an exported function.
        let inner = format!("(component (type (instance (export \"f\" (func (param \"a\" {ty}))))))");
        // In a parameter, records and variants need a name.
        if !ty.starts_with("(record") && !ty.starts_with("(variant") {
            assert_eq!(limit(&inner).is_some(), defined.is_some(), "{ty}");
        }
        match defined {
            None => false,
            Some(Limit::ValueSize { .. }) => true,
            Some(other) => panic!("{ty}: {other}"),
        }
    };
    for (fits, does_not) in [
        ("(list u8 268435455)", "(list u8 268435456)"),
        ("(list s16 134217727)", "(list s16 134217728)"),
        ("(list f64 33554431)", "(list f64 33554432)"),
        ("(list string 16777215)", "(list string 16777216)"),
        ("(list (list u8) 16777215)", "(list (list u8) 16777216)"),
        ("(list (list u8 16384) 16383)", "(list (list u8 16384) 16384)"),
        ("(list (list u64 65536) 1)", "(list (list (list u64 65536) 65536) 65536)"),
        ("(tuple u8 (list u32 67108862))", "(tuple u8 (list u32 67108863))"),
        ("(option (list u8 268435454))", "(option (list u8 268435455))"),
        ("(result (list u8 268435454) (error u8))", "(result u8 (error (list u8 268435455)))"),
        (
            "(record (field \"a\" (list u8 134217727)) (field \"b\" (list u8 134217728)))",
            "(record (field \"a\" (list u8 134217728)) (field \"b\" (list u8 134217728)))",
        ),
        ("(variant (case \"a\") (case \"b\" (list u64 33554430)))", "(variant (case \"b\" (list u64 33554431)))"),
        // The target of a pointer has no size here, but its own type is checked too.
        ("(list (list u8 268435455))", "(list (list u8 268435456))"),
    ] {
        assert!(!too_large(fits), "{fits}");
        assert!(too_large(does_not), "{does_not}");
    }
    let message = answer("(component (type (list u64 536870912)))").unwrap_err().to_string();
    assert!(message.contains("a type whose value exceeds maximum byte size"), "{message}");
    assert!(message.contains("less than 0x10000000 bytes can be passed"), "{message}");
}

/// Returns a component that contains another one and makes two instances of it, `times` deep.
fn doubled(times: usize, innermost: &str) -> String {
    let mut text = innermost.to_owned();
    for _ in 0..times {
        text = format!("(component $c {text} (instance (instantiate 0)) (instance (instantiate 0)))");
    }
    text
}

#[test]
fn instances_are_counted_as_often_as_they_are_made() {
    let leaf = "(component (core module (func)) (core instance (instantiate 0)))";
    assert_eq!(limit(&doubled(10, leaf)), None);
    assert_eq!(limit(&doubled(40, leaf)), Some(Limit::Instances));
    // The component comes from outside, through an import, an export of an instance, and an alias.
    let mut passed = format!("(component (component $c0 {}", "(core module (func)) (core instance (instantiate 0)))");
    for index in 1..40 {
        passed += &format!(
            "(component $c{index}
               (import \"a\" (component $a))
               (instance (export \"b\" (component $a)))
               (alias export 0 \"b\" (component $b))
               (instance (instantiate $b)) (instance (instantiate $b)))
             (component $d{index}
               (alias outer 1 $e{before} (component $e)) (alias outer 1 $c{index} (component $c))
               (instance (instantiate $c (with \"a\" (component $e)))))
             (alias outer 0 $d{index} (component $e{index}))",
            before = index - 1
        );
    }
    passed = passed.replacen("(component $c1", "(alias outer 0 $c0 (component $e0)) (component $c1", 1);
    passed.push_str("(instance (instantiate $e39)))");
    assert_eq!(limit(&passed), Some(Limit::Instances));
    let message = answer(&doubled(40, leaf)).unwrap_err().to_string();
    assert!(message.contains("it has more than 200000 instances and definitions in them"), "{message}");
}

#[test]
fn code_is_counted_as_often_as_it_is_instantiated() {
    // A module of 64 KiB and a little: 2^9 of them are within the limit, 2^10 are not.
    let module = format!("(core module (memory 1) (data (i32.const 0) \"{}\"))", "x".repeat(0x1_0000));
    let leaf = format!("(component {module} (core instance (instantiate 0)))");
    assert_eq!(limit(&doubled(4, &leaf)), None);
    assert_eq!(limit(&doubled(11, &leaf)), Some(Limit::Code));
    let message = answer(&doubled(11, &leaf)).unwrap_err().to_string();
    assert!(message.contains("its core modules have more than 67108864 bytes together"), "{message}");
}

/// The validator stops on such a chain with a failed assertion.
#[test]
fn a_chain_that_the_validator_does_not_survive_is_an_error() {
    let mut text = "(component (type $t0 (instance))".to_owned();
    for index in 1..=200 {
        let before = index - 1;
        text += &format!(
            "(type $t{index} (instance (alias outer 1 $t{before} (type $b)) (export \"a\" (instance (type $b)))))"
        );
    }
    text.push(')');
    let message = answer(&text).unwrap_err().to_string();
    assert!(message.starts_with("component `hostile` cannot be flattened: "), "{message}");
}

/// A reader reserves space for as many entries as a section declares.
#[test]
fn a_section_that_says_more_than_it_holds_is_not_valid() {
    // Sections of types, exports and instances that declare 999,999 entries.
    for (section, body) in
        [(7, [0xbf, 0x84, 0x3d, 0x73]), (11, [0xbf, 0x84, 0x3d, 0x00]), (5, [0xbf, 0x84, 0x3d, 0x01])]
    {
        let mut component = Component::new();
        component.section(&wasm_encoder::RawSection { id: section, data: &body });
        let error = fuse(&component.finish(), &Options::new("hostile")).unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        assert!(error.to_string().contains("unexpected end-of-file"), "{error}");
    }
}

/// Returns a component with `count` instances of a module; each exports a function from the component.
fn many(count: usize, module: &str) -> Vec<u8> {
    let mut text = format!("(component (core module $m {module})");
    for index in 0..count {
        text += &format!(
            r#"(core instance $i{index} (instantiate $m))
            (func (export "f{index}") (result u32) (canon lift (core func $i{index} "f")))"#
        );
    }
    wat::parse_str(text + ")").unwrap()
}

#[test]
fn memories_are_as_many_as_engines_take() {
    let module = r#"(memory 1) (func (export "f") (result i32) (i32.load (i32.const 0)))"#;
    assert!(fuse(&many(100, module), &Options::new("app")).is_ok());
    let wasm = many(101, module);
    let error = fuse(&wasm, &Options::new("app")).unwrap_err().to_string();
    assert!(error.contains("more than 100 memories; `--memory shared` makes them one"), "{error}");
    let shared = dissolve_fuse::MemoryMode::Shared;
    assert!(fuse(&wasm, &Options { memory: shared, ..Options::new("app") }).is_ok());
}

#[test]
fn tables_are_as_many_as_engines_take() {
    let module = r#"(table 1 funcref) (func (export "f") (result i32) (call_indirect (result i32) (i32.const 0)))"#;
    assert!(fuse(&many(100, module), &Options::new("app")).is_ok());
    let error = fuse(&many(101, module), &Options::new("app")).unwrap_err().to_string();
    assert!(error.contains("more than 100 tables"), "{error}");
}

/// Returns a component that passes a function of a type with one label to a component that expects another label.
fn labelled(found: &str, expected: &str, (before, after): (&str, &str)) -> String {
    let (found, expected) = (format!("{before}{found}{after}"), format!("{before}{expected}{after}"));
    format!(
        r#"(component
             (component $found
               (type $t {found}) (export $u "t" (type $t))
               (core module $m (memory (export "m") 1) (func (export "f") (param i32) (result i32) local.get 0))
               (core instance $i (instantiate $m))
               (func $f (param "p" $u) (result $u) (canon lift (core func $i "f") (memory $i "m")))
               (export "f" (func $f)))
             (component $expected
               (type $t {expected}) (import "t" (type $u (eq $t)))
               (import "f" (func (param "p" $u) (result $u))))
             (instance $found (instantiate $found))
             (instance (instantiate $expected (with "t" (type $found "t")) (with "f" (func $found "f")))))"#
    )
}

#[test]
fn labels_that_meet_are_the_same_text() {
    for around in [
        ("(enum \"a\" \"", "\")"),
        ("(flags \"a\" \"", "\")"),
        ("(record (field \"", "\" u32))"),
        // One flat value, whatever the case holds.
        ("(variant (case \"", "\"))"),
    ] {
        assert!(answer(&labelled("b-c", "b-c", around)).is_ok(), "{around:?}");
        match answer(&labelled("b-C", "b-c", around)) {
            Err(Error::Labels { found, expected, .. }) => assert_eq!((&*found, &*expected), ("b-C", "b-c")),
            other => panic!("{around:?}: {other:?}"),
        }
    }
    let message = answer(&labelled("B", "b", ("(flags \"", "\")"))).unwrap_err().to_string();
    assert!(message.contains("gives the label `B` where `b` is expected; labels that differ in case"), "{message}");

    // Types that are never compared may have any labels.
    let apart = r#"(component
        (type $t (enum "a" "b")) (export "t" (type $t))
        (type $u (enum "A" "b")) (export "u" (type $u)))"#;
    assert!(answer(apart).is_ok());
    // The ascribed type of an export.
    let ascribed = r#"(component
        (component
          (type $t (enum "a" "b")) (export $t2 "t" (type $t))
          (core module $m (func (export "f") (param i32)))
          (core instance $i (instantiate $m))
          (func $f (param "p" $t2) (canon lift (core func $i "f")))
          (type $u (enum "A" "b")) (export $u2 "u" (type $u))
          (export "f" (func $f) (func (param "p" $u2)))))"#;
    assert!(matches!(answer(ascribed), Err(Error::Labels { .. })), "{:?}", answer(ascribed));
}
