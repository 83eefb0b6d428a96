//! Takes dissolve's own objects out of the archives of the runtimes, and writes a table of them and of the files of bitcode. The rest of those archives is
//! Rust's library, of which nothing gets into an image.
//!
//! The files are in `lib`, in a packaged crate; otherwise where `cargo xtask setup` leaves them, in `lib/dissolve` of the target
//! directory.

use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::{env, fs};

use ar_archive_writer::{ArchiveKind, DEFAULT_OBJECT_READER, NewArchiveMember, write_archive_to_stream};
use object::read::archive::ArchiveFile;

/// The beginning of the names of dissolve's objects.
const OWN: &[u8] = b"dissolve_";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("Cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    // TARGET/PROFILE/build/PACKAGE/out, with one more folder where Cargo compiles for a target that is named.
    let above = |count| out.ancestors().nth(count).unwrap_or(&out).join("lib/dissolve");
    let folders = [package.join("lib"), above(4), above(5)];
    let mut table = String::from("&[\n");
    let found = folders.iter().find(|folder| folder.is_dir());
    // While there is none, this script runs at each build, so that the files are found as soon as they are there.
    println!("cargo::rerun-if-changed={}", found.unwrap_or(&folders[1]).display());
    if let Some(folder) = found {
        for triple in entries(folder) {
            for path in entries(&triple) {
                let (triple, file) = (name(&triple), name(&path));
                let copy = out.join(&triple).join(&file);
                match path.extension().and_then(|extension| extension.to_str()) {
                    Some("a" | "rlib") => write_own(&path, &copy),
                    Some("bc") => write_copy(&path, &copy),
                    _ => continue,
                }
                writeln!(table, "    ({triple:?}, {file:?}, include_bytes!({copy:?})),").expect("memory is there");
            }
        }
    }
    table.push(']');
    fs::write(out.join("files.rs"), table).expect("OUT_DIR can be written");
}

/// The paths in a folder, in the order of names.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Writes a copy of a file.
fn write_copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap_or(to)).expect("OUT_DIR can be written");
    fs::copy(from, to).unwrap_or_else(|error| panic!("cannot copy {}: {error}", from.display()));
}

/// Writes the archive of dissolve's own objects in another one.
fn write_own(from: &Path, to: &Path) {
    let bytes = fs::read(from).unwrap_or_else(|error| panic!("cannot read {}: {error}", from.display()));
    let archive = ArchiveFile::parse(&*bytes).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
    let mut members = Vec::new();
    for member in archive.members() {
        let member = member.unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        if !member.name().starts_with(OWN) {
            continue;
        }
        let data = member.data(&*bytes).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        members.push(NewArchiveMember {
            buf: Box::new(data),
            object_reader: &DEFAULT_OBJECT_READER,
            member_name: String::from_utf8_lossy(member.name()).into_owned(),
            mtime: 0,
            uid: 0,
            gid: 0,
            perms: 0o644,
        });
    }
    fs::create_dir_all(to.parent().unwrap_or(to)).expect("OUT_DIR can be written");
    let mut file = File::create(to).expect("OUT_DIR can be written");
    write_archive_to_stream(&mut file, &members, ArchiveKind::Gnu, false, None).expect("OUT_DIR can be written");
}
