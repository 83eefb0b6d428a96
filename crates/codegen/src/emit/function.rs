//! Translates a function's body, instruction by instruction.
//!
//! The operand stack exists at compile time only: it holds LLVM values. Locals are stack slots that LLVM turns into
//! registers, and values where these are known (`locals`). A block's results are phi nodes of the block that follows
//! it. Accesses of one address share a bounds check (`checks`, `guest_frames`); those of
//! a loop are made before it where its rounds can be counted (`loops`).
//!
//! Each group of instructions has a file; a table in [`Body::operator`] lists the instructions of each.

mod access;
mod arms;
mod checks;
mod control;
mod convert;
mod float;
mod guest_frames;
mod integer;
mod locals;
mod loops;
mod reference;
mod saturate;
mod vector;

use dissolve_wasm::FuncIndex;
use inkwell::IntPredicate;
use inkwell::basic_block::BasicBlock;
use inkwell::debug_info::DILocation;
use inkwell::values::{BasicValueEnum, FloatValue, InstructionValue, IntValue, PhiValue};
use wasmparser::{FuncType, FunctionBody, Operator, ValType};

use self::arms::Arms;
use self::checks::Checks;
use self::guest_frames::GuestFrames;
use self::locals::{FIRST, Locals};
use self::loops::Loops;
use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;
use crate::module::Place;

/// The translation of a function's body.
struct Body<'c, 'm> {
    writer: FunctionWriter<'c, 'm>,
    /// The function's index.
    index: FuncIndex,
    /// The block that a tail call of the function to itself branches to.
    start: BasicBlock<'c>,
    /// The parameters, then the other locals.
    locals: Locals<'c>,
    /// The open arms of structured control.
    arms: Arms,
    /// The bounds checks that accesses can share.
    checks: Checks<'c>,
    /// The frames on the guest's stack that were opened.
    guest_frames: GuestFrames<'c>,
    /// The open loops whose checks may be made before them.
    loops: Loops<'c>,
    /// The ordinal of the current operator in the body, from [`FIRST`] on.
    ordinal: u32,
    /// The operands.
    stack: Vec<BasicValueEnum<'c>>,
    /// The open blocks, innermost last; the function itself is the first.
    frames: Vec<Frame<'c>>,
    /// The number of open blocks in unreachable code, which is skipped, not translated.
    skipped: u32,
    /// False from an unconditional branch or a trap to the end of the block that it is in.
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

impl Frame<'_> {
    /// Returns true for a loop: a branch to it does not reach the block after it.
    fn is_loop(&self) -> bool {
        self.target != self.end
    }
}

/// Calls the method of the group that lists an operator. Code of a valid module has no operator that is not listed.
macro_rules! dispatch {
    ($body:ident, $operator:ident, { $($group:ident: $($name:ident)+;)+ }) => {
        match $operator {
            $($(Operator::$name { .. })|+ => $body.$group($operator),)+
            _ => Err(not_listed($operator)),
        }
    };
}

/// The error for an operator that the group it was passed to does not have.
fn not_listed(operator: &Operator<'_>) -> Error {
    Error::defect(format_args!("no code for the instruction {operator:?}"))
}

impl<'c> ModuleContext<'c, '_> {
    /// Translates the body of a function.
    pub fn translate(&self, index: FuncIndex, body: &FunctionBody<'_>) -> Result<(), Error> {
        let mut writer = FunctionWriter::new(self, self.bodies[index]);
        let start = writer.start_block("entry");
        let name = self.input.names[index].or(self.input.export_names[index]);
        let name = name.map_or_else(|| format!("#{index}"), str::to_owned);
        let offset = self.input.offset(index);
        let subprogram = self.line_table.add_function(writer.function, &name, offset);
        if self.own_stack.is_some() {
            // The place of the check at its start.
            writer.builder.set_current_debug_location(self.line_table.location(self.context, subprogram, offset));
            writer.offset = offset;
        }
        let mut translation = Body {
            writer,
            index,
            start,
            locals: Locals::default(),
            arms: Arms::default(),
            checks: Checks::default(),
            guest_frames: GuestFrames::default(),
            loops: Loops::default(),
            ordinal: 0,
            stack: Vec::new(),
            frames: Vec::new(),
            skipped: 0,
            reachable: true,
        };
        translation.enter(self.input.function_type(index), body)?;
        let operators = body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets();
        for (ordinal, operator) in (FIRST..).zip(operators) {
            let (operator, offset) = operator.map_err(Error::Invalid)?;
            translation.ordinal = ordinal;
            let writer = &mut translation.writer;
            writer.offset = offset;
            writer.recorded_trap = self.input.trap_at(offset);
            writer.builder.set_current_debug_location(self.line_table.location(self.context, subprogram, offset));
            translation.operator(&operator)?;
        }
        Ok(())
    }
}

impl<'c> Body<'c, '_> {
    /// Translates an operator. The table says which file has the code for it.
    fn operator(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        if !self.reachable {
            return self.skip(operator);
        }
        if !checks::stays_in_line(operator) {
            self.checks.start_straight_line();
        }
        self.watch_loops(operator);
        dispatch!(self, operator, {
            // control.rs
            control: Nop Unreachable Block Loop If Else End Br BrIf BrTable Return Call CallIndirect ReturnCall
                ReturnCallIndirect Drop Select TypedSelect LocalGet LocalSet LocalTee GlobalGet GlobalSet;
            // reference.rs
            reference: RefNull RefIsNull RefFunc TableGet TableSet TableSize TableGrow TableFill TableCopy TableInit
                ElemDrop MemorySize MemoryGrow MemoryCopy MemoryFill MemoryInit DataDrop;
            // access.rs
            access: I32Load I64Load F32Load F64Load I32Load8S I32Load8U I32Load16S I32Load16U I64Load8S I64Load8U
                I64Load16S I64Load16U I64Load32S I64Load32U I32Store F32Store I64Store F64Store I32Store8 I64Store8
                I32Store16 I64Store16 I64Store32;
            // integer.rs
            integer: I32Const I64Const I32Eqz I64Eqz I32Eq I64Eq I32Ne I64Ne I32LtS I64LtS I32LtU I64LtU I32GtS I64GtS
                I32GtU I64GtU I32LeS I64LeS I32LeU I64LeU I32GeS I64GeS I32GeU I64GeU I32Add I64Add I32Sub I64Sub
                I32Mul I64Mul I32And I64And I32Or I64Or I32Xor I64Xor I32Shl I64Shl I32ShrS I64ShrS I32ShrU I64ShrU
                I32Rotl I64Rotl I32Rotr I64Rotr I32DivS I64DivS I32DivU I64DivU I32RemS I64RemS I32RemU I64RemU I32Clz
                I64Clz I32Ctz I64Ctz I32Popcnt I64Popcnt I32Extend8S I64Extend8S I32Extend16S I64Extend16S
                I64Extend32S;
            // float.rs
            float: F32Const F64Const F32Eq F64Eq F32Ne F64Ne F32Lt F64Lt F32Gt F64Gt F32Le F64Le F32Ge F64Ge F32Add
                F64Add F32Sub F64Sub F32Mul F64Mul F32Div F64Div F32Min F64Min F32Max F64Max F32Copysign F64Copysign
                F32Abs F64Abs F32Sqrt F64Sqrt F32Ceil F64Ceil F32Floor F64Floor F32Trunc F64Trunc F32Nearest
                F64Nearest F32Neg F64Neg;
            // convert.rs
            convert: I32WrapI64 I64ExtendI32S I64ExtendI32U I32TruncF32S I32TruncF64S I32TruncF32U I32TruncF64U
                I64TruncF32S I64TruncF64S I64TruncF32U I64TruncF64U I32TruncSatF32S I32TruncSatF64S I32TruncSatF32U
                I32TruncSatF64U I64TruncSatF32S I64TruncSatF64S I64TruncSatF32U I64TruncSatF64U F32ConvertI32S
                F32ConvertI64S F32ConvertI32U F32ConvertI64U F64ConvertI32S F64ConvertI64S F64ConvertI32U
                F64ConvertI64U F32DemoteF64 F64PromoteF32 I32ReinterpretF32 I64ReinterpretF64 F32ReinterpretI32
                F64ReinterpretI64;
            // vector.rs
            vector: V128Const I8x16Splat I16x8Splat I32x4Splat I64x2Splat F32x4Splat F64x2Splat I8x16ExtractLaneS
                I8x16ExtractLaneU I16x8ExtractLaneS I16x8ExtractLaneU I32x4ExtractLane I64x2ExtractLane
                F32x4ExtractLane F64x2ExtractLane I8x16ReplaceLane I16x8ReplaceLane I32x4ReplaceLane I64x2ReplaceLane
                F32x4ReplaceLane F64x2ReplaceLane I8x16Shuffle I8x16Swizzle I8x16RelaxedSwizzle V128Not V128And
                V128AndNot V128Or V128Xor V128Bitselect I8x16RelaxedLaneselect I16x8RelaxedLaneselect
                I32x4RelaxedLaneselect I64x2RelaxedLaneselect V128AnyTrue;
            vector_access: V128Load V128Store V128Load8x8S V128Load8x8U V128Load16x4S V128Load16x4U V128Load32x2S
                V128Load32x2U V128Load8Splat V128Load16Splat V128Load32Splat V128Load64Splat V128Load32Zero
                V128Load64Zero V128Load8Lane V128Load16Lane V128Load32Lane V128Load64Lane V128Store8Lane
                V128Store16Lane V128Store32Lane V128Store64Lane;
            // vector/integer.rs
            vector_integer: I8x16Add I16x8Add I8x16Sub I16x8Sub I16x8Mul I8x16AvgrU I16x8AvgrU I8x16AddSatS
                I8x16AddSatU I16x8AddSatS I16x8AddSatU I8x16SubSatS I8x16SubSatU I16x8SubSatS I16x8SubSatU I8x16MinS
                I8x16MinU I16x8MinS I16x8MinU I8x16MaxS I8x16MaxU I16x8MaxS I16x8MaxU I8x16Abs I16x8Abs I8x16Popcnt
                I8x16Neg I16x8Neg I32x4Neg I64x2Neg I32x4Abs I64x2Abs I32x4Add I64x2Add I32x4Sub I64x2Sub I32x4Mul
                I64x2Mul I32x4MinS I32x4MinU I32x4MaxS I32x4MaxU I8x16Shl I8x16ShrS I8x16ShrU I16x8Shl I16x8ShrS
                I16x8ShrU I32x4Shl I32x4ShrS I32x4ShrU I64x2Shl I64x2ShrS I64x2ShrU I8x16AllTrue I16x8AllTrue
                I32x4AllTrue I64x2AllTrue I8x16Bitmask I16x8Bitmask I32x4Bitmask I64x2Bitmask;
            vector_comparison: I8x16Eq I8x16Ne I8x16LtS I8x16LtU I8x16GtS I8x16GtU I8x16LeS I8x16LeU I8x16GeS I8x16GeU
                I16x8Eq I16x8Ne I16x8LtS I16x8LtU I16x8GtS I16x8GtU I16x8LeS I16x8LeU I16x8GeS I16x8GeU I32x4Eq
                I32x4Ne I32x4LtS I32x4LtU I32x4GtS I32x4GtU I32x4LeS I32x4LeU I32x4GeS I32x4GeU I64x2Eq I64x2Ne
                I64x2LtS I64x2GtS I64x2LeS I64x2GeS;
            // vector/float.rs
            vector_float: F32x4Eq F64x2Eq F32x4Ne F64x2Ne F32x4Lt F64x2Lt F32x4Gt F64x2Gt F32x4Le F64x2Le F32x4Ge
                F64x2Ge F32x4Abs F64x2Abs F32x4Neg F64x2Neg F32x4Sqrt F64x2Sqrt F32x4Ceil F64x2Ceil F32x4Floor
                F64x2Floor F32x4Trunc F64x2Trunc F32x4Nearest F64x2Nearest;
            vector_arithmetic: F64x2Add F64x2Sub F64x2Mul F64x2Div F64x2Min F64x2Max F64x2RelaxedMin F64x2RelaxedMax
                F64x2PMin F64x2PMax F64x2RelaxedMadd F64x2RelaxedNmadd F32x4Add F32x4Sub F32x4Mul F32x4Div F32x4Min
                F32x4RelaxedMin F32x4Max F32x4RelaxedMax F32x4PMin F32x4PMax F32x4RelaxedMadd F32x4RelaxedNmadd;
            // vector/convert.rs
            vector_convert: I16x8ExtendLowI8x16S I16x8ExtendLowI8x16U I16x8ExtendHighI8x16S I16x8ExtendHighI8x16U
                I32x4ExtendLowI16x8S I32x4ExtendLowI16x8U I32x4ExtendHighI16x8S I32x4ExtendHighI16x8U
                I64x2ExtendLowI32x4S I64x2ExtendLowI32x4U I64x2ExtendHighI32x4S I64x2ExtendHighI32x4U
                I16x8ExtMulLowI8x16S I16x8ExtMulLowI8x16U I16x8ExtMulHighI8x16S I16x8ExtMulHighI8x16U
                I32x4ExtMulLowI16x8S I32x4ExtMulLowI16x8U I32x4ExtMulHighI16x8S I32x4ExtMulHighI16x8U
                I64x2ExtMulLowI32x4S I64x2ExtMulLowI32x4U I64x2ExtMulHighI32x4S I64x2ExtMulHighI32x4U
                I16x8ExtAddPairwiseI8x16S I16x8ExtAddPairwiseI8x16U I32x4ExtAddPairwiseI16x8S
                I32x4ExtAddPairwiseI16x8U I8x16NarrowI16x8S I8x16NarrowI16x8U I16x8NarrowI32x4S I16x8NarrowI32x4U
                I16x8Q15MulrSatS I16x8RelaxedQ15mulrS I32x4DotI16x8S I16x8RelaxedDotI8x16I7x16S
                I32x4RelaxedDotI8x16I7x16AddS;
            vector_float_convert: I32x4TruncSatF32x4S I32x4RelaxedTruncF32x4S I32x4TruncSatF32x4U
                I32x4RelaxedTruncF32x4U I32x4TruncSatF64x2SZero I32x4RelaxedTruncF64x2SZero I32x4TruncSatF64x2UZero
                I32x4RelaxedTruncF64x2UZero F32x4ConvertI32x4S F32x4ConvertI32x4U F64x2ConvertLowI32x4S
                F64x2ConvertLowI32x4U F32x4DemoteF64x2Zero F64x2PromoteLowF32x4;
        })
    }

    fn enter(&mut self, ty: &FuncType, body: &FunctionBody<'_>) -> Result<(), Error> {
        let params = ty.params().len();
        for &ty in ty.params() {
            self.local(ty)?;
        }
        for group in body.get_locals_reader().map_err(Error::Invalid)? {
            let (count, ty) = group.map_err(Error::Invalid)?;
            for _ in 0..count {
                self.local(ty)?;
            }
        }
        self.locals.scan(body, self.index.as_u32())?;
        for (local, value) in (0..).zip(self.writer.function.get_params()) {
            self.assign(local, value)?;
        }
        if self.writer.input.recursion.recurs(self.index) {
            self.writer.mark_recursive()?;
        } else if self.writer.checks_at(self.index)? {
            self.writer.check_own_stack()?;
        }
        self.start = self.writer.block("start");
        self.writer.builder.build_unconditional_branch(self.start)?;
        self.writer.builder.position_at_end(self.start);
        self.ordinal = 1;
        for local in params as u32..self.locals.len() {
            let (_, ty) = self.locals.slot(local);
            self.assign(local, ty.const_zero())?;
        }
        let end = self.writer.block("return");
        let end_phis = self.phis(end, ty.results())?;
        let target_phis = end_phis.clone();
        self.open(Frame { target: end, target_phis, end, end_phis, otherwise: None, height: 0 }, None);
        Ok(())
    }

    fn local(&mut self, ty: ValType) -> Result<(), Error> {
        let ty = self.writer.value_type(ty);
        let slot = self.writer.builder.build_alloca(ty, "")?;
        self.locals.push(slot, ty);
        Ok(())
    }

    /// The part of memory whose address the current operator holds, if it is known.
    fn place(&self) -> Option<Place> {
        self.writer.input.numbers.in_code(self.index, self.ordinal - FIRST)
    }

    /// Assigns a value to a local.
    fn assign(&mut self, local: u32, value: BasicValueEnum<'c>) -> Result<(), Error> {
        self.writer.builder.build_store(self.locals.slot(local).0, value)?;
        self.locals.learn(local, value, &self.arms, self.ordinal);
        self.watch_assignment(local, value);
        Ok(())
    }

    /// Returns the value of a local.
    fn read(&mut self, local: u32) -> Result<BasicValueEnum<'c>, Error> {
        if let Some(value) = self.locals.known(local, &self.arms, self.ordinal) {
            return Ok(value);
        }
        let (slot, ty) = self.locals.slot(local);
        let value = self.writer.builder.build_load(ty, slot, "")?;
        self.locals.learn(local, value, &self.arms, self.ordinal);
        self.watch_read(local, value);
        Ok(value)
    }

    /// Writes code, which may end blocks, before an unconditional branch. The branch itself is replaced. Afterwards the current place is that
    /// of before.
    fn before_branch<T>(
        &mut self,
        branch: InstructionValue<'c>,
        write: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let builder = &self.writer.builder;
        let (here, position) = (builder.get_insert_block(), builder.get_current_debug_location());
        let (offset, recorded) = (self.writer.offset, self.writer.recorded_trap);
        builder.position_before(&branch);
        let result = write(self)?;
        if let Some(next) = branch.get_operand(0).and_then(|operand| operand.block()) {
            self.writer.builder.build_unconditional_branch(next)?;
        }
        branch.erase_from_basic_block();
        self.go_to(offset, position);
        self.writer.recorded_trap = recorded;
        if let Some(here) = here {
            self.writer.builder.position_at_end(here);
        }
        Ok(result)
    }

    /// Gives the following instructions a position in the source.
    fn go_to(&mut self, offset: usize, position: Option<DILocation<'c>>) {
        self.writer.offset = offset;
        match position {
            Some(position) => self.writer.builder.set_current_debug_location(position),
            None => self.writer.builder.unset_current_debug_location(),
        }
    }

    /// Creates phi nodes for values of these types at the start of a block; the insertion point stays.
    fn phis(&self, block: BasicBlock<'c>, types: &[ValType]) -> Result<Vec<PhiValue<'c>>, Error> {
        let here = self.writer.builder.get_insert_block();
        self.writer.builder.position_at_end(block);
        let phis = types
            .iter()
            .map(|&ty| Ok(self.writer.builder.build_phi(self.writer.value_type(ty), "")?))
            .collect::<Result<_, Error>>();
        if let Some(here) = here {
            self.writer.builder.position_at_end(here);
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
        Ok(self.writer.builder.build_int_compare(IntPredicate::NE, value, zero, "")?)
    }

    fn push_condition(&mut self, condition: IntValue<'c>) -> Result<(), Error> {
        self.push(self.writer.builder.build_int_z_extend(condition, self.writer.i32(), "")?);
        Ok(())
    }
}
