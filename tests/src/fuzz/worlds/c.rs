//! A program in C++ that makes the calls of worlds through the bindings in C, and prints what it gets.

use std::fmt::Write as _;

use dissolve_interface::ValueType;
use dissolve_run::Value;

use super::World;
use super::trace::{bits, payloads};
use crate::fuzz::case::Function;

/// The program's beginning.
const BEGINNING: &str = r#"
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <type_traits>

/* The number of the call, among those of a function. */
static unsigned call;

static void put(uint64_t number) { printf("%llx ", static_cast<unsigned long long>(number)); }

template <class T> static void number(T value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof value);
    put(bits);
}

static void number(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof value);
    put(value == value ? bits : 0x7fc00000);
}

static void number(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof value);
    put(value == value ? bits : 0x7ff8000000000000);
}

template <class T> static void set(T &value, uint64_t bits) { memcpy(&value, &bits, sizeof value); }

template <class List> using Item =
    std::remove_const_t<std::remove_pointer_t<decltype(std::remove_reference_t<List>::ptr)>>;

template <class List> static Item<List> *make(List &list, size_t count)
{
    auto *items = static_cast<Item<List> *>(calloc(count + 1, sizeof(Item<List>)));
    list.ptr = items;
    list.len = count;
    return items;
}

template <class List> static Item<List> at(List list, size_t index) { return list.ptr[index]; }
"#;

/// The program for these worlds, in whose folder the headers are.
pub fn program(worlds: &[World]) -> String {
    let mut text = BEGINNING.trim_start().to_owned();
    let mut main = String::new();
    for world in worlds {
        Writer { world, text: &mut text, names: 0 }.write();
        let _ = writeln!(main, "    run_{}();", world.name);
    }
    text + "\nint main()\n{\n" + &main + "    return 0;\n}\n"
}

/// A function of the header.
struct Prototype {
    /// The C type that it returns.
    returned: String,
    /// The declarations of its parameters, without the parentheses.
    declared: String,
    /// The C type of each parameter, and whether its address is passed. The result, if it is passed by address, is the last.
    params: Vec<(String, bool)>,
}

struct Writer<'a> {
    world: &'a World,
    text: &'a mut String,
    /// The number of names that were given.
    names: usize,
}

impl Writer<'_> {
    fn line(&mut self, line: impl AsRef<str>) {
        self.text.push_str(line.as_ref());
        self.text.push('\n');
    }

    fn fresh(&mut self) -> String {
        self.names += 1;
        format!("x{}", self.names)
    }

    fn write(&mut self) {
        let World { name, case, header, .. } = self.world;
        self.line(format!("\n#include \"{name}.h\"\n"));
        // The elements of some lists come from a function.
        for line in header.lines().filter(|line| line.starts_with("dissolve_status_t ") && line.contains("_get(")) {
            let getter = line.trim_start_matches("dissolve_status_t ").split('(').next().unwrap_or_default();
            let list = getter.trim_end_matches("_get");
            self.line(format!(
                "[[maybe_unused]] static auto at({list}_t list, size_t index)\n{{\nItem<{list}_t> item;\n\
                 if ({getter}(list, list.len, &item) == DISSOLVE_OK || {getter}(list, index, &item) != DISSOLVE_OK) {{\n\
                 puts(\"{getter} fails\");\n}}\nreturn item;\n}}"
            ));
        }
        for (index, function) in case.functions.iter().enumerate() {
            self.write_import(index, function);
        }
        self.line(format!("\nstatic void run_{name}()\n{{"));
        self.line(format!("if ({name}_instantiate() != DISSOLVE_OK) {{\nputs(\"{name} is not made\");\n}}"));
        for (index, function) in case.functions.iter().enumerate() {
            for (call, arguments) in function.calls.iter().enumerate() {
                self.write_call(index, function, call, arguments);
            }
        }
        self.line("}");
    }

    fn prototype(&self, name: &str) -> Prototype {
        let line = self.world.header.lines().find(|line| line.contains(&format!(" {name}(")));
        let line = line.unwrap_or_else(|| panic!("the header of {} has no {name}", self.world.name));
        let (before, after) = line.split_once('(').unwrap_or_default();
        let declared = after.split(')').next().unwrap_or_default().to_owned();
        let returned = before.trim_start_matches("static inline ").trim_end_matches(name).trim().to_owned();
        let param = |param: &str| match param.split_once('*') {
            Some((ty, _)) => (ty.trim_start_matches("const ").trim().to_owned(), true),
            None => (param.rsplit_once(' ').map_or(param, |(ty, _)| ty).to_owned(), false),
        };
        let params = if declared == "void" { Vec::new() } else { declared.split(", ").map(param).collect() };
        Prototype { returned, declared, params }
    }

    fn write_import(&mut self, index: usize, function: &Function) {
        let name = format!("{}_host_f{index}", self.world.name);
        let Prototype { returned, declared, params } = self.prototype(&name);
        self.line(format!("\nextern \"C\" {returned} {name}({declared})\n{{"));
        self.line(format!("printf(\"{} f{index} %u in \", call);", self.world.name));
        for (index, ty) in function.params.iter().enumerate() {
            let value = if params[index].1 { format!("(*p{index})") } else { format!("p{index}") };
            self.print(ty, &value);
        }
        self.line("puts(\"\");");
        if let Some(ty) = function.result() {
            let is_returned = returned != "void";
            let place = if is_returned { "value" } else { "(*result)" };
            if is_returned {
                self.line(format!("{returned} value;\nmemset((void *)&value, 0, sizeof value);"));
            }
            self.line("switch (call) {");
            for (call, arguments) in function.calls.iter().enumerate() {
                let value = function.expected(arguments).expect("the function has a result");
                self.line(format!("case {call}u: {{"));
                self.make(&value, &ty, place);
                self.line("break;\n}");
            }
            self.line("}");
            if is_returned {
                self.line("return value;");
            }
        }
        self.line("}");
    }

    fn write_call(&mut self, index: usize, function: &Function, call: usize, arguments: &[Value]) {
        let name = format!("{}_echo_f{index}", self.world.name);
        let prototype = self.prototype(&name);
        let place = format!("{} f{index} {call}", self.world.name);
        self.line(format!("{{\ncall = {call};"));
        let mut passed = Vec::new();
        for (param, (c_type, is_address)) in prototype.params.iter().enumerate() {
            let (variable, address) = match arguments.get(param) {
                Some(_) => (format!("a{param}"), *is_address),
                None => ("result".to_owned(), true),
            };
            self.line(format!("{c_type} {variable};\nmemset((void *)&{variable}, 0, sizeof {variable});"));
            if let Some(value) = arguments.get(param) {
                self.make(value, &function.params[param], &variable);
            }
            passed.push(if address { format!("&{variable}") } else { variable });
        }
        self.line(format!("const dissolve_status_t status = {name}({});", passed.join(", ")));
        self.line(format!(
            "if (status != DISSOLVE_OK) {{\nprintf(\"{place} trap %d\\n\", status);\n}} else {{\nprintf(\"{place} out \");"
        ));
        if let Some(ty) = function.result() {
            self.print(&ty, "result");
        }
        self.line("puts(\"\");");
        if self.world.header.contains(&format!(" {name}_free(")) {
            self.line(format!("if ({name}_free() != DISSOLVE_OK) {{\nputs(\"{name}_free fails\");\n}}"));
        }
        self.line("}\n}");
    }

    /// Writes statements that put a value into a variable of zeros.
    fn make(&mut self, value: &Value, ty: &ValueType, place: &str) {
        match (value, ty) {
            (Value::String(string), _) => {
                let bytes: String = string.bytes().map(|byte| format!("\\{byte:03o}")).collect();
                self.line(format!("{place}.ptr = \"{bytes}\";\n{place}.len = {};", string.len()));
            }
            (Value::List(values), ValueType::FixedList(element, _)) => {
                for (index, value) in values.iter().enumerate() {
                    self.make(value, element, &format!("{place}.items[{index}]"));
                }
            }
            (Value::List(values), ValueType::List(element)) => self.make_list(values, element, place),
            (Value::List(values), ValueType::Map(key, mapped)) => {
                self.make_list(values, &ValueType::Tuple(vec![(**key).clone(), (**mapped).clone()]), place);
            }
            (Value::Record(values), ValueType::Record(fields)) => {
                for (value, field) in values.iter().zip(fields) {
                    self.make(value, &field.ty, &format!("{place}.{}", field.name));
                }
            }
            (Value::Record(values), ValueType::Tuple(types)) => {
                for (index, (value, ty)) in values.iter().zip(types).enumerate() {
                    self.make(value, ty, &format!("{place}.f{index}"));
                }
            }
            (Value::Variant(case, payload), _) => {
                self.line(format!("set({place}{}, {case});", tag(ty)));
                if let (Some(value), Some(payload)) = (payload, payloads(ty)[*case as usize]) {
                    self.make(value, payload, &format!("{place}.{}", payload_member(ty, *case)));
                }
            }
            _ => self.line(format!("set({place}, UINT64_C({}));", bits(value))),
        }
    }

    fn make_list(&mut self, values: &[Value], element: &ValueType, place: &str) {
        let items = self.fresh();
        self.line(format!("auto *{items} = make({place}, {});\n(void){items};", values.len()));
        for (index, value) in values.iter().enumerate() {
            self.make(value, element, &format!("{items}[{index}]"));
        }
    }

    /// Writes statements that print a value.
    fn print(&mut self, ty: &ValueType, value: &str) {
        match ty {
            ValueType::String => {
                let index = self.fresh();
                self.line(format!(
                    "put({value}.len);\nfor (size_t {index} = 0; {index} < {value}.len; {index} += 1) {{\n\
                     number({value}.ptr[{index}]);\n}}"
                ));
            }
            ValueType::List(element) => self.print_list(element, value),
            ValueType::Map(key, mapped) => {
                self.print_list(&ValueType::Tuple(vec![(**key).clone(), (**mapped).clone()]), value);
            }
            ValueType::FixedList(element, length) => {
                let index = self.fresh();
                self.line(format!("for (size_t {index} = 0; {index} < {length}; {index} += 1) {{"));
                self.print(element, &format!("{value}.items[{index}]"));
                self.line("}");
            }
            ValueType::Record(fields) => {
                fields.iter().for_each(|field| self.print(&field.ty, &format!("{value}.{}", field.name)));
            }
            ValueType::Tuple(types) => {
                types.iter().enumerate().for_each(|(index, ty)| self.print(ty, &format!("{value}.f{index}")));
            }
            ValueType::Variant(_) | ValueType::Option(_) | ValueType::Result { .. } => {
                let tag = tag(ty);
                self.line(format!("number({value}{tag});"));
                for (case, payload) in (0..).zip(payloads(ty)) {
                    if let Some(payload) = payload {
                        self.line(format!("if (static_cast<unsigned>({value}{tag}) == {case}u) {{"));
                        self.print(payload, &format!("{value}.{}", payload_member(ty, case)));
                        self.line("}");
                    }
                }
            }
            _ => self.line(format!("number({value});")),
        }
    }

    fn print_list(&mut self, element: &ValueType, list: &str) {
        let (index, item) = (self.fresh(), self.fresh());
        self.line(format!("put({list}.len);\nfor (size_t {index} = 0; {index} < {list}.len; {index} += 1) {{"));
        self.line(format!("const auto {item} = at({list}, {index});"));
        self.print(element, &item);
        self.line("}");
    }
}

/// The member that tells the case. An enum is its case.
fn tag(ty: &ValueType) -> &'static str {
    match ty {
        ValueType::Option(_) => ".is_some",
        ValueType::Result { .. } => ".is_err",
        ValueType::Variant(_) => ".tag",
        _ => "",
    }
}

/// The member with the payload of a case.
fn payload_member(ty: &ValueType, case: u32) -> String {
    match ty {
        ValueType::Variant(cases) => format!("val.{}", cases[case as usize].name),
        ValueType::Result { .. } => ["val.ok", "val.err"][case as usize].to_owned(),
        _ => "val".to_owned(),
    }
}
