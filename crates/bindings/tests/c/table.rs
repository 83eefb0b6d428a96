//! Worlds with every kind of type and name: the bindings compile, together and alone, or the generator says why there are none.

use dissolve_bindings::{Error, Manifest, c};
use dissolve_interface::{ImportKind, StringEncoding, ValueType as T};

use crate::compiler::{Folder, LANGUAGES};
use crate::worlds::{World, enumeration, flags, list, option, record, result, variant};

const QUEUE: &str = "acme:sensor/queue@1.0.0";

/// Every kind of type, some in each other.
fn types() -> Vec<T> {
    let scalars = [T::Bool, T::S8, T::U8, T::S16, T::U16, T::S32, T::U32, T::S64, T::U64, T::F32, T::F64, T::Char];
    let mut types: Vec<T> = scalars.to_vec();
    types.extend(scalars.map(list));
    types.extend([1, 8, 9, 16, 17, 32, 33, 64, 65, 96].map(flags));
    types.extend([8, 9, 40, 65, 96].map(|count| list(flags(count))));
    types.extend([1, 2, 256, 257, 65_537].map(enumeration));
    types.extend([256, 257].map(|count| list(enumeration(count))));
    types.extend([
        T::String,
        list(T::String),
        list(list(T::U8)),
        list(list(T::String)),
        option(T::U8),
        option(T::String),
        option(option(T::F64)),
        list(option(T::U32)),
        result(None, None),
        result(Some(T::U8), None),
        result(None, Some(T::String)),
        result(Some(T::U64), Some(T::F32)),
        result(Some(list(T::U16)), Some(enumeration(3))),
        T::Tuple(vec![T::U8]),
        T::Tuple(vec![T::U8, T::F64, T::U16]),
        list(T::Tuple(vec![T::U8, T::F64, T::U16])),
        list(T::Tuple(vec![T::U8, T::Char])),
        list(T::Tuple(vec![T::U8, T::Bool])),
        T::FixedList(Box::new(T::U8), 1),
        T::FixedList(Box::new(T::U32), 40),
        T::FixedList(Box::new(T::String), 2),
        T::FixedList(Box::new(T::Tuple(vec![T::Bool, T::F32])), 5),
        list(T::FixedList(Box::new(T::U32), 4)),
        T::Map(Box::new(T::String), Box::new(T::U32)),
        T::Map(Box::new(T::U32), Box::new(T::U32)),
        record(&[("a", T::U8), ("b", T::U64)]),
        record(&[("name", T::String), ("of", list(T::String)), ("at", T::F32)]),
        variant(&[("circle", Some(T::F32)), ("point", None), ("name", Some(T::String)), ("big", Some(T::U64))]),
        variant(&[("a", None), ("b", None)]),
        T::Tuple(vec![T::U32; 17]),
        T::Tuple(vec![variant(&[("a", Some(T::F64)), ("b", Some(T::F32))]), T::F32, T::F64]),
    ]);
    types
}

/// Each type as the only parameter, as a result, and as a result of a function with parameters; as exports and imports.
fn all_types(name: &str) -> Manifest {
    let mut world = World::new(name);
    for (index, ty) in types().into_iter().enumerate() {
        for (side, make) in [("acme:sensor/types", World::export as fn(&mut _, &str, &[_], _)), ("host", World::import)]
        {
            make(&mut world, &format!("{side}#take-{index}"), &[("value", ty.clone())], None);
            make(&mut world, &format!("{side}#give-{index}"), &[], Some(ty.clone()));
            make(&mut world, &format!("{side}#both-{index}"), &[("a", ty.clone()), ("b", T::U8)], Some(ty.clone()));
        }
    }
    world.manifest
}

/// Resources of both sides, in functions, methods and aggregates.
fn resources(name: &str) -> Manifest {
    let mut world = World::new(name);
    let queue = world.resource(&format!("{QUEUE}#queue"), true);
    let device = world.resource("acme:sensor/bus#device", false);
    for (prefix, index, make) in
        [(QUEUE, queue, World::export as fn(&mut _, &str, &[_], _)), ("acme:sensor/bus", device, World::import)]
    {
        let resource = if index == queue { "queue" } else { "device" };
        let own = || T::Own(index);
        let this = || ("self", T::Borrow(index));
        make(&mut world, &format!("{prefix}#[constructor]{resource}"), &[("size", T::U32)], Some(own()));
        make(&mut world, &format!("{prefix}#[method]{resource}.push"), &[this(), ("value", T::String)], Some(T::Bool));
        make(&mut world, &format!("{prefix}#[method]{resource}.new"), &[this()], Some(T::String));
        make(&mut world, &format!("{prefix}#[static]{resource}.drop"), &[("of", own())], None);
        make(&mut world, &format!("{prefix}#[static]{resource}.all"), &[], Some(list(own())));
        make(&mut world, &format!("{prefix}#open"), &[("of", list(T::Borrow(index)))], Some(option(own())));
        make(&mut world, &format!("{prefix}#one"), &[], Some(T::Tuple(vec![own()])));
    }
    // Both sides' resources as arguments of exports and imports.
    world.export("mix", &[("a", T::Borrow(device)), ("b", T::Own(queue))], Some(T::Own(device)));
    world.export("lend", &[("a", T::Borrow(device))], Some(T::String));
    world.import("host#mix", &[("a", T::Own(queue)), ("b", T::Borrow(queue))], Some(T::Own(queue)));
    world.manifest
}

/// Names that C or C++ reserve, that collide in snake case, or with what is generated.
fn names(name: &str) -> Manifest {
    let mut world = World::new(name);
    let words = [
        "int",
        "register",
        "self",
        "this",
        "class",
        "result",
        "core-flat",
        "core-raw",
        "core-area",
        "core-bytes",
        "true",
        "errno",
        "linux",
        "dissolve-string",
        "memcpy",
        "NULL",
        "typeof",
        "status",
        "dissolve-failure",
        "concept",
    ];
    let own = [format!("{name}-string-t"), format!("{name}-core-fail"), format!("{name}-list-u8-of")];
    let words: Vec<&str> = words.into_iter().chain(own.iter().map(String::as_str)).collect();
    let fields: Vec<(&str, T)> = words.iter().map(|&word| (word, T::U8)).collect();
    let strings: Vec<(&str, T)> = words[..8].iter().map(|&word| (word, T::String)).collect();
    let cases: Vec<(&str, Option<T>)> = words.iter().map(|&word| (word, Some(T::U8))).collect();
    let all = T::Enum(words.iter().map(|&word| word.to_owned()).collect());
    let reserved = ["string", "list-u8", "int", "queue", "string-t", "result", "instance"];
    let types: Vec<T> = reserved
        .iter()
        .enumerate()
        .map(|(index, name)| world.name(None, name, record(&[("number", T::U32), (&format!("f{index}"), T::U8)])))
        .collect();
    for interface in
        [None, Some("acme:a/int@1.0.0"), Some("acme:b/int"), Some("acme:c/string"), Some("acme:a/int@2.0.0")]
    {
        let prefix = interface.map_or(String::new(), |interface| format!("{interface}#"));
        world.name(interface, "all", all.clone());
        world.name(interface, "record-of-all", record(&fields));
        world.name(interface, "variant-of-all", variant(&cases));
        for word in &words {
            let params: &[_] = if *word == "int" { &strings } else { &fields[..16] };
            world.export(&format!("{prefix}{word}"), params, Some(all.clone()));
            world.import(&format!("{prefix}{word}"), params, Some(record(&fields)));
        }
    }
    for function in
        ["instantiate", "last-trap", "failure", "string-t", "list-u8-get", "f", "f-free", "core-f", "core-fail", "fail"]
    {
        world.export(function, &[], Some(list(T::String)));
    }
    world.export("types", &[("all", T::Tuple(types)), ("bytes", list(T::U8))], Some(variant(&cases)));
    world.manifest
}

#[test]
fn every_type_compiles() {
    let folder = Folder::new();
    folder.generate(&all_types("sensor"));
    for language in LANGUAGES {
        folder.compile("sensor.c", language, &["-O1"]);
    }
    folder.compile("sensor.c", LANGUAGES[0], &["-O2", "-Wshadow", "-ffreestanding"]);
}

#[test]
fn resources_compile() {
    let folder = Folder::new();
    let files = folder.generate(&resources("sensor"));
    for language in LANGUAGES {
        folder.compile("sensor.c", language, &["-O2", "-Wshadow"]);
        folder.compile("sensor.c", language, &["-Os"]);
    }
    for expected in [
        "dissolve_status_t sensor_queue_queue_new(uint32_t size, sensor_queue_queue_t *result);",
        "dissolve_status_t sensor_queue_queue_push(sensor_queue_queue_t self_, sensor_string_t value, bool *result);",
        "dissolve_status_t sensor_queue_queue_drop(sensor_queue_queue_t resource);",
        "sensor_bus_device_t sensor_bus_device_new(uint32_t size);",
        "void sensor_bus_device_drop(sensor_bus_device_t resource);",
    ] {
        assert!(files.header.contains(&format!("\n{expected}\n")), "{expected}\n{}", files.header);
    }
}

#[test]
fn hostile_names_compile() {
    for world in ["names", "dissolve", "int", "class", "x86-64"] {
        let folder = Folder::new();
        let files = folder.generate(&names(world));
        for language in LANGUAGES {
            folder.compile(&files.source_name, language, &[]);
        }
    }
}

/// Two components that import one interface call one function of the user, whichever handle tables they have.
#[test]
fn components_share_what_they_import() {
    let mut world = World::new("sensor");
    let devices = ["first", "second"].map(|_| world.resource("acme:bus/bus#device", false));
    for device in devices {
        let device = T::Own(device);
        world.import("acme:bus/bus#open", &[("name", T::String), ("of", device.clone())], Some(option(device)));
    }
    for (number, import) in world.manifest.imports.iter_mut().flatten().enumerate() {
        import.symbol += &number.to_string();
    }
    let folder = Folder::new();
    let files = folder.generate(&world.manifest);
    folder.compile("sensor.c", LANGUAGES[0], &["-O2"]);
    let open =
        "void sensor_bus_open(sensor_string_t name, sensor_bus_device_t of, sensor_option_bus_device_t *result);";
    let drop = "void sensor_bus_device_drop(sensor_bus_device_t resource);";
    for prototype in [open, drop] {
        assert_eq!(files.header.matches(prototype).count(), 1, "{}", files.header);
    }
}

/// Whatever WIT says about a function is a comment and nothing else.
#[test]
fn documentation_stays_in_its_comment() {
    let mut world = World::new("documented");
    world.export("sample", &[("channel", T::U32)], Some(T::U32));
    world.import("a:b/c#log", &[("line", T::String)], None);
    let hostile = "*/ int first; /*\n*\\ int second;\nends \\\n??/\n*??/";
    world.manifest.docs = ["sample", "a:b/c#log"].map(|name| (name.to_owned(), hostile.to_owned())).into();
    let folder = Folder::new();
    let files = folder.generate(&world.manifest);
    assert!(files.header.contains("int first;") && files.header.contains("int second;"));
    for language in LANGUAGES {
        folder.compile("documented.c", language, &[]);
    }
}

/// Two headers in one source, before and after the headers of the language.
#[test]
fn headers_go_together() {
    let folder = Folder::new();
    folder.generate(&all_types("first"));
    folder.generate(&resources("second"));
    let user = "#include \"first.h\"\n#include \"second.h\"\n#include \"first.h\"\n#include <stdlib.h>\n#include <stdio.h>\nint use(void);\nint use(void) { uint8_t x; return first_types_both_2(1, 2, &x) == DISSOLVE_OK ? 0 : 1; }\n";
    folder.write("user.c", user);
    for language in LANGUAGES {
        folder.compile("user.c", language, &[]);
    }
}

#[test]
fn a_call_of_numbers_is_inline() {
    let mut world = World::new("sensor");
    world.export("sample", &[("channel", T::U32), ("gain", T::F32)], Some(T::U32));
    let header = c(&world.manifest).unwrap().header;
    let body = "static inline dissolve_status_t sensor_sample(uint32_t channel, float gain, uint32_t *result)
{
    const uint64_t core_raw = sensor_core_sample(channel, gain);
    if ((core_raw >> 32) == 0u) {
        return dissolve_failed(sensor_core_failure());
    }
    *result = (uint32_t)core_raw;
    return DISSOLVE_OK;
}
";
    assert!(header.contains(body), "{header}");
}

/// No symbol of the library is an identifier in the header.
#[test]
fn symbols_are_not_visible() {
    let header = c(&all_types("sensor")).unwrap().header;
    let visible = |line: &&str| line.replace("__asm__(\"mock_", "").contains("mock_");
    assert_eq!(header.lines().find(visible), None);
}

#[test]
fn errors_name_function_and_reason() {
    let strings = |encoding| {
        let mut world = World::new("sensor");
        world.export("a:b/c#f", &[("x", option(T::String))], None);
        world.manifest.interface.exports[0].options.string_encoding = encoding;
        world.manifest
    };
    let encoding = "function `a:b/c#f` passes strings in UTF-16; these bindings have UTF-8 only";
    assert_error(&strings(StringEncoding::Utf16), encoding);
    let encoding = "function `a:b/c#f` passes strings in Latin-1 or UTF-16; these bindings have UTF-8 only";
    assert_error(&strings(StringEncoding::CompactUtf16), encoding);

    let with = |ty: T| {
        let mut world = World::new("sensor");
        world.import("f", &[("x", ty)], None);
        world.manifest
    };
    assert_error(
        &with(list(T::ErrorContext)),
        "function `f` has the type `error-context`: an error context cannot be passed to C",
    );
    let no_size = "a type without values or without a size has no counterpart in C";
    assert_error(&with(record(&[])), &format!("function `f` has the type `record {{  }}`: {no_size}"));
    let large = T::FixedList(Box::new(T::FixedList(Box::new(T::U8), u32::MAX)), u32::MAX);
    assert!(matches!(c(&with_result(large)), Err(Error::Type { .. })));
    assert_error(&with(T::Own(3)), "function `f` has the type `resource`: the record does not have this resource");

    let mut twice = World::new("sensor");
    let (first, second) = (twice.resource("r", false), twice.resource("r", false));
    twice.import("f", &[("x", list(T::Own(first)))], None);
    assert!(c(&twice.manifest).is_ok());
    twice.import("g", &[("x", list(T::Own(second)))], None);
    let tables =
        "several components have handles of this resource, and the elements of a list do not say whose they are";
    assert_error(&twice.manifest, &format!("function `g` has the type `list<r>`: {tables}"));
}

#[test]
fn a_manifest_that_contradicts_itself_is_refused() {
    let mut world = World::new("sensor");
    world.export("f", &[("x", T::U32)], Some(T::String));
    world.import("g", &[("x", T::U32)], None);
    assert!(c(&world.manifest).is_ok());

    let mut manifest = world.manifest.clone();
    manifest.exports.retain(|export| export.core != "f");
    assert_error(&manifest, "function `f` needs the core export `f`, which the manifest does not have");
    let mut manifest = world.manifest.clone();
    manifest.exports.iter_mut().find(|export| export.core == "f").unwrap().params.clear();
    assert_error(&manifest, "`f` has the signature () -> (i32); its WIT type asks for (i32) -> (i32)");
    let mut manifest = world.manifest.clone();
    manifest.imports[0].as_mut().unwrap().params.clear();
    assert_error(&manifest, "`imports::g` has the signature () -> (); its WIT type asks for (i32) -> ()");
    let mut manifest = world.manifest.clone();
    manifest.interface.exports[0].options.memory = None;
    assert_error(&manifest, "function `f` needs a memory, which the manifest does not have");
    let mut manifest = world.manifest.clone();
    manifest.interface.exports[0].ty.params[0].ty = T::String;
    manifest.exports.iter_mut().find(|export| export.core == "f").unwrap().params =
        vec![dissolve_targets::CoreType::I32; 2];
    manifest.interface.exports[0].options.realloc = None;
    assert_error(
        &manifest,
        "function `f` needs an allocator in its canonical options, which the manifest does not have",
    );
    let mut manifest = world.manifest.clone();
    manifest.memories[0].low = 4;
    let aligned =
        "function `f` needs a window and a base that are aligned to 8 bytes, which the manifest does not have";
    assert_error(&manifest, aligned);
}

/// A function that only bindings call needs the symbol for the state in which they call it, and no other.
#[test]
fn symbols_for_each_state_are_needed_where_they_are_used() {
    let without = |world: &World, core: &str, has: (bool, bool)| {
        let mut manifest = world.manifest.clone();
        let function = manifest.exports.iter_mut().find(|export| export.core == core).unwrap();
        (function.inside, function.held) =
            (function.inside.take().filter(|_| has.0), function.held.take().filter(|_| has.1));
        manifest
    };
    let (no_inside, no_held, neither) = ((false, true), (true, false), (false, false));
    let error = |name: &str, core: &str, when: &str| {
        let symbol = format!("the symbol of the core export `{core}` for use {when}");
        format!("function `{name}` needs {symbol}, which the manifest does not have")
    };

    let mut world = World::new("sensor");
    world.export("f", &[("x", T::String)], Some(T::String));
    assert!(c(&without(&world, "cabi_realloc", neither)).is_ok());
    world.import("g", &[("x", T::String)], None);
    assert!(c(&without(&world, "cabi_realloc", neither)).is_ok());
    world.import("h", &[], Some(T::String));
    let needs = error("h", "cabi_realloc", "in an import");
    assert_error(&without(&world, "cabi_realloc", no_inside), &needs);
    assert!(c(&without(&world, "cabi_realloc", no_held)).is_ok());

    let mut world = World::new("sensor");
    let queue = world.resource("a:b/c#queue", true);
    world.export("one", &[("x", T::Own(queue))], Some(T::Own(queue)));
    assert!(c(&without(&world, "[handle-take]0", neither)).is_ok());
    world.export("all", &[], Some(list(list(T::Own(queue)))));
    let needs = error("a:b/c#queue", "[handle-take]0", "while a result is in use");
    assert_error(&without(&world, "[handle-take]0", no_held), &needs);
    assert!(c(&without(&world, "[handle-take]0", no_inside)).is_ok());
    world.import("takes", &[("x", list(T::Own(queue)))], None);
    let needs = error("a:b/c#queue", "[handle-take]0", "in an import");
    assert_error(&without(&world, "[handle-take]0", no_inside), &needs);
    assert!(c(&without(&world, "[handle-new]0", neither)).is_ok());
    world.import("gives", &[], Some(T::Own(queue)));
    let needs = error("a:b/c#queue", "[handle-new]0", "in an import");
    assert_error(&without(&world, "[handle-new]0", no_inside), &needs);

    let mut world = World::new("sensor");
    let device = world.resource("a:b/c#device", false);
    world.export("flat", &[("x", T::Borrow(device))], Some(T::U32));
    assert!(c(&without(&world, "[call-exit]", neither)).is_ok());
    world.export("held", &[("x", T::Borrow(device))], Some(T::String));
    let needs = error("held", "[call-exit]", "while a result is in use");
    assert_error(&without(&world, "[call-exit]", no_held), &needs);
    assert!(c(&without(&world, "[call-exit]", no_inside)).is_ok());
}

/// The bindings write no word of the instance but `ready`, once, after the use of a result that has no post-return function.
#[test]
fn only_the_end_of_a_use_writes_the_instance() {
    let writes = |manifest: &Manifest| {
        let source = c(manifest).unwrap().source;
        let is_write = |line: &&str| line.contains("_core_instance.") && line.contains(" = ");
        let is_read = |line: &&str| line.trim_start().starts_with("const ") || line.contains("trap->");
        let writes = source.lines().filter(is_write).filter(|line| !is_read(line));
        writes.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let mut world = World::new("sensor");
    let queue = world.resource("a:b/c#queue", true);
    let device = world.resource("a:b/c#device", false);
    world.export("f", &[("device", T::Borrow(device))], Some(list(T::Own(queue))));
    world.import("g", &[("x", T::Own(queue))], Some(T::String));
    assert!(writes(&world.manifest).is_empty());
    world.export("two", &[("device", T::Borrow(device))], Some(T::Tuple(vec![T::U32, T::Own(queue)])));
    assert_eq!(writes(&world.manifest), ["sensor_core_instance.ready = 1u;"]);
}

/// An import that the library serves itself is not the user's.
#[test]
fn imports_that_are_served_are_left_out() {
    let mut world = World::new("sensor");
    world.import("f", &[], None);
    assert!(c(&world.manifest).unwrap().header.contains("sensor_f("));
    world.manifest.imports[0] = None;
    assert!(!c(&world.manifest).unwrap().header.contains("sensor_f("));
    let mut world = World::new("sensor");
    world.import("f", &[], None);
    let kind = ImportKind::Passthrough { symbol: "mmio_write32".into(), memory: None, base: 0 };
    world.manifest.interface.imports[0].kind = kind;
    assert!(c(&world.manifest).unwrap().header.contains("calls the symbol `mmio_write32` itself"));
}

fn with_result(ty: T) -> Manifest {
    let mut world = World::new("sensor");
    world.manifest.interface.exports.push(dissolve_interface::Export {
        name: dissolve_interface::FunctionName { interface: None, function: "f".into() },
        core: "f".into(),
        ty: dissolve_interface::FuncType { params: Vec::new(), result: Some(ty) },
        options: World::options(),
        post_return: None,
    });
    world.manifest
}

fn assert_error(manifest: &Manifest, expected: &str) {
    assert_eq!(c(manifest).map(|files| files.header).map_err(|error| error.to_string()), Err(expected.to_owned()));
}
