//! `greet.rs` with stock bindings and the standard library's allocator, which grows the memory.

wit_bindgen::generate!({ path: "../../../examples/greet/wit" });

include!("../../../guests/greet.rs");
