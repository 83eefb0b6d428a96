//! Debian packages: installs the packages that a machine is missing.
//!
//! The ordinary way is `apt-get install`. It needs root, and it is not taken if it would remove, downgrade or break
//! installed packages. Otherwise the same packages, with their dependencies that the machine does not have, are
//! downloaded and unpacked into a folder below the target directory, and used from there; nothing on the system
//! changes.
//!
//! | file | subject |
//! | --- | --- |
//! | `apt` | the commands `apt-get`, `apt-cache` and `dpkg` |
//! | `closure` | the list of packages to fetch |
//! | `folder` | the folder of unpacked packages, and the variables for using it |

mod apt;
mod closure;
pub mod folder;

use std::collections::HashSet;

use crate::error::Error;
use crate::needs::Need;
use crate::shell;
use apt::Apt;
use closure::Candidates;
use folder::Folder;

/// Makes the missing requirements available, and prints how.
///
/// # Errors
///
/// If there is no apt (the error has the commands to run elsewhere), if a package does not exist here, or if a download
/// fails.
pub fn install(missing: &[&Need], folder: &Folder) -> Result<(), Error> {
    let packages = names(missing);
    if !apt::is_there() {
        return Err(Error::Machine(instructions(missing, &packages)));
    }
    for need in missing {
        eprintln!("xtask: missing: {need}");
    }
    let reason = if apt::is_root() {
        match ordinarily(&packages)? {
            None => return Ok(()),
            Some(reason) => reason,
        }
    } else {
        "we are not root".to_owned()
    };
    eprintln!(
        "xtask: {reason}, so the system stays as it is: the packages are unpacked into {} and used from there",
        folder.path().display()
    );
    privately(&packages, folder)
}

/// Installs packages on the system. Returns the reason if that is not possible here; none if it succeeded.
fn ordinarily(packages: &[&'static str]) -> Result<Option<String>, Error> {
    let apt = Apt::of_the_system();
    apt.update()?;
    check_known(&apt, packages)?;
    if let Some(complaint) = shell::complaint(&mut apt.simulate(packages))? {
        eprint!("{complaint}");
        return Ok(Some("apt-get would have to remove or break what is installed".into()));
    }
    let mut command = apt.install(packages);
    match shell::timed("apt-get install", || shell::complaint(&mut command))? {
        None => Ok(None),
        Some(complaint) => {
            eprint!("{complaint}");
            Ok(Some(format!("`{}` failed", shell::line(&command))))
        }
    }
}

/// Downloads packages with their dependencies, and unpacks them into the folder.
fn privately(packages: &[&'static str], folder: &Folder) -> Result<(), Error> {
    folder.create()?;
    let apt = Apt::in_folder(folder);
    apt.update()?;
    check_known(&apt, packages)?;
    let installed = apt::installed()?;
    let show = |names: &[String]| apt.show(names);
    let candidates = Candidates::new(&installed, show, |name: &str| apt.providers(name), apt::compare);
    let list = candidates.closure(packages).map_err(Error::Machine)?;
    let downloads = folder.downloads();
    let mut command = apt.download(&list);
    command.current_dir(&downloads);
    let title = format!("downloading {} packages", list.len());
    if let Some(complaint) = shell::timed(&title, || shell::complaint(&mut command))? {
        eprint!("{complaint}");
        return Err(shell::failed(&command));
    }
    shell::timed("unpacking them", || folder.unpack(&list))
}

/// The packages of all needs, each once, in order.
fn names(needs: &[&Need]) -> Vec<&'static str> {
    let mut seen = HashSet::new();
    needs.iter().flat_map(|need| need.packages).copied().filter(|name| seen.insert(*name)).collect()
}

/// Returns an error that names the packages that the package sources do not have.
fn check_known(apt: &Apt, packages: &[&str]) -> Result<(), Error> {
    let unknown = unknown(&apt.policy(packages), packages);
    if unknown.is_empty() {
        return Ok(());
    }
    Err(Error::Machine(format!(
        "this system's package sources have no {}; Debian 12 has them, with the sources bookworm, bookworm-updates \
         and bookworm-security in /etc/apt",
        unknown.join(", no ")
    )))
}

/// The instructions for a system without apt.
fn instructions(missing: &[&Need], packages: &[&str]) -> String {
    let needs = missing.iter().map(|need| format!("  {need}\n")).collect::<String>();
    format!(
        "this machine is missing\n{needs}On a Debian system we would install that; this one has no apt-get. Install the same, \
         here or in a Debian 12 container, where the packages are\n  {}\nand then run this again",
        packages.join(" ")
    )
}

/// Returns those of `packages` for which `policy`, the output of `apt-cache policy`, shows no version to install.
fn unknown<'a>(policy: &str, packages: &[&'a str]) -> Vec<&'a str> {
    let has_candidate = |package: &str| {
        let mut lines = policy.lines().skip_while(|line| line.strip_suffix(':') != Some(package)).skip(1);
        let candidate = lines.find_map(|line| line.trim_start().strip_prefix("Candidate: "));
        candidate.is_some_and(|version| version != "(none)")
    };
    packages.iter().copied().filter(|package| !has_candidate(package)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Need = Need { name: "A", reason: "for a", packages: &["liba", "libc"], is_met: || false };
    const B: Need = Need { name: "B", reason: "for b", packages: &["libb", "libc"], is_met: || false };

    #[test]
    fn each_package_is_named_once() {
        assert_eq!(names(&[&A, &B]), ["liba", "libc", "libb"]);
        assert_eq!(names(&[]), [""; 0]);
    }

    #[test]
    fn without_apt_the_packages_are_named() {
        let text = instructions(&[&A, &B], &names(&[&A, &B]));
        assert_eq!(
            text,
            "this machine is missing\n  liba libc: A (for a)\n  libb libc: B (for b)\nOn a Debian system we would install that; \
             this one has no apt-get. Install the same, here or in a Debian 12 container, where the packages are\n  \
             liba libc libb\nand then run this again"
        );
    }

    #[test]
    fn packages_without_a_candidate_are_unknown() {
        let policy = "liba:\n  Installed: (none)\n  Candidate: 1:22.1-1\n  Version table:\n     1:22.1-1 500\n\
                      libb:\n  Installed: (none)\n  Candidate: (none)\n  Version table:\n";
        assert_eq!(unknown(policy, &["liba", "libb", "libc"]), ["libb", "libc"]);
        assert_eq!(unknown("", &["liba"]), ["liba"]);
    }
}
