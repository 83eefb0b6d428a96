//! Edits of function bodies that keep a module valid and make it do less.
//!
//! Takes a valid module; gives, for each instruction or block, a replacement that pops the same operands and pushes
//! constants.

use std::ops::Range;

use wasmparser::{
    FuncToValidate, FuncValidator, FuncValidatorAllocations, FunctionBody, Operator, OperatorsReader, Parser, Payload,
    ValType, ValidPayload, Validator, ValidatorResources, WasmFeatures, WasmModuleResources as _,
};

use crate::fuzz::sections::{Binary, Body, push_leb};

/// Replaces a range of the module's bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The range in the module, within the code section.
    range: Range<usize>,
    with: Vec<u8>,
}

impl Edit {
    /// The number of bytes by which the module shrinks.
    pub fn saves(&self) -> usize {
        self.range.len().saturating_sub(self.with.len())
    }
}

/// Returns the edits of a module, those that save most first.
///
/// # Errors
///
/// When the module is not valid.
pub fn edits(module: &[u8]) -> Result<Vec<Edit>, String> {
    let text = |error: wasmparser::BinaryReaderError| error.to_string();
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let ValidPayload::Func(function, body) = validator.payload(&payload.map_err(text)?).map_err(text)? {
            bodies.push((function, body));
        }
    }
    let mut edits = Vec::new();
    for (function, body) in bodies {
        of_body(module, function, &body, &mut edits).map_err(text)?;
    }
    edits.retain(|edit| edit.saves() > 0);
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.saves()));
    Ok(edits)
}

/// An open block.
struct Open {
    /// The offset of the instruction that opens it.
    start: usize,
    /// The offset of its contents.
    inside: usize,
    /// The offset of its `else`.
    otherwise: Option<usize>,
    /// The number of operands that it pops.
    pops: u32,
    /// True if one of the operands is the condition of an `if`.
    is_if: bool,
}

impl Open {
    /// The contents of the block without the block itself, when it ends at `end`. A branch to the block then has
    /// another target.
    fn contents(&self, module: &[u8], end: usize) -> impl Iterator<Item = Vec<u8>> {
        let first = self.inside..self.otherwise.unwrap_or(end);
        // The instruction `else` is one byte.
        let second = self.otherwise.map(|otherwise| otherwise + 1..end);
        let condition = if self.is_if { &[DROP][..] } else { &[] };
        [Some(first), second].into_iter().flatten().map(move |range| [condition, &module[range]].concat())
    }
}

fn of_body(
    module: &[u8],
    function: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'_>,
    edits: &mut Vec<Edit>,
) -> wasmparser::Result<()> {
    let ty = function.resources.sub_type_at(function.ty);
    let results: Vec<ValType> = ty.map_or_else(Vec::new, |ty| ty.unwrap_func().results().to_vec());
    let mut validator = function.into_validator(FuncValidatorAllocations::default());
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader)?;
    let mut reader = OperatorsReader::new(reader);
    let start = reader.original_position();
    let mut open = vec![Open { start, inside: start, otherwise: None, pops: 0, is_if: false }];
    // The offset of the preceding instruction, if it only pushes an operand.
    let mut pushed: Option<usize> = None;
    while !reader.eof() {
        let start = reader.original_position();
        let operator = reader.read()?;
        let end = reader.original_position();
        let arity = operator.operator_arity(&validator);
        validator.op(start, &operator)?;
        match (&operator, arity) {
            (Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. }, Some((pops, _))) => {
                let is_if = matches!(operator, Operator::If { .. });
                open.push(Open { start, inside: end, otherwise: None, pops, is_if });
            }
            (Operator::End, Some((_, pushes))) => {
                let Some(block) = open.pop() else { break };
                // The last `end` ends the body, and must stay.
                let (end, types) = match open.is_empty() {
                    true => (start, Some(results.clone())),
                    false => (end, top(&validator, pushes)),
                };
                edits.extend(replacement(block.start..end, block.pops, types));
                if !open.is_empty() {
                    edits.extend(block.contents(module, start).map(|with| Edit { range: block.start..end, with }));
                }
            }
            (Operator::Else, _) => {
                if let Some(block) = open.last_mut() {
                    block.otherwise = Some(start);
                }
            }
            (Operator::Drop, _) => edits.extend(pushed.map(|pushed| Edit { range: pushed..end, with: Vec::new() })),
            (_, Some((pops, pushes))) => edits.extend(replacement(start..end, pops, top(&validator, pushes))),
            _ => {}
        }
        pushed = only_pushes(&operator).then_some(start);
    }
    Ok(())
}

fn only_pushes(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::I32Const { .. }
            | Operator::I64Const { .. }
            | Operator::F32Const { .. }
            | Operator::F64Const { .. }
            | Operator::V128Const { .. }
            | Operator::RefNull { .. }
            | Operator::RefFunc { .. }
            | Operator::LocalGet { .. }
            | Operator::GlobalGet { .. }
    )
}

/// The types of the top `count` operands; `None` if one of them may have any type.
fn top(validator: &FuncValidator<ValidatorResources>, count: u32) -> Option<Vec<ValType>> {
    (0..count as usize).rev().map(|depth| validator.get_operand_type(depth).flatten()).collect()
}

/// An edit that pops `pops` operands, and pushes a constant of each type.
fn replacement(range: Range<usize>, pops: u32, types: Option<Vec<ValType>>) -> Option<Edit> {
    let mut with = vec![DROP; pops as usize];
    for ty in types? {
        match ty {
            ValType::I32 => with.extend([0x41, 0]),
            ValType::I64 => with.extend([0x42, 0]),
            ValType::F32 => with.extend([0x43, 0, 0, 0, 0]),
            ValType::F64 => with.extend([0x44, 0, 0, 0, 0, 0, 0, 0, 0]),
            ValType::V128 => {
                with.extend([0xfd, 12]);
                with.extend([0; 16]);
            }
            ValType::FUNCREF => with.extend([0xd0, 0x70]),
            ValType::EXTERNREF => with.extend([0xd0, 0x6f]),
            ValType::Ref(_) => return None,
        }
    }
    Some(Edit { range, with })
}

/// The instruction `drop`.
const DROP: u8 = 0x1a;

/// Applies an edit to a module. The result may be invalid: removing a block can leave a branch with a target of another
/// type.
///
/// # Errors
///
/// When the module cannot be read.
pub fn apply(module: &[u8], edit: &Edit) -> Result<Vec<u8>, String> {
    let text = |error: wasmparser::BinaryReaderError| error.to_string();
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload.map_err(text)? {
            bodies.push(body.range());
        }
    }
    let mut code = Vec::new();
    push_leb(&mut code, bodies.len() as u64);
    for body in bodies {
        let mut bytes = module[body.clone()].to_vec();
        if body.start <= edit.range.start && edit.range.end <= body.end {
            bytes.splice(edit.range.start - body.start..edit.range.end - body.start, edit.with.iter().copied());
        }
        push_leb(&mut code, bytes.len() as u64);
        code.extend(bytes);
    }
    let mut binary = Binary::parse(module).ok_or("sections that do not add up")?;
    if let Some(section) = binary.sections.iter_mut().find(|section| section.id == CODE) {
        section.body = Body::Bytes(code);
    }
    Ok(binary.encode())
}

/// The id of the code section.
const CODE: u8 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "(func (param i32) (result i32) (local i64 f32 f64)
        (block (result i32)
            (loop (br_if 0 (i32.const 0)))
            (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (i32.const 2))) (else (i32.const 3)))
            (local.set 1 (i64.const 4))
            (local.set 2 (f32.neg (local.get 2)))))";

    fn is_valid(module: &[u8]) -> bool {
        Validator::new().validate_all(module).is_ok()
    }

    fn lines(module: &[u8]) -> Vec<String> {
        let text = wasmprinter::print_bytes(module).unwrap();
        text.lines().map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn edits_keep_a_module_valid_and_make_it_smaller() {
        let module = wat::parse_str(format!("(module {FIRST})")).unwrap();
        let edits = edits(&module).unwrap();
        assert!(edits.len() > 8, "{edits:?}");
        let mut valid = 0;
        for edit in &edits {
            let changed = apply(&module, edit).unwrap();
            assert!(changed.len() < module.len(), "{edit:?}");
            valid += usize::from(is_valid(&changed));
        }
        // The loop without its block has a branch whose target has the wrong type.
        assert!(valid + 1 >= edits.len(), "{valid} of {edits:?}");
    }

    #[test]
    fn edits_lead_to_bodies_of_constants() {
        // After the first instruction, which is `unreachable`, the operands have any type.
        let second = "(func (result f64 i32) unreachable drop f64.sqrt f64.neg f64.abs f64.ceil f64.floor i32.const 0)";
        let mut module = wat::parse_str(format!("(module {FIRST} {second})")).unwrap();
        loop {
            let candidates = edits(&module).unwrap();
            let smaller = candidates.iter().map(|edit| apply(&module, edit).unwrap()).find(|it| is_valid(it));
            match smaller {
                Some(smaller) => module = smaller,
                None => break,
            }
        }
        let text = lines(&module);
        assert!(text.contains(&"i32.const 0".into()) && !text.iter().any(|line| line.starts_with("block")), "{text:?}");
        assert!(module.len() < 60, "{text:?}");
    }

    #[test]
    fn either_side_of_a_condition_can_stand_alone() {
        let text = "(func (result i64) (if (result i64) (i32.const 9) (then (i64.const 5)) (else (i64.const 6))))";
        let module = wat::parse_str(format!("(module {text})")).unwrap();
        let changed: Vec<_> =
            edits(&module).unwrap().iter().map(|edit| lines(&apply(&module, edit).unwrap())).collect();
        for value in ["i64.const 5", "i64.const 6"] {
            let alone = |lines: &Vec<String>| {
                lines.contains(&value.to_owned()) && lines.iter().filter(|line| line.starts_with("i64")).count() == 1
            };
            assert!(changed.iter().any(alone), "{changed:?}");
        }
    }
}
