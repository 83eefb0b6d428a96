//! Looks in the guest's manifest for the crate of the stock bindings, so that a guest without it gets one error that says so, and
//! not one of rustc for each use.

use std::path::Path;
use std::{env, fs};

use proc_macro2::Span;

/// The crate of the stock macro and of what its code calls.
const BINDINGS: &str = "wit-bindgen";

/// Checks that the manifest of the crate that is compiled names the crate of the bindings.
///
/// # Errors
///
/// When it does not. A manifest that cannot be found or read is not an error: other build tools than Cargo have none.
pub fn check() -> syn::Result<()> {
    let Some(folder) = env::var_os("CARGO_MANIFEST_DIR") else { return Ok(()) };
    match fs::read_to_string(Path::new(&folder).join("Cargo.toml")) {
        Ok(manifest) if !names(&manifest, BINDINGS) => Err(syn::Error::new(
            Span::call_site(),
            format!(
                "the bindings use the crate `{BINDINGS}`, which Cargo.toml does not name; add to its `[dependencies]`: {BINDINGS} = {{ \
                 version = \"0.63\", default-features = false, features = [\"macros\", \"realloc\"] }}"
            ),
        )),
        _ => Ok(()),
    }
}

/// Returns true if a manifest has a key, a table or a renamed package for a dependency of this name. The name in a comment does
/// not count.
fn names(manifest: &str, dependency: &str) -> bool {
    let quoted = format!("\"{dependency}\"");
    manifest.lines().any(|line| {
        let line = line.split('#').next().unwrap_or_default().trim();
        let table =
            line.strip_prefix('[').and_then(|line| line.split(']').next()).and_then(|path| path.rsplit('.').next());
        let key = line.split(['=', '.']).next();
        let renamed = line.contains("package") && line.contains(&quoted);
        renamed || [table, key].into_iter().flatten().any(|name| name.trim().trim_matches(['"', '\'']) == dependency)
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_dependency_is_found_however_it_is_written() {
        for manifest in [
            "[dependencies]\nwit-bindgen = \"0.63\"",
            "[dependencies]\n  wit-bindgen={ version = \"0.63\" }",
            "[dependencies]\nwit-bindgen.workspace = true",
            "[dependencies]\n\"wit-bindgen\" = \"0.63\"",
            "[dependencies.wit-bindgen]\nversion = \"0.63\"",
            "[dependencies]\nbindings = { package = \"wit-bindgen\", version = \"0.63\" }",
            "[target.'cfg(target_family = \"wasm\")'.dependencies.wit-bindgen]\nversion = \"0.63\"",
        ] {
            assert!(names(manifest, "wit-bindgen"), "{manifest}");
        }
        for manifest in [
            "",
            "[dependencies]\ndissolve-guest = \"0.1\"",
            "# wit-bindgen = \"0.63\"",
            "[dependencies]\nwit-bindgen-rt = \"0.63\"",
            "[package]\nname = \"about-wit-bindgen\"",
        ] {
            assert!(!names(manifest, "wit-bindgen"), "{manifest}");
        }
    }
}
