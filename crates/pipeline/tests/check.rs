//! A check agrees with the fuser, and never panics on changed input.

use std::path::Path;
use std::{env, fs};

use dissolve_pipeline::check::{Analysis, InputKind};
use dissolve_pipeline::fuse::{Options, fuse};
use dissolve_pipeline::targets::Grow;
use proptest::prelude::*;

/// The inputs of the golden cases of `dissolve check`, by name.
fn inputs() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../cli/tests/cases/check");
    let mut cases: Vec<_> = fs::read_dir(&root).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", root.display());
    cases
        .into_iter()
        .map(|case| (case.file_name().unwrap().display().to_string(), wat::parse_file(case.join("input.wat")).unwrap()))
        .collect()
}

/// A component is bounded exactly if the fuser accepts it unchanged. Components that it refuses for another reason are
/// checked apart.
#[test]
fn bounded_is_what_fuses() {
    let (mut bounded, mut growing, mut apart) = (0, 0, 0);
    for (name, wasm) in inputs() {
        let check = dissolve_pipeline::check(&wasm, "app").unwrap();
        if check.kind == InputKind::CoreModule {
            continue;
        }
        match (fuse(&wasm, &Options::new("app")), &check.analysis) {
            (Ok(fused), Analysis::Fused) => {
                assert!(check.bounded && fused.growth.is_empty(), "{name}");
                bounded += 1;
            }
            (Err(dissolve_pipeline::fuse::Error::Grows(first)), Analysis::Fused) => {
                assert!(!check.bounded, "{name}");
                assert_eq!(check.growth[0], (*first).into(), "{name}");
                growing += 1;
            }
            (Err(error), Analysis::Apart { refusal }) => {
                assert_eq!(error.to_string(), *refusal, "{name}");
                apart += 1;
            }
            (fused, analysis) => panic!("{name}: {analysis:?}, but {fused:?}"),
        }
    }
    assert!(bounded > 0 && growing > 0 && apart > 0, "{bounded} {growing} {apart}");
}

/// With growth denied, no growth remains; with growth kept, all of it remains.
#[test]
fn what_becomes_of_growth() {
    let (_, wasm) = inputs().into_iter().find(|(name, _)| name == "component-that-grows").unwrap();
    let fused = |grow| fuse(&wasm, &Options { grow, ..Options::new("app") }).unwrap();
    let (kept, denied) = (fused(None), fused(Some(Grow::Deny)));
    assert_eq!(kept.growth.len(), 2);
    assert_eq!(kept.growth, denied.growth);
    assert!(dissolve_pipeline::check(&denied.bytes, "app").unwrap().bounded);
    assert_eq!(dissolve_pipeline::check(&kept.bytes, "app").unwrap().growth.len(), 2);
}

#[test]
fn every_truncation_is_an_error_or_valid() {
    for (name, wasm) in inputs() {
        for length in 0..wasm.len() {
            let cut = &wasm[..length];
            if dissolve_pipeline::check(cut, "app").is_ok() {
                let mut validator = wasmparser::Validator::new_with_features(wasmparser::WasmFeatures::all());
                assert!(validator.validate_all(cut).is_ok(), "{name} cut to {length} bytes");
            }
        }
    }
}

proptest! {
    #[test]
    fn changed_bytes_never_panic(
        case in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (_, mut wasm) = inputs().swap_remove(case.index(inputs().len()));
        for (index, byte) in changes {
            let at = index.index(wasm.len());
            wasm[at] = byte;
        }
        let checked = dissolve_pipeline::check(&wasm, "app");
        prop_assert!(!checked.as_ref().is_err_and(|error| dissolve_pipeline::is_defect(error)));
        if let Ok(check) = checked {
            prop_assert_eq!(check.bounded, check.growth.is_empty() && check.imported_code.is_empty());
            for growth in check.growth {
                prop_assert_eq!(growth.chain.last().map(|step| &step.function), Some(&growth.function));
                prop_assert!(growth.memories.iter().all(|&memory| (memory.as_u32() as usize) < check.memories.len()));
            }
        }
    }
}

/// Core modules with a `memory.grow`, each with a flag that is true if it can be executed.
const GROWTH: [(&str, bool); 12] = [
    // Nothing calls it.
    ("(func $g (param i32) (result i32) (memory.grow (local.get 0)))", false),
    // The instruction is in unreachable code.
    ("(func (export \"g\") (if (i32.const 0) (then (drop (memory.grow (i32.const 1))))))", false),
    ("(func (export \"g\") (return) (drop (memory.grow (i32.const 1))))", false),
    ("(func $g (if (i32.const 0) (then (drop (memory.grow (i32.const 1)))))) (start $g)", false),
    // Growth by zero pages, and growth of a table.
    ("(func (export \"g\") (result i32) (memory.grow (i32.const 0)))", true),
    ("(table 1 funcref) (func (export \"g\") (result i32) (table.grow (ref.null func) (i32.const 1)))", false),
    // Reached by the start function, through tables, and through globals.
    ("(func $g (drop (memory.grow (i32.const 1)))) (start $g)", true),
    (
        "(table (export \"t\") 1 funcref) (elem (i32.const 0) $g) (func $g (drop (memory.grow (i32.const 1))))",
        true,
    ),
    (
        "(table 1 funcref) (global $r (mut funcref) (ref.func $g)) (func $g (drop (memory.grow (i32.const 1))))
            (func (export \"h\") (table.set (i32.const 0) (global.get $r)) (call_indirect (i32.const 0)))",
        true,
    ),
    (
        "(table 1 funcref) (elem $p func $g) (func $g (drop (memory.grow (i32.const 1))))
            (func (export \"h\") (table.init $p (i32.const 0) (i32.const 0) (i32.const 1)) (call_indirect (i32.const 0)))",
        true,
    ),
    (
        "(table 1 funcref) (elem (i32.const 0) $g) (func $g (drop (memory.grow (i32.const 1))))
            (func (export \"h\") (call_indirect (i32.const 0)))",
        true,
    ),
    (
        "(table 1 funcref) (elem declare func $g) (func $g (drop (memory.grow (i32.const 1))))
            (func (export \"h\") (table.set (i32.const 0) (ref.func $g)) (call_indirect (i32.const 0)))",
        true,
    ),
];

/// `check`, `fuse`, `compile` and `build` give the same verdict, since dead code is removed first.
#[test]
fn growth_that_nothing_can_execute_is_none() {
    use dissolve_pipeline::targets::Target;
    let board = dissolve_pipeline::boards::find("mps2-an385").unwrap();
    for (body, grows) in GROWTH {
        let module = format!("(module (memory 1) {body} (func (export \"f\") (result i32) (i32.const 1)))");
        let wasm = wat::parse_str(&module).unwrap();
        assert_eq!(dissolve_pipeline::check(&wasm, "m").unwrap().bounded, !grows, "{module}");
        let program = dissolve_pipeline::Program::load(&wasm, "m", Grow::Reject).unwrap();
        let options = dissolve_pipeline::BuildOptions::default();
        let compiled = program.compile(Target::CortexM3, &options);
        assert_eq!(compiled.is_ok(), !grows, "{module}: {:?}", compiled.err());
        assert_eq!(program.build(&board, &options).is_ok(), !grows, "{module}");
        // The functions in a component's table cannot be reached from outside.
        let component = format!(
            "(component (core {} (core instance $i (instantiate $m)) (func (export \"f\") (result u32) (canon lift (core func $i \"f\"))))",
            module.replacen("(module ", "module $m ", 1)
        );
        let component = wat::parse_str(component).unwrap();
        let fused = fuse(&component, &Options::new("m"));
        assert_eq!(dissolve_pipeline::check(&component, "m").unwrap().bounded, fused.is_ok(), "{module}");
        if !grows {
            let fused = fused.unwrap();
            assert!(dissolve_pipeline::check(&fused.bytes, "m").unwrap().bounded, "{module}");
            dissolve_pipeline::Program::load(&component, "m", Grow::Reject)
                .unwrap()
                .compile(Target::CortexM3, &options)
                .unwrap();
        }
    }
}
