//! `dissolve cmake`: writes the CMake package.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::args::Cmake;
use crate::{Failure, files};

/// The file that `find_package(dissolve)` looks for, without [`TAKEN_NAMES`].
const PACKAGE: &str = include_str!("../../cmake/dissolve-config.cmake");

/// Stands for the regular expression of names that files in C do not have.
const TAKEN_NAMES: &str = "@TAKEN_NAMES@";

/// The file that tells `find_package` the version.
const VERSION: &str = concat!(
    "# Written by `dissolve cmake`.\n",
    "set(PACKAGE_VERSION \"",
    env!("CARGO_PKG_VERSION"),
    "\")\n",
    "if(PACKAGE_FIND_VERSION VERSION_GREATER PACKAGE_VERSION)\n",
    "  set(PACKAGE_VERSION_COMPATIBLE FALSE)\n",
    "else()\n",
    "  set(PACKAGE_VERSION_COMPATIBLE TRUE)\n",
    "  if(PACKAGE_FIND_VERSION STREQUAL PACKAGE_VERSION)\n",
    "    set(PACKAGE_VERSION_EXACT TRUE)\n",
    "  endif()\n",
    "endif()\n"
);

/// Writes the package, and prints its folder.
pub fn cmake(arguments: &Cmake) -> Result<(), Failure> {
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => beside_the_command()?,
    };
    fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let package = PACKAGE.replace(TAKEN_NAMES, &dissolve_pipeline::library::taken_names());
    files::write(&folder.join("dissolve-config.cmake"), package.as_bytes())?;
    files::write(&folder.join("dissolve-config-version.cmake"), VERSION.as_bytes())?;
    files::print(&format!("{}\n", folder.display()))
}

/// The folder in which CMake looks for packages of commands in the PATH: `lib/cmake/NAME` beside their `bin`.
fn beside_the_command() -> Result<PathBuf, Failure> {
    let command = env::current_exe()?;
    match command.parent().filter(|folder| folder.ends_with("bin")) {
        Some(bin) => Ok(bin.with_file_name("lib").join("cmake").join("dissolve")),
        None => Err(format!(
            "{} is in no folder `bin`, beside which CMake would find the package; name a folder, and configure with `-Ddissolve_DIR=FOLDER`",
            command.display()
        )
        .into()),
    }
}
