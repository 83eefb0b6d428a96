//! The classes of statics: those that one address may point into are one class.
//!
//! Bjarne Steensgaard, *Points-to Analysis in Almost Linear Time*, POPL 1996: where addresses of two classes may be
//! one value, the classes become one. A class escapes if an address of it gets where it is not followed.

use dissolve_wasm::MemoryIndex;

/// A set of numbers that an operand or a local can be: addresses of one class of statics, any other numbers (such as
/// addresses of the stack), or both.
///
/// Zero without a relocation is neither: it can be the null pointer, which is of no class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value(u32);

impl Value {
    /// Zero, which may be the null pointer.
    pub const ZERO: Value = Value(0);
    /// Nothing is known yet: no path that computes the number was followed so far.
    pub const NOTHING: Value = Value(1 << 31);
    /// Any number but an address of a class.
    pub const UNKNOWN: Value = Value(1);

    /// An address of a class.
    pub const fn of(class: Class) -> Value {
        Value((class.0 + 1) << 1)
    }

    /// The class.
    pub fn class(self) -> Option<Class> {
        (self.0 >> 1).checked_sub(1).filter(|_| self != Value::NOTHING).map(Class)
    }

    /// True if it may be a number that is no constant and no address of a class.
    pub fn is_unknown(self) -> bool {
        self.0 & 1 == 1
    }

    /// The same value, or any number.
    fn or_unknown(self, unknown: bool) -> Value {
        Value(self.0 | u32::from(unknown))
    }
}

/// A class of statics, by its number. Several numbers can stand for one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class(u32);

/// All classes. At first each static is a class, with the static's number.
#[derive(Debug, Default)]
pub struct Classes {
    nodes: Vec<Node>,
    /// True if anything became known since this was last set to false.
    pub changed: bool,
}

#[derive(Debug)]
struct Node {
    /// The number of another node of the class; its own if it stands for the class.
    parent: u32,
    memory: MemoryIndex,
    escapes: bool,
    is_written: bool,
    is_tested: bool,
    is_ordered: bool,
    is_masked: bool,
}

impl Classes {
    /// Adds a static of a memory.
    pub fn add(&mut self, memory: MemoryIndex) -> Class {
        let parent = self.nodes.len() as u32;
        self.nodes.push(Node {
            parent,
            memory,
            escapes: false,
            is_written: false,
            is_tested: false,
            is_ordered: false,
            is_masked: false,
        });
        Class(parent)
    }

    /// Returns the number that stands for a class.
    pub fn find(&mut self, class: Class) -> Class {
        let mut at = class.0;
        while self.nodes[at as usize].parent != at {
            let parent = self.nodes[at as usize].parent;
            self.nodes[at as usize].parent = self.nodes[parent as usize].parent;
            at = parent;
        }
        Class(at)
    }

    fn node(&mut self, class: Class) -> &mut Node {
        let class = self.find(class);
        &mut self.nodes[class.0 as usize]
    }

    /// Returns true if a class escapes.
    pub fn escapes(&mut self, class: Class) -> bool {
        self.node(class).escapes
    }

    /// Returns true if an instruction writes to a class.
    pub fn is_written(&mut self, class: Class) -> bool {
        self.node(class).is_written
    }

    /// Returns true if an address of a class is compared with another number, such as the null pointer.
    pub fn is_tested(&mut self, class: Class) -> bool {
        self.node(class).is_tested
    }

    /// Returns true if an address of a class is compared with another by its order.
    pub fn is_ordered(&mut self, class: Class) -> bool {
        self.node(class).is_ordered
    }

    /// Returns the memory of a class.
    pub fn memory(&mut self, class: Class) -> MemoryIndex {
        self.node(class).memory
    }

    /// Makes a class escape.
    pub fn escape(&mut self, class: Class) {
        let node = self.node(class);
        self.changed |= !std::mem::replace(&mut node.escapes, true);
    }

    /// Makes the class of a value escape.
    pub fn release(&mut self, value: Value) {
        if let Some(class) = value.class() {
            self.escape(class);
        }
    }

    /// Notes that an instruction writes to a class.
    pub fn write(&mut self, class: Class) {
        let node = self.node(class);
        self.changed |= !std::mem::replace(&mut node.is_written, true);
    }

    /// Returns true if the low bits of an address of a class are looked at or cut off.
    pub fn is_masked(&mut self, class: Class) -> bool {
        self.node(class).is_masked
    }

    /// Returns the value of `one & other` or `one | other`. By a constant, an address stays one of its class.
    pub fn masked(&mut self, one: Value, other: Value, by_constant: bool) -> Value {
        for class in [one, other].into_iter().filter_map(Value::class) {
            self.node(class).is_masked = true;
        }
        if by_constant || one == Value::NOTHING || other == Value::NOTHING {
            return self.sum(one, other);
        }
        self.join(one, other).or_unknown(true)
    }

    /// Notes that a number is compared with zero.
    pub fn test(&mut self, value: Value) {
        if let Some(class) = value.class() {
            self.node(class).is_tested = true;
        }
    }

    /// Notes that two numbers are compared, by their order or for equality. Addresses in memories of their own are not apart
    /// from other numbers, so only addresses of one class can be compared, and an address with a constant, which may be
    /// the null pointer.
    pub fn compare(&mut self, one: Value, other: Value, by_order: bool) {
        let (one, other) = (self.current(one), self.current(other));
        if one == Value::NOTHING || other == Value::NOTHING {
            return;
        }
        let is_known = !one.is_unknown() && !other.is_unknown();
        match (one.class(), other.class()) {
            (Some(first), Some(second)) if first == second && is_known => self.node(first).is_ordered |= by_order,
            (Some(class), None) | (None, Some(class)) if is_known && !by_order => self.node(class).is_tested = true,
            _ => {
                self.release(one);
                self.release(other);
            }
        }
    }

    /// Makes two classes one. Classes of different memories escape instead.
    fn unify(&mut self, one: Class, other: Class) {
        let (one, other) = (self.find(one), self.find(other));
        if one == other {
            return;
        }
        if self.memory(one) != self.memory(other) {
            self.escape(one);
            self.escape(other);
            return;
        }
        self.changed = true;
        let Node { escapes, is_written, is_tested, is_ordered, is_masked, .. } = self.nodes[other.0 as usize];
        self.nodes[other.0 as usize].parent = one.0;
        let node = &mut self.nodes[one.0 as usize];
        node.escapes |= escapes;
        node.is_written |= is_written;
        node.is_tested |= is_tested;
        node.is_ordered |= is_ordered;
        node.is_masked |= is_masked;
    }

    /// Returns a value as it is known now: an address of a class that escapes may be any number.
    pub fn current(&mut self, value: Value) -> Value {
        match value.class() {
            Some(class) if self.escapes(class) => Value::UNKNOWN,
            Some(class) => Value::of(self.find(class)).or_unknown(value.is_unknown()),
            None => value,
        }
    }

    /// Returns the value of a number that is one of two.
    pub fn join(&mut self, one: Value, other: Value) -> Value {
        let (one, other) = (self.current(one), self.current(other));
        match (one, other) {
            (Value::NOTHING, known) | (known, Value::NOTHING) => return known,
            _ => {}
        }
        if let (Some(first), Some(second)) = (one.class(), other.class()) {
            self.unify(first, second);
        }
        let either = if one.class().is_some() { one } else { other };
        self.current(either.or_unknown(one.is_unknown() || other.is_unknown()))
    }

    /// Returns the value of a sum: an address of a class plus a number is in the same class.
    pub fn sum(&mut self, one: Value, other: Value) -> Value {
        let (one, other) = (self.current(one), self.current(other));
        if one == Value::NOTHING || other == Value::NOTHING {
            return Value::NOTHING;
        }
        match (one.class(), other.class()) {
            (Some(_), Some(_)) => {
                self.release(one);
                self.release(other);
                Value::UNKNOWN
            }
            (Some(_), None) => one,
            (None, Some(_)) => other,
            (None, None) => Value::ZERO.or_unknown(one.is_unknown() || other.is_unknown()),
        }
    }

    /// Returns the value of a difference. Two addresses of a class differ by a number.
    pub fn difference(&mut self, one: Value, other: Value) -> Value {
        let (one, other) = (self.current(one), self.current(other));
        if other.class().is_none() || one == Value::NOTHING {
            return self.sum(one, other);
        }
        if one.class() != other.class() || one.is_unknown() || other.is_unknown() {
            self.release(one);
            self.release(other);
        }
        Value::UNKNOWN
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three statics of one memory, and one of another.
    fn classes() -> (Classes, [Class; 4]) {
        let mut classes = Classes::default();
        let all = [0, 0, 0, 1].map(|memory| classes.add(MemoryIndex::from_u32(memory)));
        (classes, all)
    }

    #[test]
    fn an_address_plus_a_number_is_in_its_class() {
        let (mut classes, [a, ..]) = classes();
        for number in [Value::ZERO, Value::UNKNOWN] {
            assert_eq!(classes.sum(Value::of(a), number), Value::of(a));
            assert_eq!(classes.sum(number, Value::of(a)), Value::of(a));
            assert_eq!(classes.difference(Value::of(a), number), Value::of(a));
        }
        assert_eq!(classes.difference(Value::of(a), Value::of(a)), Value::UNKNOWN);
        assert!(!classes.changed && !classes.escapes(a));
    }

    #[test]
    fn what_is_not_followed_escapes() {
        for wrong in [
            |classes: &mut Classes, [a, ..]: [Class; 4]| classes.sum(Value::of(a), Value::of(a)),
            |classes: &mut Classes, [a, b, ..]: [Class; 4]| classes.difference(Value::of(b), Value::of(a)),
            |classes: &mut Classes, [a, ..]: [Class; 4]| classes.difference(Value::UNKNOWN, Value::of(a)),
            |classes: &mut Classes, [a, ..]: [Class; 4]| classes.difference(Value::ZERO, Value::of(a)),
            |classes: &mut Classes, [a, .., d]: [Class; 4]| classes.join(Value::of(a), Value::of(d)),
            |classes: &mut Classes, [a, b, ..]: [Class; 4]| {
                classes.compare(Value::of(b), Value::of(a), false);
                classes.current(Value::of(b))
            },
            |classes: &mut Classes, [a, ..]: [Class; 4]| {
                classes.compare(Value::UNKNOWN, Value::of(a), false);
                classes.current(Value::of(a))
            },
            |classes: &mut Classes, [a, ..]: [Class; 4]| {
                classes.compare(Value::ZERO, Value::of(a), true);
                classes.current(Value::of(a))
            },
        ] {
            let (mut classes, all) = classes();
            assert_eq!(wrong(&mut classes, all), Value::UNKNOWN);
            assert!(classes.escapes(all[0]));
        }
    }

    #[test]
    fn comparisons_tell_where_a_class_can_start() {
        let (mut classes, [a, b, c, _]) = classes();
        classes.compare(Value::of(a), Value::of(a), false);
        classes.compare(Value::of(b), Value::ZERO, false);
        classes.compare(Value::of(c), Value::of(c), true);
        let known = [a, b, c].map(|class| (classes.is_tested(class), classes.is_ordered(class)));
        assert_eq!(known, [(false, false), (true, false), (false, true)]);
        assert!(![a, b, c].into_iter().any(|class| classes.escapes(class)));
    }

    #[test]
    fn addresses_that_may_be_one_value_are_of_one_class() {
        let (mut classes, [a, b, c, _]) = classes();
        classes.write(b);
        let joined = classes.join(Value::of(a), Value::of(b));
        assert_eq!(joined.class().map(|class| classes.find(class)), Some(classes.find(b)));
        assert!(classes.is_written(a) && !classes.is_written(c) && !joined.is_unknown());
        assert_eq!(classes.join(Value::ZERO, Value::of(c)), Value::of(c), "the null pointer is of any class");
        let mixed = classes.join(Value::UNKNOWN, Value::of(c));
        assert!(mixed.is_unknown() && mixed.class() == Some(c) && !classes.escapes(c));
        classes.escape(b);
        assert_eq!(classes.current(Value::of(a)), Value::UNKNOWN);
    }
}
