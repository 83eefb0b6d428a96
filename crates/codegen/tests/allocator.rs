//! The allocator that is compiled with a program. A small module stands in for it.

use std::sync::{Arc, Mutex};

use dissolve_codegen::{Allocator, Listing, OptLevel, Options, compile, list};
use dissolve_interface::{Event, Observer};
use dissolve_targets::Target;
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use object::{Object as _, ObjectSymbol as _};

const RESIZES: &str = "__cabi_arena_realloc_in";
const RESIZES_NOT: &str = "__cabi_arena_allocate_or_free_in";

/// Both functions, as another compiler leaves them: for its own processor, for size.
fn allocator() -> Allocator {
    let functions = [RESIZES, RESIZES_NOT].map(|name| {
        format!(
            "define ptr @{name}(ptr %arena, ptr %old, i32 %old_length, i32 %align, i32 %length) #0 {{
               %place = getelementptr i8, ptr %old, i32 %length
               ret ptr %place
             }}\n"
        )
    });
    let text = functions.concat()
        + "attributes #0 = { optsize minsize \"target-cpu\"=\"cortex-m33\" \"target-features\"=\"+dsp\" }";
    let context = Context::create();
    let text = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "allocator");
    let module = context.create_module_from_ir(text).unwrap();
    Allocator::new(module.write_bitcode_to_memory().as_slice())
}

fn options(allocator: Allocator) -> Options {
    Options { allocator: Some(allocator), ..Options::new(Target::CortexM3, "app") }
}

/// A module with an arena and these functions.
fn module(functions: &str) -> Vec<u8> {
    let arena =
        r#"(import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32))) (memory 1)"#;
    wat::parse_str(format!("(module {arena} {functions})")).unwrap()
}

/// The call of `$realloc` with these lengths.
fn call(old_length: &str, length: &str) -> String {
    format!("(call $realloc (local.get 0) {old_length} (i32.const 1) {length})")
}

#[test]
fn an_allocator_that_cannot_resize_is_used_where_no_call_can() {
    let (zero, one, given, other) = ("(i32.const 0)", "(i32.const 1)", "(local.get 1)", "(local.get 2)");
    let function = |name: &str, call: &str| format!("(func {name} (param i32 i32 i32) (result i32) {call})");
    let exported = |call: &str| function("(export \"f\")", call);
    let inner = function("$inner", &call(given, other));
    let called_by = |lengths: &str| inner.clone() + &exported(&format!("(call $inner (local.get 0) {lengths})"));
    let all = "(func (export \"cabi_realloc\") (param i32 i32 i32 i32) (result i32)
        (call $realloc (local.get 0) (local.get 1) (local.get 2) (local.get 3)))";
    for (functions, is_fresh, used) in [
        (exported(&call(zero, given)), false, RESIZES_NOT),
        (exported(&call(given, zero)), false, RESIZES_NOT),
        (exported(&format!("(i32.add {} {})", call(zero, given), call(given, zero))), false, RESIZES_NOT),
        (exported(&call(given, other)), false, RESIZES),
        (exported(&call(one, one)), false, RESIZES),
        (exported(&format!("(i32.add {} {})", call(zero, given), call(given, other))), false, RESIZES),
        // Only the constants of the caller say it.
        (called_by("(i32.const 0) (local.get 2)"), false, RESIZES_NOT),
        (called_by("(local.get 1) (local.get 2)"), false, RESIZES),
        // Calls through a table have any arguments.
        ("(table 1 funcref) (elem (i32.const 0) $realloc)".to_owned() + &exported(&call(zero, given)), false, RESIZES),
        (all.to_owned(), false, RESIZES),
        (all.to_owned(), true, RESIZES_NOT),
    ] {
        let mut options = options(allocator());
        if is_fresh {
            options.fresh.insert("cabi_realloc".into());
        }
        let ir = list(&module(&functions), Listing::Unoptimized, &options).unwrap();
        assert!(ir.contains(&format!("call ptr @{used}(")), "{functions}: {ir}");
        assert!(compile(&module(&functions), &options).unwrap().has_allocator, "{functions}");
    }
}

#[test]
fn the_allocator_is_compiled_as_the_program_is() {
    let module =
        module(&format!("(func (export \"f\") (param i32) (result i32) {})", call("(i32.const 0)", "(i32.const 8)")));
    for &opt in OptLevel::ALL {
        let options = Options { opt, ..options(allocator()) };
        let ir = list(&module, Listing::Unoptimized, &options).unwrap();
        assert!(!ir.contains("target-cpu") && !ir.contains("target-features"), "{ir}");
        assert_eq!(ir.contains("optsize"), matches!(opt, OptLevel::Size | OptLevel::SizeAboveAll), "{opt}: {ir}");
        assert_eq!(ir.contains("minsize"), opt == OptLevel::SizeAboveAll, "{opt}: {ir}");
        // It is a part of the program: nobody else can call it, and its small body is where it is called.
        let object = compile(&module, &options).unwrap();
        let file = object::File::parse(&*object.bytes).unwrap();
        let names: Vec<_> = file.symbols().map(|symbol| symbol.name().unwrap()).collect();
        assert!(!names.contains(&RESIZES) && !names.contains(&RESIZES_NOT), "{names:?}");
    }
}

/// A file that LLVM cannot read leaves the allocator to the linker, with a remark.
#[test]
fn bitcode_of_another_llvm_is_not_used() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let all = Arc::clone(&heard);
    let observer = Observer::new(move |event| {
        if let Event::Note(text) = event {
            all.lock().unwrap().push(text.to_string());
        }
    });
    let options = Options { observer, ..options(Allocator::new(*b"no bitcode")) };
    let module =
        module(&format!("(func (export \"f\") (param i32) (result i32) {})", call("(i32.const 0)", "(i32.const 8)")));
    let object = compile(&module, &options).unwrap();
    let file = object::File::parse(&*object.bytes).unwrap();
    assert!(file.symbols().any(|symbol| symbol.is_undefined() && symbol.name() == Ok(RESIZES)));
    assert!(!object.has_allocator);
    let heard = heard.lock().unwrap();
    assert!(heard[0].starts_with("allocator: its bitcode cannot be read: "), "{heard:?}");
}
