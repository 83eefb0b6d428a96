//! C programs that import functions of a library: the error message gives advice, and the advice works.

use dissolve_pipeline::run::{CoreValue, Instance};
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{OnChip, OnEngine, board_of, clang, compile};

use super::guest::{root, scratch};

/// Compiles a file of `tests/guests-c` to a core module, without a library. Undefined functions become imports.
pub fn module(source: &str, folder: &str, flags: &[&str]) -> Vec<u8> {
    let folder = scratch(folder);
    let source = root().join("tests/guests-c").join(source).display().to_string();
    let mut arguments =
        vec!["--target=wasm32-unknown-unknown", "-Os", "-nostdlib", "-Wno-incompatible-library-redeclaration"];
    arguments.extend(flags);
    arguments.extend(["-Wl,--no-entry,--allow-undefined", source.as_str(), "-o", "module.wasm"]);
    compile(clang().c, &folder, arguments).unwrap_or_else(|error| panic!("{error}"));
    std::fs::read(folder.join("module.wasm")).unwrap()
}

fn load(module: &[u8]) -> Program {
    Program::load(module, "program", Grow::Reject).unwrap()
}

/// Byte functions that the compiler calls by itself, such as `memcpy`. The test follows each piece of advice except the
/// last.
#[test]
fn functions_of_the_c_library_come_with_advice_that_helps() {
    let bare = module("frames.c", "frames", &["-mno-bulk-memory", "-mno-bulk-memory-opt"]);
    let message = load(&bare).compile(Target::CortexM3, &BuildOptions::default()).unwrap_err().to_string();
    assert!(message.starts_with("the module imports `env::mem"), "{message}");
    assert!(message.contains("`env::memcpy`") && message.contains("`env::memset`"), "{message}");
    assert!(message.contains("`-mbulk-memory -mbulk-memory-opt`"), "{message}");
    assert!(message.contains("`guest/c/dissolve_guest.c`") && message.contains("`--link FILE`"), "{message}");

    let guest = root().join("guest/c");
    let include = format!("-isystem{}", guest.join("include").display());
    let library = guest.join("dissolve_guest.c").display().to_string();
    let with_library = ["-mno-bulk-memory", "-mno-bulk-memory-opt", "-DDISSOLVE_STATIC_ARENA=24", &include, &library];
    for (folder, flags) in
        [("frames-bulk", &["-mbulk-memory", "-mbulk-memory-opt"][..]), ("frames-library", &with_library)]
    {
        let module = module("frames.c", folder, flags);
        let mut engine = OnEngine::core(&module);
        let mut chip = OnChip::core(&module, Target::CortexM3);
        for call in ["step", "wipe", "step"] {
            let arguments = [CoreValue::I32(3)];
            let expected = engine.call(call, &arguments).unwrap();
            assert_eq!(chip.call(call, &arguments).unwrap(), expected, "{folder}: {call}");
        }
    }
}

#[test]
fn imports_of_wasi_are_called_by_that_name() {
    let module = module("hello.c", "hello", &[]);
    let program = load(&module);
    let error = program.build(&board_of(Target::CortexM3), &BuildOptions::default()).unwrap_err();
    let message = error.to_string();
    for part in [
        "nothing defines what the program imports",
        "2 imports of WASI, an interface to operating systems",
        "as of `printf`",
        "as of `exit`",
        "`wasi_snapshot_preview1::fd_write`",
        "`wasi_snapshot_preview1_fd_write`, `wasi_snapshot_preview1_proc_exit` in an object or archive",
    ] {
        assert!(message.contains(part), "{part}: {message}");
    }
    // The message contains no text of the linker.
    assert!(!message.contains("lld") && !message.contains(">>>") && !message.contains("tmp"), "{message}");
}
