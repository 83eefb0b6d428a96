//! `dissolve init`: makes a folder with a component, firmware that calls it, and a test for this machine.

use std::fs;
use std::path::Path;

use dissolve_pipeline::boards::{self, Board};
use dissolve_pipeline::library::names;
use dissolve_pipeline::targets::{Abi, Fpu, Target};
use wit_parser::UnresolvedPackageGroup;

use crate::args::{Init, Language};
use crate::{Failure, files};

/// A file of the project: its path, and its text with placeholders such as `@name@`.
type Template = (&'static str, &'static str);

/// The world.
const WORLD: Template = ("component/wit/world.wit", include_str!("../../templates/component/wit/world.wit"));

/// The component, the same for each language of the firmware.
const COMPONENT: &[Template] = &[
    WORLD,
    ("component/Cargo.toml", include_str!("../../templates/component/Cargo.toml.in")),
    ("component/src/lib.rs", include_str!("../../templates/component/src/lib.rs")),
];

/// The configurations with which Visual Studio Code debugs the firmware, the same for each language.
const EDITOR: &[Template] = &[
    (".vscode/launch.json", include_str!("../../templates/vscode/launch.json")),
    (".vscode/tasks.json", include_str!("../../templates/vscode/tasks.json")),
];

/// The TCP port at which the editor's emulator waits for gdb.
const PORT: u16 = 3333;

const RUST: &[Template] = &[
    ("README.md", include_str!("../../templates/rust/README.md")),
    ("rust-toolchain.toml", include_str!("../../templates/rust/rust-toolchain.toml")),
    ("firmware/Cargo.toml", include_str!("../../templates/rust/firmware/Cargo.toml.in")),
    ("firmware/.cargo/config.toml", include_str!("../../templates/rust/firmware/config.toml")),
    ("firmware/build.rs", include_str!("../../templates/rust/firmware/build.rs")),
    ("firmware/memory.x", "@memory_x@"),
    ("firmware/src/main.rs", include_str!("../../templates/rust/firmware/src/main.rs")),
    ("test/Cargo.toml", include_str!("../../templates/rust/test/Cargo.toml.in")),
    ("test/build.rs", include_str!("../../templates/rust/test/build.rs")),
    ("test/src/lib.rs", include_str!("../../templates/rust/test/src/lib.rs")),
];

const C: &[Template] = &[
    ("README.md", include_str!("../../templates/c/README.md")),
    ("Makefile", include_str!("../../templates/c/Makefile")),
    ("src/firmware.c", include_str!("../../templates/c/src/firmware.c")),
    ("src/memory.ld", include_str!("../../templates/c/src/memory.ld")),
    ("src/startup.c", include_str!("../../templates/c/src/startup.c")),
    ("src/test.c", include_str!("../../templates/c/src/test.c")),
];

/// The names of regions that riscv-rt needs in `memory.x`.
const REGIONS: &str = "
REGION_ALIAS(\"REGION_TEXT\", FLASH);
REGION_ALIAS(\"REGION_RODATA\", FLASH);
REGION_ALIAS(\"REGION_DATA\", RAM);
REGION_ALIAS(\"REGION_BSS\", RAM);
REGION_ALIAS(\"REGION_HEAP\", RAM);
REGION_ALIAS(\"REGION_STACK\", RAM);
";

/// The interface that the component imports, and crates and types that the sources of the firmware name.
const TAKEN: &str = "alloc board core cortex-m cortex-m-rt dissolve panic-info process riscv riscv-rt semihosting std";

/// Makes the project, and says what to do with it.
pub fn init(arguments: &Init) -> Result<(), Failure> {
    // Of `.`, the name is that of the folder.
    let folder = arguments.folder.canonicalize().unwrap_or_else(|_| arguments.folder.clone());
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    check_name(name)?;
    let board = boards::find(&arguments.board)?;
    let target = board.targets[0];
    if arguments.lang == Language::C && gcc_options(target).is_none() {
        return Err(
            format!("a project in C is for an Arm board; {} has a {target}: choose `--lang rust`", board.name).into()
        );
    }
    let Some(emulator) = emulator(&board, target) else {
        return Err(
            format!("{} is not emulated, so nothing could run the firmware; choose another board", board.name).into()
        );
    };
    let folder = &arguments.folder;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(format!("{} is there, and is not empty", folder.display()).into());
    }
    let mut values = values(name, &board, target, emulator);
    values.extend(editor(name, arguments, target));
    let templates = match arguments.lang {
        Language::Rust => RUST,
        Language::C => C,
    };
    for (path, text) in COMPONENT.iter().chain(EDITOR).chain(templates) {
        write(&folder.join(path), &fill(text, &values))?;
    }
    let (shown, run) = (
        folder.display(),
        match arguments.lang {
            Language::Rust => "cd firmware && cargo run --release",
            Language::C => "make run",
        },
    );
    files::print(&format!(
        "{shown}: a component, and firmware for {} that calls it\nnext: cd {shown} && {run}\n",
        board.name
    ))
}

/// Checks that a name can be that of a world, of crates and of files.
fn check_name(name: &str) -> Result<(), Failure> {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    if !name.split('-').all(is_word) {
        return Err(format!(
            "`{name}` cannot be the name of a world: it is words of small letters and digits, with `-` between them"
        )
        .into());
    }
    let names = names(name);
    let is_taken =
        TAKEN.split(' ').any(|taken| taken == name) || names.rust_module.ends_with('_') || names.c_file != name;
    // WIT has keywords of its own.
    let wit = fill(WORLD.1, &[("name", name.to_owned())]);
    if is_taken || UnresolvedPackageGroup::parse(WORLD.0, &wit).is_err() {
        return Err(format!("`{name}` means something else in WIT, Rust or C; choose another name").into());
    }
    Ok(())
}

/// The values of the placeholders.
fn values(name: &str, board: &Board, target: Target, emulator: String) -> Vec<(&'static str, String)> {
    let names = names(name);
    let is_arm = matches!(target.abi(), Abi::Aapcs | Abi::AapcsVfp);
    let (runtime, dependencies, uses, link_arguments) = match is_arm {
        true => (
            "cortex-m-rt",
            "cortex-m = { version = \"0.7\", features = [\"critical-section-single-core\"] }\ncortex-m-rt = \"0.7\"",
            // It has the critical sections of a chip with one core.
            "use cortex_m as _;\nuse cortex_m_rt::entry;",
            r#""-C", "link-arg=-Tlink.x""#,
        ),
        false => (
            "riscv-rt",
            "riscv = { version = \"0.16\", features = [\"critical-section-single-hart\"] }\nriscv-rt = \"0.18\"",
            "use riscv as _;\nuse riscv_rt::entry;",
            r#""-C", "link-arg=-Tmemory.x", "-C", "link-arg=-Tlink.x""#,
        ),
    };
    let memory = memory(board);
    let regions = if is_arm { "" } else { REGIONS };
    vec![
        ("name", name.to_owned()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("module", names.rust_module),
        ("type", names.rust_type),
        ("prefix", names.c_prefix),
        ("file", names.c_file),
        ("chip", board.chip.clone()),
        ("target", target.name().to_owned()),
        ("triple", target.triple().to_owned()),
        ("emulator", emulator),
        ("runtime", runtime.to_owned()),
        ("dependencies", dependencies.to_owned()),
        ("uses", uses.to_owned()),
        ("link_arguments", link_arguments.to_owned()),
        ("memory_x", format!("/* {} */\nMEMORY\n{{\n{memory}\n}}\n{regions}", board.chip)),
        ("memory", memory),
        ("cpu", gcc_options(target).unwrap_or_default()),
    ]
}

/// The values of the placeholders of the editor's configurations, as JSON strings have them.
fn editor(name: &str, arguments: &Init, target: Target) -> Vec<(&'static str, String)> {
    let (build, image) = match arguments.lang {
        Language::Rust => (
            "cd firmware && cargo build --release",
            format!("firmware/target/{}/release/{name}-firmware", target.triple()),
        ),
        Language::C => ("make", "build/firmware.elf".to_owned()),
    };
    // The file of a board, which the editor names from another folder.
    let board =
        Path::new(&arguments.board).canonicalize().map_or(arguments.board.clone(), |path| path.display().to_string());
    let board = files::quoted(&board).replace('\\', "\\\\").replace('"', "\\\"");
    vec![("build", build.to_owned()), ("image", image), ("board", board), ("port", PORT.to_string())]
}

/// The regions of a board, as a linker script has them.
fn memory(board: &Board) -> String {
    let regions = [("FLASH", board.memory.flash), ("RAM", board.memory.ram)];
    let regions = regions.map(|(name, region)| {
        format!("  {name} : ORIGIN = {:#010x}, LENGTH = {:#x}", region.origin, region.length.bytes())
    });
    regions.join("\n")
}

/// The command that emulates the board, without the image.
fn emulator(board: &Board, target: Target) -> Option<String> {
    let emulator = board.emulator.as_ref()?;
    let more = emulator.target_arguments.get(&target).into_iter().flatten();
    let words = [&emulator.program, "-machine", &emulator.machine].map(str::to_owned);
    Some(words.iter().chain(&emulator.arguments).chain(more).cloned().collect::<Vec<_>>().join(" "))
}

/// GCC's options for a Cortex-M; none for another processor.
fn gcc_options(target: Target) -> Option<String> {
    let cpu = target.cpu();
    let float = match (target.abi(), cpu, target.fpu()) {
        (Abi::Aapcs, ..) => "-mfloat-abi=soft",
        (Abi::AapcsVfp, "cortex-m4", _) => "-mfpu=fpv4-sp-d16 -mfloat-abi=hard",
        (Abi::AapcsVfp, "cortex-m55", _) => "-mfloat-abi=hard",
        (Abi::AapcsVfp, _, Fpu::Double) => "-mfpu=fpv5-d16 -mfloat-abi=hard",
        (Abi::AapcsVfp, ..) => "-mfpu=fpv5-sp-d16 -mfloat-abi=hard",
        _ => return None,
    };
    Some(format!("-mcpu={cpu} {float}"))
}

/// Replaces the placeholders in a template.
fn fill(template: &str, values: &[(&str, String)]) -> String {
    values.iter().fold(template.to_owned(), |text, (key, value)| text.replace(&format!("@{key}@"), value))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    files::write(path, text.as_bytes())
}
