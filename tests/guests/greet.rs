// The greeting of `examples/greet`, in any mode.

extern crate alloc;

use alloc::string::String;

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
