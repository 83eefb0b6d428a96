//! Control, parametric and variable instructions (WebAssembly, 4.4.5, 4.4.8 and 4.4.9), and unreachable code.

use dissolve_abi::TrapKind;
use dissolve_wasm::{FuncIndex, GlobalIndex, TableIndex, TypeIndex};
use inkwell::basic_block::BasicBlock;
use inkwell::llvm_sys::LLVMTailCallKind;
use inkwell::values::{BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, PhiValue, PointerValue};
use wasmparser::{BlockType, FuncType, Operator, ValType};

use super::{Body, Frame, not_listed};
use crate::Error;

impl<'c> Body<'c, '_> {
    /// Passes values to phi nodes along the edge from the current block.
    fn feed(&self, phis: &[PhiValue<'c>], values: &[BasicValueEnum<'c>]) {
        if let Some(here) = self.writer.builder.get_insert_block() {
            for (phi, value) in phis.iter().zip(values) {
                phi.add_incoming(&[(value, here)]);
            }
        }
    }

    fn top(&self, count: usize) -> Vec<BasicValueEnum<'c>> {
        self.stack[self.stack.len() - count..].to_vec()
    }

    /// The parameter and result types of a block.
    fn block_type(&self, ty: BlockType) -> (Vec<ValType>, Vec<ValType>) {
        match ty {
            BlockType::Empty => (Vec::new(), Vec::new()),
            BlockType::Type(ty) => (Vec::new(), vec![ty]),
            BlockType::FuncType(index) => {
                let ty = self.writer.input.func_type(TypeIndex::from_u32(index));
                (ty.params().to_vec(), ty.results().to_vec())
            }
        }
    }

    /// Opens a frame and its arm. The arm of a loop has the ordinals of its first and its last operator.
    pub fn open(&mut self, frame: Frame<'c>, looped: Option<(u32, u32)>) {
        self.frames.push(frame);
        self.arms.open(looped);
    }

    /// The frame that a branch with this label refers to.
    fn label(&self, depth: u32) -> &Frame<'c> {
        &self.frames[self.frames.len() - 1 - depth as usize]
    }

    /// Prepares a branch: passes the operands that its target takes, which also stay on the stack. Returns the target.
    fn branch_to(&self, depth: u32) -> BasicBlock<'c> {
        let frame = self.label(depth);
        self.feed(&frame.target_phis, &self.top(frame.target_phis.len()));
        frame.target
    }

    /// Marks the code up to the end of the current block as unreachable.
    fn unreachable(&mut self) {
        self.reachable = false;
        let height = self.frames.last().map_or(0, |frame| frame.height);
        self.stack.truncate(height);
    }

    /// Skips an operator in unreachable code, up to the end of the current block.
    pub fn skip(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => self.skipped += 1,
            Operator::Else if self.skipped == 0 => self.otherwise()?,
            Operator::End if self.skipped == 0 => self.end()?,
            Operator::End => self.skipped -= 1,
            _ => {}
        }
        Ok(())
    }

    /// Control, parametric and variable instructions.
    pub fn control(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::Nop => {}
            Operator::Unreachable => {
                self.writer.trap(TrapKind::Unreachable)?;
                self.unreachable();
            }
            Operator::Block { blockty } => self.open_block(blockty)?,
            Operator::Loop { blockty } => self.open_loop(blockty)?,
            Operator::If { blockty } => self.open_if(blockty)?,
            Operator::Else => self.otherwise()?,
            Operator::End => self.end()?,
            Operator::Br { relative_depth } => {
                let target = self.branch_to(relative_depth);
                self.writer.builder.build_unconditional_branch(target)?;
                self.unreachable();
            }
            Operator::BrIf { relative_depth } => {
                let condition = self.pop_condition()?;
                let target = self.branch_to(relative_depth);
                let next = self.writer.block("");
                self.writer.builder.build_conditional_branch(condition, target, next)?;
                self.writer.builder.position_at_end(next);
            }
            Operator::BrTable { ref targets } => self.branch_table(targets)?,
            Operator::Return => {
                let target = self.branch_to(self.frames.len() as u32 - 1);
                self.writer.builder.build_unconditional_branch(target)?;
                self.unreachable();
            }
            // A call that stands for a trap, of a function that only traps.
            Operator::Call { .. } if self.writer.recorded_trap.is_some() => {
                self.writer.trap(TrapKind::Unreachable)?;
                self.unreachable();
            }
            Operator::Call { function_index } => {
                let called = FuncIndex::from_u32(function_index);
                let ty = self.writer.input.function_type(called);
                let arguments = self.arguments(ty);
                let callee = self.writer.functions[called];
                let call = self.writer.builder.build_call(callee, &arguments, "")?;
                keep_frame(call, self.writer.input.recursion.direct(self.index, called));
                self.push_results(ty, call)?;
            }
            Operator::CallIndirect { type_index, table_index } => {
                let (table, called) = (TableIndex::from_u32(table_index), TypeIndex::from_u32(type_index));
                let callee = self.table_callee(table, called, false)?;
                let ty = self.writer.input.func_type(called);
                let arguments = self.arguments(ty);
                let llvm_type = self.writer.function_type(ty);
                let call = self.writer.builder.build_indirect_call(llvm_type, callee, &arguments, "")?;
                keep_frame(call, self.writer.input.recursion.indirect(self.index, table, called));
                self.push_results(ty, call)?;
            }
            Operator::ReturnCall { function_index } if function_index == self.index.as_u32() => {
                let arguments = self.pop_many(self.writer.function.count_params() as usize);
                for (local, value) in (0..).zip(arguments) {
                    self.writer.builder.build_store(self.locals.slot(local).0, value)?;
                }
                self.writer.builder.build_unconditional_branch(self.start)?;
                self.unreachable();
            }
            Operator::ReturnCall { function_index } => {
                let called = FuncIndex::from_u32(function_index);
                let callee = self.writer.bodies[called].as_global_value().as_pointer_value();
                let ty = self.writer.input.sections.functions[called];
                self.tail_call(callee, ty)?;
            }
            Operator::ReturnCallIndirect { type_index, table_index } => {
                let (table, called) = (TableIndex::from_u32(table_index), TypeIndex::from_u32(type_index));
                let callee = self.table_callee(table, called, true)?;
                self.tail_call(callee, called)?;
            }
            Operator::Drop => {
                self.pop();
            }
            Operator::Select | Operator::TypedSelect { .. } => {
                let number = self.pop();
                let (second, first) = (self.pop(), self.pop());
                if let Some(saturated) = self.saturated(number, [first, second])? {
                    self.push(saturated);
                    return Ok(());
                }
                self.push(number);
                let condition = self.pop_condition()?;
                self.push(self.writer.builder.build_select(condition, first, second, "")?);
            }
            Operator::LocalGet { local_index } => {
                let value = self.read(local_index)?;
                self.push(value);
            }
            Operator::LocalSet { local_index } => {
                let value = self.pop();
                self.assign(local_index, value)?;
                self.open_guest_frame(value)?;
            }
            Operator::LocalTee { local_index } => {
                let value = self.pop();
                self.assign(local_index, value)?;
                self.open_guest_frame(value)?;
                self.push(value);
            }
            Operator::GlobalGet { global_index } => {
                let global = GlobalIndex::from_u32(global_index);
                let ty = self.writer.value_type(self.writer.input.sections.globals[global].ty.content_type);
                let pointer = self.writer.private_address(self.writer.globals[global].as_pointer_value())?;
                self.push(self.writer.builder.build_load(ty, pointer, "")?);
            }
            Operator::GlobalSet { global_index } => {
                let value = self.pop();
                let pointer = self
                    .writer
                    .private_address(self.writer.globals[GlobalIndex::from_u32(global_index)].as_pointer_value())?;
                self.writer.builder.build_store(pointer, value)?;
            }
            _ => return Err(not_listed(operator)),
        }
        Ok(())
    }

    /// Pops an index into a table. Returns the code of the element, which must be a function of this type.
    fn table_callee(&mut self, table: TableIndex, ty: TypeIndex, tail: bool) -> Result<PointerValue<'c>, Error> {
        let index = self.pop_int();
        if !tail && let Some(code) = self.writer.code_of(table, index, ty)? {
            return Ok(code);
        }
        let slot = self.writer.slot(table, index, TrapKind::UndefinedElement)?;
        let reference = self.writer.load_pointer(slot)?;
        self.writer.callee(reference, ty, tail)
    }

    fn tail_call(&mut self, callee: PointerValue<'c>, ty: TypeIndex) -> Result<(), Error> {
        let arguments = self.pop_many(self.writer.input.func_type(ty).params().len());
        self.writer.tail_call(callee, ty, &arguments)?;
        self.unreachable();
        Ok(())
    }

    fn open_block(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let end = self.writer.block("end");
        let end_phis = self.phis(end, &results)?;
        let height = self.stack.len() - params.len();
        let target_phis = end_phis.clone();
        self.open(Frame { target: end, target_phis, end, end_phis, otherwise: None, height }, None);
        Ok(())
    }

    fn open_loop(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let header = self.writer.block("loop");
        let target_phis = self.phis(header, &params)?;
        let end = self.writer.block("end");
        let end_phis = self.phis(end, &results)?;
        let arguments = self.pop_many(params.len());
        let looped = self.locals.looped(self.ordinal);
        self.enter_loop(header, looped)?;
        self.feed(&target_phis, &arguments);
        self.writer.builder.position_at_end(header);
        let height = self.stack.len();
        self.stack.extend(target_phis.iter().map(|phi| phi.as_basic_value()));
        self.open(Frame { target: header, target_phis, end, end_phis, otherwise: None, height }, looped);
        Ok(())
    }

    fn open_if(&mut self, ty: BlockType) -> Result<(), Error> {
        let (params, results) = self.block_type(ty);
        let condition = self.pop_condition()?;
        let then = self.writer.block("then");
        let otherwise = self.writer.block("else");
        let end = self.writer.block("end");
        let end_phis = self.phis(end, &results)?;
        self.writer.builder.build_conditional_branch(condition, then, otherwise)?;
        self.writer.builder.position_at_end(then);
        let height = self.stack.len() - params.len();
        let (target_phis, params) = (end_phis.clone(), self.top(params.len()));
        let otherwise = Some((otherwise, params));
        self.open(Frame { target: end, target_phis, end, end_phis, otherwise, height }, None);
        Ok(())
    }

    /// Ends the current arm of a frame with a branch to the frame's end.
    fn fall_through(&mut self) -> Result<(), Error> {
        if self.reachable {
            let frame = &self.frames[self.frames.len() - 1];
            self.feed(&frame.end_phis, &self.top(frame.end_phis.len()));
            self.writer.builder.build_unconditional_branch(frame.end)?;
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
        self.writer.builder.position_at_end(block);
        self.arms.close();
        self.arms.open(None);
        self.reachable = true;
        Ok(())
    }

    fn end(&mut self) -> Result<(), Error> {
        self.fall_through()?;
        let frame = self.frames.pop().expect("a valid body closes no more blocks than it opens");
        self.arms.close();
        if frame.is_loop() {
            self.leave_loop(frame.target, self.reachable)?;
        }
        if let Some((block, params)) = frame.otherwise {
            // An `if` without `else` passes its parameters on as results.
            self.writer.builder.position_at_end(block);
            self.feed(&frame.end_phis, &params);
            self.writer.builder.build_unconditional_branch(frame.end)?;
        }
        self.writer.builder.position_at_end(frame.end);
        self.stack.truncate(frame.height);
        // An unreached end is an empty block, whose phi nodes have no edge: the code after it is dead.
        self.reachable = frame.end.get_first_use().is_some();
        if !self.reachable {
            for phi in frame.end_phis {
                phi.as_instruction().erase_from_basic_block();
            }
            self.writer.builder.build_unreachable()?;
            return Ok(());
        }
        self.stack.extend(frame.end_phis.iter().map(|phi| phi.as_basic_value()));
        if self.frames.is_empty() {
            self.writer.return_values(&self.stack)?;
        }
        Ok(())
    }

    fn branch_table(&mut self, targets: &wasmparser::BrTable<'_>) -> Result<(), Error> {
        let index = self.pop_int();
        let default = self.branch_edge(targets.default())?;
        let mut cases = Vec::new();
        for (value, depth) in (0u32..).zip(targets.targets()) {
            let target = self.branch_edge(depth.map_err(Error::Invalid)?)?;
            cases.push((self.writer.word(value), target));
        }
        self.writer.builder.build_switch(index, default, &cases)?;
        self.unreachable();
        Ok(())
    }

    /// A target of `br_table`. A switch may have several edges to one block, so values pass through a block of their
    /// own.
    fn branch_edge(&self, depth: u32) -> Result<BasicBlock<'c>, Error> {
        let frame = self.label(depth);
        if frame.target_phis.is_empty() {
            return Ok(frame.target);
        }
        let here = self.writer.builder.get_insert_block();
        let edge = self.writer.block("edge");
        self.writer.builder.position_at_end(edge);
        self.branch_to(depth);
        self.writer.builder.build_unconditional_branch(frame.target)?;
        if let Some(here) = here {
            self.writer.builder.position_at_end(here);
        }
        Ok(edge)
    }

    fn arguments(&mut self, ty: &FuncType) -> Vec<BasicMetadataValueEnum<'c>> {
        self.pop_many(ty.params().len()).into_iter().map(BasicMetadataValueEnum::from).collect()
    }

    fn push_results(&mut self, ty: &FuncType, call: CallSiteValue<'c>) -> Result<(), Error> {
        if let Some(value) = call.try_as_basic_value().basic() {
            self.stack.extend(self.writer.results(ty, value)?);
        }
        Ok(())
    }
}

/// Makes a call that may lead back to its caller use stack, even if it is in tail position.
fn keep_frame(call: CallSiteValue<'_>, leads_back: bool) {
    if leads_back {
        call.set_tail_call_kind(LLVMTailCallKind::LLVMTailCallKindNoTail);
    }
}
