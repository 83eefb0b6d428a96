//! The stack that functions of archives need: the frames on the deepest path of calls.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use object::read::archive::ArchiveFile;
use object::{FileKind, Object as _, ObjectSymbol as _};

use crate::{Callee, Function, functions};

/// The functions of some archives.
pub struct Stacks<'a> {
    members: Vec<&'a [u8]>,
    /// The member that defines a symbol for others. Of several, a linker takes the first.
    defined: HashMap<String, usize>,
    /// The functions of the members that were asked for.
    read: RefCell<HashMap<usize, Rc<Vec<Function>>>>,
}

/// The calls of archives that their machine code does not show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls<'s> {
    /// Symbols that no member defines, with the functions that they are.
    pub links: &'s [(&'s str, &'s str)],
    /// Pairs of functions, of which the first continues on the stack where the second begins.
    pub more: &'s [(&'s str, &'s str)],
    /// Symbols that somebody else defines in place of the archives; the need of those functions is not known.
    pub elsewhere: Option<&'s BTreeSet<String>>,
    /// Functions that change to other stacks and come back: they take what they push, and call nothing through pointers on this stack.
    pub switches: &'s [&'s str],
}

/// The reason why the need of a function is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

impl<'a> Stacks<'a> {
    /// Reads the symbols of archives, or of single objects, in the order in which a linker gets them.
    ///
    /// # Errors
    ///
    /// If one is neither.
    pub fn read(files: &[&'a [u8]]) -> object::read::Result<Stacks<'a>> {
        let (mut members, mut defined) = (Vec::new(), HashMap::new());
        let mut parts = Vec::new();
        for &file in files {
            match FileKind::parse(file)? {
                FileKind::Archive => {
                    for member in ArchiveFile::parse(file)?.members() {
                        parts.push(member?.data(file)?);
                    }
                }
                _ => parts.push(file),
            }
        }
        for bytes in parts {
            // Archives may have other members, such as Rust's metadata.
            let Ok(object) = object::File::parse(bytes) else { continue };
            let names = object.symbols().filter(|symbol| symbol.is_definition() && symbol.is_global());
            for name in names.filter_map(|symbol| symbol.name().ok()) {
                defined.entry(name.to_owned()).or_insert(members.len());
            }
            members.push(bytes);
        }
        Ok(Stacks { members, defined, read: RefCell::default() })
    }

    /// The bytes of stack that a call of the function needs; none if no archive defines it.
    ///
    /// # Errors
    ///
    /// If the need is not known.
    pub fn need(&self, symbol: &str, calls: Calls<'_>) -> Option<Result<u64, Unknown>> {
        let function = self.find(symbol)?;
        let mut walk = Walk { stacks: self, calls, known: HashMap::new(), open: HashSet::new() };
        Some(walk.need(function))
    }

    /// The functions of a member; none if its code cannot be read.
    fn functions(&self, member: usize) -> Rc<Vec<Function>> {
        let mut read = self.read.borrow_mut();
        Rc::clone(read.entry(member).or_insert_with(|| Rc::new(functions(self.members[member]).unwrap_or_default())))
    }

    /// The member that defines a symbol, and the function's index in it.
    fn find(&self, symbol: &str) -> Option<(usize, usize)> {
        let member = *self.defined.get(symbol)?;
        let functions = self.functions(member);
        Some((member, functions.iter().position(|function| function.names.iter().any(|name| name == symbol))?))
    }
}

/// A walk over calls from one function.
struct Walk<'s, 'a> {
    stacks: &'s Stacks<'a>,
    calls: Calls<'s>,
    known: HashMap<(usize, usize), u64>,
    /// The functions on the current path.
    open: HashSet<(usize, usize)>,
}

impl Walk<'_, '_> {
    /// The recursion is as deep as the path of calls, on which each function is once.
    fn need(&mut self, at: (usize, usize)) -> Result<u64, Unknown> {
        if let Some(&bytes) = self.known.get(&at) {
            return Ok(bytes);
        }
        let (member, index) = at;
        let functions = self.stacks.functions(member);
        let function = &functions[index];
        let name = function.names.first().map_or("", String::as_str);
        let is = |names: &[&str]| function.names.iter().any(|name| names.contains(&name.as_str()));
        if !is(self.calls.switches) {
            if function.moves_stack {
                return Err(Unknown(format!("`{name}` moves its stack pointer otherwise than by a constant")));
            }
            if function.calls_pointers {
                return Err(Unknown(format!("`{name}` calls through a pointer")));
            }
        }
        if !self.open.insert(at) {
            return Err(Unknown(format!("`{name}` may call itself again")));
        }
        let more = self.calls.more.iter().filter(|(caller, _)| is(&[*caller]));
        let more: Vec<_> = more.map(|(_, callee)| Callee::Elsewhere((*callee).to_owned())).collect();
        let mut below = 0;
        for callee in function.calls.iter().chain(&more) {
            below = below.max(match callee {
                Callee::Here(index) => self.need((member, *index))?,
                Callee::Elsewhere(symbol) if self.calls.elsewhere.is_some_and(|known| known.contains(symbol)) => {
                    return Err(Unknown(format!("`{symbol}` is not the program's")));
                }
                Callee::Elsewhere(symbol) => {
                    let link = self.calls.links.iter().find(|(name, _)| name == symbol);
                    let found = self.stacks.find(link.map_or(symbol, |(_, function)| function));
                    self.need(found.ok_or_else(|| Unknown(format!("nothing defines `{symbol}`")))?)?
                }
            });
        }
        self.open.remove(&at);
        self.known.insert(at, function.frame + below);
        Ok(function.frame + below)
    }
}
