//! The example as a fused module on a stock engine. Values are lifted and lowered by dissolve's own host side.

use dissolve_pipeline::fuse::{Fused, Options, fuse};
use dissolve_run::{Value, canonical};
use dissolve_tests::{OnEngine, component};

fn fused() -> Fused {
    fuse(&component("greet").bytes, &Options::new("greet")).unwrap()
}

#[test]
fn it_needs_nothing_but_the_arena() {
    let fused = fused();
    let text = wasmprinter::print_bytes(&fused.bytes).unwrap();
    assert_eq!(text.matches("(import ").count(), 1, "{text}");
    assert!(text.contains(r#"(import "env" "__cabi_arena_realloc""#), "{text}");
    assert!(!text.contains("memory.grow"), "{text}");
}

#[test]
fn it_greets_on_a_stock_engine() {
    let fused = fused();
    let mut instance = OnEngine::new(&fused.bytes, &fused.interface);
    let export = fused.interface.export("greet").unwrap();
    for name in ["World", "", "Grüße, 日本 🦀", &"long ".repeat(300)] {
        let answer = canonical::invoke(&mut instance, export, &[Value::String(name.into())]).unwrap();
        assert_eq!(answer, Some(Value::String(format!("Hello, {name}"))));
        assert_eq!(instance.arena_used(), 0, "everything is given back");
    }
    let too_long = "x".repeat(5000);
    let error = canonical::invoke(&mut instance, export, &[Value::String(too_long)]).unwrap_err();
    assert!(error.to_string().contains("arena exhausted"), "{error}");
}
