//! Builds components from a WIT world and C sources: with the bindings of stock `wit-bindgen c`, compiled with clang,
//! with the flags that the guide recommends.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::{fmt, fs};

use dissolve_pipeline::componentize::{Options, componentize};
use dissolve_tests::{clang, compile};
use wit_bindgen_core::wit_parser::Resolve;
use wit_bindgen_core::{Files, WorldGenerator};

/// The memory from which the guest allocates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An arena of this many bytes inside the guest.
    Static(u32),
    /// The embedder's arena.
    Extern,
}

impl Mode {
    /// Both modes, with arenas as large as the embedder's arena in the tests.
    pub const ALL: [Mode; 2] = [Mode::Static(4096), Mode::Extern];

    /// The macro that selects the mode.
    pub fn flag(self) -> String {
        match self {
            Mode::Static(size) => format!("-DDISSOLVE_STATIC_ARENA={size}"),
            Mode::Extern => "-DDISSOLVE_EXTERN_ARENA".to_owned(),
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mode::Static(size) => write!(f, "static-{size}"),
            Mode::Extern => f.write_str("extern"),
        }
    }
}

/// A guest's sources.
#[derive(Clone, Copy, Debug)]
pub struct Guest {
    /// The name of its world.
    pub world: &'static str,
    /// The file or folder of its WIT, in the repository.
    pub wit: &'static str,
    /// Its C or C++ file, in the repository.
    pub source: &'static str,
}

impl Guest {
    /// The core module, compiled in this mode with `extra` flags. Compiled once, and shared by all tests.
    pub fn core(&self, mode: Mode, extra: &[&str]) -> Vec<u8> {
        self.core_with(wit_bindgen_c::Opts::default().build(), mode, extra)
    }

    /// Same as [`Guest::core`], with bindings of this generator. The world, `mode` and `extra` are the cache's key.
    pub fn core_with(&self, generator: Box<dyn WorldGenerator>, mode: Mode, extra: &[&str]) -> Vec<u8> {
        static CORES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());
        let name = format!("{}-{mode}{}", self.world, extra.concat());
        let mut cores = CORES.lock().expect("a guest does not compile, says another test");
        cores.entry(name.clone()).or_insert_with(|| self.compile(&scratch(&name), generator, mode, extra)).clone()
    }

    fn compile(&self, folder: &Path, generator: Box<dyn WorldGenerator>, mode: Mode, extra: &[&str]) -> Vec<u8> {
        let files = bindings(self.wit, self.world, generator, folder);
        let root = root();
        let at = |path: &str| root.join(path).into_os_string();
        let clang = clang();
        let world = self.world;

        let mut flags: Vec<_> = ["--target=wasm32-unknown-unknown", "-Os", "-nostdlib", "-Werror", "-isystem"]
            .map(Into::into)
            .into_iter()
            .chain([at("guest/c/include"), "-I".into(), at("guest/c"), "-I.".into(), mode.flag().into()])
            .collect();
        flags.extend(extra.iter().map(Into::into));
        let object = |compiler, source, warnings: &[&str], object: &str| {
            let own = warnings.iter().map(Into::into).chain(["-c".into(), source, "-o".into(), object.into()]);
            compile(compiler, folder, flags.iter().cloned().chain(own)).unwrap_or_else(|error| panic!("{error}"));
        };
        const C: &[&str] = &["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow"];
        const CXX: &[&str] = &[
            "-std=c++17",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-fno-exceptions",
            "-fno-rtti",
            "-fno-threadsafe-statics",
        ];
        // Bindings in C++ need C++20, and have unused parameters.
        const CXX_20: [&str; 5] = ["-std=c++20", "-Wall", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"];
        let bindings_in_cpp = format!("{world}.cpp");
        if files.contains(&bindings_in_cpp) {
            object(clang.cxx, bindings_in_cpp.into(), &CXX_20, "bindings.o");
        } else {
            object(clang.c, format!("{world}.c").into(), &[], "bindings.o");
        }
        object(clang.c, at("guest/c/dissolve_guest.c"), C, "dissolve_guest.o");
        let mut objects = vec!["bindings.o".to_owned(), format!("{world}_component_type.o"), "dissolve_guest.o".into()];
        if self.source.ends_with(".cpp") {
            object(clang.cxx, at("guest/c/dissolve_guest.cpp"), CXX, "dissolve_guest_cpp.o");
            let warnings = if files.iter().any(|file| file.ends_with("_cpp.h")) { &CXX_20[..] } else { CXX };
            object(clang.cxx, at(self.source), warnings, "guest.o");
            objects.push("dissolve_guest_cpp.o".into());
        } else {
            object(clang.c, at(self.source), C, "guest.o");
        }
        objects.push("guest.o".into());

        let link = [
            "--target=wasm32-unknown-unknown",
            "-nostdlib",
            "-Wl,--no-entry,--stack-first,--emit-relocs,--export=__heap_base,--export=__data_end",
        ];
        let output = ["-o", "core.wasm"];
        let link = link.into_iter().chain(objects.iter().map(String::as_str)).chain(output);
        compile(clang.c, folder, link).unwrap_or_else(|error| panic!("{error}"));
        fs::read(folder.join("core.wasm")).expect("the linker wrote it")
    }

    /// The guest's component, in this mode.
    pub fn component(&self, mode: Mode) -> Vec<u8> {
        component(&self.core(mode, &[]), mode)
    }
}

/// Writes the files that a generator of wit-bindgen makes for a world. Returns the names of the files.
pub fn bindings(wit: &str, world: &str, mut generator: Box<dyn WorldGenerator>, folder: &Path) -> Vec<String> {
    let mut resolve = Resolve::default();
    let (package, _) = resolve.push_path(root().join(wit)).expect("the WIT is valid");
    let world = resolve.select_world(&[package], Some(world)).expect("the world is there");
    let mut files = Files::default();
    generator.generate(&mut resolve, world, &mut files).expect("the world has bindings");
    for (name, contents) in files.iter() {
        fs::write(folder.join(name), contents).expect("the folder can be written to");
    }
    files.iter().map(|(name, _)| name.to_owned()).collect()
}

/// Makes a component of a core module.
pub fn component(core: &[u8], mode: Mode) -> Vec<u8> {
    let arena = "env::__cabi_arena_realloc".parse().expect("it is of the form MODULE::NAME");
    let passthrough = if mode == Mode::Extern { vec![arena] } else { vec![] };
    componentize(core, &Options { passthrough, ..Options::default() }).expect("the guest becomes a component").bytes
}

/// Makes a component without imports: in mode extern, an arena of 4 KiB is bound.
pub fn standalone(core: &[u8], mode: Mode) -> Vec<u8> {
    let bind_arena = (mode == Mode::Extern).then_some(4096);
    let options = Options { bind_arena, ..Options::default() };
    componentize(core, &options).expect("the guest becomes a component").bytes
}

/// The root folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package is in the repository").to_owned()
}

/// An empty folder with this name, for the files of a test.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_guests").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("the folder can be emptied");
    }
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}
