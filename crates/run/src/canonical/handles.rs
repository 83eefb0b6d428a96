//! The handles that a host has, by number.
//!
//! Values that cross hold representations; a person writes `conn#1`. This table, which is the host's counterpart of an instance's
//! handle table, has one for the other. Numbers count from 1 and are not given twice, so a handle that is gone stays gone.

use dissolve_interface::{Export, Interface, Resource, ValueType};

use super::error::{Fault, InvokeError};
use super::shape::{Shape, pair, shape};
use crate::{CoreValue, Instance, Value};

/// Why a handle cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HandleError {
    /// No answer has had it.
    #[error("there is no handle `{name}#{number}`: no answer has had it")]
    Unknown {
        /// The resource's name, as it was written.
        name: String,
        /// The number.
        number: u32,
    },
    /// It is one of another resource.
    #[error("handle {number} is one of resource `{actual}`, not of `{expected}`")]
    Resource {
        /// The number.
        number: u32,
        /// What it is a handle of, with its interface.
        actual: String,
        /// What it was to be a handle of, with its interface.
        expected: String,
    },
    /// The host does not have it any more.
    #[error("`{handle}` is gone: {reason}")]
    Gone {
        /// The handle.
        handle: String,
        /// What became of it.
        reason: String,
    },
    /// One call is to get it twice, once to keep.
    #[error("`{0}` cannot be handed over and used otherwise in one call")]
    Twice(String),
    /// The embedder defines the resource.
    #[error("`{handle}` cannot be dropped from here: the embedder defines `{resource}`")]
    Embedder {
        /// The handle.
        handle: String,
        /// The resource, with its interface.
        resource: String,
    },
}

/// The handles that a host has, or had.
#[derive(Debug, Default)]
pub struct Handles {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The resource's index in the record, of the table that the handle came from.
    resource: u32,
    representation: u32,
    /// What became of it; none while the host has it.
    gone: Option<String>,
}

/// A handle among a call's arguments.
struct Use {
    number: u32,
    resource: u32,
    is_owned: bool,
}

impl Handles {
    /// The arguments of a call with representations in place of numbers. What is handed over to the program is gone; `call` says in
    /// later errors where it went.
    ///
    /// # Errors
    ///
    /// See [`HandleError`]. Nothing is handed over then.
    pub fn lower(
        &mut self,
        interface: &Interface,
        export: &Export,
        values: Vec<Value>,
        call: &str,
    ) -> Result<Vec<Value>, HandleError> {
        let types = export.ty.params.iter().map(|param| &param.ty);
        let mut uses: Vec<Use> = Vec::new();
        let mut collect = |number, resource, is_owned| {
            uses.push(Use { number, resource, is_owned });
            number
        };
        let values: Vec<Value> =
            values.into_iter().zip(types.clone()).map(|(value, ty)| map(value, ty, &mut collect)).collect();
        for (index, wanted) in uses.iter().enumerate() {
            self.find(&interface.resources, wanted.number, wanted.resource)?;
            let same = |other: &Use| other.number == wanted.number && (other.is_owned || wanted.is_owned);
            if uses[..index].iter().any(same) {
                return Err(HandleError::Twice(text(&interface.resources, wanted.resource, wanted.number)));
            }
        }
        let mut lower = |number: u32, _, is_owned: bool| {
            // It was found.
            let entry = &mut self.entries[number as usize - 1];
            if is_owned {
                entry.gone = Some(format!("`{call}` has got it"));
            }
            entry.representation
        };
        Ok(values.into_iter().zip(types).map(|(value, ty)| map(value, ty, &mut lower)).collect())
    }

    /// A value that a call gave, with numbers in place of representations. Each handle in it gets a new number.
    pub fn lift(&mut self, value: Value, ty: &ValueType) -> Value {
        let mut lift = |representation, resource, _| {
            self.entries.push(Entry { resource, representation, gone: None });
            u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
        };
        map(value, ty, &mut lift)
    }

    /// Drops a handle: what it stands for is destroyed by its component. `name` is the resource as it was written.
    ///
    /// # Errors
    ///
    /// When the host has no such handle, and when the destructor fails.
    pub fn drop(
        &mut self,
        instance: &mut dyn Instance,
        interface: &Interface,
        name: &str,
        number: u32,
    ) -> Result<(), DropError> {
        let resources = &interface.resources;
        let named = |resource: &Resource| resource.name == name || resource.short_name() == name;
        let expected = resources.iter().position(named).and_then(|index| u32::try_from(index).ok());
        let unknown = || HandleError::Unknown { name: name.to_owned(), number };
        let known = number.checked_sub(1).and_then(|index| self.entries.get(index as usize)).ok_or_else(unknown)?;
        let resource = resources.get(known.resource as usize).ok_or_else(unknown)?;
        if !named(resource) {
            self.find(resources, number, expected.ok_or_else(unknown)?)?;
        }
        self.find(resources, number, known.resource)?;
        let handle = text(resources, known.resource, number);
        let Some(drop) = &resource.drop else {
            return Err(HandleError::Embedder { handle, resource: resource.name.clone() }.into());
        };
        let representation = known.representation;
        self.entries[number as usize - 1].gone = Some("it was dropped".into());
        let failed = |fault: Fault| InvokeError {
            function: format!("the destructor of {}", resource.name),
            place: None,
            problem: fault.problem,
        };
        let handle = super::word(instance, &resource.new, representation).map_err(failed)?;
        instance.call(drop, &[CoreValue::I32(handle)]).map_err(|error| failed(error.into()))?;
        Ok(())
    }

    /// Takes all handles away from the host: the instance that they were of is no more.
    pub fn forget(&mut self, reason: &str) {
        for entry in self.entries.iter_mut().filter(|entry| entry.gone.is_none()) {
            entry.gone = Some(reason.to_owned());
        }
    }

    /// Checks that the host has a handle of that number, and of that resource, whichever of its tables the index names.
    fn find(&self, resources: &[Resource], number: u32, resource: u32) -> Result<(), HandleError> {
        let entry = number.checked_sub(1).and_then(|index| self.entries.get(index as usize));
        let actual = entry.and_then(|entry| resources.get(entry.resource as usize));
        let expected = resources.get(resource as usize);
        let (Some(entry), Some(actual), Some(expected)) = (entry, actual, expected) else {
            let name = expected.map_or("resource", Resource::short_name).to_owned();
            return Err(HandleError::Unknown { name, number });
        };
        if (&actual.name, actual.drop.is_some()) != (&expected.name, expected.drop.is_some()) {
            let (actual, expected) = (actual.name.clone(), expected.name.clone());
            return Err(HandleError::Resource { number, actual, expected });
        }
        match &entry.gone {
            Some(reason) => {
                Err(HandleError::Gone { handle: text(resources, resource, number), reason: reason.clone() })
            }
            None => Ok(()),
        }
    }
}

/// Why a handle was not dropped.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum DropError {
    /// The host has no such handle.
    Handle(#[from] HandleError),
    /// The destructor failed.
    Call(#[from] InvokeError),
}

fn text(resources: &[Resource], resource: u32, number: u32) -> String {
    format!("{}#{number}", resources.get(resource as usize).map_or("resource", Resource::short_name))
}

/// The value with each handle replaced by what `change` gives for it, for the index of its resource, and for whether it is owned.
fn map(value: Value, ty: &ValueType, change: &mut dyn FnMut(u32, u32, bool) -> u32) -> Value {
    match (shape(ty), value) {
        (Shape::Fields(types), Value::Record(fields)) => {
            Value::Record(fields.into_iter().zip(types).map(|(field, ty)| map(field, ty, change)).collect())
        }
        (Shape::Cases(cases), Value::Variant(case, Some(payload))) => {
            let payload = match cases.get(case as usize).copied().flatten() {
                Some(ty) => map(*payload, ty, change),
                None => *payload,
            };
            Value::Variant(case, Some(Box::new(payload)))
        }
        (_, Value::List(values)) => {
            let element = match ty {
                ValueType::List(element) | ValueType::FixedList(element, _) => (**element).clone(),
                ValueType::Map(key, value) => pair(key, value),
                _ => return Value::List(values),
            };
            Value::List(values.into_iter().map(|value| map(value, &element, change)).collect())
        }
        (_, Value::Handle(handle)) => Value::Handle(match ty {
            ValueType::Own(resource) => change(handle, *resource, true),
            ValueType::Borrow(resource) => change(handle, *resource, false),
            _ => handle,
        }),
        (_, other) => other,
    }
}
