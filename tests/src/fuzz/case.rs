//! A case: functions of random types, the components that a call of them passes, and the calls.

use std::fmt::{self, Write as _};

use dissolve_interface::{StringEncoding, ValueType};
use dissolve_run::{Value, wave};

use super::abi;

/// A composed component and what is called.
#[derive(Clone, Debug)]
pub struct Case {
    /// The string encoding of each component from the outermost one; all forward but the last, which answers.
    pub encodings: Vec<StringEncoding>,
    /// Whether canonical options that a function has no use for are left out.
    pub lean: bool,
    /// The functions, each exported by every component.
    pub functions: Vec<Function>,
    /// What one of the components does wrong, if one does.
    pub hostile: Option<Hostile>,
}

/// A function that answers with some of its parameters.
#[derive(Clone, Debug)]
pub struct Function {
    /// The types of its parameters.
    pub params: Vec<ValueType>,
    /// What it answers with.
    pub answer: Answer,
    /// Arguments of each call.
    pub calls: Vec<Vec<Value>>,
}

/// What a function answers with.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It has no result.
    Nothing,
    /// Its result is that parameter.
    One(usize),
    /// Its result is a tuple of these parameters.
    Tuple(Vec<usize>),
}

impl Answer {
    /// The parameters that it consists of.
    pub fn params(&self) -> &[usize] {
        match self {
            Answer::Nothing => &[],
            Answer::One(param) => std::slice::from_ref(param),
            Answer::Tuple(params) => params,
        }
    }
}

/// A component that does not keep to the canonical ABI.
#[derive(Clone, Copy, Debug)]
pub struct Hostile {
    /// Its index in [`Case::encodings`].
    pub component: usize,
    /// What it does.
    pub action: Action,
}

/// What a component does wrong. What does not apply to a function is not done.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// It overwrites part of its result in memory.
    Result {
        /// The address, from the result, modulo its size.
        offset: u32,
        /// What it writes.
        value: u32,
        /// Whether it writes four bytes instead of one.
        wide: bool,
    },
    /// It overwrites part of what its result may point to.
    Heap {
        /// The address, from the first of these values.
        offset: u32,
        /// What it writes.
        value: u32,
    },
    /// It answers with this pointer, or with this value.
    Answer(u32),
    /// Its result is so many bytes after where it should be.
    Shift(u32),
    /// It forwards another value than the one it got.
    Argument {
        /// Which core value, modulo their number.
        index: u32,
        /// The value.
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

    /// Whether parameters are passed in memory.
    pub fn spills(&self) -> bool {
        self.flat_params().len() > abi::MAX_FLAT_PARAMS
    }

    /// The parameters as core values, however many.
    pub fn flat_params(&self) -> Vec<abi::Core> {
        self.params.iter().flat_map(abi::flatten).collect()
    }

    /// The result as core values, however many.
    pub fn flat_result(&self) -> Vec<abi::Core> {
        self.result().as_ref().map_or_else(Vec::new, abi::flatten)
    }

    /// The result that a component that keeps to the rules gives.
    pub fn expected(&self, arguments: &[Value]) -> Option<Value> {
        match &self.answer {
            Answer::Nothing => None,
            Answer::One(param) => Some(arguments[*param].clone()),
            Answer::Tuple(params) => {
                Some(Value::Record(params.iter().map(|&param| arguments[param].clone()).collect()))
            }
        }
    }

    /// The function in WIT's syntax, types written out.
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

/// A type in WIT's syntax, with the definition in the place of a name.
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
