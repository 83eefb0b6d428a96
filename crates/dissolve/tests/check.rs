//! A check agrees with the fuser, and takes whatever it is given.

use std::path::Path;
use std::{env, fs};

use dissolve::check::{Analysis, InputKind};
use dissolve::fuse::{Grow, Options, fuse};
use proptest::prelude::*;

/// The inputs of the command's golden cases, by name.
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

/// A component is bounded just when the fuser takes it as it is; one that it refuses for another reason is told apart.
#[test]
fn bounded_is_what_fuses() {
    let (mut bounded, mut growing, mut apart) = (0, 0, 0);
    for (name, wasm) in inputs() {
        let check = dissolve::check(&wasm, "app").unwrap();
        if check.kind == InputKind::CoreModule {
            continue;
        }
        match (fuse(&wasm, &Options::new("app")), &check.analysis) {
            (Ok(fused), Analysis::Fused) => {
                assert!(check.bounded && fused.growth.is_empty(), "{name}");
                bounded += 1;
            }
            (Err(dissolve::fuse::Error::Grows(first)), Analysis::Fused) => {
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

/// With growth denied nothing is left of it; with growth kept all of it is.
#[test]
fn what_becomes_of_growth() {
    let (_, wasm) = inputs().into_iter().find(|(name, _)| name == "component-that-grows").unwrap();
    let fused = |grow| fuse(&wasm, &Options { grow, ..Options::new("app") }).unwrap();
    let (kept, denied) = (fused(Grow::Keep), fused(Grow::Deny));
    assert_eq!(kept.growth.len(), 2);
    assert_eq!(kept.growth, denied.growth);
    assert!(dissolve::check(&denied.bytes, "app").unwrap().bounded);
    assert_eq!(dissolve::check(&kept.bytes, "app").unwrap().growth.len(), 2);
}

#[test]
fn every_truncation_is_an_error_or_valid() {
    for (name, wasm) in inputs() {
        for length in 0..wasm.len() {
            let cut = &wasm[..length];
            if dissolve::check(cut, "app").is_ok() {
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
        let checked = dissolve::check(&wasm, "app");
        prop_assert!(!checked.as_ref().is_err_and(dissolve::Error::is_defect));
        if let Ok(check) = checked {
            prop_assert_eq!(check.bounded, check.growth.is_empty() && check.imported_code.is_empty());
            for growth in check.growth {
                prop_assert_eq!(growth.chain.last().map(|step| &step.function), Some(&growth.function));
                prop_assert!(growth.memories.iter().all(|&memory| (memory as usize) < check.memories.len()));
            }
        }
    }
}
