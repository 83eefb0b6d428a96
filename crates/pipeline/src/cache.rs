//! A cache of compiled objects, in a folder: the same module, compiled with the same options by the same compiler, is the same object.
//!
//! The name of an entry is a hash of all of that. An entry has a checksum, so one that was damaged is compiled again, and so is
//! everything that this program has not written. Entries are written to a temporary file first: processes that
//! use the folder at the same time see whole entries. A folder that cannot be used is a remark, not an error.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use dissolve_codegen::{Object, Options};
use dissolve_targets::ByteSize;
use sha2::{Digest, Sha256};

mod compiler;
mod entry;

/// The bytes that a cache takes at most, unless [`Cache::limited`] gives another number.
pub const DEFAULT_SIZE: ByteSize = ByteSize::kib(256 * 1024);

/// The ends of the names of entries, and of those that are being written.
const ENTRY: &str = ".object";
const PART: &str = ".part";

/// The age at which a temporary file has no writer any more.
const STALE: Duration = Duration::from_secs(3600);

/// The hash of everything that an object depends on.
type Key = [u8; 32];

/// A folder with compiled objects. If they take more room than they may, those that were not used for the longest time are removed.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    size: u64,
}

impl Cache {
    /// A cache in this folder, which is made when the first object is written. It may be shared with other files: only entries are
    /// removed.
    pub fn new(folder: impl Into<PathBuf>) -> Cache {
        Cache { folder: folder.into(), size: DEFAULT_SIZE.bytes().into() }
    }

    /// A cache that takes no more room than `size`.
    pub fn limited(self, size: ByteSize) -> Cache {
        Cache { size: size.bytes().into(), ..self }
    }

    /// Compiles a module, unless the object is there already.
    ///
    /// # Errors
    ///
    /// Same as [`dissolve_codegen::compile`].
    pub fn compile(&self, module: &[u8], options: &Options) -> Result<Object, dissolve_codegen::Error> {
        let observer = &options.observer;
        let Some(compiler) = compiler::identity() else {
            observer.note(format_args!("cache: not used: the file of this program cannot be found"));
            return dissolve_codegen::compile(module, options);
        };
        let key = key(module, options, &compiler);
        let path = self.folder.join(file_name(&key));
        if let Some(object) = read(&path, &key, self.size) {
            // The time of the last use. A folder that cannot be written still has objects.
            let _ = File::options().append(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
            observer.left("compile, cached", object.bytes.len());
            return Ok(object);
        }
        let object = dissolve_codegen::compile(module, options)?;
        if let Err(error) = entry::bytes(&key, &object).and_then(|bytes| self.write(&path, &bytes)) {
            observer.note(format_args!("cache: cannot write to {}: {error}", self.folder.display()));
        }
        Ok(object)
    }

    /// Writes an entry, unless it alone is larger than the cache, and removes others that it leaves no room for.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() as u64 > self.size {
            return Ok(());
        }
        make_private(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix("dissolve-").suffix(PART).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.persist(path)?;
        self.trim()
    }

    /// Removes the entries that were not used for the longest time, until the others fit, and what processes that were ended
    /// have left.
    fn trim(&self) -> io::Result<()> {
        let now = SystemTime::now();
        let mut entries = Vec::new();
        for file in fs::read_dir(&self.folder)? {
            let file = file?;
            let name = file.file_name();
            let kind = Kind::of(&name.to_string_lossy());
            // Another process may have removed it.
            let (Some(kind), Ok(data)) = (kind, file.metadata()) else { continue };
            let Ok(used) = data.modified() else { continue };
            match kind {
                Kind::Entry => entries.push((used, file.path(), data.len())),
                Kind::Part if now.duration_since(used).is_ok_and(|age| age > STALE) => remove(&file.path())?,
                Kind::Part => {}
            }
        }
        let mut room: u64 = entries.iter().map(|(_, _, bytes)| bytes).sum();
        entries.sort();
        for (_, path, bytes) in entries {
            if room <= self.size {
                break;
            }
            remove(&path)?;
            room -= bytes;
        }
        Ok(())
    }
}

/// The files of a cache.
enum Kind {
    /// An object.
    Entry,
    /// An object that is being written.
    Part,
}

impl Kind {
    /// The kind of a file with this name; none if it is not a cache's.
    fn of(name: &str) -> Option<Kind> {
        let is_hash =
            |text: &str| text.len() == 64 && text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'a'..=b'f'));
        if name.strip_suffix(ENTRY).is_some_and(is_hash) {
            return Some(Kind::Entry);
        }
        (name.starts_with("dissolve-") && name.ends_with(PART)).then_some(Kind::Part)
    }
}

/// Hashes a module, all options of its compilation, and what tells its compiler from others.
fn key(module: &[u8], options: &Options, compiler: &str) -> Key {
    let mut hash = Sha256::new();
    let allocator = options.allocator.as_ref().map_or(&[][..], |allocator| allocator.bytes());
    // The text of the options has every one of them with its value, except for the contents of the allocator.
    for part in [compiler.as_bytes(), format!("{options:?}").as_bytes(), module, allocator] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The name of an entry's file.
fn file_name(key: &Key) -> String {
    let digits: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    digits + ENTRY
}

/// Reads an entry; none if there is none that is whole.
fn read(path: &Path, key: &Key, size: u64) -> Option<Object> {
    // A pipe would never end, and a file that is too large is no entry.
    fs::metadata(path).ok().filter(|data| data.is_file() && data.len() <= size)?;
    entry::object(key, &fs::read(path).ok()?)
}

/// Makes a folder that only its user can see, and those above it.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes a file. Another process may have done that.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use dissolve_codegen::{Addresses, Alignment, Allocator, Bounds, Constants, OptLevel, TrapOrder, Traps};
    use dissolve_interface::Observer;
    use dissolve_targets::{Grow, Target};

    use super::*;

    const MODULE: &str =
        r#"(module (memory 1) (func (export "get") (param i32) (result i32) (i32.load (local.get 0))))"#;

    /// Everything that an object depends on is in its key, and nothing else.
    #[test]
    fn a_key_depends_on_the_module_the_options_and_the_compiler() {
        let options = Options::new(Target::CortexM3, "p");
        let first = key(b"module", &options, "compiler");
        assert_eq!(key(b"module", &Options { observer: Observer::new(|_| {}), ..options.clone() }, "compiler"), first);
        let mut keys = vec![first, key(b"modulf", &options, "compiler"), key(b"module", &options, "other")];
        // A field that is added to the options has to be added here.
        let Options {
            target: _,
            opt: _,
            bounds: _,
            addresses: _,
            constants: _,
            grow: _,
            prefix: _,
            stack: _,
            stack_is_computed: _,
            heap: _,
            arena: _,
            arenas: _,
            arena_descriptor: _,
            allocator: _,
            fresh: _,
            called: _,
            traps: _,
            alignment: _,
            trap_order: _,
            library: _,
            own_stack: _,
            frame: _,
            large: _,
            observer: _,
        } = &options;
        let changes: [fn(&mut Options); 25] = [
            |options| options.target = Target::CortexM4,
            |options| options.opt = OptLevel::Three,
            |options| options.bounds = Bounds::None,
            |options| options.addresses = Addresses::Absolute,
            |options| options.constants = Constants::Ram,
            |options| options.grow = Grow::Deny,
            |options| options.prefix = "q".into(),
            |options| options.stack += 1,
            |options| options.stack_is_computed = true,
            |options| options.heap = Some(0),
            |options| options.arena += 1,
            |options| options.arenas = [("p".into(), 64)].into(),
            |options| options.arena_descriptor = true,
            |options| options.allocator = Some(Allocator::new(*b"one")),
            |options| options.allocator = Some(Allocator::new(*b"two")),
            |options| options.fresh = ["p".into()].into(),
            |options| options.called = Some(["p".into()].into()),
            |options| options.called = Some([].into()),
            |options| options.traps = Traps::Call,
            |options| options.alignment = Alignment::Any,
            |options| options.trap_order = TrapOrder::Early,
            |options| options.library = true,
            |options| options.own_stack = Some(0),
            |options| options.frame += 1,
            |options| options.large += 1,
        ];
        for change in changes {
            let mut changed = options.clone();
            change(&mut changed);
            keys.push(key(b"module", &changed, "compiler"));
        }
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    /// A module compiled with a cache, and the phases and remarks meanwhile.
    fn compile(cache: &Cache, prefix: &str) -> (Object, Vec<String>) {
        use std::sync::{Arc, Mutex};

        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        let observer = Observer::new(move |event| {
            all.lock().unwrap().push(match event {
                dissolve_interface::Event::Phase(phase) => phase.name.to_owned(),
                dissolve_interface::Event::Note(text) => text.to_string(),
            });
        });
        let options = Options { observer, ..Options::new(Target::CortexM3, prefix) };
        let object = cache.compile(&wat::parse_str(MODULE).unwrap(), &options).unwrap();
        let heard = heard.lock().unwrap().clone();
        (object, heard)
    }

    /// The files of a folder, without the way to it.
    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    const COMPILED: [&str; 4] = ["compile, read", "compile, translate", "compile, optimize", "compile, object"];
    const FOUND: [&str; 1] = ["compile, cached"];

    #[test]
    fn an_object_is_compiled_once() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path().join("a/b"));
        let options = Options::new(Target::CortexM3, "p");
        let expected = dissolve_codegen::compile(&wat::parse_str(MODULE).unwrap(), &options).unwrap();
        assert_eq!(compile(&cache, "p"), (expected.clone(), COMPILED.map(String::from).into()));
        assert_eq!(compile(&cache, "p"), (expected, FOUND.map(String::from).into()));
        // Other options are another entry.
        assert_eq!(compile(&cache, "q").1, COMPILED);
        assert_eq!(names(&folder.path().join("a/b")).len(), 2);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(folder.path().join("a/b")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o700);
        }
    }

    /// Each byte of an entry is checked: an entry that differs in one, or is shorter or longer, is compiled and written again.
    #[test]
    fn a_damaged_entry_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path());
        let (expected, _) = compile(&cache, "p");
        let path = folder.path().join(&names(folder.path())[0]);
        let whole = fs::read(&path).unwrap();
        let key =
            key(&wat::parse_str(MODULE).unwrap(), &Options::new(Target::CortexM3, "p"), &compiler::identity().unwrap());
        for index in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[index] ^= 1;
            assert!(entry::object(&key, &damaged).is_none(), "byte {index}");
            assert!(entry::object(&key, &whole[..index]).is_none(), "{index} bytes");
        }
        // The entry of another key, and files that are no entries.
        let (_, _) = compile(&cache, "q");
        let other = names(folder.path()).into_iter().map(|name| folder.path().join(name)).find(|other| *other != path);
        let foreign =
            [&whole[..whole.len() - 1], &[&whole[..], b"x"].concat(), b"", &fs::read(other.unwrap()).unwrap()];
        for bytes in foreign {
            fs::write(&path, bytes).unwrap();
            assert_eq!(compile(&cache, "p"), (expected.clone(), COMPILED.map(String::from).into()));
            assert_eq!(fs::read(&path).unwrap(), whole);
        }
        // A folder in the place of the entry cannot be replaced.
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        let (object, heard) = compile(&cache, "p");
        assert_eq!(object, expected);
        assert!(heard[COMPILED.len()].starts_with("cache: cannot write to "), "{heard:?}");
    }

    /// A folder that cannot be made is a remark.
    #[test]
    fn compilation_needs_no_cache() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let (_, heard) = compile(&Cache::new(file.path().join("cache")), "p");
        assert_eq!(heard[..COMPILED.len()], COMPILED);
        assert!(heard[COMPILED.len()].starts_with("cache: cannot write to "), "{heard:?}");
        assert_eq!(heard.len(), COMPILED.len() + 1);
    }

    /// The entries that were not used for the longest time make room. Other files stay, but for parts that nobody writes any more.
    #[test]
    fn a_cache_has_a_size() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let old = SystemTime::now() - 2 * STALE;
        for (name, time) in [
            ("dissolve-new.part", SystemTime::now()),
            ("dissolve-old.part", old),
            ("notes.object", old),
            ("0123456789abcdef.object", old),
        ] {
            File::create(place(name)).unwrap().set_modified(time).unwrap();
        }
        let _ = compile(&Cache::new(folder.path()), "a");
        let entry = |prefix: &str| {
            let options = Options::new(Target::CortexM3, prefix);
            file_name(&key(&wat::parse_str(MODULE).unwrap(), &options, &compiler::identity().unwrap()))
        };
        let bytes = fs::metadata(place(&entry("a"))).unwrap().len() as u32;
        // There is room for two entries. `b` is older than `a`, until it is used.
        let cache = Cache::new(folder.path()).limited(ByteSize::new(2 * bytes + bytes / 2));
        let _ = compile(&cache, "b");
        for (prefix, age) in [("a", 10), ("b", 20)] {
            let time = SystemTime::now() - Duration::from_secs(age);
            File::options().append(true).open(place(&entry(prefix))).unwrap().set_modified(time).unwrap();
        }
        assert_eq!(compile(&cache, "b").1, FOUND);
        assert_eq!(compile(&cache, "c").1, COMPILED);
        let mut expected = ["dissolve-new.part", "notes.object", "0123456789abcdef.object", &entry("b"), &entry("c")]
            .map(String::from);
        expected.sort();
        assert_eq!(names(folder.path()), expected);
        // An object that is larger than the cache is not kept, and removes nothing.
        let _ = compile(&cache.limited(ByteSize::new(bytes / 2)), "d");
        assert_eq!(names(folder.path()), expected);
    }

    /// Threads that use a folder at the same time get the right objects, while it is too small for all of them.
    #[test]
    fn a_cache_is_used_by_many() {
        let folder = tempfile::tempdir().unwrap();
        let prefixes = ["a", "b", "c", "d"];
        let expected = prefixes.map(|prefix| compile(&Cache::new(folder.path()), prefix).0);
        let bytes = entry::bytes(&[0; 32], &expected[0]).unwrap().len() as u32;
        let cache = Cache::new(folder.path()).limited(ByteSize::new(2 * bytes + bytes / 2));
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let (cache, expected) = (&cache, &expected);
                scope.spawn(move || {
                    for turn in 0..8 {
                        let index = (thread + turn) % prefixes.len();
                        assert_eq!(compile(cache, prefixes[index]).0, expected[index]);
                    }
                });
            }
        });
        assert!(names(folder.path()).iter().all(|name| name.ends_with(ENTRY)));
    }
}
