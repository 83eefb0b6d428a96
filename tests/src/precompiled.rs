//! Finds functions of Rust's precompiled libraries in an image. There must be none, since otherwise the size and the
//! speed of an image would depend on who compiled those libraries.
//!
//! Takes the archive of the native runtime. Its first members are the runtime's own, compiled here; the members after
//! them come precompiled with Rust. A linker takes a function from the first member that defines it, so a symbol of the
//! image is precompiled if no member of the runtime's own defines it.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, Mutex};

use dissolve_pipeline::Firmware;
use object::read::archive::ArchiveFile;
use object::{Object as _, ObjectSymbol as _};

/// The symbols of a runtime that only precompiled members define, by Rust triple.
static FOREIGN: LazyLock<Mutex<SymbolsByTriple>> = LazyLock::new(Mutex::default);

type SymbolsByTriple = HashMap<&'static str, Arc<HashSet<String>>>;

/// Checks that an image has no function or object of a precompiled library.
///
/// # Errors
///
/// When it has one; the message names all of them.
pub fn check(firmware: &Firmware) -> Result<(), String> {
    let found = symbols_in(firmware)?;
    if found.is_empty() {
        return Ok(());
    }
    Err(format!("{}: the image has what came compiled with Rust: {}", firmware.target, found.join(", ")))
}

/// The symbols in an image that only a precompiled member of the runtime's archive defines.
///
/// # Errors
///
/// When the archive or the image cannot be read, or the archive's members are in another order.
pub fn symbols_in(firmware: &Firmware) -> Result<Vec<String>, String> {
    let foreign = foreign(firmware.target.triple())?;
    let mut found = defined(&firmware.image.elf)?.filter(|name| foreign.contains(name)).collect::<Vec<_>>();
    found.sort();
    Ok(found)
}

fn foreign(triple: &'static str) -> Result<Arc<HashSet<String>>, String> {
    let mut known = FOREIGN.lock().map_err(|error| error.to_string())?;
    if let Some(foreign) = known.get(triple) {
        return Ok(foreign.clone());
    }
    // The tests have DISSOLVE_LIB set, so this is all that the compiler made, not only dissolve's own objects.
    let archive = dissolve_pipeline::Runtime::Image.archive(triple).map_err(|error| error.to_string())?;
    let foreign = Arc::new(foreign_in(&archive.bytes)?);
    known.insert(triple, foreign.clone());
    Ok(foreign)
}

fn foreign_in(archive: &[u8]) -> Result<HashSet<String>, String> {
    let text = |error: object::Error| error.to_string();
    let (mut own, mut foreign) = (HashSet::new(), HashSet::new());
    for member in ArchiveFile::parse(archive).map_err(text)?.members() {
        let member = member.map_err(text)?;
        let name = String::from_utf8_lossy(member.name());
        let data = member.data(archive).map_err(text)?;
        if !name.starts_with("dissolve_") {
            foreign.extend(defined(data)?);
        } else if foreign.is_empty() {
            own.extend(defined(data)?);
        } else {
            return Err(format!(
                "`{name}` comes after a precompiled member: the linker would take that one's functions"
            ));
        }
    }
    if own.is_empty() {
        return Err("the runtime's archive has no member of the runtime".into());
    }
    Ok(foreign.difference(&own).cloned().collect())
}

/// The symbols that a file defines, without labels of the assembler.
fn defined(file: &[u8]) -> Result<impl Iterator<Item = String>, String> {
    let file = object::File::parse(file).map_err(|error| error.to_string())?;
    let symbols = file.symbols().filter(|symbol| symbol.is_definition()).map(|symbol| symbol.name().map(String::from));
    let symbols = symbols.collect::<Result<Vec<_>, _>>().map_err(|error| error.to_string())?;
    Ok(symbols.into_iter().filter(|name| !name.is_empty() && !name.starts_with(['$', '.'])))
}
