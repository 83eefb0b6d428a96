//! The published crates, as they are packaged for a registry. The tests build projects of users with these.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::error::Error;
use crate::layout::Layout;
use crate::shell;
use crate::toolchain::host_cargo;

/// The crates that are not published.
const OWN: &[&str] = &["dissolve-benches", "dissolve-golden", "dissolve-kernel", "dissolve-tests", "xtask"];

/// The crates that firmware depends on, or its crates do.
const OF_FIRMWARE: &[&str] = &["dissolve", "dissolve-abi", "dissolve-build"];

/// The crates that guests depend on, or their crates do.
const OF_GUESTS: &[&str] = &["dissolve-arena", "dissolve-guest", "dissolve-guest-macro"];

/// A crate that was packaged, which projects of users depend on.
pub struct Packaged {
    /// Its name.
    pub name: &'static str,
    /// True if firmware depends on it.
    pub is_of_firmware: bool,
    /// The folder with the files of its package.
    pub folder: PathBuf,
}

impl Packaged {
    /// The line of Cargo's configuration that puts it in the place of the registry's crate.
    pub fn patch(&self) -> String {
        format!("patch.crates-io.{}.path = {:?}", self.name, self.folder)
    }
}

/// Packages all crates, and unpacks those of [`OF_FIRMWARE`] and [`OF_GUESTS`].
///
/// # Errors
///
/// If one cannot be packaged.
pub fn package(layout: &Layout) -> Result<Vec<Packaged>, Error> {
    let target = layout.target().join("crates");
    let mut package = host_cargo();
    // The packages are not compiled: they have the same files as the crates.
    package.args(["package", "--workspace", "--no-verify", "--allow-dirty", "--quiet", "--target-dir"]).arg(&target);
    package.args(OWN.iter().flat_map(|name| ["--exclude", name])).current_dir(layout.root());
    shell::step("packaging the crates", &mut package)?;
    let packages = target.join("package");
    let used = OF_FIRMWARE.iter().map(|name| (name, true)).chain(OF_GUESTS.iter().map(|name| (name, false)));
    let unpacked = used.map(|(&name, is_of_firmware)| {
        let folder = packages.join(format!("{name}-{}", env!("CARGO_PKG_VERSION")));
        // Files that only an earlier package had would stay.
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(Error::io("remove", &folder))?;
        }
        let mut unpack = Command::new("tar");
        // The files of a package all have one time, by which Cargo would take changed ones for those of an earlier run.
        unpack.args(["--touch", "-xf"]).arg(folder.with_added_extension("crate")).arg("-C").arg(&packages);
        shell::quietly(&mut unpack)?;
        Ok(Packaged { name, is_of_firmware, folder })
    });
    unpacked.collect()
}
