//! Components that violate the canonical ABI towards each other: on a stock engine, and on chips, where each violation
//! has its own trap kind, and the trap names the call in which it happened.

use dissolve_abi::TrapKind;
use dissolve_pipeline::fuse::{MemoryMode, Options};
use dissolve_pipeline::interface::{Part, Seam};
use dissolve_pipeline::run::Trap;
use dissolve_pipeline::targets::Target;
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnStock, invoke};

/// A component that passes given values to another one, and receives values.
const VALUES: &str = r#"(component $test
    (component $kernel
        (core module $m
            (memory (export "memory") 1)
            (func (export "demo:seams/kernel#take-char") (param i32))
            (func (export "demo:seams/kernel#take-text") (param i32 i32 i32))
            (func (export "demo:seams/kernel#take-list") (param i32 i32))
            (func (export "demo:seams/kernel#take-option") (param i32 i32))
            (func (export "demo:seams/kernel#give-char") (result i32) (i32.const 0xd800))
            (func (export "demo:seams/kernel#give-text") (result i32)
                (i32.store (i32.const 16) (i32.const 32))
                (i32.store (i32.const 20) (i32.const 1))
                (i32.const 16))
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
        (core instance $i (instantiate $m))
        (alias core export $i "memory" (core memory $memory))
        (alias core export $i "cabi_realloc" (core func $realloc))
        (func (export "take-char") (param "c" char) (canon lift (core func $i "demo:seams/kernel#take-char")))
        (func (export "take-text") (param "n" u32) (param "text" string)
            (canon lift (core func $i "demo:seams/kernel#take-text") (memory $memory) (realloc $realloc)))
        (func (export "take-list") (param "words" (list u32))
            (canon lift (core func $i "demo:seams/kernel#take-list") (memory $memory) (realloc $realloc)))
        (func (export "take-option") (param "o" (option u32))
            (canon lift (core func $i "demo:seams/kernel#take-option")))
        (func (export "give-char") (result char) (canon lift (core func $i "demo:seams/kernel#give-char")))
        (func (export "give-text") (result string)
            (canon lift (core func $i "demo:seams/kernel#give-text") (memory $memory))))
    (component $app
        (import "take-char" (func $take-char (param "c" char)))
        (import "take-text" (func $take-text (param "n" u32) (param "text" string)))
        (import "take-list" (func $take-list (param "words" (list u32))))
        (import "take-option" (func $take-option (param "o" (option u32))))
        (import "give-char" (func $give-char (result char)))
        (import "give-text" (func $give-text (result string)))
        (core func $take-char (canon lower (func $take-char)))
        (core module $memory
            (import "demo:seams/kernel" "take-char" (func $take-char (param i32)))
            (memory (export "memory") 1)
            (data (i32.const 256) "\ff\ff\ff\ff\00\d8")
            (func $cabi_realloc (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
                (call $take-char (i32.const 65))
                (i32.const 512)))
        (core instance $memory (instantiate $memory
            (with "demo:seams/kernel" (instance (export "take-char" (func $take-char))))))
        (alias core export $memory "memory" (core memory $mem))
        (alias core export $memory "cabi_realloc" (core func $realloc))
        (core func $take-text (canon lower (func $take-text) (memory $mem)))
        (core func $take-utf16 (canon lower (func $take-text) (memory $mem) string-encoding=utf16))
        (core func $take-list (canon lower (func $take-list) (memory $mem)))
        (core func $take-option (canon lower (func $take-option)))
        (core func $give-char (canon lower (func $give-char)))
        (core func $give-text (canon lower (func $give-text) (memory $mem) (realloc $realloc)))
        (core module $m
            (import "demo:seams/kernel" "take-char" (func $take-char (param i32)))
            (import "demo:seams/kernel" "take-text" (func $take-text (param i32 i32 i32)))
            (import "demo:seams/kernel" "take-utf16" (func $take-utf16 (param i32 i32 i32)))
            (import "demo:seams/kernel" "take-list" (func $take-list (param i32 i32)))
            (import "demo:seams/kernel" "take-option" (func $take-option (param i32 i32)))
            (import "demo:seams/kernel" "give-char" (func $give-char (result i32)))
            (import "demo:seams/kernel" "give-text" (func $give-text (param i32)))
            (func $char (export "char") (param i32) (call $take-char (local.get 0)))
            (func $text (export "text") (param i32) (call $take-text (i32.const 7) (local.get 0) (i32.const 4)))
            (func $utf16 (export "utf16") (param i32) (call $take-utf16 (i32.const 7) (local.get 0) (i32.const 1)))
            (func $list (export "list") (param i32) (call $take-list (local.get 0) (i32.const 2)))
            (func $option (export "option") (param i32) (call $take-option (local.get 0) (i32.const 0)))
            (func $give (export "give") (param i32) (drop (call $give-char)))
            (func $leave (export "leave") (param i32) (call $give-text (local.get 0))))
        (core instance $i (instantiate $m (with "demo:seams/kernel" (instance
            (export "take-char" (func $take-char)) (export "take-text" (func $take-text))
            (export "take-utf16" (func $take-utf16)) (export "take-list" (func $take-list))
            (export "take-option" (func $take-option)) (export "give-char" (func $give-char))
            (export "give-text" (func $give-text))))))
        (func (export "char") (param "n" u32) (canon lift (core func $i "char")))
        (func (export "text") (param "n" u32) (canon lift (core func $i "text")))
        (func (export "utf16") (param "n" u32) (canon lift (core func $i "utf16")))
        (func (export "list") (param "n" u32) (canon lift (core func $i "list")))
        (func (export "option") (param "n" u32) (canon lift (core func $i "option")))
        (func (export "give") (param "n" u32) (canon lift (core func $i "give")))
        (func (export "leave") (param "n" u32) (canon lift (core func $i "leave"))))
    (instance $kernel (instantiate $kernel))
    (instance $app (instantiate $app
        (with "take-char" (func $kernel "take-char")) (with "take-text" (func $kernel "take-text"))
        (with "take-list" (func $kernel "take-list")) (with "take-option" (func $kernel "take-option"))
        (with "give-char" (func $kernel "give-char")) (with "give-text" (func $kernel "give-text"))))
    (export "char" (func $app "char"))
    (export "text" (func $app "text"))
    (export "utf16" (func $app "utf16"))
    (export "list" (func $app "list"))
    (export "option" (func $app "option"))
    (export "give" (func $app "give"))
    (export "leave" (func $app "leave")))"#;

/// A component that owns handles, one that borrows them during a call, and the one that defines the resource.
const HANDLES: &str = r#"(component $test
    (component $store
        (type $r' (resource (rep i32)))
        (export $r "r" (type $r'))
        (core func $new (canon resource.new $r'))
        (core func $drop (canon resource.drop $r'))
        (core module $m
            (import "" "new" (func $new (param i32) (result i32)))
            (import "" "drop" (func $drop (param i32)))
            (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
            (func (export "demo:seams/store#many") (param i32 i32))
            (func (export "demo:seams/store#make") (result i32) (call $new (i32.const 1)))
            (func (export "demo:seams/store#consume") (param i32) (call $drop (local.get 0)))
            (func (export "demo:seams/store#both") (param i32 i32) (call $drop (local.get 1))))
        (core instance $i (instantiate $m (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
        (alias core export $i "memory" (core memory $memory))
        (alias core export $i "cabi_realloc" (core func $realloc))
        (func (export "many") (param "rs" (list (borrow $r)))
            (canon lift (core func $i "demo:seams/store#many") (memory $memory) (realloc $realloc)))
        (func (export "make") (result (own $r)) (canon lift (core func $i "demo:seams/store#make")))
        (func (export "consume") (param "r" (own $r)) (canon lift (core func $i "demo:seams/store#consume")))
        (func (export "both") (param "a" (borrow $r)) (param "b" (own $r))
            (canon lift (core func $i "demo:seams/store#both"))))
    (component $middle
        (import "r" (type $r (sub resource)))
        (core module $m (func (export "demo:seams/middle#keep") (param i32)))
        (core instance $i (instantiate $m))
        (func (export "keep") (param "r" (borrow $r)) (canon lift (core func $i "demo:seams/middle#keep"))))
    (instance $store (instantiate $store))
    (alias export $store "r" (type $r))
    (instance $middle (instantiate $middle (with "r" (type $r))))
    (component $app
        (import "r" (type $r (sub resource)))
        (import "make" (func $make (result (own $r))))
        (import "consume" (func $consume (param "r" (own $r))))
        (import "both" (func $both (param "a" (borrow $r)) (param "b" (own $r))))
        (import "keep" (func $keep (param "r" (borrow $r))))
        (import "many" (func $many (param "rs" (list (borrow $r)))))
        (core module $memory (memory (export "memory") 1))
        (core instance $memory (instantiate $memory))
        (core func $many (canon lower (func $many) (memory (core memory $memory "memory"))))
        (core func $make (canon lower (func $make)))
        (core func $consume (canon lower (func $consume)))
        (core func $both (canon lower (func $both)))
        (core func $keep (canon lower (func $keep)))
        (core func $drop (canon resource.drop $r))
        (core module $m
            (import "demo:seams/store" "make" (func $make (result i32)))
            (import "demo:seams/store" "consume" (func $consume (param i32)))
            (import "demo:seams/store" "many" (func $many (param i32 i32)))
            (import "" "memory" (memory 1))
            (import "demo:seams/store" "both" (func $both (param i32 i32)))
            (import "demo:seams/middle" "keep" (func $keep (param i32)))
            (import "demo:seams/store" "[resource-drop]r" (func $drop (param i32)))
            (func $lend (export "lend") (param i32) (local $h i32)
                (local.set $h (call $make))
                (call $both (local.get $h) (local.get $h)))
            (func $crowd (export "crowd") (param i32) (local $h i32) (local $at i32)
                (local.set $h (call $make))
                (loop
                    (i32.store (local.get $at) (local.get $h))
                    (local.set $at (i32.add (local.get $at) (i32.const 4)))
                    (br_if 0 (i32.lt_u (local.get $at) (i32.mul (local.get 0) (i32.const 4)))))
                (call $many (i32.const 0) (local.get 0)))
            (func $pass (export "pass") (param i32) (call $consume (local.get 0)))
            (func $keep' (export "keep") (param i32) (call $keep (call $make)))
            (func $forget (export "forget") (param i32) (call $drop (local.get 0)))
            (func $fill (export "fill") (param i32)
                (loop (drop (call $make)) (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))))
        (core instance $i (instantiate $m
            (with "" (instance (export "memory" (memory $memory "memory"))))
            (with "demo:seams/store" (instance
                (export "many" (func $many)) (export "make" (func $make)) (export "consume" (func $consume)) (export "both" (func $both))
                (export "[resource-drop]r" (func $drop))))
            (with "demo:seams/middle" (instance (export "keep" (func $keep))))))
        (func (export "lend") (param "n" u32) (canon lift (core func $i "lend")))
        (func (export "crowd") (param "n" u32) (canon lift (core func $i "crowd")))
        (func (export "pass") (param "n" u32) (canon lift (core func $i "pass")))
        (func (export "keep") (param "n" u32) (canon lift (core func $i "keep")))
        (func (export "forget") (param "n" u32) (canon lift (core func $i "forget")))
        (func (export "fill") (param "n" u32) (canon lift (core func $i "fill"))))
    (instance $app (instantiate $app (with "r" (type $r))
        (with "many" (func $store "many")) (with "make" (func $store "make")) (with "consume" (func $store "consume")) (with "both" (func $store "both"))
        (with "keep" (func $middle "keep"))))
    (export "lend" (func $app "lend"))
    (export "crowd" (func $app "crowd"))
    (export "pass" (func $app "pass"))
    (export "keep" (func $app "keep"))
    (export "forget" (func $app "forget"))
    (export "fill" (func $app "fill")))"#;

/// A component with an inner component that calls back into it.
const REENTRANT: &str = r#"(component $test
    (core module $m (func (export "back")))
    (core instance $i (instantiate $m))
    (func $back (canon lift (core func $i "back")))
    (component $inner
        (import "back" (func $back))
        (core func $back (canon lower (func $back)))
        (core module $m
            (import "demo:seams/outer" "back" (func $back))
            (func $enter (export "enter") (param i32) (call $back)))
        (core instance $i (instantiate $m (with "demo:seams/outer" (instance (export "back" (func $back))))))
        (func (export "enter") (param "n" u32) (canon lift (core func $i "enter"))))
    (instance $inner (instantiate $inner (with "back" (func $back))))
    (export "enter" (func $inner "enter")))"#;

/// A call, the stock engine's message (`None` if the engine has no such limit), the trap kind, and the call between
/// components that the trap names: interface, function, caller, callee; and the function that made it.
struct Case {
    call: &'static str,
    stock: Option<&'static str>,
    kind: TrapKind,
    seam: (Option<&'static str>, &'static str, &'static str, Option<&'static str>),
    part: Part,
    from: &'static str,
}

const fn case(
    call: &'static str,
    stock: &'static str,
    kind: TrapKind,
    function: &'static str,
    part: Part,
    from: &'static str,
) -> Case {
    let seam = (Some("demo:seams/kernel"), function, "app", Some("kernel"));
    Case { call, stock: Some(stock), kind, seam, part, from }
}

const ON_VALUES: &[Case] = &[
    case("char(55296)", "invalid `char`", TrapKind::InvalidChar, "take-char", Part::Parameter(0), "char"),
    case(
        "text(65535)",
        "string content out-of-bounds",
        TrapKind::StringOutOfBounds,
        "take-text",
        Part::Parameter(2),
        "text",
    ),
    case("text(256)", "invalid utf8", TrapKind::InvalidUtf8, "take-text", Part::Unknown, "text"),
    case("utf16(1)", "unaligned pointer", TrapKind::UnalignedPointer, "take-utf16", Part::Parameter(2), "utf16"),
    case("utf16(260)", "invalid utf16", TrapKind::InvalidUtf16, "take-utf16", Part::Unknown, "utf16"),
    case(
        "list(65532)",
        "list content out-of-bounds",
        TrapKind::ListOutOfBounds,
        "take-list",
        Part::Parameter(1),
        "list",
    ),
    case("list(2)", "unaligned pointer", TrapKind::UnalignedPointer, "take-list", Part::Parameter(1), "list"),
    case(
        "option(2)",
        "invalid variant discriminant",
        TrapKind::InvalidDiscriminant,
        "take-option",
        Part::Parameter(0),
        "option",
    ),
    case("give(0)", "invalid `char`", TrapKind::InvalidChar, "give-char", Part::Result, "give"),
    case(
        "leave(0)",
        "cannot leave component instance",
        TrapKind::CannotLeave,
        "take-char",
        Part::Unknown,
        "cabi_realloc",
    ),
];

/// The name of the parameter with the wrong value. The parameters of `take-utf16` have no known names.
const PLACES: [(&str, &str); 5] = [
    ("take-char", "parameter `c`"),
    ("take-text", "parameter `text`"),
    ("take-utf16", "a parameter"),
    ("take-list", "parameter `words`"),
    ("take-option", "parameter `o`"),
];

const STORE: Option<&str> = Some("demo:seams/store");

const ON_HANDLES: &[Case] = &[
    Case {
        call: "pass(99)",
        stock: Some("unknown handle index 99"),
        kind: TrapKind::UnknownHandle,
        seam: (STORE, "consume", "app", Some("store")),
        part: Part::Unknown,
        from: "pass",
    },
    Case {
        call: "lend(0)",
        stock: Some("cannot remove owned resource while borrowed"),
        kind: TrapKind::HandleLent,
        seam: (STORE, "both", "app", Some("store")),
        part: Part::Unknown,
        from: "lend",
    },
    Case {
        call: "keep(0)",
        stock: Some("borrow handles still remain at the end of the call"),
        kind: TrapKind::BorrowNotDropped,
        seam: (Some("demo:seams/middle"), "keep", "app", Some("middle")),
        part: Part::Unknown,
        from: "keep'",
    },
    Case {
        call: "forget(7)",
        stock: Some("unknown handle index 7"),
        kind: TrapKind::UnknownHandle,
        seam: (None, "resource.drop", "app", None),
        part: Part::Unknown,
        from: "forget",
    },
    Case {
        call: "crowd(200)",
        stock: None,
        kind: TrapKind::LendingExhausted,
        seam: (STORE, "many", "app", Some("store")),
        part: Part::Unknown,
        from: "crowd",
    },
    Case {
        call: "fill(100)",
        stock: None,
        kind: TrapKind::HandlesExhausted,
        seam: (STORE, "make", "app", Some("store")),
        part: Part::Unknown,
        from: "fill",
    },
];

const ON_REENTRANT: &[Case] = &[Case {
    call: "enter(0)",
    stock: Some("cannot enter component instance"),
    kind: TrapKind::CannotEnter,
    seam: (Some("demo:seams/outer"), "back", "inner", Some("test")),
    part: Part::Unknown,
    from: "enter",
}];

const COMPONENTS: [(&str, &[Case]); 3] = [(VALUES, ON_VALUES), (HANDLES, ON_HANDLES), (REENTRANT, ON_REENTRANT)];

/// The trap of a call, with all its explanations.
fn trap(chip: &mut OnChip, program: &Program, call: &str) -> Trap {
    let interface = program.interface.as_ref().unwrap();
    let error = invoke(chip, interface, call).expect_err(call);
    let mut trap = error.trap().unwrap_or_else(|| panic!("{call}: {error}")).clone();
    chip.chip.explain(&mut trap).unwrap();
    chip.chip.instantiate().unwrap();
    trap
}

fn check(target: Target, memory: MemoryMode) {
    for (component, cases) in COMPONENTS {
        let binary = wat::parse_str(component).unwrap();
        let program = Program::load_with(&binary, &Options { memory, ..Options::new("test") }).unwrap();
        let mut chip = OnChip::with_options(&program, target, BuildOptions::default());
        for Case { call, kind, seam: (interface, function, caller, callee), part, from, .. } in cases {
            let trap = trap(&mut chip, &program, call);
            let context = format!("{target}, {memory}: {call}: {trap}: {trap:#?}");
            assert_eq!(trap.kind, Some(*kind), "{context}");
            let expected = Seam {
                interface: interface.map(str::to_owned),
                function: (*function).to_owned(),
                caller: Some((*caller).to_owned()),
                callee: callee.map(str::to_owned),
                params: Vec::new(),
            };
            let seam = trap.seam.clone().map(|seam| Seam { params: Vec::new(), ..seam });
            assert_eq!(seam, Some(expected), "{context}");
            assert_eq!(trap.part, *part, "{context}");
            if matches!(part, Part::Parameter(_)) {
                let (_, place) = PLACES.iter().find(|(known, _)| known == function).expect("it is one of them");
                assert!(trap.to_string().contains(&format!(", in {place}")), "{context}");
            }
            let culprit = trap.culprit().map(|caller| caller.function.rsplit("::").next().unwrap_or_default());
            assert_eq!(culprit, Some(*from), "{context}");
            let text = trap.to_string();
            assert!(text.starts_with(&format!("trap: {kind} in the call of `")), "{context}");
            assert!(text.contains(&format!("component `{caller}`")), "{context}");
        }
    }
}

#[test]
fn a_stock_engine_traps_for_the_same_reasons() {
    for (component, cases) in COMPONENTS {
        let binary = wat::parse_str(component).unwrap();
        let mut stock = OnStock::new(&binary);
        for Case { call, stock: expected, .. } in cases {
            match (stock.invoke(call), expected) {
                (Ok(_), None) => {}
                (Err(error), Some(expected)) => assert!(error.contains(expected), "{call}: {error}"),
                (outcome, expected) => panic!("{call}: {outcome:?} instead of {expected:?}"),
            }
            stock.renew();
        }
    }
}

#[test]
fn no_violation_is_missing() {
    let is_tried = |kind: &TrapKind| COMPONENTS.iter().any(|(_, cases)| cases.iter().any(|case| case.kind == *kind));
    let missing = TrapKind::ALL.iter().filter(|kind| kind.is_violation() && !is_tried(kind));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&TrapKind>::new());
}

#[test]
fn violations_have_a_kind_and_a_call_on_arm() {
    check(Target::CortexM3, MemoryMode::Isolated);
    check(Target::CortexM3, MemoryMode::Shared);
}

#[test]
fn violations_have_a_kind_and_a_call_on_riscv() {
    check(Target::Riscv32imac, MemoryMode::Isolated);
    check(Target::Riscv32imac, MemoryMode::Shared);
}

/// If the code was changed but the section was kept, traps must be plain, not wrongly explained.
#[test]
fn a_module_that_was_changed_traps_as_it_looks() {
    let binary = wat::parse_str(VALUES).unwrap();
    let fused = dissolve_pipeline::fuse::fuse(&binary, &Options::new("test")).unwrap();
    assert!(dissolve_pipeline::interface::PlaceMap::read(&fused.bytes).unwrap().is_some());
    let mut module = fused.bytes.clone();
    let section = dissolve_pipeline::interface::PLACES_SECTION.as_bytes();
    let at = module.windows(section.len()).rposition(|window| window == section).unwrap();
    module[at] = b'x';
    let program = Program { module, interface: Some(fused.interface), name: "test".into() };
    let mut chip = OnChip::new(&program, Target::CortexM3);
    let trap = trap(&mut chip, &program, "char(55296)");
    assert_eq!((trap.kind, trap.seam), (Some(TrapKind::Unreachable), None));
}
