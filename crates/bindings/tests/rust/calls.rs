//! A program against a library whose component is written in Rust.

use std::fs;
use std::path::Path;
use std::process::Command;

use dissolve_bindings::rust;
use dissolve_interface::ValueType as T;

use crate::rustc;
use crate::world::{World, list, names, option, record, result, variant};

/// The world of `program/main.rs`.
fn sensor() -> World {
    let (queue, i2c) = (Some("acme:sensor/queue"), Some("acme:board/i2c@0.2.0"));
    let (own_queue, own_device) = (T::Own(0), T::Own(1));
    let mode = T::Enum(names(&["idle", "busy", "off"]));
    let access = T::Flags((0..40).map(|index| format!("bit-{index}")).collect());
    let reading = record(&[("celsius", T::F32), ("raw", T::U64), ("mode", mode.clone()), ("access", access.clone())]);
    let value = variant(&[("none", None), ("text", Some(T::String)), ("wide", Some(T::F64)), ("narrow", Some(T::F32))]);
    let item = record(&[("name", T::String), ("value", value.clone()), ("parts", list(T::U16))]);
    let many: Vec<(String, T)> =
        (0..17).map(|index| (format!("p{index}"), T::U8)).chain([("text".into(), T::String)]).collect();
    let many: Vec<(&str, T)> = many.iter().map(|(name, ty)| (name.as_str(), ty.clone())).collect();
    World::new("sensor")
        .exported_resource("acme:sensor/queue#queue")
        .imported_resource("acme:board/i2c@0.2.0#device")
        .ty(None, "mode", &mode)
        .ty(None, "access", &access)
        .ty(None, "reading", &reading)
        .ty(None, "value", &value)
        .ty(None, "item", &item)
        .export(None, "add", &[("a", T::U32), ("b", T::S8), ("c", T::U64), ("d", T::F32)], Some(T::U32))
        .export(None, "widen", &[("x", T::S32)], Some(T::S64))
        .export(None, "halve", &[("x", T::F64)], Some(T::F64))
        .export(None, "next", &[("x", T::Char)], Some(T::Char))
        .export(None, "sample", &[("n", T::U32)], Some(reading.clone()))
        .export(None, "turn", &[("mode", mode.clone())], Some(mode))
        .export(None, "mask", &[("access", access.clone())], Some(access))
        .export(None, "identify", &[], Some(T::String))
        .export(None, "numbers", &[("count", T::U32)], Some(list(T::U16)))
        .export(None, "echo", &[("items", list(item.clone()))], Some(list(item.clone())))
        .export(
            None,
            "shout",
            &[("text", T::String), ("value", value.clone())],
            Some(result(Some(T::String), Some(value))),
        )
        .export(None, "many", &many, Some(T::Tuple(vec![T::U32, T::Bool])))
        .export(None, "choose", &[("n", option(T::U32))], Some(result(None, Some(T::U8))))
        .export(None, "fixed", &[("x", T::FixedList(Box::new(T::U16), 3))], Some(T::FixedList(Box::new(T::U16), 3)))
        .export(None, "trap", &[("kind", T::U32)], None)
        .export(None, "run", &[("what", T::U32)], Some(T::U32))
        .export(queue, "[constructor]queue", &[("capacity", T::U32)], Some(own_queue.clone()))
        .export(queue, "[method]queue.push", &[("self", T::Borrow(0)), ("value", T::U32)], Some(T::U32))
        .export(
            queue,
            "[static]queue.merge",
            &[("a", own_queue.clone()), ("b", own_queue.clone())],
            Some(own_queue.clone()),
        )
        .export(queue, "open", &[("name", T::String)], Some(result(Some(own_queue.clone()), Some(T::String))))
        .export(queue, "join", &[("a", T::Borrow(0)), ("all", list(T::Borrow(0)))], Some(T::U32))
        .export(queue, "inspect", &[("device", T::Borrow(1))], Some(T::Tuple(vec![own_queue.clone(), T::U32])))
        .export(queue, "attach", &[("device", own_device.clone())], Some(own_device.clone()))
        .export(queue, "probe", &[("device", T::Borrow(1))], Some(T::U32))
        .import(i2c, "write", &[("address", T::U8), ("data", list(T::U8))], Some(result(Some(T::U32), Some(T::String))))
        .import(i2c, "describe", &[("items", list(item.clone()))], Some(list(item)))
        .import(i2c, "[constructor]device", &[("name", T::String)], Some(own_device))
        .import(i2c, "[method]device.send", &[("self", T::Borrow(1)), ("value", T::U64)], Some(T::U64))
        .import(i2c, "discard", &[("queue", own_queue)], None)
        .import(i2c, "total", &many, Some(reading))
        .import(None, "log", &[("message", T::String)], None)
}

#[test]
fn a_program_and_a_library_pass_values() {
    let folder = rustc::folder("calls");
    fs::write(folder.join("sensor.rs"), sensor().bindings()).unwrap();
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rust/program/main.rs");
    let program = rustc::program(&folder, &main);
    let output = Command::new(program).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.ends_with("all done\n"), "{text}");
}

/// The chips have no atomic exchange (Armv6-M, RV32IMC), or have it.
#[test]
fn bindings_compile_for_chips() {
    for target in ["thumbv6m-none-eabi", "riscv32imc-unknown-none-elf", "thumbv7em-none-eabihf"] {
        rustc::check_for(target, &rustc::folder(target), &sensor().bindings());
    }
}

/// The handler of faults, and that of faults that are no traps.
#[test]
fn fault_handlers_compile_for_cortex_m() {
    for target in ["thumbv6m-none-eabi", "thumbv7em-none-eabihf"] {
        for (name, source) in [
            ("fault", "dissolve::fault_handler!();"),
            ("faults", "dissolve::fault_handler!(other::stop); mod other { pub fn stop() -> ! { loop {} } }"),
        ] {
            rustc::check_for(target, &rustc::folder(&format!("{name}-{target}")), source);
        }
    }
}

/// A function that only computes is called as it is: its call is not prepared, and takes no right.
#[test]
fn a_function_that_only_computes_is_just_called() {
    let mut world = World::new("w").export(None, "add", &[("a", T::U32), ("b", T::U32)], Some(T::U32));
    let begins = |world: &World| rust(&world.manifest).unwrap().matches("let call = ").count();
    let others = begins(&world);
    world.manifest.exports.iter_mut().for_each(|export| export.computes = true);
    assert_eq!(begins(&world) + 1, others);
}
