//! Finds the reference tests: beside the repository, or in the folder that an environment variable names.

use std::path::{Path, PathBuf};
use std::{env, fs};

use super::Error;

/// The environment variable that names another folder.
pub const FOLDER_VARIABLE: &str = "DISSOLVE_COMPONENT_MODEL_TESTS";

/// The default folder, relative to the repository.
const BESIDE: &str = "../shared/conformance/component-model";

/// A file of tests.
pub struct TestFile {
    /// Its path in the folder, with `/` between its parts.
    pub path: String,
    /// The content of the file.
    pub text: String,
}

/// The folder of the tests.
///
/// # Errors
///
/// A sentence that says where the tests were looked for, when they are not there.
pub fn folder() -> Result<PathBuf, String> {
    existing(env::var_os(FOLDER_VARIABLE).map(PathBuf::from))
}

/// Returns true if the variable names the folder. Then the folder must exist.
pub fn is_named() -> bool {
    env::var_os(FOLDER_VARIABLE).is_some()
}

fn existing(named: Option<PathBuf>) -> Result<PathBuf, String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = named.unwrap_or_else(|| package.parent().unwrap_or(package).join(BESIDE));
    if folder.is_dir() {
        return Ok(folder);
    }
    Err(format!("no reference tests in `{}`: none are run ({FOLDER_VARIABLE} names their folder)", folder.display()))
}

/// The files whose path contains `filter`, in the order of their paths.
pub fn list(folder: &Path, filter: &str) -> Result<Vec<TestFile>, Error> {
    let mut paths = Vec::new();
    collect(folder, "", &mut paths)?;
    paths.retain(|path| path.contains(filter));
    paths.sort();
    if paths.is_empty() {
        return Err(Error::NoFile(filter.to_owned()));
    }
    paths.into_iter().map(|path| read(folder, path)).collect()
}

fn collect(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> Result<(), Error> {
    let failure = |source| Error::Read { path: folder.display().to_string(), source };
    for entry in fs::read_dir(folder).map_err(failure)? {
        let entry = entry.map_err(failure)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), paths)?;
        } else if name.ends_with(".wast") {
            paths.push(name);
        }
    }
    Ok(())
}

fn read(folder: &Path, path: String) -> Result<TestFile, Error> {
    match fs::read_to_string(folder.join(&path)) {
        Ok(text) => Ok(TestFile { path, text }),
        Err(source) => Err(Error::Read { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = existing(Some("/nowhere/at-all".into())).unwrap_err();
        assert!(error.starts_with("no reference tests in `/nowhere/at-all`: none are run"), "{error}");
        let error = list(Path::new("/nowhere/at-all"), "").err().unwrap().to_string();
        assert!(error.starts_with("cannot read `/nowhere/at-all`: "), "{error}");
    }

    #[test]
    fn files_are_found_below_a_folder_and_filtered() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        for (name, text) in [("b.wast", "b"), ("inner/a.wast", "a"), ("notes.md", "-")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let paths = |filter| list(folder.path(), filter).map(|files| files.into_iter().map(|file| file.path).collect());
        assert_eq!(paths("").unwrap(), ["b.wast", "inner/a.wast"].map(String::from).to_vec());
        assert_eq!(paths("inner").unwrap(), vec!["inner/a.wast".to_owned()]);
        let none: Result<Vec<String>, Error> = paths("other");
        assert_eq!(none.unwrap_err().to_string(), "no file of the tests has `other` in its path");
    }
}
