//! Constant expressions (WebAssembly, 3.3.10, with extended constants) and their values.

use wasmparser::{ConstExpr, ElementItems, Operator};

use crate::FuncIndex;

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
    Function(FuncIndex),
}

impl Constant {
    /// Evaluates a valid expression. Returns none if its value depends on the embedder or on an allocation: if it reads
    /// a global, or makes an object of the garbage collection proposal.
    ///
    /// # Errors
    ///
    /// Fails if the expression is malformed.
    pub fn evaluate(expression: &ConstExpr<'_>) -> wasmparser::Result<Option<Constant>> {
        let mut stack: Vec<Constant> = Vec::new();
        for operator in expression.get_operators_reader() {
            let operator = operator?;
            let value = match operator {
                Operator::End => break,
                Operator::I32Const { value } => Constant::I32(value),
                Operator::I64Const { value } => Constant::I64(value),
                Operator::F32Const { value } => Constant::F32(value.bits()),
                Operator::F64Const { value } => Constant::F64(value.bits()),
                Operator::V128Const { value } => Constant::V128(*value.bytes()),
                Operator::RefFunc { function_index } => Constant::Function(FuncIndex::from_u32(function_index)),
                Operator::RefNull { .. } => Constant::Null,
                _ => {
                    let (right, left) = (stack.pop(), stack.pop());
                    match arithmetic(&operator, left, right) {
                        Some(value) => value,
                        None => return Ok(None),
                    }
                }
            };
            stack.push(value);
        }
        Ok(stack.pop())
    }

    /// Evaluates a valid expression of type `i32`, as an address; none as for [`Constant::evaluate`].
    ///
    /// # Errors
    ///
    /// Fails if the expression is malformed.
    pub fn address(expression: &ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
        Ok(match Constant::evaluate(expression)? {
            Some(Constant::I32(value)) => Some(value.cast_unsigned()),
            _ => None,
        })
    }
}

/// The value of an operator of two numbers; none for any other operator.
fn arithmetic(operator: &Operator<'_>, left: Option<Constant>, right: Option<Constant>) -> Option<Constant> {
    Some(match (operator, left?, right?) {
        (Operator::I32Add, Constant::I32(a), Constant::I32(b)) => Constant::I32(a.wrapping_add(b)),
        (Operator::I32Sub, Constant::I32(a), Constant::I32(b)) => Constant::I32(a.wrapping_sub(b)),
        (Operator::I32Mul, Constant::I32(a), Constant::I32(b)) => Constant::I32(a.wrapping_mul(b)),
        (Operator::I64Add, Constant::I64(a), Constant::I64(b)) => Constant::I64(a.wrapping_add(b)),
        (Operator::I64Sub, Constant::I64(a), Constant::I64(b)) => Constant::I64(a.wrapping_sub(b)),
        (Operator::I64Mul, Constant::I64(a), Constant::I64(b)) => Constant::I64(a.wrapping_mul(b)),
        _ => return None,
    })
}

/// Returns the functions that a constant expression refers to.
///
/// # Errors
///
/// Fails if the expression is malformed.
pub fn referenced_functions(expression: &ConstExpr<'_>) -> wasmparser::Result<Vec<FuncIndex>> {
    let mut functions = Vec::new();
    for operator in expression.get_operators_reader() {
        if let Operator::RefFunc { function_index } = operator? {
            functions.push(FuncIndex::from_u32(function_index));
        }
    }
    Ok(functions)
}

/// Returns the functions that the items of an element segment refer to.
///
/// # Errors
///
/// Fails if an item is malformed.
pub fn item_functions(items: &ElementItems<'_>) -> wasmparser::Result<Vec<FuncIndex>> {
    match items.clone() {
        ElementItems::Functions(items) => items.into_iter().map(|item| item.map(FuncIndex::from_u32)).collect(),
        ElementItems::Expressions(_, items) => {
            let mut functions = Vec::new();
            for item in items {
                functions.extend(referenced_functions(&item?)?);
            }
            Ok(functions)
        }
    }
}

/// Returns the value of each item of an element segment; none as for [`Constant::evaluate`].
///
/// # Errors
///
/// Fails if an item is malformed.
pub fn item_values(items: &ElementItems<'_>) -> wasmparser::Result<Vec<Option<Constant>>> {
    match items.clone() {
        ElementItems::Functions(items) => {
            items.into_iter().map(|item| Ok(Some(Constant::Function(FuncIndex::from_u32(item?))))).collect()
        }
        ElementItems::Expressions(_, items) => items.into_iter().map(|item| Constant::evaluate(&item?)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{GlobalIndex, Module};

    /// Evaluates the initial value of the last global.
    fn value(globals: &str) -> Option<Constant> {
        let wasm = wat::parse_str(format!("(module {globals} (func) (elem declare func 0))")).unwrap();
        let module = Module::read(&wasm).unwrap();
        let last = GlobalIndex::from_u32(module.globals.len() as u32 - 1);
        Constant::evaluate(module.globals[last].init.as_ref().unwrap()).unwrap()
    }

    #[test]
    fn values_of_each_type() {
        for (text, expected) in [
            ("(global i32 (i32.const -2))", Constant::I32(-2)),
            ("(global i64 (i64.const 7))", Constant::I64(7)),
            ("(global f32 (f32.const 1))", Constant::F32(0x3F80_0000)),
            ("(global f64 (f64.const -0))", Constant::F64(1 << 63)),
            ("(global v128 (v128.const i64x2 1 0))", Constant::V128(1u128.to_le_bytes())),
            ("(global funcref (ref.null func))", Constant::Null),
            ("(global funcref (ref.func 0))", Constant::Function(FuncIndex::from_u32(0))),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn arithmetic_wraps() {
        for (text, expected) in [
            ("i32 (i32.sub (i32.mul (i32.const 0x10000) (i32.const 0x10000)) (i32.const 1))", Constant::I32(-1)),
            ("i32 (i32.add (i32.const 0x7fffffff) (i32.const 1))", Constant::I32(i32::MIN)),
            ("i64 (i64.add (i64.const -1) (i64.mul (i64.const 3) (i64.const 5)))", Constant::I64(14)),
            ("i64 (i64.sub (i64.const 1) (i64.const 3))", Constant::I64(-2)),
        ] {
            assert_eq!(value(&format!("(global {text})")), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_global_has_no_constant_value() {
        let import = "(import \"m\" \"g\" (global i32))";
        assert_eq!(value(&format!("{import} (global i32 (global.get 0))")), None);
        assert_eq!(value(&format!("{import} (global i32 (i32.add (global.get 0) (i32.const 1)))")), None);
    }
}
