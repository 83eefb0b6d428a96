//! Resources: a component and its fused module on a stock engine, operation by operation.

use dissolve_fuse::{Error, Fused, MAX_HANDLES, Options, fuse};
use proptest::prelude::*;
use wasmtime::component::{Component, Linker as ComponentLinker, ResourceAny, Val as ComponentVal};
use wasmtime::{Config, Engine, Instance, Linker, Module, Store, Val};

/// Three components: `provider` defines a resource, `middle` borrows it in passing, `user` owns handles and uses them
/// as asked.
const COMPONENT: &str = r#"(component
    (component $provider
        (core module $state
            (global $dropped (mut i32) (i32.const 0))
            (func (export "destroy") (param i32)
                (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
            (func (export "dropped") (param i32) (result i32) (global.get $dropped)))
        (core instance $state (instantiate $state))
        (type $r' (resource (rep i32) (dtor (func $state "destroy"))))
        (export $r "r" (type $r'))
        (core func $new (canon resource.new $r'))
        (core func $rep (canon resource.rep $r'))
        (core func $drop (canon resource.drop $r'))
        (core module $m
            (import "" "new" (func $new (param i32) (result i32)))
            (import "" "rep" (func $rep (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
            (func (export "consume") (param i32) (result i32)
                (call $rep (local.get 0))
                (call $drop (local.get 0)))
            (func (export "peek") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
            (func (export "swap") (param i32) (result i32) (local.get 0)))
        (core instance $i (instantiate $m (with "" (instance
            (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
        (func (export "make") (param "rep" u32) (result (own $r)) (canon lift (core func $i "make")))
        (func (export "consume") (param "r" (own $r)) (result u32) (canon lift (core func $i "consume")))
        (func (export "peek") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "peek")))
        (func (export "swap") (param "r" (own $r)) (result (own $r)) (canon lift (core func $i "swap")))
        (func (export "dropped") (param "x" u32) (result u32) (canon lift (core func $state "dropped"))))
    (component $middle
        (import "r" (type $r (sub resource)))
        (import "peek" (func $peek (param "r" (borrow $r)) (result u32)))
        (core func $peek (canon lower (func $peek)))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "" "peek" (func $peek (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "pass") (param i32) (result i32)
                (call $peek (local.get 0))
                (call $drop (local.get 0)))
            (func (export "both") (param i32 i32) (result i32)
                (i32.add (call $peek (local.get 0)) (call $peek (local.get 1)))
                (call $drop (local.get 0))
                (call $drop (local.get 1)))
            (func (export "keep") (param i32) (result i32) (local.get 0)))
        (core instance $i (instantiate $m (with "" (instance (export "peek" (func $peek)) (export "drop" (func $drop))))))
        (func (export "pass") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "pass")))
        (func (export "both") (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)
            (canon lift (core func $i "both")))
        (func (export "keep") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "keep"))))
    (instance $provider (instantiate $provider))
    (alias export $provider "r" (type $r))
    (instance $middle (instantiate $middle (with "r" (type $r)) (with "peek" (func $provider "peek"))))
    (component $user
        (import "r" (type $r (sub resource)))
        (import "make" (func $make (param "rep" u32) (result (own $r))))
        (import "consume" (func $consume (param "r" (own $r)) (result u32)))
        (import "peek" (func $peek (param "r" (borrow $r)) (result u32)))
        (import "swap" (func $swap (param "r" (own $r)) (result (own $r))))
        (import "pass" (func $pass (param "r" (borrow $r)) (result u32)))
        (import "both" (func $both (param "a" (borrow $r)) (param "b" (borrow $r)) (result u32)))
        (import "keep" (func $keep (param "r" (borrow $r)) (result u32)))
        (core func $make (canon lower (func $make)))
        (core func $consume (canon lower (func $consume)))
        (core func $peek (canon lower (func $peek)))
        (core func $swap (canon lower (func $swap)))
        (core func $pass (canon lower (func $pass)))
        (core func $both (canon lower (func $both)))
        (core func $keep (canon lower (func $keep)))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "" "drop" (func $drop (param i32)))
            (import "" "both" (func $both (param i32 i32) (result i32)))
            (func (export "drop") (param i32) (result i32) (call $drop (local.get 0)) (i32.const 7))
            (func (export "both") (param i32) (result i32)
                (call $both (local.get 0) (i32.add (local.get 0) (i32.const 1))))
            (func (export "twice") (param i32) (result i32) (call $both (local.get 0) (local.get 0))))
        (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop)) (export "both" (func $both))))))
        (func (export "make") (param "x" u32) (result u32) (canon lift (core func $make)))
        (func (export "consume") (param "x" u32) (result u32) (canon lift (core func $consume)))
        (func (export "peek") (param "x" u32) (result u32) (canon lift (core func $peek)))
        (func (export "swap") (param "x" u32) (result u32) (canon lift (core func $swap)))
        (func (export "pass") (param "x" u32) (result u32) (canon lift (core func $pass)))
        (func (export "keep") (param "x" u32) (result u32) (canon lift (core func $keep)))
        (func (export "both") (param "x" u32) (result u32) (canon lift (core func $i "both")))
        (func (export "twice") (param "x" u32) (result u32) (canon lift (core func $i "twice")))
        (func (export "drop") (param "x" u32) (result u32) (canon lift (core func $i "drop"))))
    (instance $user (instantiate $user (with "r" (type $r))
        (with "make" (func $provider "make"))
        (with "consume" (func $provider "consume"))
        (with "peek" (func $provider "peek"))
        (with "swap" (func $provider "swap"))
        (with "pass" (func $middle "pass"))
        (with "both" (func $middle "both"))
        (with "keep" (func $middle "keep"))))
    (export "make" (func $user "make"))
    (export "consume" (func $user "consume"))
    (export "peek" (func $user "peek"))
    (export "swap" (func $user "swap"))
    (export "pass" (func $user "pass"))
    (export "keep" (func $user "keep"))
    (export "both" (func $user "both"))
    (export "twice" (func $user "twice"))
    (export "drop" (func $user "drop"))
    (export "dropped" (func $provider "dropped")))"#;

const OPERATIONS: [&str; 10] = ["make", "make", "make", "consume", "peek", "swap", "pass", "both", "twice", "drop"];

/// An engine with several memories.
pub fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true);
    Engine::new(&config).unwrap()
}

/// A component and its fused module, each as an instance of its own.
pub struct Both {
    component: (Store<()>, wasmtime::component::Instance),
    fused: (Store<()>, Instance),
}

impl Both {
    /// Makes both instances.
    pub fn new(engine: &Engine, component: &Component, fused: &Module) -> Both {
        let mut store = Store::new(engine, ());
        let instance = ComponentLinker::new(engine).instantiate(&mut store, component).unwrap();
        let mut core_store = Store::new(engine, ());
        let core = Linker::new(engine).instantiate(&mut core_store, fused).unwrap();
        Both { component: (store, instance), fused: (core_store, core) }
    }

    /// Calls both, and returns their common answer; none for a trap, after which neither can continue.
    pub fn call(&mut self, name: &str, argument: u32) -> Option<u32> {
        let (store, instance) = &mut self.component;
        let function = instance.get_func(&mut *store, name).unwrap();
        let mut results = [ComponentVal::U32(0)];
        let expected =
            function.call(store, &[ComponentVal::U32(argument)], &mut results).ok().map(|()| match results {
                [ComponentVal::U32(value)] => value,
                _ => panic!("`{name}` gives something else than a u32"),
            });
        let (store, instance) = &mut self.fused;
        let function = instance.get_typed_func::<u32, u32>(&mut *store, name).unwrap();
        assert_eq!(function.call(store, argument).ok(), expected, "{name}({argument})");
        expected
    }
}

fn built() -> (Engine, Component, Module) {
    let engine = engine();
    let wasm = wat::parse_str(COMPONENT).unwrap();
    let fused = fuse(&wasm, &Options::new("test")).unwrap();
    (engine.clone(), Component::new(&engine, &wasm).unwrap(), Module::new(&engine, &fused.bytes).unwrap())
}

#[test]
fn handles_are_the_engine_s_own() {
    let (engine, component, fused) = built();
    let mut both = Both::new(&engine, &component, &fused);
    assert_eq!(both.call("make", 100), Some(1));
    assert_eq!(both.call("make", 200), Some(2));
    assert_eq!(both.call("make", 300), Some(3));
    assert_eq!(both.call("drop", 2), Some(7));
    assert_eq!(both.call("dropped", 0), Some(200), "the destructor has run");
    assert_eq!(both.call("make", 400), Some(2), "the last one freed is the first one taken");
    assert_eq!(both.call("peek", 2), Some(1200), "the component that defines it gets the representation");
    assert_eq!(both.call("pass", 3), Some(900), "another one gets a handle");
    assert_eq!(both.call("both", 1), Some(1500));
    assert_eq!(both.call("twice", 1), Some(600), "one handle, lent twice");
    assert_eq!(both.call("swap", 1), Some(1), "the handle came back");
    assert_eq!(both.call("consume", 1), Some(100));
    assert_eq!(both.call("dropped", 0), Some(300));
    assert_eq!(both.call("peek", 1), None, "it is gone");
}

#[test]
fn a_borrowed_handle_must_be_dropped() {
    let (engine, component, fused) = built();
    let mut both = Both::new(&engine, &component, &fused);
    assert_eq!(both.call("make", 5), Some(1));
    assert_eq!(both.call("keep", 1), None);
}

proptest! {
    #[test]
    fn any_sequence_of_operations(
        steps in prop::collection::vec((prop::sample::select(&OPERATIONS[..]), 0u32..6, any::<u32>()), 1..40)
    ) {
        let (engine, component, fused) = BUILT.with(Clone::clone);
        let mut both = Both::new(&engine, &component, &fused);
        for (name, handle, rep) in steps {
            let argument = if name == "make" { rep } else { handle };
            if both.call(name, argument).is_none() {
                return Ok(());
            }
            both.call("dropped", 0);
        }
    }
}

thread_local! {
    static BUILT: (Engine, Component, Module) = built();
}

/// Returns the number of handles that a fused module of [`COMPONENT`] makes before it traps, or 1000.
fn exhausted_after(handles: u32) -> u32 {
    let engine = engine();
    let wasm = wat::parse_str(COMPONENT).unwrap();
    let fused = fuse(&wasm, &Options { handles, ..Options::new("test") }).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate(&mut store, &Module::new(&engine, &fused.bytes).unwrap()).unwrap();
    let make = instance.get_typed_func::<u32, u32>(&mut store, "make").unwrap();
    let mut made = 0;
    while made < 1000 && make.call(&mut store, made).is_ok() {
        made += 1;
    }
    made
}

#[test]
fn a_full_table_traps() {
    // Each new handle passes through the provider's table, which is empty again afterwards.
    for handles in [1, 2, 64] {
        assert_eq!(exhausted_after(handles), handles);
    }
}

#[test]
fn absurd_numbers_of_handles_are_refused() {
    let wasm = wat::parse_str(COMPONENT).unwrap();
    for handles in [0, MAX_HANDLES + 1, u32::MAX] {
        let error = fuse(&wasm, &Options { handles, ..Options::new("test") }).unwrap_err();
        assert!(matches!(error, Error::Handles(asked) if asked == handles), "{error}");
        let message =
            format!("a component instance cannot have {handles} handles: between 1 and 65535 can be asked for");
        assert_eq!(error.to_string(), message);
    }
    assert!(fuse(&wasm, &Options { handles: MAX_HANDLES, ..Options::new("test") }).is_ok());
}

#[test]
fn the_tables_take_what_they_hold() {
    let wasm = wat::parse_str(COMPONENT).unwrap();
    let Fused { interface, handles, .. } = fuse(&wasm, &Options { handles: 4, ..Options::new("test") }).unwrap();
    let memory = interface.memories.last().unwrap();
    assert_eq!(memory.component, "test (handles)");
    let tables: Vec<_> = handles.iter().map(|table| (&*table.component, table.slots, table.bytes)).collect();
    // A slot has five bytes, and a table has a word more. `middle` owns nothing, and is lent at most two handles by a call.
    assert_eq!(tables, [("provider", 4, 24), ("middle", 2, 14), ("user", 4, 24)]);
    // The words of `middle`'s table are aligned.
    assert_eq!(memory.layout.as_ref().unwrap().heap_base, Some(24 + 24 + 14 + 2));
    let explained: Vec<String> = handles.iter().map(ToString::to_string).collect();
    assert_eq!(
        explained[..2],
        [
            "handles of `provider`: room for 4, 24 bytes (`--handles`; it can own any number)",
            "handles of `middle`: room for 2, 14 bytes (one call is lent no more, and it owns none)",
        ]
    );
}

/// A component that exports functions that take and give handles, of a provider and of a user that borrows.
const SURFACE: &str = r#"(component
    (component $provider
        (core module $state
            (global $dropped (mut i32) (i32.const 0))
            (func (export "destroy") (param i32)
                (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
            (func (export "dropped") (result i32) (global.get $dropped)))
        (core instance $state (instantiate $state))
        (type $r' (resource (rep i32) (dtor (func $state "destroy"))))
        (export $r "r" (type $r'))
        (core func $new (canon resource.new $r'))
        (core module $m
            (import "" "new" (func $new (param i32) (result i32)))
            (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
            (func (export "peek") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3))))
        (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
        (func (export "make") (param "rep" u32) (result (own $r)) (canon lift (core func $i "make")))
        (func (export "peek") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "peek")))
        (func (export "dropped") (result u32) (canon lift (core func $state "dropped"))))
    (component $user
        (import "r" (type $r (sub resource)))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "" "drop" (func $drop (param i32)))
            (func (export "pass") (param i32) (result i32) (call $drop (local.get 0)) (local.get 0))
            (func (export "keep") (param i32) (result i32) (local.get 0))
            (func (export "end") (param i32) (call $drop (local.get 0))))
        (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop))))))
        (func (export "pass") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "pass")))
        (func (export "keep") (param "r" (borrow $r)) (result u32) (canon lift (core func $i "keep")))
        (func (export "end") (param "r" (own $r)) (canon lift (core func $i "end"))))
    (instance $provider (instantiate $provider))
    (alias export $provider "r" (type $r))
    (instance $user (instantiate $user (with "r" (type $r))))
    (export "provider" (instance $provider))
    (export "user" (instance $user)))"#;

#[test]
fn the_embedder_owns_lends_and_drops() {
    let engine = engine();
    let wasm = wat::parse_str(SURFACE).unwrap();
    // The calls on the component.
    let mut store = Store::new(&engine, ());
    let component = Component::new(&engine, &wasm).unwrap();
    let instance = ComponentLinker::new(&engine).instantiate(&mut store, &component).unwrap();
    let function = |interface: &str, name: &str, store: &mut Store<()>| {
        let (_, interface) = instance.get_export(&mut *store, None, interface).unwrap();
        let (_, index) = instance.get_export(&mut *store, Some(&interface), name).unwrap();
        instance.get_func(&mut *store, index).unwrap()
    };
    let make = function("provider", "make", &mut store).typed::<(u32,), (ResourceAny,)>(&store).unwrap();
    let peek = function("provider", "peek", &mut store).typed::<(&ResourceAny,), (u32,)>(&store).unwrap();
    let pass = function("user", "pass", &mut store).typed::<(&ResourceAny,), (u32,)>(&store).unwrap();
    let keep = function("user", "keep", &mut store).typed::<(&ResourceAny,), (u32,)>(&store).unwrap();
    let dropped = function("provider", "dropped", &mut store).typed::<(), (u32,)>(&store).unwrap();
    let handle = make.call(&mut store, (14,)).unwrap().0;
    let expected_peek = peek.call(&mut store, (&handle,)).unwrap().0;
    let expected_pass = pass.call(&mut store, (&handle,)).unwrap().0;
    handle.resource_drop(&mut store).unwrap();
    let expected_dropped = dropped.call(&mut store, ()).unwrap().0;
    let handle = make.call(&mut store, (15,)).unwrap().0;
    assert!(keep.call(&mut store, (&handle,)).is_err());

    // The same calls on the fused module, by its record.
    let fused = fuse(&wasm, &Options::new("test")).unwrap();
    let interface = &fused.interface;
    let [provider, user] = &interface.resources[..] else { panic!("{:?}", interface.resources) };
    assert_eq!((provider.name.as_str(), user.name.as_str()), ("provider#r", "provider#r"));
    assert_eq!(provider.borrow, None, "its own component gets the representation");
    let lending = interface.lending.as_ref().unwrap();
    let mut store = Store::new(&engine, ());
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
    let mut call = |name: &str, argument: Option<u32>| -> Result<Option<u32>, wasmtime::Error> {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<Val> = argument.into_iter().map(|word| Val::I32(word.cast_signed())).collect();
        let mut results = vec![Val::I32(0); function.ty(&store).results().len()];
        function.call(&mut store, &arguments, &mut results)?;
        Ok(results.first().map(|result| result.unwrap_i32().cast_unsigned()))
    };
    let handle = call("provider#make", Some(14)).unwrap();
    let rep = call(&provider.take, handle).unwrap();
    assert_eq!(call("provider#peek", rep).unwrap(), Some(expected_peek));
    call(&lending.enter, None).unwrap();
    let lent = call(user.borrow.as_ref().unwrap(), rep).unwrap();
    assert_eq!(call("user#pass", lent).unwrap(), Some(expected_pass));
    call(&lending.exit, None).unwrap();
    // `drop` takes a handle: not a representation, a handle that was dropped, or a handle of another table.
    let drop = provider.drop.as_ref().unwrap();
    let handle = call(&provider.new, rep).unwrap();
    for other in [rep, Some(0), Some(u32::MAX), handle.map(|handle| handle + 1)] {
        assert!(call(drop, other).is_err(), "{other:?}");
        assert_eq!(call("provider#dropped", None).unwrap(), Some(0));
    }
    assert!(call(user.drop.as_ref().unwrap(), handle).is_err());
    call(drop, handle).unwrap();
    assert_eq!(call("provider#dropped", None).unwrap(), Some(expected_dropped));
    assert!(call(drop, handle).is_err(), "it is gone");
    assert_eq!(call("provider#dropped", None).unwrap(), Some(expected_dropped));
    // An owned handle that is passed to a component is dropped by it.
    let owned = call(&user.new, Some(20)).unwrap();
    call("user#end", owned).unwrap();
    assert_eq!(call("provider#dropped", None).unwrap(), Some(expected_dropped + 20));
    // A borrowed handle that is kept is detected.
    call(&lending.enter, None).unwrap();
    let lent = call(user.borrow.as_ref().unwrap(), rep).unwrap();
    call("user#keep", lent).unwrap();
    assert!(call(&lending.exit, None).is_err());
}

/// If a parameter has a borrowed handle in it, at any depth, the record has the functions for lending, and the table has room for
/// as many as there can be.
#[test]
fn handles_are_lent_in_values_of_every_type() {
    const OWNED: Option<u32> = None;
    for (ty, core, lent) in [
        ("(borrow $r)", "i32", Some(1)),
        ("(list (borrow $r))", "i32 i32", Some(64)),
        ("(map u32 (borrow $r))", "i32 i32", Some(64)),
        ("(list (borrow $r) 5)", "i32 i32 i32 i32 i32", Some(5)),
        ("(record (field \"n\" u32) (field \"r\" (borrow $r)))", "i32 i32", Some(1)),
        ("(tuple (borrow $r) u32 (borrow $r))", "i32 i32 i32", Some(2)),
        (
            "(variant (case \"n\") (case \"r\" (borrow $r)) (case \"s\" (tuple (borrow $r) (borrow $r))))",
            "i32 i32 i32",
            Some(2),
        ),
        ("(option (borrow $r))", "i32 i32", Some(1)),
        ("(result (borrow $r))", "i32 i32", Some(1)),
        ("(result (borrow $r) (error (borrow $r)))", "i32 i32", Some(1)),
        ("(result (own $r) (error (borrow $r)))", "i32 i32", Some(64)),
        ("(record (field \"n\" u32) (field \"r\" (own $r)))", "i32 i32", OWNED),
        ("(result u32 (error (own $r)))", "i32 i32", OWNED),
    ] {
        let component = format!(
            r#"(component
                (import "r" (type $r (sub resource)))
                (type $inner {ty})
                (export $outer "t" (type $inner))
                (core module $m (memory (export "memory") 1)
                    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
                    (func (export "f") (param {core})))
                (core instance $i (instantiate $m))
                (func (export "f") (param "x" $outer)
                    (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))"#
        );
        let fused = fuse(&wat::parse_str(component).unwrap(), &Options::new("test")).unwrap();
        assert_eq!(fused.interface.lending.is_some(), lent.is_some(), "{ty}");
        let [table] = &fused.handles[..] else { panic!("{ty}: {:?}", fused.handles) };
        assert_eq!(table.slots, lent.unwrap_or(64), "{ty}");
        assert_eq!(table.is_bounded, lent.is_some_and(|lent| lent < 64), "{ty}");
    }
}

#[test]
fn the_embedder_s_own_resources() {
    let component = r#"(component
        (import "ns:p/i" (instance $i
            (export "r" (type $r (sub resource)))
            (export "open" (func (param "x" u32) (result (own $r))))
            (export "get" (func (param "r" (borrow $r)) (result u32)))))
        (alias export $i "r" (type $r))
        (core func $open (canon lower (func $i "open")))
        (core func $get (canon lower (func $i "get")))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "" "open" (func $open (param i32) (result i32)))
            (import "" "get" (func $get (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "f") (param i32) (result i32) (local $h i32)
                (local.set $h (call $open (local.get 0)))
                (call $get (local.get $h))
                (call $drop (local.get $h))))
        (core instance $c (instantiate $m (with "" (instance
            (export "open" (func $open)) (export "get" (func $get)) (export "drop" (func $drop))))))
        (func (export "f") (param "x" u32) (result u32) (canon lift (core func $c "f"))))"#;
    let fused = fuse(&wat::parse_str(component).unwrap(), &Options::new("test")).unwrap();
    let [resource] = &fused.interface.resources[..] else { panic!("{:?}", fused.interface.resources) };
    assert_eq!(resource.name, "ns:p/i#r");
    let engine = engine();
    let mut linker = Linker::<Vec<u32>>::new(&engine);
    let helper = |caller: &mut wasmtime::Caller<'_, Vec<u32>>, name: &str, word: u32| {
        let function = caller.get_export(name).unwrap().into_func().unwrap();
        function.typed::<u32, u32>(&*caller).unwrap().call(caller, word).unwrap()
    };
    let new = resource.new.clone();
    linker
        .func_wrap("ns:p/i", "open", move |mut caller: wasmtime::Caller<'_, Vec<u32>>, x: u32| {
            helper(&mut caller, &new, x + 1000)
        })
        .unwrap();
    let rep = resource.rep.clone();
    linker
        .func_wrap("ns:p/i", "get", move |mut caller: wasmtime::Caller<'_, Vec<u32>>, handle: u32| {
            helper(&mut caller, &rep, handle) * 2
        })
        .unwrap();
    linker
        .func_wrap("ns:p/i", "[resource-drop]r", |mut caller: wasmtime::Caller<'_, Vec<u32>>, rep: u32| {
            caller.data_mut().push(rep);
        })
        .unwrap();
    let mut store = Store::new(&engine, Vec::new());
    let instance = linker.instantiate(&mut store, &Module::new(&engine, &fused.bytes).unwrap()).unwrap();
    let f = instance.get_typed_func::<u32, u32>(&mut store, "f").unwrap();
    assert_eq!(f.call(&mut store, 5).unwrap(), 2010);
    assert_eq!(f.call(&mut store, 6).unwrap(), 2012, "the slot is free again");
    assert_eq!(store.data(), &[1005, 1006], "each was destroyed");
}

#[test]
fn error_contexts_are_handles_without_a_message() {
    let component = r#"(component
        (core module $libc
            (memory (export "memory") 1)
            (global $calls (mut i32) (i32.const 0))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                (i32.const 64)))
        (core instance $libc (instantiate $libc))
        (core func $new (canon error-context.new (memory $libc "memory") (realloc (func $libc "realloc"))))
        (core func $message (canon error-context.debug-message (memory $libc "memory") (realloc (func $libc "realloc"))))
        (core func $drop (canon error-context.drop))
        (core module $m
            (import "libc" "memory" (memory 1))
            (import "" "new" (func $new (param i32 i32) (result i32)))
            (import "" "message" (func $message (param i32 i32)))
            (import "" "drop" (func $drop (param i32)))
            (func (export "f") (result i32) (local $h i32)
                (local.set $h (call $new (i32.const 0) (i32.const 5)))
                (i32.store (i32.const 12) (i32.const 99))
                (call $message (local.get $h) (i32.const 8))
                (call $drop (local.get $h))
                (i32.add (i32.load (i32.const 8)) (i32.load (i32.const 12))))
            (func (export "twice") (result i32) (local $h i32)
                (local.set $h (call $new (i32.const 0) (i32.const 0)))
                (call $drop (local.get $h))
                (call $drop (local.get $h))
                (i32.const 0)))
        (core instance $i (instantiate $m
            (with "libc" (instance $libc))
            (with "" (instance (export "new" (func $new)) (export "message" (func $message)) (export "drop" (func $drop))))))
        (func (export "f") (result u32) (canon lift (core func $i "f")))
        (func (export "twice") (result u32) (canon lift (core func $i "twice"))))"#;
    let fused = fuse(&wat::parse_str(component).unwrap(), &Options::new("test")).unwrap();
    let engine = engine();
    let mut store = Store::new(&engine, ());
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
    let f = instance.get_typed_func::<(), u32>(&mut store, "f").unwrap();
    assert_eq!(f.call(&mut store, ()).unwrap(), 64, "an allocation of no bytes, and a length of zero");
    let twice = instance.get_typed_func::<(), u32>(&mut store, "twice").unwrap();
    assert!(twice.call(&mut store, ()).is_err());
}
