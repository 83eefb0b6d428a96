//! Which statics get a memory of their own, and what stays as it was. Each module runs on a stock engine before and after.

use std::collections::HashMap;

use dissolve_interface::relocations::{Address, Relocations, Site, Static, SymbolKind, Word};
use dissolve_wasm::{Constant, DataIndex, FuncIndex, GlobalIndex, MemoryIndex, Module, mem_arg};
use wasmparser::Operator;
use wasmtime::{Engine, Instance, Store};

use crate::{Kept, Limits, Source, Split, split};

/// The statics of each test: four words `a`, four words `b`, and a word `c` with the address of `b`, or zero.
const STATICS: [(&str, u32, u32); 3] = [("a", 1024, 16), ("b", 1044, 16), ("c", 1060, 4)];

/// A module with these functions in memory 0, whose statics start at 1024. Exports `run`. `data` is an address in `c`.
fn module(functions: &str, data: u32) -> Vec<u8> {
    let text = format!(
        r#"(module
            (import "host" "pass" (func $pass (param i32)))
            (memory (export "memory") 1)
            (global $sp (mut i32) (i32.const 1024))
            (global $heap (export "__heap_base") i32 (i32.const 1072))
            (table 1 funcref)
            {functions}
            (data (i32.const 1024) "\01\00\00\00\02\00\00\00\03\00\00\00\04\00\00\00")
            (data (i32.const 1044) "\05\00\00\00\06\00\00\00\07\00\00\00\08\00\00\00")
            (data (i32.const 1060) "\{:02x}\{:02x}\00\00"))"#,
        data & 0xff,
        data >> 8
    );
    wat::parse_str(text).unwrap()
}

/// The static that an address in a test is of: numbers from 1024 on are addresses, and no others.
fn address(value: u32) -> Option<Address> {
    let (_, symbol, _) = STATICS.into_iter().rev().find(|&(_, start, _)| value >= start)?;
    let kind = if value >= 1072 { SymbolKind::Linkers } else { SymbolKind::Static };
    (value < 2048).then_some(Address { value, symbol: if value >= 1072 { 1072 } else { symbol }, kind })
}

/// The source with all addresses of a module.
fn source(module: &Module<'_>) -> Source {
    let mut code = HashMap::new();
    for (function, body) in module.defined_functions() {
        let mut sites = Vec::new();
        for (ordinal, operator) in (0u32..).zip(body.get_operators_reader().unwrap()) {
            let operator = operator.unwrap();
            let offset = mem_arg(&operator).map(|arg| arg.offset as u32);
            let held = match operator {
                Operator::I32Const { value } => address(value.cast_unsigned()),
                _ => offset.and_then(address),
            };
            sites.extend(held.map(|address| Site {
                ordinal,
                offset: offset.filter(|&at| at == address.value),
                address,
            }));
        }
        code.insert(function, sites);
    }
    let held = module.data[DataIndex::from_u32(2)].data;
    let held = address(u32::from_le_bytes([held[0], held[1], held[2], held[3]]));
    let words = held.map(|address| Word { offset: 0, address }).into_iter().collect();
    let statics = STATICS.map(|(name, start, size)| Static {
        range: start..start + size,
        name: name.to_owned(),
        constant: false,
    });
    let data = HashMap::from([(DataIndex::from_u32(2), words)]);
    let relocations = Relocations { code, data, align: 16, statics: statics.into() };
    let limits = vec![GlobalIndex::from_u32(1)];
    Source {
        memory: MemoryIndex::FIRST,
        statics: 1024..1072,
        end: 1060,
        relocations,
        limits,
        stack_pointer: GlobalIndex::from_u32(0),
    }
}

/// Runs `run` and gives its result, and the value of `__heap_base`.
fn run(wasm: &[u8]) -> (Result<i32, String>, i32) {
    let engine = Engine::default();
    let module = wasmtime::Module::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let pass = wasmtime::Func::wrap(&mut store, |_: i32| ());
    let instance = Instance::new(&mut store, &module, &[pass.into()]).unwrap();
    let function = instance.get_typed_func::<(), i32>(&mut store, "run").unwrap();
    let result = function.call(&mut store, ()).map_err(|error| error.to_string());
    let heap = instance.get_global(&mut store, "__heap_base").unwrap().get(&mut store).unwrap_i32();
    (result, heap)
}

/// Splits a module, checks that it behaves as before, and gives the names of the statics in memories of their own.
fn apart(functions: &str, data: u32) -> Result<Vec<String>, String> {
    let wasm = module(functions, data);
    let read = Module::read(&wasm).unwrap();
    let Split { bytes, objects, stay, moved, .. } = match split(&read, &[source(&read)], &|_| false) {
        Ok(split) => split,
        Err(Kept::Because(reason)) => return Err(reason),
        Err(Kept::Malformed(error)) => panic!("{error}"),
    };
    wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all()).validate_all(&bytes).unwrap();
    let ((before, heap), (after, lowered)) = (run(&wasm), run(&bytes));
    assert_eq!(before, after, "{}", functions);
    assert!(before.is_ok(), "{before:?}");
    let down = stay[0].0.down;
    assert_eq!(heap - lowered, down.cast_signed());
    assert_eq!(moved.len(), read.bodies.len());
    let bytes: u32 = objects.iter().map(|object| object.range.end - object.range.start).sum();
    assert!(down + 16 > bytes, "what stays moves down: {down}, {bytes}");
    let mut names: Vec<String> = objects.into_iter().flat_map(|object| object.names).collect();
    names.sort_unstable();
    Ok(names)
}

/// A function `run` with a body.
fn body(body: &str) -> String {
    format!("(func (export \"run\") (result i32) (local i32 i32) {body})")
}

#[track_caller]
fn expect(functions: &str, names: &[&str]) {
    let found = apart(functions, 0);
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(found, Ok(names), "{functions}");
}

#[test]
fn an_address_is_followed_through_locals_sums_and_loops() {
    for text in [
        "i32.const 1028 i32.load",
        "i32.const 4 i32.load offset=1024",
        "i32.const 1024 local.tee 0 i32.const 4 i32.add i32.load local.get 0 i32.load offset=8 i32.add",
        "i32.const 1032 i32.const 4 i32.sub i32.load",
        // A pointer from the start to the end, compared with the end.
        "i32.const 1024 local.set 0
         loop local.get 1 local.get 0 i32.load i32.add local.set 1
            local.get 0 i32.const 4 i32.add local.tee 0 i32.const 1040 i32.ne br_if 0 end local.get 1",
        "i32.const 1027 i32.const -4 i32.and i32.load",
        "i32.const 1024 i32.const 4 i32.or i32.load",
        // The null pointer is of any static.
        "i32.const 1024 i32.const 0 i32.const 1 select i32.load",
        "i32.const 1 if (result i32) i32.const 1024 else i32.const 1032 end i32.load",
        "block (result i32) i32.const 1028 i32.const 0 br_if 0 drop i32.const 1024 end i32.load",
        // A local holds a pointer, and later another number.
        "i32.const 1024 local.set 0 local.get 0 i32.load local.tee 0 i32.const 7 i32.mul",
        "i32.const 1024 i32.const 9 i32.store i32.const 0 i32.load offset=1024",
        "i32.const 100 i32.const 1024 i32.const 8 memory.copy i32.const 100 i32.load",
        "i32.const 1024 i32.const 3 i32.const 8 memory.fill i32.const 1028 i32.load",
    ] {
        expect(&body(text), &["a", "b", "c"]);
    }
}

#[test]
fn an_address_that_gets_elsewhere_escapes() {
    for text in [
        "i32.const 8 i32.const 1024 i32.store i32.const 8 i32.load i32.load",
        "i32.const 1024 global.set $sp global.get $sp i32.load",
        "i32.const 1024 call $pass i32.const 1",
        "i32.const 1024 i32.const 3 i32.mul i32.const 3 i32.div_u i32.load",
        "i32.const 1024 i64.extend_i32_u i32.wrap_i64 i32.load",
        "i32.const 1024 i32.const 8 i32.load i32.const 0 i32.load select i32.load drop i32.const 1",
        "i32.const 8 i32.const 1024 i32.sub i32.const -1 i32.mul i32.const 8 i32.add i32.load",
        "i32.const 4 i32.const 1024 i32.sub drop i32.const 1024 i32.load",
        // A sum of two addresses.
        "i32.const 1024 i32.const 1024 i32.add i32.const 1024 i32.sub i32.load",
        // Masked by a number that is not known, and so perhaps another address.
        "i32.const 1024 i32.const 8 i32.load i32.const -1 i32.xor i32.and i32.const 100 i32.or drop
         i32.const 1024 i32.const 8 i32.load i32.and i32.load",
        "i32.const 1024 i32.const 8 i32.load i32.or i32.load",
        // Compared with a constant, or one of two, that is not the null pointer.
        "i32.const 1024 i32.const 16 i32.eq",
        "i32.const 1024 i32.const 64 i32.const 1 select i32.load",
        // Compared with a number that may be an address of something else.
        "i32.const 1024 i32.const 8 i32.load i32.eq",
        "i32.const 1024 i32.const 8 i32.load i32.lt_u",
        "i32.const 1024 i32.const 2000 i32.gt_u i32.const 1024 i32.load i32.add",
        // One local is the address on one path, and a number that was read on another.
        "i32.const 1024 local.set 0 i32.const 0 if i32.const 8 i32.load local.set 0 end local.get 0 i32.load",
    ] {
        expect(&body(text), &["b", "c"]);
    }
    assert_eq!(apart(&body("i32.const 1"), 1048), Ok(vec!["a".to_owned(), "c".to_owned()]), "an address in data");
}

#[test]
fn statics_that_one_address_may_be_of_stay_together() {
    let text = "i32.const 1024 i32.const 1044 i32.const 0 i32.load select i32.load offset=4";
    let wasm = module(&body(text), 0);
    let read = Module::read(&wasm).unwrap();
    let split = split(&read, &[source(&read)], &|_| false).unwrap_or_else(|kept| panic!("{kept:?}"));
    let names: Vec<_> = split.objects.iter().map(|object| object.names.join(" ")).collect();
    assert_eq!(names, ["a b", "c"]);
    assert_eq!(run(&wasm).0, run(&split.bytes).0);
}

#[test]
fn an_address_is_followed_into_functions_and_out_of_them() {
    let sum = "(func $get (param i32) (result i32) local.get 0 i32.load)
        (func $next (param i32) (result i32) local.get 0 i32.const 4 i32.add)";
    let run = body("i32.const 1024 call $next call $get");
    expect(&format!("{sum} {run}"), &["a", "b", "c"]);
    // Called with an address of the stack too.
    let mixed = body("i32.const 1024 call $get global.get $sp i32.const 16 i32.sub call $get i32.add");
    expect(&format!("{sum} {mixed}"), &["b", "c"]);
    // Called through a table or from outside.
    for open in ["(elem (i32.const 0) $get)", "(export \"get\" (func $get))", "(elem declare func $get)"] {
        expect(&format!("{sum} {run} {open}"), &["b", "c"]);
    }
    let out = "(func $place (export \"place\") (result i32) i32.const 1024)";
    expect(&format!("{out} {}", body("call $place i32.load")), &["b", "c"]);
    let tail = "(func $get (param i32) (result i32) local.get 0 i32.load)
        (func $go (param i32) (result i32) local.get 0 return_call $get)";
    expect(&format!("{tail} {}", body("i32.const 1028 call $go")), &["a", "b", "c"]);
}

#[test]
fn code_that_never_runs_is_passed_over() {
    let text = "block i32.const 1024 i32.load return
        i32.add drop block loop i32.const 1 if else end end end i32.const 1044 call $pass end i32.const 1";
    expect(&body(text), &["a", "b", "c"]);
}

#[test]
fn what_stays_moves_down_with_the_addresses_of_it() {
    // `b` escapes, and moves to the place of `a`; `c` points to its second word.
    let text = "i32.const 1060 i32.load i32.load i32.const 1044 call $pass i32.const 1036 i32.load i32.add";
    // The end of the statics is no multiple of 16 bytes, as the heap's start is.
    let end = r#"(global (export "__data_end") i32 (i32.const 1060))"#;
    let wasm = module(&format!("{end} {}", body(text)), 1048);
    let read = Module::read(&wasm).unwrap();
    let source = Source { limits: vec![GlobalIndex::from_u32(1), GlobalIndex::from_u32(2)], ..source(&read) };
    let split = split(&read, &[source], &|_| false).unwrap_or_else(|kept| panic!("{kept:?}"));
    assert_eq!(run(&wasm).0, Ok(6 + 4));
    assert_eq!(run(&split.bytes).0, Ok(6 + 4));
    assert_eq!(split.stay, [(Limits { end: 1040, down: 32 }, 1024..1037)]);
    let after = Module::read(&split.bytes).unwrap();
    let limit = |index| Constant::address(after.globals[GlobalIndex::from_u32(index)].init.as_ref().unwrap()).unwrap();
    assert_eq!((limit(1), limit(2)), (Some(1040), Some(1040)), "heap and end, which is not below what stays");
    let starts: Vec<_> = after.data.values().map(|data| data.data.len()).collect();
    assert_eq!(starts, [0, 13, 0, 13, 4], "zeros at the end are left out, but not those of an address");
}

#[test]
fn an_address_of_a_place_without_a_size_keeps_all_together() {
    let wasm = module(&body("i32.const 1024 i32.load"), 0);
    let read = Module::read(&wasm).unwrap();
    let mut odd = source(&read);
    for site in odd.relocations.code.values_mut().flatten() {
        site.address.kind = SymbolKind::Place;
    }
    assert!(matches!(split(&read, &[odd], &|_| false), Err(Kept::Because(reason)) if reason.contains("no static")));
    let mut nameless = source(&read);
    nameless.relocations.statics.remove(0);
    assert!(
        matches!(split(&read, &[nameless], &|_| false), Err(Kept::Because(reason)) if reason.contains("no static"))
    );
}

#[test]
fn a_static_whose_addresses_are_aligned_down_is_accessed_in_whole_blocks() {
    let wasm = module(&body("i32.const 1063 i32.const -4 i32.and i32.load drop i32.const 1027 i32.load"), 0);
    let read = Module::read(&wasm).unwrap();
    let split = split(&read, &[source(&read)], &|_| false).unwrap_or_else(|kept| panic!("{kept:?}"));
    let ranges: Vec<_> =
        split.objects.iter().map(|object| (&*object.names[0], object.range.clone(), object.align)).collect();
    assert_eq!(ranges, [("a", 0..16, 16), ("b", 0..16, 4), ("c", 0..16, 16)]);
}

#[test]
fn control_flow_that_is_not_compiled_is_not_followed() {
    let wasm = module(&body("i32.const 1024 i32.load try_table end return"), 0);
    let read = Module::read(&wasm).unwrap();
    assert!(
        matches!(split(&read, &[source(&read)], &|_| false), Err(Kept::Because(reason)) if reason.contains("not compiled"))
    );
}

/// Statics that are reached by the same addresses stay where they are if enough of them are constant, so that the constants can be in
/// flash, and if something else is written.
#[test]
fn constants_that_the_same_code_reads_as_variables_stay() {
    for (constants, writes, stays) in [(64, true, true), (60, true, false), (64, false, false)] {
        let variable = 1024 + constants;
        let store = if writes { "(i32.store (i32.const 1096) (i32.const 9))" } else { "" };
        let text = format!(
            r#"(module
                (memory (export "memory") 1)
                (global $sp (mut i32) (i32.const 1024))
                (global $heap (export "__heap_base") i32 (i32.const 1104))
                (func $read (param i32) (result i32) (i32.load (local.get 0)))
                (func (export "run") (result i32) {}
                    (i32.add (call $read (i32.const 1024)) (call $read (i32.const {variable}))))
                (data (i32.const 1024) "{}"))"#,
            store.replace("1096", &variable.to_string()),
            "x".repeat(80),
        );
        let wasm = wat::parse_str(text).unwrap();
        let read = Module::read(&wasm).unwrap();
        let body = &read.bodies[1];
        let sites = (0u32..).zip(body.get_operators_reader().unwrap()).filter_map(|(ordinal, operator)| match operator
            .unwrap()
        {
            Operator::I32Const { value } if value >= 1024 => {
                let value = value.cast_unsigned();
                Some(Site {
                    ordinal,
                    offset: None,
                    address: Address { value, symbol: value, kind: SymbolKind::Static },
                })
            }
            _ => None,
        });
        let ranges = [(1024..variable, true), (variable..variable + 4, false)];
        let statics = ranges.map(|(range, constant)| Static { range, name: constant.to_string(), constant });
        let code = HashMap::from([(FuncIndex::from_u32(1), sites.collect())]);
        let relocations = Relocations { code, data: HashMap::new(), align: 4, statics: statics.into() };
        let source = Source {
            memory: MemoryIndex::FIRST,
            statics: 1024..1104,
            end: 1104,
            relocations,
            limits: vec![GlobalIndex::from_u32(1)],
            stack_pointer: GlobalIndex::from_u32(0),
        };
        let divided = split(&read, &[source], &|_| false);
        let names =
            divided.map(|divided| divided.objects.into_iter().flat_map(|object| object.names).collect::<Vec<_>>());
        match names {
            Ok(names) => assert_eq!(names.is_empty(), stays, "{constants} bytes, written: {writes}: {names:?}"),
            Err(error) => panic!("{error:?}"),
        }
    }
}

/// Data that code copies into a memory is not in its active segments, and the addresses that the code has for it are no relocations: statics of
/// such a memory stay.
#[test]
fn statics_that_code_initializes_stay() {
    let copy = "i32.const 0 i32.const 0 i32.const 0 memory.init 0";
    let load = "i32.const 1024 i32.load";
    assert_eq!(apart(&body(&format!("{copy} {load}")), 0), Err(crate::COPIED.to_owned()));
    assert_eq!(apart(&body(load), 0), Ok(vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
}
