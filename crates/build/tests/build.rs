//! A build script's way through the library, with a stand-in for the command `dissolve`. The examples of firmware run the real one.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use dissolve_build::{Component, Error, Traps};

/// Notes its arguments, and writes what `dissolve compile` writes into the folder that is its last argument.
const COMMAND: &str = r#"#!/bin/sh
printf '%s\n' "$@" > "$NOTES"
for folder; do :; done
case "$*" in *refused.wasm*) exit 1;; *silent.wasm*) mkdir -p "$folder"; exit 0;; esac
mkdir -p "$folder"
for file in libmy-world.a my-world.json my-world.rs my-world.h; do echo "$file" > "$folder/$file"; done
"#;

fn set(name: &str, value: impl AsRef<std::ffi::OsStr>) {
    // SAFETY: the test has one thread.
    unsafe { env::set_var(name, value) };
}

/// One test, since the library reads the variables that Cargo sets for a build script.
#[test]
fn a_build_script_gets_a_library_or_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    // SAFETY: as above.
    unsafe { env::remove_var("OUT_DIR") };
    let error = |component: Component| component.try_compile().unwrap_err();
    assert!(error(Component::new("x.wasm")).to_string().contains("Cargo has not set OUT_DIR"));

    fs::create_dir(path("out")).unwrap();
    set("OUT_DIR", path("out"));
    set("TARGET", "thumbv7em-none-eabihf");
    set("CARGO_CFG_TARGET_OS", "none");
    set("DISSOLVE", path("gone"));
    fs::write(path("x.wasm"), "").unwrap();
    assert!(matches!(error(Component::new(path("x.wasm"))), Error::Start { program, .. } if program == path("gone")));

    let command = path("dissolve");
    fs::write(&command, COMMAND).unwrap();
    fs::set_permissions(&command, fs::Permissions::from_mode(0o755)).unwrap();
    set("DISSOLVE", &command);
    set("NOTES", path("notes"));
    set("PATH", "/usr/bin:/bin");
    let input = |name: &str| {
        fs::write(path(name), "").unwrap();
        path(name)
    };
    assert!(
        matches!(error(Component::new(path("none.wasm"))), Error::NoInput { path: none } if none == path("none.wasm"))
    );
    let plugged = Component::new(input("x.wasm")).plug(path("none.wasm"));
    assert!(matches!(error(plugged), Error::NoInput { .. }));
    let refused = error(Component::new(input("refused.wasm"))).to_string();
    assert!(refused.contains("refused.wasm") && refused.contains("its messages are above"), "{refused}");
    assert!(matches!(error(Component::new(input("silent.wasm"))), Error::NoManifest { .. }));
    assert!(matches!(error(Component::guest(path("no-crate"))), Error::NoInput { .. }));

    let library = Component::new(input("x.wasm"))
        .plug(input("bus.wasm"))
        .plug_as("a:b/disk", input("disk.wasm"))
        .arena("4KiB")
        .arena_of("bus", "1KiB")
        .stack("3KiB")
        .heap("1KiB")
        .handles(5)
        .optimize("z")
        .traps(Traps::Fault)
        .option("--grow", "deny")
        .flag("--time")
        .try_compile()
        .unwrap();
    assert_eq!(library.name, "my-world");
    assert_eq!(library.bindings, path("out/my-world.rs"));
    assert_eq!(fs::read_to_string(&library.bindings).unwrap(), "my-world.rs\n");
    assert!(library.folder.join("libmy-world.a").is_file());
    let notes = fs::read_to_string(path("notes")).unwrap();
    let plug = |name: &str, import: &str| format!("--plug\n{import}{}\n", path(name).display());
    let expected = format!(
        "compile\n{}\n--target\nthumbv7em-none-eabihf\n--traps\nfault\n{}{}--cache\n{}\n--cache-size\n32MiB\n--arena\n4KiB\n--arena\nbus=1KiB\n--stack\n3KiB\n\
         --heap\n1KiB\n--handles\n5\n--optimize\nz\n--grow\ndeny\n--time\n--emit\nlibrary\n-o\n{}\n",
        path("x.wasm").display(),
        plug("bus.wasm", ""),
        plug("disk.wasm", "a:b/disk="),
        path("out/dissolve-cache").display(),
        library.folder.display()
    );
    assert_eq!(notes, expected);

    // The name of a target, and a second run, which leaves nothing of the first.
    fs::write(library.folder.join("old.json"), "").unwrap();
    fs::create_dir(path("wit")).unwrap();
    let library = Component::new(path("x.wasm")).target("cortex-m7d").wit(path("wit")).try_compile().unwrap();
    assert!(!library.folder.join("old.json").exists());
    let notes = fs::read_to_string(path("notes")).unwrap();
    assert!(notes.contains("--target\ncortex-m7d\n") && notes.contains(&format!("--wit\n{}\n", path("wit").display())));
    let wit = error(Component::new(path("x.wasm")).wit(path("none")));
    assert!(matches!(wit, Error::NoInput { path: none } if none == path("none")));
    assert!(Path::new(&library.bindings).is_absolute());

    // The same script on a developer's machine.
    set("TARGET", "x86_64-unknown-linux-gnu");
    set("CARGO_CFG_TARGET_OS", "linux");
    Component::new(path("x.wasm")).target("cortex-m7d").traps(Traps::Fault).try_compile().unwrap();
    let notes = fs::read_to_string(path("notes")).unwrap();
    assert!(notes.contains("--target\nx86_64-unknown-linux-gnu\n") && !notes.contains("--traps"), "{notes}");

    #[cfg(feature = "compiler")]
    the_compiler_inside_makes_a_library(&path);
}

/// A component with one function.
#[cfg(feature = "compiler")]
const ADDS: &str = r#"(component
    (core module $adds
        (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
    (core instance $i (instantiate $adds))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))"#;

/// Without a command in the environment the compiler inside compiles, and says why it refuses.
#[cfg(feature = "compiler")]
fn the_compiler_inside_makes_a_library(path: &dyn Fn(&str) -> std::path::PathBuf) {
    // SAFETY: the test has one thread.
    unsafe { env::remove_var("DISSOLVE") };
    set("TARGET", "thumbv7m-none-eabi");
    set("CARGO_CFG_TARGET_OS", "none");
    fs::write(path("adds.wat"), ADDS).unwrap();
    let library = Component::new(path("adds.wat")).try_compile().unwrap();
    assert!(fs::read_to_string(&library.bindings).unwrap().contains("pub fn add("));
    let archive = library.folder.join(format!("lib{}.a", library.name));
    let first = fs::read(&archive).unwrap();
    // A second run takes the object from the cache, which is in `OUT_DIR`.
    let cached = || fs::read_dir(path("out/dissolve-cache")).unwrap().count();
    assert_eq!(cached(), 1);
    Component::new(path("adds.wat")).try_compile().unwrap();
    assert_eq!((fs::read(&archive).unwrap(), cached()), (first, 1));
    fs::write(path("none.wat"), "(component").unwrap();
    let refused = Component::new(path("none.wat")).try_compile().unwrap_err();
    assert!(matches!(&refused, Error::Refused { message } if message.contains("none.wat")), "{refused}");
}
