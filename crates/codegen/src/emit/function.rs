//! Translates a function's body, instruction by instruction.
//!
//! The operand stack exists at compile time only: it holds LLVM values. Locals are stack slots that LLVM turns into
//! registers. A block's results are phi nodes of the block that follows it.
//!
//! Each group of instructions has a file. A file translates its own instructions and passes other operators on, in this
//! order: [`control`], [`reference`], [`access`], constants, [`integer`], [`float`], [`convert`], [`vector`].

mod access;
mod control;
mod convert;
mod float;
mod integer;
mod reference;
mod vector;

use dissolve_wasm::FuncIndex;
use inkwell::IntPredicate;
use inkwell::basic_block::BasicBlock;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, FloatValue, FunctionValue, IntValue, PhiValue, PointerValue};
use wasmparser::{FuncType, FunctionBody, Operator, ValType};

use super::Emitter;
use super::trap::Traps;
use crate::Error;

/// The state while a function's body is translated.
struct Body<'e, 'c, 'm> {
    emitter: &'e mut Emitter<'c, 'm>,
    index: FuncIndex,
    function: FunctionValue<'c>,
    /// The block that a tail call of the function to itself branches to.
    start: BasicBlock<'c>,
    traps: Traps<'c>,
    /// The stack slots and types of the parameters, then of the other locals.
    locals: Vec<(PointerValue<'c>, BasicTypeEnum<'c>)>,
    stack: Vec<BasicValueEnum<'c>>,
    frames: Vec<Frame<'c>>,
    /// The number of open blocks in unreachable code, which is skipped, not translated.
    skipped: u32,
    reachable: bool,
}

/// An open structured control instruction.
struct Frame<'c> {
    /// The block that a branch to it reaches.
    target: BasicBlock<'c>,
    /// The values that a branch to it passes.
    target_phis: Vec<PhiValue<'c>>,
    /// The block after it.
    end: BasicBlock<'c>,
    /// Its results.
    end_phis: Vec<PhiValue<'c>>,
    /// For an `if` before its `else`: the block of the `else` arm, and the operands it starts with.
    otherwise: Option<(BasicBlock<'c>, Vec<BasicValueEnum<'c>>)>,
    /// The number of operands below it.
    height: usize,
}

impl<'m> Emitter<'_, 'm> {
    /// Translates a body.
    pub(super) fn function(&mut self, index: FuncIndex, body: &FunctionBody<'m>) -> Result<(), Error> {
        let function = self.bodies[index];
        let ty = self.module.function_type(index);
        let start = self.context.append_basic_block(function, "entry");
        let name = self.module.name(index).or_else(|| self.module.export_name(index));
        let name = name.map_or_else(|| format!("#{index}"), str::to_owned);
        let subprogram = self.places.function(function, &name, self.module.offset(index));
        let mut translation = Body {
            emitter: self,
            index,
            function,
            start,
            traps: Traps::default(),
            locals: Vec::new(),
            stack: Vec::new(),
            frames: Vec::new(),
            skipped: 0,
            reachable: true,
        };
        translation.enter(ty, body)?;
        for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
            let (operator, offset) = operator.map_err(Error::Invalid)?;
            translation.traps.offset = offset;
            translation.traps.kind = translation.emitter.module.trap_at(offset);
            let place = translation.emitter.places.at(translation.emitter.context, subprogram, offset);
            translation.emitter.builder.set_current_debug_location(place);
            translation.operator(&operator)?;
        }
        self.builder.unset_current_debug_location();
        Ok(())
    }
}

impl<'c> Body<'_, 'c, '_> {
    fn enter(&mut self, ty: &FuncType, body: &FunctionBody<'_>) -> Result<(), Error> {
        let entry = self.start;
        self.emitter.builder.position_at_end(entry);
        for (&ty, value) in ty.params().iter().zip(self.function.get_params()) {
            let slot = self.local(ty)?;
            self.emitter.builder.build_store(slot, value)?;
        }
        for group in body.get_locals_reader().map_err(Error::Invalid)? {
            let (count, ty) = group.map_err(Error::Invalid)?;
            for _ in 0..count {
                self.local(ty)?;
            }
        }
        if self.emitter.module.recursion.recurs(self.index) {
            self.emitter.recursive(self.function)?;
        }
        self.start = self.block("start");
        self.emitter.builder.build_unconditional_branch(self.start)?;
        self.emitter.builder.position_at_end(self.start);
        for &(slot, ty) in &self.locals[ty.params().len()..] {
            self.emitter.builder.build_store(slot, ty.const_zero())?;
        }
        let end = self.block("return");
        let end_phis = self.phis(end, ty.results())?;
        self.frames.push(Frame {
            target: end,
            target_phis: end_phis.clone(),
            end,
            end_phis,
            otherwise: None,
            height: 0,
        });
        Ok(())
    }

    fn local(&mut self, ty: ValType) -> Result<PointerValue<'c>, Error> {
        let ty = self.emitter.value_type(ty);
        let slot = self.emitter.builder.build_alloca(ty, "")?;
        self.locals.push((slot, ty));
        Ok(slot)
    }

    fn block(&self, name: &str) -> BasicBlock<'c> {
        self.emitter.context.append_basic_block(self.function, name)
    }

    /// Creates phi nodes for values of these types at the start of a block; the insertion point stays.
    fn phis(&self, block: BasicBlock<'c>, types: &[ValType]) -> Result<Vec<PhiValue<'c>>, Error> {
        let here = self.emitter.builder.get_insert_block();
        self.emitter.builder.position_at_end(block);
        let phis = types
            .iter()
            .map(|&ty| Ok(self.emitter.builder.build_phi(self.emitter.value_type(ty), "")?))
            .collect::<Result<_, Error>>();
        if let Some(here) = here {
            self.emitter.builder.position_at_end(here);
        }
        phis
    }

    fn pop(&mut self) -> BasicValueEnum<'c> {
        self.stack.pop().expect("a valid body does not pop from an empty stack")
    }

    fn pop_int(&mut self) -> IntValue<'c> {
        self.pop().into_int_value()
    }

    fn pop_float(&mut self) -> FloatValue<'c> {
        self.pop().into_float_value()
    }

    fn pop_three(&mut self) -> [IntValue<'c>; 3] {
        let (third, second, first) = (self.pop_int(), self.pop_int(), self.pop_int());
        [first, second, third]
    }

    fn push(&mut self, value: impl Into<BasicValueEnum<'c>>) {
        self.stack.push(value.into());
    }

    fn pop_many(&mut self, count: usize) -> Vec<BasicValueEnum<'c>> {
        self.stack.split_off(self.stack.len() - count)
    }

    fn pop_condition(&mut self) -> Result<IntValue<'c>, Error> {
        let value = self.pop_int();
        let zero = value.get_type().const_zero();
        Ok(self.emitter.builder.build_int_compare(IntPredicate::NE, value, zero, "")?)
    }

    /// Constants; passes other operators on.
    fn constants(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::I32Const { value } => self.push(self.emitter.word(value.cast_unsigned())),
            Operator::I64Const { value } => {
                self.push(self.emitter.context.i64_type().const_int(value.cast_unsigned(), false));
            }
            Operator::F32Const { value } => {
                let value = self.emitter.bits_f32(value.bits())?;
                self.push(value);
            }
            Operator::F64Const { value } => {
                let value = self.emitter.bits_f64(value.bits())?;
                self.push(value);
            }
            _ => return self.integer(operator),
        }
        Ok(())
    }

    fn push_condition(&mut self, condition: IntValue<'c>) -> Result<(), Error> {
        let value = self.emitter.builder.build_int_z_extend(condition, self.emitter.i32(), "")?;
        self.push(value);
        Ok(())
    }
}
