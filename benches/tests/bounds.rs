//! Checks the bounds of the benchmarks.

use std::path::Path;

use dissolve_benches::costs::{Costs, json};
use dissolve_benches::programs::{Cost, Measured, Program, Way};
use dissolve_benches::{arena, baseline, codegen, modes, seams};
use dissolve_pipeline::RuntimeForm;
use dissolve_pipeline::codegen::Accesses;
use dissolve_pipeline::targets::Target;

#[test]
fn an_operation_of_the_arena_takes_at_most_twice_the_median() {
    for target in [Target::CortexM3, Target::CortexM4F] {
        let forms = [RuntimeForm::Archive, RuntimeForm::Bitcode];
        let [archive, bitcode] = forms.map(|form| arena::measure(target, 10_000, form).unwrap());
        for costs in [&archive, &bitcode] {
            let calls: usize = costs.0.iter().map(|cost| cost.instructions.len()).sum();
            assert_eq!((calls, costs.0.len()), (10_000, 12));
            assert!(costs.0.iter().all(|cost| cost.instructions.len() > 300), "{costs}");
        }
        let broken = arena::broken(&archive, &bitcode);
        assert!(broken.is_empty(), "{target}: {broken:#?}\narchive:\n{archive}\nbitcode:\n{bitcode}");
    }
}

/// Compares a guest without an allocator and the same guest with the embedder's.
#[test]
fn the_extern_arena_adds_at_most_150_bytes() {
    let folder = std::env::var_os("DISSOLVE_GUESTS").expect("`cargo xtask test` sets DISSOLVE_GUESTS");
    let code = |name: &str| modes::code(&std::fs::read(Path::new(&folder).join(name)).unwrap()).unwrap();
    let (without, with) = (code("flat_omit.wasm"), code("flat_extern.wasm"));
    assert!(without > 100 && with > without && with - without <= 150, "{without} and {with} bytes of code");
}

/// Every call gives the same result between components as in one module, and only costs a copy and a check more.
#[test]
fn a_seam_costs_little() {
    for target in [Target::CortexM3, Target::CortexM4F] {
        let rows = seams::measure(target).unwrap();
        assert!(rows.0.len() == 7, "{rows}");
        for row in &rows.0 {
            // A string is checked, and a handle is looked up. All other calls cost as much as in one
            // module.
            let most = match row.title {
                "a string of 16 bytes" => 80,
                "a borrowed handle" => 16,
                "a handle of a third component" => 34,
                _ => 8,
            };
            for across in [row.isolated, row.shared] {
                let within = row.within.instructions;
                let holds = (within..=within + most).contains(&across.instructions);
                assert!(holds, "{target}: {}: {across:?}\n{rows}", row.title);
            }
        }
    }
}

/// Sizes and counts are the same in every run. `BLESS=1` writes those of this run as the expected ones.
#[test]
fn programs_cost_what_the_baseline_says() {
    let measured = baseline::measure().unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(baseline::FILE, measured.to_string()).unwrap();
    }
    let expected = std::fs::read_to_string(baseline::FILE).unwrap().parse::<baseline::Baseline>().unwrap();
    let changes = expected.changes(&measured);
    assert!(changes.is_empty(), "`BLESS=1` accepts this:\n{}", changes.join("\n"));
    // The dissolved program does the same work as the native one, so their sizes must be similar.
    for [native, none, check] in measured.code() {
        let is_alike = native > 30 && 2 * none > native && check < 3 * native;
        // Code with checks can be a little smaller: its windows start at zero, others above the bytes of the null pointer.
        assert!(is_alike && none <= check + check / 20, "{native}, {none}, {check}\n{measured}");
    }
}

/// Means, goals and the worst programs of made-up costs: `a` costs twice the native code in all dissolved ways, `b` as much as
/// native code, and has RAM only where dissolved.
#[test]
fn goals_are_relative_to_native_code_with_optimization_at_link_time() {
    let ways = |factor: u64, [native, dissolved]: [u64; 2]| {
        let measured = |way: Way| {
            let (factor, bss) = if way.is_dissolved() { (factor, dissolved) } else { (1, native) };
            // Without optimization at link time all is ten times as large: nothing may be compared with that.
            let factor = if matches!(way, Way::Clang(_)) { 10 } else { factor };
            let (text, instructions) = (100 * factor, 1000 * factor);
            let cost = Cost { text, rodata: 7, data: 0, bss, instructions, accesses: Accesses::default(), sum: 5 };
            let absent = matches!(way, Way::Gcc(_));
            (way, if absent { Measured::Absent("no reason".to_owned()) } else { Measured::Cost(cost) })
        };
        Way::ALL.map(measured).into()
    };
    let costs = [(Program::c("a"), ways(2, [30, 37])), (Program::c("b"), ways(1, [0, 7]))].into();
    let json = json(&[Costs { target: Target::CortexM3, costs }]);
    let target = &json["targets"]["cortex-m3"];
    assert_eq!(target["programs"]["a"]["gcc -Os"]["absent"], "no reason");
    assert_eq!(target["programs"]["a"]["check -Oz"]["text"], 200);
    for (mode, code, instructions, ram) in
        [("objects, none", 0.97, 1.0, 30), ("objects, check", 1.12, 1.1, 30), ("based, check", 1.22, 1.25, 44)]
    {
        let goals = &target["goals"][mode];
        for (figure, goal) in [("code", code), ("instructions", instructions)] {
            let figure = &goals[figure];
            assert!((figure["mean"].as_f64().unwrap() - 2_f64.sqrt()).abs() < 1e-9, "{figure}");
            assert_eq!(figure["goal"], goal);
            assert_eq!((&figure["worst"][0]["program"], &figure["worst"][0]["ratio"]), (&"a".into(), &2.0.into()));
            assert_eq!(figure["worst"].as_array().unwrap().len(), 2);
            assert_eq!(figure["above"].as_array().unwrap().len(), 1);
        }
        // Without relocations constants may be in RAM: then both programs have as much as they may.
        let ratios = goals["RAM"]["worst"].as_array().unwrap();
        let ratios: Vec<_> = ratios.iter().map(|worst| worst["ratio"].as_f64().unwrap()).collect();
        // A ratio to nothing is none.
        assert_eq!(ratios, if mode == "based, check" { vec![1.0, 1.0] } else { vec![37.0 / 30.0] });
        assert_eq!((&goals["RAM of all"]["bytes"], &goals["RAM of all"]["goal"]), (&44.into(), &ram.into()));
    }
}

#[test]
fn compiling_takes_time_and_memory_in_proportion_to_the_code() {
    let runs = [256, 1024].map(|kib| codegen::measure(kib * 1024, Target::CortexM4F).unwrap());
    let [small, large] = &runs;
    assert!(small.object > small.code / 4 && large.code > 3 * small.code, "{runs:?}");
    let runs = codegen::Runs(runs.into());
    assert_eq!(runs.broken(), [""; 0], "{runs}");
}
