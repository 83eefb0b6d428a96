//! The commands `apt-get`, `apt-cache` and `dpkg`: takes names of packages; returns commands to run, or their answers.
//!
//! [`Apt`] works on the system's own lists, or on lists in a folder of xtask's, which need no root.

use std::process::Command;

use super::closure::{Installed, Relation};
use super::folder::Folder;
use crate::error::Error;
use crate::shell;

/// The options for every command of apt.
pub struct Apt {
    options: Vec<String>,
}

impl Apt {
    /// An apt with the system's lists of packages.
    pub fn of_the_system() -> Apt {
        Apt { options: Vec::new() }
    }

    /// An apt with lists and a cache of its own in `folder`. It reads from the system which packages are installed.
    pub fn in_folder(folder: &Folder) -> Apt {
        let setting = |name: &str, value: &str| format!("{name}={value}");
        let state = folder.apt().display().to_string();
        let options = vec![
            setting("Dir::State", &format!("{state}/state")),
            setting("Dir::State::status", "/var/lib/dpkg/status"),
            setting("Dir::Cache", &format!("{state}/cache")),
            // Otherwise, if xtask runs as root, apt downloads as a user who cannot write here.
            setting("APT::Sandbox::User", "root"),
        ];
        Apt { options }
    }

    /// Updates the lists. If one source does not answer, the others may still have the packages.
    pub fn update(&self) -> Result<(), Error> {
        let update = || shell::complaint(self.get().arg("update"));
        if let Some(complaint) = shell::timed("apt-get update", update)? {
            eprintln!("{complaint}xtask: apt-get update failed; going on with what is known of packages");
        }
        Ok(())
    }

    /// The output of `apt-cache policy` for packages.
    pub fn policy(&self, packages: &[&str]) -> String {
        shell::answer(self.cache().arg("policy").args(packages)).unwrap_or_default()
    }

    /// Simulates the installation; the command succeeds if nothing has to be removed or downgraded.
    pub fn simulate(&self, packages: &[&str]) -> Command {
        let mut command = self.install(packages);
        command.arg("--simulate");
        command
    }

    /// Installs packages, without removing any.
    pub fn install(&self, packages: &[&str]) -> Command {
        let mut command = self.get();
        command.args(["install", "--yes", "--no-install-recommends", "--no-remove"]).args(packages);
        command
    }

    /// Downloads packages into the working directory.
    pub fn download(&self, packages: &[String]) -> Command {
        let mut command = self.get();
        command.arg("download").args(packages);
        command
    }

    /// The control stanzas of packages, in the version that would be installed. Packages that do not exist have none.
    pub fn show(&self, packages: &[String]) -> String {
        // The command fails if one package does not exist, but still shows the others.
        let output = self.cache().args(["show", "--no-all-versions"]).args(packages).output();
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
    }

    /// The packages that provide `name`, in the order in which apt lists them.
    pub fn providers(&self, name: &str) -> Vec<String> {
        let text = shell::answer(self.cache().args(["showpkg", name])).unwrap_or_default();
        providers(&text)
    }

    /// `apt-get` without questions; it waits until another apt ends.
    fn get(&self) -> Command {
        let mut command = self.command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command.args(["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]);
        command
    }

    fn cache(&self) -> Command {
        self.command("apt-cache")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("LC_ALL", "C").args(self.options.iter().flat_map(|option| ["-o", option]));
        command
    }
}

/// The packages after `Reverse Provides:` in the output of `apt-cache showpkg`, in lines such as `mawk 1.3.4 (= )`.
fn providers(text: &str) -> Vec<String> {
    let lines = text.lines().skip_while(|line| !line.starts_with("Reverse Provides:")).skip(1);
    lines.filter_map(|line| line.split_whitespace().next()).map(String::from).collect()
}

/// Returns true if this system has the tools for Debian's packages.
pub fn is_there() -> bool {
    let has = |program: &str| shell::answer(Command::new(program).arg("--version")).is_some();
    has("apt-get") && has("dpkg-deb")
}

/// Returns true if xtask runs as root, and so can install packages.
pub fn is_root() -> bool {
    shell::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim_end() == "0")
}

/// The packages that are installed on the system.
pub fn installed() -> Result<Installed, Error> {
    let mut command = Command::new("dpkg-query");
    command.env("LC_ALL", "C");
    command.args(["--show", "--showformat", "${db:Status-Abbrev}\t${Package}\t${Version}\t${Provides}\n"]);
    let text = shell::answer(&mut command).ok_or_else(|| shell::failed(&command))?;
    Ok(Installed::parse(&text))
}

/// Returns true if `left` stands in `relation` to `right`, as dpkg orders versions.
pub fn compare(left: &str, relation: Relation, right: &str) -> bool {
    let mut command = Command::new("dpkg");
    shell::answer(command.args(["--compare-versions", left, relation.as_str(), right])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_read() {
        let text = "Package: awk\nVersions: \n\nReverse Depends: \n  base-files,awk\nDependencies: \nProvides: \n\
                    Reverse Provides: \nmawk 1.3.4.20200120-3.1 (= )\ngawk 1:5.2.1-2 (= )\n";
        assert_eq!(providers(text), ["mawk", "gawk"]);
        assert_eq!(providers("N: Unable to locate package"), [""; 0]);
    }

    #[test]
    fn nothing_is_removed_or_asked() {
        let line = shell::line(&Apt::of_the_system().simulate(&["liba"]));
        assert!(line.ends_with("install --yes --no-install-recommends --no-remove liba --simulate"), "{line}");
    }

    #[test]
    fn versions_are_ordered_as_dpkg_orders_them() {
        if !is_there() {
            println!("skipped: this system has no dpkg");
            return;
        }
        assert!(compare("1:10.0.2+ds-2+deb13u1~bpo12+1", Relation::Later, "1:7.2+dfsg-7+deb12u18"));
        assert!(compare("1.0~rc1", Relation::Earlier, "1.0"));
        assert!(!compare("1.0", Relation::Equal, "1.0-1"));
    }
}
