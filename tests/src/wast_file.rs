//! Common code for test files (`.wast`): takes a file's text, gives its directives in order with their lines. Each
//! suite converts the directives to its own kinds.

use wast::lexer::Lexer;
use wast::parser::{self, ParseBuffer};
use wast::token::Id;
use wast::{QuoteWat, QuoteWatTest, Wast, WastDirective};

/// The directives of a file, each of kind `K`.
pub struct Script<K> {
    /// The directives, in the order of the file.
    pub directives: Vec<Directive<K>>,
}

/// A directive.
pub struct Directive<K> {
    /// The line, from one.
    pub line: usize,
    /// The kind of the directive, with its operands.
    pub kind: K,
}

/// The expected result of a call. Results are described by values of type `V`.
pub enum Expected<V> {
    /// The call returns these results.
    Results(Vec<V>),
    /// The call traps, with this text.
    Trap(String),
    /// The call does not trap.
    Anything,
}

/// A module or a component in a form that dissolve accepts, binary or text; an error when its text does not assemble.
pub type Source = Result<Vec<u8>, String>;

/// A module or a component that must be refused.
pub struct Refused {
    /// The module or component.
    pub source: Source,
    /// The reason, in the suite's words.
    pub text: String,
}

/// A module or component that must be refused, with the reason.
pub fn refused(module: QuoteWat<'_>, text: &str) -> Refused {
    Refused { source: source(module), text: text.to_owned() }
}

/// Reads a file.
///
/// # Errors
///
/// When the parser does not know the file's syntax.
pub fn read<K>(text: &str, kind: impl Fn(WastDirective<'_>) -> K) -> Result<Script<K>, String> {
    parse(text, kind).map_err(|mut error| {
        error.set_text(text);
        error.to_string()
    })
}

fn parse<K>(text: &str, kind: impl Fn(WastDirective<'_>) -> K) -> Result<Script<K>, wast::Error> {
    let mut lexer = Lexer::new(text);
    lexer.allow_confusing_unicode(true);
    let buffer = ParseBuffer::new_with_lexer(lexer)?;
    let wast = parser::parse::<Wast<'_>>(&buffer)?;
    let mut lines = Lines::new(text);
    let directives = wast.directives.into_iter().map(|directive| {
        let line = lines.line_of(directive.span().offset());
        Directive { line, kind: kind(directive) }
    });
    Ok(Script { directives: directives.collect() })
}

/// The name of an item in a file.
pub fn name(id: Option<Id<'_>>) -> Option<String> {
    id.map(|id| id.name().to_owned())
}

/// A module or a component in a form that dissolve accepts.
pub fn source(mut module: QuoteWat<'_>) -> Source {
    match module.to_test() {
        Ok(QuoteWatTest::Binary(bytes) | QuoteWatTest::Text(bytes)) => Ok(bytes),
        Err(error) => Err(error.to_string()),
    }
}

/// Finds the line of an offset. Offsets mostly increase, so it continues counting from the last one.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Lines<'a> {
        Lines { text, offset: 0, line: 1 }
    }

    /// The line of an offset, from one.
    fn line_of(&mut self, offset: usize) -> usize {
        if offset < self.offset {
            *self = Lines::new(self.text);
        }
        let passed = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.offset = offset;
        self.line
    }
}
