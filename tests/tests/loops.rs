//! Bounds checks that are made before a loop: each loop traps exactly when it does on a stock engine, for first and last addresses on
//! both sides of both ends of a memory, at every optimization level, on this machine and on chips.

use std::fmt::Write as _;

use dissolve_pipeline::targets::Target;
use dissolve_tests::fuzz::regressions;

/// The bytes of the memory.
const MEMORY: i64 = 65_536;

/// The comparisons with which a loop goes on, with the steps of their counters.
const COMPARISONS: &[(&str, &[i64])] = &[
    ("i32.ne", &[1, -1, 2, -4, 8]),
    ("i32.lt_u", &[1, 4]),
    ("i32.lt_s", &[1]),
    ("i32.gt_u", &[-1]),
    ("i32.gt_s", &[-1]),
    ("i32.le_u", &[1]),
];

/// An instruction that each round has besides, because of which checks must stay in the loop; or none.
const OTHERS: &[&str] = &[
    "",
    // Another exit.
    "(br_if 1 (i32.eq (local.get $i) (local.get $x)))",
    // Ends the function.
    "(if (i32.eq (local.get $i) (local.get $x)) (then (return (i32.const 7))))",
    // Another round without what follows.
    "(if (i32.eq (local.get $i) (local.get $x)) (then (local.set $x (i32.const -1)) (br 1)))",
    // Another kind of trap.
    "(drop (i32.div_u (i32.const 1) (i32.sub (local.get $i) (local.get $x))))",
    "(if (i32.eq (local.get $i) (local.get $x)) (then unreachable))",
    "(if (i32.eq (local.get $i) (local.get $x)) (then (call $trap)))",
    // Not every round changes the pointer.
    "(if (i32.eq (local.get $i) (local.get $x)) (then (local.set $p (i32.const 0))))",
];

/// A function with one loop: its exit is the last branch or one in the middle, and counts before or after the test.
fn function(text: &mut String, name: &str, comparison: &str, step: i64, is_last: bool, is_early: bool, other: &str) {
    let moved = format!("(local.set $i (i32.add (local.get $i) (i32.const {step})))");
    let accesses = [
        "(local.set $s (i32.add (local.get $s) (i32.load8_u offset=3 (local.get $i))))",
        "(i32.store8 (i32.add (local.get $i) (i32.const 1)) (local.get $s))",
        "(local.set $s (i32.add (local.get $s) (i32.load8_u (local.get $p))))",
    ];
    // A loop whose counter never meets its limit leaves the memory, too.
    let (before, after) = (accesses[0], format!("{} {}", accesses[1], accesses[2]));
    let (first, last) = if is_early { (moved.as_str(), "") } else { ("", moved.as_str()) };
    let condition = format!("({comparison} (local.get $i) (local.get $l))");
    let pointer = format!("(local.set $p (i32.add (local.get $p) (i32.const {})))", step * 3);
    let body = match is_last {
        true => format!("{before} {other} {first} {after} {last} {pointer} (br_if 0 {condition})"),
        false => format!("{first} {before} (br_if 1 (i32.eqz {condition})) {other} {after} {pointer} {last} (br 0)"),
    };
    writeln!(
        text,
        "(func (export \"{name}\") (param $i i32) (param $l i32) (param $p i32) (param $x i32) (result i32) (local $s i32)
         (block (loop {body})) (local.get $s))"
    )
    .unwrap();
}

/// The same with numbers that are known when it is compiled.
fn constant(text: &mut String, name: &str, step: i64, rounds: i64) {
    writeln!(
        text,
        "(func (export \"{name}\") (param $p i32) (result i32) (local $s i32) (local $i i32)
         (block (loop
            (local.set $s (i32.add (local.get $s) (i32.load8_u offset=2 (local.get $p))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if 1 (i32.gt_u (local.get $i) (i32.const {rounds})))
            (i32.store8 offset=1 (local.get $p) (local.get $s))
            (local.set $p (i32.add (local.get $p) (i32.const {step})))
            (br 0)))
         (local.get $s))
         (func (export \"{name}-last\") (param $p i32) (result i32) (local $s i32) (local $i i32)
         (loop
            (local.set $s (i32.add (local.get $s) (i32.load8_u offset=2 (local.get $p))))
            (i32.store8 (i32.add (local.get $p) (i32.const 5)) (local.get $s))
            (local.set $p (i32.add (local.get $p) (i32.const {step})))
            (br_if 0 (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const {rounds}))))
         (local.get $s))"
    )
    .unwrap();
}

/// The calls of the functions of a comparison, as a file of a case has them.
fn calls(text: &mut String, name: &str, step: i64, middle: bool) {
    for rounds in [0, 1, 4] {
        for from_end in -4..=4 {
            for end in [0, MEMORY] {
                let (counter, way) = (end + from_end, rounds * step);
                // One address comes to the end of the memory, and the other one stays in the middle or comes there, too.
                let pointer = if middle { 32_768 } else { end + from_end - way * 3 };
                let counter = if from_end % 2 == 0 || middle { counter - way } else { 20_000 };
                let exact = counter + way + if from_end == 4 { 1 } else { 0 };
                let other = counter + step * (from_end & 3);
                let words = [counter, exact, pointer, other].map(|word| format!("i32:{:#x}", word as u32));
                writeln!(text, ";; call {name} {}", words.join(" ")).unwrap();
            }
        }
    }
}

/// Loops at the edges of what is counted, with the calls of each.
const EDGES: &[(&str, &str, &[&str])] = &[
    // The counter never meets its limit; what the pointer reaches after the exit is beyond the memory one round later than the
    // least number of rounds.
    (
        "far",
        "(param $i i32) (param $n i32) (param $p i32)
         (block (loop
            (br_if 1 (i32.eq (local.get $i) (local.get $n)))
            (i32.store8 (local.get $p) (i32.const 65))
            (local.set $p (i32.add (local.get $p) (i32.const 20000)))
            (local.set $i (i32.add (local.get $i) (i32.const 0x40000000)))
            (br 0)))",
        &[
            "i32:0x0 i32:0x1 i32:0x0",
            "i32:0x0 i32:0x2 i32:0x0",
            "i32:0x0 i32:0xc0000000 i32:0x0",
            "i32:0x0 i32:0x0 i32:0x0",
        ],
    ),
    (
        "small",
        "(param $i i32) (param $n i32) (param $p i32)
         (block (loop
            (br_if 1 (i32.eq (local.get $i) (local.get $n)))
            (i32.store8 (local.get $p) (i32.const 65))
            (local.set $p (i32.add (local.get $p) (i32.const 1)))
            (local.set $i (i32.add (local.get $i) (i32.const 0x10000)))
            (br 0)))",
        &["i32:0x0 i32:0x1 i32:0x0", "i32:0x0 i32:0x1 i32:0x1", "i32:0x0 i32:0xffff0000 i32:0x0"],
    ),
    // Two addresses that are not in the memory together, in a loop with and without a round.
    (
        "apart",
        "(param $i i32) (param $n i32)
         (block (loop
            (br_if 1 (i32.eq (local.get $i) (local.get $n)))
            (drop (i32.load (local.get $i)))
            (drop (i32.load (i32.add (local.get $i) (i32.const 65536))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br 0)))",
        &["i32:0x5 i32:0x5", "i32:0x5 i32:0x6", "i32:0xffff0005 i32:0xffff0006"],
    ),
    // A loop that ends as a reference says.
    (
        "reference",
        "(param $p i32) (local $f funcref) (local $n i32)
         (local.set $n (i32.eqz (ref.is_null (local.get $f))))
         (loop (drop (i32.load (local.get $p))) (br_if 0 (local.get $n)))",
        &["i32:0x0", "i32:0xfffc", "i32:0xfffd"],
    ),
];

/// The checks of counted loops, of loops with one detail that keeps checks where they are, and of loops with constants.
#[test]
fn a_loop_traps_exactly_when_a_stock_engine_does() {
    let [host, chip] = [(), ()].map(|()| tempfile::tempdir().unwrap());
    let mut files = 0;
    let mut keep = |is_on_chip: bool, calls: &str, functions: &str| {
        files += 1;
        // Everything above the stack is in use, so the whole memory is backed.
        let text = format!(
            "{calls}(module (memory (export \"memory\") 1) (global $__stack_pointer (mut i32) (i32.const 2048))
             (global (export \"__data_end\") i32 (i32.const 65536)) (global (export \"__heap_base\") i32 (i32.const 65536))
             (data (i32.const 2048) \"0123456789abcdef\") (func $trap unreachable)\n{functions})"
        );
        for folder in [Some(&host), Some(&chip).filter(|_| is_on_chip)].into_iter().flatten() {
            std::fs::write(folder.path().join(format!("{files}.wat")), &text).unwrap();
        }
    };
    for &(comparison, steps) in COMPARISONS {
        for &step in steps {
            let (mut functions, mut all) = (String::new(), String::new());
            for (number, other) in OTHERS.iter().enumerate() {
                for (is_last, is_early) in [(true, true), (true, false), (false, true), (false, false)] {
                    let name = format!("f{number}-{is_last}-{is_early}");
                    function(&mut functions, &name, comparison, step, is_last, is_early, other);
                    calls(&mut all, &name, step, false);
                    calls(&mut all, &name, step, true);
                }
            }
            keep(step == -4, &all, &functions);
        }
    }
    let (mut functions, mut all) = (String::new(), String::new());
    for step in [1, -1, 4, -12, 40] {
        for rounds in [1, 2, 7] {
            let name = format!("c{step}x{rounds}");
            constant(&mut functions, &name, step, rounds);
            for from_end in -8..=8 {
                for last in [rounds - 1, rounds] {
                    for start in [0, MEMORY].map(|end| end + from_end - last * step) {
                        for name in [&name, &format!("{name}-last")] {
                            writeln!(all, ";; call {name} i32:{:#x}", start as u32).unwrap();
                        }
                    }
                }
            }
        }
    }
    keep(true, &all, &functions);
    let (mut functions, mut all) = (String::new(), String::new());
    for (name, body, calls) in EDGES {
        writeln!(functions, "(func (export \"{name}\") {body})").unwrap();
        calls.iter().for_each(|call| writeln!(all, ";; call {name} {call}").unwrap());
    }
    keep(true, &all, &functions);
    for (folder, target, least) in [(&host, Target::host(), 13), (&chip, Some(Target::CortexM3), 3)] {
        let Some(target) = target else { continue };
        let figures = regressions(folder.path(), &[target]).unwrap_or_else(|failures| panic!("{failures}"));
        println!("{figures}");
        assert_eq!(figures.cases, least * 4, "{figures}");
        // A fifth of the calls return, at least, and a fifth trap.
        assert!(5 * figures.trapped() > figures.calls && 5 * figures.trapped() < 4 * figures.calls, "{figures}");
    }
}
