//! Types with more parts than the generator of adapters can pass.
//!
//! The generator splits code that is too much for one function into several, and counts the parts of each type for
//! that: cases, fields, elements, names. The code of a type with more parts than a function may have is split forever:
//! the adapter's function does nothing but call itself. No type contains itself, so no other adapter has a function
//! that calls itself.

use std::fmt;

use dissolve_wasm::Module;
use wasmparser::{
    ComponentDefinedType, ComponentType, ComponentTypeDeclaration, InstanceTypeDeclaration, Operator, Parser, Payload,
};

/// The maximum number of parts of a type that is passed between components.
pub const MAX: usize = 1000;

/// A type with more parts than [`MAX`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wide {
    kind: &'static str,
    parts: usize,
    of: &'static str,
    first: Option<String>,
}

impl fmt::Display for Wide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} {}", self.kind, self.parts, self.of)?;
        match &self.first {
            Some(first) => write!(f, " (the first is `{first}`)"),
            None => Ok(()),
        }
    }
}

/// Returns true if a function in a module of adapters calls itself.
pub fn is_endless(adapters: &Module<'_>) -> wasmparser::Result<bool> {
    for (function, body) in adapters.defined_functions() {
        for operator in body.get_operators_reader()? {
            if matches!(operator?, Operator::Call { function_index } if function_index == function.as_u32()) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Returns the type with the most parts in a component and its inner components, if it has more than [`MAX`].
pub fn widest(component: &[u8]) -> wasmparser::Result<Option<Wide>> {
    let mut widest: Option<Wide> = None;
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::ComponentTypeSection(section) = payload? {
            for ty in section {
                look_at(&ty?, &mut widest);
            }
        }
    }
    Ok(widest)
}

/// Recurses as deep as types are nested, which is limited.
fn look_at(ty: &ComponentType<'_>, widest: &mut Option<Wide>) {
    match ty {
        ComponentType::Defined(ty) => {
            if let Some(wide) = wide(ty).filter(|wide| wide.parts > widest.as_ref().map_or(MAX, |widest| widest.parts))
            {
                *widest = Some(wide);
            }
        }
        ComponentType::Component(declarations) => {
            for declaration in declarations {
                if let ComponentTypeDeclaration::Type(ty) = declaration {
                    look_at(ty, widest);
                }
            }
        }
        ComponentType::Instance(declarations) => {
            for declaration in declarations {
                if let InstanceTypeDeclaration::Type(ty) = declaration {
                    look_at(ty, widest);
                }
            }
        }
        _ => {}
    }
}

fn wide(ty: &ComponentDefinedType<'_>) -> Option<Wide> {
    let wide = |kind, parts, of, first: Option<&str>| Some(Wide { kind, parts, of, first: first.map(str::to_owned) });
    match ty {
        ComponentDefinedType::Record(fields) => {
            wide("a record", fields.len(), "fields", fields.first().map(|field| field.0))
        }
        ComponentDefinedType::Variant(cases) => {
            wide("a variant", cases.len(), "cases", cases.first().map(|case| case.name))
        }
        ComponentDefinedType::Enum(names) => wide("an enum", names.len(), "cases", names.first().copied()),
        ComponentDefinedType::Tuple(types) => wide("a tuple", types.len(), "elements", None),
        ComponentDefinedType::FixedLengthList(_, length) => {
            wide("a list of fixed length", usize::try_from(*length).unwrap_or(usize::MAX), "elements", None)
        }
        _ => None,
    }
}
