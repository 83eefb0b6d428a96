//! One test file: takes its text, gives its directives in order.

use wast::{QuoteWat, WastArg, WastDirective, WastExecute, WastInvoke, WastRet, Wat};

use super::value::{Argument, Pattern};
use crate::wast_file::{self, name, refused, source};

pub use crate::wast_file::{Refused, Source};

/// A directive of a file.
pub type Directive = wast_file::Directive<Kind>;
/// The directives of a file.
pub type Script = wast_file::Script<Kind>;
/// The expected result of an action.
pub type Expected = wast_file::Expected<Pattern>;

/// The kinds of directives.
pub enum Kind {
    /// `module`: the module is valid, links and instantiates.
    Module {
        /// The name by which later directives refer to the module and the instance.
        name: Option<String>,
        /// The module.
        source: Source,
    },
    /// `module definition`: the module is valid.
    Definition {
        /// The name by which later directives refer to the definition.
        name: Option<String>,
        /// The module.
        source: Source,
    },
    /// `module instance`: one more instance of a module definition.
    Instance {
        /// The name by which later directives refer to the instance.
        name: Option<String>,
        /// The name of the definition; `None` for the last one.
        definition: Option<String>,
    },
    /// `register`: later modules can import from an instance.
    Register {
        /// The module name of their imports.
        import: String,
        /// The name of the instance; `None` for the last one.
        instance: Option<String>,
    },
    /// `assert_return`, `assert_trap`, `assert_exhaustion`, `invoke`, `get`.
    Ask {
        /// The action.
        action: Action,
        /// The expected result.
        expected: Expected,
    },
    /// `assert_malformed`: the module is refused, or its text is refused by the assembler.
    Malformed(Refused),
    /// `assert_invalid`: the module is refused as a binary.
    Invalid(Refused),
    /// `assert_unlinkable`: the module does not link.
    Unlinkable(Refused),
    /// `assert_trap` of a module: its instantiation traps.
    Uninstantiable {
        /// The module.
        source: Source,
        /// The trap's text.
        trap: String,
    },
    /// A directive that no test used when this was written, by its keyword.
    Unknown(&'static str),
}

/// An invocation of a function, or a read of a global.
pub struct Action {
    /// The name of the instance whose export is used; `None` for the last instance.
    pub instance: Option<String>,
    /// The export's name.
    pub export: String,
    /// The arguments; `None` for a global.
    pub arguments: Option<Vec<Argument>>,
}

/// Reads a file.
///
/// # Errors
///
/// When the parser does not know its syntax.
pub fn read(text: &str) -> Result<Script, String> {
    wast_file::read(text, kind)
}

fn kind(directive: WastDirective<'_>) -> Kind {
    match directive {
        WastDirective::Module(module) => Kind::Module { name: name(module.name()), source: source(module) },
        WastDirective::ModuleDefinition(module) => {
            Kind::Definition { name: name(module.name()), source: source(module) }
        }
        WastDirective::ModuleInstance { instance, module, .. } => {
            Kind::Instance { name: name(instance), definition: name(module) }
        }
        WastDirective::Register { name: import, module, .. } => {
            Kind::Register { import: import.to_owned(), instance: name(module) }
        }
        WastDirective::AssertMalformed { module, message, .. } => Kind::Malformed(refused(module, message)),
        WastDirective::AssertInvalid { module, message, .. } => Kind::Invalid(refused(module, message)),
        WastDirective::AssertUnlinkable { module, message, .. } => {
            Kind::Unlinkable(refused(QuoteWat::Wat(module), message))
        }
        WastDirective::Invoke(invoke) => ask(WastExecute::Invoke(invoke), Expected::Anything),
        WastDirective::AssertTrap { exec, message, .. } => ask(exec, Expected::Trap(message.to_owned())),
        WastDirective::AssertExhaustion { call, message, .. } => {
            ask(WastExecute::Invoke(call), Expected::Trap(message.to_owned()))
        }
        WastDirective::AssertReturn { exec, results, .. } => match results.iter().map(pattern).collect() {
            Some(results) => ask(exec, Expected::Results(results)),
            None => Kind::Unknown("a result that is no value of WebAssembly 2.0"),
        },
        _ => Kind::Unknown("a directive of another proposal"),
    }
}

fn ask(exec: WastExecute<'_>, expected: Expected) -> Kind {
    match (exec, expected) {
        (WastExecute::Invoke(invoke), expected) => match invocation(&invoke) {
            Some(action) => Kind::Ask { action, expected },
            None => Kind::Unknown("an argument that is no value of WebAssembly 2.0"),
        },
        (WastExecute::Get { module, global, .. }, expected) => {
            let action = Action { instance: name(module), export: global.to_owned(), arguments: None };
            Kind::Ask { action, expected }
        }
        (WastExecute::Wat(module), Expected::Trap(trap)) => {
            Kind::Uninstantiable { source: source(QuoteWat::Wat(module)), trap }
        }
        (WastExecute::Wat(Wat::Module(_) | Wat::Component(_)), _) => Kind::Unknown("the result of a module"),
    }
}

fn invocation(invoke: &WastInvoke<'_>) -> Option<Action> {
    let argument = |argument: &WastArg<'_>| match argument {
        WastArg::Core(argument) => Argument::new(argument),
        _ => None,
    };
    let arguments = invoke.args.iter().map(argument).collect::<Option<_>>()?;
    Some(Action { instance: name(invoke.module), export: invoke.name.to_owned(), arguments: Some(arguments) })
}

fn pattern(result: &WastRet<'_>) -> Option<Pattern> {
    match result {
        WastRet::Core(result) => Pattern::new(result),
        _ => None,
    }
}
