//! Calls of a mock library: states, values, views, traps, imports, resources.

use dissolve_interface::ValueType as T;
use dissolve_targets::CoreType;

use crate::compiler::{Folder, Language};
use crate::worlds::{World, enumeration, flags, list, option, record};

/// The world that `sensor_guest.cpp` plays.
fn sensor() -> World {
    let mut world = World::new("sensor");
    let queue = world.resource("acme:sensor/queue#queue", true);
    let device = world.resource("acme:sensor/bus#device", false);
    let readings = Some("acme:sensor/readings");
    let bits = world.name(readings, "bits", flags(3));
    let reading = record(&[("value", T::F32), ("ok", T::Bool), ("at", T::U64), ("bits", bits)]);
    let reading = world.name(readings, "reading", reading);
    let level = world.name(None, "level", enumeration(3));

    world.export("add", &[("a", T::U32), ("b", T::U32)], Some(T::U32));
    world.export("wide", &[("a", T::U64)], Some(T::U64));
    world.export("narrow", &[("a", T::U8)], Some(T::U8));
    world.export("fail", &[("kind", T::U32)], None);
    world.export("set-realloc", &[("address", T::U32)], None);
    world.export("acme:sensor/readings#sample", &[("channel", T::U32)], Some(reading));
    let post_return = world.core("cabi_post_sample", &[CoreType::I32], None);
    world.manifest.interface.exports.last_mut().unwrap().post_return = Some(post_return);
    world.export("identify", &[], Some(T::String));

    let two = [("first", T::U32), ("second", T::U32)];
    world.export("bad-string", &two, Some(T::String));
    world.export("bad-text", &two, Some(T::String));
    world.export("bad-list", &two, Some(list(T::U32)));
    world.export("bad-chars", &two, Some(list(T::Char)));
    world.export("bad-strings", &two, Some(list(T::String)));
    world.export("bad-char", &two[..1], Some(T::Char));
    world.export("bad-enum", &two[..1], Some(level.clone()));
    world.export("bad-area", &two[..1], Some(T::Tuple(vec![T::U32, T::Bool])));
    world.export("bad-option", &two[..1], Some(option(T::U32)));

    world.export("count", &[("bytes", list(T::U8))], Some(T::U32));
    world.export("letter", &[("letter", T::Char)], None);
    world.export("level", &[("level", level)], None);
    let many: Vec<String> = (0..17).map(|index| format!("p{index}")).collect();
    let mut many: Vec<(&str, T)> = many.iter().map(|name| (name.as_str(), T::U32)).collect();
    many.push(("text", T::String));
    world.export("many", &many, Some(T::U32));

    world.export("do-log", &two, None);
    world.export("do-log-text", &two, None);
    for name in ["do-pick", "do-read"] {
        world.export(name, &two, Some(T::U32));
    }
    for name in ["do-scale", "do-letter", "do-pair", "do-name", "do-swap"] {
        world.export(name, &[], Some(T::U32));
    }
    world.import("acme:sensor/bus#log", &[("message", T::String)], None);
    world.import("acme:sensor/bus#pick", &[("c", option(T::Char))], Some(T::U32));
    world.import("acme:sensor/bus#read", &[("addr", T::U32)], Some(list(T::U8)));
    let scale = [("by", T::F32), ("value", T::S32), ("narrow", T::U8)];
    world.import("acme:sensor/bus#scale", &scale, Some(T::F32));
    world.import("acme:sensor/bus#letter", &[], Some(T::Char));
    world.import("acme:sensor/bus#pair", &[], Some(T::Tuple(vec![T::U32, T::Bool])));
    world.import("acme:sensor/bus#name", &[], Some(T::String));
    let queues = list(T::Own(queue));
    world.import("acme:sensor/bus#swap", &[("queues", queues.clone())], Some(queues));

    let own = || T::Own(queue);
    world.export("acme:sensor/queue#[constructor]queue", &[("value", T::U32)], Some(own()));
    world.export("acme:sensor/queue#[method]queue.value", &[("self", T::Borrow(queue))], Some(T::U32));
    world.export("acme:sensor/queue#[static]queue.merge", &[("a", own()), ("b", own())], Some(own()));
    world.export("acme:sensor/queue#all", &[], Some(list(own())));
    world.export("acme:sensor/queue#stale", &[], Some(list(own())));
    let pair = T::Tuple(vec![own(), own()]);
    world.export("acme:sensor/queue#[method]queue.split", &[("self", T::Borrow(queue))], Some(pair));
    world.export("open", &[("id", T::U32)], Some(T::Own(device)));
    world.export("lend", &[("device", T::Borrow(device)), ("keep", T::Bool)], Some(T::U32));
    let taken = T::Tuple(vec![T::Own(device), T::U32]);
    world.export("lend-all", &[("device", T::Borrow(device))], Some(taken));
    world.export("close", &[("device", T::Own(device))], None);
    world.import("acme:sensor/bus#[constructor]device", &[("id", T::U32)], Some(T::Own(device)));
    world.import("acme:sensor/bus#[method]device.id", &[("self", T::Borrow(device))], Some(T::U32));
    world
}

#[test]
fn a_component_is_used_from_c_and_cpp() {
    let folder = Folder::new();
    let files = folder.generate(&sensor().manifest);
    folder.write("guest.h", include_str!("guest.h"));
    folder.write("guest.cpp", include_str!("sensor_guest.cpp"));
    folder.write("user.c", include_str!("sensor_user.c"));
    for (bindings, user) in [(Language::C, Language::C), (Language::Cpp, Language::Cpp), (Language::C11, Language::Cpp)]
    {
        folder.execute(&[(&files.source_name, bindings), ("guest.cpp", Language::Cpp), ("user.c", user)]);
    }
}

/// Addresses that have a base added, in a memory whose end moves.
#[test]
fn a_memory_that_grows_has_its_end_in_a_word() {
    let mut world = World::new("grown");
    world.export("text", &[("ptr", T::U32), ("len", T::U32)], Some(T::String));
    world.export("put", &[("text", T::String)], Some(T::U32));
    world.manifest.memories[0].size = Some("mock_grown_size".into());
    for export in &mut world.manifest.interface.exports {
        export.options.base = 0x2000;
    }
    let folder = Folder::new();
    let files = folder.generate(&world.manifest);
    folder.write("guest.h", include_str!("guest.h"));
    folder.write("guest.cpp", include_str!("grown_guest.cpp"));
    folder.write("user.c", include_str!("grown_user.c"));
    folder.execute(&[(&files.source_name, Language::C), ("guest.cpp", Language::Cpp), ("user.c", Language::C)]);
}
