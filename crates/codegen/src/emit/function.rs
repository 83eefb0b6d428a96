//! A function's body, instruction by instruction.
//!
//! The operand stack exists at compile time only: it holds LLVM values. Locals are stack slots that LLVM turns into
//! registers. A block's results are phi nodes of the block that follows it.

use dissolve_abi::TrapKind;
use inkwell::basic_block::BasicBlock;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{
    BasicMetadataValueEnum, BasicValue as _, BasicValueEnum, CallSiteValue, FloatValue, FunctionValue, IntValue,
    PhiValue, PointerValue,
};
use inkwell::{FloatPredicate, IntPredicate};
use wasmparser::{BlockType, FuncType, FunctionBody, MemArg, Operator, ValType};

use super::Emitter;
use super::numeric::{Division, Truncation};
use super::trap::Traps;
use crate::Error;

/// A function while its body is translated.
struct Body<'e, 'c, 'm> {
    emitter: &'e mut Emitter<'c, 'm>,
    function: FunctionValue<'c>,
    traps: Traps<'c>,
    locals: Vec<(PointerValue<'c>, BasicTypeEnum<'c>)>,
    stack: Vec<BasicValueEnum<'c>>,
    frames: Vec<Frame<'c>>,
    /// Blocks opened in code that cannot be reached; such code is skipped, not translated.
    skipped: u32,
    reachable: bool,
}

/// A structured control instruction that is open.
struct Frame<'c> {
    /// Where a branch to it goes.
    target: BasicBlock<'c>,
    /// What a branch to it carries.
    target_phis: Vec<PhiValue<'c>>,
    /// Where its end is.
    end: BasicBlock<'c>,
    /// Its results.
    end_phis: Vec<PhiValue<'c>>,
    /// Of an `if` that has met no `else` yet: the block for it, and what it starts with.
    otherwise: Option<(BasicBlock<'c>, Vec<BasicValueEnum<'c>>)>,
    /// Operands below it.
    height: usize,
}

impl<'m> Emitter<'_, 'm> {
    /// Translates a body.
    pub(super) fn function(&mut self, index: u32, body: &FunctionBody<'m>) -> Result<(), Error> {
        let function = self.functions[index as usize];
        let ty = self.module.function_type(index);
        let mut translation = Body {
            emitter: self,
            function,
            traps: Traps::default(),
            locals: Vec::new(),
            stack: Vec::new(),
            frames: Vec::new(),
            skipped: 0,
            reachable: true,
        };
        translation.enter(ty, body)?;
        for operator in body.get_operators_reader().map_err(Error::Invalid)? {
            translation.operator(&operator.map_err(Error::Invalid)?)?;
        }
        Ok(())
    }
}

impl<'c> Body<'_, 'c, '_> {
    fn enter(&mut self, ty: &FuncType, body: &FunctionBody<'_>) -> Result<(), Error> {
        let entry = self.block("entry");
        self.emitter.builder.position_at_end(entry);
        for (&ty, value) in ty.params().iter().zip(self.function.get_params()) {
            let slot = self.local(ty)?;
            self.emitter.builder.build_store(slot, value)?;
        }
        for group in body.get_locals_reader().map_err(Error::Invalid)? {
            let (count, ty) = group.map_err(Error::Invalid)?;
            for _ in 0..count {
                let slot = self.local(ty)?;
                let zero = self.emitter.value_type(ty).const_zero();
                self.emitter.builder.build_store(slot, zero)?;
            }
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

    /// Phi nodes for values of those types at the start of a block; the insertion point stays.
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

    /// The parameter and result types of a block.
    fn block_type(&self, ty: BlockType) -> (Vec<ValType>, Vec<ValType>) {
        match ty {
            BlockType::Empty => (Vec::new(), Vec::new()),
            BlockType::Type(ty) => (Vec::new(), vec![ty]),
            BlockType::FuncType(index) => {
                let ty = &self.emitter.module.types[index as usize];
                (ty.params().to_vec(), ty.results().to_vec())
            }
        }
    }

    /// Passes values along an edge from the current block.
    fn feed(&self, phis: &[PhiValue<'c>], values: &[BasicValueEnum<'c>]) {
        if let Some(here) = self.emitter.builder.get_insert_block() {
            for (phi, value) in phis.iter().zip(values) {
                phi.add_incoming(&[(value, here)]);
            }
        }
    }

    fn top(&self, count: usize) -> Vec<BasicValueEnum<'c>> {
        self.stack[self.stack.len() - count..].to_vec()
    }

    /// The frame that a branch to a depth names.
    fn label(&self, depth: u32) -> &Frame<'c> {
        &self.frames[self.frames.len() - 1 - depth as usize]
    }

    /// Prepares a branch: passes the operands that its target takes, which stay on the stack.
    fn branch_to(&self, depth: u32) -> BasicBlock<'c> {
        let frame = self.label(depth);
        self.feed(&frame.target_phis, &self.top(frame.target_phis.len()));
        frame.target
    }

    /// What follows cannot be reached, up to the end of the block.
    fn unreachable(&mut self) {
        self.reachable = false;
        let height = self.frames.last().map_or(0, |frame| frame.height);
        self.stack.truncate(height);
    }

    fn operator(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        if !self.reachable {
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => self.skipped += 1,
                Operator::Else if self.skipped == 0 => self.otherwise()?,
                Operator::End if self.skipped == 0 => self.end()?,
                Operator::End => self.skipped -= 1,
                _ => {}
            }
            return Ok(());
        }
        self.control(operator)
    }

    /// Control, parametric and variable instructions; the others are passed on.
    fn control(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::Nop => {}
            Operator::Unreachable => {
                self.emitter.trap(self.function, &mut self.traps, TrapKind::Unreachable)?;
                self.unreachable();
            }
            Operator::Block { blockty } => self.open_block(blockty)?,
            Operator::Loop { blockty } => self.open_loop(blockty)?,
            Operator::If { blockty } => self.open_if(blockty)?,
            Operator::Else => self.otherwise()?,
            Operator::End => self.end()?,
            Operator::Br { relative_depth } => {
                let target = self.branch_to(relative_depth);
                self.emitter.builder.build_unconditional_branch(target)?;
                self.unreachable();
            }
            Operator::BrIf { relative_depth } => {
                let condition = self.pop_condition()?;
                let target = self.branch_to(relative_depth);
                let next = self.block("");
                self.emitter.builder.build_conditional_branch(condition, target, next)?;
                self.emitter.builder.position_at_end(next);
            }
            Operator::BrTable { ref targets } => self.branch_table(targets)?,
            Operator::Return => {
                let target = self.branch_to(self.frames.len() as u32 - 1);
                self.emitter.builder.build_unconditional_branch(target)?;
                self.unreachable();
            }
            Operator::Call { function_index } => {
                let ty = self.emitter.module.function_type(function_index).clone();
                let arguments = self.arguments(&ty);
                let callee = self.emitter.functions[function_index as usize];
                let call = self.emitter.builder.build_call(callee, &arguments, "")?;
                self.push_results(&ty, call)?;
            }
            Operator::CallIndirect { type_index, table_index } => {
                let index = self.pop_int();
                let kind = TrapKind::UndefinedElement;
                let slot = self.emitter.slot(self.function, &mut self.traps, table_index, index, kind)?;
                let reference = self.load_pointer(slot)?;
                let callee = self.emitter.callee(self.function, &mut self.traps, reference, type_index)?;
                let ty = self.emitter.module.types[type_index as usize].clone();
                let arguments = self.arguments(&ty);
                let llvm_type = self.emitter.function_type(&ty);
                let call = self.emitter.builder.build_indirect_call(llvm_type, callee, &arguments, "")?;
                self.push_results(&ty, call)?;
            }
            Operator::Drop => {
                self.pop();
            }
            Operator::Select | Operator::TypedSelect { .. } => {
                let condition = self.pop_condition()?;
                let (second, first) = (self.pop(), self.pop());
                let value = self.emitter.builder.build_select(condition, first, second, "")?;
                self.push(value);
            }
            Operator::LocalGet { local_index } => {
                let (slot, ty) = self.locals[local_index as usize];
                let value = self.emitter.builder.build_load(ty, slot, "")?;
                self.push(value);
            }
            Operator::LocalSet { local_index } => {
                let value = self.pop();
                self.emitter.builder.build_store(self.locals[local_index as usize].0, value)?;
            }
            Operator::LocalTee { local_index } => {
                let value = self.pop();
                self.emitter.builder.build_store(self.locals[local_index as usize].0, value)?;
                self.push(value);
            }
            Operator::GlobalGet { global_index } => {
                let ty = self.emitter.value_type(self.emitter.module.globals[global_index as usize].0.content_type);
                let pointer = self.emitter.globals[global_index as usize].as_pointer_value();
                let value = self.emitter.builder.build_load(ty, pointer, "")?;
                self.push(value);
            }
            Operator::GlobalSet { global_index } => {
                let value = self.pop();
                let pointer = self.emitter.globals[global_index as usize].as_pointer_value();
                self.emitter.builder.build_store(pointer, value)?;
            }
            _ => return self.reference(operator),
        }
        Ok(())
    }

    fn open_block(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let end = self.block("end");
        let end_phis = self.phis(end, &results)?;
        let height = self.stack.len() - params.len();
        self.frames.push(Frame { target: end, target_phis: end_phis.clone(), end, end_phis, otherwise: None, height });
        Ok(())
    }

    fn open_loop(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let header = self.block("loop");
        let target_phis = self.phis(header, &params)?;
        let end = self.block("end");
        let end_phis = self.phis(end, &results)?;
        let arguments = self.pop_many(params.len());
        self.feed(&target_phis, &arguments);
        self.emitter.builder.build_unconditional_branch(header)?;
        self.emitter.builder.position_at_end(header);
        let height = self.stack.len();
        self.stack.extend(target_phis.iter().map(|phi| phi.as_basic_value()));
        self.frames.push(Frame { target: header, target_phis, end, end_phis, otherwise: None, height });
        Ok(())
    }

    fn open_if(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let condition = self.pop_condition()?;
        let then = self.block("then");
        let otherwise = self.block("else");
        let end = self.block("end");
        let end_phis = self.phis(end, &results)?;
        self.emitter.builder.build_conditional_branch(condition, then, otherwise)?;
        self.emitter.builder.position_at_end(then);
        let height = self.stack.len() - params.len();
        self.frames.push(Frame {
            target: end,
            target_phis: end_phis.clone(),
            end,
            end_phis,
            otherwise: Some((otherwise, self.top(params.len()))),
            height,
        });
        Ok(())
    }

    /// Leaves the current arm towards the end of its frame.
    fn fall_through(&mut self) -> Result<(), Error> {
        if self.reachable {
            let frame = &self.frames[self.frames.len() - 1];
            self.feed(&frame.end_phis, &self.top(frame.end_phis.len()));
            self.emitter.builder.build_unconditional_branch(frame.end)?;
        }
        Ok(())
    }

    fn otherwise(&mut self) -> Result<(), Error> {
        self.fall_through()?;
        let last = self.frames.len() - 1;
        let frame = &mut self.frames[last];
        let (block, params) = frame.otherwise.take().expect("a valid body has `else` only in `if`");
        self.stack.truncate(frame.height);
        self.stack.extend(params);
        self.emitter.builder.position_at_end(block);
        self.reachable = true;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        self.fall_through()?;
        let frame = self.frames.pop().expect("a valid body closes no more blocks than it opens");
        if let Some((block, params)) = frame.otherwise {
            // An `if` without `else` passes its parameters on.
            self.emitter.builder.position_at_end(block);
            self.feed(&frame.end_phis, &params);
            self.emitter.builder.build_unconditional_branch(frame.end)?;
        }
        self.emitter.builder.position_at_end(frame.end);
        self.stack.truncate(frame.height);
        // An end that nothing reaches is an empty block, whose phi nodes have no edge: what follows is dead.
        self.reachable = frame.end.get_first_use().is_some();
        if !self.reachable {
            for phi in frame.end_phis {
                phi.as_instruction().erase_from_basic_block();
            }
            self.emitter.builder.build_unreachable()?;
            return Ok(());
        }
        self.stack.extend(frame.end_phis.iter().map(|phi| phi.as_basic_value()));
        if self.frames.is_empty() {
            self.return_values()?;
        }
        Ok(())
    }

    fn return_values(&mut self) -> Result<(), Error> {
        match self.stack[..] {
            [] => self.emitter.builder.build_return(None)?,
            [value] => self.emitter.builder.build_return(Some(&value))?,
            _ => self.emitter.builder.build_aggregate_return(&self.stack)?,
        };
        Ok(())
    }

    fn branch_table(&mut self, targets: &wasmparser::BrTable<'_>) -> Result<(), Error> {
        let index = self.pop_int();
        let default = self.branch_edge(targets.default())?;
        let mut cases = Vec::new();
        for (value, depth) in (0u32..).zip(targets.targets()) {
            let target = self.branch_edge(depth.map_err(Error::Invalid)?)?;
            cases.push((self.emitter.word(value), target));
        }
        self.emitter.builder.build_switch(index, default, &cases)?;
        self.unreachable();
        Ok(())
    }

    /// A target of `br_table`. A switch may reach one block by several edges, so values go through a block of their own.
    fn branch_edge(&self, depth: u32) -> Result<BasicBlock<'c>, Error> {
        let frame = self.label(depth);
        if frame.target_phis.is_empty() {
            return Ok(frame.target);
        }
        let here = self.emitter.builder.get_insert_block();
        let edge = self.block("edge");
        self.emitter.builder.position_at_end(edge);
        self.branch_to(depth);
        self.emitter.builder.build_unconditional_branch(frame.target)?;
        if let Some(here) = here {
            self.emitter.builder.position_at_end(here);
        }
        Ok(edge)
    }

    fn pop_condition(&mut self) -> Result<IntValue<'c>, Error> {
        let value = self.pop_int();
        let zero = value.get_type().const_zero();
        Ok(self.emitter.builder.build_int_compare(IntPredicate::NE, value, zero, "")?)
    }

    fn arguments(&mut self, ty: &FuncType) -> Vec<BasicMetadataValueEnum<'c>> {
        self.pop_many(ty.params().len()).into_iter().map(BasicMetadataValueEnum::from).collect()
    }

    fn push_results(&mut self, ty: &FuncType, call: CallSiteValue<'c>) -> Result<(), Error> {
        if let Some(value) = call.try_as_basic_value().basic() {
            if ty.results().len() == 1 {
                self.push(value);
            } else {
                let structure = value.into_struct_value();
                for index in 0..ty.results().len() as u32 {
                    let field = self.emitter.builder.build_extract_value(structure, index, "")?;
                    self.push(field);
                }
            }
        }
        Ok(())
    }

    fn load_pointer(&self, from: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        Ok(self.emitter.builder.build_load(self.emitter.pointer(), from, "")?.into_pointer_value())
    }

    /// Reference, table and bulk memory instructions; the others are passed on.
    fn reference(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::RefNull { .. } => self.push(self.emitter.pointer().const_null()),
            Operator::RefIsNull => {
                let reference = self.pop().into_pointer_value();
                let null = self.emitter.builder.build_is_null(reference, "")?;
                self.push_condition(null)?;
            }
            Operator::RefFunc { function_index } => {
                let descriptor = self.emitter.descriptor(function_index)?;
                self.push(descriptor);
            }
            Operator::TableGet { table } => {
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                let value = self.load_pointer(slot)?;
                self.push(value);
            }
            Operator::TableSet { table } => {
                let value = self.pop();
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                self.emitter.builder.build_store(slot, value)?;
            }
            Operator::TableSize { table } => {
                self.push(self.emitter.word(self.emitter.tables[table as usize].size));
            }
            Operator::TableGrow { table } => {
                let delta = self.pop_int();
                self.pop();
                let size = self.emitter.word(self.emitter.tables[table as usize].size);
                self.grow(delta, size)?;
            }
            Operator::TableFill { table } => {
                let length = self.pop_int();
                let value = self.pop();
                let index = self.pop_int();
                self.emitter.table_fill(self.function, &mut self.traps, table, [index, length], value)?;
            }
            Operator::TableCopy { dst_table, src_table } => {
                let operands = self.pop_three();
                self.emitter.table_copy(self.function, &mut self.traps, (dst_table, src_table), operands)?;
            }
            Operator::TableInit { elem_index, table } => {
                let operands = self.pop_three();
                self.emitter.table_init(self.function, &mut self.traps, (elem_index, table), operands)?;
            }
            Operator::ElemDrop { elem_index } => {
                if let Some(segment) = &self.emitter.elements[elem_index as usize] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            Operator::MemorySize { mem } => {
                self.push(self.pages(mem));
            }
            Operator::MemoryGrow { mem } => {
                let delta = self.pop_int();
                self.grow(delta, self.pages(mem))?;
            }
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let [to, from, length] = self.pop_three();
                let target = self.emitter.range(self.function, &mut self.traps, dst_mem, to, length)?;
                let source = self.emitter.range(self.function, &mut self.traps, src_mem, from, length)?;
                self.emitter.builder.build_memmove(target, 1, source, 1, length).map_err(super::memory::llvm)?;
            }
            Operator::MemoryFill { mem } => {
                let [to, value, length] = self.pop_three();
                let target = self.emitter.range(self.function, &mut self.traps, mem, to, length)?;
                let byte = self.emitter.builder.build_int_truncate(value, self.emitter.context.i8_type(), "")?;
                self.emitter.builder.build_memset(target, 1, byte, length).map_err(super::memory::llvm)?;
            }
            Operator::MemoryInit { data_index, mem } => {
                let operands = self.pop_three();
                self.emitter.memory_init(self.function, &mut self.traps, (data_index, mem), operands)?;
            }
            Operator::DataDrop { data_index } => {
                if let Some(segment) = &self.emitter.data[data_index as usize] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            _ => return self.memory(operator),
        }
        Ok(())
    }

    fn pages(&self, memory: u32) -> IntValue<'c> {
        self.emitter.word(self.emitter.module.memories[memory as usize].pages as u32)
    }

    /// Growth by nothing gives the size; any other fails.
    fn grow(&mut self, delta: IntValue<'c>, size: IntValue<'c>) -> Result<(), Error> {
        let nothing = self.emitter.builder.build_int_compare(IntPredicate::EQ, delta, self.emitter.word(0), "")?;
        let failed = self.emitter.word(u32::MAX);
        let value = self.emitter.builder.build_select(nothing, size, failed, "")?;
        self.push(value);
        Ok(())
    }

    /// Loads and stores; the others are passed on.
    fn memory(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        let (long, byte, half) =
            (self.emitter.context.i64_type(), self.emitter.context.i8_type(), self.emitter.context.i16_type());
        let word = self.emitter.i32();
        match *operator {
            O::I32Load { memarg } => self.load(memarg, 4, word.into()),
            O::I64Load { memarg } => self.load(memarg, 8, long.into()),
            O::F32Load { memarg } => self.load(memarg, 4, self.emitter.context.f32_type().into()),
            O::F64Load { memarg } => self.load(memarg, 8, self.emitter.context.f64_type().into()),
            O::I32Load8S { memarg } => self.load_extended(memarg, byte, word, true),
            O::I32Load8U { memarg } => self.load_extended(memarg, byte, word, false),
            O::I32Load16S { memarg } => self.load_extended(memarg, half, word, true),
            O::I32Load16U { memarg } => self.load_extended(memarg, half, word, false),
            O::I64Load8S { memarg } => self.load_extended(memarg, byte, long, true),
            O::I64Load8U { memarg } => self.load_extended(memarg, byte, long, false),
            O::I64Load16S { memarg } => self.load_extended(memarg, half, long, true),
            O::I64Load16U { memarg } => self.load_extended(memarg, half, long, false),
            O::I64Load32S { memarg } => self.load_extended(memarg, word, long, true),
            O::I64Load32U { memarg } => self.load_extended(memarg, word, long, false),
            O::I32Store { memarg } | O::F32Store { memarg } => self.store(memarg, 4),
            O::I64Store { memarg } | O::F64Store { memarg } => self.store(memarg, 8),
            O::I32Store8 { memarg } | O::I64Store8 { memarg } => self.store_truncated(memarg, byte),
            O::I32Store16 { memarg } | O::I64Store16 { memarg } => self.store_truncated(memarg, half),
            O::I64Store32 { memarg } => self.store_truncated(memarg, word),
            _ => self.constants(operator),
        }
    }

    fn access(&mut self, memarg: MemArg, size: u32) -> Result<PointerValue<'c>, Error> {
        let address = self.pop_int();
        self.emitter.address(self.function, &mut self.traps, memarg.memory, address, memarg.offset, size)
    }

    /// A load of any alignment: what the instruction says about it is only a hint.
    fn load(&mut self, memarg: MemArg, size: u32, ty: BasicTypeEnum<'c>) -> Result<(), Error> {
        let pointer = self.access(memarg, size)?;
        let value = self.emitter.builder.build_load(ty, pointer, "")?;
        if let Some(load) = value.as_instruction_value() {
            load.set_alignment(1).map_err(super::memory::llvm)?;
        }
        self.push(value);
        Ok(())
    }

    fn load_extended(
        &mut self,
        memarg: MemArg,
        from: inkwell::types::IntType<'c>,
        to: inkwell::types::IntType<'c>,
        signed: bool,
    ) -> Result<(), Error> {
        self.load(memarg, from.get_bit_width() / 8, from.into())?;
        let value = self.pop_int();
        let value = match signed {
            true => self.emitter.builder.build_int_s_extend(value, to, "")?,
            false => self.emitter.builder.build_int_z_extend(value, to, "")?,
        };
        self.push(value);
        Ok(())
    }

    fn store(&mut self, memarg: MemArg, size: u32) -> Result<(), Error> {
        let value = self.pop();
        self.store_value(memarg, size, value)
    }

    fn store_truncated(&mut self, memarg: MemArg, to: inkwell::types::IntType<'c>) -> Result<(), Error> {
        let value = self.pop_int();
        let value = self.emitter.builder.build_int_truncate_or_bit_cast(value, to, "")?;
        self.store_value(memarg, to.get_bit_width() / 8, value.into())
    }

    fn store_value(&mut self, memarg: MemArg, size: u32, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let pointer = self.access(memarg, size)?;
        let store = self.emitter.builder.build_store(pointer, value)?;
        store.set_alignment(1).map_err(super::memory::llvm)?;
        Ok(())
    }

    /// Constants; the others are passed on.
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

    /// Integer arithmetic and comparison; the others are passed on.
    fn integer(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use IntPredicate as P;
        use Operator as O;
        match *operator {
            O::I32Eqz | O::I64Eqz => {
                let value = self.pop_int();
                let zero = value.get_type().const_zero();
                let result = self.emitter.builder.build_int_compare(P::EQ, value, zero, "")?;
                self.push_condition(result)
            }
            O::I32Eq | O::I64Eq => self.compare_int(P::EQ),
            O::I32Ne | O::I64Ne => self.compare_int(P::NE),
            O::I32LtS | O::I64LtS => self.compare_int(P::SLT),
            O::I32LtU | O::I64LtU => self.compare_int(P::ULT),
            O::I32GtS | O::I64GtS => self.compare_int(P::SGT),
            O::I32GtU | O::I64GtU => self.compare_int(P::UGT),
            O::I32LeS | O::I64LeS => self.compare_int(P::SLE),
            O::I32LeU | O::I64LeU => self.compare_int(P::ULE),
            O::I32GeS | O::I64GeS => self.compare_int(P::SGE),
            O::I32GeU | O::I64GeU => self.compare_int(P::UGE),
            O::I32Add | O::I64Add => self.binary_int(|e, a, b| Ok(e.builder.build_int_add(a, b, "")?)),
            O::I32Sub | O::I64Sub => self.binary_int(|e, a, b| Ok(e.builder.build_int_sub(a, b, "")?)),
            O::I32Mul | O::I64Mul => self.binary_int(|e, a, b| Ok(e.builder.build_int_mul(a, b, "")?)),
            O::I32And | O::I64And => self.binary_int(|e, a, b| Ok(e.builder.build_and(a, b, "")?)),
            O::I32Or | O::I64Or => self.binary_int(|e, a, b| Ok(e.builder.build_or(a, b, "")?)),
            O::I32Xor | O::I64Xor => self.binary_int(|e, a, b| Ok(e.builder.build_xor(a, b, "")?)),
            O::I32Shl | O::I64Shl => {
                self.binary_int(|e, a, b| Ok(e.builder.build_left_shift(a, e.shift_count(b)?, "")?))
            }
            O::I32ShrS | O::I64ShrS => {
                self.binary_int(|e, a, b| Ok(e.builder.build_right_shift(a, e.shift_count(b)?, true, "")?))
            }
            O::I32ShrU | O::I64ShrU => {
                self.binary_int(|e, a, b| Ok(e.builder.build_right_shift(a, e.shift_count(b)?, false, "")?))
            }
            O::I32Rotl | O::I64Rotl => self.rotate("llvm.fshl"),
            O::I32Rotr | O::I64Rotr => self.rotate("llvm.fshr"),
            O::I32DivS | O::I64DivS => self.divide(Division::QuotientSigned),
            O::I32DivU | O::I64DivU => self.divide(Division::QuotientUnsigned),
            O::I32RemS | O::I64RemS => self.divide(Division::RemainderSigned),
            O::I32RemU | O::I64RemU => self.divide(Division::RemainderUnsigned),
            O::I32Clz | O::I64Clz => self.count_zeros("llvm.ctlz"),
            O::I32Ctz | O::I64Ctz => self.count_zeros("llvm.cttz"),
            O::I32Popcnt | O::I64Popcnt => {
                let value = self.pop_int();
                let result = self.emitter.intrinsic("llvm.ctpop", &[value.get_type().into()], &[value.into()])?;
                self.push(result);
                Ok(())
            }
            O::I32Extend8S | O::I64Extend8S => self.extend_low(8),
            O::I32Extend16S | O::I64Extend16S => self.extend_low(16),
            O::I64Extend32S => self.extend_low(32),
            _ => self.float(operator),
        }
    }

    fn push_condition(&mut self, condition: IntValue<'c>) -> Result<(), Error> {
        let value = self.emitter.builder.build_int_z_extend(condition, self.emitter.i32(), "")?;
        self.push(value);
        Ok(())
    }

    fn compare_int(&mut self, predicate: IntPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        let result = self.emitter.builder.build_int_compare(predicate, left, right, "")?;
        self.push_condition(result)
    }

    fn binary_int(
        &mut self,
        build: impl FnOnce(&Emitter<'c, '_>, IntValue<'c>, IntValue<'c>) -> Result<IntValue<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        let result = build(self.emitter, left, right)?;
        self.push(result);
        Ok(())
    }

    fn rotate(&mut self, intrinsic: &str) -> Result<(), Error> {
        let (count, value) = (self.pop_int(), self.pop_int());
        let arguments = [value.into(), value.into(), count.into()];
        let result = self.emitter.intrinsic(intrinsic, &[value.get_type().into()], &arguments)?;
        self.push(result);
        Ok(())
    }

    fn divide(&mut self, division: Division) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        let result = self.emitter.divide(self.function, &mut self.traps, division, left, right)?;
        self.push(result);
        Ok(())
    }

    fn count_zeros(&mut self, intrinsic: &str) -> Result<(), Error> {
        let value = self.pop_int();
        let zero_is_defined = self.emitter.context.bool_type().const_zero();
        let arguments = [value.into(), zero_is_defined.into()];
        let result = self.emitter.intrinsic(intrinsic, &[value.get_type().into()], &arguments)?;
        self.push(result);
        Ok(())
    }

    /// Sign extension of the low bits.
    fn extend_low(&mut self, bits: u32) -> Result<(), Error> {
        let value = self.pop_int();
        let context = self.emitter.context;
        let low = match bits {
            8 => context.i8_type(),
            16 => context.i16_type(),
            _ => context.i32_type(),
        };
        let low = self.emitter.builder.build_int_truncate(value, low, "")?;
        let result = self.emitter.builder.build_int_s_extend(low, value.get_type(), "")?;
        self.push(result);
        Ok(())
    }

    /// Float arithmetic and comparison; the others are passed on.
    fn float(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use FloatPredicate as P;
        use Operator as O;
        match *operator {
            O::F32Eq | O::F64Eq => self.compare_float(P::OEQ),
            O::F32Ne | O::F64Ne => self.compare_float(P::UNE),
            O::F32Lt | O::F64Lt => self.compare_float(P::OLT),
            O::F32Gt | O::F64Gt => self.compare_float(P::OGT),
            O::F32Le | O::F64Le => self.compare_float(P::OLE),
            O::F32Ge | O::F64Ge => self.compare_float(P::OGE),
            O::F32Add | O::F64Add => self.arithmetic(0.0, |e, a, b| Ok(e.builder.build_float_add(a, b, "")?)),
            O::F32Sub | O::F64Sub => self.arithmetic(0.0, |e, a, b| Ok(e.builder.build_float_sub(a, b, "")?)),
            O::F32Mul | O::F64Mul => self.arithmetic(1.0, |e, a, b| Ok(e.builder.build_float_mul(a, b, "")?)),
            O::F32Div | O::F64Div => self.arithmetic(1.0, |e, a, b| Ok(e.builder.build_float_div(a, b, "")?)),
            O::F32Min | O::F64Min => self.binary_float(|e, a, b| e.extremum(a, b, true)),
            O::F32Max | O::F64Max => self.binary_float(|e, a, b| e.extremum(a, b, false)),
            O::F32Copysign | O::F64Copysign => {
                self.binary_float(|e, a, b| e.intrinsic("llvm.copysign", &[a.get_type().into()], &[a.into(), b.into()]))
            }
            O::F32Abs | O::F64Abs => self.unary_float("llvm.fabs"),
            O::F32Sqrt | O::F64Sqrt => self.unary_float("llvm.sqrt"),
            O::F32Ceil | O::F64Ceil => self.round("llvm.ceil"),
            O::F32Floor | O::F64Floor => self.round("llvm.floor"),
            O::F32Trunc | O::F64Trunc => self.round("llvm.trunc"),
            O::F32Nearest | O::F64Nearest => self.round("llvm.roundeven"),
            O::F32Neg | O::F64Neg => {
                let value = self.pop_float();
                let result = self.emitter.builder.build_float_neg(value, "")?;
                self.push(result);
                Ok(())
            }
            _ => self.convert(operator),
        }
    }

    fn compare_float(&mut self, predicate: FloatPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_float(), self.pop_float());
        let result = self.emitter.builder.build_float_compare(predicate, left, right, "")?;
        self.push_condition(result)
    }

    fn binary_float(
        &mut self,
        build: impl FnOnce(&mut Emitter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<BasicValueEnum<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_float(), self.pop_float());
        let result = build(self.emitter, left, right)?;
        self.push(result);
        Ok(())
    }

    /// Arithmetic with an operand that it leaves unchanged. LLVM knows that operand and drops the instruction, which then
    /// does not make a signalling NaN quiet any more.
    fn arithmetic(
        &mut self,
        neutral: f64,
        build: impl FnOnce(&Emitter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_float(|emitter, left, right| {
            let left = emitter.hide_neutral(left, neutral)?;
            let right = emitter.hide_neutral(right, neutral)?;
            Ok(build(emitter, left, right)?.into())
        })
    }

    /// Rounding to an integer. The library functions for it need not make a signalling NaN quiet.
    fn round(&mut self, intrinsic: &str) -> Result<(), Error> {
        self.unary_float(intrinsic)?;
        let value = self.pop_float();
        let result = self.emitter.quiet(value)?;
        self.push(result);
        Ok(())
    }

    fn unary_float(&mut self, intrinsic: &str) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.intrinsic(intrinsic, &[value.get_type().into()], &[value.into()])?;
        self.push(result);
        Ok(())
    }

    /// Conversions.
    fn convert(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        let (word, long) = (self.emitter.i32(), self.emitter.context.i64_type());
        let (single, double) = (self.emitter.context.f32_type(), self.emitter.context.f64_type());
        let to = |signed, wide| Truncation { signed, wide };
        let value: BasicValueEnum<'c> = match *operator {
            O::I32WrapI64 => {
                let value = self.pop_int();
                self.emitter.builder.build_int_truncate(value, word, "")?.into()
            }
            O::I64ExtendI32S => {
                let value = self.pop_int();
                self.emitter.builder.build_int_s_extend(value, long, "")?.into()
            }
            O::I64ExtendI32U => {
                let value = self.pop_int();
                self.emitter.builder.build_int_z_extend(value, long, "")?.into()
            }
            O::I32TruncF32S | O::I32TruncF64S => return self.truncate(to(true, false)),
            O::I32TruncF32U | O::I32TruncF64U => return self.truncate(to(false, false)),
            O::I64TruncF32S | O::I64TruncF64S => return self.truncate(to(true, true)),
            O::I64TruncF32U | O::I64TruncF64U => return self.truncate(to(false, true)),
            O::I32TruncSatF32S | O::I32TruncSatF64S => return self.truncate_saturating(to(true, false)),
            O::I32TruncSatF32U | O::I32TruncSatF64U => return self.truncate_saturating(to(false, false)),
            O::I64TruncSatF32S | O::I64TruncSatF64S => return self.truncate_saturating(to(true, true)),
            O::I64TruncSatF32U | O::I64TruncSatF64U => return self.truncate_saturating(to(false, true)),
            O::F32ConvertI32S | O::F32ConvertI64S => {
                let value = self.pop_int();
                self.emitter.builder.build_signed_int_to_float(value, single, "")?.into()
            }
            O::F32ConvertI32U | O::F32ConvertI64U => {
                let value = self.pop_int();
                self.emitter.builder.build_unsigned_int_to_float(value, single, "")?.into()
            }
            O::F64ConvertI32S | O::F64ConvertI64S => {
                let value = self.pop_int();
                self.emitter.builder.build_signed_int_to_float(value, double, "")?.into()
            }
            O::F64ConvertI32U | O::F64ConvertI64U => {
                let value = self.pop_int();
                self.emitter.builder.build_unsigned_int_to_float(value, double, "")?.into()
            }
            O::F32DemoteF64 => {
                let value = self.pop_float();
                self.emitter.builder.build_float_trunc(value, single, "")?.into()
            }
            O::F64PromoteF32 => {
                // Neither LLVM nor the library function need make a signalling NaN quiet.
                let value = self.pop_float();
                let value = self.emitter.quiet(value)?.into_float_value();
                self.emitter.builder.build_float_ext(value, double, "")?.into()
            }
            O::I32ReinterpretF32 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, word, "")?
            }
            O::I64ReinterpretF64 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, long, "")?
            }
            O::F32ReinterpretI32 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, single, "")?
            }
            O::F64ReinterpretI64 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, double, "")?
            }
            ref other => return Err(Error::Llvm(format!("an instruction that validation let through: {other:?}"))),
        };
        self.push(value);
        Ok(())
    }

    fn truncate(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.truncate(self.function, &mut self.traps, value, to)?;
        self.push(result);
        Ok(())
    }

    fn truncate_saturating(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.truncate_saturating(value, to)?;
        self.push(result);
        Ok(())
    }
}
