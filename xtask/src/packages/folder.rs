//! The folder for unpacked packages that are not installed on the system, and the variables for using their programs.
//!
//! | path | content |
//! | --- | --- |
//! | `root/` | the packages' files, as they would lie below `/` |
//! | `apt/` | apt's lists and cache, `downloads/` with the packages |
//! | `env` | the variables below, for a shell to read: `. target/packages/env` |

use std::ffi::OsString;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::error::Error;
use crate::shell;

/// A folder of unpacked packages. It need not exist.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The folder at an absolute path.
    pub fn new(path: PathBuf) -> Folder {
        Folder { path }
    }

    /// The folder's path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of the packages' files.
    pub fn root(&self) -> PathBuf {
        self.path.join("root")
    }

    /// The folder of apt's lists.
    pub fn apt(&self) -> PathBuf {
        self.path.join("apt")
    }

    /// The folder for downloaded packages.
    pub fn downloads(&self) -> PathBuf {
        self.apt().join("downloads")
    }

    /// Creates the folders that apt expects.
    pub fn create(&self) -> Result<(), Error> {
        let folders = ["state/lists/partial", "cache/archives/partial", "downloads"];
        let folders = folders.iter().map(|name| self.apt().join(name)).chain([self.root()]);
        folders.into_iter().try_for_each(|path| fs::create_dir_all(&path).map_err(Error::io("create", &path)))
    }

    /// Unpacks the downloaded packages in this order, in which a program's own package comes after its dependencies, so
    /// that a program that exists has everything it needs. Then repairs links, completes compilers, writes `env`, and removes the
    /// downloads.
    pub fn unpack(&self, packages: &[String]) -> Result<(), Error> {
        let downloads = self.downloads();
        let files = fs::read_dir(&downloads).map_err(Error::io("read", &downloads))?;
        let files = files.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, _>>();
        let files = files.map_err(Error::io("read", &downloads))?;
        for package in packages {
            // The file's name is `NAME_VERSION_ARCHITECTURE.deb`.
            let begins = format!("{package}_");
            let is_its =
                |file: &&PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins));
            let Some(file) = files.iter().find(is_its) else {
                return Err(Error::Machine(format!("apt-get downloaded no file of the package {package}")));
            };
            let mut command = Command::new("dpkg-deb");
            shell::quietly(command.arg("--extract").arg(file).arg(self.root()))?;
        }
        mend_links(&self.root(), &self.root())?;
        link_alternatives(&self.root())?;
        complete_compilers(&self.root(), Path::new("/"))?;
        let path = self.path.join("env");
        fs::write(&path, self.script()).map_err(Error::io("write", &path))?;
        fs::remove_dir_all(&downloads).map_err(Error::io("remove", &downloads))
    }

    /// The file for a shell to read; none if no packages are unpacked here.
    pub fn script_path(&self) -> Option<PathBuf> {
        let path = self.path.join("env");
        path.is_file().then_some(path)
    }

    /// The environment variables with which programs find the unpacked files. The system's programs come first, and its
    /// libraries last. Empty if nothing is unpacked.
    pub fn variables(&self) -> Vec<(&'static str, OsString)> {
        let root = self.root();
        let with = |name: &str, ours: Vec<PathBuf>, ours_first: bool| {
            let others = env::var_os(name).filter(|value| !value.is_empty());
            let others = others.iter().flat_map(env::split_paths).filter(|path| !path.starts_with(&root)).collect();
            let paths = if ours_first { [ours, others] } else { [others, ours] };
            env::join_paths(paths.concat()).unwrap_or_default()
        };
        let existing = |paths: &[&str]| {
            let paths = paths.iter().map(|path| root.join(path));
            paths.filter(|path| path.is_dir()).collect::<Vec<_>>()
        };
        let libraries = multiarch_folders(&root);
        if !root.join("usr").is_dir() {
            return Vec::new();
        }
        let mut variables = vec![
            ("PATH", with("PATH", existing(&["usr/bin"]), false)),
            ("LD_LIBRARY_PATH", with("LD_LIBRARY_PATH", libraries.clone(), true)),
            ("LIBRARY_PATH", with("LIBRARY_PATH", [gcc_folders(&root), libraries].concat(), true)),
        ];
        let single = [
            ("LLVM_SYS_221_PREFIX", "usr/lib/llvm-22", "bin/llvm-config"),
            ("LLVM_SYS_191_PREFIX", "usr/lib/llvm-19", "bin/llvm-config"),
            ("VALGRIND_LIB", "usr/libexec/valgrind", ""),
        ];
        for (name, path, proof) in single {
            if env::var_os(name).is_none() && root.join(path).join(proof).exists() {
                variables.push((name, root.join(path).into()));
            }
        }
        variables
    }

    /// The text of `env`, with which a shell uses the folder as xtask does.
    fn script(&self) -> String {
        let mut text =
            String::from("# Read by a shell: makes it find the packages that dissolve's xtask has unpacked here.\n");
        for (name, value) in self.variables() {
            let ours = env::split_paths(&value).filter(|path| path.starts_with(self.root()));
            let ours = ours.map(|path| shell::quoted(&path.to_string_lossy())).collect::<Vec<_>>().join(":");
            let line = match name {
                "PATH" => format!("export {name}=\"${name}\":{ours}\n"),
                "LD_LIBRARY_PATH" | "LIBRARY_PATH" => format!("export {name}={ours}${{{name}:+:${name}}}\n"),
                _ => format!("export {name}={ours}\n"),
            };
            text += &line;
        }
        text
    }
}

/// The folders of shared libraries, such as `usr/lib/x86_64-linux-gnu`.
fn multiarch_folders(root: &Path) -> Vec<PathBuf> {
    let folders = ["usr/lib", "lib"].iter().flat_map(|lib| entries(&root.join(lib)));
    folders.filter(|path| path.is_dir() && path.to_string_lossy().ends_with("-linux-gnu")).collect()
}

/// The folders of GCC's libraries for this machine, such as `usr/lib/gcc/x86_64-linux-gnu/12`. A compiler for chips has others beside them.
fn gcc_folders(root: &Path) -> Vec<PathBuf> {
    let targets = entries(&root.join("usr/lib/gcc")).into_iter();
    let ours = targets.filter(|target| target.to_string_lossy().ends_with("-linux-gnu"));
    ours.flat_map(|target| entries(&target)).filter(|path| path.is_dir()).collect()
}

/// The paths in a folder, ordered by name; none if it does not exist.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    paths
}

/// Repairs the links below `folder`: they lead to a file in `root` if it exists there, and otherwise to the system's.
fn mend_links(folder: &Path, root: &Path) -> Result<(), Error> {
    let read = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    for entry in read {
        let path = entry.map_err(Error::io("read", folder))?.path();
        let kind = fs::symlink_metadata(&path).map_err(Error::io("read", &path))?.file_type();
        if kind.is_dir() {
            mend_links(&path, root)?;
        } else if kind.is_symlink() {
            let target = fs::read_link(&path).map_err(Error::io("read", &path))?;
            if let Some(better) = better_target(&path, &target, root) {
                fs::remove_file(&path).map_err(Error::io("replace", &path))?;
                symlink(&better, &path).map_err(Error::io("link", &path))?;
            }
        }
    }
    Ok(())
}

/// Links that a package's script makes when it is installed (`update-alternatives`), and the target of each, from its folder.
const ALTERNATIVES: &[(&str, &str)] =
    &[("usr/lib/arm-none-eabi/lib", "newlib"), ("usr/lib/arm-none-eabi/include", "../../include/newlib")];

/// Makes the links of [`ALTERNATIVES`] whose targets are there.
fn link_alternatives(root: &Path) -> Result<(), Error> {
    for (link, target) in ALTERNATIVES {
        let link = root.join(link);
        let is_there = link.parent().is_some_and(|folder| folder.join(target).is_dir());
        if is_there && fs::symlink_metadata(&link).is_err() {
            symlink(target, &link).map_err(Error::io("link", &link))?;
        }
    }
    Ok(())
}

/// Adds what a compiler of GCC's expects beside itself: a compiler in `root` looks for its headers and libraries there, though some
/// of them are on the system, in a package that was there before. Links lead to those.
fn complete_compilers(root: &Path, system: &Path) -> Result<(), Error> {
    for ours in gcc_folders(root) {
        let inside = ours.strip_prefix(root).unwrap_or(&ours);
        link_missing(&system.join(inside), &ours)?;
    }
    Ok(())
}

/// Links everything in a folder that another folder does not have, in the folders that both have too.
fn link_missing(from: &Path, to: &Path) -> Result<(), Error> {
    for path in entries(from) {
        let Some(name) = path.file_name() else { continue };
        let ours = to.join(name);
        if fs::symlink_metadata(&ours).is_err() {
            symlink(&path, &ours).map_err(Error::io("link", &ours))?;
        } else if path.is_dir() && ours.is_dir() {
            link_missing(&path, &ours)?;
        }
    }
    Ok(())
}

/// The target that the link at `path` should have instead of `target`; none if `target` is right.
fn better_target(path: &Path, target: &Path, root: &Path) -> Option<PathBuf> {
    let inside = path.parent()?.strip_prefix(root).ok()?;
    // The target as an absolute path on the system: `/usr/lib/libz.so.1`.
    let named = normal(&Path::new("/").join(inside).join(target));
    let named = named.strip_prefix(root).map_or(named.clone(), |inside| Path::new("/").join(inside));
    let ours = root.join(named.strip_prefix("/").ok()?);
    // The parts of a compiler are links to the system's files of the same path: there is no file of ours to lead to.
    let is_itself = ours == path;
    let better = if !is_itself && fs::symlink_metadata(&ours).is_ok() {
        target.is_absolute().then_some(ours)
    } else {
        ((target.is_relative() || is_itself) && named.exists()).then_some(named)
    };
    better.filter(|better| better != target)
}

/// Removes `.` and `..` from an absolute path.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::from("/");
    for component in path.components() {
        match component {
            Component::ParentDir => {
                normal.pop();
            }
            Component::Normal(name) => normal.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder for a test, in the system's folder for temporary files.
    fn scratch(name: &str) -> PathBuf {
        let path = env::temp_dir().join(format!("dissolve-xtask-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        path
    }

    fn write(path: PathBuf) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }

    #[test]
    fn links_lead_to_where_the_file_is() {
        let scratch = scratch("links");
        let root = scratch.join("root");
        write(root.join("usr/lib/libours.so.1"));
        symlink("libours.so.1", root.join("usr/lib/libours.so")).unwrap();
        symlink("/usr/lib/libours.so.1", root.join("usr/lib/absolute.so")).unwrap();
        symlink("../../etc/group", root.join("usr/lib/system")).unwrap();
        symlink("nowhere", root.join("usr/lib/dangling")).unwrap();
        // A link to a file of the system with the same path, as for a compiler's parts, and one that leads to itself.
        let system = Path::new("/etc/passwd");
        fs::create_dir_all(root.join("etc")).unwrap();
        symlink(system, root.join("etc/passwd")).unwrap();
        fs::create_dir_all(root.join("bin")).unwrap();
        symlink(root.join("bin/sh"), root.join("bin/sh")).unwrap();
        let target = |name: &str| fs::read_link(root.join(name)).unwrap();
        // Packages are unpacked into the folder as often as something is missing.
        for _ in 0..3 {
            mend_links(&root, &root).unwrap();
            assert_eq!(target("usr/lib/libours.so"), Path::new("libours.so.1"));
            assert_eq!(target("usr/lib/absolute.so"), root.join("usr/lib/libours.so.1"));
            assert_eq!(target("usr/lib/system"), Path::new("/etc/group"));
            assert_eq!(target("usr/lib/dangling"), Path::new("nowhere"));
            assert_eq!(target("etc/passwd"), system);
            assert_eq!(target("bin/sh"), Path::new("/bin/sh"));
        }
        fs::remove_dir_all(scratch).unwrap();
    }

    #[test]
    fn a_compiler_finds_the_parts_that_the_system_has() {
        let scratch = scratch("compilers");
        let (root, system) = (scratch.join("root"), scratch.join("system"));
        let gcc = "usr/lib/gcc/x86_64-linux-gnu/12";
        for name in ["crtbegin.o", "include/stddef.h", "include/objc/objc.h", "libstdc++.so"] {
            write(system.join(gcc).join(name));
        }
        for name in ["cc1plus", "libstdc++.so", "include/objc/NXStr.h"] {
            write(root.join(gcc).join(name));
        }
        complete_compilers(&root, &system).unwrap();
        let target = |name: &str| fs::read_link(root.join(gcc).join(name)).ok();
        for name in ["crtbegin.o", "include/stddef.h", "include/objc/objc.h"] {
            assert_eq!(target(name), Some(system.join(gcc).join(name)), "{name}");
        }
        assert_eq!((target("libstdc++.so"), target("cc1plus")), (None, None));
        complete_compilers(&root, &scratch.join("nowhere")).unwrap();
        fs::remove_dir_all(scratch).unwrap();
    }

    #[test]
    fn links_of_scripts_are_made_where_their_targets_are() {
        let scratch = scratch("alternatives");
        write(scratch.join("usr/lib/arm-none-eabi/newlib/nano.specs"));
        write(scratch.join("usr/include/newlib/stdio.h"));
        for _ in 0..2 {
            link_alternatives(&scratch).unwrap();
            assert!(scratch.join("usr/lib/arm-none-eabi/lib/nano.specs").is_file());
            assert!(scratch.join("usr/lib/arm-none-eabi/include/stdio.h").is_file());
        }
        let empty = self::scratch("no-alternatives");
        link_alternatives(&empty).unwrap();
        assert!(entries(&empty).is_empty());
        for folder in [scratch, empty] {
            fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn variables_name_what_is_unpacked() {
        let scratch = scratch("variables");
        let folder = Folder::new(scratch.join("packages"));
        assert_eq!(folder.variables(), []);
        let root = folder.root();
        write(root.join("usr/bin/emulator"));
        write(root.join("usr/lib/x86_64-linux-gnu/libz.so"));
        write(root.join("usr/lib/gcc/x86_64-linux-gnu/12/libstdc++.so"));
        write(root.join("usr/lib/llvm-19/bin/llvm-config"));
        let variables = folder.variables();
        let value = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, value)| value.to_string_lossy());
        let root = root.display();
        assert!(value("PATH").unwrap().ends_with(&format!(":{root}/usr/bin")));
        assert!(value("LD_LIBRARY_PATH").unwrap().starts_with(&format!("{root}/usr/lib/x86_64-linux-gnu")));
        assert!(value("LIBRARY_PATH").unwrap().starts_with(&format!("{root}/usr/lib/gcc/x86_64-linux-gnu/12:")));
        if env::var_os("LLVM_SYS_191_PREFIX").is_none() {
            assert_eq!(value("LLVM_SYS_191_PREFIX").unwrap(), format!("{root}/usr/lib/llvm-19"));
        }
        assert_eq!(value("VALGRIND_LIB"), None);
        let script = folder.script();
        assert!(script.contains(&format!("export PATH=\"$PATH\":{root}/usr/bin\n")), "{script}");
        fs::remove_dir_all(scratch).unwrap();
    }

    #[test]
    fn paths_are_read_without_their_dots() {
        assert_eq!(normal(Path::new("/usr/lib/../../bin/./sh")), Path::new("/bin/sh"));
        assert_eq!(normal(Path::new("/../x")), Path::new("/x"));
    }
}
