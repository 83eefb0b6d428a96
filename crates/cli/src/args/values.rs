//! The values that options take, and how they are read.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use dissolve_pipeline::codegen::Listing;
use dissolve_pipeline::targets::ByteSize;

/// A component to plug in.
#[derive(Clone, Debug)]
pub struct Plug {
    /// The only import that it serves; none for all that fit.
    pub serves: Option<String>,
    /// The file.
    pub path: PathBuf,
}

impl FromStr for Plug {
    type Err = String;

    fn from_str(text: &str) -> Result<Plug, String> {
        // A name of an import has no `=`; that of a file may.
        match text.split_once('=').filter(|_| !PathBuf::from(text).exists()) {
            Some((_, "")) => Err(format!("`{text}` names no file after the `=`")),
            Some((import, path)) => Ok(Plug { serves: Some(import.to_owned()), path: path.into() }),
            None => Ok(Plug { serves: None, path: text.into() }),
        }
    }
}

/// A package of a `.wac` document, and its file.
#[derive(Clone, Debug)]
pub struct Dependency {
    /// The package, with its version if the document has it.
    pub package: String,
    /// The file.
    pub path: PathBuf,
}

impl FromStr for Dependency {
    type Err = String;

    fn from_str(text: &str) -> Result<Dependency, String> {
        match text.split_once('=') {
            Some((package, path)) if package.contains(':') && !path.is_empty() => {
                Ok(Dependency { package: package.to_owned(), path: path.into() })
            }
            _ => Err(format!("`{text}` is not of the form NS:PKG=FILE, such as acme:driver=driver.wasm")),
        }
    }
}

/// Format of a report.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For machines: one JSON object.
    Json,
}

/// Reads an address: hexadecimal after `0x`, or else decimal.
pub fn address(text: &str) -> Result<u32, String> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let number = digits.map_or_else(|| text.parse(), |digits| u32::from_str_radix(digits, 16));
    number.map_err(|_| format!("`{text}` is no address of 32 bits, such as 0x80001f4"))
}

/// The language of a firmware.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Rust.
    Rust,
    /// C.
    C,
}

/// The size of all arenas, or of one.
#[derive(Clone, Debug)]
pub struct ArenaSize {
    /// The component whose arena it is; none for all.
    pub name: Option<String>,
    /// The size.
    pub size: ByteSize,
}

impl FromStr for ArenaSize {
    type Err = String;

    fn from_str(text: &str) -> Result<ArenaSize, String> {
        let (name, size) = match text.rsplit_once('=') {
            Some(("", _)) => return Err(format!("`{text}` names no component before the `=`")),
            Some((name, size)) => (Some(name.to_owned()), size),
            None => (None, text),
        };
        Ok(ArenaSize { name, size: size.parse().map_err(|error| format!("{error}"))? })
    }
}

/// The output of `compile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emit {
    /// A folder with an archive and its companions.
    Library,
    /// The object.
    Object,
    /// A text.
    Listing(Listing),
}

impl Emit {
    const LIBRARY: &str = "library";
    const OBJECT: &str = "obj";
}

impl FromStr for Emit {
    type Err = String;

    fn from_str(text: &str) -> Result<Emit, String> {
        if text == Emit::LIBRARY {
            return Ok(Emit::Library);
        }
        if text == Emit::OBJECT {
            return Ok(Emit::Object);
        }
        text.parse().map(Emit::Listing).map_err(|_| {
            let known: Vec<_> = [Emit::LIBRARY, Emit::OBJECT]
                .into_iter()
                .chain(Listing::ALL.iter().map(|listing| listing.name()))
                .collect();
            let hint = dissolve_pipeline::interface::did_you_mean(text, known.iter().copied());
            format!("`{text}` cannot be emitted; known are {}{hint}", known.join(", "))
        })
    }
}

/// The size of a stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StackSize {
    /// As large as calls need.
    Auto,
    /// A number of bytes.
    Bytes(ByteSize),
}

impl StackSize {
    /// The number of bytes; none if it is computed.
    pub fn bytes(self) -> Option<ByteSize> {
        match self {
            StackSize::Auto => None,
            StackSize::Bytes(size) => Some(size),
        }
    }
}

impl FromStr for StackSize {
    type Err = String;

    fn from_str(text: &str) -> Result<StackSize, String> {
        match text {
            "auto" => Ok(StackSize::Auto),
            _ => match text.parse() {
                Ok(size) => Ok(StackSize::Bytes(size)),
                Err(error) => Err(format!("{error}, or `auto`")),
            },
        }
    }
}

/// A file for a profile, or none if it is only printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileFile {
    /// Only printed.
    None,
    /// A flame graph.
    Svg(PathBuf),
    /// Folded stacks.
    Folded(PathBuf),
    /// The format of `pprof`.
    Pprof(PathBuf),
}

impl ProfileFile {
    /// The path of the file.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            ProfileFile::None => None,
            ProfileFile::Svg(path) | ProfileFile::Folded(path) | ProfileFile::Pprof(path) => Some(path),
        }
    }
}

impl FromStr for ProfileFile {
    type Err = String;

    fn from_str(text: &str) -> Result<ProfileFile, String> {
        let path = PathBuf::from(text);
        match path.extension().and_then(|extension| extension.to_str()) {
            _ if text.is_empty() => Ok(ProfileFile::None),
            Some("svg") => Ok(ProfileFile::Svg(path)),
            Some("folded") => Ok(ProfileFile::Folded(path)),
            Some("pb") => Ok(ProfileFile::Pprof(path)),
            _ => Err(format!(
                "`{text}` is no file for a profile; its name says what it becomes: `.svg` a flame graph, `.folded` folded stacks, `.pb` what `pprof` reads"
            )),
        }
    }
}
