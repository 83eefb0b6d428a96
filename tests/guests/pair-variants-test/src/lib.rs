//! Variants, options and results: the component that implements them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::String;
use alloc::vec::Vec;

use witness::{Witness, canonical_f32, canonical_f64};

dissolve_guest::generate!({
    path: "../pairs/variants.wit",
    world: "test",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use exports::pair::variants::{options, results, variants};
use results::Failure;
use variants::{Branch, Few, Many, Mixed, Tree};

struct Test;

static SEEN: Witness = Witness::new();

fn see(mixed: &Mixed) {
    match mixed {
        Mixed::Nothing => SEEN.see(&0u8),
        Mixed::Byte(x) => SEEN.see(&(1u8, x)),
        Mixed::Single(x) => SEEN.see(&(2u8, canonical_f32(*x))),
        Mixed::Wide(x) => SEEN.see(&(3u8, x)),
        Mixed::Double(x) => SEEN.see(&(4u8, canonical_f64(*x))),
        Mixed::Text(x) => SEEN.see(&(5u8, x)),
        Mixed::Numbers(x) => SEEN.see(&(6u8, x)),
        Mixed::Pair((x, y)) => SEEN.see(&(7u8, canonical_f32(*x), y)),
        Mixed::Letter(x) => SEEN.see(&(8u8, x)),
        Mixed::Few(x) => SEEN.see(&(9u8, *x as u8)),
    }
}

impl variants::Guest for Test {
    fn same_few(x: Few) -> Few {
        SEEN.see(&(x as u8));
        x
    }

    fn next_many(x: Many) -> Many {
        SEEN.see(&(x as u16));
        match x {
            Many::C0 => Many::C1,
            Many::C255 => Many::C256,
            Many::C256 => Many::C255,
            Many::C298 => Many::C299,
            Many::C299 => Many::C0,
            other => other,
        }
    }

    fn same_mixed(x: Mixed) -> Mixed {
        see(&x);
        x
    }

    fn mixes(mut x: Vec<Mixed>) -> Vec<Mixed> {
        x.iter().for_each(see);
        x.reverse();
        x
    }

    fn same_tree(x: Tree) -> Tree {
        match &x {
            Tree::Leaf(leaf) => SEEN.see(leaf),
            Tree::Pair(pair) => SEEN.see(pair),
            Tree::Named(Branch { name, few, value }) => {
                SEEN.see(&(name, *few as u8));
                value.iter().for_each(see);
            }
            Tree::Inner(mixed) => see(mixed),
        }
        x
    }

    fn five(a: Mixed, b: Tree, c: Mixed, d: Few, e: Tree) -> (Tree, Few, Mixed, Tree, Mixed) {
        (e, d, c, b, a)
    }

    fn digest() -> u64 {
        SEEN.digest()
    }
}

/// Functions that give back what they get.
macro_rules! same {
    ($($name:ident: $ty:ty;)*) => {
        $(fn $name(x: $ty) -> $ty {
            x
        })*
    };
}

impl options::Guest for Test {
    same! {
        u64s: Option<u64>;
        f32s: Option<f32>;
        chars: Option<char>;
        tuples: Option<(u64, f32)>;
        units: Option<(bool,)>;
        results: Option<Result<u8, String>>;
    }

    fn u8s(x: Option<u8>) -> Option<u8> {
        SEEN.see(&x);
        x.map(|x| x.wrapping_add(1))
    }

    fn strings(x: Option<String>) -> Option<String> {
        SEEN.see(&x);
        x
    }

    fn lists(mut x: Option<Vec<Option<String>>>) -> Option<Vec<Option<String>>> {
        SEEN.see(&x);
        x.iter_mut().for_each(|list| list.reverse());
        x
    }

    fn nested(x: Option<Option<Option<u16>>>) -> Option<Option<Option<u16>>> {
        SEEN.see(&x);
        x
    }
}

impl results::Guest for Test {
    same! {
        empty: Result<(), ()>;
        ok: Result<u64, ()>;
        both: Result<String, Few>;
        floats: Result<f64, u32>;
        singles: Result<f32, u64>;
        lists: Result<Vec<String>, Failure>;
    }

    fn err(x: Result<(), String>) -> Result<(), String> {
        SEEN.see(&x);
        x
    }

    fn nested(x: Result<Result<u8, String>, Option<u64>>) -> Result<Result<u8, String>, Option<u64>> {
        SEEN.see(&x);
        x
    }

    fn swapped(x: Result<Branch, Failure>) -> Result<Failure, Branch> {
        match x {
            Ok(branch) => Err(branch),
            Err(failure) => Ok(failure),
        }
    }

    fn checked(a: u32, b: u32) -> Result<u32, Failure> {
        match a.checked_div(b) {
            Some(quotient) => Ok(quotient),
            None => Err(Failure { code: a, text: "nothing to divide by".into(), inner: Some(Few::Third) }),
        }
    }
}

export!(Test);
