//! The handles that a host holds, by number.
//!
//! Values that cross contain representations; a person writes `conn#1`. This table translates between the two; it is
//! the host's counterpart of an instance's handle table. Numbers count from 1 and are never reused, so a handle that is
//! gone stays gone.

use dissolve_interface::{Export, Interface, Resource, ValueType};

use super::error::{Fault, InvokeError};
use crate::{CoreValue, Instance, Value};
use dissolve_canonical::{Shape, pair, shape};

/// The reason why a handle cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HandleError {
    /// No result has contained this handle.
    #[error("there is no handle `{name}#{number}`: no answer has had it")]
    Unknown {
        /// The resource's name, as it was written.
        name: String,
        /// The number.
        number: u32,
    },
    /// The handle is one of another resource.
    #[error("handle {number} is one of resource `{actual}`, not of `{expected}`")]
    Resource {
        /// The number.
        number: u32,
        /// The handle's resource, with its interface.
        actual: String,
        /// The expected resource, with its interface.
        expected: String,
    },
    /// The host does not hold the handle any more.
    #[error("`{handle}` is gone: {reason}")]
    Gone {
        /// The handle.
        handle: String,
        /// The event that ended it: it was handed over, dropped, or its instance trapped.
        reason: String,
    },
    /// One call would get the handle twice, at least once as owned.
    #[error("`{0}` cannot be handed over and used otherwise in one call")]
    Twice(String),
    /// The handle's resource is defined by the embedder, so it cannot be dropped.
    #[error("`{handle}` cannot be dropped from here: the embedder defines `{resource}`")]
    Embedder {
        /// The handle.
        handle: String,
        /// The resource, with its interface.
        resource: String,
    },
}

/// The handles that a host holds or held.
#[derive(Debug, Default)]
pub struct Handles {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// The resource's index in the record: that of the handle table that the handle came from.
    resource: u32,
    representation: u32,
    /// The event that ended the handle, as an error says it; none while the host holds it.
    gone: Option<String>,
}

/// A handle among a call's arguments.
struct Use {
    number: u32,
    resource: u32,
    is_owned: bool,
}

impl Handles {
    /// Replaces handle numbers in the arguments of a call by representations. Owned handles are handed over to the
    /// program, so the host no longer holds them; `call` names the call in later errors about them.
    ///
    /// # Errors
    ///
    /// See [`HandleError`]. In case of an error no handle is handed over.
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
            // `find` found it above.
            let entry = &mut self.entries[number as usize - 1];
            if is_owned {
                entry.gone = Some(format!("`{call}` has got it"));
            }
            entry.representation
        };
        Ok(values.into_iter().zip(types).map(|(value, ty)| map(value, ty, &mut lower)).collect())
    }

    /// Replaces representations in the result of a call by handle numbers. Each handle in it gets a new number.
    pub fn lift(&mut self, value: Value, ty: &ValueType) -> Value {
        let mut lift = |representation, resource, _| {
            self.entries.push(Entry { resource, representation, gone: None });
            u32::try_from(self.entries.len()).unwrap_or(u32::MAX)
        };
        map(value, ty, &mut lift)
    }

    /// Drops a handle: its component destroys the resource. `name` is the resource as the user wrote it.
    ///
    /// # Errors
    ///
    /// If the host does not hold such a handle, or the destructor fails.
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

    /// Marks all handles as gone, because their instance no longer exists.
    pub fn forget(&mut self, reason: &str) {
        for entry in self.entries.iter_mut().filter(|entry| entry.gone.is_none()) {
            entry.gone = Some(reason.to_owned());
        }
    }

    /// Checks that the host holds a handle of this number and resource. `resource` may be the index of any of the
    /// resource's tables.
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

/// The reason why a handle was not dropped.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum DropError {
    /// The host does not hold such a handle.
    Handle(#[from] HandleError),
    /// The destructor failed.
    Call(#[from] InvokeError),
}

fn text(resources: &[Resource], resource: u32, number: u32) -> String {
    format!("{}#{number}", resources.get(resource as usize).map_or("resource", Resource::short_name))
}

/// Replaces each handle in a value by `change(handle, resource index, is owned)`.
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
