//! A table of worlds with each kind of type, and names that are hard.

use dissolve_interface::{StringEncoding, ValueType as T};

use crate::rustc;
use crate::world::{World, list, names, option, record, result, variant};

/// Each type without handles.
fn types() -> Vec<T> {
    let scalars = [T::Bool, T::S8, T::U8, T::S16, T::U16, T::S32, T::U32, T::S64, T::U64, T::F32, T::F64, T::Char];
    let reading = record(&[("celsius", T::F32), ("raw", T::U64), ("type", T::U8)]);
    let item = record(&[("name", T::String), ("value", option(T::F64)), ("reading", reading.clone())]);
    let mut types = scalars.to_vec();
    types.extend(scalars.iter().cloned().map(list));
    types.extend([
        T::String,
        list(T::String),
        list(list(T::U8)),
        T::FixedList(Box::new(T::U16), 3),
        T::FixedList(Box::new(T::String), 9),
        reading.clone(),
        item.clone(),
        list(item.clone()),
        T::Tuple(vec![T::U8]),
        // The name of its type has a comma.
        T::Tuple(vec![T::Map(Box::new(T::U32), Box::new(T::U16))]),
        T::Tuple(vec![T::U8, T::String]),
        T::Tuple((0..13).map(|_| T::U8).collect()),
        variant(&[("none", None), ("text", Some(T::String)), ("wide", Some(T::F64)), ("narrow", Some(T::F32))]),
        variant(&[("a", Some(item.clone())), ("b", Some(T::U8))]),
        T::Enum(names(&["idle", "busy", "self", "ok"])),
        T::Enum((0..256).map(|index| format!("e{index}")).collect()),
        T::Enum((0..300).map(|index| format!("e{index}")).collect()),
        option(T::Char),
        option(option(T::String)),
        result(None, None),
        result(Some(T::U32), None),
        result(None, Some(T::String)),
        result(Some(reading), Some(T::Enum(names(&["timeout"])))),
        T::Flags(names(&["read", "write", "all", "empty"])),
        T::Flags((0..12).map(|index| format!("f{index}")).collect()),
        T::Flags((0..32).map(|index| format!("f{index}")).collect()),
        T::Flags((0..70).map(|index| format!("f{index}")).collect()),
        T::Map(Box::new(T::String), Box::new(item)),
        record(&(0..20).map(|index| (["a", "b", "c", "d"][index % 4], T::U32)).collect::<Vec<_>>()),
    ]);
    types
}

/// A world that passes each type both ways.
fn every_type(encoding: Option<StringEncoding>) -> World {
    let mut world = World::new("every-type");
    if let Some(encoding) = encoding {
        world = world.encoding(encoding);
    }
    for (index, ty) in types().into_iter().enumerate() {
        let receives = encoding.is_none() || !format!("{ty:?}").contains("String");
        let result = receives.then(|| ty.clone());
        world = world
            .export(Some("acme:all/exported@1.2.0"), &format!("echo-{index}"), &[("value", ty.clone())], result.clone())
            .export(None, &format!("many-{index}"), &[("n", T::U64), ("value", ty.clone()), ("f", T::F32)], None)
            .import(Some("acme:all/imported"), &format!("give-{index}"), &[], Some(ty));
        if let Some(ty) = result {
            world = world.import(None, &format!("take-{index}"), &[("value", ty)], None);
        }
    }
    world
}

#[test]
fn each_type_compiles_both_ways() {
    let folder = rustc::folder("types");
    for edition in ["2021", "2024"] {
        rustc::check(&folder, edition, &every_type(None).bindings());
    }
}

/// The WIT comment of an item comes before its signature. Rustdoc finds no test in it.
#[test]
fn items_have_their_documentation() {
    let reading = record(&[("celsius", T::F32)]);
    let mut world = World::new("documented")
        .ty(Some("a:b/i"), "reading", &reading)
        .export(Some("a:b/i"), "sample", &[], Some(reading))
        .import(None, "log", &[("line", T::String)], None)
        .exported_resource("a:b/i#queue");
    let docs = [
        ("", "About the world."),
        ("a:b/i", "About the interface."),
        ("a:b/i#sample", "About the function.\n\n    four spaces\n```\nlet code;\n```"),
        ("a:b/i#reading", "About the type."),
        ("a:b/i#reading.celsius", "About the field."),
        ("a:b/i#queue", "About the resource."),
        ("import log", "About\rthe import."),
    ];
    world.manifest.docs = docs.map(|(item, text)| (item.to_owned(), text.to_owned())).into();
    let bindings = world.bindings();
    let folder = rustc::folder("documented");
    rustc::check(&folder, "2024", &bindings);
    let text: String = bindings.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    for expected in [
        "/// About the world.\n///\n/// An instance of the component `documented`.",
        "/// About the interface.\n///\n/// The interface `a:b/i`.",
        "/// About the function.\n///\n/// four spaces\n/// ```text\n/// let code;\n/// ```\n///\n/// `sample: func() -> reading`\n",
        "/// About the type.\n///\n/// `reading`: ",
        "/// About the field.\n///\n/// `celsius: f32`\n",
        "/// About the resource.\n///\n/// `queue`: an owned handle",
        "/// About\n/// the import.\n///\n/// `log: func(line: string)`\n",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let header = dissolve_bindings::c(&world.manifest).unwrap().header;
    for expected in ["About the function.", "the import."] {
        assert!(header.contains(expected), "{expected}");
    }
}

#[test]
fn strings_are_passed_in_each_encoding() {
    let folder = rustc::folder("encodings");
    for encoding in [StringEncoding::Utf16, StringEncoding::CompactUtf16] {
        rustc::check(&folder, "2024", &every_type(Some(encoding)).bindings());
    }
}

#[test]
fn resources_compile_both_ways() {
    let (queue, device) = ("acme:sensor/queue@0.1.0", "acme:board/i2c");
    let (own_queue, own_device) = (T::Own(0), T::Own(1));
    let (borrow_queue, borrow_device) = (T::Borrow(0), T::Borrow(1));
    let job = record(&[("queue", own_queue.clone()), ("name", T::String), ("device", own_device.clone())]);
    let pair = record(&[("first", borrow_queue.clone()), ("second", option(borrow_device.clone()))]);
    let world = World::new("resources")
        .exported_resource("acme:sensor/queue@0.1.0#queue")
        .imported_resource("acme:board/i2c#device")
        .exported_resource("thing")
        .imported_resource("other")
        .exported_resource("resource 4")
        .ty(Some(queue), "job", &job)
        .export(Some(queue), "[constructor]queue", &[("capacity", T::U32)], Some(own_queue.clone()))
        .export(
            Some(queue),
            "[method]queue.push",
            &[("self", borrow_queue.clone()), ("value", T::U32)],
            Some(result(None, Some(T::String))),
        )
        .export(Some(queue), "[method]queue.drop", &[("self", borrow_queue.clone())], None)
        .export(
            Some(queue),
            "[static]queue.merge",
            &[("a", own_queue.clone()), ("b", own_queue.clone())],
            Some(own_queue.clone()),
        )
        .export(Some(queue), "open", &[("name", T::String)], Some(result(Some(own_queue.clone()), Some(T::String))))
        .export(Some(queue), "jobs", &[("job", job.clone())], Some(option(job.clone())))
        .export(Some(queue), "several", &[("all", list(own_queue.clone())), ("some", list(pair.clone()))], None)
        .export(
            Some(queue),
            "both",
            &[("self", borrow_queue.clone()), ("device", borrow_device.clone())],
            Some(own_device.clone()),
        )
        .export(None, "[constructor]thing", &[], Some(T::Own(2)))
        .export(None, "[method]thing.close", &[("self", T::Borrow(2)), ("unknown", T::Own(4))], None)
        .import(Some(device), "open", &[("name", T::String)], Some(result(Some(own_device), None)))
        .import(Some(device), "[method]device.send", &[("self", borrow_device), ("value", list(T::U8))], None)
        .import(Some(device), "adopt", &[("queue", own_queue), ("seen", borrow_queue)], Some(option(T::Own(0))))
        .import(Some(device), "look", &[("pairs", list(pair))], Some(job))
        .import(None, "[constructor]other", &[], Some(T::Own(3)));
    rustc::check(&rustc::folder("resources"), "2024", &world.bindings());
}

/// Names that Rust, its library or the bindings themselves have a use for.
const HARD: &[&str] = &[
    "type",
    "self",
    "super",
    "crate",
    "result",
    "option",
    "string",
    "vec",
    "some",
    "none",
    "ok",
    "err",
    "a-1",
    "a1",
    "raw",
    "imports",
    "host",
    "exports",
    "new",
    "reset",
    "drop",
    "take",
    "borrow",
    "close",
    "core",
    "dissolve",
    "guard",
    "trap",
    "list",
    "u32",
    "str",
    "bool",
    "call",
    "flat",
    "to",
    "fault",
    "abi",
    "view",
    "match",
    "async",
    "gen",
    "world",
    "bind",
    "HTTP-x",
    "http-x",
    "size",
    "align",
    "g",
    "h",
    "s",
    "a",
    "functions",
    "side0",
    "state",
    "clone",
    "copy",
    "default",
    "functions-of",
    "into",
    "from",
    "names",
    "words",
    "all",
    "empty",
];

#[test]
fn hard_names_compile() {
    let folder = rustc::folder("hard");
    let worlds: Vec<String> = ["self", "raw"].iter().map(|world| hard_world(world).bindings()).collect();
    rustc::check(&folder, "2024", &worlds.join("\n"));
    rustc::check(&folder, "2021", &hard_world("a-1").bindings());
}

fn hard_world(name: &str) -> World {
    let mut world = World::new(name);
    for (index, name) in HARD.iter().enumerate() {
        let some: Vec<&str> = HARD.iter().cycle().skip(index).take(5).copied().collect();
        let fields: Vec<(&str, T)> = some.iter().map(|&name| (name, T::U8)).collect();
        let cases: Vec<(&str, Option<T>)> =
            some.iter().map(|&name| (name, (name.len() > 4).then_some(T::String))).collect();
        let ty = match index % 4 {
            0 => record(&fields),
            1 => variant(&cases),
            2 => T::Enum(names(&some)),
            _ => T::Flags(names(&some)),
        };
        let exported = format!("a:b/{name}");
        let imported = format!("c:d/{name}@1.0.0");
        world = world
            .ty(Some("a:b/self"), name, &ty)
            .ty(Some("c:d/host@1.0.0"), name, &ty)
            .export(Some(&exported), name, &[(name, ty.clone()), ("x", T::U8)], Some(ty.clone()))
            .export(None, name, &[(name, T::String)], Some(T::String))
            .export(Some("e:f/exported"), name, &[], None)
            .import(Some(&imported), name, &[(name, ty.clone()), ("self", T::U8)], Some(ty))
            .import(Some("e:f/imported"), name, &[], None)
            .import(None, name, &[(name, T::String)], None);
    }
    for name in HARD {
        world =
            world.exported_resource(&format!("a:b/self#{name}")).imported_resource(&format!("c:d/host@1.0.0#{name}"));
    }
    world
}

#[test]
fn a_world_without_imports_or_memory_compiles() {
    let mut world = World::new("plain");
    world.options = dissolve_interface::CanonicalOptions::default();
    let four = ["a", "b", "c", "d"].map(|name| (name, T::U32));
    let world = world.export(None, "add", &[("a", T::U32), ("b", T::F64)], Some(T::S64)).export(
        None,
        "four",
        &four,
        Some(T::U32),
    );
    let bindings = world.bindings();
    assert!(bindings.contains("pub fn new() -> "), "{bindings}");
    rustc::check(&rustc::folder("plain"), "2024", &bindings);
    rustc::check(&rustc::folder("nothing"), "2024", &World::new("nothing").bindings());
}

/// Two resources of one name have types of their own in two interfaces, and interfaces of one name have their package in it.
#[test]
fn interfaces_of_one_name_are_told_apart() {
    let world = World::new("two")
        .exported_resource("a:one/queue#conn")
        .exported_resource("a:two/queue#conn")
        .export(Some("a:one/queue"), "open", &[], Some(T::Own(0)))
        .export(Some("a:two/queue"), "open", &[], Some(T::Own(1)));
    let bindings = world.bindings();
    for expected in ["pub mod one_queue {", "pub mod two_queue {", "pub fn one_queue(&self) -> one_queue::Exports<'_>"]
    {
        assert!(bindings.contains(expected), "{bindings}");
    }
    rustc::check(&rustc::folder("two"), "2024", &bindings);
}

/// Components with memories and tables of their own: one memory grows, the other is a region of a shared one.
#[test]
fn components_have_sides_of_their_own() {
    let mut world = World::new("sides").exported_resource("a:b/queue#queue").exported_resource("a:b/queue#queue");
    world.manifest.interface.resources[1].borrow = Some("[handle-new]1".into());
    world.manifest.memories[0].size = Some("sides_size".into());
    let second = dissolve_bindings::Memory { symbol: "sides_other".into(), ..world.manifest.memories[0].clone() };
    world.manifest.memories.push(dissolve_bindings::Memory { size: None, ..second });
    let job = |table| record(&[("queue", T::Own(table)), ("name", T::String)]);
    world = world.ty(Some("a:b/queue"), "job", &job(0)).export(
        Some("a:b/queue"),
        "put",
        &[("job", job(0)), ("again", T::Own(0))],
        Some(T::Own(0)),
    );
    world.options.base = 0x2000;
    world.options.memory = Some(dissolve_wasm::MemoryIndex::from_u32(1));
    world = world.export(Some("c:d/worker"), "work", &[("job", job(1)), ("seen", T::Borrow(1))], Some(option(job(1))));
    let bindings = world.bindings();
    // One type, whichever table it goes through.
    assert_eq!(bindings.matches("pub struct Job<").count(), 1, "{bindings}");
    for expected in ["const BASE: u32 = 8192;", "c::SIZE_0", "c::WINDOW_1", "job: super::queue::Job<'_, '_>"] {
        assert!(bindings.contains(expected), "{expected}\n{bindings}");
    }
    rustc::check(&rustc::folder("sides"), "2024", &bindings);
}
