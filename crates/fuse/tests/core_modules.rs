//! Linked core modules, compared with a stock engine that links them itself; and the modules that are refused.

use std::collections::HashMap;

use dissolve_fuse::{LinkInput, Linked, link};
use wasmtime::{Engine, Instance, Linker, Module, Store, Val};

/// The names and texts of modules, in the order of their instantiation.
type Texts<'a> = &'a [(&'a str, &'a str)];

fn binaries(texts: Texts<'_>) -> Vec<Vec<u8>> {
    texts.iter().map(|(name, text)| wat::parse_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))).collect()
}

/// Links modules; each provides the imports of later ones under its name.
fn linked(texts: Texts<'_>) -> Result<Linked, String> {
    let binaries = binaries(texts);
    let mut providers = HashMap::new();
    let mut inputs = Vec::new();
    for (index, ((name, _), module)) in texts.iter().zip(&binaries).enumerate() {
        inputs.push(LinkInput { name: (*name).into(), module, providers: providers.clone() });
        providers.insert((*name).to_owned(), index);
    }
    link(&inputs).map_err(|error| error.to_string())
}

/// The linked module on the engine.
struct Ours {
    store: Store<()>,
    instance: Instance,
    linked: Linked,
}

impl Ours {
    fn new(texts: Texts<'_>) -> Ours {
        let linked = linked(texts).unwrap();
        let engine = Engine::default();
        let module = Module::new(&engine, &linked.bytes).unwrap();
        assert_eq!(module.imports().len(), 0);
        let mut store = Store::new(&engine, ());
        let instance = Instance::new(&mut store, &module, &[]).unwrap();
        Ours { store, instance, linked }
    }

    fn instantiate(&mut self, module: usize) -> Result<(), String> {
        let name = self.linked.instances[module].instantiate.clone();
        self.call_export(&name).map(drop)
    }

    fn call(&mut self, module: usize, field: &str) -> Result<Vec<i32>, String> {
        let exports = &self.linked.instances[module].exports;
        let export = exports.iter().find(|export| export.field == field).unwrap().name.clone();
        self.call_export(&export)
    }

    fn call_export(&mut self, name: &str) -> Result<Vec<i32>, String> {
        let function = self.instance.get_func(&mut self.store, name).unwrap();
        call(&mut self.store, function)
    }
}

/// The original modules, linked by the engine.
struct Stock {
    store: Store<()>,
    linker: Linker<()>,
    modules: Vec<(String, Module)>,
    instances: HashMap<usize, Instance>,
}

impl Stock {
    fn new(texts: Texts<'_>) -> Stock {
        let engine = Engine::default();
        let module =
            |((name, _), bytes): (&(&str, &str), &Vec<u8>)| ((*name).to_owned(), Module::new(&engine, bytes).unwrap());
        let modules = texts.iter().zip(&binaries(texts)).map(module).collect();
        Stock { store: Store::new(&engine, ()), linker: Linker::new(&engine), modules, instances: HashMap::new() }
    }

    fn instantiate(&mut self, module: usize) -> Result<(), String> {
        let (name, module_) = &self.modules[module];
        let instance = self.linker.instantiate(&mut self.store, module_).map_err(|error| format!("{error:#}"))?;
        self.linker.instance(&mut self.store, name, instance).unwrap();
        self.instances.insert(module, instance);
        Ok(())
    }

    fn call(&mut self, module: usize, field: &str) -> Result<Vec<i32>, String> {
        let function = self.instances[&module].get_func(&mut self.store, field).unwrap();
        call(&mut self.store, function)
    }
}

fn call(store: &mut Store<()>, function: wasmtime::Func) -> Result<Vec<i32>, String> {
    let mut results = vec![Val::I32(0); function.ty(&mut *store).results().len()];
    function.call(&mut *store, &[], &mut results).map_err(|error| format!("{error:#}"))?;
    Ok(results.iter().map(|result| result.unwrap_i32()).collect())
}

const MODULES: Texts<'_> = &[
    (
        "base",
        r#"(module
            (global $g (export "counter") (mut i32) (i32.const 1))
            (global (export "constant") i32 (i32.const 40))
            (memory (export "memory") 1 2)
            (table (export "table") 4 10 funcref)
            (data (i32.const 8) "\01\02\03\04")
            (elem (i32.const 0) $seven)
            (func $seven (result i32) (i32.const 7))
            (func (export "next") (result i32)
                (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g))
            (func (export "word") (result i32) (i32.load (i32.const 8)))
            (func (export "call") (result i32 i32)
                (call_indirect (result i32) (i32.const 0)) (call_indirect (result i32) (i32.const 3))))"#,
    ),
    (
        "user",
        r#"(module
            (import "base" "next" (func $next (result i32)))
            (import "base" "memory" (memory 1 3))
            (import "base" "table" (table 2 funcref))
            (import "base" "constant" (global $constant i32))
            (global $own i32 (i32.add (global.get $constant) (i32.const 2)))
            (export "again" (func $next))
            (data (offset (i32.sub (global.get $constant) (i32.const 31))) "\ff")
            (data $passive "\07")
            (elem (i32.const 3) $forty)
            (func $forty (result i32) (global.get $own))
            (func $start
                (memory.init $passive (i32.const 11) (i32.const 0) (i32.const 1))
                (drop (call $next)) (drop (call $next)))
            (start $start))"#,
    ),
    (
        "broken",
        r#"(module
            (import "base" "memory" (memory 1))
            (import "user" "again" (func $again (result i32)))
            (data (i32.const 8) "\55")
            (data (i32.const 65535) "\55\55")
            (func $start (drop (call $again)))
            (start $start))"#,
    ),
];

#[test]
fn linked_modules_do_what_the_engine_s_do() {
    let (mut ours, mut stock) = (Ours::new(MODULES), Stock::new(MODULES));
    let look = |ours: &mut Ours, stock: &mut Stock, step: &str| {
        for (module, field) in [(0, "next"), (0, "word"), (0, "call")] {
            let (ours, stock) = (ours.call(module, field), stock.call(module, field));
            assert_eq!(ours.is_err(), stock.is_err(), "{step}: {field}: {ours:?}, {stock:?}");
            assert_eq!(ours.ok(), stock.ok(), "{step}: {field}");
        }
    };
    for (module, (name, _)) in MODULES.iter().enumerate() {
        let (ours_too, stock_too) = (ours.instantiate(module), stock.instantiate(module));
        assert_eq!(ours_too.is_err(), stock_too.is_err(), "{name}: {ours_too:?}, {stock_too:?}");
        look(&mut ours, &mut stock, name);
    }
    assert!(ours.instantiate(2).unwrap_err().contains("out of bounds memory access"));
    let counted = |values: Result<Vec<i32>, String>| values.unwrap()[0];
    assert_eq!(counted(ours.call(1, "again")), counted(stock.call(1, "again")));
}

/// Each module's segments are numbered from where those of the modules before it end.
#[test]
fn each_module_fills_its_table_from_its_own_segments() {
    let module = |value: u32| {
        format!(
            r#"(module (table $t 1 funcref) (elem $a func $x) (elem $b func $y) (elem $c func $z)
                (func $x (result i32) (i32.const {value})) (func $y (result i32) (i32.const {}))
                (func $z (result i32) (i32.const {}))
                (func (export "a") (result i32)
                    (table.init $t $a (i32.const 0) (i32.const 0) (i32.const 1)) (call_indirect (result i32) (i32.const 0)))
                (func (export "b") (result i32)
                    (table.init $t $b (i32.const 0) (i32.const 0) (i32.const 1)) (call_indirect (result i32) (i32.const 0)))
                (func (export "c") (result i32)
                    (table.init $t $c (i32.const 0) (i32.const 0) (i32.const 1)) (call_indirect (result i32) (i32.const 0)) (elem.drop $c)))"#,
            value + 1,
            value + 2
        )
    };
    let (first, second) = (module(10), module(20));
    let texts = &[("first", first.as_str()), ("second", second.as_str())];
    let (mut ours, mut stock) = (Ours::new(texts), Stock::new(texts));
    for module in 0..2 {
        ours.instantiate(module).unwrap();
        stock.instantiate(module).unwrap();
    }
    let calls = [(1, "a"), (1, "b"), (1, "c"), (0, "c"), (0, "b"), (0, "a"), (1, "c")];
    let answers = calls.map(|(module, field)| {
        let (ours, stock) = (ours.call(module, field).ok(), stock.call(module, field).ok());
        assert_eq!(ours, stock, "{field} of module {module}");
        stock.is_some()
    });
    // `c` of the second module has dropped its segment by the last call.
    assert_eq!(answers, [true, true, true, true, true, true, false]);
}

#[test]
fn exports_have_names_of_their_own() {
    let linked = linked(MODULES).unwrap();
    let names = linked.instances[0].exports.iter().map(|export| (export.field.as_str(), export.name.as_str()));
    let names = names.collect::<Vec<_>>();
    assert_eq!(names[..2], [("counter", "i0_e0"), ("constant", "i0_e1")]);
    assert_eq!(linked.instances[1].exports[0].name, "i1_e0");
    assert_eq!((linked.instances[1].instantiate.as_str(), linked.instances[2].exports.len()), ("i1", 0));
}

#[test]
fn what_does_not_match_is_refused_and_both_sides_are_named() {
    let base = MODULES[0];
    let message = |import: &str| {
        let text = format!("(module (import \"base\" {import}))");
        linked(&[base, ("user", &text)]).unwrap_err()
    };
    for (import, expected) in [
        (
            r#""next" (func (result i64))"#,
            "module `user` imports `base::next` as a function () -> (i64), but module `base` exports a function () -> (i32)",
        ),
        (r#""next" (memory 1)"#, "as a memory of 65536-byte pages (at first 1), but module `base` exports a function"),
        (
            r#""memory" (memory 2)"#,
            "a memory of 65536-byte pages (at first 2), but module `base` exports a memory of 65536-byte pages (at first 1, at most 2)",
        ),
        (r#""memory" (memory 1 1)"#, "(at first 1, at most 1), but"),
        (r#""memory" (memory 1 2 (pagesize 1))"#, "a memory of 1-byte pages"),
        (r#""table" (table 5 funcref)"#, "a table of funcref (at first 5), but"),
        (r#""table" (table 4 9 funcref)"#, "(at first 4, at most 9), but"),
        (r#""table" (table 4 externref)"#, "a table of externref"),
        (r#""counter" (global i32)"#, "a constant global of i32, but module `base` exports a mutable global of i32"),
        (r#""constant" (global i64)"#, "a constant global of i64, but"),
        (r#""last" (func)"#, "module `user` imports `base::last`, but module `base` exports no `last`"),
    ] {
        let message = message(import);
        assert!(message.contains(expected), "{import}: {message}");
    }
    let nobody = linked(&[("user", r#"(module (import "base" "next" (func)))"#)]).unwrap_err();
    assert_eq!(nobody, "module `user` imports `base::next`, but no module before it is linked as `base`");
}

#[test]
fn limits_that_are_within_match() {
    for import in [
        r#""memory" (memory 1 2)"#,
        r#""memory" (memory 0)"#,
        r#""table" (table 0 10 funcref)"#,
        r#""table" (table 4 funcref)"#,
    ] {
        let text = format!("(module (import \"base\" {import}))");
        linked(&[MODULES[0], ("user", &text)]).unwrap_or_else(|error| panic!("{import}: {error}"));
    }
    // A memory or table without a maximum does not match an import with one.
    let open = ("base", r#"(module (memory (export "memory") 1) (table (export "table") 1 funcref))"#);
    for import in [r#""memory" (memory 1 65536)"#, r#""table" (table 1 1000 funcref)"#] {
        let text = format!("(module (import \"base\" {import}))");
        linked(&[open, ("user", &text)]).unwrap_err();
    }
}

#[test]
fn what_cannot_be_linked_is_an_error() {
    let message = |module: &[u8], providers: HashMap<String, usize>| {
        link(&[LinkInput { name: "m".into(), module, providers }]).unwrap_err().to_string()
    };
    let none = HashMap::new;
    assert!(message(b"", none()).starts_with("module `m` cannot be linked: "));
    assert!(message(b"\0asm\x01\0\0\0\x01", none()).starts_with("module `m` cannot be linked: "));
    let gc = wat::parse_str("(module (type (struct)))").unwrap();
    assert!(message(&gc, none()).contains("gc"), "{}", message(&gc, none()));
    let tag = wat::parse_str("(module (tag))").unwrap();
    assert!(message(&tag, none()).contains("exceptions"), "{}", message(&tag, none()));
    // A module cannot provide its own imports, and neither can a module that does not exist.
    let itself = wat::parse_str(r#"(module (import "m" "f" (func $f)) (export "f" (func $f)))"#).unwrap();
    for provider in [0, 1, usize::MAX] {
        let message = message(&itself, HashMap::from([("m".to_owned(), provider)]));
        assert_eq!(message, "module `m` imports `m::f`, but no module before it is linked as `m`");
    }
    // A hundred memories are valid in one module; a hundred and one are not.
    let memory = wat::parse_str("(module (memory 0))").unwrap();
    let inputs = |count| {
        let input = || LinkInput { name: "m".into(), module: &memory, providers: HashMap::new() };
        (0..count).map(|_| input()).collect::<Vec<_>>()
    };
    assert!(link(&inputs(100)).is_ok());
    let error = link(&inputs(101)).unwrap_err().to_string();
    assert!(error.starts_with("the linked modules are no valid module together: "), "{error}");
    assert_eq!(link(&[]).unwrap().instances, []);
}
