//! A composed and fused component gives the same results as a component that was composed by hand, on a stock engine.

use dissolve_compose::{Composition, Error, Input, Package, Source, compose, compose_document};
use dissolve_fuse::{Options, fuse};
use dissolve_targets::Grow;
use wasmtime::component::{Component, Linker as ComponentLinker, Val as ComponentVal};
use wasmtime::{Config, Engine, Linker, Module, Store, Val};

/// Adds the bytes of each text that it receives to a sum in its own memory, and returns the sum.
const KERNEL: &str = r#"(component
    (core module $kernel
        (memory (export "memory") 1)
        (global $next (mut i32) (i32.const 1024))
        (data $greeting (i32.const 16) "hello ")
        (func $alloc (export "realloc") (param i32 i32 i32 i32) (result i32)
            (global.get $next)
            (global.set $next (i32.add (global.get $next) (local.get 3))))
        ;; Gives the sum of the bytes and of all that was said before.
        (func $say (export "say") (param i32 i32) (result i32)
            (loop $next
                (if (local.get 1) (then
                    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.load8_u (local.get 0))))
                    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
                    (local.set 1 (i32.sub (local.get 1) (i32.const 1)))
                    (br $next))))
            (i32.load (i32.const 0))))
    (core instance $kernel (instantiate $kernel))
    (func $say (param "text" string) (result u32) (canon lift (core func $kernel "say")
        (memory $kernel "memory") (realloc (func $kernel "realloc"))))
    (instance $out (export "say" (func $say)))
    (export "acme:kernel/console@1.0.3" (instance $out)))"#;

/// Passes a part of its own memory of the requested length to the kernel, and counts its calls.
const DRIVER: &str = r#"(component
    (import "acme:kernel/console@1.0.0" (instance $console (export "say" (func (param "text" string) (result u32)))))
    (core module $memory (memory (export "memory") 1) (data (i32.const 8) "driver at work, and more of it"))
    (core instance $memory (instantiate $memory))
    (alias export $console "say" (func $say))
    (core func $say (canon lower (func $say) (memory $memory "memory")))
    (core instance $console (export "say" (func $say)))
    (core module $driver
        (import "m" "memory" (memory 1))
        (import "console" "say" (func $say (param i32 i32) (result i32)))
        (global $calls (mut i32) (i32.const 0))
        (func $work (export "work") (param i32) (result i32)
            (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
            (if (i32.gt_u (local.get 0) (i32.const 30)) (then unreachable))
            (i32.add (i32.mul (global.get $calls) (i32.const 1000000)) (call $say (i32.const 8) (local.get 0)))))
    (core instance $driver (instantiate $driver (with "m" (instance $memory)) (with "console" (instance $console))))
    (func $work (param "length" u32) (result u32) (canon lift (core func $driver "work")))
    (instance $out (export "work" (func $work)))
    (export "acme:drivers/worker" (instance $out)))"#;

const APP: &str = r#"(component
    (import "acme:drivers/worker" (instance $worker (export "work" (func (param "length" u32) (result u32)))))
    (import "tick" (func $tick (param "by" u32) (result u32)))
    (alias export $worker "work" (func $work))
    (core func $work (canon lower (func $work)))
    (core func $tick (canon lower (func $tick)))
    (core module $app
        (import "e" "work" (func $work (param i32) (result i32)))
        (import "e" "tick" (func $tick (param i32) (result i32)))
        (func $run (export "run") (param i32) (result i32)
            (i32.add (call $work (local.get 0)) (call $tick (local.get 0)))))
    (core instance $e (export "work" (func $work)) (export "tick" (func $tick)))
    (core instance $app (instantiate $app (with "e" (instance $e))))
    (func (export "run") (param "length" u32) (result u32) (canon lift (core func $app "run"))))"#;

/// The same composition, written by hand.
fn by_hand() -> Vec<u8> {
    let inner = |text: &str, name: &str| text.replacen("(component", &format!("(component ${name}"), 1);
    let (kernel, driver, app) = (inner(KERNEL, "kernel"), inner(DRIVER, "driver"), inner(APP, "app"));
    let text = format!(
        r#"(component
            (import "tick" (func $tick (param "by" u32) (result u32)))
            {kernel} {driver} {app}
            (instance $kernel (instantiate $kernel))
            (alias export $kernel "acme:kernel/console@1.0.3" (instance $console))
            (instance $driver (instantiate $driver (with "acme:kernel/console@1.0.0" (instance $console))))
            (alias export $driver "acme:drivers/worker" (instance $worker))
            (instance $app (instantiate $app (with "acme:drivers/worker" (instance $worker)) (with "tick" (func $tick))))
            (alias export $app "run" (func $run))
            (export "run" (func $run)))"#
    );
    wat::parse_str(text).unwrap()
}

fn input(name: &str, text: &str) -> Input {
    Input { name: name.into(), bytes: wat::parse_str(text).unwrap(), serves: None }
}

fn composed() -> Composition {
    compose(&input("app", APP), &[input("driver", DRIVER), input("kernel", KERNEL)]).unwrap()
}

fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true);
    Engine::new(&config).unwrap()
}

/// Arguments of calls on the same instance, until one traps.
const CALLS: [u32; 6] = [0, 5, 30, 1, 31, 2];

fn on_component(bytes: &[u8]) -> Vec<Option<u32>> {
    let engine = engine();
    let component = Component::new(&engine, bytes).unwrap();
    let mut linker = ComponentLinker::new(&engine);
    let tick = |mut store: wasmtime::StoreContextMut<'_, u32>, (by,): (u32,)| {
        *store.data_mut() += by;
        Ok((*store.data(),))
    };
    linker.root().func_wrap("tick", tick).unwrap();
    let mut store = Store::new(&engine, 0);
    let instance = linker.instantiate(&mut store, &component).unwrap();
    let run = instance.get_func(&mut store, "run").unwrap();
    let mut answers = Vec::new();
    for length in CALLS {
        let mut results = [ComponentVal::U32(0)];
        let answer = run.call(&mut store, &[ComponentVal::U32(length)], &mut results).ok().map(|()| match results {
            [ComponentVal::U32(value)] => value,
            other => panic!("`run` gives {other:?}"),
        });
        answers.push(answer);
        if answer.is_none() {
            break;
        }
    }
    answers
}

fn on_fused(bytes: &[u8]) -> Vec<Option<u32>> {
    let engine = engine();
    let module = Module::new(&engine, bytes).unwrap();
    let mut linker = Linker::new(&engine);
    let tick = |mut caller: wasmtime::Caller<'_, u32>, by: u32| {
        *caller.data_mut() += by;
        *caller.data()
    };
    linker.func_wrap("$root", "tick", tick).unwrap();
    let mut store = Store::new(&engine, 0);
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let run = instance.get_func(&mut store, "run").unwrap();
    let mut answers = Vec::new();
    for length in CALLS {
        let mut results = [Val::I32(0)];
        let answer = run.call(&mut store, &[Val::I32(length.cast_signed())], &mut results).ok();
        answers.push(answer.map(|()| results[0].unwrap_i32().cast_unsigned()));
        if answer.is_none() {
            break;
        }
    }
    answers
}

#[test]
fn composed_and_fused_answers_as_composed_by_hand() {
    let expected = on_component(&by_hand());
    assert_eq!(expected.len(), 5, "the fifth call traps: {expected:?}");
    assert!(expected[..4].iter().all(Option::is_some), "{expected:?}");
    let composition = composed();
    assert_eq!(on_component(&composition.bytes), expected);
    assert_eq!(on_fused(&fuse(&composition.bytes, &Options::new("app")).unwrap().bytes), expected);
    assert_eq!(on_fused(&fuse(&by_hand(), &Options::new("app")).unwrap().bytes), expected);
}

#[test]
fn a_document_composes_the_same() {
    let source = r#"package acme:product;
        let kernel = new acme:kernel {};
        let driver = new acme:driver { ...kernel, ... };
        let app = new acme:app { "acme:drivers/worker": driver["acme:drivers/worker"], ... };
        export app.run;"#;
    let package =
        |name: &str, text: &str| (Package { name: name.into(), version: None }, wat::parse_str(text).unwrap());
    let packages = [package("acme:kernel", KERNEL), package("acme:driver", DRIVER), package("acme:app", APP)];
    let composition = compose_document(source, "product.wac", &packages).unwrap();
    assert_eq!(on_component(&composition.bytes), on_component(&by_hand()));
    let fused = fuse(&composition.bytes, &Options::new("product")).unwrap();
    assert_eq!(on_fused(&fused.bytes), on_component(&by_hand()));
    let mut components = composition.components.clone();
    components.sort();
    assert_eq!(components, ["app", "driver", "kernel"]);
}

/// The links of a composition match the component that was made.
#[test]
fn links_say_where_imports_come_from() {
    let composition = composed();
    let links: Vec<_> = composition
        .links
        .iter()
        .map(|link| {
            let source = match &link.source {
                Source::Component { name, export } => format!("{name} {}", export.as_deref().unwrap_or("")),
                Source::Symbol(symbol) => format!("symbol {symbol}"),
                Source::Embedder => "embedder".into(),
            };
            format!("{} {} {source}", link.component, link.import)
        })
        .collect();
    assert_eq!(
        links,
        [
            "app acme:drivers/worker driver acme:drivers/worker",
            "app tick embedder",
            "driver acme:kernel/console@1.0.0 kernel acme:kernel/console@1.0.3",
        ]
    );
}

/// The names of memories, functions, globals and data segments start with their component.
#[test]
fn names_say_whose_they_are() {
    let fused = fuse(&composed().bytes, &Options::new("product")).unwrap();
    let mut components: Vec<_> = fused.interface.memories.iter().map(|memory| memory.component.as_str()).collect();
    components.sort_unstable();
    assert_eq!(components, ["driver", "kernel"]);
    let names = names(&fused.bytes);
    for name in [
        "function app::run",
        "function driver::work",
        "function kernel::say",
        "memory kernel::memory",
        "memory driver::memory",
        "global kernel::next",
        "global driver::calls",
        "data kernel::greeting",
    ] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
    }
    // With a single component, names have no prefix.
    let fused = fuse(&wat::parse_str(KERNEL).unwrap(), &Options::new("kernel")).unwrap();
    let names = self::names(&fused.bytes);
    for name in ["function say", "global next", "data greeting"] {
        assert!(names.iter().any(|known| known == name), "{name} is not in {names:?}");
    }
}

/// The names in a module's name section, each with its kind. Panics if a name belongs to no item of the module.
fn names(module: &[u8]) -> Vec<String> {
    use wasmparser::{KnownCustom, Name, Parser, Payload};
    let types = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(module).unwrap();
    let types = types.as_ref();
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload.unwrap() else { continue };
        let KnownCustom::Name(section) = section.as_known() else { continue };
        for subsection in section {
            let (kind, count, map) = match subsection.unwrap() {
                Name::Function(map) => ("function", types.function_count(), map),
                Name::Memory(map) => ("memory", types.memory_count(), map),
                Name::Global(map) => ("global", types.global_count(), map),
                Name::Data(map) => ("data", 2, map),
                _ => continue,
            };
            let mut last = None;
            for naming in map {
                let naming = naming.unwrap();
                assert!(naming.index < count && last < Some(naming.index), "{kind} {} {}", naming.index, naming.name);
                last = Some(naming.index);
                names.push(format!("{kind} {}", naming.name));
            }
        }
    }
    names
}

/// A memory grows up to its reservation or its own maximum, whichever is less. Beyond that, `memory.grow` returns -1.
#[test]
fn growth_inside_a_reservation() {
    let text = |maximum: &str| {
        format!(
            r#"(component
                (core module $m
                    (memory 1 {maximum})
                    (func (export "run") (param i32) (result i32) (memory.grow (local.get 0))))
                (core instance $i (instantiate $m))
                (func (export "run") (param "pages" u32) (result u32) (canon lift (core func $i "run"))))"#
        )
    };
    for (maximum, size, expected) in [
        ("", 65536, [1, u32::MAX, u32::MAX]),
        ("", 131_071, [1, u32::MAX, u32::MAX]),
        ("", 131_072, [1, 1, u32::MAX]),
        ("", 196_608, [1, 1, 2]),
        ("2", 1 << 20, [1, 1, u32::MAX]),
        ("", u32::MAX, [1, 1, 2]),
    ] {
        let wasm = wat::parse_str(text(maximum)).unwrap();
        let fused = fuse(&wasm, &Options { grow: Some(Grow::Bounded(size)), ..Options::new("app") }).unwrap();
        let engine = engine();
        let module = Module::new(&engine, &fused.bytes).unwrap();
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate(&mut store, &module).unwrap();
        let run = instance.get_typed_func::<u32, u32>(&mut store, "run").unwrap();
        let answers = [0, 1, 1].map(|pages| run.call(&mut store, pages).unwrap());
        assert_eq!(answers, expected, "maximum {maximum:?}, reservation {size}");
    }
}

/// Truncated or changed inputs are refused, or give a valid component; none causes a panic.
#[test]
fn hostile_inputs() {
    let inputs = [input("app", APP), input("driver", DRIVER), input("kernel", KERNEL)];
    for place in 0..inputs.len() {
        let whole = &inputs[place].bytes;
        let truncated = (0..whole.len()).map(|length| whole[..length].to_vec());
        let mutated = (0..whole.len()).flat_map(|byte| {
            [1, 0x80, 0xff].map(|flip| {
                let mut bytes = whole.clone();
                bytes[byte] ^= flip;
                bytes
            })
        });
        for bytes in truncated.chain(mutated) {
            let mut inputs = inputs.clone();
            inputs[place].bytes = bytes;
            if let Ok(composition) = compose(&inputs[0], &inputs[1..]) {
                wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all())
                    .validate_all(&composition.bytes)
                    .unwrap();
            }
        }
    }
    let empty = Input { name: "driver".into(), bytes: Vec::new(), serves: None };
    let error = compose(&inputs[0], &[empty]).unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
}

/// Documents that are cut at any place, or with any character replaced, are refused with a position, or composed.
#[test]
fn hostile_documents() {
    let source = r#"package acme:product;
        import tick: func(by: u32) -> u32;
        let kernel = new acme:kernel {};
        let driver = new acme:driver { ...kernel };
        let app = new acme:app { tick, "acme:drivers/worker": driver["acme:drivers/worker"] };
        export app.run as start;"#;
    let package =
        |name: &str, text: &str| (Package { name: name.into(), version: None }, wat::parse_str(text).unwrap());
    let packages = [package("acme:kernel", KERNEL), package("acme:driver", DRIVER), package("acme:app", APP)];
    let try_one = |source: &str| match compose_document(source, "product.wac", &packages) {
        Ok(_) => true,
        Err(Error::Document { line, column, .. }) => {
            assert!((1..=source.lines().count() + 1).contains(&line) && column >= 1, "{line}:{column} in {source}");
            false
        }
        Err(_) => false,
    };
    assert!(try_one(source));
    for place in 0..source.len() {
        try_one(&source[..place]);
        for other in ["", "{", "\"", "0", "é", ";"] {
            try_one(&format!("{}{other}{}", &source[..place], &source[place + 1..]));
        }
    }
}
