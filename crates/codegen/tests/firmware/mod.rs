//! Objects in other people's firmware: linked with their scripts, the windows lie in RAM, below the start of the heap.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_codegen::{Object, OptLevel, Options, compile};
use dissolve_targets::{Architecture, Target};
use object::elf::{EF_ARM_EABI_VER5, EF_RISCV_RVC};
use object::write::{Object as Writer, Symbol, SymbolSection};
use object::{
    BinaryFormat, Endianness, FileFlags, Object as _, ObjectSegment as _, ObjectSymbol as _, SectionKind, SymbolFlags,
    SymbolKind, SymbolScope,
};
use tempfile::TempDir;

/// A program with an arena; `name` is the prefix of its symbols. Two of them are linked into one firmware, so `second`
/// uses its allocator by descriptor; its functions are in section groups.
fn program(name: &str, target: Target) -> Object {
    let text = r#"(module (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory (export "memory") 1) (global $counter (export "counter") (mut i32) (i32.const 0))
        (data (i32.const 1024) "data of the program")
        (func (export "f") (param i32) (result i32)
            (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
            (i32.load8_u (call $realloc (i32.const 0) (i32.const 0) (i32.const 1) (local.get 0)))))"#;
    let options = match name {
        "second" => Options { arena_descriptor: true, opt: OptLevel::SizeAboveAll, ..Options::new(target, name) },
        _ => Options::new(target, name),
    };
    compile(&wat::parse_str(text).unwrap(), &options).unwrap()
}

/// The embedder's object: startup code, allocators, a word of data and a word of zeros.
fn embedder(target: Target) -> Vec<u8> {
    let architecture = match target.architecture() {
        Architecture::Arm => object::Architecture::Arm,
        Architecture::RiscV => object::Architecture::Riscv32,
        Architecture::X86_64 | Architecture::Aarch64 => panic!("{target} is no chip"),
    };
    let mut writer = Writer::new(BinaryFormat::Elf, architecture, Endianness::Little);
    // The flags of version 5 of the Arm EABI, and of RISC-V with compressed instructions.
    let e_flags = if architecture == object::Architecture::Arm { EF_ARM_EABI_VER5 } else { EF_RISCV_RVC };
    writer.flags = FileFlags::Elf { os_abi: 0, abi_version: 0, e_flags };
    let text = SectionKind::Text;
    let constants = SectionKind::ReadOnlyData;
    for (section, kind, name, bytes) in [
        (".vector_table.reset_vector", constants, "__RESET_VECTOR", 4),
        (".vector_table.exceptions", constants, "__EXCEPTIONS", 56),
        (".vector_table.interrupts", constants, "__INTERRUPTS", 8),
        (".text.Reset", text, "Reset", 4),
        (".text.DefaultHandler_", text, "DefaultHandler_", 4),
        (".text.HardFault_", text, "HardFault_", 4),
        (".text.HardFaultTrampoline", text, "HardFaultTrampoline", 4),
        (".text.DefaultPreInit", text, "DefaultPreInit", 4),
        (".text.realloc", text, "__cabi_arena_realloc", 4),
        (".text.memset", text, "memset", 4),
        (".text.memset4", text, "__aeabi_memset4", 4),
        (".text.memset8", text, "__aeabi_memset8", 4),
        (".text.memclr4", text, "__aeabi_memclr4", 4),
        (".text.memclr8", text, "__aeabi_memclr8", 4),
        (".text.memclr", text, "__aeabi_memclr", 4),
        (".text.memcpy", text, "memcpy", 4),
        (".text.memcpy1", text, "__aeabi_memcpy", 4),
        (".text.second", text, "__cabi_arena_realloc_in", 4),
        (".data.initialized", SectionKind::Data, "initialized", 4),
        (".bss.zeroed", SectionKind::UninitializedData, "zeroed", 4),
    ] {
        let id = writer.add_section(Vec::new(), section.into(), kind);
        let value = match kind {
            SectionKind::UninitializedData => writer.append_section_bss(id, bytes, 4),
            _ => writer.append_section_data(id, &vec![0; bytes as usize], 4),
        };
        writer.add_symbol(Symbol {
            name: name.into(),
            value,
            size: bytes,
            kind: if kind == text { SymbolKind::Text } else { SymbolKind::Data },
            scope: SymbolScope::Dynamic,
            weak: false,
            section: SymbolSection::Section(id),
            flags: SymbolFlags::None,
        });
    }
    writer.write().unwrap()
}

/// A folder for the files of links.
struct Scene(TempDir);

impl Scene {
    fn new() -> Scene {
        Scene(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Links with a script, or with the linker's default script if there is none.
    fn link(&self, linker: &Path, script: Option<&Path>, objects: &[&[u8]]) -> Result<Vec<u8>, String> {
        let out = self.0.path().join("firmware.elf");
        let mut command = Command::new(linker);
        command.arg("-o").arg(&out).arg("--gc-sections").args(["--entry", "Reset", "-L"]).arg(self.0.path());
        for symbol in ["first_f", "second_f", "initialized", "zeroed", "__sheap", "end", "_end"] {
            command.arg(format!("--undefined={symbol}"));
        }
        command.args(["--unresolved-symbols=ignore-all"]);
        command.args(script.map(|script| format!("--script={}", script.display())));
        for (index, object) in objects.iter().enumerate() {
            command.arg(self.file(&format!("{index}.o"), object));
        }
        let output = command.output().unwrap();
        match output.status.success() {
            true => Ok(fs::read(out).unwrap()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    }
}

fn installed(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = env::split_paths(&path).collect();
    let mut places = names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

/// The linkers on this machine for a target: LLVM's, and GNU's if it is installed.
fn linkers(target: Target) -> Vec<PathBuf> {
    let lld = installed(&["ld.lld-22", "ld.lld-19", "ld.lld"]).expect("`cargo xtask test` installs lld");
    let gnu = match target.architecture() {
        Architecture::Arm => installed(&["arm-none-eabi-ld"]),
        // GNU's linker for RISC-V would need an option for the emulation, and takes the same scripts.
        _ => None,
    };
    std::iter::once(lld).chain(gnu).collect()
}

/// Checks an image: every window is in RAM, below the heap's start, and takes no bytes of the file.
fn check(elf: &[u8], programs: &[&Object], ram: u64, what: &str) {
    let file = object::File::parse(elf).unwrap();
    let defined = |name: &str| file.symbols().find(|symbol| symbol.is_definition() && symbol.name() == Ok(name));
    let address = |name: &str| defined(name).map(|symbol| symbol.address());
    let heap = ["__sheap", "end", "_end"].into_iter().find_map(address).unwrap_or_else(|| panic!("{what}: no heap"));
    for memory in programs.iter().flat_map(|program| &program.memories) {
        let start = address(&memory.symbol).unwrap_or_else(|| panic!("{what}: no {}", memory.symbol));
        let end = start + memory.window.size();
        assert!(start >= ram && end <= ram + (256 << 10), "{what}: {} is at {start:#x}", memory.symbol);
        assert!(end <= heap, "{what}: {} ends at {end:#x}, the heap begins at {heap:#x}", memory.symbol);
        assert_eq!(start % 16, 0, "{what}");
    }
    let loaded: u64 = file.segments().map(|segment| segment.file_range().1).sum();
    assert!(loaded < 16 << 10, "{what}: {loaded} bytes are loaded");
}

fn target_of(script: &str) -> (Target, u64) {
    match script {
        "riscv-rt.ld" => (Target::Riscv32imac, 0x8000_0000),
        _ => (Target::CortexM3, 0x2000_0000),
    }
}

/// The firmware's `malloc` and the guest must not use the same bytes.
#[test]
fn the_heap_of_a_firmware_begins_after_the_windows() {
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/firmware");
    for script in ["cortex-m-rt.ld", "riscv-rt.ld", "newlib.ld", "vendor.ld", "empty-ram.ld"] {
        let (target, ram) = target_of(script);
        let programs = [program("first", target), program("second", target)];
        for linker in linkers(target) {
            let what = format!("{script}, {}", linker.display());
            let objects = [&*embedder(target), &*programs[0].bytes, &*programs[1].bytes];
            // The windows are placed correctly in any order of the objects.
            for objects in [objects, [objects[1], objects[2], objects[0]]] {
                let elf = Scene::new().link(&linker, Some(&scripts.join(script)), &objects);
                let elf = elf.unwrap_or_else(|error| panic!("{what}: {error}"));
                check(&elf, &[&programs[0], &programs[1]], ram, &what);
            }
        }
    }
}

/// The script of `cortex-m-rt`, which boots most firmware in Rust, from cargo's copy of the crate.
#[test]
fn the_heap_of_cortex_m_rt_begins_after_the_windows() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime/Cargo.toml");
    let cargo = env::var_os("CARGO").unwrap_or("cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version=1", "--locked", "--manifest-path"]).arg(&manifest);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata = String::from_utf8(output.stdout).unwrap();
    let place = metadata.split('"').find(|text| text.contains("/cortex-m-rt-0.") && text.ends_with("Cargo.toml"));
    let folder = Path::new(place.expect("the runtime is booted by it")).parent().unwrap();
    let target = Target::CortexM4F;
    let program = program("first", target);
    for linker in linkers(target) {
        let scene = Scene::new();
        scene.file(
            "memory.x",
            b"MEMORY { FLASH : ORIGIN = 0, LENGTH = 256K\n RAM : ORIGIN = 0x20000000, LENGTH = 256K }\n",
        );
        let script = fs::read_to_string(folder.join("link.x.in")).unwrap();
        let script = scene.file("link.x", script.as_bytes());
        let elf = scene.link(&linker, Some(&script), &[&embedder(target), &program.bytes]);
        let what = format!("cortex-m-rt, {}", linker.display());
        check(&elf.unwrap_or_else(|error| panic!("{what}: {error}")), &[&program], 0x2000_0000, &what);
    }
}

/// Two programs define no strong symbol of the same name, which a linker would refuse.
#[test]
fn objects_of_two_programs_have_symbols_of_their_own() {
    for target in [Target::CortexM0, Target::CortexM33F, Target::Riscv32imafc] {
        let defined = |object: &Object| -> Vec<String> {
            let file = object::File::parse(&*object.bytes).unwrap();
            let strong =
                file.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global() && !symbol.is_weak());
            strong.map(|symbol| symbol.name().unwrap().to_owned()).collect()
        };
        let (first, second) = (program("first", target), program("second", target));
        assert_eq!(first.instantiate, "__dissolve_first_instantiate");
        assert!(defined(&first).contains(&first.instantiate), "{target}");
        let first = defined(&first);
        let both: Vec<_> = defined(&second).into_iter().filter(|name| first.contains(name)).collect();
        assert_eq!(both, [""; 0], "{target}");
    }
}
