//! Constant expressions (WebAssembly, 3.3.10, with extended constants) and their values.

use wasmparser::{ConstExpr, ElementItems, Operator};

use super::Module;

impl Module<'_> {
    /// The value of a constant expression of type `i32`, as an address.
    pub fn constant_i32(&self, expression: &ConstExpr<'_>) -> wasmparser::Result<u32> {
        Ok(match self.constant(expression)? {
            Constant::I32(value) => value.cast_unsigned(),
            // Validation gave the expression its type.
            _ => 0,
        })
    }

    /// The references of an element segment.
    pub fn items(&self, items: &ElementItems<'_>) -> wasmparser::Result<Vec<Constant>> {
        match items.clone() {
            ElementItems::Functions(functions) => {
                functions.into_iter().map(|function| Ok(Constant::Function(function?))).collect()
            }
            ElementItems::Expressions(_, items) => items.into_iter().map(|item| self.constant(&item?)).collect(),
        }
    }

    /// The value of a constant expression.
    pub fn constant(&self, expression: &ConstExpr<'_>) -> wasmparser::Result<Constant> {
        let mut stack: Vec<Constant> = Vec::new();
        for operator in expression.get_operators_reader() {
            let operator = operator?;
            let value = match operator {
                Operator::End => continue,
                Operator::I32Const { value } => Constant::I32(value),
                Operator::I64Const { value } => Constant::I64(value),
                Operator::F32Const { value } => Constant::F32(value.bits()),
                Operator::F64Const { value } => Constant::F64(value.bits()),
                Operator::V128Const { value } => Constant::V128(*value.bytes()),
                Operator::RefFunc { function_index } => Constant::Function(function_index),
                Operator::I32Add
                | Operator::I32Sub
                | Operator::I32Mul
                | Operator::I64Add
                | Operator::I64Sub
                | Operator::I64Mul => {
                    let right = stack.pop();
                    let left = stack.pop();
                    arithmetic(&operator, left, right)
                }
                // A null reference. No other instruction is valid: there are no imported globals.
                _ => Constant::Null,
            };
            stack.push(value);
        }
        Ok(stack.pop().unwrap_or(Constant::Null))
    }
}

fn arithmetic(operator: &Operator<'_>, left: Option<Constant>, right: Option<Constant>) -> Constant {
    match (operator, left, right) {
        (Operator::I32Add, Some(Constant::I32(a)), Some(Constant::I32(b))) => Constant::I32(a.wrapping_add(b)),
        (Operator::I32Sub, Some(Constant::I32(a)), Some(Constant::I32(b))) => Constant::I32(a.wrapping_sub(b)),
        (Operator::I32Mul, Some(Constant::I32(a)), Some(Constant::I32(b))) => Constant::I32(a.wrapping_mul(b)),
        (Operator::I64Add, Some(Constant::I64(a)), Some(Constant::I64(b))) => Constant::I64(a.wrapping_add(b)),
        (Operator::I64Sub, Some(Constant::I64(a)), Some(Constant::I64(b))) => Constant::I64(a.wrapping_sub(b)),
        (Operator::I64Mul, Some(Constant::I64(a)), Some(Constant::I64(b))) => Constant::I64(a.wrapping_mul(b)),
        // Validation gave both sides the operator's type.
        _ => Constant::Null,
    }
}

/// The value of a constant expression. Floats are kept as their bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// An `i32`.
    I32(i32),
    /// An `i64`.
    I64(i64),
    /// The bits of an `f32`.
    F32(u32),
    /// The bits of an `f64`.
    F64(u64),
    /// The bytes of a `v128`.
    V128([u8; 16]),
    /// A null reference.
    Null,
    /// A reference to a function.
    Function(u32),
}
