//! The cost of a call between components, compared with the same call between two functions of one module.
//!
//! Components and modules are text, so that only the call itself differs: where a component's arguments are copied into
//! the other's memory, the single module copies as many bytes. LLVM may inline on both sides.

use std::fmt;
use std::time::Duration;

use dissolve_pipeline::fuse::{MemoryMode, Options};
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::Target;
use dissolve_pipeline::{BuildOptions, Program};

use crate::table::Table;
use crate::{Error, modes};

/// A function, and the call to it.
struct Call {
    /// A description of its arguments, for people.
    title: &'static str,
    /// Its WIT parameters, as component text.
    params: &'static str,
    /// The types that the parameters need, as component text. `$t` is the last one.
    types: &'static str,
    /// Its core parameters.
    core_params: &'static str,
    /// The caller's instructions that push the arguments. `$x` is the caller's parameter.
    arguments: &'static str,
    /// The function's body in a component.
    across: &'static str,
    /// The function's body in a single module: the same, with the copy if there is one.
    within: &'static str,
}

/// The calls. Each function returns a number, which the caller returns as well.
const CALLS: [Call; 5] = [
    Call {
        title: "no arguments",
        params: "",
        types: "",
        core_params: "",
        arguments: "",
        across: "(global.set $calls (i32.add (global.get $calls) (i32.const 1))) (global.get $calls)",
        within: "(global.set $calls (i32.add (global.get $calls) (i32.const 1))) (global.get $calls)",
    },
    Call {
        title: "four scalars",
        params: r#"(param "a" u32) (param "b" u32) (param "c" u32) (param "d" u32)"#,
        types: "",
        core_params: "(param i32 i32 i32 i32)",
        arguments: "(local.get $x) (i32.const 3) (i32.mul (local.get $x) (i32.const 5)) (i32.const 7)",
        across: FOUR,
        within: FOUR,
    },
    Call {
        title: "a string of 16 bytes",
        params: r#"(param "s" string)"#,
        types: "",
        core_params: "(param i32 i32)",
        arguments: "(i32.store offset=1024 (i32.const 0) (i32.and (local.get $x) (i32.const 0x7f7f7f7f)))
            (i32.const 1024) (i32.const 16)",
        across: "(i32.load (local.get 0))",
        within: "(memory.copy (i32.const 8192) (local.get 0) (local.get 1)) (i32.load (i32.const 8192))",
    },
    Call {
        title: "a list of 1 KiB",
        params: r#"(param "l" $t)"#,
        types: "(type $t (list u8))",
        core_params: "(param i32 i32)",
        arguments: "(i32.store offset=1024 (i32.const 0) (local.get $x)) (i32.const 1024) (i32.const 1024)",
        across: "(i32.load (local.get 0))",
        within: "(memory.copy (i32.const 8192) (local.get 0) (local.get 1)) (i32.load (i32.const 8192))",
    },
    Call {
        title: "a record of eight fields",
        params: r#"(param "r" $t)"#,
        types: r#"(type $t' (record (field "a" u32) (field "b" u32) (field "c" u32) (field "d" u32)
            (field "e" u32) (field "f" u32) (field "g" u32) (field "h" u32))) (export $t "t" (type $t'))"#,
        core_params: "(param i32 i32 i32 i32 i32 i32 i32 i32)",
        arguments: "(local.get $x) (i32.const 3) (i32.mul (local.get $x) (i32.const 5)) (i32.const 7)
            (i32.add (local.get $x) (i32.const 11)) (i32.const 13) (i32.xor (local.get $x) (i32.const 17)) (i32.const 19)",
        across: EIGHT,
        within: EIGHT,
    },
];

const FOUR: &str =
    "(i32.xor (i32.mul (local.get 0) (local.get 1)) (i32.sub (local.get 2) (i32.mul (local.get 3) (local.get 0))))";

const EIGHT: &str = "(i32.xor
    (i32.xor (i32.mul (local.get 0) (local.get 1)) (i32.sub (local.get 2) (i32.mul (local.get 3) (local.get 0))))
    (i32.xor (i32.mul (local.get 4) (local.get 5)) (i32.sub (local.get 6) (i32.mul (local.get 7) (local.get 4)))))";

impl Call {
    /// Two components. One calls the other.
    fn component(&self) -> String {
        let Call { params, types, core_params, arguments, across, .. } = self;
        let imported = types.replace("(export $t \"t\" (type $t'))", "(import \"t\" (type $t (eq $t')))");
        let with = if imported == *types { "" } else { "(with \"t\" (type $callee \"t\"))" };
        format!(
            r#"(component
                (component $callee
                    {types}
                    (core module $m
                        (memory (export "memory") 1)
                        (global $calls (mut i32) (i32.const 0))
                        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 8192))
                        (func (export "f") {core_params} (result i32) {across}))
                    (core instance $i (instantiate $m))
                    (func (export "f") {params} (result u32)
                        (canon lift (core func $i "f") (memory $i "memory") (realloc (func $i "realloc")))))
                (component $caller
                    {imported}
                    (import "f" (func $f {params} (result u32)))
                    (core module $memory (memory (export "memory") 1))
                    (core instance $memory (instantiate $memory))
                    (core func $f (canon lower (func $f) (memory $memory "memory")))
                    (core module $m
                        (import "memory" "memory" (memory 1))
                        (import "callee" "f" (func $f {core_params} (result i32)))
                        (func (export "run") (param $x i32) (result i32) {arguments} (call $f)))
                    (core instance $i (instantiate $m
                        (with "memory" (instance $memory)) (with "callee" (instance (export "f" (func $f))))))
                    (func (export "run") (param "x" u32) (result u32) (canon lift (core func $i "run"))))
                (instance $callee (instantiate $callee))
                (instance $caller (instantiate $caller {with} (with "f" (func $callee "f"))))
                (func (export "run") (alias export $caller "run")))"#
        )
    }

    /// The same call in one module.
    fn module(&self) -> String {
        let Call { core_params, arguments, within, .. } = self;
        format!(
            r#"(module
                (memory 1)
                (global $calls (mut i32) (i32.const 0))
                (func $f {core_params} (result i32) {within})
                (func (export "run") (param $x i32) (result i32) {arguments} (call $f)))"#
        )
    }
}

/// A call with a borrowed handle. The second call is measured, so that making the handle is not included.
const HANDLE: [&str; 2] = [include_str!("seams/handle.component.wat"), include_str!("seams/handle.module.wat")];

/// The same, where the callee does not define the resource: it gets a handle of its own, and drops it.
const THIRD: [&str; 2] = [include_str!("seams/third.component.wat"), include_str!("seams/third.module.wat")];

/// The size and the time of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Bytes of its code section.
    pub bytes: usize,
    /// Instructions of the call.
    pub instructions: u64,
}

/// The cost of a call in each way.
#[derive(Clone, Debug)]
pub struct Row {
    /// A description of the arguments.
    pub title: &'static str,
    /// Between two functions of a module.
    pub within: Cost,
    /// Between components with isolated memories.
    pub isolated: Cost,
    /// Between components with a shared memory.
    pub shared: Cost,
}

/// The results of the measurement.
pub struct Rows(pub Vec<Row>);

impl fmt::Display for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEADS: [&str; 7] = [
            "a call with",
            "bytes: one module",
            "isolated",
            "shared",
            "instructions: one module",
            "isolated",
            "shared",
        ];
        let mut table = Table::new(&HEADS);
        for Row { title, within, isolated, shared } in &self.0 {
            let costs = [within, isolated, shared];
            let bytes = costs.map(|cost| cost.bytes.to_string());
            let instructions = costs.map(|cost| cost.instructions.to_string());
            table.row([(*title).to_owned()].into_iter().chain(bytes).chain(instructions));
        }
        write!(f, "{table}")
    }
}

/// Makes each call on the chip of a target.
///
/// # Errors
///
/// When a program does not build, the chip does not answer, or the results of the ways differ.
pub fn measure(target: Target) -> Result<Rows, Error> {
    let calls = CALLS.iter().map(|call| (call.title, call.component(), call.module()));
    let handles = [("a borrowed handle", HANDLE), ("a handle of a third component", THIRD)];
    calls
        .chain(handles.map(|(title, [component, module])| (title, component.to_owned(), module.to_owned())))
        .map(|(title, component, module)| {
            let (within, expected) = cost(&module, target, MemoryMode::Isolated)?;
            let across = |memory| {
                let (cost, answers) = cost(&component, target, memory)?;
                if answers != expected {
                    return Err(format!("{title}, {memory:?}: {answers:?} instead of {expected:?}").into());
                }
                Ok::<_, Error>(cost)
            };
            Ok(Row { title, within, isolated: across(MemoryMode::Isolated)?, shared: across(MemoryMode::Shared)? })
        })
        .collect::<Result<_, Error>>()
        .map(Rows)
}

/// The cost of a program's second call, and the results of both calls.
fn cost(text: &str, target: Target, memory: MemoryMode) -> Result<(Cost, Vec<CoreValue>), Error> {
    let board = dissolve_pipeline::boards::find(if target == Target::CortexM3 { "mps2-an385" } else { "mps2-an386" })?;
    let program = Program::load_with(text.as_bytes(), &Options { memory, ..Options::new("seam") })?;
    let options = BuildOptions { target: Some(target), gate: true, ..BuildOptions::default() };
    let mut chip = program.build(&board, &options)?.boot(&board, Duration::from_secs(120))?;
    chip.instantiate()?;
    let export = program.interface.as_ref().and_then(|interface| interface.export("run"));
    let run = export.map_or("run", |export| &export.core);
    let mut answers = Vec::new();
    for argument in [0x1234_5678, 99] {
        answers.extend(chip.call(run, &[CoreValue::I32(argument)])?);
    }
    let instructions = chip.instructions(run).ok_or("the chip counts instructions")?;
    Ok((Cost { bytes: modes::code(&program.module)?, instructions }, answers))
}
