//! Values of any type through a mock library that hands each argument of an export to an import, and the import's result back.
//!
//! The export `echo-N` takes and gives a value of a type; so does the import `host-N`, which the test defines: it returns its argument.
//! So a value is lowered, lifted, lowered and lifted again. The library does not look at it: it only makes room for a result in memory.

use std::fmt::Write as _;

use dissolve_canonical as layout;
use dissolve_canonical::Shape;
use dissolve_interface::{FuncType, ValueType as T};
use dissolve_targets::CoreType;

use crate::compiler::{Folder, Language};
use crate::worlds::{World, signature};

/// The beginning of the mock library.
const GUEST: &str = include_str!("guest.h");

/// A source of numbers for values: the same numbers for the same seed.
pub struct Numbers(u64);

impl Numbers {
    /// Starts at a seed.
    pub fn new(seed: u64) -> Numbers {
        Numbers(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 8) as usize % end
    }
}

/// Sends `rounds` values of each type through the bindings, generated as C or C++.
pub fn check(types: &[T], rounds: usize, language: Language, numbers: &mut Numbers) {
    let mut world = World::new("trip");
    // Own handles of both sides, for types that mention them.
    world.resource("queue", true);
    world.resource("device", false);
    for (index, ty) in types.iter().enumerate() {
        world.export(&format!("echo-{index}"), &[("value", ty.clone())], Some(ty.clone()));
        world.import(&format!("host-{index}"), &[("value", ty.clone())], Some(ty.clone()));
    }
    let folder = Folder::new();
    let files = folder.generate(&world.manifest);
    folder.write("guest.cpp", &guest(types));
    folder.write("user.cpp", &user(types, &files.header, rounds, numbers));
    folder.execute(&[(&files.source_name, language), ("guest.cpp", Language::Cpp), ("user.cpp", Language::Cpp)]);
}

fn c_type(ty: CoreType) -> &'static str {
    match ty {
        CoreType::I64 => "uint64_t",
        CoreType::F32 => "float",
        CoreType::F64 => "double",
        _ => "uint32_t",
    }
}

/// The mock library. A handle is its representation plus 1000.
fn guest(types: &[T]) -> String {
    let mut text = format!("#define MOCK(name) mock_trip_##name\n{GUEST}\n");
    for table in 0..2 {
        for (what, change) in [("new", "+ 1000u"), ("take", "- 1000u"), ("rep", "- 1000u"), ("borrow", "+ 1000u")] {
            let body = format!("{what}_{table}");
            writeln!(text, "[[maybe_unused]] static uint32_t {body}(uint32_t a) {{ return a {change}; }}").unwrap();
            writeln!(text, "HELPER(_handle_{body}, {body})").unwrap();
        }
    }
    text += "extern \"C\" uint32_t mock_trip__handle_drop_0(uint32_t) { return 1; }\n";
    text += "extern \"C\" uint32_t mock_trip__call_enter_(void) { return 1; }\n";
    text += "extern \"C\" uint32_t mock_trip__call_exit_(void) { return 1; }\n";
    for (index, ty) in types.iter().enumerate() {
        let ty_of = FuncType {
            params: vec![dissolve_interface::Field { name: "v".into(), ty: ty.clone() }],
            result: Some(ty.clone()),
        };
        let (core, result) = signature(&ty_of);
        let params: Vec<String> = core.iter().enumerate().map(|(at, &ty)| format!("{} a{at}", c_type(ty))).collect();
        let arguments: Vec<String> = (0..core.len()).map(|at| format!("a{at}")).collect();
        let (params_text, arguments_text) = (params.join(", "), arguments.join(", "));
        let returned = result.map_or("void", c_type);
        writeln!(text, "extern \"C\" {returned} mock_trip_import_host_{index}({params_text});").unwrap();
        let call = format!("mock_trip_import_host_{index}({arguments_text})");
        match result {
            None => {
                let (size, alignment) = (layout::size(ty), layout::align(ty));
                let (own, last) = (params[..params.len() - 1].join(", "), core.len() - 1);
                writeln!(text, "extern \"C\" uint64_t mock_trip_echo_{index}({own}) {{ return hold_word([=] {{ const uint32_t a{last} = allocate({alignment}u, {size}u); {call}; return a{last}; }}); }}").unwrap();
            }
            Some(CoreType::F32) => {
                writeln!(text, "extern \"C\" uint64_t mock_trip_echo_{index}({params_text}) {{ return enter_word([=] {{ const float v = {call}; uint32_t bits; memcpy(&bits, &v, 4); return bits; }}); }}").unwrap();
            }
            Some(ty @ (CoreType::I64 | CoreType::F64)) => {
                let c_type = c_type(ty);
                writeln!(text, "extern \"C\" uint32_t mock_trip_echo_{index}(uint64_t *value, {params_text}) {{ return enter([=] {{ const {c_type} v = {call}; memcpy(value, &v, 8); }}); }}").unwrap();
            }
            Some(_) => {
                writeln!(text, "extern \"C\" uint64_t mock_trip_echo_{index}({params_text}) {{ return enter_word([=] {{ return {call}; }}); }}").unwrap();
            }
        }
        if ty.has_pointer() {
            writeln!(
                text,
                "extern \"C\" uint32_t mock_trip_cabi_post_echo_{index}(uint32_t) {{ return release([] {{ post_returns += 1u; }}); }}"
            )
            .unwrap();
        }
    }
    text += "extern \"C\" unsigned trip_post_returns(void);\nextern \"C\" unsigned trip_post_returns(void) { return post_returns; }\n";
    text
}

/// The user's program.
fn user(types: &[T], header: &str, rounds: usize, numbers: &mut Numbers) -> String {
    let mut text =
        "#include \"trip.h\"\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n#include <type_traits>\n"
            .to_owned();
    text += "extern \"C\" unsigned trip_post_returns(void);\n";
    text += "#define CHECK(x) do { if (!(x)) { printf(\"line %d: %s\\n\", __LINE__, #x); exit(1); } } while (0)\n";
    text += "template <class List> static auto at(List list, size_t index) { return list.ptr[index]; }\n";
    text += "template <class List> using Item = std::remove_const_t<std::remove_pointer_t<decltype(std::remove_reference_t<List>::ptr)>>;\n";
    for line in header.lines().filter(|line| line.starts_with("dissolve_status_t ") && line.contains("_get(")) {
        let name = line["dissolve_status_t ".len()..].split('(').next().unwrap();
        let list = name.strip_suffix("_get").unwrap();
        writeln!(text, "[[maybe_unused]] static auto at({list}_t list, size_t index) {{ Item<{list}_t> item; CHECK({name}(list, index, &item) == DISSOLVE_OK); CHECK({name}(list, list.len, &item) != DISSOLVE_OK); return item; }}").unwrap();
    }
    text += "extern \"C\" void trip_device_drop(trip_device_t) {}\n";
    let prototype = |name: &str| {
        let line = header.lines().find(|line| line.contains(&format!(" {name}("))).unwrap_or_else(|| panic!("{name}"));
        line.trim_end_matches(';').trim_start_matches("static inline ").to_owned()
    };
    let mut main = String::new();
    for (index, ty) in types.iter().enumerate() {
        let host = prototype(&format!("trip_host_{index}"));
        let value = if host.contains('*') && host.contains("const ") { "*value" } else { "value" };
        let body = if host.contains("*result") { format!("*result = {value};") } else { format!("return {value};") };
        writeln!(text, "extern \"C\" {host} {{ {body} }}").unwrap();
        let echo = prototype(&format!("trip_echo_{index}"));
        let c_type = echo.rsplit(", ").next().unwrap().split(" *result").next().unwrap().to_owned();
        let by = if echo.contains("const ") { "&" } else { "" };
        writeln!(text, "static void round_{index}(const {c_type} value)\n{{\n    {c_type} result;\n    CHECK(trip_echo_{index}({by}value, &result) == DISSOLVE_OK);").unwrap();
        compare(ty, "value", "result", 1, &mut text);
        if ty.has_pointer() {
            let counts = "const unsigned before = trip_post_returns();";
            writeln!(text, "    {counts}\n    CHECK(trip_echo_{index}_free() == DISSOLVE_OK);\n    CHECK(trip_echo_{index}_free() == DISSOLVE_OK);\n    CHECK(trip_post_returns() == before + 1);").unwrap();
        }
        text += "}\n";
        for _ in 0..rounds {
            let mut body = String::new();
            build(ty, "value", &mut 0, numbers, &mut body);
            writeln!(main, "    {{\n        {c_type} value;\n        memset((void *)&value, 0, sizeof value);\n{body}        CHECK(trip_instantiate() == DISSOLVE_OK);\n        round_{index}(value);\n    }}").unwrap();
        }
    }
    writeln!(text, "int main(void)\n{{\n{main}    return 0;\n}}").unwrap();
    text
}

/// Writes statements that make a random value.
fn build(ty: &T, to: &str, fresh: &mut usize, numbers: &mut Numbers, text: &mut String) {
    let mut list = |element: &T, count: usize, numbers: &mut Numbers, text: &mut String| {
        let array = format!("array_{fresh}");
        *fresh += 1;
        writeln!(
            text,
            "        auto *{array} = static_cast<Item<decltype({to})> *>(calloc({}, sizeof *{to}.ptr));",
            count + 1
        )
        .unwrap();
        (0..count).for_each(|index| build(element, &format!("{array}[{index}]"), fresh, numbers, text));
        writeln!(text, "        {to}.ptr = {array};\n        {to}.len = {count};").unwrap();
    };
    let bits = numbers.next();
    let number = match ty {
        T::Bool => format!("{}", bits & 1 != 0),
        T::U8 => format!("{}u", bits as u8),
        T::U16 => format!("{}u", bits as u16),
        T::U32 => format!("{}u", bits as u32),
        T::U64 => format!("UINT64_C({bits})"),
        T::S8 => format!("{}", bits as i8),
        T::S16 => format!("{}", bits as i16),
        T::S32 => format!("(int32_t){}u", bits as u32),
        T::S64 => format!("(int64_t)UINT64_C({bits})"),
        T::F32 => format!("{:?}f", (bits as i16) as f32 / 8.0),
        T::F64 => format!("{:?}", (bits as i32) as f64 / 64.0),
        T::Char => format!("{}u", [0, 0x41, 0xd7ff, 0xe000, 0x10_ffff][bits as usize % 5]),
        T::Enum(names) => format!("{}u", bits as usize % names.len()),
        T::Flags(names) if names.len() > 64 => {
            for word in 0..names.len().div_ceil(32) {
                let mask = u32::MAX >> (32 - (names.len() - 32 * word).min(32));
                writeln!(text, "        {to}.bits[{word}] = {}u;", numbers.next() as u32 & mask).unwrap();
            }
            return;
        }
        T::Flags(names) => format!("UINT64_C({}) & {to}", bits & (u64::MAX >> (64 - names.len())))
            .split(' ')
            .next()
            .unwrap()
            .to_owned(),
        T::Own(0) => return writeln!(text, "        {to}.handle = {}u;", bits as u32).unwrap(),
        T::Own(_) => return writeln!(text, "        {to}.rep = {}u;", bits as u32).unwrap(),
        T::String => {
            let word = ["", "a", "\\xc3\\xa9", "\\xf0\\x9f\\xa6\\x80 and \\xe2\\x82\\xac", "plain"][bits as usize % 5];
            return writeln!(text, "        {to} = dissolve_string(\"{word}\");").unwrap();
        }
        T::List(element) => return list(element, numbers.below(4), numbers, text),
        T::Map(key, value) => return list(&layout::pair(key, value), numbers.below(4), numbers, text),
        T::FixedList(element, length) => {
            (0..*length).for_each(|index| build(element, &format!("{to}.items[{index}]"), fresh, numbers, text));
            return;
        }
        _ => return build_parts(ty, to, fresh, numbers, text),
    };
    writeln!(text, "        {to} = {number};").unwrap();
}

fn build_parts(ty: &T, to: &str, fresh: &mut usize, numbers: &mut Numbers, text: &mut String) {
    match layout::shape(ty) {
        Shape::Fields(fields) => {
            for (index, field) in fields.into_iter().enumerate() {
                build(field, &format!("{to}.{}", member(ty, index)), fresh, numbers, text);
            }
        }
        Shape::Cases(cases) => {
            let case = numbers.below(cases.len());
            let tag = tag(ty);
            writeln!(
                text,
                "        {to}.{tag} = {};",
                if tag == "tag" { format!("{case}u") } else { (case == 1).to_string() }
            )
            .unwrap();
            if let Some(payload) = cases[case] {
                build(payload, &format!("{to}.{}", member(ty, case)), fresh, numbers, text);
            }
        }
        Shape::Other => panic!("{ty:?}"),
    }
}

/// Writes checks that two values are equal.
fn compare(ty: &T, a: &str, b: &str, depth: usize, text: &mut String) {
    let (indent, index) = ("    ".repeat(depth), format!("i{depth}"));
    match ty {
        T::String => {
            writeln!(
                text,
                "{indent}CHECK({a}.len == {b}.len && ({a}.len == 0 || memcmp({a}.ptr, {b}.ptr, {a}.len) == 0));"
            )
            .unwrap();
        }
        T::List(_) | T::Map(..) => {
            let element = match ty {
                T::List(element) => (**element).clone(),
                T::Map(key, value) => layout::pair(key, value),
                _ => unreachable!("the arm is for lists and maps"),
            };
            let (x, y) = (format!("x{depth}"), format!("y{depth}"));
            writeln!(text, "{indent}CHECK({a}.len == {b}.len);\n{indent}for (size_t {index} = 0; {index} < {a}.len; {index} += 1) {{").unwrap();
            writeln!(
                text,
                "{indent}    const auto {x} = at({a}, {index});\n{indent}    const auto {y} = at({b}, {index});"
            )
            .unwrap();
            compare(&element, &x, &y, depth + 1, text);
            writeln!(text, "{indent}}}").unwrap();
        }
        T::FixedList(element, length) => {
            writeln!(text, "{indent}for (size_t {index} = 0; {index} < {length}; {index} += 1) {{").unwrap();
            compare(element, &format!("{a}.items[{index}]"), &format!("{b}.items[{index}]"), depth + 1, text);
            writeln!(text, "{indent}}}").unwrap();
        }
        T::Flags(names) if names.len() > 64 => {
            writeln!(text, "{indent}CHECK(memcmp(&{a}, &{b}, sizeof {a}) == 0);").unwrap()
        }
        T::Own(0) => writeln!(text, "{indent}CHECK({a}.handle == {b}.handle);").unwrap(),
        T::Own(_) => writeln!(text, "{indent}CHECK({a}.rep == {b}.rep);").unwrap(),
        T::Enum(_) => writeln!(text, "{indent}CHECK({a} == {b});").unwrap(),
        _ => match layout::shape(ty) {
            Shape::Fields(fields) => {
                for (index, field) in fields.into_iter().enumerate() {
                    let member = member(ty, index);
                    compare(field, &format!("{a}.{member}"), &format!("{b}.{member}"), depth, text);
                }
            }
            Shape::Cases(cases) => {
                let tag = tag(ty);
                writeln!(text, "{indent}CHECK({a}.{tag} == {b}.{tag});").unwrap();
                for (case, payload) in cases.into_iter().enumerate() {
                    let Some(payload) = payload else { continue };
                    let value = if tag == "tag" { case.to_string() } else { (case == 1).to_string() };
                    writeln!(text, "{indent}if ({a}.{tag} == {value}) {{").unwrap();
                    let member = member(ty, case);
                    compare(payload, &format!("{a}.{member}"), &format!("{b}.{member}"), depth + 1, text);
                    writeln!(text, "{indent}}}").unwrap();
                }
            }
            Shape::Other => writeln!(text, "{indent}CHECK({a} == {b});").unwrap(),
        },
    }
}

fn tag(ty: &T) -> &'static str {
    match ty {
        T::Option(_) => "is_some",
        T::Result { .. } => "is_err",
        _ => "tag",
    }
}

/// The member of a field, or of the payload of a case. Names in these types are their own C names.
fn member(ty: &T, index: usize) -> String {
    match ty {
        T::Record(fields) => fields[index].name.clone(),
        T::Tuple(_) => format!("f{index}"),
        T::Option(_) => "val".to_owned(),
        T::Result { .. } => format!("val.{}", ["ok", "err"][index]),
        T::Variant(cases) => format!("val.{}", cases[index].name),
        _ => panic!("{ty:?}"),
    }
}
