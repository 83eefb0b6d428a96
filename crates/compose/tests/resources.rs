//! Resources that several components share keep their identity when the components are composed.

use dissolve_compose::{Error, Input, compose};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

/// Exports a resource, and the functions that make and read it.
const THINGS: &str = r#"(component
    (type $r' (resource (rep i32)))
    (core func $new (canon resource.new $r'))
    (core module $m
        (import "r" "new" (func $new (param i32) (result i32)))
        (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
        (func (export "read") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
    (core instance $r (export "new" (func $new)))
    (core instance $i (instantiate $m (with "r" (instance $r))))
    (func $make (param "x" u32) (result (own $r')) (canon lift (core func $i "make")))
    (func $read (param "r" (borrow $r')) (result u32) (canon lift (core func $i "read")))
    (component $interface
        (import "r" (type $r (sub resource)))
        (import "make" (func $make (param "x" u32) (result (own $r))))
        (import "read" (func $read (param "r" (borrow $r)) (result u32)))
        (export $e "r" (type $r))
        (export "make" (func $make) (func (param "x" u32) (result (own $e))))
        (export "read" (func $read) (func (param "r" (borrow $e)) (result u32))))
    (instance $out (instantiate $interface
        (with "r" (type $r')) (with "make" (func $make)) (with "read" (func $read))))
    (export "acme:a/things" (instance $out)))"#;

/// Exports a function that takes another component's resource.
const MORE: &str = r#"(component
    (import "acme:a/things" (instance $things
        (export "r" (type $r (sub resource)))
        (export "read" (func (param "r" (borrow $r)) (result u32)))))
    (alias export $things "r" (type $r))
    (alias export $things "read" (func $read))
    (core func $read (canon lower (func $read)))
    (core func $drop (canon resource.drop $r))
    (core module $m
        (import "things" "read" (func $read (param i32) (result i32)))
        (import "things" "drop" (func $drop (param i32)))
        (func (export "twice") (param i32) (result i32)
            (i32.mul (i32.const 2) (call $read (local.get 0)))
            (call $drop (local.get 0))))
    (core instance $things (export "read" (func $read)) (export "drop" (func $drop)))
    (core instance $i (instantiate $m (with "things" (instance $things))))
    (func $twice (param "r" (borrow $r)) (result u32) (canon lift (core func $i "twice")))
    (component $interface
        (import "r" (type $r (sub resource)))
        (import "twice" (func $twice (param "r" (borrow $r)) (result u32)))
        (export $e "r" (type $r))
        (export "twice" (func $twice) (func (param "r" (borrow $e)) (result u32))))
    (instance $out (instantiate $interface (with "r" (type $r)) (with "twice" (func $twice))))
    (export "acme:a/more" (instance $out)))"#;

/// Gets a resource from one component, and passes it to the other.
const APP: &str = r#"(component
    (import "acme:a/things" (instance $things
        (export "r" (type $r (sub resource)))
        (export "make" (func (param "x" u32) (result (own $r))))))
    (alias export $things "r" (type $r))
    (import "acme:a/more" (instance $more
        (alias outer 1 $r (type $r))
        (export "r" (type $e (eq $r)))
        (export "twice" (func (param "r" (borrow $e)) (result u32)))))
    (alias export $things "make" (func $make))
    (alias export $more "twice" (func $twice))
    (core func $make (canon lower (func $make)))
    (core func $twice (canon lower (func $twice)))
    (core func $drop (canon resource.drop $r))
    (core module $m
        (import "e" "make" (func $make (param i32) (result i32)))
        (import "e" "twice" (func $twice (param i32) (result i32)))
        (import "e" "drop" (func $drop (param i32)))
        (func (export "run") (param i32) (result i32) (local i32)
            (call $twice (local.tee 1 (call $make (local.get 0))))
            (call $drop (local.get 1))))
    (core instance $e (export "make" (func $make)) (export "twice" (func $twice)) (export "drop" (func $drop)))
    (core instance $i (instantiate $m (with "e" (instance $e))))
    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $i "run"))))"#;

fn input(name: &str, text: &str) -> Input {
    Input { name: name.into(), bytes: wat::parse_str(text).unwrap(), serves: None }
}

#[test]
fn one_resource_in_three_components() {
    let composition = compose(&input("app", APP), &[input("more", MORE), input("things", THINGS)]).unwrap();
    let engine = Engine::default();
    let component = Component::new(&engine, &composition.bytes).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate(&mut store, &component).unwrap();
    let run = instance.get_typed_func::<(u32,), (u32,)>(&mut store, "run").unwrap();
    for x in [0, 20, u32::MAX] {
        assert_eq!(run.call(&mut store, (x,)).unwrap(), (x.wrapping_add(1).wrapping_mul(2),));
    }
}

/// Two resources with the same name are different types: a component that makes one cannot serve a component that takes
/// the other.
#[test]
fn resources_of_one_name_are_not_one() {
    // Its function takes its own resource, not the one of `things`.
    let other = r#"(component
        (type $r' (resource (rep i32)))
        (core module $m (func (export "twice") (param i32) (result i32) (i32.const 0)))
        (core instance $i (instantiate $m))
        (func $twice (param "r" (borrow $r')) (result u32) (canon lift (core func $i "twice")))
        (component $interface
            (import "r" (type $r (sub resource)))
            (import "twice" (func $twice (param "r" (borrow $r)) (result u32)))
            (export $e "r" (type $r))
            (export "twice" (func $twice) (func (param "r" (borrow $e)) (result u32))))
        (instance $out (instantiate $interface (with "r" (type $r')) (with "twice" (func $twice))))
        (export "acme:a/more" (instance $out)))"#;
    let error = compose(&input("app", APP), &[input("other", other), input("things", THINGS)]).unwrap_err();
    assert!(matches!(error, Error::DoNotFit(_)), "{error}");
    let message = error.to_string();
    assert!(message.starts_with("the components do not fit together: ") && message.contains("resource"), "{message}");
}
