// Variants, options and results: the component that checks them, in any mode.

extern crate alloc;

#[path = "witness.rs"]
mod witness;

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use pair::variants::{options, results, variants};
use results::Failure;
use variants::{Branch, Few, Many, Mixed, Tree};
use witness::{Witness, canonical_f32, canonical_f64};

/// The same imports as the linker sees them, for values that no Rust type has.
mod raw {
    #[link(wasm_import_module = "pair:variants/variants")]
    unsafe extern "C" {
        #[link_name = "same-few"]
        pub fn same_few(x: u32) -> u32;
        #[link_name = "next-many"]
        pub fn next_many(x: u32) -> u32;
        #[link_name = "same-mixed"]
        pub fn same_mixed(case: u32, payload: u64, length: u64, result: *mut u64);
        pub fn five(parameters: u32, result: *mut u64);
    }

    #[link(wasm_import_module = "pair:variants/options")]
    unsafe extern "C" {
        pub fn u8s(case: u32, payload: u32, result: *mut u64);
    }

    #[link(wasm_import_module = "pair:variants/results")]
    unsafe extern "C" {
        pub fn empty(case: u32) -> u32;
    }
}

/// Equality of floats by their bits, any NaN alike.
fn alike(witness: &Witness, got: &Mixed, expected: &Mixed) {
    match (got, expected) {
        (Mixed::Nothing, Mixed::Nothing) => witness.holds(true),
        (Mixed::Byte(x), Mixed::Byte(y)) => witness.equal(x, y),
        (Mixed::Single(x), Mixed::Single(y)) => witness.same_f32(*x, *y),
        (Mixed::Wide(x), Mixed::Wide(y)) => witness.equal(x, y),
        (Mixed::Double(x), Mixed::Double(y)) => witness.same_f64(*x, *y),
        (Mixed::Text(x), Mixed::Text(y)) => witness.equal(x, y),
        (Mixed::Numbers(x), Mixed::Numbers(y)) => witness.equal(x, y),
        (Mixed::Pair((a, x)), Mixed::Pair((b, y))) => {
            witness.equal(&(canonical_f32(*a), x), &(canonical_f32(*b), y));
        }
        (Mixed::Letter(x), Mixed::Letter(y)) => witness.equal(x, y),
        (Mixed::Few(x), Mixed::Few(y)) => witness.equal(&(*x as u8), &(*y as u8)),
        _ => witness.holds(false),
    }
}

fn branches_alike(witness: &Witness, got: &Branch, expected: &Branch) {
    witness.equal(&(&got.name, got.few as u8), &(&expected.name, expected.few as u8));
    match (&got.value, &expected.value) {
        (None, None) => witness.holds(true),
        (Some(x), Some(y)) => alike(witness, x, y),
        _ => witness.holds(false),
    }
}

fn trees_alike(witness: &Witness, got: &Tree, expected: &Tree) {
    match (got, expected) {
        (Tree::Leaf(x), Tree::Leaf(y)) => witness.equal(x, y),
        (Tree::Pair(x), Tree::Pair(y)) => witness.equal(x, y),
        (Tree::Named(x), Tree::Named(y)) => branches_alike(witness, x, y),
        (Tree::Inner(x), Tree::Inner(y)) => alike(witness, x, y),
        _ => witness.holds(false),
    }
}

fn failures_alike(witness: &Witness, got: &Failure, expected: &Failure) {
    let parts = |failure: &Failure| (failure.code, failure.text.clone(), failure.inner.map(|few| few as u8));
    witness.equal(&parts(got), &parts(expected));
}

fn mixes() -> Vec<Mixed> {
    vec![
        Mixed::Nothing,
        Mixed::Byte(0),
        Mixed::Byte(255),
        Mixed::Single(-0.0),
        Mixed::Single(f32::NAN),
        Mixed::Single(f32::NEG_INFINITY),
        Mixed::Wide(u64::MAX),
        Mixed::Wide(1 << 32),
        Mixed::Double(f64::from_bits(1)),
        Mixed::Double(f64::NAN),
        Mixed::Double(-1.0 / 3.0),
        Mixed::Text(String::new()),
        Mixed::Text("Grüße 🦀".into()),
        Mixed::Numbers(vec![]),
        Mixed::Numbers(vec![1, u32::MAX, 1 << 31]),
        Mixed::Pair((1.5, u64::MAX - 1)),
        Mixed::Letter('\u{10ffff}'),
        Mixed::Few(Few::Third),
    ]
}

fn branch() -> Branch {
    Branch { name: "Zweig".into(), few: Few::Second, value: Some(Mixed::Double(2.5)) }
}

fn trees() -> Vec<Tree> {
    vec![
        Tree::Leaf(i32::MIN),
        Tree::Pair((-1, None)),
        Tree::Pair((7, Some("seven".into()))),
        Tree::Named(branch()),
        Tree::Named(Branch { name: String::new(), few: Few::First, value: None }),
        Tree::Named(Branch { name: "n".into(), few: Few::Third, value: Some(Mixed::Numbers(vec![3, 2, 1])) }),
        Tree::Inner(Mixed::Nothing),
        Tree::Inner(Mixed::Text("inner".into())),
        Tree::Inner(Mixed::Single(f32::MAX)),
    ]
}

fn cases(witness: &Witness) {
    for few in [Few::First, Few::Second, Few::Third] {
        witness.equal(&(variants::same_few(few) as u8), &(few as u8));
    }
    let next = [
        (Many::C0, Many::C1),
        (Many::C255, Many::C256),
        (Many::C256, Many::C255),
        (Many::C298, Many::C299),
        (Many::C299, Many::C0),
        (Many::C7, Many::C7),
    ];
    for (many, next) in next {
        witness.equal(&(variants::next_many(many) as u16), &(next as u16));
    }
    let all = mixes();
    for mixed in &all {
        alike(witness, &variants::same_mixed(mixed), mixed);
    }
    let got = variants::mixes(&all);
    witness.equal(&got.len(), &all.len());
    for (got, expected) in got.iter().rev().zip(&all) {
        alike(witness, got, expected);
    }
    witness.holds(variants::mixes(&[]).is_empty());
    let trees = trees();
    for tree in &trees {
        trees_alike(witness, &variants::same_tree(tree), tree);
    }
    for (shift, mixed) in all.iter().enumerate() {
        let (one, other) = (&trees[shift % trees.len()], &trees[(shift + 4) % trees.len()]);
        let (e, d, c, b, a) = variants::five(mixed, one, &all[all.len() - 1 - shift], Few::Second, other);
        alike(witness, &a, mixed);
        trees_alike(witness, &b, one);
        alike(witness, &c, &all[all.len() - 1 - shift]);
        witness.equal(&(d as u8), &(Few::Second as u8));
        trees_alike(witness, &e, other);
    }
}

fn maybe(witness: &Witness) {
    witness.equal(&options::u8s(None), &None);
    witness.equal(&options::u8s(Some(254)), &Some(255));
    for x in [None, Some(0), Some(u64::MAX)] {
        witness.equal(&options::u64s(x), &x);
    }
    for x in [None, Some(-0.0), Some(f32::NAN), Some(f32::MIN)] {
        witness.equal(&options::f32s(x).map(canonical_f32), &x.map(canonical_f32));
    }
    for x in [None, Some('\0'), Some('🦀')] {
        witness.equal(&options::chars(x), &x);
    }
    for x in [None, Some(""), Some("ein Wort")] {
        witness.equal(&options::strings(x).as_deref(), &x);
    }
    let lists = [None, Some("a".to_string()), None, Some(String::new()), Some("bü".to_string())];
    witness.equal(&options::lists(None), &None);
    witness.equal(&options::lists(Some(&[])), &Some(vec![]));
    witness.equal(&options::lists(Some(&lists)), &Some(lists.iter().cloned().rev().collect()));
    for x in [None, Some((1 << 40, 0.5)), Some((0, -0.0))] {
        let bits = |x: Option<(u64, f32)>| x.map(|(x, y)| (x, canonical_f32(y)));
        witness.equal(&bits(options::tuples(x)), &bits(x));
    }
    for x in [None, Some((true,)), Some((false,))] {
        witness.equal(&options::units(x), &x);
    }
    for x in [None, Some(None), Some(Some(None)), Some(Some(Some(65535)))] {
        witness.equal(&options::nested(x), &x);
    }
    for x in [None, Some(Ok(7)), Some(Err("err")), Some(Err(""))] {
        let owned = x.map(|x| x.map_err(ToString::to_string));
        witness.equal(&options::results(x), &owned);
    }
}

fn outcomes(witness: &Witness) {
    for x in [Ok(()), Err(())] {
        witness.equal(&results::empty(x), &x);
    }
    for x in [Ok(u64::MAX), Ok(0), Err(())] {
        witness.equal(&results::ok(x), &x);
    }
    for x in [Ok(()), Err(""), Err("wrong")] {
        witness.equal(&results::err(x), &x.map_err(ToString::to_string));
    }
    for x in [Ok("right"), Ok(""), Err(Few::First), Err(Few::Third)] {
        let got = results::both(x.as_ref().copied()).map_err(|few| few as u8);
        witness.equal(&got, &x.map(ToString::to_string).map_err(|few| few as u8));
    }
    for x in [Ok(f64::NAN), Ok(-0.0), Ok(1e300), Err(0), Err(u32::MAX)] {
        witness.equal(&results::floats(x).map(canonical_f64), &x.map(canonical_f64));
    }
    for x in [Ok(f32::NAN), Ok(-0.0), Ok(1e30), Err(0), Err(u64::MAX)] {
        witness.equal(&results::singles(x).map(canonical_f32), &x.map(canonical_f32));
    }
    for x in [Ok(Ok(9)), Ok(Err("inner")), Err(None), Err(Some(1 << 63))] {
        let owned = x.map(|x| x.map_err(ToString::to_string));
        witness.equal(&results::nested(x), &owned);
    }
    let words = vec!["one".to_string(), String::new()];
    let failure = Failure { code: 404, text: "not here".into(), inner: None };
    match results::lists(Ok(&words)) {
        Ok(got) => witness.equal(&got, &words),
        Err(_) => witness.holds(false),
    }
    match results::lists(Err(&failure)) {
        Err(got) => failures_alike(witness, &got, &failure),
        Ok(_) => witness.holds(false),
    }
    match results::swapped(Ok(&branch())) {
        Err(got) => branches_alike(witness, &got, &branch()),
        Ok(_) => witness.holds(false),
    }
    match results::swapped(Err(&failure)) {
        Ok(got) => failures_alike(witness, &got, &failure),
        Err(_) => witness.holds(false),
    }
    witness.equal(&results::checked(22, 7).ok(), &Some(3));
    match results::checked(22, 0) {
        Err(got) => {
            let expected = Failure { code: 22, text: "nothing to divide by".into(), inner: Some(Few::Third) };
            failures_alike(witness, &got, &expected);
        }
        Ok(_) => witness.holds(false),
    }
}

/// Room for a result.
fn result() -> [u64; 8] {
    [0; 8]
}

/// More than a memory of a few pages has.
const FAR: u32 = 0xffff_0000;

struct Runner;

impl Guest for Runner {
    fn run() -> Outcome {
        let witness = Witness::new();
        cases(&witness);
        maybe(&witness);
        outcomes(&witness);
        witness.see(&variants::digest());
        Outcome { checks: witness.checks(), digest: witness.digest() }
    }

    fn trap_bad_few() {
        // SAFETY: a scalar goes in and out.
        unsafe { raw::same_few(3) };
    }

    fn trap_bad_many() {
        // SAFETY: a scalar goes in and out.
        unsafe { raw::next_many(300) };
    }

    fn trap_bad_variant() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::same_mixed(10, 0, 0, result().as_mut_ptr()) };
    }

    fn trap_bad_option() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::u8s(2, 0, result().as_mut_ptr()) };
    }

    fn trap_bad_result() {
        // SAFETY: a scalar goes in and out.
        unsafe { raw::empty(2) };
    }

    fn trap_payload_bad_char() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::same_mixed(8, 0xd800, 0, result().as_mut_ptr()) };
    }

    fn trap_payload_bad_enum() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::same_mixed(9, 3, 0, result().as_mut_ptr()) };
    }

    fn trap_payload_out_of_bounds() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::same_mixed(5, FAR.into(), 0x2_0000, result().as_mut_ptr()) };
    }

    fn trap_spilled_out_of_bounds() {
        // SAFETY: what is no value stops the call.
        unsafe { raw::five(0xffff_fff8, [0; 64].as_mut_ptr()) };
    }
}

export!(Runner);
