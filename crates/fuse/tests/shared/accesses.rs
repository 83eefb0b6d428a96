//! Instructions of every kind on rebased addresses.

use dissolve_fuse::Method;

use super::engines::{Calls, same, share, text};
use super::guests::{guest, three};

/// A stack far below statics with low addresses: the component sees it at negative addresses.
#[test]
fn addresses_below_zero_wrap() {
    for (app_stack, driver_stack, statics) in
        [(1024, 1024, 96), (1024, 256, 4096), (64, 64, 4096), (1 << 20, 128, 16384), (2048, 4096, 96)]
    {
        let component = three(app_stack, driver_stack, statics);
        let (answers, fused) = same(&component, &[("run", &[1]), ("run", &[2]), ("a", &[3])]);
        assert!(answers.iter().all(Option::is_some));
        assert_eq!(fused.sharing.unwrap().regions.len(), 4, "a stack, and the statics of each");
    }
    let fused = share(&three(64, 64, 4096));
    assert!(text(&fused).contains("i32.const -"), "a stack pointer below zero: {}", text(&fused));
}

/// Every load and store, at a constant address and at a computed one, with and without an offset.
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
        // Computed addresses, one from a function with two results, and a constant; small offsets, and one that is the
        // address itself.
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
        // The value's producer has two results, so no single instruction pushed the address below it.
        code.push_str(
            "(call $pair (local.get $base)) i32.store offset=4 (call $mix (i32.load offset=4 (local.get $base)))",
        );
        code.push_str(
            "(call $long (local.get $base)) i64.store offset=9 (call $mix (i32.load offset=13 (local.get $base)))",
        );
        // The address is a constant that lies under the arguments of a call, which are constants too.
        code.push_str(&format!(
            "(i32.const {}) (call $combine (i32.const 40) (i32.const 41) (i32.const 3)) i32.store
             (call $mix (i32.load (i32.const {})))",
            stack + 32,
            stack + 32
        ));
        let body = format!(
            r#"(global $sum (mut i32) (i32.const 0))
            (func $mix (param i32)
                (global.set $sum (i32.add (i32.rotl (global.get $sum) (i32.const 5)) (local.get 0))))
            (func $combine (param i32 i32 i32) (result i32)
                (i32.add (i32.mul (local.get 0) (local.get 1)) (local.get 2)))
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

/// `memory.copy` between two memories of one module, `memory.fill` and `memory.init`; ranges of no bytes at addresses
/// outside every region; ranges of known and of unknown length.
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
    // Memory 0 of the second module is the imported one, which is kept whole, because two modules use it.
    let (answers, _) = same(&component, &[("run", &[0]), ("run", &[1]), ("run", &[6]), ("run", &[7])]);
    assert_eq!(answers.last(), Some(&None), "`memory.init` past the segment traps");
    assert!(answers[..3].iter().all(Option::is_some), "{answers:?}");
}

/// No byte of such a range need be there: below the stack's budget, and at the end of what the component takes its memory for.
#[test]
fn ranges_of_no_bytes_may_lie_anywhere() {
    let body = r#"(func (export "run") (param $n i32) (result i32)
        (memory.fill (i32.const 1) (i32.const 7) (i32.const 0))
        (memory.copy (i32.const 1179648) (i32.const 2) (i32.const 0))
        (memory.fill (i32.add (local.get $n) (i32.const 1179646)) (i32.const 7) (i32.const 0))
        (memory.copy (i32.const 1048580) (local.get $n) (i32.const 0))
        (i32.load (i32.const 1048576)))"#;
    let other =
        guest(1 << 20, 512, "", "(func (export \"run\") (param i32) (result i32) (i32.load (i32.const 1048576)))");
    let component = format!(
        r#"(component {} (core instance $i (instantiate $m))
            (component $other {other} (core instance $i (instantiate $m))
                (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))
            (instance $other (instantiate $other))
            (export "other" (func $other "run"))
            (func (export "run") (param "n" u32) (result u32) (canon lift (core func $i "run"))))"#,
        guest(1 << 20, 128, "", body)
    );
    let (answers, fused) = same(&component, &[("run", &[0]), ("other", &[0]), ("run", &[2])]);
    assert!(answers.iter().all(Option::is_some), "{answers:?}");
    assert_eq!(fused.sharing.unwrap().regions.len(), 3, "a stack, and the statics of each");
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
