//! Tells this compiler from others: its version, the version of LLVM, and the files that the code is in.
//!
//! A compiler that is built again has the same version, and other code. So the paths, sizes and times of its files count, as with
//! other caches of compilers: this program's, and those of LLVM's libraries if LLVM is not inside.

use std::path::Path;
use std::time::SystemTime;
use std::{env, fs};

/// Returns a text that differs between compilers; none if this program's file is not known.
pub fn identity() -> Option<String> {
    let [major, minor, patch] = dissolve_codegen::llvm_version();
    let mut text = format!("{} {major}.{minor}.{patch}", env!("CARGO_PKG_VERSION"));
    text.push_str(&file(&env::current_exe().ok()?)?);
    for library in llvm() {
        text.push_str(&file(Path::new(&library))?);
    }
    Some(text)
}

/// The path of a file, its size, and the time of its last change.
fn file(path: &Path) -> Option<String> {
    let data = fs::metadata(path).ok()?;
    let changed = data.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!(" {}:{}:{}", path.display(), data.len(), changed.as_nanos()))
}

/// The paths of the libraries of LLVM in this process. Only Linux tells.
fn llvm() -> Vec<String> {
    let maps = fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let paths = maps.lines().filter_map(|line| Some(line[line.find('/')?..].to_owned()));
    let mut paths: Vec<_> = paths.filter(|path| path.contains("/libLLVM")).collect();
    paths.dedup();
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_is_known() {
        let identity = identity().unwrap();
        assert!(identity.starts_with(env!("CARGO_PKG_VERSION")), "{identity}");
        assert_eq!(Some(identity), super::identity());
    }

    #[test]
    fn a_file_that_changes_is_another() {
        let place = tempfile::NamedTempFile::new().unwrap();
        let before = file(place.path()).unwrap();
        fs::write(place.path(), "x").unwrap();
        assert_ne!(file(place.path()).unwrap(), before);
        assert_eq!(file(Path::new("/no/such/file")), None);
    }
}
