//! Manifests that the generator refuses, and what it says.

use dissolve_bindings::{Error, rust};
use dissolve_interface::{StringEncoding, ValueType as T};

use crate::world::{World, list, option, record};

fn refused(world: &World) -> String {
    rust(&world.manifest).unwrap_err().to_string()
}

#[test]
fn what_cannot_be_passed_is_named() {
    let world = || World::new("w").exported_resource("a:b/c#r");
    for (world, expected) in [
        (
            world().encoding(StringEncoding::Utf16).export(Some("a:b/c"), "f", &[], Some(option(T::String))),
            "function `a:b/c#f` passes strings in UTF-16; these bindings have UTF-8 only",
        ),
        (
            world().encoding(StringEncoding::CompactUtf16).import(None, "f", &[("x", list(T::String))], None),
            "function `f` passes strings in Latin-1 or UTF-16; these bindings have UTF-8 only",
        ),
        (
            world().export(None, "f", &[("x", record(&[("y", T::ErrorContext)]))], None),
            "function `f` has the type `record { y: error-context }`: an error context cannot be passed",
        ),
        (
            world().export(None, "f", &[], Some(list(T::Own(0)))),
            "function `f` has the type `list<r>`: owned handles cannot be received in a list",
        ),
        (
            world().import(None, "f", &[("x", T::Map(Box::new(T::U8), Box::new(T::Own(0))))], None),
            "function `f` has the type `map<u8, r>`: owned handles cannot be received in a list",
        ),
        (
            world().export(None, "f", &[], Some(T::Borrow(0))),
            "function `f` has the type `borrow<r>`: a borrowed handle cannot be returned",
        ),
        (
            world().export(None, "f", &[("x", T::Enum(vec![]))], None),
            "function `f` has the type `enum {  }`: a type needs a case",
        ),
        (
            world().export(None, "f", &[("x", T::FixedList(Box::new(T::U64), u32::MAX))], None),
            "function `f` has the type `list<u64, 4294967295>`: it is larger than a memory",
        ),
    ] {
        assert_eq!(refused(&world), expected);
    }
}

/// Only what comes from the program has to be UTF-8.
#[test]
fn strings_are_sent_in_each_encoding() {
    let world = World::new("w").encoding(StringEncoding::Utf16);
    let world = world.export(None, "f", &[("x", T::String)], None).import(None, "g", &[], Some(T::String));
    assert!(world.bindings().contains("Encoding::Utf16"));
}

#[test]
fn what_is_missing_is_named() {
    let world = || World::new("w").export(None, "f", &[("x", T::String)], Some(T::U64));
    let mut no_realloc = world();
    no_realloc.manifest.exports.retain(|export| export.core != "cabi_realloc");
    assert_eq!(
        refused(&no_realloc),
        "function `f` needs the core export `cabi_realloc`, which the manifest does not have"
    );

    // The functions for use during an import, and for use while a result is in use.
    let mut no_inside = World::new("w").import(None, "g", &[], Some(T::String));
    no_inside.manifest.exports.iter_mut().for_each(|export| export.inside = None);
    assert_eq!(
        refused(&no_inside),
        "function `g` needs the core export `cabi_realloc` during an import, which the manifest does not have"
    );
    assert!(matches!(rust(&no_inside.manifest), Err(Error::Missing { .. })));
    let mut no_held = World::new("w").exported_resource("r").export(None, "f", &[], Some(option(T::Own(0))));
    no_held
        .manifest
        .exports
        .iter_mut()
        .filter(|export| export.core.contains("take"))
        .for_each(|export| export.held = None);
    assert_eq!(
        refused(&no_held),
        "function `f` needs the core export `[handle-take]0` while a result is in use, which the manifest does not have"
    );
    // Functions that need neither do not ask for them.
    let mut neither = world();
    neither.manifest.exports.iter_mut().for_each(|export| (export.inside, export.held) = (None, None));
    assert!(rust(&neither.manifest).is_ok());

    let mut not_held = World::new("w").export(None, "f", &[], Some(T::String));
    not_held.manifest.exports.iter_mut().for_each(|export| export.holds = false);
    assert_eq!(refused(&not_held), "function `f` needs a result that is held, which the manifest does not have");

    let mut no_memory = world();
    no_memory.manifest.memories.clear();
    assert_eq!(refused(&no_memory), "function `f` needs memory 0, which the manifest does not have");

    let mut odd = world();
    odd.manifest.memories[0].low += 4;
    let expected = "function `f` needs a window that begins at a multiple of eight, which the manifest does not have";
    assert_eq!(refused(&odd), expected);

    let no_resource = World::new("w").export(None, "f", &[("x", T::Own(7))], None);
    assert_eq!(refused(&no_resource), "function `f` needs a resource, which the manifest does not have");

    let mut other = world();
    for export in other.manifest.exports.iter_mut().filter(|export| export.core == "f") {
        export.params.pop();
    }
    assert_eq!(refused(&other), "`f` has the signature (i32) -> (i64); its WIT type asks for (i32, i32) -> (i64)");
    assert!(matches!(rust(&other.manifest), Err(Error::Signature { .. })));
}
