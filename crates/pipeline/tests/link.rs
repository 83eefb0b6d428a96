//! Links with the real linker: reports and refusals. The objects are made here; a small one stands in for the runtime.

use std::fs;
use std::path::Path;

use dissolve_abi::symbol;
use dissolve_pipeline::boards::{self, Board};
use dissolve_pipeline::image::{Error, Image, Library, Options, Part, Window};
use dissolve_pipeline::linker;
use dissolve_pipeline::targets::ByteSize;
use object::write::{Object, Relocation, StandardSection, Symbol, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, Object as _, ObjectSymbol as _, RelocationFlags, SectionKind, SymbolFlags,
    SymbolKind, SymbolScope, elf,
};
use tempfile::TempDir;

const MIB: u64 = 1 << 20;

/// An object under construction.
struct Maker(Object<'static>);

impl Maker {
    fn new() -> Maker {
        Maker(Object::new(BinaryFormat::Elf, Architecture::Arm, object::Endianness::Little))
    }

    /// Defines a symbol in a section of its own; the contents point to the symbol `refers_to`.
    fn define(mut self, section: &str, kind: SectionKind, name: &str, bytes: u64, refers_to: Option<&str>) -> Maker {
        let id = self.0.add_section(Vec::new(), section.into(), kind);
        let offset = if kind == SectionKind::UninitializedData {
            self.0.append_section_bss(id, bytes, 8)
        } else {
            self.0.append_section_data(id, &vec![0x5a; bytes as usize], 8)
        };
        let symbol = self.symbol(name, SymbolSection::Section(id), kind);
        let entry = self.0.symbol_mut(symbol);
        (entry.value, entry.size) = (offset, bytes);
        if let Some(target) = refers_to {
            let target = self
                .0
                .symbol_id(target.as_bytes())
                .unwrap_or_else(|| self.symbol(target, SymbolSection::Undefined, SectionKind::Unknown));
            let relocation = Relocation {
                offset,
                symbol: target,
                addend: 0,
                flags: RelocationFlags::Elf { r_type: elf::R_ARM_ABS32 },
            };
            self.0.add_relocation(id, relocation).unwrap();
        }
        self
    }

    fn symbol(&mut self, name: &str, section: SymbolSection, kind: SectionKind) -> object::write::SymbolId {
        let kind = match kind {
            SectionKind::Text => SymbolKind::Text,
            SectionKind::Unknown => SymbolKind::Unknown,
            _ => SymbolKind::Data,
        };
        self.0.add_symbol(Symbol {
            name: name.into(),
            value: 0,
            size: 0,
            kind,
            scope: SymbolScope::Linkage,
            weak: false,
            section,
            flags: SymbolFlags::None,
        })
    }

    fn function(self, name: &str, refers_to: Option<&str>) -> Maker {
        self.define(&format!(".text.{name}"), SectionKind::Text, name, 8, refers_to)
    }

    fn window(self, index: u32, bytes: u64) -> Maker {
        let (section, symbol) =
            (format!("{}app_memory_{index}", symbol::MEMORY_SECTION_PREFIX), format!("__dissolve_app_memory_{index}"));
        self.define(&section, SectionKind::UninitializedData, &symbol, bytes, None)
    }

    fn finish(mut self) -> Vec<u8> {
        // An object may have nothing in `.text`; the standard section makes the file complete.
        self.0.section_id(StandardSection::Text);
        self.0.write().unwrap()
    }
}

/// A stand-in for the runtime: vectors, the symbols that the script names, 16 bytes of `.data` and 24 of `.bss`.
fn runtime() -> Vec<u8> {
    let mut maker = Maker::new()
        .define(".vector_table.reset_vector", SectionKind::ReadOnlyData, "__RESET_VECTOR", 4, Some("Reset"))
        .define(".vector_table.exceptions", SectionKind::ReadOnlyData, "__EXCEPTIONS", 56, Some("HardFaultTrampoline"))
        .function("Reset", Some("__dissolve_boot"))
        .function("HardFaultTrampoline", None)
        .function("DefaultHandler_", None)
        .function("HardFault_", None)
        .function("DefaultPreInit", None)
        .function("__dissolve_gate_tick", None)
        .function("__dissolve_gate_fatal", None)
        .function(symbol::GATE_NOP, None)
        .function(symbol::GATE_SERVE, None)
        .define(".data.counter", SectionKind::Data, "counter", 16, None)
        .define(".bss.state", SectionKind::UninitializedData, "state", 24, None);
    for (name, refers_to) in [("__dissolve_run", "counter"), ("__dissolve_other", "state")] {
        maker = maker.function(name, Some(refers_to));
    }
    maker.finish()
}

fn board() -> Board {
    boards::find("mps2-an386").unwrap()
}

/// The files of a link, which are removed when it is dropped.
struct Files(TempDir);

impl Files {
    fn new() -> Files {
        Files(tempfile::tempdir().unwrap())
    }

    fn add(&self, name: &str, bytes: &[u8]) -> Library {
        let path = self.0.path().join(name);
        fs::write(&path, bytes).unwrap();
        linker::library(&path).unwrap()
    }

    /// Options that keep `f` and the runtime's `.bss`.
    fn options(&self) -> Options {
        let keep = vec!["f".into(), "__dissolve_other".into()];
        Options { keep, ..Options::new(self.add("runtime.o", &runtime())) }
    }
}

/// A program whose function `f` refers to a window of this size.
fn program(bytes: u64) -> Vec<u8> {
    Maker::new().window(0, bytes).function("f", Some("__dissolve_app_memory_0")).finish()
}

/// Links with the real linker.
fn link(objects: &[&[u8]], board: &Board, options: &Options) -> Result<Image, Error> {
    dissolve_pipeline::image::link(objects, board, options, linker::run).map_err(|error| match error {
        dissolve_pipeline::Error::Image(error) => error,
        other => panic!("{other}"),
    })
}

fn symbols(elf: &[u8]) -> Vec<String> {
    let file = object::read::elf::ElfFile32::<Endianness>::parse(elf).unwrap();
    file.symbols().map(|symbol| symbol.name().unwrap().to_owned()).collect()
}

#[test]
fn the_report_has_every_byte() {
    let files = Files::new();
    let window = Window {
        symbol: "__dissolve_app_memory_0".into(),
        name: "greet".into(),
        stack: 96,
        statics: 400,
        heap: 0,
        arena: 512,
    };
    let options = Options { windows: vec![window], ..files.options() };
    let image = link(&[&program(1024)], &board(), &options).unwrap();

    let ram = &image.report.ram;
    let part = |name: &str, bytes| Part { name: name.into(), bytes };
    assert_eq!(
        ram.parts,
        [
            part(".call_stack", 2048),
            part(".handler_stack", 1024),
            part("greet: arena", 512),
            part("greet: statics", 400),
            part("greet: guest stack", 96),
            part(".bss", 24),
            part(".data", 16),
            part("greet: padding", 16),
        ]
    );
    assert_eq!(ram.used, ram.parts.iter().map(|part| part.bytes).sum::<u64>());
    assert_eq!(ram.used, 2048 + 1024 + 1024 + 24 + 16, "nothing but what is listed");
    assert_eq!(image.report.arena, 512);

    let flash = &image.report.flash;
    let vectors = 8 + 8 + 56 + 4 * 32;
    assert_eq!(
        flash.bytes_of(".vector_table"),
        vectors,
        "the parts made here are aligned to eight; the board has 32 interrupts"
    );
    assert_eq!(flash.bytes_of(".data"), 16, "initial values are in flash too");
    assert_eq!(flash.used, flash.parts.iter().map(|part| part.bytes).sum::<u64>());
    assert!(image.report.symbols.iter().any(|symbol| symbol.name == "f" && symbol.bytes == 8));
    assert!(image.report.symbols.is_sorted_by_key(|symbol| std::cmp::Reverse(symbol.bytes)));
    assert!(image.report.symbols.iter().all(|symbol| symbol.bytes > 0), "{:?}", image.report.symbols);
    let text = image.report.to_string();
    assert!(text.contains(&format!("RAM   {} of {} bytes\n", ram.used, 4 * MIB)), "{text}");
    assert!(text.contains("512  greet: arena"), "{text}");
}

/// Each window has its own parts; a window that is not linked has none, and its arena is not counted.
#[test]
fn windows_are_told_apart() {
    let files = Files::new();
    let window = |index: u32, arena: u32| Window {
        symbol: format!("__dissolve_app_memory_{index}"),
        name: format!("w{index}"),
        stack: 0,
        statics: 0,
        heap: 0,
        arena,
    };
    let object = Maker::new().window(0, 64).window(1, 128).window(2, 256);
    let object = object.function("f", Some("__dissolve_app_memory_0")).function("g", Some("__dissolve_app_memory_1"));
    let mut options = files.options();
    options.windows = vec![window(0, 64), window(1, 128), window(2, 256)];
    options.keep.push("g".into());
    let report = link(&[&object.finish()], &board(), &options).unwrap().report;
    let bytes = |index: u32| report.ram.bytes_of(&format!("w{index}: arena"));
    assert_eq!(([0, 1, 2].map(bytes), report.arena), ([64, 128, 0], 64 + 128));
}

/// An object for another processor than the first: among the objects to link, as a file of the embedder, and in an
/// archive.
#[test]
fn objects_for_another_processor_are_named() {
    let files = Files::new();
    // `Tag_CPU_arch`: 13 is Armv7E-M, 17 is Armv8-M Mainline.
    let made_for = |name: &str, architecture: u8| {
        let mut maker = Maker::new().window(0, 64).function(name, Some("__dissolve_app_memory_0"));
        let id =
            maker.0.add_section(Vec::new(), b".ARM.attributes".to_vec(), SectionKind::Elf(elf::SHT_ARM_ATTRIBUTES));
        let attributes = [&b"A\x11\0\0\0aeabi\0\x01\x07\0\0\0\x06"[..], &[architecture]].concat();
        maker.0.append_section_data(id, &attributes, 1);
        maker.finish()
    };
    let (program, other) = (made_for("f", 13), made_for("g", 17));
    let reason =
        "is for Armv8-M Mainline without an FPU; the program is for Armv7E-M without an FPU: the processor does not";
    let error = |objects: &[&[u8]], extra: Vec<Library>| {
        let error = link(objects, &board(), &Options { extra, ..files.options() }).unwrap_err();
        assert!(matches!(error, Error::Processor { .. }), "{error}");
        error.to_string()
    };
    let text = error(&[&program, &other], vec![]);
    assert!(text.starts_with(&format!("object 1 of those to link {reason}")), "{text}");
    let text = error(&[&program], vec![files.add("other.o", &other)]);
    assert!(text.contains(&format!("other.o` {reason}")), "{text}");
    let header = format!("!<arch>\n{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", "g.o/", 0, 0, 0, 644, other.len());
    let text = error(&[&program], vec![files.add("lib.a", &[header.as_bytes(), &other].concat())]);
    assert!(text.contains(&format!("lib.a(g.o)` {reason}")), "{text}");
}

#[test]
fn ram_is_laid_out_from_the_call_stack_up() {
    let files = Files::new();
    let image = link(&[&program(1024)], &board(), &files.options()).unwrap();
    let file = object::read::elf::ElfFile32::<Endianness>::parse(&image.elf[..]).unwrap();
    let address = |name: &str| file.symbol_by_name(name).unwrap().address();
    let origin = 0x2000_0000;
    assert_eq!(address(symbol::STACK_LOW), origin, "below it RAM ends");
    assert_eq!(address(symbol::STACK_TOP), origin + 2048);
    assert_eq!(address("_stack_start"), origin + 2048 + 1024);
    assert!(address("__sdata") >= address("_stack_start"));
    assert!(address("__dissolve_app_memory_0") >= address("__edata"));
    assert!(address("__sbss") >= address("__dissolve_app_memory_0") + 1024, "windows are not zeroed at boot");
    assert_eq!(address("__dissolve_boot") & !1, address("__dissolve_run") & !1);
}

#[test]
fn stacks_are_whole_double_words() {
    let files = Files::new();
    let options = Options { stack: ByteSize::new(1001), handler_stack: Some(ByteSize::new(3)), ..files.options() };
    let image = link(&[&program(64)], &board(), &options).unwrap();
    assert_eq!(image.report.ram.bytes_of(".call_stack"), 1008);
    assert_eq!(image.report.ram.bytes_of(".handler_stack"), 8);
}

#[test]
fn what_nothing_refers_to_is_left_out() {
    let files = Files::new();
    let object = Maker::new().window(0, 64).window(1, 64).function("f", Some("__dissolve_app_memory_0")).finish();
    let image = link(&[&object], &board(), &files.options()).unwrap();
    assert_eq!(image.report.ram.bytes_of(".bss.dissolve.app_memory_0"), 64);
    assert_eq!(image.report.ram.bytes_of(".bss.dissolve.app_memory_1"), 0);
    let symbols = symbols(&image.elf);
    assert!(!symbols.iter().any(|name| name == symbol::GATE_SERVE || name == symbol::GATE_NOP), "{symbols:?}");
}

#[test]
fn too_much_ram_is_listed_largest_first() {
    let files = Files::new();
    let window = Window {
        symbol: "__dissolve_app_memory_0".into(),
        name: "greet".into(),
        stack: 0,
        statics: 1024,
        heap: 0,
        arena: 5 << 20,
    };
    let options = Options { windows: vec![window], ..files.options() };
    let error = link(&[&program(5 * MIB + 1024)], &board(), &options).unwrap_err();
    let Error::DoesNotFit { region, capacity, over, at_least, ref parts, .. } = error else { panic!("{error}") };
    assert_eq!((region, capacity, at_least), ("RAM", 4 * MIB, false));
    assert_eq!(over, MIB + 1024 + 2048 + 1024 + 24 + 16);
    assert_eq!(parts[0], Part { name: "greet: arena".into(), bytes: 5 * MIB });
    assert!(parts.is_sorted_by_key(|part| std::cmp::Reverse(part.bytes)));
    let text = error.to_string();
    assert!(text.contains("board `mps2-an386`: RAM has 4194304 bytes, and 1052712 more are needed"), "{text}");
    assert!(text.contains("\n  5242880  greet: arena\n     2048  .call_stack\n"), "{text}");
    assert!(text.contains("What makes these smaller:\n  an arena: `--arena SIZE`"), "{text}");
}

#[test]
fn too_much_flash_is_listed() {
    let files = Files::new();
    let object = Maker::new()
        .define(".rodata.table", SectionKind::ReadOnlyData, "table", 5 * MIB, None)
        .function("f", Some("table"))
        .finish();
    let error = link(&[&object], &board(), &files.options()).unwrap_err();
    let Error::DoesNotFit { region, over, ref parts, .. } = error else { panic!("{error}") };
    assert_eq!((region, parts[0].name.as_str(), parts[0].bytes), ("flash", ".rodata", 5 * MIB));
    assert!(over > MIB && over < MIB + 1024, "{over}");
}

/// The linker may use addresses up to the next region; past that, the linker itself reports an error.
#[test]
fn flash_up_to_the_next_region_is_listed() {
    let files = Files::new();
    let file = boards::text("mps2-an386").unwrap();
    let board = Board::parse(&file.replace("origin = 0x2000_0000", "origin = 0x0080_0000"), "near.toml").unwrap();
    let constants = Maker::new().define(".rodata.constants", SectionKind::ReadOnlyData, "constants", 9 * MIB, None);
    let object = constants.function("f", Some("constants")).finish();
    let error = link(&[&object], &board, &files.options()).unwrap_err();
    let Error::DoesNotFit { region: "flash", at_least: true, parts, .. } = &error else { panic!("{error}") };
    assert_eq!((parts[0].name.as_str(), parts[0].bytes), (".rodata", 9 * MIB));
    assert!(error.to_string().contains("at least"), "{error}");
}

#[test]
fn what_no_address_space_has_room_for_is_listed_before_the_link() {
    let files = Files::new();
    let error = link(&[&program(0xf000_0000)], &board(), &files.options()).unwrap_err();
    assert!(matches!(error, Error::DoesNotFit { at_least: true, .. }), "{error}");
    let text = error.to_string();
    assert!(text.contains(", and at least 4022340608 more are needed"), "{text}");
    assert!(text.contains("\n  4026531840  .bss.dissolve.app_memory_0"), "{text}");
}

#[test]
fn what_nothing_defines_is_named() {
    let files = Files::new();
    let object = Maker::new().function("f", Some("sensor_read")).finish();
    let error = link(&[&object], &board(), &files.options()).unwrap_err();
    assert!(matches!(&error, Error::Undefined { symbols, .. } if symbols == &["sensor_read"]), "{error}");
    assert!(error.to_string().contains("nothing defines `sensor_read`; the embedder's"), "{error}");

    let embedder = files.add("embedder.o", &Maker::new().function("sensor_read", None).finish());
    link(&[&object], &board(), &Options { extra: vec![embedder], ..files.options() }).unwrap();
}

/// Initial data in RAM that is not copied would be lost, and zeroed data that is not zeroed would have other values.
#[test]
fn what_nothing_sets_up_is_refused() {
    let files = Files::new();
    let link_with = |section: &str, kind: SectionKind| {
        let object =
            Maker::new().function("f", Some("embedders")).define(section, kind, "embedders", 16, None).finish();
        link(&[&object], &board(), &files.options()).map(|image| image.report)
    };
    for (section, kind) in
        [(".fast", SectionKind::Data), (".init_array", SectionKind::Data), (".zeroed", SectionKind::UninitializedData)]
    {
        let error = link_with(section, kind).unwrap_err();
        assert!(matches!(&error, Error::NotSetUp { section: found, bytes: 16 } if found == section), "{error}");
    }
    let report = link_with(".noinit.counter", SectionKind::UninitializedData).unwrap();
    assert_eq!(report.ram.bytes_of(".uninit"), 16);
}

#[test]
fn a_stack_without_room_for_a_call_is_refused() {
    let files = Files::new();
    for bytes in [0, 191] {
        let options = Options { stack: ByteSize::new(bytes), ..files.options() };
        let error = link(&[&program(64)], &board(), &options).unwrap_err();
        assert!(matches!(error, Error::Stack { bytes: found } if found == bytes), "{error}");
    }
    link(&[&program(64)], &board(), &Options { stack: ByteSize::new(192), ..files.options() }).unwrap();
}

/// The linker would read a text file as a script, and a name with a dash as an option.
#[test]
fn only_objects_and_archives_are_linked() {
    let files = Files::new();
    let script = files.add("script.ld", b"OUTPUT(elsewhere)");
    let options = Options { extra: vec![script], ..files.options() };
    let error = link(&[&program(64)], &board(), &options).unwrap_err();
    assert!(matches!(&error, Error::NotLinked { path } if path.ends_with("script.ld")), "{error}");
}

#[test]
fn what_only_the_runtime_defines_is_no_import() {
    let files = Files::new();
    let object = Maker::new().function("f", Some("__dissolve_other")).finish();
    let options = Options { imports: vec!["__dissolve_other".into()], ..files.options() };
    let error = link(&[&object], &board(), &options).unwrap_err();
    assert!(matches!(&error, Error::RuntimeImport { symbol } if symbol == "__dissolve_other"), "{error}");
    // The embedder's objects may use the runtime.
    link(&[&object], &board(), &files.options()).unwrap();
    let object = Maker::new().function("f", Some("sensor_read")).finish();
    let embedder = files.add("embedder.o", &Maker::new().function("sensor_read", None).finish());
    let own = Options { imports: vec!["sensor_read".into()], extra: vec![embedder], ..files.options() };
    link(&[&object], &board(), &own).unwrap();
    // An import that nobody defines is none of the runtime's.
    let error = link(&[&object], &board(), &Options { extra: Vec::new(), ..own }).unwrap_err();
    assert!(!matches!(error, Error::RuntimeImport { .. }) && error.to_string().contains("sensor_read"), "{error}");
}

#[test]
fn an_entry_that_nothing_defines_is_named() {
    let files = Files::new();
    let options = Options { entry: Some("nowhere".into()), ..files.options() };
    let error = link(&[&program(64)], &board(), &options).unwrap_err();
    assert!(matches!(&error, Error::Undefined { symbols, .. } if symbols == &["nowhere"]), "{error}");
}

#[test]
fn the_gate_keeps_what_the_host_calls() {
    let files = Files::new();
    let needs = |realloc| Maker::new().function(symbol::INSTANTIATE, None).function("f", Some(realloc)).finish();
    let object = needs(symbol::ARENA_REALLOC);
    let statistics = [symbol::ARENA_USED, symbol::ARENA_HIGH_WATER, symbol::ARENA_SIZE];
    let of_several = [symbol::ARENA_USED_IN, symbol::ARENA_HIGH_WATER_IN, symbol::ARENA_SIZE_IN];
    let mut arena = Maker::new().function(symbol::ARENA_REALLOC, None).function(symbol::ARENA_REALLOC_IN, None);
    for name in statistics.iter().chain(&of_several) {
        arena = arena.function(name, None);
    }
    // The runtime's allocator, which in a real link comes from the runtime's archive, is in a second object here.
    let runtime = files.add("arena.o", &arena.finish());
    let options = Options { gate: true, ..files.options() };
    let merged = Options { extra: vec![options.runtime.clone()], runtime: runtime.clone(), ..options.clone() };
    let kept = symbols(&link(&[&object], &board(), &merged).unwrap().elf);
    for name in [symbol::INSTANTIATE, symbol::GATE_NOP, symbol::GATE_SERVE].iter().chain(&statistics) {
        assert!(kept.iter().any(|symbol| symbol == name), "{name} is missing from {kept:?}");
    }
    assert!(!kept.iter().any(|symbol| of_several.contains(&symbol.as_str())), "{kept:?}");
    let kept = symbols(&link(&[&needs(symbol::ARENA_REALLOC_IN)], &board(), &merged).unwrap().elf);
    for name in of_several {
        assert!(kept.iter().any(|symbol| symbol == name), "{name} is missing from {kept:?}");
    }
    assert!(!kept.iter().any(|symbol| statistics.contains(&symbol.as_str())), "{kept:?}");
    // An embedder's allocator may have no statistics.
    let own = files.add("own.o", &Maker::new().function(symbol::ARENA_REALLOC, None).finish());
    let kept = symbols(&link(&[&object], &board(), &Options { extra: vec![own], ..options }).unwrap().elf);
    assert!(!kept.iter().any(|symbol| symbol == symbol::ARENA_USED), "{kept:?}");
}

#[test]
fn inputs_that_cannot_be_read_are_named() {
    let files = Files::new();
    let error = linker::library(Path::new("gone.a")).unwrap_err().to_string();
    assert!(error.starts_with("cannot read ") && error.contains("gone.a, which is to be linked: "), "{error}");
    let error = link(&[&program(64), b"no object"], &board(), &files.options()).unwrap_err().to_string();
    assert!(error.starts_with("object 1 of those to link cannot be read: "), "{error}");
}
