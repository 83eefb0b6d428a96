//! What objects bring, read before they are linked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use dissolve_abi::symbol::MEMORY_SECTION_PREFIX;
use object::elf::SHF_ALLOC;
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SectionKind};

use crate::attributes::{Processor, processor};
use crate::{Error, Options, Part};

/// What an image's objects are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    /// Arm, of an M profile.
    Arm,
    /// 32-bit RISC-V.
    RiscV,
}

/// The architecture of all objects; without objects, Arm.
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

/// Refuses objects, and those that the embedder brings, that were made for another processor or another calling convention than
/// the first object.
pub fn check_processors(objects: &[&[u8]], options: &Options) -> Result<(), Error> {
    let Some((image, others)) = objects.split_first() else { return Ok(()) };
    let Some(image) = processor(image) else { return Ok(()) };
    for (index, other) in (1..).zip(others) {
        check_processor(&image, &format!("object {index} of those to link"), other)?;
    }
    for path in &options.extra {
        let file = fs::read(path).map_err(|source| Error::Input { path: path.clone(), source })?;
        let name = format!("`{}`", path.display());
        match ArchiveFile::parse(&*file) {
            Err(_) => check_processor(&image, &name, &file)?,
            Ok(archive) => {
                for member in archive.members().filter_map(Result::ok) {
                    let inside = format!("`{}({})`", path.display(), String::from_utf8_lossy(member.name()));
                    check_processor(&image, &inside, member.data(&*file).unwrap_or_default())?;
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
    /// Its size.
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

/// What objects have that is loaded, by kind of section: `.text`, `.rodata`.
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

/// Whether an object leaves that symbol for others to define.
pub fn needs(object: &[u8], symbol: &str) -> bool {
    object::File::parse(object)
        .is_ok_and(|file| file.symbols().any(|candidate| candidate.is_undefined() && candidate.name() == Ok(symbol)))
}

/// The symbols that an object or archive defines for others; none when the file is neither.
pub fn defined(file: &[u8]) -> Option<BTreeSet<String>> {
    let Ok(archive) = ArchiveFile::parse(file) else { return object_defines(file) };
    let members = archive.members().filter_map(|member| member.and_then(|member| member.data(file)).ok());
    // Archives may hold other things, such as Rust's metadata.
    Some(members.filter_map(object_defines).flatten().collect())
}

fn object_defines(object: &[u8]) -> Option<BTreeSet<String>> {
    let file = object::File::parse(object).ok()?;
    let definitions = file.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global());
    Some(definitions.filter_map(|symbol| symbol.name().ok().map(String::from)).collect())
}
