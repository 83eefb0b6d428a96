//! Refused modules, with the texts of their errors; and a module that compiles for every target.

use dissolve_abi::TrapKind;
use dissolve_codegen::{Bounds, Error, LARGE, Object, OptLevel, Options, compile};
use dissolve_targets::{Grow, Target};
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};

fn options() -> Options {
    Options::new(Target::CortexM4F, "app")
}

/// The options that [`EVERYTHING`] needs.
fn everything() -> Options {
    Options { grow: Grow::Bounded(2048), ..options() }
}

fn attempt(text: &str) -> Result<Object, Error> {
    compile(&wat::parse_str(text).unwrap(), &options())
}

fn message(text: &str) -> String {
    attempt(text).unwrap_err().to_string()
}

#[test]
fn growth_is_refused_by_name() {
    let text = "(module (memory 1) (func $sbrk (export \"f\") (result i32) i32.const 1 memory.grow))";
    let message = message(text);
    assert!(message.starts_with("function `sbrk` executes `memory.grow` (at offset 0x"), "{message}");
    assert!(compile(&wat::parse_str(text).unwrap(), &Options { grow: Grow::Deny, ..options() }).is_ok());
}

#[test]
fn features_that_are_not_lowered_are_named() {
    let cases = [
        ("(module (memory i64 1))", "memory64"),
        ("(module (table i64 1 funcref))", "memory64"),
        ("(module (memory i64 0x1000000000000))", "memory64"),
        ("(module (memory i64 1) (func (drop (i32.load offset=0x100000000 (i64.const 0)))))", "memory64"),
        ("(module (memory 1 1 shared))", "threads"),
        ("(module (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))", "threads"),
        ("(module (memory 1) (func (drop (memory.atomic.notify (i32.const 0) (i32.const 0)))))", "threads"),
        ("(module (func (atomic.fence)))", "threads"),
        ("(module (tag))", "exception handling"),
        (
            "(module (func (block $l (result exnref) (try_table (catch_all_ref $l)) unreachable) drop))",
            "exception handling",
        ),
        ("(module (func (param exnref)))", "exception handling"),
        ("(module (type (struct)))", "gc"),
        ("(module (type (array i8)))", "gc"),
        ("(module (rec (type (func)) (type (func))))", "gc"),
        ("(module (func (drop (ref.i31 (i32.const 1)))))", "gc"),
        ("(module (func (param anyref)))", "gc"),
        ("(module (type $f (func)) (func (param (ref null $f))))", "function references"),
        ("(module (type $f (func)) (func (call_ref $f (ref.null $f))))", "function references"),
        ("(module (func (param funcref) (drop (ref.as_non_null (local.get 0)))))", "function references"),
        ("(module (func $f) (table 1 funcref (ref.func $f)))", "function references"),
        ("(module (type $f (func)) (type (cont $f)))", "stack switching"),
        (
            "(module (func (param i64 i64 i64 i64) (result i64 i64)
            (i64.add128 (local.get 0) (local.get 1) (local.get 2) (local.get 3))))",
            "wide arithmetic",
        ),
    ];
    for (text, feature) in cases {
        let message = message(text);
        let words = message.to_lowercase().replace('-', " ");
        assert!(words.contains(feature), "{text}: {message}");
        assert!(message.contains("offset 0x"), "{text}: {message}");
        // The remedy is on a line of its own.
        assert!(message.lines().nth(1).is_some_and(|remedy| remedy.len() > 20), "{text}: {message}");
    }
    let message = message("(module (func $next (atomic.fence)))");
    assert!(message.starts_with("function `next`: "), "{message}");
}

#[test]
fn imports_that_are_no_functions_are_named() {
    assert_eq!(
        message("(module (import \"env\" \"stack\" (global i32)))"),
        "the import `env::stack` is a global; only functions of the embedder can be linked\n  define it in the module, or import a \
         function that gives its value"
    );
}

#[test]
fn symbols_that_meet_are_refused() {
    let message = message("(module (func (export \"a-b\")) (func (export \"a_b\")))");
    assert_eq!(
        message,
        "`export a-b` and `export a_b` would both be the symbol `app_a_b`; rename one, or choose another prefix \
         with `--prefix NAME`"
    );
    let runtime = self::message("(module (import \"env\" \"__dissolve_gate_nop\" (func)))");
    assert!(runtime.contains("the runtime"), "{runtime}");
    // LLVM would call the module's function for a division.
    let options = Options { prefix: "_".into(), ..options() };
    let module = wat::parse_str("(module (func (export \"divdi3\")))").unwrap();
    let runtime = compile(&module, &options).unwrap_err().to_string();
    assert!(runtime.contains("the runtime") && runtime.contains("`__divdi3`"), "{runtime}");
}

/// A record is data from outside: it may name symbols that no linker takes.
#[test]
fn symbols_of_a_record_are_checked() {
    use dissolve_interface::{Import, ImportKind, Interface};
    let message_for = |symbol: &str| {
        let mut module = wat::parse_str("(module (import \"env\" \"f\" (func)))").unwrap();
        let mut interface = Interface::new();
        let kind = ImportKind::Passthrough { symbol: symbol.into(), memory: None, base: 0 };
        interface.imports.push(Import { module: "env".into(), field: "f".into(), kind });
        interface.append_to(&mut module);
        compile(&module, &options()).map(|object| object.imports[0].symbol.clone()).map_err(|error| error.to_string())
    };
    assert_eq!(message_for("f_1"), Ok("f_1".to_owned()));
    for symbol in ["", "a b", "a-b", "1f", "f\0", "\u{e9}"] {
        let message = message_for(symbol).unwrap_err();
        assert!(message.starts_with("`import env::f`") && message.contains("is no C identifier"), "{message}");
    }
}

/// Functions of the C library that a compiler calls of its own accord. Those of the runtime take native addresses.
#[test]
fn imports_of_the_c_library_come_with_advice() {
    let memcpy = "(import \"env\" \"memcpy\" (func (param i32 i32 i32) (result i32)))";
    let message = message(&format!("(module {memcpy} {} (memory 1))", memcpy.replace("memcpy", "memset")));
    assert!(message.starts_with("the module imports `env::memcpy`, `env::memset` of the C library"), "{message}");
    for advice in ["-mbulk-memory", "guest/c/dissolve_guest.c", "--link"] {
        assert!(message.contains(advice), "{advice}: {message}");
    }
}

#[test]
fn growth_comes_with_what_can_be_done_about_it() {
    let text = "(module (memory 17) (func (export \"f\") (result i32) i32.const 1 memory.grow))";
    assert!(
        message(text).contains("\n  let it grow inside a reservation: `--grow bounded=2MiB`\n  or "),
        "{}",
        message(text)
    );
    let bounded = Options { grow: Grow::Bounded(2 << 20), ..options() };
    assert!(compile(&wat::parse_str(text).unwrap(), &bounded).is_ok(), "the size works");
}

/// The reservation that the error names is enough, with a stack that is as small as calls need.
#[test]
fn a_reservation_counts_the_stack_that_is_backed() {
    let text = r#"(module (memory 2) (global $__stack_pointer (mut i32) (i32.const 65536))
        (global (export "__data_end") i32 (i32.const 65552)) (global (export "__heap_base") i32 (i32.const 65552))
        (data (i32.const 65536) "statics")
        (func (export "f") (param i32) (result i32) (local i32)
            (local.set 1 (i32.sub (global.get $__stack_pointer) (i32.const 16)))
            (i32.store (local.get 1) (local.get 0))
            (memory.grow (i32.load (local.get 1)))))"#;
    let module = wat::parse_str(text).unwrap();
    let attempt =
        |bytes| compile(&module, &Options { grow: Grow::Bounded(bytes), stack_is_computed: true, ..options() });
    // A page that is in the memory at first, and the stack below it.
    let least = 65_536 + 16;
    let Err(Error::Reservation { backed, .. }) = attempt(least - 1) else { panic!("it is too small") };
    assert_eq!(backed, u64::from(least));
    let compiled = attempt(least).unwrap();
    assert_eq!((compiled.memories[0].window.low, compiled.memories[0].window.stack), (65_536 - 16, 16));
}

#[test]
fn an_arena_without_room_for_a_block_is_refused() {
    let module = wat::parse_str(EVERYTHING).unwrap();
    for arena in [0, 4, 23] {
        let message = compile(&module, &Options { arena, ..everything() }).unwrap_err().to_string();
        assert!(message.contains("memory 0 imports an arena") && message.contains("at least 24 bytes"), "{message}");
    }
    assert!(compile(&module, &Options { arena: 24, ..everything() }).is_ok());
}

#[test]
fn wrong_kinds_of_input_are_named() {
    assert!(matches!(attempt("(component)"), Err(Error::Component)));
    assert!(matches!(compile(&[], &options()), Err(Error::Invalid(_))));
    assert!(matches!(compile(b"\0asm\x01\0\0", &options()), Err(Error::Invalid(_))));
}

#[test]
fn every_truncation_is_an_error_or_a_shorter_module() {
    let wasm = wat::parse_str(EVERYTHING).unwrap();
    for length in 0..wasm.len() {
        // The truncated module may lack whole sections and still be valid; LLVM's verifier runs whenever it compiles.
        if let Err(error) = compile(&wasm[..length], &everything()) {
            assert!(!dissolve_interface::is_defect(&error), "{length} bytes: {error}");
        }
    }
}

/// A module with one of each kind of thing that is lowered.
const EVERYTHING: &str = r#"(module
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (import "env" "pair" (func $pair (param i32) (result i32 f64)))
    (import "env" "vectors" (func $vectors (param v128 externref) (result v128)))
    (import "host" "tick" (func $tick (result i64)))
    (memory 1) (memory 2)
    (table $t 4 funcref) (table $u 2 funcref)
    (elem (table $t) (i32.const 1) func $add $choose)
    (elem $passive funcref (ref.func $add) (ref.null func))
    (elem declare func $choose)
    (data (i32.const 8) "active") (data $later "passive")
    (global $g (mut f32) (f32.const nan:0x200001)) (global $c i64 (i64.const -7))
    (global $r (mut funcref) (ref.func $add))
    (func $add (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
    (func $choose (export "choose") (param i32 i32) (result i32)
        (block $a (block $b (block $c (br_table $a $b $c (local.get 0))) (return (i32.const 1))) (return (i32.const 2)))
        (if (result i32) (local.get 1) (then (i32.const 3)) (else (unreachable))))
    (table $x 3 9 externref)
    (memory $odd 100 1000 (pagesize 1))
    (global $v (export "v") (mut v128) (v128.const i64x2 1 2))
    (func (export "vectors") (param $a v128) (param $b v128) (param i32) (result v128 funcref)
        (global.set $v (i8x16.swizzle (i8x16.add_sat_s (local.get $a) (i8x16.narrow_i16x8_u (local.get $a) (local.get $b)))
            (i16x8.q15mulr_sat_s (local.get $b) (i16x8.extmul_high_i8x16_s (local.get $a) (local.get $b)))))
        (v128.store8_lane offset=3 7 (local.get 2)
            (f32x4.relaxed_madd (local.get $a) (f32x4.min (local.get $a) (local.get $b)) (v128.load32x2_s (local.get 2))))
        (f64x2.max (i32x4.trunc_sat_f64x2_u_zero (local.get $a)) (f64x2.nearest (i8x16.shuffle
            0 17 2 19 4 21 6 23 8 25 10 27 12 29 14 31 (local.get $a) (i64x2.mul (local.get $b) (global.get $v)))))
        (call $vectors (global.get $v) (table.get $x (i8x16.bitmask (local.get $a))))
        (v128.xor) (table.get $t (local.get 2)))
    (func $hop (param i32 v128) (result f64 v128)
        (return_call_indirect $t (param i32 v128) (result f64 v128) (local.get 0) (local.get 1) (local.get 0)))
    (func (export "hop") (param i32) (result f64 v128) (return_call $hop (local.get 0) (global.get $v)))
    (func $again (param i64) (result i64) (return_call $again (i64.sub (local.get 0) (i64.const 1))))
    (func (export "grow") (param i32) (result i32)
        (table.grow $x (ref.null extern) (memory.grow $odd (table.grow $t (ref.func $add) (local.get 0)))))
    (func (export "swap") (param i32 i64) (result i64 i32) local.get 1 local.get 0)
    (func (export "loop") (param i32) (result i32)
        (local.get 0) (loop $l (param i32) (result i32) (i32.const 1) (i32.sub) (local.tee 0) (local.get 0) (br_if $l)))
    (func (export "floats") (param f32 f64) (result f64)
        (global.set $g (f32.min (f32.nearest (local.get 0)) (f32.sqrt (f32.copysign (local.get 0) (global.get $g)))))
        (f64.max (f64.promote_f32 (global.get $g)) (f64.ceil (f64.neg (f64.abs (f64.trunc (local.get 1)))))))
    (func (export "convert") (param f64) (result i64)
        (i64.add (i64.trunc_f64_s (local.get 0)) (i64.extend_i32_u (i32.trunc_sat_f64_u (local.get 0)))))
    (func (export "integers") (param i64 i64) (result i64)
        (i64.div_s (i64.rotl (local.get 0) (i64.clz (local.get 1))) (i64.rem_s (i64.popcnt (local.get 0)) (local.get 1))))
    (func (export "access") (param i32) (result i64)
        (i64.store offset=65528 (local.get 0) (i64.load32_s 1 offset=4 (local.get 0)))
        (f64.store (local.get 0) (f64.load offset=4294967295 (local.get 0)))
        (i64.extend8_s (i64.load16_u (local.get 0))))
    (func (export "bulk") (param i32 i32 i32)
        (memory.copy (local.get 0) (local.get 1) (local.get 2))
        (memory.copy 0 1 (local.get 0) (local.get 1) (local.get 2))
        (memory.fill 1 (local.get 0) (local.get 1) (local.get 2))
        (memory.init $later (local.get 0) (local.get 1) (local.get 2)) (data.drop $later) (data.drop 0)
        (table.copy $t $u (local.get 0) (local.get 1) (local.get 2))
        (table.init $t $passive (local.get 0) (local.get 1) (local.get 2)) (elem.drop $passive)
        (table.fill $u (local.get 0) (global.get $r) (local.get 2))
        (table.set $u (local.get 0) (table.get $t (local.get 1)))
        (drop (table.grow $u (ref.null func) (table.size $t))) (drop (memory.size 1)))
    (func (export "indirect") (param i32) (result i32)
        (if (ref.is_null (global.get $r)) (then (global.set $r (ref.func $choose))))
        (call_indirect $t (param i32 i32) (result i32) (i32.const 1) (i32.const 2) (local.get 0)))
    (func (export "outside") (result i32) (local f64)
        (call $pair (i32.const 5)) (local.set 0)
        (i32.add (call $realloc (i32.const 0) (i32.const 0) (i32.const 4) (i32.const 8)))
        (i32.add (i32.wrap_i64 (i64.add (call $tick) (global.get $c)))))
    (func $start (global.set $g (f32.const 1)))
    (start $start))"#;

#[test]
fn everything_compiles_for_every_target() {
    let wasm = wat::parse_str(EVERYTHING).unwrap();
    for &target in Target::CHIPS {
        for &opt in OptLevel::ALL {
            for (&bounds, large) in Bounds::ALL.iter().flat_map(|bounds| [(bounds, 0), (bounds, LARGE)]) {
                let options = Options { target, opt, bounds, large, ..everything() };
                let object = compile(&wasm, &options).unwrap();
                check_object(&object, target);
            }
        }
    }
}

/// Checks the properties of an object that the linker and the host rely on.
fn check_object(compiled: &Object, target: Target) {
    let file = object::File::parse(&*compiled.bytes).unwrap();
    let symbol = |name: &str| file.symbol_by_name(name).unwrap_or_else(|| panic!("{target}: no symbol `{name}`"));
    assert!(symbol(&compiled.instantiate).is_definition());
    for export in &compiled.exports {
        assert!(symbol(&export.symbol).is_definition());
    }
    for name in ["__cabi_arena_realloc", "pair", "host_tick"] {
        assert!(symbol(name).is_undefined(), "{name}");
    }
    let arena = symbol("__cabi_arena_end").address() - symbol("__cabi_arena_start").address();
    assert_eq!(arena, 4096);
    let descriptor = symbol("__cabi_arena");
    assert_eq!((descriptor.is_definition(), descriptor.size()), (true, 16));
    for (index, memory) in compiled.memories.iter().enumerate() {
        let section = file.section_by_name(&format!(".bss.dissolve.app_memory_{index}")).unwrap();
        assert_eq!(section.kind(), object::SectionKind::UninitializedData);
        assert_eq!(section.size(), memory.window.size());
        assert_eq!(symbol(&memory.symbol).address(), 0);
    }
    assert!(
        file.sections().all(|section| !section.name().unwrap_or("").starts_with(".data")),
        "nothing is copied at boot"
    );
}

#[test]
fn the_runtime_is_called_although_the_guest_has_a_function_of_its_name() {
    let names =
        ["memset", "memmove", "memcpy", "__aeabi_memset", "__aeabi_memclr", "__aeabi_memmove", "__aeabi_memcpy"];
    let functions: String = names.map(|name| format!("(func ${name} (param i32) (result i32) local.get 0)")).concat();
    let text = format!(
        r#"(module (memory 1) {functions} (func (export "f") (param i32 i32 i32)
            (memory.fill (local.get 0) (i32.const 7) (local.get 2))
            (memory.copy (local.get 0) (local.get 1) (local.get 2))))"#
    );
    let compiled = attempt(&text).unwrap();
    let file = object::File::parse(&*compiled.bytes).unwrap();
    let undefined: Vec<_> =
        file.symbols().filter(|symbol| symbol.is_undefined()).filter_map(|symbol| symbol.name().ok()).collect();
    assert!(undefined.iter().any(|name| name.contains("memset")), "{undefined:?}");
    assert!(undefined.iter().any(|name| name.contains("memmove")), "{undefined:?}");
}

#[test]
fn any_name_is_only_a_name() {
    let names = ["llvm.memset.p0.i32", ".LBB0_1", ".Ltmp0", "$t", "\\00", "\\01floor", "a b", "memcpy", "app_f", ""];
    let functions: String = names.map(|name| format!("(func (@name \"{name}\") (export \"{name}!\"))")).concat();
    let text =
        format!("(module {functions} (func (@name \"same\") (export \"f\")) (func (@name \"same\") (export \"g\")))");
    for name in names {
        let text = format!(
            "(module (memory 1) (func $callee (@name \"{name}\") (param i32) (result i32) local.get 0)
            (table funcref (elem $callee))
            (func (export \"f\") (param i32) (result i32)
                (memory.fill (i32.const 0) (i32.const 0) (local.get 0))
                (call_indirect (param i32) (result i32) (local.get 0) (local.get 0))))"
        );
        let compiled = attempt(&text).unwrap_or_else(|error| panic!("{name:?}: {error}"));
        let file = object::File::parse(&*compiled.bytes).unwrap();
        assert!(file.symbol_by_name("app_f").is_some_and(|symbol| symbol.is_global()), "{name:?}");
    }
    assert!(attempt(&text).is_ok(), "all of them together, and one name twice");
}

#[test]
fn floats_cross_as_the_target_says() {
    let text = "(module (func (export \"f\") (param f32 f32) (result f32) (f32.add (local.get 0) (local.get 1))))";
    let wasm = wat::parse_str(text).unwrap();
    let code = |target| {
        let compiled = compile(&wasm, &Options { target, ..options() }).unwrap();
        let file = object::File::parse(&*compiled.bytes).unwrap();
        let undefined: Vec<_> = file
            .symbols()
            .filter(|symbol| symbol.is_undefined() && !symbol.name().unwrap_or("").is_empty())
            .map(|symbol| symbol.name().unwrap().to_owned())
            .collect();
        (file.section_by_name(".text.app_f").unwrap().data().unwrap().to_vec(), undefined)
    };
    // vadd.f32 s0, s0, s1; bx lr
    assert_eq!(code(Target::CortexM4F), (vec![0x30, 0xee, 0x20, 0x0a, 0x70, 0x47], vec![]));
    assert_eq!(code(Target::CortexM4).1, ["__aeabi_fadd"]);
    assert_eq!(code(Target::CortexM3).1, ["__aeabi_fadd"]);
}

#[test]
fn a_trap_is_where_the_program_made_its_mistake() {
    let text = r#"(module (memory 1) (table 3 funcref) (elem declare func $f)
        (func $f (export "f") (param i32 i32 i32)
            (memory.copy (local.get 0) (local.get 1) (local.get 2))
            (table.fill (local.get 0) (ref.func $f) (local.get 2))))"#;
    let compiled = attempt(text).unwrap();
    let file = object::File::parse(&*compiled.bytes).unwrap();
    let traps = |section: &object::Section<'_, '_>| {
        let data = section.data().unwrap();
        data.chunks(2).filter(|half| half[1] == 0xde).map(|half| half[0]).collect::<Vec<_>>()
    };
    let mut sections = Vec::new();
    for section in file.sections().filter(|section| section.name().unwrap().starts_with(".text.")) {
        let mut kinds = traps(&section);
        kinds.sort_unstable();
        kinds.dedup();
        if !kinds.is_empty() {
            assert_eq!(kinds, [TrapKind::MemoryOutOfBounds as u8, TrapKind::TableOutOfBounds as u8]);
            sections.push(section.name().unwrap().to_owned());
        }
    }
    // The exported wrapper has the function inlined; the function itself stays because its address is taken.
    assert!(
        !sections.is_empty() && sections.iter().all(|name| [".text.app_f", ".text.f"].contains(&&**name)),
        "{sections:?}"
    );
}

#[test]
fn imports_that_cannot_be_bound_are_named() {
    let cases = [
        ("(module (import \"env\" \"memcpy\" (func (param i32 i32 i32) (result i32))))", "the runtime"),
        ("(module (import \"env\" \"f\" (func)) (import \"env\" \"f\" (func (param i32))))", "with another type"),
        ("(module (import \"env\" \"\" (func)))", "is no C identifier"),
        ("(module (import \"env\" \"__cabi_arena_realloc\" (func)) (memory 1))", "has another type than (i32, i32"),
        (
            "(module (import \"env\" \"__cabi_arena_realloc\" (func (param i32 i32 i32 i32) (result i32))))",
            "serves no memory of the module",
        ),
        ("(module (memory 65536))", "more than any target has"),
    ];
    for (text, expected) in cases {
        let message = message(text);
        assert!(message.contains(expected), "{text}: {message}");
    }
}

#[test]
fn many_results_and_labels_compile() {
    let types = "i64 ".repeat(200);
    let zeros = "(i64.const 0) ".repeat(200);
    let drops = "drop ".repeat(200);
    let labels = "0 1 ".repeat(2000);
    let text = format!(
        "(module (func $many (export \"many\") (result {types}) {zeros}) (func (export \"use\") (call $many) {drops})
            (func (export \"switch\") (param i32) (result i32)
                (block (result i32) (block (result i32) (br_table {labels} 1 (i32.const 3) (local.get 0))))))"
    );
    assert!(attempt(&text).is_ok());
}

/// The record of a module comes from outside: impossible regions are refused, and possible ones are the part that is
/// backed.
#[test]
fn regions_of_a_record_are_checked() {
    use dissolve_interface::{Interface, Memory, Region, RegionKind};
    let compile_as = |text: &str, regions: &[(u32, u32)]| {
        let mut module = wat::parse_str(text).unwrap();
        let region = |&(start, end): &(u32, u32)| Region {
            start,
            end,
            kind: RegionKind::Statics,
            components: vec!["a".into()],
            stack_pointer: None,
        };
        let regions = regions.iter().map(region).collect();
        let mut interface = Interface::new();
        interface.memories.push(Memory { component: "app".into(), regions, ..Memory::default() });
        interface.append_to(&mut module);
        let grow = Grow::Bounded(1 << 20);
        compile(&module, &Options { grow, ..options() }).map_err(|error| error.to_string())
    };
    let compile_with = |regions: &[(u32, u32)]| {
        compile_as("(module (memory 2) (func (export \"f\") (result i32) (memory.size)))", regions)
    };
    let grows = compile_as(
        "(module (memory 2 16) (func (export \"f\") (result i32) (memory.grow (i32.const 1))))",
        &[(0, 1000)],
    );
    assert!(grows.unwrap_err().contains("is shared by several components and grows"));
    let object = compile_with(&[(0, 100), (112, 1000)]).unwrap();
    assert_eq!(object.memories[0].window.size(), 1008, "asking for the size does not keep the pages");
    assert_eq!(object.memories[0].window.low, 0);
    for bad in
        [&[(0, 100), (99, 120)][..], &[(100, 120), (0, 50)], &[(5, 5)], &[(6, 5)], &[(0, 131_073)], &[(0, u32::MAX)]]
    {
        let message = compile_with(bad).unwrap_err();
        assert!(message.starts_with("memory 0: the region 0x"), "{bad:?}: {message}");
        assert!(message.contains("fuse the component again"), "{message}");
    }
}

/// A call with a larger frame could jump over the guard below the stack unnoticed.
#[test]
fn a_frame_larger_than_the_guard_is_refused() {
    let function = |values: usize| {
        let locals = "i64 ".repeat(values);
        let take = (0..values).map(|local| format!("(local.set {local} (call $source))")).collect::<String>();
        let give = (0..values).map(|local| format!("(call $sink (local.get {local}))")).collect::<String>();
        format!(
            r#"(module (import "h" "source" (func $source (result i64))) (import "h" "sink" (func $sink (param i64)))
                (func (export "f") (local {locals}) {take} {give}))"#
        )
    };
    assert!(attempt(&function(1000)).is_ok());
    let message = message(&function(8300));
    assert!(
        message.contains("`func[2]` needs a native stack frame of 6") && message.contains("more than 65536"),
        "{message}"
    );
}
