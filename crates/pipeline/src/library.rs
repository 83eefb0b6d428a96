//! Makes a library of a program, for the firmware of others: an archive, bindings in Rust and C, and a manifest.

use std::collections::BTreeMap;
use std::io::Cursor;

use ar_archive_writer::{ArchiveKind, DEFAULT_OBJECT_READER, NewArchiveMember, write_archive_to_stream};
use dissolve_abi::symbol;
use dissolve_bindings::{Arena, Constants, Function, Manifest, Memory, OwnStack, Stack, VERSION};
pub use dissolve_bindings::{Names, names, taken_names};
use dissolve_codegen::{Linked, MemorySymbol, Object, StackNeed, Traps};
use dissolve_interface::Interface;
use dissolve_targets::{CoreFuncType, Target};
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSymbol as _};

use crate::{BuildOptions, Error, Program, Runtime};

/// A file of a library.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, such as `libsensor.a`.
    pub name: String,
    /// Its purpose, in a few words.
    pub purpose: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// A program as a library.
#[derive(Clone, Debug)]
pub struct Library {
    /// The description of everything in it.
    pub manifest: Manifest,
    /// The native stack that calls need.
    pub native_stack: StackNeed,
    /// The files, the archive first.
    pub files: Vec<File>,
}

impl Program {
    /// Compiles the program as a library for a processor.
    ///
    /// # Errors
    ///
    /// Same as [`Program::compile`]; also if the program was not made from a component, if the runtime is not installed, or if
    /// the bindings cannot be written.
    pub fn library(&self, target: Target, traps: Traps, options: &BuildOptions) -> Result<Library, Error> {
        let interface = self.interface.clone().ok_or_else(|| Error::NoRecord { name: self.name.clone() })?;
        let name = file_name(options.prefix.as_ref().unwrap_or(&self.name));
        let object = self.compile_library(target, traps, options)?;
        let native_stack = object.native_calls.need(firmware);
        let manifest = manifest(name, target, &object, &native_stack, interface)?;
        let manifest = Manifest { docs: options.docs.clone(), ..manifest };
        let archive = archive(&manifest.name, &object.bytes, target)?;
        let json = serde_json::to_string_pretty(&manifest).map_err(Error::defect)? + "\n";
        let rust = dissolve_bindings::rust(&manifest)?;
        let c = dissolve_bindings::c(&manifest)?;
        let name = &manifest.name;
        let files = [
            (format!("lib{name}.a"), "the program, and the runtime that it needs", archive),
            (format!("{name}.rs"), "bindings in Rust, for `dissolve::include_component!`", rust.into()),
            (c.header_name, "bindings in C and C++", c.header.into()),
            (c.source_name, "the other part of the bindings in C, to compile and link", c.source.into()),
            (dissolve_bindings::SHARED_HEADER.to_owned(), "what the headers of all libraries share", c.shared.into()),
            (format!("{name}.json"), "everything in the library, for machines", json.into()),
        ];
        let files: Vec<File> = files.map(|(name, purpose, bytes)| File { name, purpose, bytes }).into();
        options.observer.left("library", files.iter().map(|file| file.bytes.len()).sum());
        Ok(Library { manifest, native_stack, files })
    }
}

/// A name as files can have it. The name of a module may be any text.
fn file_name(name: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' };
    let name: String = name.chars().map(allowed).collect();
    if name.is_empty() { "program".to_owned() } else { name }
}

/// The stack of functions of the firmware: nothing is known of those that the program calls, and nothing counted for those that LLVM
/// calls.
fn firmware(function: Linked<'_>) -> Option<u64> {
    (!function.is_called).then_some(0)
}

/// Describes a library.
fn manifest(
    name: String,
    target: Target,
    object: &Object,
    native_stack: &StackNeed,
    interface: Interface,
) -> Result<Manifest, Error> {
    let function = |core: String, symbol: &str, ty: &CoreFuncType| Function {
        core,
        symbol: symbol.to_owned(),
        params: ty.params.clone(),
        result: ty.results.first().copied(),
        holds: false,
        computes: false,
        inside: None,
        held: None,
    };
    let exports = object.exports.iter().map(|export| Function {
        holds: export.holds,
        computes: export.computes,
        inside: export.helper.as_ref().map(|helper| helper.inside.clone()),
        held: export.helper.as_ref().map(|helper| helper.held.clone()),
        ..function(export.name.clone(), &export.symbol, &export.ty)
    });
    let import = |record: &dissolve_interface::Import| {
        let import =
            object.imports.iter().find(|import| import.module == record.module && import.field == record.field)?;
        Some(function(format!("{}::{}", import.module, import.field), &import.symbol, &import.ty))
    };
    let memories = interface.memories.iter().zip(&object.memories);
    let own_stack = object.own_stack.as_ref();
    Ok(Manifest {
        version: VERSION,
        target: target.name().to_owned(),
        instance: object.instance.clone().ok_or_else(|| Error::defect("a library without an instance"))?,
        instantiate: object.instantiate.clone(),
        exports: exports.collect(),
        imports: interface.imports.iter().map(import).collect(),
        memories: memories.map(|(record, memory)| self::memory(record.component.clone(), memory)).collect(),
        docs: BTreeMap::new(),
        stack: Stack {
            need: native_stack.bytes,
            unknown: native_stack.unknown.clone(),
            own: own_stack.map(|own| OwnStack { symbol: own.symbol.clone(), size: own.bytes }),
        },
        name,
        interface,
    })
}

fn memory(component: String, memory: &MemorySymbol) -> Memory {
    Memory {
        component,
        symbol: memory.symbol.clone(),
        absolute: memory.absolute,
        constants: memory.constants.clone().map(|constants| Constants {
            symbol: constants.symbol,
            low: constants.low,
            size: constants.size,
        }),
        low: memory.window.low,
        high: memory.window.high,
        size: memory.size.clone(),
        arena: memory.arena.clone().map(|descriptor| Arena { descriptor, size: memory.window.arena }),
    }
}

/// Makes the archive: the program, and the runtime.
fn archive(name: &str, program: &[u8], target: Target) -> Result<Vec<u8>, Error> {
    let archive = Runtime::Library.archive(target.triple())?;
    // The runtime is one object. The rest of its archive is Rust's library, which firmware has of its own.
    let runtime = object_with(&archive.bytes, symbol::ENTER)?;
    let members = [(format!("{name}.o"), program), ("dissolve.o".to_owned(), runtime)];
    let members: Vec<_> = members
        .into_iter()
        .map(|(member_name, bytes)| NewArchiveMember {
            buf: Box::new(bytes),
            object_reader: &DEFAULT_OBJECT_READER,
            member_name,
            mtime: 0,
            uid: 0,
            gid: 0,
            perms: 0o644,
        })
        .collect();
    let mut archive = Cursor::new(Vec::new());
    write_archive_to_stream(&mut archive, &members, ArchiveKind::Gnu, false, None).map_err(Error::defect)?;
    Ok(archive.into_inner())
}

/// The member of an archive that defines a symbol.
fn object_with<'a>(archive: &'a [u8], symbol: &str) -> Result<&'a [u8], Error> {
    let file = ArchiveFile::parse(archive).map_err(Error::defect)?;
    for member in file.members() {
        let data = member.and_then(|member| member.data(archive)).map_err(Error::defect)?;
        let defines = object::File::parse(data)
            .is_ok_and(|object| object.symbols().any(|known| known.is_definition() && known.name() == Ok(symbol)));
        if defines {
            return Ok(data);
        }
    }
    Err(Error::defect(format!("the runtime has no `{symbol}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_other_folder() {
        let cases =
            [("my-sensor_2", "my-sensor_2"), ("../../x", "______x"), ("a/b.c", "a_b_c"), ("é", "_"), ("", "program")];
        for (name, expected) in cases {
            assert_eq!(file_name(name), expected);
        }
    }
}
