//! Computes the packages to fetch: takes the names of the wanted packages, the installed packages, and the control
//! stanzas of existing packages; returns the wanted packages with all dependencies that the system does not have.

use std::collections::{HashMap, HashSet};

/// The relation between two versions; Debian policy, section 7.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `<<`
    Earlier,
    /// `<=`
    EarlierOrEqual,
    /// `=`
    Equal,
    /// `>=`
    LaterOrEqual,
    /// `>>`
    Later,
}

impl Relation {
    const ALL: &[Relation] =
        &[Relation::EarlierOrEqual, Relation::LaterOrEqual, Relation::Earlier, Relation::Later, Relation::Equal];

    /// The relation as control files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Earlier => "<<",
            Relation::EarlierOrEqual => "<=",
            Relation::Equal => "=",
            Relation::LaterOrEqual => ">=",
            Relation::Later => ">>",
        }
    }
}

/// One alternative of a dependency: `libc6 (>= 2.36)`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Dependency {
    name: String,
    version: Option<(Relation, String)>,
}

impl Dependency {
    /// Reads `name:qualifier (relation version) [architecture]`.
    fn parse(text: &str) -> Dependency {
        let name = text.split([' ', '(', ':', '[']).next().unwrap_or_default().to_owned();
        let inside = text.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside.trim());
        let version = inside.and_then(|inside| {
            let relation = Relation::ALL.iter().find(|relation| inside.starts_with(relation.as_str()))?;
            Some((*relation, inside[relation.as_str().len()..].trim().to_owned()))
        });
        Dependency { name, version }
    }
}

/// Reads the value of a `Depends` field: `a, b (>= 2) | c`; an inner list has the alternatives.
fn dependencies(field: &str) -> impl Iterator<Item = Vec<Dependency>> {
    let groups = field.split(',').map(str::trim).filter(|group| !group.is_empty());
    groups.map(|group| group.split('|').map(|alternative| Dependency::parse(alternative.trim())).collect())
}

/// The packages of the system: their versions by name, and the names that they provide.
pub struct Installed {
    versions: HashMap<String, String>,
    provided: HashSet<String>,
}

impl Installed {
    /// Reads lines of status, name, version and provided names, separated by tabs.
    pub fn parse(text: &str) -> Installed {
        let mut installed = Installed { versions: HashMap::new(), provided: HashSet::new() };
        for line in text.lines() {
            let fields = line.split('\t').collect::<Vec<_>>();
            // The second letter of the status is `i` if the package is installed.
            let [status, name, version, provides] = fields[..] else { continue };
            if status.as_bytes().get(1) == Some(&b'i') {
                installed.versions.insert(name.to_owned(), version.to_owned());
                installed.provided.extend(dependencies(provides).flatten().map(|provided| provided.name));
            }
        }
        installed
    }
}

/// The packages that exist, found by queries.
pub struct Candidates<'a, Show, Providers, Compare> {
    installed: &'a Installed,
    show: Show,
    providers: Providers,
    compare: Compare,
}

impl<'a, Show, Providers, Compare> Candidates<'a, Show, Providers, Compare>
where
    Show: Fn(&[String]) -> String,
    Providers: Fn(&str) -> Vec<String>,
    Compare: Fn(&str, Relation, &str) -> bool,
{
    /// `show` gives the control stanzas of packages; `providers` the packages that provide a name; `compare` relates two versions.
    pub fn new(installed: &'a Installed, show: Show, providers: Providers, compare: Compare) -> Self {
        Candidates { installed, show, providers, compare }
    }

    /// The packages to fetch for `wanted`: these, even if the system has them, and all dependencies that it does not
    /// have. Each package comes after its dependencies, except in cycles.
    ///
    /// # Errors
    ///
    /// If a dependency does not exist, or would replace the system's C library.
    pub fn closure(&self, wanted: &[&str]) -> Result<Vec<String>, String> {
        let mut chosen = wanted.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let mut read = 0;
        while read < chosen.len() {
            let stanzas = stanzas(&(self.show)(&chosen[read..]));
            let level = chosen[read..].to_vec();
            read = chosen.len();
            for name in level {
                let stanza = stanzas.get(&name).ok_or_else(|| format!("there is no package {name} here"))?;
                for group in stanza {
                    if group.iter().any(|dependency| self.is_met(dependency, &chosen)) {
                        continue;
                    }
                    let package = self.choice(group).ok_or_else(|| missing(&name, group))?;
                    if package == "libc6" {
                        return Err(format!(
                            "the package {name} of these sources needs a newer C library than the system's"
                        ));
                    }
                    if !chosen.contains(&package) {
                        chosen.push(package);
                    }
                }
            }
        }
        chosen.reverse();
        Ok(chosen)
    }

    /// Returns true if the system, or a package that is fetched anyway, satisfies a dependency.
    fn is_met(&self, dependency: &Dependency, chosen: &[String]) -> bool {
        if chosen.contains(&dependency.name) {
            return true;
        }
        match (self.installed.versions.get(&dependency.name), &dependency.version) {
            (Some(version), Some((relation, wanted))) => (self.compare)(version, *relation, wanted),
            (Some(_), None) => true,
            (None, _) => self.installed.provided.contains(&dependency.name),
        }
    }

    /// The package to fetch for a dependency: the first alternative that exists, or the first package that provides one.
    fn choice(&self, group: &[Dependency]) -> Option<String> {
        let names = group.iter().map(|dependency| dependency.name.clone()).collect::<Vec<_>>();
        let existing = stanzas(&(self.show)(&names));
        let direct = names.iter().find(|name| existing.contains_key(*name)).cloned();
        direct.or_else(|| names.iter().find_map(|name| (self.providers)(name).into_iter().next()))
    }
}

fn missing(name: &str, group: &[Dependency]) -> String {
    let names = group.iter().map(|dependency| dependency.name.as_str()).collect::<Vec<_>>();
    format!("the package {name} depends on {}, which is not here", names.join(" or "))
}

/// The dependencies of each package in a text of control stanzas. Of two stanzas with the same name, the first counts.
fn stanzas(text: &str) -> HashMap<String, Vec<Vec<Dependency>>> {
    let mut packages = HashMap::new();
    for stanza in text.split("\n\n") {
        let field = |name: &str| stanza.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        let Some(name) = field("Package") else { continue };
        let depends = ["Pre-Depends", "Depends"].into_iter().filter_map(field).flat_map(dependencies).collect();
        packages.entry(name.to_owned()).or_insert(depends);
    }
    packages
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCES: &str = "\
Package: emulator
Version: 7.2
Depends: emulator-data (= 7.2), libc6 (>= 2.36), libglib (>= 2.70) | libglib-old, awk, python3:any

Package: emulator-data
Version: 7.2
Depends: emulator-common | other

Package: emulator-common
Version: 7.2
Pre-Depends: libtiny

Package: libtiny
Version: 1
Depends: emulator

Package: libglib
Version: 2.74

Package: modern
Version: 1
Depends: libc6 (>= 9)

Package: libc6
Version: 9

Package: broken
Version: 1
Depends: nothing-such | nor-this
";

    /// The closure on a system that has `installed`, with a comparison of versions that reads them as numbers.
    fn closure(installed: &str, wanted: &[&str]) -> Result<Vec<String>, String> {
        let installed = Installed::parse(installed);
        let show = |names: &[String]| {
            let has = |stanza: &&str| names.iter().any(|name| stanza.starts_with(&format!("Package: {name}\n")));
            SOURCES.split("\n\n").filter(has).collect::<Vec<_>>().join("\n\n")
        };
        let providers = |name: &str| if name == "awk" { vec!["libtiny".to_owned()] } else { Vec::new() };
        let number = |version: &str| version.parse::<f64>().unwrap();
        let compare = |left: &str, relation: Relation, right: &str| match relation {
            Relation::LaterOrEqual => number(left) >= number(right),
            Relation::Equal => number(left) == number(right),
            _ => false,
        };
        Candidates::new(&installed, show, providers, compare).closure(wanted)
    }

    const BASE: &str = "ii \tlibc6\t2.36\t\nii \tpython3\t3.11\t\nii \tmawk\t1\tawk\n";

    #[test]
    fn what_the_system_has_is_not_fetched() {
        let system = format!("{BASE}ii \tlibglib\t2.74\t\n");
        assert_eq!(
            closure(&system, &["emulator"]).unwrap(),
            ["libtiny", "emulator-common", "emulator-data", "emulator"]
        );
    }

    #[test]
    fn an_old_or_removed_package_does_not_count() {
        for line in ["ii \tlibglib\t2.60\t\n", "rc \tlibglib\t2.74\t\n", ""] {
            let list = closure(&format!("{BASE}{line}"), &["emulator"]).unwrap();
            assert!(list.contains(&"libglib".to_owned()), "{line:?}: {list:?}");
        }
    }

    #[test]
    fn what_is_wanted_is_fetched_though_the_system_has_it() {
        let system = format!("{BASE}ii \tlibglib\t2.74\t\n");
        assert_eq!(closure(&system, &["libglib"]).unwrap(), ["libglib"]);
    }

    #[test]
    fn a_name_without_a_package_is_met_by_a_provider() {
        let list = closure("ii \tlibc6\t2.36\t\nii \tpython3\t3\t\nii \tlibglib\t3\t\n", &["emulator"]).unwrap();
        assert!(list.contains(&"libtiny".to_owned()), "{list:?}");
    }

    #[test]
    fn what_cannot_be_had_is_said() {
        assert_eq!(closure(BASE, &["absent"]).unwrap_err(), "there is no package absent here");
        let broken = closure(BASE, &["broken"]).unwrap_err();
        assert_eq!(broken, "the package broken depends on nothing-such or nor-this, which is not here");
        let modern = closure(BASE, &["modern"]).unwrap_err();
        assert_eq!(modern, "the package modern of these sources needs a newer C library than the system's");
    }

    #[test]
    fn dependencies_are_read_as_policy_writes_them() {
        let read = dependencies("a:any (>= 1.0~) [amd64], b(<<2)|c").collect::<Vec<_>>();
        let dependency = |name: &str, version: Option<(Relation, &str)>| Dependency {
            name: name.into(),
            version: version.map(|(relation, version)| (relation, version.into())),
        };
        assert_eq!(
            read,
            [
                vec![dependency("a", Some((Relation::LaterOrEqual, "1.0~")))],
                vec![dependency("b", Some((Relation::Earlier, "2"))), dependency("c", None)]
            ]
        );
    }
}
