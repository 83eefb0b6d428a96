//! Debian packages: takes what a machine lacks, has apt-get install it.

use std::process::Command;

use crate::error::Error;
use crate::needs::Need;
use crate::shell;

/// Installs what `missing` names, with at most one update of the package lists and one installation.
///
/// # Errors
///
/// Without root or apt-get, with the commands to run; when a package does not exist here; when apt-get fails.
pub fn install(missing: &[&Need]) -> Result<(), Error> {
    let packages = names(missing);
    if !is_root() || shell::answer(Command::new("apt-get").arg("--version")).is_none() {
        return Err(Error::Machine(instructions(missing, &packages)));
    }
    for need in missing {
        eprintln!("xtask: installing {need}");
    }
    let update = || shell::complaint(apt_get().arg("update"));
    if let Some(complaint) = shell::timed("apt-get update", update)? {
        // One source that does not answer need not keep the others from having what is needed.
        eprintln!("{complaint}xtask: apt-get update failed; going on with what is known of packages");
    }
    let policy = shell::answer(Command::new("apt-cache").env("LC_ALL", "C").arg("policy").args(&packages));
    let unknown = unknown(&policy.unwrap_or_default(), &packages);
    if !unknown.is_empty() {
        return Err(Error::Machine(format!(
            "this system's package sources have no {}; Debian 12 has them, with the sources bookworm, bookworm-updates \
             and bookworm-security in /etc/apt",
            unknown.join(", no ")
        )));
    }
    // Nothing that somebody installed is removed for our sake.
    let mut command = apt_get();
    command.args(["install", "--yes", "--no-install-recommends", "--no-remove"]).args(&packages);
    match shell::timed("apt-get install", || shell::complaint(&mut command))? {
        None => Ok(()),
        Some(complaint) => {
            eprint!("{complaint}");
            Err(shell::failed(&command))
        }
    }
}

/// The packages of all needs, each once, in their order.
fn names(needs: &[&Need]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for &name in needs.iter().flat_map(|need| need.packages) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What to do where we cannot do it.
fn instructions(missing: &[&Need], packages: &[&str]) -> String {
    let needs = missing.iter().map(|need| format!("  {need}\n")).collect::<String>();
    format!(
        "this machine lacks\n{needs}Installing that takes root on a Debian system. Run\n  \
         sudo apt-get update\n  \
         sudo apt-get install --no-install-recommends {}\nand then this again",
        packages.join(" ")
    )
}

/// Those of `packages` for which `policy`, the output of `apt-cache policy`, shows no version to install.
fn unknown<'a>(policy: &str, packages: &[&'a str]) -> Vec<&'a str> {
    let has_candidate = |package: &str| {
        let mut lines = policy.lines().skip_while(|line| line.strip_suffix(':') != Some(package)).skip(1);
        let candidate = lines.find_map(|line| line.trim_start().strip_prefix("Candidate: "));
        candidate.is_some_and(|version| version != "(none)")
    };
    packages.iter().copied().filter(|package| !has_candidate(package)).collect()
}

/// `apt-get`, which asks nothing, and waits for another one to end.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").env("LC_ALL", "C");
    command.args(["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]);
    command
}

/// Whether we may install packages.
fn is_root() -> bool {
    shell::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim_end() == "0")
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
    fn without_root_the_commands_are_printed() {
        let text = instructions(&[&A, &B], &names(&[&A, &B]));
        assert_eq!(
            text,
            "this machine lacks\n  liba libc: A (for a)\n  libb libc: B (for b)\nInstalling that takes root on a Debian \
             system. Run\n  sudo apt-get update\n  sudo apt-get install --no-install-recommends liba libc libb\nand then \
             this again"
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
