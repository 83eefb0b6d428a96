//! Finds out whether the Rust that runs xtask can check memory accesses: only some builds of Rust come with its
//! sanitizers.

use std::env;
use std::path::Path;
use std::process::Command;

use crate::shell;

/// The host's triple, if Rust has AddressSanitizer for it.
pub fn host_with_address_sanitizer() -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = shell::answer(Command::new(&rustc).arg("-vV"))?;
    let host = host_of(&version)?;
    let libraries = shell::answer(Command::new(&rustc).args(["--print", "target-libdir"]))?;
    let mut files = Path::new(libraries.trim_end()).read_dir().ok()?.filter_map(Result::ok);
    let is_there = files.any(|file| file.file_name().to_string_lossy().ends_with("_rt.asan.a"));
    is_there.then(|| host.to_owned())
}

/// The host in what `rustc -vV` prints.
fn host_of(version: &str) -> Option<&str> {
    version.lines().find_map(|line| line.strip_prefix("host: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_read_from_the_version() {
        assert_eq!(
            host_of("rustc 1.95.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nLLVM: 22"),
            Some("x86_64-unknown-linux-gnu")
        );
        assert_eq!(host_of("rustc 1.95.0"), None);
    }
}
