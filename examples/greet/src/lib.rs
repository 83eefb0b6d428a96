//! A component that greets: a string in, a string out.

#![no_std]

extern crate alloc;

use alloc::string::String;

dissolve_guest::generate!({ world: "greeter", cabi_realloc: "extern-arena" });

struct Greeter;

impl Guest for Greeter {
    fn greet(name: String) -> String {
        const HELLO: &str = "Hello, ";
        let mut greeting = String::with_capacity(HELLO.len() + name.len());
        greeting.push_str(HELLO);
        greeting.push_str(&name);
        greeting
    }
}

export!(Greeter);
