//! Tests of `dissolve init` and `dissolve cmake`. That the projects build and run is tested by `cargo xtask test`, which builds them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn dissolve(folder: &Path, arguments: &[&str]) -> Output {
    crate::command().current_dir(folder).args(arguments).output().unwrap()
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_project_for_each_board_has_its_facts_and_no_empty_place() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (lang, board, facts) in [
        (
            "rust",
            "mps2-an386",
            &["thumbv7em-none-eabihf", "cortex-m4f", "qemu-system-arm -machine mps2-an386 ", "cortex-m-rt"][..],
        ),
        ("rust", "microbit", &["thumbv6m-none-eabi", "cortex-m0", "-machine microbit "]),
        ("rust", "virt", &["riscv32imac-unknown-none-elf", "riscv-rt", "-machine virt -bios none ", "REGION_ALIAS"]),
        ("c", "mps2-an386", &["-mcpu=cortex-m4 -mfpu=fpv4-sp-d16 -mfloat-abi=hard", "--target cortex-m4f"]),
        ("c", "mps2-an505", &["-mcpu=cortex-m33", "ORIGIN = 0x10000000"]),
    ] {
        let name = format!("app-{lang}-{board}").replace("mps2-an", "mps");
        let output = dissolve(folder, &["init", &name, "--lang", lang, "--board", board]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains(&name) && printed.contains("next: cd "), "{printed}");
        let all: String = files(&folder.join(&name)).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        for fact in facts.iter().copied().chain([&*format!("world {name} {{")]) {
            assert!(all.contains(fact), "{name}: {fact}");
        }
        let is_place = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        assert!(!all.split('@').skip(1).any(is_place), "{name}");
        // The editor's files are JSON, start the emulator of this board, and agree with each other.
        let json = |file: &str| -> serde_json::Value {
            serde_json::from_slice(&fs::read(folder.join(&name).join(".vscode").join(file)).unwrap()).unwrap()
        };
        let (launch, tasks) = (json("launch.json"), json("tasks.json"));
        let image =
            launch["configurations"][0]["executable"].as_str().unwrap().strip_prefix("${workspaceFolder}/").unwrap();
        let (build, emulate) = (&tasks["tasks"][0]["command"], tasks["tasks"][1]["command"].as_str().unwrap());
        assert!(
            emulate.starts_with(&format!("dissolve debug {image} --board {board} --target cortex-m"))
                || emulate.starts_with(&format!("dissolve debug {image} --board virt --target riscv32imac ")),
            "{emulate}"
        );
        let port = emulate.rsplit_once(' ').unwrap().1;
        assert_eq!(launch["configurations"][0]["gdbTarget"], format!("localhost:{port}"));
        assert_eq!(build, if lang == "c" { "make" } else { "cd firmware && cargo build --release" });
        let again = dissolve(folder, &["init", &name]);
        assert!(String::from_utf8_lossy(&again.stderr).contains("is there, and is not empty"), "{again:?}");
    }
}

#[test]
fn a_project_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, reason) in [
        (&["My_App"][..], "`My_App` cannot be the name of a world"),
        (&["1st"], "cannot be the name of a world"),
        (&["a--b"], "cannot be the name of a world"),
        (&["board"], "means something else in WIT, Rust or C"),
        (&["type"], "means something else in WIT, Rust or C"),
        (&["static"], "means something else in WIT, Rust or C"),
        (&["stream"], "means something else in WIT, Rust or C"),
        (&["error-context"], "means something else in WIT, Rust or C"),
        (&["s32"], "means something else in WIT, Rust or C"),
        (&["panic-info"], "means something else in WIT, Rust or C"),
        (&["app", "--board", "mps9"], "mps9"),
        (&["app", "--lang", "c", "--board", "virt"], "choose `--lang rust`"),
        (&["app", "--lang", "ada"], "ada"),
    ] {
        let output = dissolve(folder.path(), &[&["init"], arguments].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && error.contains(reason), "{arguments:?}: {error}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
}

#[test]
fn the_cmake_package_is_written_where_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let output = dissolve(folder.path(), &["cmake", "share/dissolve"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "share/dissolve\n");
    let written = folder.path().join("share/dissolve");
    assert!(
        fs::read_to_string(written.join("dissolve-config.cmake")).unwrap().contains("function(dissolve_add_component ")
    );
    let version = fs::read_to_string(written.join("dissolve-config-version.cmake")).unwrap();
    assert!(version.contains(&format!("set(PACKAGE_VERSION \"{}\")", env!("CARGO_PKG_VERSION"))), "{version}");
}

/// A component with the name of a header of C gets files of another name, which CMake knows too; and it runs on a stack of its own.
#[test]
fn a_cmake_project_has_a_component_called_time() {
    let folder = tempfile::tempdir().unwrap();
    assert!(dissolve(folder.path(), &["cmake", "package"]).status.success());
    let files = [
        (
            "CMakeLists.txt",
            "cmake_minimum_required(VERSION 3.16)\nproject(clock C)\nset(DISSOLVE_EXECUTABLE $ENV{COMMAND})\n\
             find_package(dissolve REQUIRED)\nadd_executable(clock main.c)\n\
             dissolve_add_component(clock time.wat NATIVE_STACK 4KiB)\n",
        ),
        (
            "time.wat",
            r#"(component
                (core module $m (func (export "now") (result i32) (i32.const 42)))
                (core instance $i (instantiate $m))
                (func (export "now") (result u32) (canon lift (core func $i "now"))))"#,
        ),
        (
            "main.c",
            "#include \"time-world.h\"\n#include <time.h>\n\
             int main(void)\n{\n    uint32_t now = 0;\n    time_t unused = 0;\n    (void)unused;\n\
                 return time_world_instantiate() == DISSOLVE_OK && time_world_now(&now) == DISSOLVE_OK && now == 42 ? 0 : 1;\n}\n",
        ),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    for arguments in [&["-S", ".", "-B", "build", "-Ddissolve_DIR=package"][..], &["--build", "build"]] {
        let mut command = Command::new("cmake");
        command.current_dir(folder.path()).env("COMMAND", env!("CARGO_BIN_EXE_dissolve")).args(arguments);
        command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
    assert!(Command::new(folder.path().join("build/clock")).status().unwrap().success());
    let manifest = fs::read_to_string(folder.path().join("build/dissolve/clock/time/time.json")).unwrap();
    assert!(manifest.contains("__dissolve_time_stack"), "{manifest}");
}

/// Without a folder the package goes beside the command's `bin`; a command that is elsewhere says so.
#[test]
fn the_cmake_package_is_beside_the_installed_command() {
    let prefix = tempfile::tempdir().unwrap();
    let bin = prefix.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let command = bin.join("dissolve");
    // A program that was copied cannot be started while another test, which begins a process just then, has the copy open.
    if fs::hard_link(env!("CARGO_BIN_EXE_dissolve"), &command).is_err() {
        fs::copy(env!("CARGO_BIN_EXE_dissolve"), &command).unwrap();
    }
    let output = Command::new(&command).arg("cmake").output().unwrap();
    let folder = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
    assert!(folder.ends_with("lib/cmake/dissolve"), "{output:?}");
    assert!(Path::new(&folder).join("dissolve-config.cmake").is_file());
    let elsewhere = dissolve(prefix.path(), &["cmake"]);
    assert!(String::from_utf8_lossy(&elsewhere.stderr).contains("is in no folder `bin`"), "{elsewhere:?}");
}
