//! A case: functions of random types, the components that a call passes through, and the calls.

use std::fmt::{self, Write as _};

use dissolve_interface::{StringEncoding, ValueType};
use dissolve_run::{Value, wave};

use super::abi;

/// A composed component, and the calls to it.
#[derive(Clone, Debug)]
pub struct Case {
    /// The string encoding of each component, from the outermost one. The last component returns the results; the
    /// others forward calls to the next.
    pub encodings: Vec<StringEncoding>,
    /// True if each function has only the canonical options that it needs.
    pub lean: bool,
    /// The functions, each exported by every component.
    pub functions: Vec<Function>,
    /// The component that violates the canonical ABI, if there is one.
    pub hostile: Option<Hostile>,
}

/// A function that returns some of its parameters.
#[derive(Clone, Debug)]
pub struct Function {
    /// The types of its parameters.
    pub params: Vec<ValueType>,
    /// The parameters that it returns.
    pub answer: Answer,
    /// Arguments of each call.
    pub calls: Vec<Vec<Value>>,
}

/// The result of a function.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The function has no result.
    Nothing,
    /// The result is the parameter with this index.
    One(usize),
    /// The result is a tuple of the parameters with these indices.
    Tuple(Vec<usize>),
}

impl Answer {
    /// The indices of the parameters that are returned.
    pub fn params(&self) -> &[usize] {
        match self {
            Answer::Nothing => &[],
            Answer::One(param) => std::slice::from_ref(param),
            Answer::Tuple(params) => params,
        }
    }
}

/// A component that violates the canonical ABI.
#[derive(Clone, Copy, Debug)]
pub struct Hostile {
    /// Its index in [`Case::encodings`].
    pub component: usize,
    /// The violation.
    pub action: Action,
}

/// A violation of the canonical ABI. It is skipped in a function to which it does not apply.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Overwrites part of the result in memory.
    Result {
        /// The address, relative to the result, modulo the result's size.
        offset: u32,
        /// The value that is written.
        value: u32,
        /// True to write four bytes, false to write one.
        wide: bool,
    },
    /// Overwrites part of the memory that the result may point to.
    Heap {
        /// The address, relative to the start of that memory.
        offset: u32,
        /// The value that is written.
        value: u32,
    },
    /// Returns this pointer, or this value.
    Answer(u32),
    /// Returns a pointer to the result that is too high by this many bytes.
    Shift(u32),
    /// Replaces one of the arguments.
    Argument {
        /// The index of the core value, modulo the number of core values.
        index: u32,
        /// The new value.
        value: u32,
    },
}

impl Function {
    /// The type of the result, if there is one.
    pub fn result(&self) -> Option<ValueType> {
        match &self.answer {
            Answer::Nothing => None,
            Answer::One(param) => Some(self.params[*param].clone()),
            Answer::Tuple(params) => {
                Some(ValueType::Tuple(params.iter().map(|&param| self.params[param].clone()).collect()))
            }
        }
    }

    /// Returns true if parameters are passed in memory.
    pub fn spills(&self) -> bool {
        self.flat_params().len() > abi::MAX_FLAT_PARAMS
    }

    /// The parameters as core values, without a limit of their number.
    pub fn flat_params(&self) -> Vec<abi::Core> {
        self.params.iter().flat_map(abi::flatten).collect()
    }

    /// The result as core values, without a limit of their number.
    pub fn flat_result(&self) -> Vec<abi::Core> {
        self.result().as_ref().map_or_else(Vec::new, abi::flatten)
    }

    /// The result that the function returns if no component violates the canonical ABI.
    pub fn expected(&self, arguments: &[Value]) -> Option<Value> {
        match &self.answer {
            Answer::Nothing => None,
            Answer::One(param) => Some(arguments[*param].clone()),
            Answer::Tuple(params) => {
                Some(Value::Record(params.iter().map(|&param| arguments[param].clone()).collect()))
            }
        }
    }

    /// The function in WIT's syntax. Types are written out, not named.
    pub fn wit(&self, name: &str) -> String {
        let mut text = format!("{name}: func(");
        for (index, param) in self.params.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            let _ = write!(text, "{comma}p{index}: {}", wit(param));
        }
        text.push(')');
        if let Some(result) = self.result() {
            let _ = write!(text, " -> {}", wit(&result));
        }
        text
    }

    /// A call in WAVE.
    pub fn wave(&self, name: &str, arguments: &[Value]) -> String {
        let values: Vec<String> = arguments.iter().zip(&self.params).map(|(value, ty)| wave::text(value, ty)).collect();
        format!("{name}({})", values.join(", "))
    }
}

/// A type in WIT's syntax. Definitions are written out, not named.
pub fn wit(ty: &ValueType) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match ty {
        ValueType::String => "string".into(),
        ValueType::List(element) => format!("list<{}>", wit(element)),
        ValueType::Map(key, value) => format!("map<{}, {}>", wit(key), wit(value)),
        ValueType::FixedList(element, length) => format!("list<{}, {length}>", wit(element)),
        ValueType::Tuple(types) => format!("tuple<{}>", list(types.iter().map(wit).collect())),
        ValueType::Option(payload) => format!("option<{}>", wit(payload)),
        ValueType::Result { ok: None, err: None } => "result".into(),
        ValueType::Result { ok, err } => {
            let ok = ok.as_ref().map_or_else(|| "_".into(), |ok| wit(ok));
            let err = err.as_ref().map_or_else(String::new, |err| format!(", {}", wit(err)));
            format!("result<{ok}{err}>")
        }
        ValueType::Record(fields) => {
            let fields = fields.iter().map(|field| format!("{}: {}", field.name, wit(&field.ty)));
            format!("record {{ {} }}", list(fields.collect()))
        }
        ValueType::Variant(cases) => {
            let cases = cases.iter().map(|case| match &case.ty {
                Some(ty) => format!("{}({})", case.name, wit(ty)),
                None => case.name.clone(),
            });
            format!("variant {{ {} }}", list(cases.collect()))
        }
        ValueType::Enum(names) => format!("enum {{ {} }}", names.join(", ")),
        ValueType::Flags(names) => format!("flags {{ {} }}", names.join(", ")),
        scalar => wave::type_name(scalar),
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "encodings from the outermost component: {:?}, lean: {}", self.encodings, self.lean)?;
        if let Some(hostile) = &self.hostile {
            writeln!(f, "component {} is hostile: {:?}", hostile.component, hostile.action)?;
        }
        for (index, function) in self.functions.iter().enumerate() {
            let name = format!("f{index}");
            writeln!(f, "  {}", function.wit(&name))?;
            for call in &function.calls {
                writeln!(f, "    {}", function.wave(&name, call))?;
            }
        }
        Ok(())
    }
}
