//! The cache of compiled objects: the same outputs with and without it, its folder, and its absence.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

const COMPONENT: &str = r#"(component
    (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
    (core instance $i (instantiate $m))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))"#;

fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("app.wat"), COMPONENT).unwrap();
    folder
}

fn dissolve(folder: &Path, arguments: &[&str]) -> Output {
    let output = crate::command().args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    output
}

/// Returns true if a command with `--time` took the object from the cache, and false if it was compiled.
fn found(output: &Output) -> bool {
    let table = String::from_utf8_lossy(&output.stderr);
    let (found, compiled) = (table.contains("compile, cached"), table.contains("compile, optimize"));
    assert!(found != compiled, "{table}");
    found
}

/// All files below a folder, with their contents.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        files.push((path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap()));
    }
    files.sort();
    files
}

/// Every command that compiles writes and prints the same without a cache, with an empty one, and with one that has the object.
#[test]
fn outputs_are_the_same_with_a_cache() {
    let folder = scene();
    let commands: [&[&str]; 4] = [
        &["compile", "app.wat", "--target", "cortex-m3", "-o", "out/object"],
        &["compile", "app.wat", "--target", "cortex-m3", "--native-stack", "2KiB", "-o", "out/library/"],
        &["build", "app.wat", "--board", "mps2-an385", "--gate", "--symbols", "-o", "out/image"],
        &["run", "app.wat", "--board", "mps2-an385", "--invoke", "add(40, 2)", "--count"],
    ];
    for command in commands {
        let outcome = |options: &[&str]| {
            let _ = fs::remove_dir_all(folder.path().join("out"));
            fs::create_dir(folder.path().join("out")).unwrap();
            let output = dissolve(folder.path(), &[command, options].concat());
            let (out, library) = (folder.path().join("out"), folder.path().join("out/library"));
            let files = files(if library.is_dir() { &library } else { &out });
            let messages = String::from_utf8(output.stderr.clone()).unwrap();
            let counts: Vec<_> = messages.lines().filter(|line| line.starts_with("instructions")).collect();
            (files, output.stdout.clone(), counts.join(""), found(&output))
        };
        let (files, stdout, counts, hit) = outcome(&["--time", "--no-cache"]);
        assert!(!hit, "{command:?}");
        // The object for a board is the one that the first command has compiled.
        let is_known = matches!(command[0], "build" | "run");
        for expected in [is_known, true, true] {
            assert_eq!(
                outcome(&["--time", "--cache", "cache"]),
                (files.clone(), stdout.clone(), counts.clone(), expected),
                "{command:?}"
            );
        }
        // Without a cache nothing is read of it.
        assert!(!outcome(&["--time", "--cache", "cache", "--no-cache"]).3, "{command:?}");
        assert!(outcome(&["--time", "--no-cache", "--cache", "cache"]).3, "{command:?}");
    }
    assert_eq!(files(&folder.path().join("cache")).len(), 2);
}

/// By default the folder is `dissolve` in the user's folder for caches.
#[test]
fn the_cache_is_in_the_users_folder() {
    let folder = scene();
    let at = |name: &str| folder.path().join(name);
    let compile = |xdg: Option<&Path>, home: Option<&Path>| {
        let mut command = crate::command();
        command.args(["compile", "app.wat", "--target", "cortex-m3", "--time", "-o", "out"]).current_dir(folder.path());
        for (variable, value) in [("XDG_CACHE_HOME", xdg), ("HOME", home)] {
            match value {
                Some(value) => command.env(variable, value),
                None => command.env_remove(variable),
            };
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        found(&output)
    };
    for expected in [false, true] {
        assert_eq!(compile(Some(&at("xdg")), Some(&at("home"))), expected);
    }
    assert_eq!(files(&at("xdg/dissolve")).len(), 1);
    assert!(!at("home").exists());
    // A relative path counts as none.
    for (xdg, expected) in [(None, false), (Some(Path::new("relative")), true)] {
        assert_eq!(compile(xdg, Some(&at("home"))), expected);
    }
    assert_eq!(files(&at("home/.cache/dissolve")).len(), 1);
    assert!(!at("relative").exists());
    for _ in 0..2 {
        assert!(!compile(None, None));
    }
}

/// A folder that cannot be written is a line of `-v`, and nothing without.
#[test]
fn a_cache_that_cannot_be_written() {
    let folder = scene();
    let compile = ["compile", "app.wat", "--target", "cortex-m3", "-o", "out", "--cache", "app.wat"];
    assert!(dissolve(folder.path(), &compile).stderr.is_empty());
    let output = dissolve(folder.path(), &[&compile[..], &["-v"]].concat());
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(printed.matches("cache: cannot write to app.wat: ").count(), 1, "{printed}");
    assert!(fs::read(folder.path().join("out")).unwrap().starts_with(b"\x7fELF"));
}

/// `--cache-size` bounds the cache: here to one object.
#[test]
fn the_cache_has_a_size() {
    let folder = scene();
    let compile = |more: &[&str]| {
        let command = ["compile", "app.wat", "--target", "cortex-m3", "-o", "out", "--cache", "cache"];
        dissolve(folder.path(), &[&command[..], more].concat())
    };
    compile(&[]);
    let [(first, bytes)] = &files(&folder.path().join("cache"))[..] else { panic!("one entry") };
    let size = (bytes.len() * 3 / 2).to_string();
    compile(&["-O", "2", "--cache-size", &size]);
    let left = files(&folder.path().join("cache"));
    assert!(left.len() == 1 && left[0].0 != *first, "{first}, {left:?}");
    compile(&["-O", "3", "--cache-size", "1KiB"]);
    assert_eq!(files(&folder.path().join("cache")), left);
}
