//! The defaults with which a program is compiled.

use dissolve_pipeline::codegen::{Listing, TrapOrder};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};

/// Two stores to one address, which share a check if a trap may come early.
const MODULE: &str = r#"(module $m (memory (export "memory") 1)
    (func (export "f") (param i32)
        (i32.store (local.get 0) (i32.const 1)) (i32.store offset=4 (local.get 0) (i32.const 2))))"#;

/// The number of bounds checks in the code of a program.
fn checks(text: &str, trap_order: Option<TrapOrder>) -> usize {
    let program = Program::load(text.as_bytes(), "p", Grow::Reject).unwrap();
    let options = BuildOptions { trap_order, ..BuildOptions::default() };
    let listing = program.list(Listing::Unoptimized, Target::CortexM3, &options).unwrap();
    listing.matches("icmp ugt").count()
}

#[test]
fn a_trap_comes_early_in_a_component_only() {
    let component = format!(
        r#"(component (core {} (core instance $i (instantiate $m))
            (func (export "f") (param "p" u32) (canon lift (core func $i "f"))))"#,
        MODULE.trim_start_matches('(')
    );
    assert_eq!([None, Some(TrapOrder::Exact)].map(|order| checks(&component, order)), [1, 2]);
    assert_eq!([None, Some(TrapOrder::Early)].map(|order| checks(MODULE, order)), [2, 1]);
}
