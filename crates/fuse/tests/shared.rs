//! `--memory shared`: modules of one memory that do what the component does, on a stock engine without multiple memories.
//!
//! Guests here are WebAssembly text as `wasm-ld` would leave it: a stack pointer by name, a stack of 1 MiB below the statics,
//! an exported `__heap_base`. Relocations are in `relocations.rs`.

use dissolve_fuse::{Error, Fused, Grow, MemoryMode, Method, Options, check_shared, fuse};
use dissolve_interface::{ImportKind, RegionKind};
use proptest::prelude::*;
use wasmtime::component::{Component, Linker as ComponentLinker, Val as ComponentVal};
use wasmtime::{Caller, Config, Engine, Extern, Linker, Module, Store, Val};

/// An engine that knows one memory.
fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(false);
    Engine::new(&config).unwrap()
}

fn share(component: &str) -> Fused {
    share_with(component, |_| {}).unwrap()
}

fn share_with(component: &str, change: impl FnOnce(&mut Options)) -> Result<Fused, Error> {
    let wasm = wat::parse_str(component).unwrap();
    let mut options = Options { memory: MemoryMode::Shared, ..Options::new("test") };
    change(&mut options);
    let fused = fuse(&wasm, &options)?;
    check_shared(&fused.bytes, &fused.interface).unwrap();
    Ok(fused)
}

type Calls<'a> = &'a [(&'a str, &'a [u32])];

fn on_component(wasm: &[u8], calls: Calls<'_>) -> Vec<Option<u32>> {
    let engine = Engine::default();
    let component = Component::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let Ok(instance) = ComponentLinker::new(&engine).instantiate(&mut store, &component) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| ComponentVal::U32(argument)).collect();
        let mut results = [ComponentVal::U32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok().map(|()| match results {
            [ComponentVal::U32(value)] => value,
            _ => panic!("`{name}` returns something else than a u32"),
        });
        answers.push(answer);
        if answer.is_none() {
            break;
        }
    }
    answers
}

fn on_fused(wasm: &[u8], calls: Calls<'_>) -> Vec<Option<u32>> {
    let engine = engine();
    let module = Module::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let Ok(instance) = Linker::new(&engine).instantiate(&mut store, &module) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| Val::I32(argument.cast_signed())).collect();
        let mut results = [Val::I32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok();
        answers.push(answer.map(|()| results[0].unwrap_i32().cast_unsigned()));
        if answer.is_none() {
            break;
        }
    }
    answers
}

/// Checks that the shared form of a component answers as the component does; gives the answers and the shared form.
fn same(component: &str, calls: Calls<'_>) -> (Vec<Option<u32>>, Fused) {
    let fused = share(component);
    let expected = on_component(&wat::parse_str(component).unwrap(), calls);
    let actual = on_fused(&fused.bytes, calls);
    assert_eq!(actual, expected, "{}\n{}", fused.explain_memories(), text(&fused));
    (expected, fused)
}

fn text(fused: &Fused) -> String {
    wasmprinter::print_bytes(&fused.bytes).unwrap()
}

/// A guest as a linker leaves it: `STACK` bytes of stack, then `statics` bytes of statics. It keeps a frame of 64 bytes while
/// it calls, checks it afterwards, and uses every kind of memory instruction on its statics.
fn guest(stack: u32, statics: u32, imports: &str, body: &str) -> String {
    let heap_base = stack + statics;
    let pages = heap_base.div_ceil(65536) + 1;
    format!(
        r#"(core module $m {imports}
            (memory (export "memory") {pages})
            (global $__stack_pointer (mut i32) (i32.const {stack}))
            (global (export "__heap_base") i32 (i32.const {heap_base}))
            (data (i32.const {stack}) "0123456789abcdef")
            (data $passive "passive!")
            {body})"#
    )
}

/// A function that leaves a pattern on its stack, calls `inner`, and adds up what it finds there afterwards.
fn frame(inner: &str) -> String {
    format!(
        r#"(func (export "run") (param $n i32) (result i32) (local $sp i32) (local $sum i32)
            (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 64))))
            (memory.fill (local.get $sp) (local.get $n) (i32.const 64))
            (i32.store offset=12 (local.get $sp) (i32.const 0x01020304))
            (local.set $sum {inner})
            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u offset=63 (local.get $sp))))
            (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load offset=12 (local.get $sp))))
            (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 64)))
            (local.get $sum))"#
    )
}

/// `app` calls `driver` `a` and `driver` `b`, which do not know each other.
fn three(app_stack: u32, driver_stack: u32, statics: u32) -> String {
    let driver = guest(
        driver_stack,
        statics,
        "",
        &frame(&format!("(i32.add (i32.load8_u offset={driver_stack} (local.get $n)) (call $count))")).replace(
            "(func (export \"run\")",
            &format!(
                r#"(func $count (result i32)
                    (i32.store offset=20 (i32.const {driver_stack}) (i32.add (i32.load (i32.const {})) (i32.const 1)))
                    (i32.load (i32.const {})))
                (func (export "run")"#,
                driver_stack + 20,
                driver_stack + 20
            ),
        ),
    );
    let import = |name: &str| format!(r#"(import "" "{name}" (func ${name} (param i32) (result i32)))"#);
    let app = guest(
        app_stack,
        64,
        &(import("a") + &import("b")),
        &frame("(i32.add (i32.mul (call $a (local.get $n)) (i32.const 7)) (call $b (i32.const 3)))"),
    );
    let component = |name: &str, module: &str| {
        format!(
            r#"(component ${name} {module} (core instance $i (instantiate $m))
                (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
            (instance ${name} (instantiate ${name}))"#
        )
    };
    let ty = r#"(param "n" u32) (result u32)"#;
    format!(
        r#"(component {} {}
            (component $app (import "a" (func $a {ty})) (import "b" (func $b {ty}))
                (core func $a (canon lower (func $a))) (core func $b (canon lower (func $b)))
                {app}
                (core instance $i (instantiate $m (with "" (instance (export "a" (func $a)) (export "b" (func $b))))))
                (func (export "run") {ty} (canon lift (core func $i "run"))))
            (instance $app (instantiate $app (with "a" (func $a "run")) (with "b" (func $b "run"))))
            (export "run" (func $app "run")) (export "a" (func $a "run")))"#,
        component("a", &driver),
        component("b", &driver),
    )
}

#[test]
fn desktop_memories_are_packed_and_idle_stacks_are_one() {
    let component = three(1 << 20, 1 << 20, 96);
    let (answers, fused) = same(&component, &[("run", &[1]), ("run", &[2]), ("a", &[3]), ("run", &[40])]);
    assert!(answers.iter().take(3).all(Option::is_some));
    let sharing = fused.sharing.as_ref().unwrap();
    let regions: Vec<_> = sharing.regions.iter().map(|region| (region.kind, region.end - region.start)).collect();
    use RegionKind::{Stack, Statics};
    assert_eq!(regions, [(Stack, 2048), (Stack, 2048), (Statics, 96), (Statics, 96), (Statics, 64)]);
    assert_eq!(sharing.regions[0].components.len(), 2, "the drivers share: {}", fused.explain_memories());
    assert_eq!(sharing.conflicts.len(), 2);
    assert_eq!(fused.interface.memories[0].layout.as_ref().unwrap().heap_base, Some(4096 + 96 + 96 + 64));
    assert!(text(&fused).contains(r#"(memory (;0;) 1 1)"#), "{}", text(&fused));
}

#[test]
fn the_stack_budget_is_an_option() {
    let fused = share_with(&three(1 << 20, 1 << 20, 96), |options| options.stack = 200).unwrap();
    let stacks = fused.sharing.unwrap().regions.into_iter().filter(|region| region.kind == RegionKind::Stack);
    assert_eq!(stacks.map(|stack| stack.end - stack.start).collect::<Vec<_>>(), [208, 208], "aligned to 16");
}

/// A stack that lies far below statics with low addresses: the component sees it at negative addresses.
#[test]
fn addresses_below_zero_wrap() {
    for (app_stack, driver_stack, statics) in
        [(1024, 1024, 96), (1024, 256, 4096), (64, 64, 4096), (1 << 20, 128, 16384), (2048, 4096, 96)]
    {
        let component = three(app_stack, driver_stack, statics);
        let (answers, fused) = same(&component, &[("run", &[1]), ("run", &[2]), ("a", &[3])]);
        assert!(answers.iter().all(Option::is_some));
        let wraps = fused.sharing.unwrap().regions.len() == 5;
        assert!(wraps);
    }
    let fused = share(&three(64, 64, 4096));
    assert!(text(&fused).contains("i32.const -"), "a stack pointer below zero: {}", text(&fused));
}

/// Every load and store, at a constant address and at one that is computed, with and without an offset.
#[test]
fn every_access_is_rebased() {
    let loads = [
        ("i32.load", "i32"),
        ("i32.load8_s", "i32"),
        ("i32.load8_u", "i32"),
        ("i32.load16_s", "i32"),
        ("i32.load16_u", "i32"),
        ("i64.load", "i64"),
        ("i64.load8_s", "i64"),
        ("i64.load8_u", "i64"),
        ("i64.load16_s", "i64"),
        ("i64.load16_u", "i64"),
        ("i64.load32_s", "i64"),
        ("i64.load32_u", "i64"),
        ("f32.load", "f32"),
        ("f64.load", "f64"),
        ("v128.load", "v128"),
        ("v128.load8x8_s", "v128"),
        ("v128.load8x8_u", "v128"),
        ("v128.load16x4_s", "v128"),
        ("v128.load16x4_u", "v128"),
        ("v128.load32x2_s", "v128"),
        ("v128.load32x2_u", "v128"),
        ("v128.load8_splat", "v128"),
        ("v128.load16_splat", "v128"),
        ("v128.load32_splat", "v128"),
        ("v128.load64_splat", "v128"),
        ("v128.load32_zero", "v128"),
        ("v128.load64_zero", "v128"),
    ];
    let stores = [
        ("i32.store", "i32"),
        ("i32.store8", "i32"),
        ("i32.store16", "i32"),
        ("i64.store", "i64"),
        ("i64.store8", "i64"),
        ("i64.store16", "i64"),
        ("i64.store32", "i64"),
        ("f32.store", "f32"),
        ("f64.store", "f64"),
        ("v128.store", "v128"),
    ];
    let hash = |ty: &str, value: &str| match ty {
        "i32" => value.to_owned(),
        "i64" => format!("(i32.wrap_i64 (i64.add {value} (i64.shr_u {value} (i64.const 32))))"),
        "f32" => format!("(i32.reinterpret_f32 {value})"),
        "f64" => format!("(i32.wrap_i64 (i64.shr_u (i64.reinterpret_f64 {value}) (i64.const 20)))"),
        _ => format!(
            "(i32.add (i32x4.extract_lane 0 {value}) (i32.add (i32x4.extract_lane 1 {value}) (i32x4.extract_lane 3 {value})))"
        ),
    };
    let made = |ty: &str| match ty {
        "i32" => "(local.get $n)".to_owned(),
        "i64" => "(i64.mul (i64.extend_i32_u (local.get $n)) (i64.const 0x0102030405060708))".to_owned(),
        "f32" => "(f32.convert_i32_u (local.get $n))".to_owned(),
        "f64" => "(f64.convert_i32_u (local.get $n))".to_owned(),
        _ => "(i32x4.splat (local.get $n))".to_owned(),
    };
    for stack in [1024u32, 1 << 20] {
        let mut code = String::new();
        // A computed address, one from a function of two results, and a constant; an offset small, and one that is the address.
        let addresses = [
            ("(i32.add (local.get $base) (i32.and (local.get $n) (i32.const 8)))", 0),
            ("(i32.sub (i32.add (local.get $base) (i32.const 20)) (i32.const 12))", 3),
            ("(i32.and (local.get $n) (i32.const 8))", stack),
            ("(block (result i32) (br_if 0 (local.get $base) (local.get $n)) (drop) (local.get $base))", 16),
            ("(local.get $n) (local.get $base) (call $swap) (drop)", 8),
            ("(i32.const 8)", stack + 3),
        ];
        let constant = format!("(i32.const {})", stack + 24);
        let addresses: Vec<(&str, u32)> = addresses.into_iter().chain([(constant.as_str(), 0)]).collect();
        for (address, offset) in addresses {
            for (store, ty) in stores {
                code.push_str(&format!("{address} {} {store} offset={offset}\n", made(ty)));
                code.push_str("(call $mix (i32.load8_u offset=3 (local.get $base)))");
            }
            for (load, ty) in loads {
                code.push_str(&format!("{address} {load} offset={offset} local.set ${ty}\n"));
                code.push_str(&format!("(call $mix {})\n", hash(ty, &format!("(local.get ${ty})"))));
            }
            for (bits, lanes) in [(8, 16), (16, 8), (32, 4), (64, 2)] {
                let lane = lanes - 1;
                code.push_str(&format!(
                    "{address} (i32x4.splat (local.get $n)) v128.store{bits}_lane offset={offset} {lane}
                     {address} (i32x4.splat (local.get $n)) v128.load{bits}_lane offset={offset} {lane} local.set $v128
                     (call $mix {})\n",
                    hash("v128", "(local.get $v128)")
                ));
            }
        }
        // The value's producer has two results, so that the address lies under what one instruction pushed.
        code.push_str(
            "(call $pair (local.get $base)) i32.store offset=4 (call $mix (i32.load offset=4 (local.get $base)))",
        );
        code.push_str(
            "(call $long (local.get $base)) i64.store offset=9 (call $mix (i32.load offset=13 (local.get $base)))",
        );
        let body = format!(
            r#"(global $sum (mut i32) (i32.const 0))
            (func $mix (param i32)
                (global.set $sum (i32.add (i32.rotl (global.get $sum) (i32.const 5)) (local.get 0))))
            (func $swap (param i32 i32) (result i32 i32) (local.get 1) (local.get 0))
            (func $pair (param i32) (result i32 i32) (local.get 0) (i32.const 77))
            (func $long (param i32) (result i32 i64) (local.get 0) (i64.const 0x1122334455667788))
            (func (export "run") (param $n i32) (result i32)
                (local $base i32) (local $i32 i32) (local $i64 i64) (local $f32 f32) (local $f64 f64) (local $v128 v128)
                (local.set $base (global.get $statics))
                {code}
                (global.get $sum))
            (global $statics (mut i32) (i32.const {stack}))"#
        );
        let other =
            guest(1 << 20, 512, "", "(func (export \"run\") (param i32) (result i32) (i32.load (i32.const 1048576)))");
        let component = format!(
            r#"(component {} (core instance $i (instantiate $m))
                (component $other {other} (core instance $i (instantiate $m))
                    (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
                (instance $other (instantiate $other))
                (export "other" (func $other "run"))
                (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))"#,
            guest(stack, 256, "", &body)
        );
        let calls: Calls<'_> =
            &[("other", &[0]), ("run", &[0]), ("run", &[1]), ("run", &[0xdead_beef]), ("other", &[0])];
        let (answers, fused) = same(&component, calls);
        assert!(answers.iter().all(Option::is_some), "stack {stack}: {answers:?}");
        assert_eq!(answers[0], answers[4], "the neighbour's data is its own");
        assert!(fused.sharing.unwrap().memories.iter().all(|memory| matches!(memory.method, Method::Folded { .. })));
    }
}

/// `memory.copy` between two memories of one module, `memory.fill`, `memory.init`; ranges of no bytes at addresses that are
/// nowhere; ranges of unknown and of known length.
#[test]
fn operations_on_ranges_are_rebased() {
    let other = guest(1 << 20, 128, "", "");
    let body = r#"
        (func $hash (param $at i32) (result i32) (local $sum i32) (local $end i32)
            (local.set $end (i32.add (local.get $at) (i32.const 64)))
            (loop $next
                (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31)) (i32.load8_u (local.get $at))))
                (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
            local.get $sum)
        (func $three (result i32 i32 i32) (i32.const 1048640) (i32.const 1048576) (i32.const 5))
        (func (export "run") (param $n i32) (result i32)
            (memory.copy 0 1 (i32.const 1048592) (i32.const 1048578) (local.get $n))
            (memory.copy 1 0 (i32.const 1048600) (i32.const 1048576) (i32.const 7))
            (memory.copy 0 1 (i32.add (i32.const 1048610) (local.get $n)) (i32.const 1048598) (i32.const 9))
            (call $three) memory.copy 0 0
            (call $three) memory.copy 1 0
            (call $three) drop (i32.const 3) memory.fill 1
            (memory.fill 0 (i32.const 1048630) (local.get $n) (local.get $n))
            (memory.init 0 $passive (i32.const 1048620) (i32.const 2) (local.get $n))
            (memory.init 1 $passive (i32.add (local.get $n) (i32.const 1048632)) (i32.const 1) (i32.const 3))
            ;; Programs do nothing with addresses that they never touch.
            (memory.copy 0 1 (i32.const 1) (i32.const 4) (i32.const 0))
            (memory.copy 1 0 (local.get $n) (i32.const 8) (i32.sub (local.get $n) (local.get $n)))
            (memory.fill 0 (i32.const 1) (i32.const 7) (i32.const 0))
            (memory.init 0 $passive (i32.const 1) (i32.const 0) (i32.const 0))
            (call $hash (i32.const 1048592)))
        (func (export "size") (param i32) (result i32) (i32.const 7))"#;
    let component = format!(
        r#"(component
            {}
            (core instance $other (instantiate $m))
            {}
            (core instance $i (instantiate $m2 (with "other" (instance $other))))
            (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))"#,
        other,
        guest(1 << 20, 128, "", body)
            .replace("core module $m", "core module $m2")
            .replace("$m2 ", "$m2 (import \"other\" \"memory\" (memory $theirs 1))\n")
    );
    // Memory 0 of the second module is the imported one, which is kept whole, as two modules use it.
    let (answers, _) = same(&component, &[("run", &[0]), ("run", &[1]), ("run", &[6]), ("run", &[7])]);
    assert_eq!(answers.last(), Some(&None), "`memory.init` past the segment traps");
    assert!(answers[..3].iter().all(Option::is_some), "{answers:?}");
}

#[test]
fn one_module_instantiated_twice_has_two_regions() {
    let body = r#"(func (export "run") (param $n i32) (result i32)
        (i32.store offset=4 (i32.const 1048576) (i32.add (i32.load (i32.const 1048580)) (local.get $n)))
        (i32.load offset=1048572 (i32.const 8)))"#;
    let component = format!(
        r#"(component {} (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#,
        guest(1 << 20, 64, "", body)
    );
    let (_, fused) = same(&component, &[("a", &[1]), ("b", &[2]), ("a", &[1]), ("b", &[2])]);
    let regions = fused.sharing.unwrap().regions;
    assert_eq!(regions.iter().filter(|region| region.kind == RegionKind::Statics).count(), 2);
    assert_eq!(regions.iter().filter(|region| region.kind == RegionKind::Stack).count(), 1);
}

/// A string that the guest makes on its stack crosses to another component, and one from its statics.
#[test]
fn strings_cross_between_regions() {
    for (sender, receiver) in [(1 << 20, 1 << 20), (64, 64), (1 << 20, 64), (64, 1 << 20)] {
        let body = format!(
            r#"(func (export "run") (param $n i32) (result i32) (local $sp i32)
                (global.set $__stack_pointer (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 32))))
                (memory.copy (local.get $sp) (i32.const {sender}) (i32.const 16))
                (i32.add
                    (call $hash (local.get $sp) (local.get $n))
                    (call $hash (i32.const {}) (local.get $n)))
                (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 32))))"#,
            sender + 2
        );
        let hash = format!(
            r#"(global $next (mut i32) (i32.const {}))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (if (i32.eqz (local.get 3)) (then (return (local.get 2))))
                (global.set $next (i32.add (global.get $next) (local.get 3)))
                (i32.sub (global.get $next) (local.get 3)))
            (func (export "hash") (param $at i32) (param $n i32) (result i32) (local $sum i32)
                (local.set $sum (local.get $n))
                (block $done (loop $next
                    (br_if $done (i32.eqz (local.get $n)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
                        (i32.load8_u (i32.add (local.get $at) (local.get $n)))))
                    (br $next)))
                local.get $sum)"#,
            receiver + 64
        );
        let component = format!(
            r#"(component
                (component $inner {} (core instance $i (instantiate $m))
                    (func (export "hash") (param "s" string) (result u32)
                        (canon lift (core func $i "hash") (memory $i "memory") (realloc (func $i "realloc")))))
                (instance $inner (instantiate $inner))
                (component $outer (import "hash" (func $hash (param "s" string) (result u32)))
                    (core module $shim (table (export "t") 1 funcref)
                        (type $ty (func (param i32 i32) (result i32)))
                        (func (export "hash") (param i32 i32) (result i32)
                            (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))
                    (core instance $shim (instantiate $shim))
                    {}
                    (core instance $i (instantiate $m (with "" (instance (export "hash" (func $shim "hash"))))))
                    (core func $lowered (canon lower (func $hash) (memory $i "memory")))
                    (core module $fixup (import "" "t" (table 1 funcref))
                        (import "" "f" (func (param i32 i32) (result i32))) (elem (i32.const 0) func 0))
                    (core instance (instantiate $fixup (with "" (instance
                        (export "t" (table $shim "t")) (export "f" (func $lowered))))))
                    (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
                (instance $outer (instantiate $outer (with "hash" (func $inner "hash"))))
                (export "run" (func $outer "run")))"#,
            guest(receiver, 512, "", &hash),
            guest(sender, 64, r#"(import "" "hash" (func $hash (param i32 i32) (result i32)))"#, &body)
        );
        let (answers, fused) = same(&component, &[("run", &[0]), ("run", &[1]), ("run", &[14]), ("run", &[9])]);
        assert!(answers.iter().all(Option::is_some), "{answers:?}");
        // The caller reaches the callee through the table, so both have a stack.
        let regions = &fused.sharing.as_ref().unwrap().regions;
        let stacks = regions.iter().filter(|region| region.kind == RegionKind::Stack).count();
        assert_eq!(stacks, 2, "{}", fused.explain_memories());
    }
}

const ARENA: &str = r#"(import "cabi-arena-realloc"
    (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))"#;

/// Three instances that take blocks of the arena: two of a packed module, one of a whole memory.
fn arenas() -> String {
    let import = r#"(import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))"#;
    let body = r#"(func (export "run") (param $length i32) (result i32) (local $block i32)
        (local.set $block (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get $length)))
        (memory.fill (local.get $block) (i32.const 1) (local.get $length))
        (local.set $block (call $realloc (local.get $block) (local.get $length) (i32.const 8)
            (i32.add (local.get $length) (i32.const 1))))
        (i32.store8 (i32.add (local.get $block) (local.get $length)) (i32.const 5))
        (i32.add (i32.load8_u (local.get $block))
            (i32.add (i32.load8_u (i32.add (local.get $block) (local.get $length)))
                (call $realloc (local.get $block) (i32.add (local.get $length) (i32.const 1)) (i32.const 8) (i32.const 0)))))"#;
    format!(
        r#"(component {ARENA}
            (core func $arena (canon lower (func $arena)))
            (core instance $env (export "__cabi_arena_realloc" (func $arena)))
            {}
            (core module $whole {import} (memory 1) {body})
            (core instance $a (instantiate $m (with "env" (instance $env))))
            (core instance $b (instantiate $m (with "env" (instance $env))))
            (core instance $c (instantiate $whole (with "env" (instance $env))))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run")))
            (func (export "c") (param "n" u32) (result u32) (canon lift (core func $c "run"))))"#,
        guest(1 << 20, 64, import, body)
    )
}

#[test]
fn all_arenas_become_one_import_with_addresses_of_the_shared_memory() {
    let fused = share(&arenas());
    let [import] = &fused.interface.imports[..] else { panic!("{:?}", fused.interface.imports) };
    assert_eq!((import.module.as_str(), import.field.as_str()), ("env", "__cabi_arena_realloc"));
    assert_eq!(
        import.kind,
        ImportKind::Passthrough { symbol: "__cabi_arena_realloc".into(), memory: Some(0), base: 0 }
    );
    let end = fused.sharing.as_ref().unwrap().regions.last().unwrap().end;
    let engine = engine();
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let mut linker = Linker::new(&engine);
    // The host takes each block from the first page behind the regions, and remembers what it was called with.
    linker
        .func_wrap(
            "env",
            "__cabi_arena_realloc",
            |mut caller: Caller<'_, Vec<[u32; 4]>>, a: u32, b: u32, c: u32, d: u32| {
                caller.data_mut().push([a, b, c, d]);
                assert!(caller.get_export("memory").is_none_or(|export| matches!(export, Extern::Memory(_))));
                if d == 0 { c } else { 0x18000 }
            },
        )
        .unwrap();
    let mut store = Store::new(&engine, Vec::new());
    let instance = linker.instantiate(&mut store, &module).unwrap();
    assert!(end < 0x18000);
    for name in ["a", "b", "c"] {
        let run = instance.get_typed_func::<u32, u32>(&mut store, name).unwrap();
        assert_eq!(run.call(&mut store, 100).unwrap(), 1 + 5 + 8, "{name}");
        let calls = std::mem::take(store.data_mut());
        assert_eq!(calls[1..], [[0x18000, 100, 8, 101], [0x18000, 101, 8, 0]], "{name}");
        assert_eq!(calls[0], [0, 0, 8, 100], "{name}");
    }
}

/// What the embedder gets are addresses as the component counts them; the record says where they are in the memory.
#[test]
fn imports_of_the_embedder_have_a_base() {
    let imports = r#"(import "" "log" (func $log (param i32 i32))) (import "env" "poke" (func $poke (param i32)))"#;
    let body = r#"(func (export "run") (param i32) (result i32)
        (call $log (i32.const 1048579) (i32.const 5)) (call $poke (i32.const 1048576))
        (i32.load8_u (i32.const 1048576)))"#;
    let instance = |name: &str| {
        format!(
            r#"(core instance ${name} (instantiate $m (with "" (instance (export "log" (func $log))))
                (with "env" (instance (export "poke" (func $poke))))))
            (func (export "{name}") (param "n" u32) (result u32) (canon lift (core func ${name} "run")))"#
        )
    };
    let guest = guest(1 << 20, 64, imports, body);
    let component = format!(
        r#"(component
            (@custom "dissolve:passthrough" "[{{\"name\":\"poke\",\"module\":\"env\",\"field\":\"poke\"}}]")
            (import "log" (func $log_host (param "s" string)))
            (import "poke" (func $poke_host (param "p0" u32)))
            (core module $shim (table (export "t") 1 funcref) (type $ty (func (param i32 i32)))
                (func (export "log") (param i32 i32)
                    (call_indirect (type $ty) (local.get 0) (local.get 1) (i32.const 0))))
            (core instance $shim (instantiate $shim))
            (alias core export $shim "log" (core func $log))
            (core func $poke (canon lower (func $poke_host)))
            {guest} {}
            (core func $lowered (canon lower (func $log_host) (memory $a "memory")))
            (core module $fixup (import "" "t" (table 1 funcref)) (import "" "f" (func (param i32 i32)))
                (elem (i32.const 0) func 0))
            (core instance (instantiate $fixup (with "" (instance
                (export "t" (table $shim "t")) (export "f" (func $lowered)))))))"#,
        instance("a"),
    );
    let fused = share(&component);
    let base = match &fused.interface.imports[..] {
        [first, second] => {
            let mut bases = Vec::new();
            for import in [first, second] {
                bases.push(match &import.kind {
                    ImportKind::Host { options, .. } => (options.memory, options.base),
                    ImportKind::Passthrough { symbol, memory, base } => {
                        assert_eq!(symbol, "poke");
                        (*memory, *base)
                    }
                    ImportKind::Destructor { resource } => panic!("there is no resource {resource}"),
                });
            }
            assert_eq!(bases[0], bases[1], "both serve the same guest");
            assert_eq!(bases[0].0, Some(0));
            bases[0].1
        }
        other => panic!("{other:?}"),
    };
    let engine = engine();
    let module = Module::new(&engine, &fused.bytes).unwrap();
    let mut linker = Linker::new(&engine);
    let memory = |caller: &mut Caller<'_, String>| caller.get_export("memory").unwrap().into_memory().unwrap();
    linker
        .func_wrap("$root", "log", move |mut caller: Caller<'_, String>, pointer: u32, length: u32| {
            let start = pointer.wrapping_add(base) as usize;
            let text = memory(&mut caller).data(&caller)[start..][..length as usize].to_vec();
            *caller.data_mut() = String::from_utf8(text).unwrap();
        })
        .unwrap();
    linker
        .func_wrap("env", "poke", move |mut caller: Caller<'_, String>, pointer: u32| {
            memory(&mut caller).data_mut(&mut caller)[pointer.wrapping_add(base) as usize] = 77;
        })
        .unwrap();
    let mut store = Store::new(&engine, String::new());
    let instance = linker.instantiate(&mut store, &module).unwrap();
    let run = instance.get_typed_func::<u32, u32>(&mut store, "a").unwrap();
    assert_eq!(run.call(&mut store, 0).unwrap(), 77);
    assert_eq!(store.data(), "34567");
}

#[test]
fn an_arena_can_be_bound_in_the_shared_memory() {
    let fused = share_with(&arenas(), |options| options.bind_arena = Some(512)).unwrap();
    assert_eq!(fused.interface.imports, []);
    let calls: Calls<'_> = &[("a", &[100]), ("b", &[200]), ("c", &[300]), ("a", &[400]), ("c", &[600])];
    assert_eq!(on_fused(&fused.bytes, calls), [Some(14), Some(14), Some(14), Some(14), None]);
    assert!(fused.explain_memories().contains("512  arena of all"), "{}", fused.explain_memories());
}

#[test]
fn a_guest_that_asks_for_its_size_keeps_its_memory() {
    let body = r#"(func (export "run") (param i32) (result i32)
        (i32.store (i32.sub (i32.shl (memory.size) (i32.const 16)) (i32.const 4)) (local.get 0))
        (i32.add (memory.size) (i32.load (i32.const 1179644))))"#;
    let component = format!(
        r#"(component {} (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
            (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#,
        guest(1 << 20, 64, "", body)
    );
    let (answers, fused) = same(&component, &[("a", &[5]), ("b", &[6]), ("a", &[7])]);
    assert_eq!(answers, [Some(18 + 5), Some(18 + 6), Some(18 + 7)]);
    let explained = fused.explain_memories();
    assert!(explained.contains("kept whole: function 0 of its module asks for its size"), "{explained}");
    assert!(!text(&fused).contains("memory.size"));
}

#[test]
fn what_is_surely_outside_traps() {
    for access in [
        "(i32.load (i32.const 65536))",
        "(i32.load offset=65535 (i32.const 1))",
        "(i32.store (i32.const 70000) (local.get 0)) (i32.const 1)",
        "(i32.load offset=4294967295 (i32.const 1))",
    ] {
        let component = format!(
            r#"(component (core module $m (memory 1) (func (export "run") (param i32) (result i32) {access}))
                (core module $next (memory 1) (func (export "run") (param i32) (result i32) (i32.load (i32.const 0))))
                (core instance $a (instantiate $m)) (core instance $b (instantiate $next))
                (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run")))
                (func (export "run") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#
        );
        assert_eq!(same(&component, &[("b", &[0]), ("run", &[9])]).0, [Some(0), None], "{access}");
    }
}

#[test]
fn code_that_cannot_be_reached_stays_valid() {
    let body = r#"(func (export "run") (param i32) (result i32)
        (block (br 0) i32.store offset=4 memory.copy drop)
        (if (local.get 0) (then (return (i32.const 3)) i32.load (drop) unreachable) (else (nop)))
        (i32.load (i32.const 1048576)))"#;
    let component = format!(
        r#"(component {} (core instance $a (instantiate $m))
            (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#,
        guest(1 << 20, 64, "", body)
    );
    same(&component, &[("a", &[1]), ("a", &[0])]);
}

#[test]
fn growth_is_refused_or_denied() {
    let component = r#"(component
        (core module $m (memory 1) (func (export "run") (param i32) (result i32) (memory.grow (local.get 0))))
        (core instance $a (instantiate $m))
        (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#;
    let refused = |grow| share_with(component, |options| options.grow = grow).unwrap_err().to_string();
    assert!(refused(Grow::Reject).contains("executes `memory.grow`"));
    let message = refused(Grow::Keep);
    assert!(message.starts_with("component `test`: a memory that components share cannot grow"), "{message}");
    assert!(message.contains("--grow deny") && message.contains("--memory isolated"), "{message}");
    let denied = share_with(component, |options| options.grow = Grow::Deny).unwrap();
    assert_eq!(on_fused(&denied.bytes, &[("a", &[1])]), [Some(u32::MAX)]);
}

#[test]
fn memories_that_fit_no_memory_are_refused() {
    let component = |pages| {
        format!(
            r#"(component (core module $m (memory {pages}) (func (export "run") (param i32) (result i32) (local.get 0)))
                (core instance $a (instantiate $m)) (core instance $b (instantiate $m))
                (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run")))
                (func (export "b") (param "n" u32) (result u32) (canon lift (core func $b "run"))))"#
        )
    };
    let error = share_with(&component(32768), |_| {}).unwrap_err().to_string();
    assert_eq!(
        error,
        "component `test`: its memories together need 4294967296 bytes, which is more than one memory has (4 GiB)"
    );
    assert!(share_with(&component(65536), |_| {}).is_err());
    assert!(share_with(&component(16384), |_| {}).is_ok());
    assert!(share_with(&component(0), |_| {}).is_ok());
}

#[test]
fn a_component_without_memories_stays_as_it_is() {
    let component = r#"(component
        (core module $m (func (export "run") (param i32) (result i32) (local.get 0)))
        (core instance $a (instantiate $m))
        (func (export "a") (param "n" u32) (result u32) (canon lift (core func $a "run"))))"#;
    let wasm = wat::parse_str(component).unwrap();
    let shared = fuse(&wasm, &Options { memory: MemoryMode::Shared, ..Options::new("test") }).unwrap();
    let isolated = fuse(&wasm, &Options::new("test")).unwrap();
    assert_eq!(shared.bytes, isolated.bytes);
}

#[test]
fn the_explanation_names_every_region() {
    let fused = share(&three(1 << 20, 1 << 20, 96));
    let expected = "\
memory: shared, 4352 bytes (pages of 64 KiB: 1)
  0x00000000..0x00000800     2048  stack of `a`, `b`
  0x00000800..0x00001000     2048  stack of `app`
  0x00001000..0x00001060       96  statics of `a`
  0x00001060..0x000010c0       96  statics of `b`
  0x000010c0..0x00001100       64  statics of `app`
addresses:
  `a`: 0xfff01000 added to each; it carries no relocations
  `b`: 0xfff01060 added to each; it carries no relocations
  `app`: 0xfff010c0 added to each; it carries no relocations
stacks apart, as both can be active at once:
  `app` calls `a`
  `app` calls `b`
";
    assert_eq!(fused.explain_memories(), expected);
}

proptest! {
    /// Changed inputs are refused or make a module that its record is true of; the pass finds no fault with itself.
    #[test]
    fn changed_bytes_never_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        stack in prop_oneof![Just(0), Just(u32::MAX), any::<u32>()],
        deny: bool,
        which in 0..3,
    ) {
        let text = match which {
            0 => three(64, 1 << 20, 96),
            1 => arenas(),
            _ => three(1024, 1024, 4096),
        };
        let mut wasm = wat::parse_str(text).unwrap();
        for (index, byte) in changes {
            let at = index.index(wasm.len());
            wasm[at] = byte;
        }
        let grow = if deny { Grow::Deny } else { Grow::Reject };
        match fuse(&wasm, &Options { grow, stack, memory: MemoryMode::Shared, ..Options::new("app") }) {
            Ok(fused) if !fused.interface.memories.is_empty() => {
                prop_assert_eq!(check_shared(&fused.bytes, &fused.interface), Ok(()));
            }
            Ok(_) => {}
            Err(Error::Internal { message, .. }) => prop_assert!(false, "{}", message),
            Err(_) => {}
        }
    }
}

#[test]
fn any_stack_budget_is_one() {
    for (stack, size) in [(0, 16), (1, 16), (17, 32), (1 << 20, 1 << 20), (u32::MAX, 1 << 20)] {
        let fused = share_with(&three(1 << 20, 1 << 20, 96), |options| options.stack = stack).unwrap();
        let regions = fused.sharing.unwrap().regions;
        assert_eq!(regions[0].end - regions[0].start, size, "{stack}");
    }
}
