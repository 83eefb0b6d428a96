//! `dissolve check` on guests as compilers make them. Its findings about the stock guest match the behaviour on a stock
//! engine.

use std::collections::BTreeSet;

use dissolve_pipeline::check::{Analysis, Growth, Origin};
use dissolve_pipeline::fuse::{Fused, Options, fuse};
use dissolve_pipeline::run::Instance;
use dissolve_tests::{ARENA, OnEngine, component, guest, invoke};
use dissolve_wasm::MemoryIndex;
use wasmparser::{KnownCustom, Name, Operator, Parser, Payload};

/// The names of a core module's functions that execute `memory.grow`, found without the reachability graph.
fn growers(module: &[u8]) -> BTreeSet<String> {
    let (mut index, mut grow, mut names) = (0, Vec::new(), BTreeSet::new());
    for payload in Parser::new(0).parse_all(module) {
        match payload.unwrap() {
            Payload::ImportSection(section) => index += section.into_imports().count() as u32,
            Payload::CodeSectionEntry(body) => {
                let mut operators = body.get_operators_reader().unwrap().into_iter().map(Result::unwrap);
                if operators.any(|operator| matches!(operator, Operator::MemoryGrow { .. })) {
                    grow.push(index);
                }
                index += 1;
            }
            Payload::CustomSection(section) => {
                let KnownCustom::Name(subsections) = section.as_known() else { continue };
                for subsection in subsections {
                    let Name::Function(map) = subsection.unwrap() else { continue };
                    let map = map.into_iter().map(Result::unwrap).filter(|naming| grow.contains(&naming.index));
                    names.extend(map.map(|naming| format!("{:#}", rustc_demangle::demangle(naming.name))));
                }
            }
            _ => {}
        }
    }
    assert_eq!(grow.len(), names.len(), "every function has a name of its own");
    names
}

#[test]
fn the_stock_guest_is_not_bounded_and_the_chain_begins_at_an_export() {
    let module = guest("greet_stock");
    let component = component("greet_stock").bytes;
    for (input, exports) in [(&module, &["greet", "cabi_realloc"][..]), (&component, &["greet", "cabi_realloc"])] {
        let check = dissolve_pipeline::check(input, "greet_stock").unwrap();
        assert!(!check.bounded);
        let names: BTreeSet<_> = check.growth.iter().map(|growth| growth.function.clone()).collect();
        assert_eq!(names, growers(&module));
        for Growth { origin, chain, function, memories, .. } in &check.growth {
            let Origin::Export { name } = origin else { panic!("{origin:?}") };
            assert!(exports.contains(&name.as_str()), "{name}");
            assert_eq!(&chain.last().unwrap().function, function);
            assert_eq!(memories, &[MemoryIndex::FIRST]);
            assert!(chain.iter().all(|step| !step.function.starts_with("_ZN") && !step.function.starts_with("_R")));
        }
    }
}

#[test]
fn guests_in_a_bounded_mode_are_bounded() {
    for (name, imports) in [("greet_static", &[][..]), ("greet_extern", &[ARENA])] {
        let component = component(name).bytes;
        let check = dissolve_pipeline::check(&component, name).unwrap();
        assert_eq!((check.bounded, &check.analysis), (true, &Analysis::Fused), "{:?}", check.growth);
        assert_eq!(check.imports.iter().map(|import| import.name.as_str()).collect::<Vec<_>>(), imports);
        assert_eq!(
            check.arenas().map(|arena| arena.memory).collect::<Vec<_>>(),
            vec![Some(MemoryIndex::FIRST); imports.len()]
        );
        assert_eq!(check.exports[0].ty.as_deref(), Some("func(name: string) -> string"));
        let usage = check.memories[0].usage.clone().unwrap();
        let (stack, statics) = (usage.stack.unwrap(), usage.statics.unwrap());
        assert_eq!((stack.end, Some(statics.end)), (statics.start, usage.heap_start));
        assert!(dissolve_pipeline::check(&guest(name), name).unwrap().bounded);
    }
}

/// Confirms the finding: a long string grows the memory of the stock guest, but not of a bounded one.
#[test]
fn an_engine_sees_the_growth() {
    let kept =
        |name: &str| -> Fused { fuse(&component(name).bytes, &Options { grow: None, ..Options::new(name) }).unwrap() };
    let grown = |name: &str| {
        let Fused { bytes, interface, .. } = kept(name);
        let mut engine = OnEngine::new(&bytes, &interface);
        let before = engine.memory_size(MemoryIndex::FIRST).unwrap();
        // A string longer than the memory. A bounded guest traps on it.
        let call = format!("greet(\"{}\")", "x".repeat(usize::try_from(before).unwrap()));
        let answered = invoke(&mut engine, &interface, &call).is_ok();
        (answered, engine.memory_size(MemoryIndex::FIRST).unwrap() - before)
    };
    let (answered, bytes) = grown("greet_stock");
    assert!(answered && bytes > 0, "{answered} {bytes}");
    for name in ["greet_static", "greet_extern"] {
        assert_eq!(grown(name), (false, 0), "{name}");
    }
}
