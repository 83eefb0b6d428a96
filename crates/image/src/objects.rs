//! Reads objects before they are linked.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_abi::symbol::MEMORY_SECTION_PREFIX;
use object::elf::SHF_ALLOC;
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SectionKind};

use crate::attributes::{Processor, processor};
use crate::{Error, Library, Options, Part};

/// The instruction set of an image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Thumb, M profile.
    Arm,
    /// 32-bit RISC-V.
    RiscV,
}

/// Returns the architecture of all objects; Arm if there are none.
pub fn architecture(objects: &[&[u8]]) -> Result<Architecture, Error> {
    let mut found = None;
    for (index, object) in objects.iter().enumerate() {
        let file = object::File::parse(*object).map_err(|source| Error::Object { index, source })?;
        let architecture = match file.architecture() {
            object::Architecture::Arm => Architecture::Arm,
            object::Architecture::Riscv32 => Architecture::RiscV,
            other => return Err(Error::Architecture { index, found: format!("{other:?}") }),
        };
        if found.is_some_and(|found| found != architecture) {
            return Err(Error::Architecture { index, found: format!("{architecture:?}, unlike those before it") });
        }
        found = Some(architecture);
    }
    Ok(found.unwrap_or(Architecture::Arm))
}

/// Refuses objects, including the embedder's, that were made for another processor or another calling convention than
/// the first object.
pub fn check_processors(objects: &[&[u8]], options: &Options) -> Result<(), Error> {
    let Some((image, others)) = objects.split_first() else { return Ok(()) };
    let Some(image) = processor(image) else { return Ok(()) };
    for (index, other) in (1..).zip(others) {
        check_processor(&image, &format!("object {index} of those to link"), other)?;
    }
    for Library { path, bytes } in &options.extra {
        let name = format!("`{}`", path.display());
        match ArchiveFile::parse(&**bytes) {
            Err(_) => check_processor(&image, &name, bytes)?,
            Ok(archive) => {
                for member in archive.members().filter_map(Result::ok) {
                    let inside = format!("`{}({})`", path.display(), String::from_utf8_lossy(member.name()));
                    check_processor(&image, &inside, member.data(&**bytes).unwrap_or_default())?;
                }
            }
        }
    }
    Ok(())
}

fn check_processor(image: &Processor, name: &str, object: &[u8]) -> Result<(), Error> {
    let Some(other) = processor(object) else { return Ok(()) };
    match image.refuses(&other) {
        None => Ok(()),
        Some(reason) => Err(Error::Processor {
            object: name.to_owned(),
            made_for: other.to_string(),
            image: image.to_string(),
            reason,
        }),
    }
}

/// A section that is the window of a linear memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowSection {
    /// The section, such as `.bss.dissolve.app_memory_0`.
    pub name: String,
    /// Its size, in bytes.
    pub bytes: u64,
    /// The symbols defined in it.
    pub symbols: Vec<String>,
}

/// The memory windows of all objects, in the order of the objects.
pub fn windows(objects: &[&[u8]]) -> Result<Vec<WindowSection>, Error> {
    let mut windows: Vec<WindowSection> = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        let file = object::File::parse(*object).map_err(|source| Error::Object { index, source })?;
        for section in file.sections() {
            let name = section.name().map_err(|source| Error::Object { index, source })?;
            if !name.starts_with(MEMORY_SECTION_PREFIX) {
                continue;
            }
            let inside = file.symbols().filter(|symbol| symbol.section_index() == Some(section.index()));
            let symbols: Vec<_> = inside
                .filter_map(|symbol| symbol.name().ok())
                .filter(|name| !name.is_empty())
                .map(String::from)
                .collect();
            match windows.iter_mut().find(|window| window.name == name) {
                Some(window) => {
                    window.bytes += section.size();
                    window.symbols.extend(symbols);
                }
                None => windows.push(WindowSection { name: name.to_owned(), bytes: section.size(), symbols }),
            }
        }
    }
    Ok(windows)
}

/// Returns the sizes of the loaded sections of objects, by kind of section, such as `.text` or `.rodata`.
pub fn loaded(objects: &[&[u8]]) -> Vec<Part> {
    let mut kinds = BTreeMap::<String, u64>::new();
    for file in objects.iter().filter_map(|object| object::File::parse(*object).ok()) {
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags } = section.flags() else { continue };
            if sh_flags & u64::from(SHF_ALLOC) == 0 || section.kind() == SectionKind::UninitializedData {
                continue;
            }
            let name = section.name().unwrap_or_default();
            let kind = name.split('.').take(2).collect::<Vec<_>>().join(".");
            *kinds.entry(kind).or_default() += section.size();
        }
    }
    kinds.into_iter().filter(|&(_, bytes)| bytes > 0).map(|(kind, bytes)| Part::new(kind, bytes)).collect()
}

/// Returns true if an object uses a symbol without defining it.
pub fn needs(object: &[u8], symbol: &str) -> bool {
    object::File::parse(object)
        .is_ok_and(|file| file.symbols().any(|candidate| candidate.is_undefined() && candidate.name() == Ok(symbol)))
}

/// Returns the symbols that the objects of a library use without defining them; none if they are not known: the library is neither an
/// object nor an archive, or has a member that is no object, such as bitcode, or that is in a file of its own.
pub fn used_by(library: &Library) -> Option<BTreeSet<String>> {
    let Ok(archive) = ArchiveFile::parse(&*library.bytes) else { return object_uses(&library.bytes) };
    let mut used = BTreeSet::new();
    for member in archive.members() {
        used.extend(object_uses(member.ok()?.data(&*library.bytes).ok()?)?);
    }
    Some(used)
}

fn object_uses(object: &[u8]) -> Option<BTreeSet<String>> {
    let file = object::File::parse(object).ok()?;
    let undefined = file.symbols().filter(|symbol| symbol.is_undefined()).filter_map(|symbol| symbol.name().ok());
    Some(undefined.map(str::to_owned).collect())
}

/// Returns the symbols that a library defines for others; none if it is neither an object nor an archive.
pub fn defined_by(library: &Library) -> Option<BTreeSet<String>> {
    defined(&library.bytes)
}

/// Returns the symbols that an object or archive defines for others; none if the file is neither.
pub fn defined(file: &[u8]) -> Option<BTreeSet<String>> {
    let Ok(archive) = ArchiveFile::parse(file) else { return object_defines(file) };
    let members = archive.members().filter_map(|member| member.and_then(|member| member.data(file)).ok());
    // Archives may have other members, such as Rust's metadata.
    Some(members.filter_map(object_defines).flatten().collect())
}

fn object_defines(object: &[u8]) -> Option<BTreeSet<String>> {
    let file = object::File::parse(object).ok()?;
    let definitions = file.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global());
    Some(definitions.filter_map(|symbol| symbol.name().ok().map(String::from)).collect())
}

#[cfg(test)]
mod tests {
    use object::write::{Object, StandardSection, Symbol, SymbolSection};
    use object::{BinaryFormat, Endianness, SymbolFlags, SymbolKind, SymbolScope};

    use super::*;

    /// An object with these sections: the name, kind and size of each, and a symbol in it.
    fn object(sections: &[(&str, SectionKind, u64, &str)]) -> Object<'static> {
        let mut object = Object::new(BinaryFormat::Elf, object::Architecture::Arm, Endianness::Little);
        object.section_id(StandardSection::Data);
        for &(section, kind, bytes, name) in sections {
            let id = object.add_section(Vec::new(), section.into(), kind);
            match kind {
                SectionKind::UninitializedData => object.append_section_bss(id, bytes, 8),
                _ => object.append_section_data(id, &vec![0; bytes as usize], 8),
            };
            // The symbol of a section itself has no name.
            object.section_symbol(id);
            add_symbol(&mut object, name, SymbolScope::Linkage, SymbolSection::Section(id));
        }
        object
    }

    fn add_symbol(object: &mut Object<'_>, name: &str, scope: SymbolScope, section: SymbolSection) {
        let (name, kind, flags) = (name.into(), SymbolKind::Data, SymbolFlags::None);
        object.add_symbol(Symbol { name, value: 0, size: 0, kind, scope, weak: false, section, flags });
    }

    const WINDOW: &str = ".bss.dissolve.app_memory_0";

    #[test]
    fn windows_of_one_name_are_one() {
        let first = object(&[
            (WINDOW, SectionKind::UninitializedData, 64, "a"),
            (".bss.other", SectionKind::UninitializedData, 8, "b"),
        ]);
        let second = object(&[
            (".bss.dissolve.app_memory_1", SectionKind::UninitializedData, 16, "c"),
            (WINDOW, SectionKind::UninitializedData, 32, "d"),
        ]);
        let (first, second) = (first.write().unwrap(), second.write().unwrap());
        let window = |name: &str, bytes, symbols: &[&str]| {
            let symbols = symbols.iter().map(ToString::to_string).collect();
            WindowSection { name: name.into(), bytes, symbols }
        };
        let expected = [window(WINDOW, 96, &["a", "d"]), window(".bss.dissolve.app_memory_1", 16, &["c"])];
        assert_eq!(windows(&[&first, &second]).unwrap(), expected);
    }

    #[test]
    fn what_is_loaded_is_summed_by_kind() {
        let object = object(&[
            (".text.a", SectionKind::Text, 8, "a"),
            (".text.b", SectionKind::Text, 16, "b"),
            (".rodata.c", SectionKind::ReadOnlyData, 40, "c"),
            (".bss.d", SectionKind::UninitializedData, 8, "d"),
            (".debug_info", SectionKind::Debug, 100, "e"),
        ]);
        let object = object.write().unwrap();
        assert_eq!(loaded(&[&object]), [Part::new(".rodata", 40), Part::new(".text", 24)]);
        assert_eq!(loaded(&[&object, &object])[1], Part::new(".text", 48));
    }

    #[test]
    fn what_others_can_use_is_defined() {
        let mut object = object(&[(".text.a", SectionKind::Text, 8, "a")]);
        let inside = SymbolSection::Section(object.section_id(StandardSection::Data));
        add_symbol(&mut object, "local", SymbolScope::Compilation, inside);
        add_symbol(&mut object, "elsewhere", SymbolScope::Unknown, SymbolSection::Undefined);
        let object = object.write().unwrap();
        let names = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
        assert_eq!(defined(&object), names(&["a"]));
        assert_eq!(defined(b"no object"), None);
        for (symbol, needed) in [("elsewhere", true), ("a", false), ("nowhere", false)] {
            assert_eq!(needs(&object, symbol), needed, "{symbol}");
        }
        // An archive with an object and another file.
        let mut archive = b"!<arch>\n".to_vec();
        for (name, member) in [("a.o/", &object[..]), ("notes/", b"text")] {
            archive.extend(format!("{name:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", 0, 0, 0, 644, member.len()).bytes());
            archive.extend(member);
            archive.resize(archive.len().next_multiple_of(2), b'\n');
        }
        assert_eq!(defined(&archive), names(&["a"]));
    }

    #[test]
    fn all_objects_are_for_one_architecture() {
        let of = |architecture| Object::new(BinaryFormat::Elf, architecture, Endianness::Little).write().unwrap();
        let (arm, riscv) = (of(object::Architecture::Arm), of(object::Architecture::Riscv32));
        assert_eq!(architecture(&[&arm, &arm]).unwrap(), Architecture::Arm);
        assert_eq!(architecture(&[&riscv, &riscv]).unwrap(), Architecture::RiscV);
        assert_eq!(architecture(&[]).unwrap(), Architecture::Arm);
        let error = architecture(&[&arm, &riscv]).unwrap_err().to_string();
        assert!(error.starts_with("object 1 of those to link is for RiscV, unlike those before it"), "{error}");
        let error = architecture(&[&of(object::Architecture::X86_64)]).unwrap_err().to_string();
        assert!(error.starts_with("object 0 of those to link is for X86_64"), "{error}");
    }
}
