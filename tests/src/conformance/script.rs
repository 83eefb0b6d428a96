//! One test file: takes its text, gives its directives in order.

use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::{QuoteWat, WastArg, WastDirective, WastExecute, WastInvoke, WastRet, Wat};

use super::literal::Literal;
use crate::wast_file::{self, name, refused, source};

pub use crate::wast_file::{Refused, Source};

/// A directive of a file.
pub type Directive = wast_file::Directive<Kind>;
/// The directives of a file.
pub type Script = wast_file::Script<Kind>;
/// The expected result of an invocation.
pub type Expected = wast_file::Expected<Literal>;

/// The kinds of directives.
pub enum Kind {
    /// `component`: the component is valid and instantiates.
    Component {
        /// The name by which later directives refer to the component and the instance.
        name: Option<String>,
        /// The component.
        source: Source,
    },
    /// `component definition`: the component is valid.
    Definition {
        /// The name by which later directives refer to the definition.
        name: Option<String>,
        /// The component.
        source: Source,
    },
    /// `component instance`: one more instance of a component definition.
    Instance {
        /// The name by which later directives refer to the instance.
        name: Option<String>,
        /// The name of the definition; `None` for the last one.
        definition: Option<String>,
    },
    /// `assert_return`, `assert_trap` or `invoke`.
    Invoke {
        /// The call.
        call: Call,
        /// The expected result.
        expected: Expected,
    },
    /// `assert_invalid` or `assert_malformed`: the component is refused.
    Refused(Refused),
    /// A directive that no test used when this was written, by its keyword.
    Unknown(&'static str),
}

/// An invocation.
pub struct Call {
    /// The name of the instance whose function is called; `None` for the last instance.
    pub instance: Option<String>,
    /// The function's name.
    pub function: String,
    /// The arguments.
    pub arguments: Vec<Literal>,
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
        WastDirective::Module(component) if is_component(&component) => {
            Kind::Component { name: name(component.name()), source: source(component) }
        }
        WastDirective::ModuleDefinition(component) if is_component(&component) => {
            Kind::Definition { name: name(component.name()), source: source(component) }
        }
        WastDirective::ModuleInstance { instance, module, .. } => {
            Kind::Instance { name: name(instance), definition: name(module) }
        }
        WastDirective::AssertInvalid { module, message, .. }
        | WastDirective::AssertMalformed { module, message, .. } => Kind::Refused(refused(module, message)),
        WastDirective::Invoke(invoke) => invocation(invoke, Expected::Anything),
        WastDirective::AssertTrap { exec: WastExecute::Invoke(invoke), message, .. } => {
            invocation(invoke, Expected::Trap(message.to_owned()))
        }
        WastDirective::AssertReturn { exec: WastExecute::Invoke(invoke), results, .. } => {
            match results.iter().map(result).collect() {
                Some(results) => invocation(invoke, Expected::Results(results)),
                None => Kind::Unknown("a result of a core module"),
            }
        }
        WastDirective::Register { .. } => Kind::Unknown("register"),
        WastDirective::AssertUnlinkable { .. } => Kind::Unknown("assert_unlinkable"),
        WastDirective::AssertExhaustion { .. } => Kind::Unknown("assert_exhaustion"),
        WastDirective::Module(_) | WastDirective::ModuleDefinition(_) => Kind::Unknown("a core module"),
        _ => Kind::Unknown("a directive that is not for components"),
    }
}

fn is_component(component: &QuoteWat<'_>) -> bool {
    matches!(component, QuoteWat::Wat(Wat::Component(_)) | QuoteWat::QuoteComponent(..))
}

/// Converts an argument. The parser reads `f32.const` and `f64.const` as values of a core module.
fn argument(argument: &WastArg<'_>) -> Option<Literal> {
    match argument {
        WastArg::Component(value) => Some(Literal::new(value)),
        WastArg::Core(WastArgCore::F32(value)) => Some(Literal::f32(value.bits)),
        WastArg::Core(WastArgCore::F64(value)) => Some(Literal::f64(value.bits)),
        _ => None,
    }
}

/// Converts a result, as [`argument`] does.
fn result(result: &WastRet<'_>) -> Option<Literal> {
    match result {
        WastRet::Component(value) => Some(Literal::new(value)),
        WastRet::Core(WastRetCore::F32(NanPattern::Value(value))) => Some(Literal::f32(value.bits)),
        WastRet::Core(WastRetCore::F64(NanPattern::Value(value))) => Some(Literal::f64(value.bits)),
        _ => None,
    }
}

fn invocation(invoke: WastInvoke<'_>, expected: Expected) -> Kind {
    match invoke.args.iter().map(argument).collect() {
        Some(arguments) => {
            let call = Call { instance: name(invoke.module), function: invoke.name.to_owned(), arguments };
            Kind::Invoke { call, expected }
        }
        None => Kind::Unknown("an argument of a core module"),
    }
}
