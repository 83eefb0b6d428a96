//! The composed component of a case, as WebAssembly text.
//!
//! Each component has its own memory, with an allocator that never frees, but is reset by each call. Values that a
//! caller lowers into the memory are placed in its upper half, from `$ARGUMENTS`. Values that the component makes
//! itself, and results that are returned to it, are placed in the lower half.

use std::fmt::Write as _;

use dissolve_interface::{StringEncoding, ValueType};

use super::abi::{self, Core};
use super::case::{Action, Case, Function};
use super::echo;

/// The instance that the composed component exports.
pub const INTERFACE: &str = "test:types/echo";

/// The instance that the component of [`world`] imports.
pub const HOST: &str = "test:types/host";

/// The address where results begin.
const RESULTS: u32 = 0x400;

/// The text of a case's component; each memory has `pages` pages, an even number.
pub fn component(case: &Case, pages: u32) -> String {
    compose(case, pages, false)
}

/// As [`component`], but the last component forwards calls too: to [`HOST`], which the composed component imports.
pub fn world(case: &Case, pages: u32) -> String {
    compose(case, pages, true)
}

/// The types of a case that have names, in order: the type at index 3 is `t3`, in [`INTERFACE`] and in [`HOST`]. One of them may be
/// there several times.
pub fn named_types(case: &Case) -> Vec<ValueType> {
    Types::declare(case).named
}

fn compose(case: &Case, pages: u32, imports: bool) -> String {
    let types = Types::declare(case);
    let last = case.encodings.len() - 1;
    let mut text = String::from("(component\n");
    if imports {
        types.import(HOST, &mut text);
    }
    for index in 0..case.encodings.len() {
        text.push_str(&Guest { case, types: &types, index, forwards: imports || index != last, pages }.text());
    }
    let given = if imports { "(with \"in\" (instance $in))" } else { "" };
    let _ = writeln!(text, "(instance $i{last} (instantiate $c{last} {given}))");
    for index in (0..last).rev() {
        let next = index + 1;
        let _ = writeln!(text, "(instance $i{index} (instantiate $c{index} (with \"in\" (instance $i{next}))))");
    }
    let _ = writeln!(text, "(export \"{INTERFACE}\" (instance $i0)))");
    text
}

/// Definitions of the types that need names, and signatures that refer to them as `$tN`.
struct Types {
    definitions: Vec<String>,
    /// The type of each definition.
    named: Vec<ValueType>,
    signatures: Vec<String>,
}

impl Types {
    fn declare(case: &Case) -> Types {
        let mut types = Types { definitions: Vec::new(), named: Vec::new(), signatures: Vec::new() };
        for function in &case.functions {
            let mut signature = String::new();
            for (index, param) in function.params.iter().enumerate() {
                let _ = write!(signature, "(param \"p{index}\" {}) ", types.reference(param));
            }
            if let Some(result) = function.result() {
                let _ = write!(signature, "(result {})", types.reference(&result));
            }
            types.signatures.push(signature);
        }
        types
    }

    /// The text that refers to a type.
    fn reference(&mut self, ty: &ValueType) -> String {
        let joined = |names: &[String]| names.iter().map(|name| format!(" \"{name}\"")).collect::<String>();
        let definition = match ty {
            ValueType::F32 => return "f32".into(),
            ValueType::F64 => return "f64".into(),
            ValueType::List(element) => return format!("(list {})", self.reference(element)),
            ValueType::Map(key, value) => return format!("(map {} {})", self.reference(key), self.reference(value)),
            ValueType::FixedList(element, length) => return format!("(list {} {length})", self.reference(element)),
            ValueType::Option(payload) => return format!("(option {})", self.reference(payload)),
            ValueType::Tuple(types) => {
                let types: Vec<String> = types.iter().map(|ty| self.reference(ty)).collect();
                return format!("(tuple {})", types.join(" "));
            }
            ValueType::Result { ok, err } => {
                let ok = ok.as_ref().map_or_else(String::new, |ok| self.reference(ok));
                let err = err.as_ref().map_or_else(String::new, |err| format!("(error {})", self.reference(err)));
                return format!("(result {ok} {err})");
            }
            ValueType::Record(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|field| format!("(field \"{}\" {})", field.name, self.reference(&field.ty)))
                    .collect();
                format!("(record {})", fields.join(" "))
            }
            ValueType::Variant(cases) => {
                let cases: Vec<String> = cases
                    .iter()
                    .map(|case| {
                        let payload = case.ty.as_ref().map_or_else(String::new, |ty| self.reference(ty));
                        format!("(case \"{}\" {payload})", case.name)
                    })
                    .collect();
                format!("(variant {})", cases.join(" "))
            }
            ValueType::Enum(names) => format!("(enum{})", joined(names)),
            ValueType::Flags(names) => format!("(flags{})", joined(names)),
            scalar => return dissolve_run::wave::type_name(scalar),
        };
        self.definitions.push(definition);
        self.named.push(ty.clone());
        format!("$t{}", self.definitions.len() - 1)
    }

    /// Writes the import of an instance `$in` with all functions.
    fn import(&self, name: &str, text: &mut String) {
        let _ = writeln!(text, "(import \"{name}\" (instance $in");
        for (index, definition) in self.definitions.iter().enumerate() {
            let _ =
                writeln!(text, "(type $d{index} {definition}) (export \"t{index}\" (type $t{index} (eq $d{index})))");
        }
        for (index, signature) in self.signatures.iter().enumerate() {
            let _ = writeln!(text, "(export \"f{index}\" (func {signature}))");
        }
        text.push_str("))\n");
    }
}

/// One component of the chain.
struct Guest<'a> {
    case: &'a Case,
    types: &'a Types,
    index: usize,
    forwards: bool,
    pages: u32,
}

impl Guest<'_> {
    fn text(&self) -> String {
        let mut text = format!("(component $c{}\n", self.index);
        if self.forwards {
            self.types.import("in", &mut text);
        }
        for (index, definition) in self.types.definitions.iter().enumerate() {
            let _ = writeln!(text, "(type $d{index} {definition})");
            let _ = writeln!(text, "(export $t{index} \"t{index}\" (type $d{index}))");
        }
        text.push_str(&memory_module(self.pages));
        let _ = writeln!(text, "(core instance $memory (instantiate $memory-module))");
        if self.forwards {
            for (index, function) in self.case.functions.iter().enumerate() {
                let options = self.options(function, true);
                let _ = writeln!(text, "(core func $low{index} (canon lower (func $in \"f{index}\") {options}))");
            }
        }
        self.main_module(&mut text);
        for (index, signature) in self.types.signatures.iter().enumerate() {
            let function = &self.case.functions[index];
            let post: String = self.core_results(function).into_iter().collect();
            let _ = writeln!(
                text,
                "(func $f{index} {signature} (canon lift (core func $main \"f{index}\") {} \
                 (post-return (func $memory \"post-{post}\"))))\n(export \"f{index}\" (func $f{index}))",
                self.options(function, false)
            );
        }
        text.push_str(")\n");
        text
    }

    /// The canonical options of a function that is lowered or lifted.
    fn options(&self, function: &Function, lowered: bool) -> String {
        let pointer = |ty: &ValueType| ty.has_pointer();
        let (params, result) =
            (function.params.iter().any(pointer), function.result().is_some_and(|ty| ty.has_pointer()));
        let (spills, indirect) = (function.spills(), function.flat_result().len() > 1);
        let memory = params || result || spills || indirect || !self.case.lean;
        let allocates = if lowered { result } else { params || spills };
        let mut options = String::new();
        if memory {
            options.push_str("(memory $memory \"memory\") ");
        }
        if allocates || !self.case.lean {
            options.push_str("(realloc (func $memory \"realloc\")) ");
        }
        options.push_str(match self.case.encodings[self.index] {
            StringEncoding::Utf8 => "string-encoding=utf8",
            StringEncoding::Utf16 => "string-encoding=utf16",
            StringEncoding::CompactUtf16 => "string-encoding=latin1+utf16",
        });
        options
    }

    fn core_params(&self, function: &Function) -> Vec<Core> {
        if function.spills() { vec!["i32"] } else { function.flat_params() }
    }

    fn core_results(&self, function: &Function) -> Vec<Core> {
        let flat = function.flat_result();
        if flat.len() > 1 { vec!["i32"] } else { flat }
    }

    fn main_module(&self, text: &mut String) {
        text.push_str("(core module $main-module\n(import \"memory\" \"memory\" (memory 1))\n");
        text.push_str("(import \"memory\" \"next\" (global $next (mut i32)))\n");
        text.push_str("(import \"memory\" \"realloc\" (func $realloc (param i32 i32 i32 i32) (result i32)))\n");
        if self.forwards {
            for (index, function) in self.case.functions.iter().enumerate() {
                let mut params = self.core_params(function);
                let mut results = self.core_results(function);
                if function.flat_result().len() > 1 {
                    params.append(&mut results);
                }
                let _ = writeln!(
                    text,
                    "(import \"in\" \"f{index}\" (func $in{index} (param {}) (result {})))",
                    params.join(" "),
                    results.join(" ")
                );
            }
        }
        for (index, function) in self.case.functions.iter().enumerate() {
            self.function(text, index, function);
        }
        text.push_str(")\n(core instance $main (instantiate $main-module (with \"memory\" (instance $memory))\n");
        if self.forwards {
            text.push_str("(with \"in\" (instance ");
            for index in 0..self.case.functions.len() {
                let _ = write!(text, "(export \"f{index}\" (func $low{index})) ");
            }
            text.push_str("))");
        }
        text.push_str("))\n");
    }

    /// A core function: it allocates its result if that is in memory, then computes it.
    fn function(&self, text: &mut String, index: usize, function: &Function) {
        let (params, results) = (self.core_params(function), self.core_results(function));
        let indirect = function.flat_result().len() > 1;
        let direct = results.first().copied().filter(|_| !indirect).unwrap_or("i32");
        let size = function.result().map_or((1, 0), |ty| (abi::align(&ty), abi::size(&ty)));
        let _ = writeln!(
            text,
            "(func (export \"f{index}\") (param {}) (result {}) (local $r i32) (local $top i32) (local $value {direct})\n\
             (local.set $top (global.get $next)) (global.set $next (i32.const {RESULTS}))",
            params.join(" "),
            results.join(" ")
        );
        if indirect {
            let (align, size) = size;
            let _ = writeln!(
                text,
                "(local.set $r (call $realloc (i32.const 0) (i32.const 0) (i32.const {align}) (i32.const {size})))"
            );
        }
        let action = self.case.hostile.filter(|hostile| hostile.component == self.index).map(|hostile| hostile.action);
        if let Some(Action::Argument { index, value }) = action
            && !params.is_empty()
        {
            let local = index as usize % params.len();
            let _ = writeln!(text, "(local.set {local} {})", constant(params[local], value));
        }
        if self.forwards {
            (0..params.len()).for_each(|local| {
                let _ = write!(text, "(local.get {local}) ");
            });
            if indirect {
                text.push_str("(local.get $r) ");
            }
            let _ = writeln!(text, "(call $in{index})");
        } else {
            text.push_str(&echo::answer(function));
        }
        if !indirect && !results.is_empty() {
            text.push_str("(local.set $value)\n");
        }
        if self.forwards {
            // Addresses and the order of allocations are up to the host. Clearing the arguments keeps them out of a
            // wrong result.
            let arguments = arguments(self.pages);
            let _ = writeln!(
                text,
                "(memory.fill (i32.const {arguments}) (i32.const 0) \
                 (i32.sub (local.get $top) (i32.const {arguments})))"
            );
        }
        if let Some(action) = action {
            let heap = if self.forwards { RESULTS } else { arguments(self.pages) };
            misbehave(text, action, indirect.then_some(size.1), heap, direct);
        }
        if indirect {
            text.push_str("(local.get $r)");
        } else if !results.is_empty() {
            text.push_str("(local.get $value)");
        }
        text.push_str(")\n");
    }
}

/// The code of a hostile component's action, before it returns. `indirect` is the result's size if the result is in
/// memory.
fn misbehave(text: &mut String, action: Action, indirect: Option<u32>, heap: u32, direct: Core) {
    let _ = match (action, indirect) {
        (Action::Result { offset, value, wide }, Some(size)) => {
            let (offset, store) = match wide {
                true => (offset % size / 4 * 4, "i32.store"),
                false => (offset % size, "i32.store8"),
            };
            writeln!(text, "({store} offset={offset} (local.get $r) (i32.const {}))", value.cast_signed())
        }
        (Action::Heap { offset, value }, _) => {
            writeln!(text, "(i32.store8 offset={offset} (i32.const {heap}) (i32.const {}))", value.cast_signed())
        }
        (Action::Answer(value), Some(_)) => writeln!(text, "(local.set $r {})", constant("i32", value)),
        (Action::Answer(value), None) => writeln!(text, "(local.set $value {})", constant(direct, value)),
        (Action::Shift(bytes), Some(_)) => {
            writeln!(text, "(local.set $r (i32.add (local.get $r) (i32.const {bytes})))")
        }
        (Action::Shift(_) | Action::Result { .. }, None) | (Action::Argument { .. }, _) => Ok(()),
    };
}

/// A core value with these bits.
fn constant(core: Core, bits: u32) -> String {
    let bits = bits.cast_signed();
    match core {
        "i64" => format!("(i64.const {bits})"),
        "f32" => format!("(f32.reinterpret_i32 (i32.const {bits}))"),
        "f64" => format!("(f64.reinterpret_i64 (i64.const {bits}))"),
        _ => format!("(i32.const {bits})"),
    }
}

/// The address where lowered arguments begin.
fn arguments(pages: u32) -> u32 {
    pages / 2 * 0x1_0000
}

/// The memory, its allocator, and for each core type a post-return function, which resets the allocator.
fn memory_module(pages: u32) -> String {
    let arguments = arguments(pages);
    let mut text = format!(
        "(core module $memory-module
          (memory (export \"memory\") {pages} {pages})
          (global $next (export \"next\") (mut i32) (i32.const {arguments}))
          (func (export \"realloc\") (param $old i32) (param $length i32) (param $align i32) (param $size i32) (result i32)
            (local $new i32)
            (local.set $new
              (i32.and
                (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                (i32.sub (i32.const 0) (local.get $align))))
            ;; The last block stays where it is.
            (if (i32.and
                  (i32.ne (local.get $length) (i32.const 0))
                  (i32.eq (i32.add (local.get $old) (local.get $length)) (global.get $next)))
              (then
                (if (i32.eqz (i32.rem_u (local.get $old) (local.get $align)))
                  (then (local.set $new (local.get $old))))))
            (if (i64.gt_u
                  (i64.add (i64.extend_i32_u (local.get $new)) (i64.extend_i32_u (local.get $size)))
                  (i64.mul (i64.extend_i32_u (memory.size)) (i64.const 0x10000)))
              (then unreachable))
            (if (i32.ne (local.get $new) (local.get $old))
              (then
                (memory.copy (local.get $new) (local.get $old)
                  (select (local.get $length) (local.get $size) (i32.lt_u (local.get $length) (local.get $size))))))
            (global.set $next (i32.add (local.get $new) (local.get $size)))
            (local.get $new))\n"
    );
    for core in ["", "i32", "i64", "f32", "f64"] {
        let _ =
            writeln!(text, "(func (export \"post-{core}\") (param {core}) (global.set $next (i32.const {arguments})))");
    }
    text.push_str(")\n");
    text
}
