//! The format of `pprof` (`profile.proto`), uncompressed, which that tool and others read. Protocol Buffers are pairs of a key and a value; the
//! key is the number of a field and the kind of its value (encoding, wire types).

use std::collections::HashMap;

use super::{Function, Profile};

/// A number of up to 64 bits.
const VARINT: u64 = 0;
/// Bytes, with their length before them: text, a message, or a list of numbers.
const BYTES: u64 = 2;

/// The fields of `Profile`.
mod field {
    pub const SAMPLE_TYPE: u64 = 1;
    pub const SAMPLE: u64 = 2;
    pub const LOCATION: u64 = 4;
    pub const FUNCTION: u64 = 5;
    pub const STRING_TABLE: u64 = 6;
}

/// The profile: a sample for each stack, whose value is its instructions; a location for each function, whose file is its component.
pub fn bytes(profile: &Profile) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut message = Message::default();
    let mut sample_type = Message::default();
    sample_type.number(1, strings.index("instructions"));
    sample_type.number(2, strings.index("count"));
    message.message(field::SAMPLE_TYPE, &sample_type);
    let mut numbers = HashMap::new();
    let mut functions = Vec::new();
    for (stack, &count) in &profile.stacks {
        // The innermost function comes first.
        let locations = stack.iter().rev().map(|function| {
            *numbers.entry(function).or_insert_with(|| {
                functions.push(function);
                functions.len() as u64
            })
        });
        let mut sample = Message::default();
        sample.numbers(1, locations.collect());
        sample.numbers(2, vec![count]);
        message.message(field::SAMPLE, &sample);
    }
    for (number, Function { owner, name }) in (1..).zip(functions) {
        let [mut line, mut location, mut function] = [(); 3].map(|()| Message::default());
        line.number(1, number);
        location.number(1, number);
        location.message(4, &line);
        message.message(field::LOCATION, &location);
        function.number(1, number);
        function.number(2, strings.index(name));
        function.number(4, strings.index(&owner.to_string()));
        message.message(field::FUNCTION, &function);
    }
    for string in &strings.all {
        message.bytes(field::STRING_TABLE, string.as_bytes());
    }
    message.0
}

/// The texts of a profile, which have numbers. The first is empty.
struct Strings {
    all: Vec<String>,
    known: HashMap<String, u64>,
}

impl Default for Strings {
    fn default() -> Strings {
        Strings { all: vec![String::new()], known: HashMap::from([(String::new(), 0)]) }
    }
}

impl Strings {
    fn index(&mut self, text: &str) -> u64 {
        if let Some(&known) = self.known.get(text) {
            return known;
        }
        let index = self.all.len() as u64;
        self.all.push(text.to_owned());
        self.known.insert(text.to_owned(), index);
        index
    }
}

/// A message of Protocol Buffers.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn varint(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn number(&mut self, field: u64, number: u64) {
        self.varint(field << 3 | VARINT);
        self.varint(number);
    }

    fn bytes(&mut self, field: u64, bytes: &[u8]) {
        self.varint(field << 3 | BYTES);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn message(&mut self, field: u64, message: &Message) {
        self.bytes(field, &message.0);
    }

    fn numbers(&mut self, field: u64, numbers: Vec<u64>) {
        let mut list = Message::default();
        numbers.into_iter().for_each(|number| list.varint(number));
        self.message(field, &list);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::sample;
    use super::*;

    /// The value of a field.
    #[derive(Clone, Debug)]
    enum Value<'a> {
        Number(u64),
        Bytes(&'a [u8]),
    }

    impl<'a> Value<'a> {
        fn bytes(&self) -> &'a [u8] {
            match self {
                Value::Bytes(bytes) => bytes,
                Value::Number(number) => panic!("{number}"),
            }
        }

        fn number(&self) -> u64 {
            match self {
                Value::Number(number) => *number,
                Value::Bytes(bytes) => panic!("{bytes:?}"),
            }
        }
    }

    fn varint(bytes: &mut &[u8]) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = bytes.split_first().unwrap();
            *bytes = rest;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return number;
            }
        }
        panic!("a number is too long")
    }

    /// The values of a field in a message, by Protocol Buffers' encoding.
    fn fields(mut bytes: &[u8], wanted: u64) -> Vec<Value<'_>> {
        let mut found = Vec::new();
        while !bytes.is_empty() {
            let key = varint(&mut bytes);
            let value = match key & 7 {
                VARINT => Value::Number(varint(&mut bytes)),
                BYTES => {
                    let length = varint(&mut bytes) as usize;
                    let (value, rest) = bytes.split_at(length);
                    bytes = rest;
                    Value::Bytes(value)
                }
                other => panic!("wire type {other}"),
            };
            found.extend((key >> 3 == wanted).then_some(value));
        }
        found
    }

    fn numbers(mut bytes: &[u8]) -> Vec<u64> {
        let mut found = Vec::new();
        while !bytes.is_empty() {
            found.push(varint(&mut bytes));
        }
        found
    }

    /// A profile of 300 instructions has numbers of two bytes.
    #[test]
    fn what_is_written_can_be_read() {
        let mut profile = sample();
        *profile.stacks.values_mut().next().unwrap() += 300;
        let bytes = bytes(&profile);
        let strings: Vec<_> = fields(&bytes, field::STRING_TABLE).iter().map(|value| value.bytes()).collect();
        assert_eq!(strings[0], b"");
        let text = |value: &Value<'_>| String::from_utf8(strings[value.number() as usize].to_vec()).unwrap();
        let sample_type = fields(&bytes, field::SAMPLE_TYPE)[0].bytes();
        assert_eq!([1, 2].map(|number| text(&fields(sample_type, number)[0])), ["instructions", "count"]);
        let named = |field| {
            let messages = fields(&bytes, field).into_iter().map(|value| value.bytes());
            messages.map(|message| (fields(message, 1)[0].number(), message)).collect::<HashMap<_, _>>()
        };
        let (locations, functions) = (named(field::LOCATION), named(field::FUNCTION));
        let name = |location: &u64| {
            let line = fields(locations[location], 4)[0].bytes();
            let function = functions[&fields(line, 1)[0].number()];
            [2, 4].map(|number| text(&fields(function, number)[0])).join(" of ")
        };
        let samples = fields(&bytes, field::SAMPLE).into_iter().map(|sample| {
            let stack: Vec<_> = numbers(fields(sample.bytes(), 1)[0].bytes()).iter().map(name).collect();
            (stack.join(", "), numbers(fields(sample.bytes(), 2)[0].bytes()))
        });
        let expected = [
            ("f of a", 310),
            ("f of a, f of a", 5),
            ("g of b, f of a", 3),
            ("memcpy; \"<x>\" & more of native code, g of b, f of a", 2),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(stack, count)| (stack.to_owned(), vec![count])).collect();
        assert_eq!(samples.collect::<Vec<_>>(), expected);
    }
}
