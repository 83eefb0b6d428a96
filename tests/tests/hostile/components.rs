//! Hostile components: changed at random, or built to nest or multiply without bounds.

use std::process::Command;
use std::thread;

use cpu_time::ThreadTime;
use dissolve_pipeline::fuse::{Options, fuse};
use dissolve_tests::fuzz::{Campaign, Counting, PATIENCE, Seeds, caught};

/// Twenty thousand inputs. Each gives an error or a valid module: no panic, no hang, memory use in proportion to the
/// input.
#[test]
fn changed_components_are_refused_or_fused() {
    let seeds = Seeds::new().unwrap();
    println!("{}", seeds.note);
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let outcome =
        Campaign { seed: 4, first: 0, count: 20_000, jobs }.run(&seeds).unwrap_or_else(|failures| panic!("{failures}"));
    println!("{outcome}");
    assert_eq!(outcome.inputs, 20_000);
    // The changes reach every stage: some inputs are still components, some use features that are not lowered.
    assert!(outcome.fused > 1000 && outcome.modules > 100 && outcome.compiled > 20, "{outcome}");
    assert!(outcome.largest.0 > 0, "the memory was measured");
}

/// The same with asynchronous components, which once ended the flattener's process. They run in their own process, so
/// that another crash only fails this test.
#[test]
fn changed_asynchronous_components_are_refused_or_fused() {
    let mut campaign = Command::new(env!("CARGO_BIN_EXE_fuzz"));
    campaign.args(["asynchronous", "--count", "10000", "--seed", "8"]);
    let output = campaign.output().expect("the campaign starts");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    println!("{stdout}");
    assert!(output.status.success(), "{}: {stderr}", output.status);
    assert!(stdout.contains("10000 inputs: "), "{stdout}");
    // Most are refused because of their asynchronous features; some are no longer asynchronous.
    let refused = stdout.lines().find_map(|line| line.trim().strip_suffix(" errors of kind fuse::Asynchronous"));
    let refused: u64 = refused.and_then(|count| count.parse().ok()).unwrap_or_default();
    assert!(refused > 300, "{stdout}");
}

/// A section of a component with this body.
fn section(id: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![id];
    let mut length = body.len();
    while length >= 0x80 {
        bytes.push(length as u8 | 0x80);
        length >>= 7;
    }
    bytes.push(length as u8);
    bytes.extend(body);
    bytes
}

/// A component with these sections.
fn component(sections: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"\0asm\x0d\0\x01\0".to_vec();
    bytes.extend(sections.concat());
    bytes
}

/// Fuses on a thread with the default stack size. Returns the error's text, or `None` if it succeeds. Checks time and
/// memory.
fn refusal(bytes: &[u8], what: &str) -> Option<String> {
    let fused = || {
        // The time of that thread alone: the machine is shared.
        let begin = ThreadTime::now();
        let (result, peak) = Counting::peak(|| fuse(bytes, &Options::new("hostile")).err());
        (result.map(|error| error.to_string()), peak, begin.elapsed())
    };
    let joined = thread::scope(|scope| scope.spawn(|| caught(fused)).join().unwrap_or_else(|_| Err("?".into())));
    let (result, peak, took) = joined.unwrap_or_else(|panic| panic!("{what}: {panic}"));
    println!("{what}: {} bytes, {peak} at once, {} ms, {result:?}", bytes.len(), took.as_millis());
    assert!(took < PATIENCE, "{what}: {} ms", took.as_millis());
    assert!(peak < 64 << 20, "{what}: {peak} bytes at once for {}", bytes.len());
    result
}

/// Checks that exactly the components with a depth above 100 are refused, for their nesting.
fn assert_nesting(refused: Option<String>, depth: usize) {
    let limit = "nested more than 100 deep";
    assert_eq!(refused.as_ref().is_some_and(|refused| refused.contains(limit)), depth > 100, "{depth}: {refused:?}");
    assert_eq!(refused.is_some(), depth > 100, "{depth}: {refused:?}");
}

#[test]
fn deep_nesting_of_components_ends_in_an_answer() {
    for depth in [10, 100, 101, 5000] {
        let mut bytes = component(&[]);
        for _ in 0..depth {
            bytes = component(&[section(4, &bytes)]);
        }
        assert_nesting(refusal(&bytes, &format!("components nested {depth} deep")), depth);
    }
}

#[test]
fn deep_nesting_of_instances_ends_in_an_answer() {
    for depth in [10, 100, 101, 1000] {
        let mut bytes = component(&[]);
        for _ in 0..depth {
            // The component inside, and an instance of it.
            bytes = component(&[section(4, &bytes), section(5, &[1, 0, 0, 0])]);
        }
        assert_nesting(refusal(&bytes, &format!("instances nested {depth} deep")), depth);
    }
}

#[test]
fn deep_nesting_of_types_ends_in_an_answer() {
    for depth in [50usize, 99, 150, 10_000] {
        // Each type is a list, an option, or a tuple of the one before.
        for (name, definition) in [("list", "(list $t)"), ("option", "(option $t)"), ("tuple", "(tuple $t)")] {
            let mut text = "(component (type $t0 u8)".to_owned();
            for index in 1..=depth {
                let before = format!("$t{}", index - 1);
                text += &format!("(type $t{index} {})", definition.replace("$t", &before));
            }
            text += &format!(
                r#"(import "f" (func $f (param "a" $t{depth})))
                (core module $m (memory (export "m") 1)
                  (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
                (core instance $i (instantiate $m))
                (core func $l (canon lower (func $f) (memory $i "m") (realloc (func $i "r"))))
                (core module $n (import "" "f" (func)))
                )"#
            );
            let bytes = wat::parse_str(text).unwrap();
            let refused = refusal(&bytes, &format!("{name} nested {depth} deep"));
            assert_eq!(refused.is_some(), depth > 99, "{name} nested {depth} deep: {refused:?}");
        }
    }
}

#[test]
fn deep_nesting_of_component_types_ends_in_an_answer() {
    for (name, opcode) in [("component", 0x41), ("instance", 0x42)] {
        for depth in [10, 99, 101, 1000, 1_000_000] {
            // A type with one declaration, which is a type with one declaration, and so on. The innermost has none.
            let mut body = vec![1, opcode];
            for _ in 0..depth {
                body.extend([1, 1, opcode]);
            }
            body.push(0);
            let refused = refusal(&component(&[section(7, &body)]), &format!("{name} types nested {depth} deep"));
            assert_nesting(refused, depth);
        }
    }
}

/// Types that nest by referring to each other by index.
#[test]
fn chains_of_types_end_in_an_answer() {
    for length in [10, 1000, 20_000] {
        for import in [false, true] {
            let mut text = "(component (type $t0 (instance))".to_owned();
            for index in 1..=length {
                let before = index - 1;
                text += &format!(
                    "(type $t{index} (instance (alias outer 1 $t{before} (type $b)) (export \"a\" (instance (type $b)))))"
                );
            }
            if import {
                text += &format!("(import \"a\" (instance (type $t{length})))");
            }
            text.push(')');
            let refused =
                refusal(&wat::parse_str(text).unwrap(), &format!("{length} types in a chain, imported: {import}"));
            assert_eq!(refused.is_some(), length > 100, "{refused:?}");
        }
    }
}

#[test]
fn chains_of_aliases_end_in_an_answer() {
    for length in [100, 10_000] {
        let mut text =
            "(component (core module $m (func (export \"f\"))) (core instance $i0 (instantiate $m))".to_owned();
        for index in 0..length {
            text += &format!(
                "(alias core export $i{index} \"f\" (core func $f{index}))
                 (core instance $i{} (export \"f\" (func $f{index})))",
                index + 1
            );
        }
        text += &format!("(func (export \"f\") (canon lift (core func $i{length} \"f\"))))");
        let refused = refusal(&wat::parse_str(&text).unwrap(), &format!("{length} aliases in a chain"));
        // A component cannot define more than a thousand instances itself.
        assert_eq!(refused.is_some(), length > 1000, "{refused:?}");
    }
    for depth in [10, 100] {
        // The innermost component refers to a type of the outermost one.
        let mut bytes = component(&[section(6, &[1, 3, 2, depth, 0])]);
        for _ in 0..depth {
            bytes = component(&[section(7, &[1, 0x7d]), section(4, &bytes)]);
        }
        assert_nesting(refusal(&bytes, &format!("an alias across {depth} components")), depth.into());
    }
}

/// Instances whose number doubles with each enclosing component.
#[test]
fn instances_that_multiply_end_in_an_answer() {
    for doublings in [4, 12, 30, 64] {
        let module = wat::parse_str("(module (func (export \"f\")))").unwrap();
        let mut bytes = component(&[section(1, &module), section(2, &[1, 0, 0, 0])]);
        for _ in 0..doublings {
            bytes = component(&[section(4, &bytes), section(5, &[2, 0, 0, 0, 0, 0, 0])]);
        }
        let refused = refusal(&bytes, &format!("instances doubled {doublings} times"));
        assert_eq!(refused.is_some(), doublings > 12, "{refused:?}");
        assert!(refused.is_none_or(|refused| refused.contains("more than 200000 instances")));
    }
}

/// Lists of a fixed length are flattened to all their elements.
#[test]
fn huge_fixed_lists_end_in_an_answer() {
    for length in [17u64, 1000, 100_000, (1 << 28) - 1, 1 << 28, 1 << 30] {
        for ty in [format!("(list u8 {length})"), format!("(list (list string {length}) {length})")] {
            let text = format!(
                r#"(component
                    (component $a
                      (core module $m (memory (export "m") 1)
                        (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable)
                        (func (export "f") (param i32)))
                      (core instance $i (instantiate $m))
                      (func (export "f") (param "a" {ty})
                        (canon lift (core func $i "f") (memory $i "m") (realloc (func $i "r")))))
                    (component $b
                      (import "f" (func $f (param "a" {ty})))
                      (core module $m (memory (export "m") 1)
                        (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
                      (core instance $m (instantiate $m))
                      (core func $l (canon lower (func $f) (memory $m "m")))
                      (core module $n (import "" "f" (func $f (param i32)))
                        (func (export "f") (param i32) (call $f (local.get 0))))
                      (core instance $i (instantiate $n (with "" (instance (export "f" (func $l))))))
                      (func (export "f") (param "a" {ty})
                        (canon lift (core func $i "f") (memory $m "m") (realloc (func $m "r")))))
                    (instance $a (instantiate $a))
                    (instance $b (instantiate $b (with "f" (func $a "f"))))
                    (export "f" (func $b "f")))"#
            );
            let bytes = wat::parse_str(text).unwrap();
            let refused = refusal(&bytes, &format!("a parameter of type {ty}"));
            let size = if ty.contains("string") { length.saturating_mul(16 * length) } else { length };
            let too_large = |refused: &String| refused.contains("exceeds maximum byte size");
            assert_eq!(refused.as_ref().is_some_and(too_large), size >= 1 << 28, "{ty}: {refused:?}");
        }
    }
}
