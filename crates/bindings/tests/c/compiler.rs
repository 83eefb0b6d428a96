//! Compilers of C and C++ that the tests call. A test fails if one is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_bindings::{CFiles, Manifest, c};

/// Every warning that the bindings promise to be free of.
const WARNINGS: &[&str] = &["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"];

/// A language, as options of a compiler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// C99.
    C,
    /// C11, whose static assertions are its own.
    C11,
    /// C++17.
    Cpp,
}

/// All languages.
pub const LANGUAGES: [Language; 3] = [Language::C, Language::C11, Language::Cpp];

impl Language {
    fn options(self) -> [&'static str; 3] {
        match self {
            Language::C => ["-std=c99", "-x", "c"],
            Language::C11 => ["-std=c11", "-x", "c"],
            Language::Cpp => ["-std=c++17", "-x", "c++"],
        }
    }

    /// GCC, Clang if it is there, and the cross compiler if it is there.
    fn compilers(self) -> Vec<&'static str> {
        let (always, optional) = match self {
            Language::Cpp => ("g++", ["clang++", "arm-none-eabi-g++"]),
            _ => ("gcc", ["clang", "arm-none-eabi-gcc"]),
        };
        let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success());
        std::iter::once(always).chain(optional.into_iter().filter(is_there)).collect()
    }
}

/// A folder with generated bindings.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    /// An empty folder.
    pub fn new() -> Folder {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    /// Generates bindings into the folder.
    pub fn generate(&self, manifest: &Manifest) -> CFiles {
        let files = c(manifest).unwrap_or_else(|error| panic!("{}: {error}", manifest.name));
        self.write(&files.header_name, &files.header);
        self.write(&files.source_name, &files.source);
        self.write(dissolve_bindings::SHARED_HEADER, &files.shared);
        files
    }

    /// Writes a file.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Compiles a file with every compiler of a language, with all warnings as errors.
    pub fn compile(&self, name: &str, language: Language, options: &[&str]) {
        for compiler in language.compilers() {
            let mut command = Command::new(compiler);
            command.args(language.options()).args(WARNINGS).args(options).args(["-c", name, "-o", "/dev/null"]);
            command.args((language == Language::Cpp).then_some("-Wold-style-cast"));
            run(command, self.folder.path());
        }
    }

    /// Compiles each file in its language with the host's compiler and sanitizers, links them, and runs the program.
    pub fn execute(&self, files: &[(&str, Language)]) {
        let objects: Vec<String> = files.iter().map(|(name, language)| format!("{name}.{language:?}.o")).collect();
        for ((name, language), object) in files.iter().zip(&objects) {
            let mut command = Command::new(language.compilers()[0]);
            command.args(language.options()).args(WARNINGS);
            command.args(["-g", "-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
            command.args(["-c", name, "-o", object]);
            run(command, self.folder.path());
        }
        let mut link = Command::new("g++");
        link.args(["-fsanitize=address,undefined", "-o", "program"]).args(&objects);
        run(link, self.folder.path());
        let mut program = Command::new(self.path("program"));
        program.env("ASAN_OPTIONS", "detect_leaks=0");
        run(program, self.folder.path());
    }
}

fn run(mut command: Command, folder: &Path) {
    let output = command.current_dir(folder).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    let text: String = text.lines().take(60).map(|line| format!("{line}\n")).collect();
    assert!(output.status.success(), "{command:?}\n{text}");
}
