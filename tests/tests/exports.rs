//! An image has the exported functions that it calls, and no others.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use ar_archive_writer::{ArchiveKind, DEFAULT_OBJECT_READER, NewArchiveMember, write_archive_to_stream};
use dissolve_pipeline::boards::{Board, find};
use dissolve_pipeline::targets::Grow;
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_tests::{clang, compile};
use object::Object as _;
use tempfile::TempDir;

/// Exports `run` and `spare`; both call a function that is too large to be copied into either.
const MODULE: &str = r#"(module
    (memory 1 1)
    (func $shared (param i32)
        (loop $again
            (i32.store (i32.and (local.get 0) (i32.const 0xfffc)) (i32.mul (local.get 0) (i32.const 77)))
            (i32.store (i32.and (local.get 0) (i32.const 0xff0)) (i32.div_u (local.get 0) (i32.const 19)))
            (br_if $again (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    (func (export "run") (call $shared (i32.const 1000)))
    (func (export "spare") (call $shared (i32.const 70)) (call $shared (i32.const 90))))"#;

fn board() -> Board {
    find("mps2-an386").unwrap()
}

/// The functions of `app` that an image has, and its bytes of flash.
fn build(options: &BuildOptions) -> (Vec<&'static str>, u64) {
    let program = Program::load(MODULE.as_bytes(), "app", Grow::Reject).unwrap();
    let image = program.build(&board(), options).unwrap().image;
    let elf = object::File::parse(&*image.elf).unwrap();
    let exports = ["app_run", "app_spare"].into_iter().filter(|name| elf.symbol_by_name(name).is_some());
    (exports.collect(), image.report.flash.used)
}

/// Compiles a file of the embedder.
fn embedder(source: &str) -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("embedder.c"), source).unwrap();
    let target = format!("--target={}", board().targets[0].triple());
    compile(clang().c, folder.path(), [&target, "-Os", "-ffreestanding", "-c", "embedder.c", "-o", "embedder.o"])
        .unwrap();
    let link = vec![folder.path().join("embedder.o")];
    (folder, link)
}

#[test]
fn an_image_has_its_entry_only() {
    let run = Some("run".to_owned());
    let (all, with_all) = build(&BuildOptions::default());
    assert_eq!(all, ["app_run", "app_spare"], "nobody says which is called");
    let (gate, _) = build(&BuildOptions { entry: run.clone(), gate: true, ..BuildOptions::default() });
    assert_eq!(gate, ["app_run", "app_spare"], "a host may call any");
    let (entry, with_entry) = build(&BuildOptions { entry: run, ..BuildOptions::default() });
    assert_eq!(entry, ["app_run"]);
    assert!(with_entry + 16 <= with_all, "{with_entry} bytes of flash, {with_all} with both");
}

#[test]
fn an_image_has_what_the_embedder_calls() {
    let (_folder, link) = embedder("void app_spare(void); void __dissolve_main(void) { app_spare(); }");
    let (called, _) = build(&BuildOptions { link, ..BuildOptions::default() });
    assert_eq!(called, ["app_spare"]);
    let (_folder, link) = embedder("void app_spare(void); void TIMER0(void) { app_spare(); }");
    let (both, _) = build(&BuildOptions { link, entry: Some("run".to_owned()), ..BuildOptions::default() });
    assert_eq!(both, ["app_run", "app_spare"]);
}

/// Writes an archive of one object; a thin one has only the name of its file.
fn archive(folder: &Path, name: &str, object: &[u8], is_thin: bool) -> PathBuf {
    let member = NewArchiveMember {
        buf: Box::new(object.to_vec()),
        object_reader: &DEFAULT_OBJECT_READER,
        member_name: "embedder.o".to_owned(),
        mtime: 0,
        uid: 0,
        gid: 0,
        perms: 0o644,
    };
    let mut bytes = Cursor::new(Vec::new());
    write_archive_to_stream(&mut bytes, &[member], ArchiveKind::Gnu, is_thin, None).unwrap();
    let bytes = bytes.into_inner();
    assert_eq!(bytes.starts_with(b"!<thin>"), is_thin);
    std::fs::write(folder.join(name), bytes).unwrap();
    folder.join(name)
}

/// An export that a member of an archive uses stays. All exports stay if the members cannot be read: a thin archive only names their files.
#[test]
fn archives_keep_what_their_members_use() {
    let (folder, link) = embedder("void app_spare(void); void TIMER0(void) { app_spare(); }");
    let object = std::fs::read(&link[0]).unwrap();
    let [plain, thin] =
        [("plain.a", false), ("thin.a", true)].map(|(name, is_thin)| archive(folder.path(), name, &object, is_thin));
    let build_with =
        |link: Vec<PathBuf>| build(&BuildOptions { link, entry: Some("run".to_owned()), ..BuildOptions::default() }).0;
    let all = ["app_run", "app_spare"];
    assert_eq!(build_with(vec![plain]), all);
    assert_eq!(build_with(vec![thin]), all, "its members are not read");
    assert_eq!(build_with(link), all);
    let (_folder, link) = embedder("void nothing(void) {}");
    assert_eq!(build_with(link), ["app_run"]);
}

/// An entry that is not there, or has parameters, is an error that lists all functions.
#[test]
fn a_wrong_entry_lists_all_functions() {
    let program = Program::load(MODULE.as_bytes(), "app", Grow::Reject).unwrap();
    let options = BuildOptions { entry: Some("rum".to_owned()), ..BuildOptions::default() };
    let error = program.build(&board(), &options).unwrap_err().to_string();
    assert!(error.contains("`run`") && error.contains("`spare`"), "{error}");
}
