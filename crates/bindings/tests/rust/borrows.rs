//! Uses of the bindings that the compiler accepts, and uses that it refuses because memory could change under a reference.

use dissolve_interface::ValueType as T;

use crate::rustc;
use crate::world::{World, list};

/// A world with a resource, a result in memory, and an import.
fn world() -> World {
    World::new("w")
        .exported_resource("a:b/queue#queue")
        .export(Some("a:b/queue"), "open", &[], Some(T::Own(0)))
        .export(Some("a:b/queue"), "[method]queue.size", &[("self", T::Borrow(0))], Some(T::U32))
        .export(None, "name", &[], Some(T::String))
        .export(None, "names", &[], Some(list(T::String)))
        .import(None, "log", &[("message", T::String)], Some(T::String))
}

/// An embedder with a lifetime, and a function with a body.
fn program(log: &str, body: &str) -> String {
    format!(
        "{}
        /// An embedder.
        pub struct Host<'a>(pub &'a core::cell::Cell<u32>, &'a str);
        impl w::imports::Host for Host<'_> {{
            {log}
        }}
        /// A use.
        pub fn f(cell: &core::cell::Cell<u32>) -> Result<(), dissolve::Trap> {{
            let mut program = w::W::new(Host(cell, \"host\"))?;
            {body}
            program.host_mut().0.set(1);
            Ok(())
        }}",
        world().bindings()
    )
}

/// A function of the embedder that is right.
const LOG: &str = "fn log<'h>(&'h mut self, message: &str) -> &'h str { self.0.set(message.len() as u32); self.1 }";

#[test]
fn uses_without_danger_compile() {
    let body = "
        let (first, second) = (program.queue().open()?, program.queue().open()?);
        assert!(first.size()? == second.size()?);
        let name = program.name()?;
        assert!(name.len() == 4);
        drop(name);
        let names = program.names()?;
        for name in names.get().iter() { assert!(!name.is_empty()); }
        drop(names);
        drop((first, second));
        program.reset()?;
        let moved = program;
        let mut program = moved;";
    rustc::check(&rustc::folder("uses"), "2024", &program(LOG, body));
}

#[test]
fn a_reference_to_memory_does_not_outlive_its_guard() {
    for body in [
        "let text: &str = { let name = program.name()?; &*name }; assert!(text.is_empty());",
        "let name = program.name()?; let text: &str = &name; drop(name); assert!(text.is_empty());",
        "let first = { let names = program.names()?; names.get().get(0) }; assert!(first.is_none());",
        "let names = program.names()?; let first = names.get().get(0); drop(names); assert!(first.is_none());",
    ] {
        rustc::refuses(&rustc::folder("outlives"), &program(LOG, body), &["E0505", "E0597"]);
    }
}

#[test]
fn handles_and_results_end_before_their_instance() {
    for body in [
        "let queue = program.queue().open()?; program.reset()?; drop(queue);",
        "let name = program.name()?; program.reset()?; drop(name);",
        "let queue = program.queue().open()?; drop(program); drop(queue); let mut program = w::W::new(Host(cell, \"\"))?;",
        "let name = program.name()?; program.host_mut(); drop(name);",
    ] {
        rustc::refuses(&rustc::folder("ends"), &program(LOG, body), &["E0502", "E0505"]);
    }
}

/// A function with a program whose embedder holds a value of a type, and its body.
fn shared(held: &str, body: &str) -> String {
    format!(
        "{}
        extern crate alloc;
        /// An embedder.
        pub struct Host(pub {held});
        impl w::imports::Host for Host {{
            fn log<'h>(&'h mut self, _: &str) -> &'h str {{ \"\" }}
        }}
        /// Takes what can be sent.
        pub fn send<T: Send>(_: &T) {{}}
        /// Takes what can be shared.
        pub fn sync<T: Sync>(_: &T) {{}}
        /// A use.
        pub fn f(program: w::W<Host>) -> Result<(), dissolve::Trap> {{
            {body}
            Ok(())
        }}",
        world().bindings()
    )
}

/// The host is reached by one call at a time, so it need not be `Sync`.
#[test]
fn tasks_and_interrupts_share_a_program_whose_host_can_be_sent() {
    let folder = rustc::folder("threads");
    let body = "
        send(&program);
        sync(&program);
        static PROGRAM: dissolve::Shared<w::W<Host>> = dissolve::Shared::new();
        let program = PROGRAM.set(program).unwrap();
        program.name()?;
        if let Some(program) = PROGRAM.get() { drop(program.queue().open()?); }";
    for held in ["u32", "core::cell::Cell<u32>"] {
        rustc::check(&folder, "2024", &shared(held, body));
    }
    let rc = "alloc::rc::Rc<u32>";
    rustc::check(&folder, "2024", &shared(rc, "drop(program);"));
    for body in ["send(&program);", "sync(&program);"] {
        rustc::refuses(&folder, &shared(rc, body), &["E0277"]);
    }
}

#[test]
fn handles_and_results_stay_where_the_call_was_made() {
    for value in ["program.queue()", "program.queue().open()?", "program.queue().open()?.borrow()", "program.name()?"] {
        for check in ["send", "sync"] {
            let source = shared("u32", &format!("{check}(&{value});"));
            rustc::refuses(&rustc::folder("stay"), &source, &["E0277"]);
        }
    }
}

/// The memory of an argument may change while a result is copied to the program.
#[test]
fn a_result_of_the_embedder_does_not_refer_to_an_argument() {
    let log = "fn log<'h>(&'h mut self, message: &str) -> &'h str { message }";
    rustc::refuses(&rustc::folder("argument"), &program(log, ""), &["lifetime may not live long enough"]);
}
